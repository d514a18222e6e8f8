"""What is set aside because it says nothing of a person: docs/pseudonyms-spec.md."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from vdx_client import _names, _tables
from vdx_client._names import BLANKS, fold, is_letter, is_mark, is_numeric, number, plain_words, trim
from vdx_client._numbers import MAX_CHARACTERS, is_birth_date, is_none, of_register, without_remarks
from vdx_client.person import BirthDate, Identity


class Worth(Enum):
    """What a value is worth."""

    KNOWN = "known"
    NOTHING = "nothing"
    DAMAGED = "damaged"


_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?\Z")
_EXPONENT = re.compile(r"[+-]*[0-9]+\Z")
_QUANTITY = re.compile(r"(?:[0-9]+[.,]0{1,2}|[0-9]{4,}[.,]0+)\Z")
_SERIES = re.compile(rf"[A-Z]{{2}}[{BLANKS}]*[0-9]{{6,}}\Z")
_NO_DATES = frozenset(
    [(1899, 12, 30), (1899, 12, 31), (1904, 1, 1), (1111, 11, 11), (1001, 1, 1), (1901, 1, 1)]
)


@cache
def _entries() -> tuple[frozenset[str], frozenset[str], frozenset[tuple[str, str]]]:
    sections = _tables.sections("fillers.txt")
    nobody = [entry.split(", ", 1) for entry in sections["nobody"]]
    return (
        frozenset("".join(plain_words(entry)) for entry in sections["words"]),
        frozenset(sections["marked"]),
        frozenset((fold(given), fold(surname)) for given, surname in nobody),
    )


@cache
def _vocabulary() -> dict[str, str]:
    """Words that stand where nothing is known, with the section of each."""
    vocabulary: dict[str, str] = {}
    sections = _tables.sections("fillers.txt")
    for section in ("words", "not", "beside", "numbered"):
        for entry in sections[section]:
            words = plain_words(entry)
            if len(words) == 1:
                vocabulary.setdefault(words[0], section)
    return vocabulary


def _says_nothing(words: list[str]) -> bool:
    kinds = [_kind(word) for word in words]
    if None in kinds:
        return False
    counted = len(kinds) - kinds.count("small")
    denies = "not" in kinds and "beside" in kinds
    return "words" in kinds or denies or "numbered" in kinds and counted > 1


def _kind(word: str) -> str | None:
    if len(word) == 1 or word.isascii() and word.isdigit():
        return "one"
    kind = _vocabulary().get(word)
    return "small" if kind == "beside" and len(word) == 2 else kind


def _is_filler(text: str) -> bool:
    words, marked, _ = _entries()
    text = trim(text)
    if text == "NaN" or text.lower() in marked or text.lower().startswith("#n/a"):
        return True
    parts = plain_words(text)
    return "".join(parts) in words or _says_nothing(parts)


def _is_error(text: str) -> bool:
    text = trim(text).upper()
    if text.startswith("#") and text.endswith(("!", "?")) and " " not in text and any(map(is_letter, text)):
        return True
    return len(text) > 1 and set(text) == {"#"}


def _signs(text: str) -> str:
    """Letters, and marks that are no accents."""
    return "".join(
        c for c in text if not "\u0300" <= c <= "\u036f" and (is_letter(c) or is_mark(c))
    )


def of_name(text: str) -> Worth:
    """What a given name or a surname is worth."""
    if not trim(text):
        return Worth.KNOWN
    if _is_error(text):
        return Worth.DAMAGED
    letters = _signs(text)
    if not letters or trim(text).startswith("#") or _is_filler(text):
        return Worth.NOTHING
    if len(letters) == 1 and "A" <= letters <= "\u052f":
        return Worth.NOTHING
    if len(letters) > 2 and len(set("".join(c.lower() for c in letters))) == 1:
        return Worth.NOTHING
    return Worth.KNOWN


def of_place(text: str) -> Worth:
    """What a place of birth is worth."""
    digits = {c for c in text if is_numeric(c)}
    if digits and not _signs(text) and len(digits) > 1:
        return Worth.KNOWN
    worth = of_name(text)
    names_none = worth is Worth.KNOWN and trim(text) and not place(text)
    return Worth.NOTHING if names_none else worth


def place(text: str) -> str:
    """A place of birth, by the name that stands for all; empty where it names none."""
    return _names.place(text, _is_filler)


def is_spreadsheets(text: str) -> bool:
    """Whether a spreadsheet took a number for a quantity."""
    found = re.search("[eE]", text)
    if found:
        value, exponent = text[: found.start()], text[found.end() :]
        is_marked = exponent.startswith(("+", "-")) or "." in value or "," in value
        if is_marked and _DECIMAL.match(value) and _EXPONENT.match(exponent):
            return True
    return _QUANTITY.match(text) is not None


def _is_pattern(digits: list[int]) -> bool:
    def steps(step: int) -> bool:
        return all((a + step) % 10 == b for a, b in zip(digits, digits[1:], strict=False))

    def repeats(period: int) -> bool:
        is_long = len(digits) >= 2 * max(period, 2)
        return is_long and all(a == b for a, b in zip(digits, digits[period:], strict=False))

    but_one = len(digits) >= 6 and any(len(digits) - digits.count(digit) <= 1 for digit in set(digits))
    is_long = len(digits) >= 8
    pairs = list(zip(digits, digits[1:], strict=False))
    anew = is_long and digits[0] != 0 and digits[1:].count(digits[0]) == 1
    begins_anew = anew and all(b == digits[0] or a + 1 == b for a, b in pairs)
    twice = is_long and len(digits) % 2 == 0 and digits[::2] == digits[1::2]
    twice = twice and all(a + 1 == b for a, b in zip(digits[::2], digits[2::2], strict=False))
    counts = digits[:11] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 0]
    is_row = begins_anew or twice or counts
    return steps(1) or steps(9) or any(map(repeats, (1, 2, 3))) or but_one or is_row


def of_number(text: str) -> Worth:
    """What a national id or the number of a document is worth."""
    text = trim(text)
    if not text:
        return Worth.KNOWN
    if _is_error(text) or is_spreadsheets(text):
        return Worth.DAMAGED
    if not any(map(is_numeric, text)):
        return Worth.NOTHING
    rest = "".join(c for c in without_remarks(text) if not is_numeric(c))
    if _is_filler(rest) and not _SERIES.match(text):
        return Worth.NOTHING
    kept = number(text)
    if not kept or kept.isdigit() and _is_pattern([int(c) for c in kept]):
        return Worth.NOTHING
    behind = kept.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    is_first = behind != kept and len(behind.lstrip("0")) < 2
    if len(behind) >= 5 and (is_first or len(set(behind)) == 1) or is_none(text):
        return Worth.NOTHING
    return Worth.NOTHING if len(of_register(text)) > MAX_CHARACTERS else Worth.KNOWN


def of_birth_date(birth: BirthDate) -> Worth:
    """What a date of birth is worth."""
    is_first = birth.year == 1900 and birth.month in (None, 1) and birth.day in (None, 1)
    if (birth.year, birth.month, birth.day) in _NO_DATES or is_first:
        return Worth.NOTHING
    return Worth.DAMAGED if birth.year < 1900 else Worth.KNOWN


def set_aside(identity: Identity) -> tuple[Identity, dict[str, Worth]]:
    """The identity without what says nothing, and what was emptied, by the name of the field."""
    worths = {
        "given_name": of_name(identity.given_name),
        "surname": of_name(identity.surname),
        "national_id": of_number(identity.national_id),
        "document": of_number(identity.document),
        "place_of_birth": of_place(identity.place_of_birth),
    }
    both = f"{identity.given_name} {identity.surname}"
    is_nobody = (fold(identity.given_name), fold(identity.surname)) in _entries()[2]
    if identity.surname and (is_nobody or _is_filler(both)):
        for name in ("given_name", "surname"):
            if worths[name] is Worth.KNOWN:
                worths[name] = Worth.NOTHING
    birth = identity.birth_date
    if birth is not None and birth.month and birth.day:
        for name in ("national_id", "document"):
            if worths[name] is Worth.KNOWN and is_birth_date(
                getattr(identity, name), birth.year, birth.month, birth.day
            ):
                worths[name] = Worth.NOTHING
    if birth is not None:
        worths["birth_date"] = of_birth_date(birth)
    emptied: dict[str, Worth] = {name: worth for name, worth in worths.items() if worth is not Worth.KNOWN}
    kept = {
        name: "" if name in emptied else getattr(identity, name)
        for name in ("given_name", "surname", "national_id", "document", "place_of_birth")
    }
    date = None if "birth_date" in emptied else birth
    return Identity(**kept, sex=identity.sex, birth_date=date), emptied
