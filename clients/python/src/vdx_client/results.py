"""What became of records, and how they stand at the exchange."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

_ADVICE = {
    "CONFLICT": "this revision is at the exchange with other content, or the exchange has numbered versions of"
    " this record: raise the revision",
    "REFUSED_STALE": "the exchange has newer content: of a higher revision, or of a submission that began later",
    "REFUSED_WITHDRAWN": "was withdrawn: to submit it anew, submit it with readmit_withdrawn",
    "REFUSED_UNCONFIRMED": "would share the record more widely, bring back earlier contents, be about another"
    " person, or is one of very many corrections, as an older export by mistake makes (see questions): ask somebody"
    " who knows, and submit it with what is right in confirmed",
    "REFUSED_NO_CONSENT": "consent to processing must be YES",
}


@dataclass(frozen=True)
class Result:
    """What became of one record. It never says whether the person was known."""

    place: int
    """Its place among the records that were submitted, from 0."""
    kind: str
    """`VICTIM`, `ASSISTANCE` or `PROCEEDING`."""
    record_id: str
    """The id under which it left."""
    outcome: str
    """`STORED`, `AMENDED`, `UNCHANGED`, or why it is not at the exchange as it was sent."""
    violations: tuple[tuple[str, str], ...]
    """Fields that break a rule, each with what would be right."""
    questions: tuple[str, ...] = ()
    """What is to be confirmed before the correction is made: `WIDER_SHARING`, `EARLIER_CONTENT`,
    `OTHER_PERSON`, or `CORRECTION` where there are very many."""

    @property
    def is_durable(self) -> bool:
        """Whether the exchange has it as it was sent."""
        return self.outcome in ("STORED", "AMENDED", "UNCHANGED")

    @property
    def advice(self) -> str:
        """What to do about a record that was refused."""
        told = "; ".join(f"{name}: {what}" for name, what in self.violations)
        return told or _ADVICE.get(self.outcome, "")


@dataclass(frozen=True)
class Submission:
    """What became of a submission. All of it is on the exchange's disk."""

    id: str
    """Its id: the same one resumes it in another process."""
    results: tuple[Result, ...]
    """One for each record, in order."""

    @property
    def refused(self) -> tuple[Result, ...]:
        """Records that are not at the exchange as they were sent: each needs somebody."""
        return tuple(result for result in self.results if not result.is_durable)

    @property
    def counts(self) -> dict[str, int]:
        """Records by outcome."""
        return dict(Counter(result.outcome for result in self.results))


@dataclass(frozen=True)
class State:
    """How a record stands at the exchange."""

    status: str
    """`DURABLE`, `WITHDRAWN` or `NOT_FOUND`."""
    revision: int
    """The revision that the exchange has, or that was withdrawn."""


@dataclass(frozen=True)
class Listed:
    """A record that the exchange has of this institution, without its contents."""

    kind: str
    record_id: str
    revision: int
    month: tuple[int, int]
    """Year and month by which it is counted."""


def short(enum: object, prefix: str, number: int) -> str:
    """The code of a number; codes of a later version by their number."""
    names: dict[int, str] = {value.number: value.name for value in enum.DESCRIPTOR.values}  # type: ignore[attr-defined]
    return names.get(number, f"{prefix}{number}").removeprefix(prefix)
