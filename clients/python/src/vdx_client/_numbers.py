"""Numbers of persons and documents without the words around them, and what stands in their place:
docs/pseudonyms-spec.md, from "What is set aside" to "Numbers"."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from vdx_client._names import fold, is_letter, is_numeric, number, trim

_LABELS = """
id nr no br num numri numer number broi imbg embg cnp idnp personal personale licni lk leternoftim
leternoftimi leterdoftim licna karta karte card pas pasos pasaporte pasaporta paspor pasport dokument
dokumenti document nrpersonal kopie kopia copi skaduar skaduara pavlefsme istekla istekao isteklo ekspired old
stari vieter e i humbur izgublen izgublena lost stolen viedhur ukraden ukradena original oridinal copie copia
ekspirat pierdut seria serie series seri leternoftimit pasaportes identitetit identifikimit identiti
identitatea kod cod
"""
LABELS = frozenset(_LABELS.split())
# Characters of a number that a record may have.
MAX_CHARACTERS = 64
_GLUED = ("ID", "NR", "NO", "BR", "JMBG", "EMBG", "CNP", "IDNP")


def _groups(text: str) -> list[str]:
    return "".join(c if is_letter(c) or is_numeric(c) else " " for c in text).split(" ")


def _parts(text: str) -> list[str]:
    return [group for group in _groups(text) if group]


def _digits(text: str) -> int:
    return sum("0" <= c <= "9" for c in text)


def _is_label(group: str) -> bool:
    return not any(map(is_numeric, group)) and fold(group) in LABELS


def _may_be_series(group: str) -> bool:
    return len(group) <= 3 and not any(c.islower() for c in group)


def _without_labels(text: str) -> str:
    groups = _parts(text)
    rest = [group for group in groups if not _is_label(group)]
    count = _digits("".join(rest))
    if count >= 8:
        return "".join(rest)
    if count < 5:
        return text
    begins = is_letter(rest[0][0])
    first = next((place for place, group in enumerate(groups) if _digits(group)), 0)
    return "".join(
        group for place, group in enumerate(groups)
        if not (_is_label(group) and (begins or place > first or not _may_be_series(group)))
    )


def without_remarks(text: str) -> str:
    """A text without the words that say what number it is, where a number is left."""
    if _digits(text) < 5:
        return text
    runs = groupby(text, lambda c: is_letter(c) or is_numeric(c))
    groups = ("".join(run) for _, run in runs)
    return "".join(" " if _is_label(group) else group for group in groups)


def of_register(text: str) -> str:
    """A number without the words that say what it is; empty where it is none."""
    bare = number(_without_labels(unicodedata.normalize("NFKC", text)))
    alone = [bare.removeprefix(label) for label in _GLUED if bare.startswith(label)]
    alone = [rest for rest in alone if len(rest) >= 8 and _digits(rest) == len(rest)]
    return max(alone, key=len, default=bare)


def _is_telephone(text: str, groups: list[str], count: int) -> bool:
    if text.startswith("+") and count >= 8:
        return True
    if not all(c in "0123456789 -/()." for c in text):
        return False
    first, lengths = groups[0] if groups else "", [len(group) for group in groups]
    is_prefix = len(first) == 3 and first[0] == "0" and first[1] != "0"
    is_mobile = (lengths == [3, 3, 3] and "043" <= first <= "049"
                 or lengths == [3, 3, 4] and "067" <= first <= "069")
    is_stroke = text[3:4] == "/" and 8 <= count <= 10
    return text.startswith("00") and count >= 12 or is_prefix and (is_stroke or is_mobile)


def is_none(text: str) -> bool:
    """Whether a text with digits is no number of one person or document."""
    text = unicodedata.normalize("NFKC", trim(text))
    groups, count = _parts(text), _digits(text)
    if _is_date(groups):
        return True
    if _is_telephone(text, groups, count):
        return True
    if sum(_digits(group) >= 7 for group in groups) > 1:
        return True
    return _is_case_number(text, groups) or count < 4


def _is_year(group: str) -> bool:
    return len(group.encode()) == 4 and _digits(group) == 4 and group.startswith(("19", "20"))


def _is_between(group: str, most: int) -> bool:
    is_short = len(group.encode()) <= 2 and _digits(group) == len(group.encode())
    return is_short and 1 <= int(group) <= most


def _is_day_and_month(one: str, other: str) -> bool:
    return _is_between(one, 31) and _is_between(other, 12) or _is_between(one, 12) and _is_between(other, 31)


def _is_date(groups: list[str]) -> bool:
    if len(groups) == 3:
        a, b, c = groups
        return _is_year(c) and _is_day_and_month(a, b) or _is_year(a) and _is_day_and_month(b, c)
    if len(groups) == 1 and len(groups[0].encode()) == 8 and _digits(groups[0]) == 8:
        one = groups[0]
        return (_is_year(one[4:]) and _is_day_and_month(one[:2], one[2:4])
                or _is_year(one[:4]) and _is_day_and_month(one[4:6], one[6:]))
    return False


def _is_case_number(text: str, groups: list[str]) -> bool:
    numbers = [group for group in groups if _digits(group)]
    if any(_digits(group) > 5 for group in numbers):
        return False
    return any(map(_is_year, numbers)) or len(numbers) > 1 and ("/" in text or "\\" in text)


def is_birth_date(text: str, year: int, month: int, day: int) -> bool:
    """Whether a number is this date in digits alone."""
    short = year % 100
    return number(text) in {
        f"{day:02}{month:02}{year:04}", f"{year:04}{month:02}{day:02}", f"{month:02}{day:02}{year:04}",
        f"{day:02}{month:02}{short:02}", f"{short:02}{month:02}{day:02}", f"{month:02}{day:02}{short:02}",
    }
