"""The vectors that the Rust crate writes, made anew by this package."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3

from vdx_client import _aside, _names, _numbers, _tables
from vdx_client._tokens import Token, Tokenizer, case_pseudonym, defendant_pseudonym
from vdx_client.keys import Scope, TokenKey
from vdx_client.person import BirthDate, Identity
from vdx_client.profile import LinkageProfile
from vdx_client.record_ids import RecordIds
from vdx_client.records import age_band

ROOT = Path(os.environ.get("VDX_ROOT", Path(__file__).parents[3]))
VECTORS: dict[str, list[Any]] = json.loads((ROOT / "docs/pseudonyms-vectors.json").read_text(encoding="utf-8"))
KINDS = {"VICTIM": 1, "ASSISTANCE": 2, "PROCEEDING": 3}


def key(place: int) -> TokenKey:
    entry = VECTORS["keys"][place]
    return TokenKey(Scope[entry["scope"]], entry["epoch"], bytes.fromhex(entry["secret"]))


def profile(place: int) -> LinkageProfile:
    variants = tuple(map(tuple, VECTORS["profiles"][place]["variants"]))
    return replace(LinkageProfile.shipped(), variants=variants)


@cache
def tokenizer(which_key: int, which_profile: int) -> Tokenizer:
    return Tokenizer(profile(which_profile), key(which_key))


def birth_date(parts: list[int | None] | None) -> BirthDate | None:
    if parts is None or parts[0] is None:
        return None
    return BirthDate(parts[0], parts[1], parts[2])


def identity(shown: dict[str, Any]) -> Identity:
    return Identity(**{**shown, "birth_date": birth_date(shown["birth_date"])})


def digest(tokens: list[Token]) -> str:
    parts = (bytes([kind]) + epoch.to_bytes(4, "little") + value for kind, epoch, value in tokens)
    return blake3(b"".join(parts)).hexdigest()


def listed(tokens: list[Token]) -> list[list[object]]:
    return [[kind, epoch, value.hex()] for kind, epoch, value in tokens]


def test_tables_are_those_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _tables.hash_of_frozen() == _tables.FROZEN_HASH
    for name in (*_tables.FROZEN, "fillers.txt"):
        assert _tables.raw(name) == (ROOT / "crates/pseudonym/src/pseudonym" / name).read_bytes(), name
    shipped = profile(0)
    monkeypatch.setattr(_tables, "raw", lambda _: b"changed")
    _tables.check.cache_clear()
    with pytest.raises(RuntimeError, match="tables"):
        Tokenizer(shipped, key(0))
    monkeypatch.undo()
    own = _tables.raw("profile.toml")
    assert own == (ROOT / "crates/pseudonym/src/domain/profile.toml").read_bytes()


def test_keys_and_profiles() -> None:
    for place, entry in enumerate(VECTORS["keys"]):
        assert key(place).check_value().hex() == entry["check_value"]
    for place, entry in enumerate(VECTORS["profiles"]):
        assert profile(place).id().hex() == entry["id"]
        assert [key.kind for key in profile(place).keys if profile(place).seeks(key.number)] == entry["seeking"]
    page = (ROOT / "docs/pseudonyms-spec.md").read_text(encoding="utf-8")
    assert LinkageProfile.shipped().id().hex() in page


def test_tables_on_the_page_are_those_of_the_package() -> None:
    page = (ROOT / "docs/pseudonyms-spec.md").read_text(encoding="utf-8")
    for name, own in (("letters", _names._LETTERS), ("sounds", _names._SOUNDS), ("endings", _names._ENDINGS),
                      ("countries", _names._COUNTRIES), ("kinds", _names._KINDS),
                      ("labels", _numbers._LABELS)):
        assert page.split(f"```text {name}\n")[1].split("```")[0].split() == own.split(), name


def test_names() -> None:
    root = _names.roots(map(list, profile(1).variants))
    for entry in VECTORS["names"]:
        words = _names.name_words(entry["text"])
        folded = "".join(words)
        assert words == entry["words"]
        assert _names.sound(folded) == entry["sound"]
        assert (root(folded) or folded) == entry["root"]
        assert _names.masculine(folded) == entry["masculine"]
        assert _names.consonants(folded) == entry["consonants"]


def test_places_and_sexes() -> None:
    assert [[text, _aside.place(text)] for text, _ in VECTORS["places"]] == VECTORS["places"]
    assert [[text, _names.sex(text)] for text, _ in VECTORS["sexes"]] == VECTORS["sexes"]


def test_set_aside() -> None:
    for entry in VECTORS["set_aside"]:
        if "text" in entry:
            text = entry["text"]
            worths = [_aside.of_name(text), _aside.of_place(text), _aside.of_number(text)]
            assert [worth.value for worth in worths] == [entry["name"], entry["place"], entry["number"]], text
            assert (_names.number(text) or None) == entry["as_number"]
            assert (_numbers.of_register(text) or None) == entry["of_register"]
        elif "worth" in entry:
            year, month, day = entry["birth_date"]
            if year < 1000:
                # No year of four digits: it is refused when it is given.
                with pytest.raises(ValueError, match="birth_date.year"):
                    BirthDate(year, month, day)
                continue
            assert _aside.of_birth_date(BirthDate(year, month, day)).value == entry["worth"]
        else:
            person = Identity(given_name=entry["given_name"], surname=entry["surname"])
            assert list(_aside.set_aside(person)[1]) == entry["set_aside"]


@pytest.mark.parametrize("place", range(len(VECTORS["persons"])))
def test_persons(place: int) -> None:
    entry = VECTORS["persons"][place]
    maker = tokenizer(entry["key"], entry["profile"])
    person = identity(entry["person"])
    assert maker.texts(person) == entry["texts"]
    bare = maker.tokens(person)
    assert listed(bare) == entry["tokens"]
    assert listed([token for token in maker.padded(person) if token not in bare]) == entry["dummies"]


def test_digests() -> None:
    for entry in VECTORS["digests"]:
        maker = tokenizer(entry["key"], entry["profile"])
        person = identity(entry["person"])
        for name, made in (("tokens", maker.tokens(person)), ("padded", maker.padded(person))):
            assert [len(made), digest(made)] == entry[name]


def test_pseudonyms() -> None:
    for entry in VECTORS["pseudonyms"]:
        if "case_number" in entry:
            made = case_pseudonym(entry["case_number"], key(0))
        else:
            made = defendant_pseudonym(identity(entry["defendant"]), key(0))
        assert (made.hex() if made else None) == entry["pseudonym"]


def test_record_ids() -> None:
    for entry in VECTORS["record_ids"]:
        ids = RecordIds(bytes.fromhex(entry["secret"]), entry["system"])
        assert (ids.id(KINDS[entry["kind"]], entry["raw"]) or None) == entry["id"]


def test_ages() -> None:
    for entry in VECTORS["ages"]:
        band = age_band(birth_date(entry["birth_date"]), datetime.date(*entry["on"]))
        assert band == entry["age_band"]
