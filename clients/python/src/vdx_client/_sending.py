"""A submission on its way: batches, acknowledgements, and what is sent again after a break."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from google.protobuf.message import Message

from vdx_client._proto import intake_pb2, records_pb2
from vdx_client.records import Record
from vdx_client.refusals import ExchangeError, Refused, clean
from vdx_client.results import Result, short

WINDOW = 8
"""Batches on the way at a time."""
FEWEST = 20
"""Fewest corrections that are asked about."""
ONE_IN = 3
"""They are asked about when they are more than one in so many of the records that the exchange has."""


class WentBack(ExchangeError):
    """The exchange has less of a submission than it acknowledged: it was restored from a backup. Submit
    everything since the backup again."""


@dataclass
class _Batch:
    places: list[int]
    """Places of its records in the submission."""
    records: list[Record] = field(repr=False)


class Sending:
    """The records of a submission on their way."""

    def __init__(
        self, name: str, checks: list[records_pb2.KeyCheck], records: Iterable[Record], readmit: bool,
        confirmed: Sequence[str], batch_records: int, batch_bytes: int,
    ) -> None:
        self._name, self._checks, self._readmit = name, checks, readmit
        self._confirmed = [
            cast(intake_pb2.RecordQuestion, intake_pb2.RecordQuestion.Value(f"RECORD_QUESTION_{question}"))
            for question in confirmed
        ]
        self._holds = "CORRECTION" not in confirmed
        self._answered = {"CORRECTION", *confirmed}
        self._held: dict[int, Record] = {}
        self._epochs = {(check.scope, check.key_epoch) for check in checks}
        self._records = iter(records)
        self._taken = 0
        self._again: deque[tuple[int, Record]] = deque()
        self._unheard: dict[int, _Batch] = {}
        self._limit, self._bytes = batch_records, batch_bytes
        self._acknowledged = 0
        self.results: dict[int, Result] = {}

    def halve(self) -> bool:
        """Makes batches smaller; false when they are single records."""
        if self._limit == 1:
            return False
        self._limit, self._bytes = max(self._limit // 2, 1), max(self._bytes // 2, 1)
        return True

    def attempt(
        self,
        unary: Callable[[str, Message, type[intake_pb2.GetSubmissionStatusResponse]], intake_pb2.GetSubmissionStatusResponse],
        stream: Callable[[Iterator[intake_pb2.SubmitRecordsRequest]], Iterator[intake_pb2.SubmitRecordsResponse]],
    ) -> bool:
        """Sends all whose result was not heard, over one stream; true when there is nothing left."""
        # What was on its way is sent again: where it had arrived, that changes nothing.
        for batch in self._unheard.values():
            self._again.extend(zip(batch.places, batch.records, strict=True))
        self._again = deque(sorted(self._again, key=lambda entry: entry[0]))
        self._unheard.clear()
        request = intake_pb2.GetSubmissionStatusRequest(submission_id=self._name)
        durable = unary("GetSubmissionStatus", request, intake_pb2.GetSubmissionStatusResponse).durable_through
        if durable < self._acknowledged:
            raise WentBack(
                f"the exchange acknowledged {self._acknowledged} batches and now has {durable}: it was restored"
                " from a backup. Submit everything since the backup again"
            )
        first = self._next()
        if first is None:
            return True
        requests: queue.SimpleQueue[intake_pb2.SubmitRecordsRequest | None] = queue.SimpleQueue()
        sequence = durable
        checks = self._checks

        def send(batch: _Batch) -> None:
            nonlocal sequence, checks
            sequence += 1
            self._unheard[sequence] = batch
            requests.put(intake_pb2.SubmitRecordsRequest(
                submission_id=self._name, sequence=sequence, key_checks=checks, records=batch.records,
                readmit_withdrawn=self._readmit, confirmed=self._confirmed, hold_corrections=self._holds,
            ))
            checks = []

        answers = stream(iter(requests.get, None))
        try:
            send(first)
            more = True
            while self._unheard:
                while more and len(self._unheard) < WINDOW:
                    following = self._next()
                    more = following is not None
                    if following is not None:
                        send(following)
                answer = next(answers, None)
                if answer is None:
                    raise Refused("UNAVAILABLE", None, "the exchange ended the stream", [], None)
                self._heard(answer)
        finally:
            requests.put(None)
            close = getattr(answers, "close", None)
            if close is not None:
                close()
        return True

    def release(self) -> bool:
        """Has corrections made that were held back, where they are few: true when there is something to send.
        Very many at once may be those of an older export, and somebody has to look."""
        held, self._held = self._held, {}
        others = sum(result.outcome == "UNCHANGED" for result in self.results.values())
        if len(held) >= FEWEST and len(held) * ONE_IN > len(held) + others:
            return False
        self._holds = False
        for place, record in held.items():
            asked = self.results[place].questions
            questions = tuple(question for question in asked if question not in self._answered)
            self.results[place] = replace(self.results[place], questions=questions)
            if not questions:
                self._again.append((place, record))
        return bool(self._again)

    def _next(self) -> _Batch | None:
        """The next batch, limited by number and bytes; nothing when no record is left."""
        batch: _Batch | None = None
        size = 0
        while batch is None or len(batch.records) < self._limit:
            entry = self._again.popleft() if self._again else self._new()
            if entry is None:
                break
            place, record = entry
            size += record.ByteSize()
            if batch is not None and size > self._bytes:
                self._again.appendleft(entry)
                break
            if batch is None:
                batch = _Batch([], [])
            batch.places.append(place)
            batch.records.append(record)
        return batch

    def _new(self) -> tuple[int, Record] | None:
        record = next(self._records, None)
        if record is None:
            return None
        self._check_epochs(record)
        self._taken += 1
        return self._taken - 1, record

    def _check_epochs(self, record: Record) -> None:
        # Under a key that was not proven, tokens would silently never meet.
        victim = record.victim
        for scope, tokens in (
            (records_pb2.KEY_SCOPE_NATIONAL, (*victim.tokens, *record.assistance.victim.tokens)),
            (records_pb2.KEY_SCOPE_TRANSNATIONAL, victim.transnational_tokens),
        ):
            if any((scope, token.key_epoch) not in self._epochs for token in tokens):
                raise ExchangeError(
                    f"record {self._taken} (from 0): has tokens of a key whose check value is not given; give the"
                    " keys that made it"
                )

    def _heard(self, answer: intake_pb2.SubmitRecordsResponse) -> None:
        batch = self._unheard.get(answer.sequence)
        expect(
            batch is not None
            and answer.sequence == min(self._unheard)
            and len(answer.results) == len(batch.records)
            and answer.durable_through >= answer.sequence
        )
        assert batch is not None
        del self._unheard[answer.sequence]
        self._acknowledged = max(self._acknowledged, answer.durable_through)
        for place, record, result in zip(batch.places, batch.records, answer.results, strict=True):
            kind = record.WhichOneof("record") or "victim"
            self.results[place] = Result(
                place=place,
                kind=kind.upper(),
                record_id=getattr(record, kind).record_id,
                outcome=short(intake_pb2.RecordOutcome, "RECORD_OUTCOME_", result.outcome),
                violations=tuple((clean(v.field), clean(v.description)) for v in result.violations),
                questions=tuple(
                    short(intake_pb2.RecordQuestion, "RECORD_QUESTION_", question) for question in result.questions
                ),
            )
            if "CORRECTION" in self.results[place].questions:
                self._held[place] = record


def expect(holds: bool) -> None:
    if not holds:
        raise ExchangeError("the exchange's answer does not fit what was sent; tell the operator")
