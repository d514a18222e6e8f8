"""From a person to tokens: docs/pseudonyms-spec.md, from "Parts of match keys" to "Cases and defendants"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, groupby

from vdx_client import _names, _tables
from vdx_client._aside import place, set_aside
from vdx_client._names import apart, consonants, fold, is_well_known, masculine, name_words, number, sound
from vdx_client._numbers import of_register
from vdx_client.keys import TokenKey, keyed
from vdx_client.person import Identity, _Hidden
from vdx_client.profile import LinkageProfile

SEP = "\x1f"
DUM = "\x1e"
FULL = {"given.near": 11, "surname.near": 12, "surname.part": 2, "names.pair": 6, "names.word": 4}
WHOLE = {
    "given.near": "given", "given.prefix": "given", "given.known": "given.root",
    "surname.near": "surname", "surname.prefix": "surname",
    "names.pair": "names.sorted", "names.consonants": "names.whole",
}

Token = tuple[int, int, bytes]
"""Number of the kind, epoch of the key, value."""


def _sorted(one: str, other: str) -> list[str]:
    return [SEP.join(sorted((one, other)))] if one and other else []


def _near(text: str, most: int) -> list[str]:
    if len(text) < 4:
        return []
    left_out = range(min(len(text), most - 1))
    return sorted({text, *(text[:place] + text[place + 1 :] for place in left_out)})


def _near_years(year: str) -> list[str]:
    y, last = int(year), year[2:]
    return [f"{y // 10}x", f"{(y + 5) // 10}y", last, f"{year[:2]}z{''.join(sorted(last))}", f"{y}t", f"{y + 10}t"]


def _near_dates(year: str, month: str, day: str) -> list[str]:
    y, d = int(year), int(day)
    return [
        f"{year}{month}a{d // 2}", f"{year}{month}b{(d + 1) // 2}",
        f"{month}{day}a{y // 2}", f"{month}{day}b{(y + 1) // 2}",
    ]


def _form(identifier: str) -> str:
    runs = groupby("d" if character.isdigit() else "l" for character in identifier)
    return "".join(f"{kind}{len(list(run))}" for kind, run in runs)


def _as_digits(text: str) -> str:
    return text.replace("O", "0").replace("I", "1").replace("L", "1")


class Details(_Hidden):
    """What match keys are made of, of one person."""

    __slots__ = ("_is_new_year", "_values")

    def __init__(self, identity: Identity, root: Callable[[str], str | None]) -> None:
        kept, _ = set_aside(identity)
        given_words, surname_words = name_words(kept.given_name), name_words(kept.surname)
        given, surname = "".join(given_words), "".join(surname_words)
        first = given_words[0] if given_words else ""
        identifier, document = of_register(kept.national_id), of_register(kept.document)
        birth = kept.birth_date
        year = f"{birth.year:04}" if birth else ""
        month = f"{birth.month:02}" if birth and birth.month else ""
        day = f"{birth.day:02}" if birth and birth.day else ""
        sounds = sorted({sound(word) for word in (given_words + surname_words)[:4]})
        both = consonants(given), consonants(surname)
        is_new_year = (month, day) == ("01", "01")
        self._is_new_year = is_new_year
        has_consonants = len("".join(both).encode()) >= 3 and not is_new_year
        digits, likely = _as_digits(document), _as_digits(identifier)
        own = apart(kept.given_name)
        is_known = len(given_words) == 1 and (root(given) is not None or is_well_known(given))
        self._values = {
            "given": [given],
            "surname": [surname],
            "given.sound": [sound(given)],
            "surname.sound": [sound(surname)],
            "given.prefix": [given[:3]] if len(given) >= 3 else [],
            "surname.prefix": [surname[:3]] if len(surname) >= 3 else [],
            "names.sorted": _sorted(given, surname),
            "names.whole": [] if is_new_year else _sorted(given, surname),
            "surname.part": list(dict.fromkeys(surname_words[:2])),
            "given.near": _near(given, 11) if len(given) >= 5 else [given],
            "surname.near": _near(surname, 12),
            "id": [identifier],
            "id.slip": [
                text for text in _near(likely, len(likely) + 1)
                if text == likely or not likely.startswith(text)
            ],
            "id.stem": [identifier, identifier[:-1]] if identifier else [],
            "id.form": [_form(identifier)] if len(identifier) >= 8 else [],
            "document": [document],
            "document.near": _near(digits, len(digits) + 1) if len(document) >= 5 else [],
            "place": [place(kept.place_of_birth)],
            "sex": [_names.sex(kept.sex)],
            "year": [year],
            "month": [month],
            "day": [day],
            "date.sorted": _sorted(month, day),
            "names.pair": [text for a, b in combinations(sounds, 2) for text in _sorted(a, b)],
            "names.consonants": _sorted(*both) if has_consonants else [],
            "names.word": sounds,
            "given.root": [own or root(given) or root(first) or given],
            "given.known": ["known"] if own or is_known else [],
            "surname.root": [masculine(root(surname) or surname)],
            "year.near": _near_years(year) if year else [],
            "date.near": _near_dates(year, month, day) if year and day else [],
        }

    def texts(self, parts: Iterable[str]) -> list[str]:
        """All texts that the parts give together; of 1 January none that tell the day in any year."""
        parts = list(parts)
        if self._is_new_year and "day" in parts and "year" not in parts:
            return []
        texts = [""]
        for place, part in enumerate(parts):
            separator = SEP if place else ""
            values = [value for value in self._values[part] if value]
            texts = [text + separator + value for text in texts for value in values]
        return texts


class Tokenizer:
    """Makes tokens under one key."""

    def __init__(self, profile: LinkageProfile, key: TokenKey) -> None:
        _tables.check()
        profile_id = profile.id()
        self._epoch = key.epoch
        self._root = _names.roots(map(list, profile.variants))
        self._keys = [
            (match_key, key.derived(b"match key " + profile_id + match_key.kind.encode()))
            for match_key in profile.keys
        ]

    def texts(self, identity: Identity) -> dict[str, list[str]]:
        """What is hashed, by kind. It holds names: for test vectors of generated persons."""
        details = Details(identity, self._root)
        return {match_key.kind: details.texts(match_key.parts) for match_key, _ in self._keys}

    def tokens(self, identity: Identity) -> list[Token]:
        """The tokens as they are asked for."""
        return self._make(identity, is_padded=False)

    def padded(self, identity: Identity) -> list[Token]:
        """The tokens as they leave in a record."""
        return self._make(identity, is_padded=True)

    def _make(self, identity: Identity, *, is_padded: bool) -> list[Token]:
        details = Details(identity, self._root)
        tokens: set[Token] = set()
        for match_key, derived in self._keys:
            texts = details.texts(match_key.parts)
            full = 1
            for part in match_key.parts:
                full *= FULL.get(part, 1)
            if is_padded and len(texts) < full:
                own = texts or details.texts(WHOLE.get(part, part) for part in match_key.parts)
                if own:
                    texts = texts + [DUM + str(n) + DUM + DUM.join(own) for n in range(full - len(texts))]
            tokens.update((match_key.number, self._epoch, keyed(derived, text.encode())) for text in texts)
        return sorted(tokens)


def case_pseudonym(case_number: str, key: TokenKey) -> bytes | None:
    """The pseudonym of a case number; nothing when it is no number."""
    kept = number(case_number)
    return keyed(key.derived(b"case"), kept.encode()) if kept else None


def defendant_pseudonym(identity: Identity, key: TokenKey) -> bytes | None:
    """The pseudonym of a defendant; nothing when too little is known."""
    details = Details(identity, _names.roots())
    for purpose, parts in (
        (b"defendant by id", ["id"]),
        (b"defendant by name", ["given", "surname", "year", "month", "day"]),
    ):
        texts = details.texts(parts)
        if texts:
            return keyed(key.derived(purpose), texts[0].encode())
    return None


def tells_of(identity: Identity, record_id: str) -> str | None:
    """What an id tells of a person, in words; nothing where it does not."""
    digits, letters = number(record_id), fold(record_id)
    both = (identity.national_id, identity.document)
    numbers = [kept for kept in map(of_register, both) if kept]
    if any(kept in digits for kept in numbers):
        return "must not hold the person's identification or document number"
    surname = fold(identity.surname)
    if len(surname.encode()) >= 4 and surname in letters:
        return "must not hold the person's surname"
    return None
