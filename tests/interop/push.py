"""The client in clients/python against vdx: the same bytes for generated persons, and one person at a real
exchange whoever reports them. Arguments: the program vdx, and another seed, if any. Works in the present directory, on loopback."""

import csv
import datetime
import json
import random
import socket
import subprocess
import sys
import threading
import time
import unicodedata
from pathlib import Path

import vdx_client
from google.protobuf import json_format
from vdx_client import (
    BirthDate, Exchange, ExchangeError, Identity, Pseudonymizer, RecordError, Refused, Retry, Scope, TokenKey,
    UnknownSystem, without_shared_numbers,
)
from vdx_client import _tables

VDX = sys.argv[1]
chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20100611)
passed = failed = 0


def check(name, holds):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(("ok      " if holds else "FAILED  ") + name)


def vdx(*args, code=0):
    done = subprocess.run([VDX, *args], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (code if isinstance(code, tuple) else (code,)), (args, done.stdout, done.stderr)
    return done.stdout


# Generated persons.

SCRIPTS = [
    "абвгдђежзијклљмнњопрстћуфхцчџш", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "αβγδεζηθικλμνξοπρστυφχψω",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "কখগঘচছজটঠডণতথদধনপফবভমযরলশষসহািীুূেৈোৌ",
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗", "ăâîșțşţąćęłńóśźżčďěňřšťůýžőűğıöüçñøåþðđëô",
]
GIVEN = [name for line in _tables.lines("variants.txt") for name in line.split(" ")]
PLACES = [name for line in _tables.lines("places.txt") for name in line.split(", ")]
SYLLABLES = ["kra", "sni", "qi", "be", "ri", "sha", "xhe", "ma", "gja", "thi", "dže", "šo", "ćo", "lju", "nje", "ho", "ya"]
ENDINGS = ["", "", "aj", "ić", "ova", "ska", "enko", "escu", "i"]
NOTHING = ["", "-", "nuk ka", "nepoznato", "N/A", "X", "Test", "1234567890", "0000", "Victim 3", "непознат"]


def word():
    if chance.random() < 0.3:
        script = chance.choice(SCRIPTS)
        # No name has four letters with marks beside each other: that is another alphabet, misread.
        between = "a" if script == SCRIPTS[-1] else ""
        return between.join(chance.choices(script, k=chance.randint(2, 9)))
    return "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) + chance.choice(ENDINGS)


def written(name):
    return chance.choice([
        name, name, name, name.upper(), name.title(), unicodedata.normalize("NFD", name), name.replace("a", "a’", 1),
        name.replace("s", "?s", 1),
    ])


def digits(count):
    return "".join(chance.choices("0123456789", k=count))


def row(number):
    given = chance.choice(GIVEN) if chance.random() < 0.6 else word()
    if chance.random() < 0.2:
        given += " " + word()
    surname = word() + chance.choice(["", "", "", "-" + word(), " " + word(), " van " + word()])
    year, month, day = chance.randint(1930, 2009), chance.randint(1, 12), chance.randint(1, 28)
    nothing = chance.choice(NOTHING)
    birth = chance.choice([f"{year}-{month:02}-{day:02}"] * 9 + [str(year), "", f"{year}-01-01", "1900-01-01"])
    if chance.random() < 0.1:
        given, surname = chance.choice([("", surname), (given, ""), (given + " " + surname, ""), (given, nothing)])
    return {
        "ID": chance.choice([f"PK-{number}/2010", f"Предмет {number}", f" {number}  a", unicodedata.normalize("NFD", f"ë{number}")]),
        "given": written(given).strip(), "surname": written(surname).strip(), "birth": birth,
        "sex": chance.choice(["F", "M", "Femër", "мушки", "", "?"]),
        "number": chance.choice([digits(10), digits(13), f"{digits(4)} {digits(6)}", "", "", nothing, "7,03991E+11"]),
        "document": chance.choice(["", "", f"PO{digits(7)}", f"li-{digits(5)}", "P0000001", "A1A1A1A", nothing, "1177335501.0"]),
        "place": chance.choice([chance.choice(PLACES), f"{chance.choice(PLACES)}, Kosovë", f"{word()} (Ukraine)", "", digits(5)]),
        "on": f"{chance.randint(2008, 2010)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "status": chance.choice(["ACTUAL_VICTIM", "POSSIBLE_VICTIM"]), "gender": chance.choice(["FEMININE", "MASCULINE", ""]),
        "citizen": chance.choice(["XK", "AL|XK", "MD", "UA|MD|UA", ""]), "exploited": chance.choice(["XK", "AL", ""]),
        "kinds": chance.choice(["SEXUAL_EXPLOITATION", "FORCED_LABOUR|FORCED_BEGGING", ""]),
        "form": chance.choice(["INTERNAL", "CROSS_BORDER", ""]), "consent": chance.choice(["YES"] * 9 + ["NO"]),
        "case": chance.choice([f"PKR-{digits(3)}/2010", f"П {digits(4)}", digits(3)]), "abroad": chance.choice(["YES", "NO", ""]), "found by": chance.choice(["", "", "AL", "RS|AL"]),
    }


IDENTITY = """
given_name = "given"
surname = "surname"
birth_date = "birth"
sex = "sex"
national_id = "number"
document = "document"
place_of_birth = "place"
"""
VICTIMS = f"""
record = "victim"
system = "registry"
[identity]{IDENTITY}
[fields]
record_id = "ID"
identified_on = "on"
trafficking_status = "status"
gender = "gender"
citizenships = "citizen"
country_of_exploitation = "exploited"
exploitation_types = "kinds"
trafficking_form = "form"
consent_processing = "consent"
consent_cross_border_sharing = "abroad"
discoverable_by = "found by"
"""
SERVICES = f"""
record = "assistance"
system = "registry"
[identity]{IDENTITY}
[fields]
record_id = "ID"
started_on = "on"
service = {{ constant = "SHELTER" }}
status = {{ constant = "PROVIDED" }}
"""
CASES = f"""
record = "proceeding"
system = "registry"
[defendant]{IDENTITY}
[fields]
record_id = "ID"
case_number = "case"
opened_on = "on"
closed_on = {{ constant = "2011-02-03" }}
stage = {{ constant = "FIRST_INSTANCE" }}
outcome = {{ constant = "CONVICTED" }}
offence = {{ constant = "TRAFFICKING" }}
"""


def identity(row):
    birth = row["birth"]
    date = None
    if len(birth) == 4:
        date = BirthDate(int(birth))
    elif birth:
        date = BirthDate.of(datetime.date.fromisoformat(birth))
    return Identity(
        given_name=row["given"], surname=row["surname"], birth_date=date, sex=row["sex"],
        national_id=row["number"], document=row["document"], place_of_birth=row["place"],
    )


def listed(text):
    return [part for part in text.split("|") if part]


def built(maker, kind, row, person):
    on = datetime.date.fromisoformat(row["on"])
    if kind == "assistance":
        return maker.assistance(person, record_id=row["ID"], service="SHELTER", status="PROVIDED", started_on=on)
    if kind == "proceeding":
        return maker.proceeding(
            person, record_id=row["ID"], case_number=row["case"], stage="FIRST_INSTANCE", outcome="CONVICTED",
            offence="TRAFFICKING", opened_on=on, closed_on=datetime.date(2011, 2, 3),
        )
    return maker.victim(
        person, record_id=row["ID"], trafficking_status=row["status"], identified_on=on, gender=row["gender"],
        citizenships=listed(row["citizen"]), country_of_exploitation=row["exploited"],
        exploitation_types=listed(row["kinds"]), trafficking_form=row["form"], consent_processing=row["consent"],
        consent_cross_border_sharing=row["abroad"], discoverable_by=listed(row["found by"]),
    )


def write(name, rows):
    with open(name, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)


def dry(mapping, file, *more):
    args = ["submit", "--mapping", mapping, "--key", "national.key", "--id-key", "ids.key", file, "--dry-run", *more]
    return vdx(*args, code=(0, 3))


Path("victims.toml").write_text(VICTIMS, encoding="utf-8")
Path("services.toml").write_text(SERVICES, encoding="utf-8")
Path("cases.toml").write_text(CASES, encoding="utf-8")
for kind in ("generate", "generate-transnational", "generate-ids", "generate-exchange"):
    vdx("keys", kind)
maker = Pseudonymizer.load(
    "national.key", transnational_key="transnational.key", id_key="ids.key", system="registry")

for kind, mapping, count in [("victim", "victims.toml", 500), ("assistance", "services.toml", 60), ("proceeding", "cases.toml", 60)]:
    rows = [row(number) for number in range(count)]
    # Passports that two and three persons used.
    for place in range(0, count - 5, 40):
        for other in range(1, 3):
            rows[place + other]["document"] = rows[place]["document"] = f"FE{place:06}7"
    write("export.csv", rows)
    lines = dry(mapping, "export.csv", "--transnational-key", "transnational.key").splitlines()
    theirs = sorted(json_format.Parse(line, vdx_client.Record()).SerializeToString() for line in lines)
    ours, not_ours = [], 0
    for entry, person in zip(rows, without_shared_numbers(map(identity, rows)), strict=True):
        try:
            ours.append(built(maker, kind, entry, person).SerializeToString())
        except RecordError:
            not_ours += 1
    check(f"{len(theirs)} records of {count} rows have the same bytes, and {not_ours} rows are refused by both ({kind})",
          len(theirs) > count // 3 and not_ours > 0 and sorted(ours) == theirs)

# A real exchange.

port = socket.socket()
port.bind(("127.0.0.1", 0))
PORT = port.getsockname()[1]
port.close()
AT = ["--exchange", f"https://localhost:{PORT}"]
vdx("pki", "init", "--trust-domain", "exchange.example")
vdx("pki", "issue", "--server", "localhost,127.0.0.1")
for who in ("coordinator/coordinator", "institution/police", "institution/shelter", "institution/stranger", "analyst/desk"):
    role, member = who.split("/")
    vdx("pki", "issue", "--role", role, "--member", member, *AT)
for person in ("1", "2"):
    vdx("pki", "issue", "--role", "coordinator", "--member", "coordinator", "--person", person, *AT)
def epochs(key):
    shown = vdx("keys", "show-fingerprint", key)
    return shown[shown.index("[["):]


Path("vdx.toml").write_text(f"""
listen = "127.0.0.1:{PORT}"
data_dir = "data"
certificate = "pki/server.pem"
key = "pki/server.key.pem"
exchange_key = "exchange.key"
policy = "policy.toml"
country = "XK"
first_coordinator = "spiffe://exchange.example/coordinator/coordinator"
[[trust]]
domain = "exchange.example"
ca = "pki/ca.pem"
crl = "pki/crl.pem"
{epochs('national.key')}
{epochs('transnational.key')}
""")
Path("policy.toml").write_text('''
rows = 2000
countries = ["XK", "AL"]
exact = { persons = true, children = true }
tables = """
year x gender x child: 1
year x exploitation_type: 0.5
year x citizenship x country_of_exploitation: 0.5
"""
''')
server = subprocess.Popen([VDX, "serve"], stderr=open("server.log", "w"))


def cutting(cuts):
    """A port that passes bytes on to the exchange, and cuts its first connections after so many bytes."""
    door = socket.create_server(("127.0.0.1", 0))

    def pump(source, target, left):
        try:
            while data := source.recv(1 << 14):
                left -= len(data)
                if left < 0:
                    break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def listen():
        while True:
            near, _ = door.accept()
            far = socket.create_connection(("127.0.0.1", PORT))
            limit = cuts.pop(0) if cuts else 1 << 40
            threading.Thread(target=pump, args=(near, far, limit), daemon=True).start()
            threading.Thread(target=pump, args=(far, near, 1 << 40), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    return door.getsockname()[1]


def refused(call):
    try:
        call()
    except ExchangeError as error:
        return error
    return None


try:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", PORT)).close()
            break
        except OSError:
            time.sleep(0.1)
    for member, role in (("police", "institution"), ("shelter", "institution"), ("desk", "analyst")):
        vdx("members", "put", f"exchange.example/{member}", "--roles", role, "--name", member, "--country", "XK",
            "--profile", "pki/coordinator.toml")

    persons = []
    while len(persons) < 60:
        person = row(len(persons))
        person |= {
            "given": chance.choice(["Ba", "Ce", "Di", "Fo", "Gu"]) + f"{'rstvz'[len(persons) % 5]}ina",
            "surname": "".join(chance.choices(["ka", "lo", "mi", "ne", "pu", "ra"], k=3)) + "vić",
            "birth": f"{1960 + len(persons) % 30}-{1 + len(persons) % 12:02}-{1 + len(persons) % 28:02}",
            "number": digits(10), "document": "", "place": "", "on": "2010-06-11", "consent": "YES", "form": "", "sex": "F",
            "status": "ACTUAL_VICTIM", "gender": "FEMININE",
        }
        persons.append(person)
    write("police.csv", persons)
    args = ["--mapping", "victims.toml", "--key", "national.key", "--id-key", "ids.key", "--transnational-key", "transnational.key"]
    told = vdx("submit", *args, "--profile", "pki/police.toml", "police.csv")
    check("vdx submits 60 persons", "60 stored" in told)
    Path("lines.jsonl").touch(mode=0o600)
    Path("lines.jsonl").write_text(vdx("submit", *args, "police.csv", "--dry-run"), encoding="utf-8")
    with Exchange.connect("pki/police.toml") as police:
        sent = police.submit_lines("lines.jsonl", maker)
        check("what --dry-run wrote is the same at the exchange", sent.counts == {"UNCHANGED": 60} and not sent.refused)

    # The same persons from another institution: without their numbers, and as another hand writes them.
    CYRILLIC = str.maketrans({"B": "Б", "C": "Ц", "D": "Д", "F": "Ф", "G": "Г", "a": "а", "e": "е", "i": "и", "o": "о",
                              "u": "у", "r": "р", "s": "с", "t": "т", "v": "в", "z": "з", "n": "н", "k": "к", "l": "л",
                              "m": "м", "p": "п", "ć": "ћ"})
    own = Pseudonymizer.load("national.key", transnational_key="transnational.key", id_key="ids.key", system="shelter")
    records = []
    for person in persons:
        other = person | {"given": person["given"].translate(CYRILLIC), "surname": person["surname"].translate(CYRILLIC),
                          "number": ""}
        records.append(built(own, "victim", other, identity(other)))
    through = cutting([9_000, 40_000, 90_000])
    profile = Path("pki/shelter.toml").read_text().replace(f":{PORT}", f":{through}")
    Path("pki/cut.toml").write_text(profile)
    with Exchange.connect("pki/cut.toml") as shelter:
        sent = shelter.submit(records, own, batch_records=7)
        check("a submission goes on after three cuts, and hears of every record",
              len(sent.results) == 60 and not sent.refused and [r.place for r in sent.results] == list(range(60)))
        again = shelter.submit(records, own, submission_id=sent.id)
        check("the same submission again changes nothing", again.counts == {"UNCHANGED": 60})
        raw = persons[3]["ID"]
        check("a record is at the exchange", shelter.states([raw], hashed_by=own.ids)[raw].status == "DURABLE")
        check("all are listed", sum(1 for _ in shelter.listed(kind="VICTIM")) == 60)
        check("a record is withdrawn", shelter.withdraw([raw, "nobody's"], hashed_by=own.ids)
              == {raw: "WITHDRAWN", "nobody's": "NOT_FOUND"})
        sent = shelter.submit(records[3:4], own)
        check("a withdrawn record does not come back by itself",
              sent.counts == {"REFUSED_WITHDRAWN": 1} and "readmit_withdrawn" in sent.refused[0].advice)
        sent = shelter.submit(records[3:4], own, readmit_withdrawn=True)
        check("but when that is asked for", sent.counts == {"STORED": 1})
        records[0].victim.region = "elsewhere"
        check("the newest submission corrects a record", shelter.submit(records[:1], own).counts == {"AMENDED": 1})
        records[0].victim.identified_on.year = 2150
        wrong = shelter.submit(records[:2], own)
        check("a record that breaks a rule is told by its field, and the others are taken",
              wrong.counts == {"INVALID": 1, "UNCHANGED": 1} and "victim.identified_on" in wrong.refused[0].advice)

        # What `vdx submit` asks of a correction is asked here too, and answered.
        home, asked = (built(own, "victim", persons[1] | {"abroad": abroad}, identity(persons[1])) for abroad in ("NO", "YES"))
        check("sharing less is not asked about", not shelter.submit([home], own).refused)
        sent = shelter.submit([asked], own)
        check("a correction that shares more widely is asked about",
              sent.counts == {"REFUSED_UNCONFIRMED": 1} and sent.results[0].questions == ("WIDER_SHARING",))
        sent = shelter.submit([asked], own, submission_id=sent.id, confirmed=["OTHER_PERSON"])
        check("a confirmation of something else confirms nothing", sent.counts == {"REFUSED_UNCONFIRMED": 1})
        sent = shelter.submit([asked], own, submission_id=sent.id, confirmed=["WIDER_SHARING"])
        check("and is made when it is confirmed", sent.counts == {"AMENDED": 1})
        sent = shelter.submit([home], own)
        check("earlier contents are asked about", sent.results[0].questions == ("EARLIER_CONTENT",))
        cross = built(own, "victim", persons[4] | {"ID": persons[5]["ID"], "abroad": "NO"}, identity(persons[4]))
        sent = shelter.submit([cross], own)
        check("nor is another person put in the place of one by itself",
              sent.results[0].questions == ("OTHER_PERSON",))
        older = [type(record).FromString(record.SerializeToString()) for record in records[10:40]]
        for record in older:
            record.victim.region = "elsewhere"
        sent = shelter.submit(older, own)
        check("thirty corrections at once, as of an older export, are asked about",
              sent.counts == {"REFUSED_UNCONFIRMED": 30} and {r.questions for r in sent.results} == {("CORRECTION",)})
        sent = shelter.submit(older, own, submission_id=sent.id, confirmed=["CORRECTION"])
        check("and are made when they are confirmed", sent.counts == {"AMENDED": 30})
        renamed = Pseudonymizer.load("national.key", id_key="ids.key", system="shelters")
        again = [built(renamed, "victim", persons[6], identity(persons[6]))]
        error = refused(lambda: shelter.submit(again, renamed))
        check("another name of the system is noticed before each record is there twice",
              isinstance(error, UnknownSystem) and "of this institution" in str(error))

        other = Pseudonymizer([TokenKey(Scope.NATIONAL, 1, bytes(range(32)))])
        error = refused(lambda: shelter.submit(records[:1], other))
        check("another key is refused before anything is taken",
              isinstance(error, Refused) and error.reason == "WRONG_NATIONAL_KEY" and error.retry is Retry.NEVER)
        error = refused(lambda: shelter.submit(records[:1], maker.key_checks()[1:]))
        check("tokens of a key that is not proven do not leave", isinstance(error, ExchangeError) and "check value" in str(error))

    def connecting(profile):
        with Exchange.connect(profile) as exchange:
            exchange.durable_through("x")

    error = refused(lambda: connecting("pki/stranger.toml"))
    check("a member that is not in the register is told so at once", error and "not in the register" in str(error))
    error = refused(lambda: connecting("pki/desk.toml"))
    check("a role without the right is told so", isinstance(error, Refused) and error.reason == "DENIED")
    subprocess.run([VDX, "pki", "init", "--trust-domain", "exchange.example", "--dir", "other"], check=True, capture_output=True)
    Path("pki/foreign.toml").write_text(Path("pki/police.toml").read_text().replace("ca.pem", "../other/ca.pem"))
    error = refused(lambda: connecting("pki/foreign.toml"))
    check("a server of another authority is not believed", error and "not the exchange of the profile" in str(error))
    Path("pki/named.toml").write_text(Path("pki/police.toml").read_text().replace("localhost", "127.0.0.2"))
    error = refused(lambda: connecting("pki/named.toml"))
    check("nor one of another name", isinstance(error, ExchangeError))
    (Path("phrase")).touch(mode=0o600)
    Path("phrase").write_text("five words that nobody guesses\n")
    vdx("pki", "encrypt", "pki/police.key.pem", "--passphrase-file", "phrase")
    Path("pki/locked.toml").write_text(Path("pki/police.toml").read_text() + 'key_passphrase_file = "../phrase"\n')
    connecting("pki/locked.toml")
    error = refused(lambda: connecting("pki/police.toml"))
    check("a key under a passphrase opens with it alone", error and "key_passphrase_file" in str(error))
    Path("pki/shelter.key.pem").chmod(0o644)
    error = refused(lambda: connecting("pki/shelter.toml"))
    check("a private key that others may read is refused", error and "chmod 600" in str(error))
    Path("pki/shelter.key.pem").chmod(0o600)

    # A NO of a person whose record the exchange does not have: no older state brings it in.
    with Exchange.connect("pki/shelter.toml") as shelter:
        ended = shelter.end_consent(["gone-1"], hashed_by=own.ids)
        late = own.victim(
            identity(persons[0]), record_id="gone-1", trafficking_status="ACTUAL_VICTIM", identified_on=(2010, 6),
            consent_processing="YES")
        [result] = shelter.submit([late], own).results
        check("a NO is remembered of a record that is not there",
              ended == {"gone-1": "REMEMBERED"} and result.outcome == "REFUSED_WITHDRAWN")
        check("and said once more it changes nothing",
              shelter.end_consent(["gone-1"], hashed_by=own.ids) == {"gone-1": "UNCHANGED"})
    error = None
    try:
        Pseudonymizer.load("national.key").victim(
            identity(persons[0]), record_id="r-1", trafficking_status="ACTUAL_VICTIM", identified_on=(2010, 6),
            consent_processing="YES")
    except RecordError as told:
        error = told
    check("no record is made before somebody says how ids leave", error and "nobody has said" in str(error))

    number = vdx("release", "propose", "--years", "2010", "--profile", "pki/coordinator-1.toml").split()[1]
    vdx("release", "approve", number, "--profile", "pki/coordinator-2.toml")
    table = json.loads(vdx("query", "--from", "2010-01", "--to", "2010-12", "--format", "json", "--profile", "pki/desk.toml"))
    [cell] = table["cells"]
    check("what both institutions report of 60 persons are 60 persons", cell["basis"] == "EXACT" and cell["count"] == 60)
finally:
    server.kill()
    server.wait()

print(f"\n{passed} passed, {failed} failed")
sys.exit(failed > 0)
