"""Names, places, sex and numbers in one spelling: docs/pseudonyms-spec.md, from "Names" to "Sex"."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from vdx_client import _tables

BLANKS = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""Characters with the property White_Space, which is not what `str.strip` takes away."""

APOSTROPHES = frozenset("'’ʼ`´")
PARTICLES = frozenset("al bin bint da de del der di el ibn van von".split())
VOWELS = frozenset("aeiou")

_LETTERS = """
а a  б b  в v  д d  е e  ж ž  з z  к k  л l  м m  н n  о o  п p  р r  с s  т t  у u  ф f  х h  ц c  ч č  ш š
ђ đ  ј j  љ lj  њ nj  ћ ć  џ dž  ѓ đ  ќ ć  ѕ dz  й i  щ šč  ь -  ъ -  ю iu  я ia  ё e  э e  ы i  ґ g  є ie  і i  ї i
’ -  ʼ -
"""
_SOUNDS = """
shch sc  sch s  dzh d  dž d  dj d  gj d  xh d  đ d  dz d  tch c  ch c  č c  ć c  ç c  q c  cz c  ts c  sz s  sh s
š s  ş s  ș s  ţ t  ț t  zh z  ž z  x ks  kh h  ph f  th t  ck k  ij i  yj i  iy i  yi i  ii i  nj n  lj l  ñ n
ë e  ı i  ğ g  y i  j i  w v  ø o  ł l  ß s  æ e
"""
_ENDINGS = "skaia sk  skaja sk  ska sk  ski sk  cka ck  cki ck  ova ov  eva ev  ina in"
_COUNTRIES = """
Kosovë Kosova Kosovo Косово KS RKS XK Shqipëri Shqipëria Albania Albanija AL Serbi Serbia Srbija RS SRB
Maqedoni Macedonia Makedonija MK Montenegro CrnaGora Moldova MD Ukraine Ukrajina Ukraina UA Romania România RO
Bulgaria BG Turkey Türkiye TR Nigeria Vietnam Kosovës Shqipërisë Serbisë Srbije Србије Maqedonia Macedonië
Moldavi Moldavia Moldavija Молдова Україна Украина Україні Rumani Rumania Rumunija Bullgari Bullgaria Bugarska
България Turqi Turqia Turska Kina China Gjermani Gjermania Germany Nemačka Njemačka Deutschland Itali Italia
Italija Italy Greqi Greqia Greece Grčka Kroaci Kroacia Croatia Hrvatska Slloveni Sllovenia Slovenia Slovenija
Bosnja Bosna Bosnia Rusi Rusia Russia Rusija Россия Nigeri Vietnami Filipine Philippines Tajlandë Thailand
Tajland Gjeorgji Georgia Gruzija Syria Siri Siria Sirija Afganistan Afghanistan Irak Iraq Iran Pakistan India
Indi Zvicër Zvicra Switzerland Švajcarska Austri Austria Austrija Francë Franca France Francuska Europe Evropë
Evropa EU BE
"""
_KINDS = """
komuna komunë opština općina општина община municipality municipio municipiul mun comuna com or oraș oras
orașul orasul sat satul raion raionul район județ județul judet jud selo село fshat fshati katund katundi
village town city grad град qytet qyteti spital spitali spitalul bolnica болница hospital materniteti
maternitet klinika qkuk republika republic republica republikës rep rajoni rajon region oblast область okrug
rreth rrethi district severna north veriut jashtë vendit inostranstvo иностранство abroad foreign străinătate
yurtdışı ausland tjetër tjeter drugo друго other ostalo diğer altul altele same isto idem vendlindja
vendlindje mesto rođenja diaspora diasporë rural urban fshatra shtet shteti država
"""
_SHORT = frozenset("e i f s g of ne u".split())
_PLAIN = {"đ": "d", "ı": "i", "ß": "ss"}
_UKRAINIAN = frozenset("іїєґ")
_CLASSES = {letter: sound for sound, group in
            [("k", "ckqg"), ("s", "zs"), ("p", "bp"), ("v", "vf"), ("t", "dt")] for letter in group}


def _pairs(table: str) -> list[tuple[str, str]]:
    words = table.split()
    return [(one, "" if other == "-" else other) for one, other in zip(words[::2], words[1::2], strict=True)]


LETTERS = dict(_pairs(_LETTERS))
SOUNDS = _pairs(_SOUNDS)
ENDINGS = _pairs(_ENDINGS)
_BEGINNINGS = frozenset(group[0] for group, _ in SOUNDS)


@cache
def _scripts() -> dict[str, str]:
    letters: dict[str, str] = {}
    for line in _tables.lines("scripts.txt"):
        first, *words = line.split(" ")
        for place, word in enumerate(words):
            letters[chr(int(first, 16) + place)] = "" if word == "-" else word
    return letters


def trim(text: str) -> str:
    """The text without blanks at its ends."""
    return text.strip(BLANKS)


def words_between_blanks(text: str) -> list[str]:
    """The parts of a text between blanks."""
    for blank in BLANKS:
        text = text.replace(blank, " ")
    return [word for word in text.split(" ") if word]


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def is_numeric(character: str) -> bool:
    return unicodedata.category(character)[0] == "N"


def is_letter(character: str) -> bool:
    category = unicodedata.category(character)
    if category[0] == "L" or category == "Nl":
        return True
    code = ord(character)
    return (0x24B6 <= code <= 0x24E9 or 0x1F130 <= code <= 0x1F149 or 0x1F150 <= code <= 0x1F169
            or 0x1F170 <= code <= 0x1F189)


def to_latin(lower: str, *, cyrillic_alone: bool = False) -> str:
    """A text in lower case in Latin letters."""
    is_ukrainian = not _UKRAINIAN.isdisjoint(lower)
    scripts = {} if cyrillic_alone else _scripts()
    latin = []
    for character in lower:
        if character == "г":
            latin.append("h" if is_ukrainian else "g")
        elif character == "и":
            latin.append("i")
        elif character.isascii():
            latin.append(character)
        elif character in LETTERS:
            latin.append(LETTERS[character])
        else:
            latin.append(scripts.get(character, character))
    return "".join(latin)


def _fold_once(word: str) -> str:
    sounds = []
    place = 0
    while place < len(word):
        if word[place] in _BEGINNINGS:
            for group, sound in SOUNDS:
                if word.startswith(group, place):
                    sounds.append(sound)
                    place += len(group)
                    break
            else:
                sounds.append(word[place])
                place += 1
        else:
            sounds.append(word[place])
            place += 1
    bare = "".join(c for c in unicodedata.normalize("NFKD", "".join(sounds)) if not is_mark(c))
    folded = ""
    for character in "".join(c.lower() for c in to_latin(bare)):
        if not (is_letter(character) or is_numeric(character)):
            continue
        if is_numeric(character) or not folded.endswith(character):
            folded += character
    return folded


def _fold_word(word: str) -> str:
    folded = "".join(c for c in word if c not in APOSTROPHES)
    while True:
        again = _fold_once(folded)
        if again == folded:
            return folded
        folded = again


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def name_words(name: str) -> list[str]:
    """The words of a name, folded, without particles."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).lower())
    latin = to_latin(" ".join(_without_article(word) for word in text.split(" ")))
    words, word = [], ""
    for character in latin + "\0":
        if is_letter(character) or is_numeric(character) or is_mark(character) or character in APOSTROPHES:
            word += character
        else:
            words.append(_fold_word(word))
            word = ""
    words = [word for word in words if word]
    bare = [word for word in words if word not in PARTICLES]
    return bare or words


def fold(name: str) -> str:
    """The folded form of a name, as one word."""
    return "".join(name_words(name))


def plain_words(text: str) -> list[str]:
    """The words of a text in Latin letters without marks; digits behind letters are a word of their own."""
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    latin = "".join(c for c in to_latin(lower, cyrillic_alone=True) if c not in APOSTROPHES)
    words, last = "", " "
    for character in unicodedata.normalize("NFKD", latin):
        if is_mark(character):
            continue
        here = _PLAIN.get(character, character)
        here = here if is_letter(here[0]) or is_numeric(here) else " "
        words += f" {here}" if is_letter(last) and is_numeric(here[0]) else here
        last = here[0]
    return [word for word in words.split(" ") if word]


def sound(folded: str) -> str:
    """The sound of a folded text."""
    kept = ""
    for place, character in enumerate(folded):
        if (place == 0 or character not in VOWELS) and not kept.endswith(character):
            kept += character
    return kept


def consonants(folded: str) -> str:
    """The classes of the consonants of a folded text."""
    classes = ""
    for place, letter in enumerate(folded):
        if letter in VOWELS or letter == "h" and place in (0, len(folded) - 1):
            continue
        kind = "k" if place == 0 and letter == "t" else _CLASSES.get(letter, letter)
        if not classes.endswith(kind):
            classes += kind
    return classes


def masculine(folded: str) -> str:
    """The masculine form of a folded surname."""
    for ending, other in ENDINGS:
        stem = folded.removesuffix(ending)
        if stem != folded and len(stem.encode()) >= 2:
            return stem + other
    return folded


def _enter(roots: dict[str, str], names: Iterable[str]) -> None:
    folded = [word for word in map(fold, names) if word]
    if folded:
        root = roots.get(folded[0], folded[0])
        for name in folded:
            roots.setdefault(name, root)


def _entered(lists: Iterable[list[str]]) -> dict[str, str]:
    roots: dict[str, str] = {}
    for names in lists:
        _enter(roots, names)
    return roots


@cache
def _variants() -> dict[str, str]:
    return _entered(line.split(" ") for line in _tables.lines("variants.txt"))


@cache
def _places() -> dict[str, str]:
    return _entered(line.split(", ") for line in _tables.lines("places.txt"))


@cache
def _countries() -> frozenset[str]:
    return frozenset(map(fold, _COUNTRIES.split()))


def roots(lists: Iterable[list[str]] = ()) -> Callable[[str], str | None]:
    """What gives the root of a folded text, with the lists of a profile; nothing where there is none."""
    shipped = _variants()
    own: dict[str, str] = {}
    for names in lists:
        known = next((shipped[folded] for folded in map(fold, names) if folded in shipped), None)
        _enter(own, names if known is None else [known, *names])
    return lambda folded: own.get(folded, shipped.get(folded))


@cache
def _known_names() -> frozenset[str]:
    names = (name for line in _tables.lines("given_names.txt") for name in line.split())
    return frozenset(map(fold, names))


def is_well_known(folded: str) -> bool:
    """Whether a folded given name is among the well-known ones."""
    return folded in _known_names()


def apart(name: str) -> str:
    """What stands for a given name that folding takes for another one; empty for others."""
    latin = to_latin(unicodedata.normalize("NFC", trim(name).lower()))
    return {"anja": "anja", "žana": "žana", "zhana": "žana"}.get(latin, "")


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(fold, _KINDS.split()))


def place(text: str, is_filler: Callable[[str], bool]) -> str:
    """A place of birth, by the name that stands for all; empty where it names none."""
    known = _places()
    whole = known.get(fold(text))
    if whole is not None:
        return whole
    cut = text
    for separator in ";()/|":
        cut = cut.replace(separator, ",")
    parts = [trim(part) for part in cut.split(",")]
    for part in parts:
        found = known.get(fold(part))
        if found is not None:
            return found
    named = [_named_place(part) for part in parts if not is_filler(part)]
    named = [one for one in named if one]
    for one in named:
        stems = [one.removesuffix(case) for case in ("it", "ut", "t", "s", "u") if one.endswith(case)]
        for name in (one, *(stem for stem in stems if len(stem.encode()) > 3)):
            if name in known:
                return known[name]
    return named[0] if named else ""


def _named_place(part: str) -> str:
    words = name_words(part)
    if "".join(words) in _countries():
        return ""
    while words:
        is_short = words[0] in _SHORT or all(map(is_numeric, words[0]))
        is_kind = words[0] in _kinds() or words[0] in _countries()
        if not is_kind and not (is_short and len(words) > 1):
            break
        words = words[1:]
    while words:
        is_number = all(map(is_numeric, words[-1])) and len(words) > 1
        if not is_number and words[-1] not in _countries():
            break
        words = words[:-1]
    return "".join(words)


def sex(text: str) -> str:
    """`f`, `m` or nothing."""
    first = fold(text)[:1]
    if first and first in "fzvkd2":
        return "f"
    return "m" if first and first in "mcebh1" else ""


def number(text: str) -> str:
    """A number in capital letters and digits; empty where it is none."""
    kept = "".join(c for c in unicodedata.normalize("NFKD", text) if c.isascii() and c.isalnum()).upper()
    return kept if len(kept) >= 4 and len(set(kept)) > 1 else ""
