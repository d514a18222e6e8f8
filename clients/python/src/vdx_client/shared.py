"""Numbers that stand beside different persons: docs/pseudonyms-spec.md, "Numbers that several persons
share"."""

from __future__ import annotations

from collections.abc import Iterable

from vdx_client._aside import set_aside
from vdx_client._names import name_words, sound
from vdx_client._numbers import of_register
from vdx_client.person import Identity

NAMES = 3
"""Different persons beside a number from which it is none, whatever their dates."""

_Person = tuple[set[tuple[object, ...]], bool]


def without_shared_numbers(persons: Iterable[Identity]) -> list[Identity]:
    """The persons of one file or table, without national ids and documents that stand beside different
    persons in it: one passport that two have used would make one person of them."""
    persons = list(persons)
    beside: dict[tuple[str, str], list[_Person]] = {}
    for person in persons:
        kept, _ = set_aside(person)
        traits = _traits(kept)
        if traits is None:
            continue
        has_date = kept.birth_date is not None and kept.birth_date.month is not None
        for kind in ("national_id", "document"):
            value = of_register(getattr(kept, kind))
            if value:
                _note(beside.setdefault((kind, value), []), traits, has_date)
    shared = {
        name for name, known in beside.items()
        if sum(has_date for _, has_date in known) > 1 or len(known) >= NAMES
    }
    return [_without(person, shared) for person in persons]


def _without(person: Identity, shared: set[tuple[str, str]]) -> Identity:
    kept, _ = set_aside(person)
    empty = {kind for kind in ("national_id", "document") if (kind, of_register(getattr(kept, kind))) in shared}
    if not empty:
        return person
    return Identity(
        given_name=person.given_name,
        surname=person.surname,
        birth_date=person.birth_date,
        sex=person.sex,
        national_id="" if "national_id" in empty else person.national_id,
        document="" if "document" in empty else person.document,
        place_of_birth=person.place_of_birth,
    )


def _note(known: list[_Person], traits: set[tuple[object, ...]], has_date: bool) -> None:
    # Whoever has something in common with this record is one person by it.
    others = [other for other in known if traits.isdisjoint(other[0])]
    same = [other for other in known if not traits.isdisjoint(other[0])]
    whole = traits.union(*(other[0] for other in same))
    known[:] = [*others, (whole, has_date or any(other[1] for other in same))]


def _traits(person: Identity) -> set[tuple[object, ...]] | None:
    """What alike records have in common; nothing of a person without a name."""
    words = name_words(person.given_name) + name_words(person.surname)
    if not words:
        return None
    traits: set[tuple[object, ...]] = set()
    for word in words:
        traits.add(("sound", sound(word)))
        traits.add(("letters", word))
        if len(word) >= 3:
            traits.add(("beginning", word[:3]))
        if len(word) >= 4:
            traits.update(("letters", word[:place] + word[place + 1 :]) for place in range(len(word)))
    birth = person.birth_date
    if birth is not None and birth.month is not None and birth.day is not None:
        low, high = sorted((birth.month, birth.day))
        traits.update({
            ("year and month", birth.year, birth.month),
            ("year and day", birth.year, birth.day),
            ("month and day", birth.month, birth.day),
            ("date", birth.year, low, high),
        })
    return traits
