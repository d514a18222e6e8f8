"""What identifies a person, while it is still at the institution. Nothing of it is ever printed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


class _Hidden:
    """Prints as its type and nothing else, and is not written to a file by accident."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: not shown>"

    def __reduce_ex__(self, _: object) -> tuple[object, ...]:
        raise TypeError(f"{type(self).__name__} holds what must not leave: it is not pickled or copied")


@dataclass(frozen=True, slots=True, repr=False)
class BirthDate(_Hidden):
    """A date of birth, possibly known in part only. Month and day need not fit each other: a slip in one
    of them does not cost the other."""

    year: int
    """Year, of four digits."""
    month: int | None = None
    """Month, 1 to 12, when known."""
    day: int | None = None
    """Day, 1 to 31, when known."""

    def __post_init__(self) -> None:
        for name, value, low, high in (
            ("year", self.year, 1000, 9999),
            ("month", self.month, 1, 12),
            ("day", self.day, 1, 31),
        ):
            if value is not None and not (isinstance(value, int) and low <= value <= high):
                raise ValueError(f"birth_date.{name}: must be a number from {low} to {high}")

    @classmethod
    def of(cls, date: datetime.date) -> BirthDate:
        """The whole date."""
        return cls(date.year, date.month, date.day)

    def age_at(self, on: datetime.date) -> int | None:
        """Completed years on a day, when the date is known to the day and does not lie after it."""
        if self.month is None or self.day is None:
            return None
        years = on.year - self.year - ((on.month, on.day) < (self.month, self.day))
        return years if years >= 0 else None

    def is_after(self, on: datetime.date) -> bool:
        """Whether the person was born after a day, as far as the date is known."""
        if self.month is None:
            return self.year > on.year
        if (self.year, self.month) != (on.year, on.month):
            return (self.year, self.month) > (on.year, on.month)
        return self.day is not None and self.day > on.day


@dataclass(frozen=True, slots=True, repr=False)
class Identity(_Hidden):
    """The details of one person, as they are written; all that is not known stays empty."""

    given_name: str = ""
    """Given name or names."""
    surname: str = ""
    """Surname or surnames."""
    birth_date: BirthDate | None = None
    """Date of birth, as far as it is known."""
    sex: str = ""
    """A letter or a word, used for match keys alone."""
    national_id: str = ""
    """National identification number; a text, so that no zero is lost."""
    document: str = ""
    """Number of a passport or another document."""
    place_of_birth: str = ""
    """Place of birth."""

    def __post_init__(self) -> None:
        for name in ("given_name", "surname", "sex", "national_id", "document", "place_of_birth"):
            text = getattr(self, name)
            if not isinstance(text, str):
                raise TypeError(f"{name}: must be a text")
            # An error of encoding would carry the text.
            if any("\ud800" <= character <= "\udfff" for character in text):
                raise ValueError(f"{name}: holds half of a character (a lone surrogate): read it anew, as UTF-8")
        if not isinstance(self.birth_date, BirthDate | None):
            raise TypeError("birth_date: must be a BirthDate, or None where it is not known")
