"""Writes two labelled files of invented persons that are harder than `vdx linkage generate`, with the same
columns: `locales.csv`, names of ten countries as they are written there and in Latin letters, from the Python
package `faker`; and `balkan.csv`, names of the region entered with heavy noise. Nobody in them exists.

Arguments: the directory; records in each file (18,000 if not said); the seed (1)."""

import csv
import random
import sys
import unicodedata
from pathlib import Path

from faker import Faker

HEADER = ["record", "person", "given_name", "surname", "born", "national_id", "birthplace"]
LOCALES = ["hr_HR", "sl_SI", "ro_RO", "tr_TR", "bg_BG", "uk_UA", "pl_PL", "it_IT", "en_NG", "vi_VN"]
NAMES = Path(__file__).parents[2] / "crates/pseudonym/src/pseudonym/given_names.txt"
ALBANIAN_SURNAMES = """Abazi Ademi Ahmeti Alija Aliu Avdiu Bajrami Bajraktari Balaj Basha Beqiri Berisha Bislimi
Blakaj Bekteshi Bunjaku Bytyqi Canolli Çela Çollaku Dacaj Daka Dalipi Demaj Demiri Dervishi Dushi Elezi Elshani Emini
Fazliu Ferati Gashi Gjoka Gjonaj Gjonbalaj Gërvalla Hajdari Hajrizi Halili Halimi Hasani Haxhiu Hetemi Hoti Hoxha
Hyseni Ibishi Ibrahimi Idrizi Imeri Islami Ismaili Jakupi Jashari Kabashi Kastrati Kelmendi Kolgeci Krasniqi Kryeziu
Kurteshi Latifi Limani Lleshi Luta Maliqi Maloku Mehmeti Morina Muja Musliu Mustafa Nikçi Osmani Pacolli Pajaziti
Pllana Prekaj Preniqi Qerimi Ramadani Rama Rexha Rexhepi Rrahmani Rugova Rustemi Sadiku Salihu Selimi Shabani Shala
Shaqiri Sejdiu Sopi Spahiu Sylaj Syla Tahiri Thaçi Tolaj Ukaj Veseli Vllasi Xhaferi Xhemajli Ymeri Zejnullahu Zeka
Zeqiri Zogaj Zymberi""".split()
ALBANIAN_PLACES = """Prishtinë Prizren Pejë Gjakovë Mitrovicë Gjilan Ferizaj Vushtrri Podujevë Rahovec Malishevë
Suharekë Lipjan Drenas Deçan Istog Klinë Kaçanik Viti Kamenicë Skenderaj Dragash Shtime Tiranë Shkodër Kukës Tetovë""".split()
# The same places as another language calls them.
OTHER_PLACES = {"Prishtinë": "Priština", "Pejë": "Peć", "Gjakovë": "Đakovica", "Gjilan": "Gnjilane",
                "Ferizaj": "Uroševac", "Vushtrri": "Vučitrn", "Podujevë": "Podujevo", "Rahovec": "Orahovac",
                "Suharekë": "Suva Reka", "Lipjan": "Lipljan", "Istog": "Istok", "Skenderaj": "Srbica",
                "Mitrovicë": "Kosovska Mitrovica", "Prizren": "Prizren, Kosovo", "Tiranë": "Tirana"}


def skewed(choices, source):
    """One of the choices; early ones are common, as names are."""
    return choices[min(int(len(choices) * source.random() ** 1.8), len(choices) - 1)]


def plain(text):
    """Letters without their marks, as a keyboard without them writes."""
    text = text.replace("ı", "i").replace("đ", "dj").replace("Đ", "Dj").replace("ł", "l").replace("Ł", "L")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def slip(text, source):
    """One slip of the hand."""
    if len(text) < 3:
        return text
    at = source.randrange(1, len(text) - 1)
    letter = source.choice(text).lower()
    return source.choice([
        text[:at] + text[at + 1:],
        text[:at] + letter + text[at:],
        text[:at] + letter + text[at + 1:],
        text[:at] + text[at + 1] + text[at] + text[at + 2:],
    ])


class Locales:
    """Persons of ten countries, most names rare."""
    slips, mark_loss, other_date, no_date, year_only = .05, .25, .05, .02, .02
    no_id, wrong_id, no_place, swapped = .5, .03, .33, .02

    def __init__(self, source):
        self.source = source
        self.fakers = [Faker(locale) for locale in LOCALES]
        for at, faker in enumerate(self.fakers):
            faker.seed_instance(source.randrange(1 << 30) + at)

    def name(self):
        faker = self.source.choice(self.fakers)
        female = self.source.random() < .8
        given = faker.first_name_female() if female else faker.first_name_male()
        surname = getattr(faker, "last_name_female" if female else "last_name_male", faker.last_name)()
        return given, surname, faker.city()

    def place(self, place):
        return place


class Balkan:
    """Persons of the region, many of one name, entered in a hurry."""
    slips, mark_loss, other_date, no_date, year_only = .08, .4, .06, .03, .03
    no_id, wrong_id, no_place, swapped = .45, .04, .35, .03

    def __init__(self, source):
        self.source = source
        self.given = [name for line in NAMES.read_text().splitlines() if not line.startswith("#")
                      for name in line.split()]
        source.shuffle(self.given)
        self.slavic = Faker("hr_HR")
        self.slavic.seed_instance(source.randrange(1 << 30))

    def name(self):
        if self.source.random() < .7:
            surname = skewed(ALBANIAN_SURNAMES, self.source)
        else:
            surname = self.slavic.last_name()
        return skewed(self.given, self.source), surname, skewed(ALBANIAN_PLACES, self.source)

    def place(self, place):
        return OTHER_PLACES.get(place, place) if self.source.random() < .25 else place


def persons(kind, source):
    """Persons without end; some are siblings or twins of one before."""
    last = None
    while True:
        given, surname, place = kind.name()
        born = [source.randrange(1975, 2004), source.randrange(1, 13), source.randrange(1, 29)]
        if last and source.random() < .04:
            surname, place = last[1], last[4]
            if source.random() < .25:
                born = last[2]
        number = "1" + "".join(source.choice("0123456789") for _ in range(9))
        last = (given, surname, born, number, place)
        yield last


def entered(kind, person, source):
    """The person as one clerk entered her."""
    given, surname, born, number, place = person
    if source.random() < kind.mark_loss:
        given, surname, place = plain(given), plain(surname), plain(place)
    if source.random() < kind.slips:
        given = slip(given, source)
    if source.random() < kind.slips:
        surname = slip(surname, source)
    if source.random() < kind.swapped:
        given, surname = surname, given
    year, month, day = born
    if source.random() < kind.other_date:
        which = source.randrange(3)
        if which == 0:
            day = min(28, max(1, day + source.choice([-10, -1, 1, 10])))
        elif which == 1 and day <= 12:
            day, month = month, day
        else:
            year += source.choice([-10, -1, 1, 10])
    date = f"{year}-{month:02}-{day:02}"
    draw = source.random()
    if draw < kind.no_date:
        date = ""
    elif draw < kind.no_date + kind.year_only:
        date = str(year)
    if source.random() < kind.no_id:
        number = ""
    elif source.random() < kind.wrong_id:
        at = source.randrange(len(number))
        number = number[:at] + source.choice("0123456789") + number[at + 1:]
    place = "" if source.random() < kind.no_place else kind.place(place)
    return [given, surname, date, number, place]


def write(path, kind, records, source):
    rows = []
    for person, who in enumerate(persons(kind, source)):
        for _ in range(source.choice([1, 1, 2, 2, 2, 3, 4])):
            rows.append([f"r{len(rows)}", person, *entered(kind, who, source)])
        if len(rows) >= records:
            break
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADER, *rows])
    print(f"{path}: {len(rows)} records of {person + 1} persons")


if __name__ == "__main__":
    directory = Path(sys.argv[1])
    records = int(sys.argv[2]) if len(sys.argv) > 2 else 18_000
    source = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    directory.mkdir(parents=True, exist_ok=True)
    write(directory / "locales.csv", Locales(source), records, source)
    write(directory / "balkan.csv", Balkan(source), records, source)
