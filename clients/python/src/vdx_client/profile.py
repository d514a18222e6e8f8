"""The linkage profile: which match keys a record gets."""

from __future__ import annotations

import os
import struct
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blake3 import blake3

from vdx_client import _tables
from vdx_client._proto import records_pb2

VERSION = "vdx match keys 3"

PARTS = {
    "given": "Given", "surname": "Surname", "given.sound": "GivenSound", "surname.sound": "SurnameSound",
    "given.prefix": "GivenPrefix", "surname.prefix": "SurnamePrefix", "names.sorted": "NamesSorted",
    "surname.part": "SurnamePart", "given.near": "GivenNear", "surname.near": "SurnameNear", "id": "Id",
    "id.slip": "IdSlip", "id.stem": "IdStem", "id.form": "IdForm", "document": "Document",
    "document.near": "DocumentNear", "place": "Place", "sex": "Sex", "year": "Year", "month": "Month",
    "day": "Day", "date.sorted": "DateSorted", "names.pair": "NamesPair",
    "names.consonants": "NamesConsonants", "given.root": "GivenRoot", "surname.root": "SurnameRoot",
    "year.near": "YearNear", "given.known": "GivenKnown", "names.word": "NamesWord", "date.near": "DateNear",
}
"""Parts of match keys, with what each is called in the id of a profile."""


class ProfileError(Exception):
    """A linkage profile that cannot be used."""


@dataclass(frozen=True)
class MatchKey:
    """A match key."""

    number: int
    """The number of its kind on the wire."""
    kind: str
    """Its kind, as `NATIONAL_ID`."""
    parts: tuple[str, ...]
    """What it is made of."""
    seeks: bool
    """Whether records that share it alone are compared at all, as the file says."""
    group: str
    """Name of its group."""
    weight: float
    """What sharing it is worth, in bits."""


@dataclass(frozen=True)
class LinkageProfile:
    """How match keys are made."""

    keys: tuple[MatchKey, ...]
    """The match keys, by their numbers."""
    variants: tuple[tuple[str, ...], ...]
    """Variants of names that a country adds."""
    seeking: frozenset[int]
    """Numbers of the kinds that find anybody."""

    @classmethod
    def shipped(cls) -> LinkageProfile:
        """The profile that institutions use unless the coordinator gives out another."""
        return cls.parse(_tables.text("profile.toml"))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> LinkageProfile:
        """Reads a profile that the coordinator gives out."""
        return cls.parse(Path(path).read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, text: str) -> LinkageProfile:
        """Reads a profile from TOML."""
        try:
            file = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ProfileError(f"linkage profile: {error}") from None
        keys: dict[int, MatchKey] = {}
        for key in file.get("key", []):
            name, parts = key.get("name"), key.get("parts", [])
            number = records_pb2.MatchKeyKind.DESCRIPTOR.values_by_name.get(f"MATCH_KEY_KIND_{name}")
            if number is None or number.number == 0:
                raise ProfileError(f"linkage profile: no such match key: {name}")
            unknown = [part for part in parts if part not in PARTS]
            if unknown or not parts:
                raise ProfileError(f"linkage profile: {name}: {unknown or 'has no parts'}")
            if number.number in keys:
                raise ProfileError(f"linkage profile: {name} is defined twice")
            keys[number.number] = MatchKey(
                number.number, name, tuple(parts), key.get("seeks", True), key.get("group", ""),
                _single(key.get("weight", 0.0)),
            )
        if not keys:
            raise ProfileError("linkage profile: has no match keys")
        variants = tuple(map(tuple, file.get("variants", [])))
        for name in (name for names in variants for name in names):
            if not all(c.isalnum() or c in " -.'’" for c in name):
                raise ProfileError(
                    "linkage profile: variants: names must be of composed letters, digits, blanks, - . and apostrophes"
                )
        ordered = tuple(key for _, key in sorted(keys.items()))
        return cls(ordered, variants, _seeking(ordered, file))

    def id(self) -> bytes:
        """Names the definitions of the match keys: 16 bytes."""
        text = VERSION
        for key in self.keys:
            text += f"\n{key.kind} [{', '.join(PARTS[part] for part in key.parts)}]"
        for names in self.variants:
            text += "\nvariants [" + ", ".join(f'"{name}"' for name in names) + "]"
        return blake3(text.encode()).digest(length=16)

    def seeks(self, number: int) -> bool:
        """Whether a kind of match key finds anybody."""
        return number in self.seeking


def _single(number: float) -> float:
    """A number as one of 32 bits."""
    return struct.unpack("<f", struct.pack("<f", number))[0]  # type: ignore[no-any-return]


def _seeking(keys: tuple[MatchKey, ...], file: dict[str, Any]) -> frozenset[int]:
    """The kinds that seek: docs/pseudonyms-spec.md, "Enough"."""
    threshold = _single(file.get("threshold", 0.0))
    numbers = {key.kind: key.number for key in keys}
    groups = {key.number: key.group for key in keys}
    worths = [(frozenset({key.number}), key.group, key.weight) for key in keys]
    for combination in file.get("combination", []):
        members = frozenset(numbers[name] for name in combination["keys"])
        worths.append((members, groups[min(members)], _single(combination["weight"])))

    def most(kinds: frozenset[int]) -> float:
        total = 0.0
        for group in (group["name"] for group in file.get("group", [])):
            own = [weight for members, name, weight in worths if name == group and members <= kinds]
            total = _single(total + max([0.0, *own]))
        return total

    everything = frozenset(numbers.values())
    seeking = frozenset(key.number for key in keys if key.seeks)
    weakest_first = sorted(keys, key=lambda key: key.weight)
    for key in reversed(weakest_first):
        if most(everything - seeking) >= threshold:
            seeking |= {key.number}
    for key in weakest_first:
        if most(everything - seeking | {key.number}) < threshold:
            seeking -= {key.number}
    return seeking
