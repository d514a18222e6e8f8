"""Pushes, corrects and withdraws records of an institution: docs/api.md, IntakeService."""

from __future__ import annotations

import itertools
import logging
import os
import random
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TypeVar

import grpc
from google.protobuf import json_format
from google.protobuf.message import Message

from vdx_client import record_ids
from vdx_client._proto import intake_pb2, records_pb2
from vdx_client._sending import Sending, expect
from vdx_client.connection import Connection
from vdx_client.keys import KeyFileError, open_private
from vdx_client.record_ids import RecordIds
from vdx_client.fields import OPAQUE
from vdx_client.records import Pseudonymizer, Record
from vdx_client.refusals import ExchangeError, Refused, Retry, clean, refused
from vdx_client.results import Listed, State, Submission, short

log = logging.getLogger("vdx_client")

SERVICE = "/vdx.v1.IntakeService/"
MAX_BREAKS = 6
"""Breaks without any progress between them before giving up."""
LONGEST_PAUSE = 60.0
PAGE = 1000
"""Most records of one question, and of one batch."""

QUESTIONS = ("WIDER_SHARING", "EARLIER_CONTENT", "OTHER_PERSON", "CORRECTION")
"""What is asked about corrections."""

KINDS = {"VICTIM": record_ids.VICTIM, "ASSISTANCE": record_ids.ASSISTANCE, "PROCEEDING": record_ids.PROCEEDING}

A = TypeVar("A", bound=Message)
Q = TypeVar("Q", bound=Message)


class UnknownSystem(ExchangeError):
    """The exchange has records of this institution, but none under this id key and system."""


# The name in a report of the values of each field of a person.
SET_ASIDE = {
    "given_name": "given_names", "surname": "surnames", "birth_date": "birth_dates", "national_id": "national_ids",
    "document": "documents", "place_of_birth": "places_of_birth",
}


class Exchange:
    """A connection to an exchange. Use it in a `with` statement, from one thread at a time."""

    def __init__(self, connection: Connection, channel: grpc.Channel | None = None) -> None:
        self._connection = connection
        self._channel = channel or connection.channel()
        self._known: set[str] = set()
        self.notices = connection.notices
        """What its user must know, such as that the certificate ends soon."""
        for notice in self.notices:
            log.warning("%s", notice)

    @classmethod
    def connect(cls, profile: str | os.PathLike[str]) -> Exchange:
        """By a client profile, as `vdx pki issue` and the coordinator give it out."""
        return cls(Connection.load(profile))

    def __enter__(self) -> Exchange:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        self._channel.close()

    def submit(
        self,
        records: Iterable[Record],
        keys: Pseudonymizer | Sequence[records_pb2.KeyCheck],
        *,
        submission_id: str | None = None,
        readmit_withdrawn: bool = False,
        confirmed: Sequence[str] = (),
        new_system: bool = False,
        batch_records: int = 200,
        batch_bytes: int = 256 << 10,
    ) -> Submission:
        """Submits records, and returns when what became of each is known and on the exchange's disk. Goes on
        after breaks of the connection.

        Records of revision 0 follow the order in which submissions *began*: without a `submission_id` this
        is the newest one, and its contents win. Give one to send the same once more after this process
        ended in the middle: it keeps its place in that order, and is harmless where it was whole.

        Records that were withdrawn stay so unless `readmit_withdrawn`. Corrections that raise a question
        (`Result.questions`) are made when it is among `confirmed`: `WIDER_SHARING`, `EARLIER_CONTENT`,
        `OTHER_PERSON`, `CORRECTION`. Ask somebody who knows before, and submit those records alone: an older
        export may be behind it. `CORRECTION` is asked of all corrections of revision 0 of a submission that
        would make at least 20, and more than a third of its records that the exchange has: none of them is made
        until it is confirmed. Give it where what is submitted is what has changed, and no whole export.

        Ids of a system that the exchange has no record of, beside records that it has of this institution,
        are `UnknownSystem` unless `new_system`: under another id key, or another name of the system, each
        record would be stored a second time."""
        checks = keys.key_checks() if isinstance(keys, Pseudonymizer) else list(keys)
        name = submission_id if submission_id is not None else f"py-{secrets.token_hex(16)}"
        if not OPAQUE.fullmatch(name):
            raise ValueError("submission_id: must be 1 to 96 characters of A-Z a-z 0-9 . _ - :")
        if not 1 <= batch_records <= PAGE:
            raise ValueError(f"batch_records: must be 1 to {PAGE}")
        unknown = [question for question in confirmed if question not in QUESTIONS]
        if isinstance(confirmed, str) or unknown:
            raise ValueError(f"confirmed: must be a list of {', '.join(QUESTIONS)}")
        entries = iter(records)
        first = list(itertools.islice(entries, 1))
        if first and not new_system:
            kind = first[0].WhichOneof("record") or "victim"
            self._expect_known(record_ids.mark_of(getattr(first[0], kind).record_id), name)
        sending = Sending(
            name, checks, itertools.chain(first, entries), readmit_withdrawn, confirmed, batch_records, batch_bytes
        )
        breaks = 0
        while True:
            before = len(sending.results)
            try:
                if sending.attempt(self._unary, self._stream):
                    if sending.release():
                        continue
                    return Submission(name, tuple(sending.results[place] for place in sorted(sending.results)))
                continue
            except Refused as error:
                refusal = error
            breaks = 1 if len(sending.results) > before else breaks + 1
            if refusal.retry is Retry.SMALLER and not sending.halve():
                raise refusal
            if refusal.retry is Retry.NEVER or breaks >= MAX_BREAKS:
                raise refusal
            self._wait(refusal, breaks)

    def submit_lines(
        self,
        path: str | os.PathLike[str],
        keys: Pseudonymizer | Sequence[records_pb2.KeyCheck],
        *,
        submission_id: str | None = None,
        readmit_withdrawn: bool = False,
        confirmed: Sequence[str] = (),
        new_system: bool = False,
    ) -> Submission:
        """Submits what `vdx submit --dry-run` wrote into a file. `keys` must be those that made it. The file
        holds tokens: one that others than its owner may read is refused."""
        return self.submit(
            read_lines(path), keys, submission_id=submission_id, readmit_withdrawn=readmit_withdrawn,
            confirmed=confirmed, new_system=new_system,
        )

    def withdraw(
        self, ids: Iterable[str], *, kind: str = "VICTIM", hashed_by: RecordIds | None = None
    ) -> dict[str, str]:
        """Withdraws records, and erases their contents: `WITHDRAWN`, `UNCHANGED` (was withdrawn before) or
        `NOT_FOUND` for each id. `hashed_by` is what hashed the ids when they were submitted."""
        outcomes: dict[str, str] = {}
        for page in _pages(ids):
            request = intake_pb2.WithdrawRecordsRequest(records=_names_of(page, kind, hashed_by))
            answer = self._patiently("WithdrawRecords", request, intake_pb2.WithdrawRecordsResponse)
            expect(len(answer.outcomes) == len(page))
            for raw, outcome in zip(page, answer.outcomes, strict=True):
                outcomes[raw] = short(intake_pb2.WithdrawOutcome, "WITHDRAW_OUTCOME_", outcome)
        return outcomes

    def end_consent(
        self, ids: Iterable[str], *, kind: str = "VICTIM", hashed_by: RecordIds | None = None, revision: int = 0
    ) -> dict[str, str]:
        """Tells that persons do not consent to processing any more. For each id: `WITHDRAWN` (the exchange had
        the record, and erased it), `UNCHANGED` (it was withdrawn before), `REMEMBERED` (the exchange did not have
        it, and takes it from no older submission that still says yes) or `NOT_REMEMBERED` (it remembers too many
        already: see to it that no older state is submitted). `revision` is that of the NO where versions are
        numbered."""
        if not 0 <= revision < 1 << 32:
            raise ValueError("revision: must be a whole number of 0 or more")
        outcomes: dict[str, str] = {}
        for page in _pages(ids):
            records = [
                intake_pb2.EndedConsent(name=name, revision=revision) for name in _names_of(page, kind, hashed_by)
            ]
            request = intake_pb2.EndConsentRequest(records=records)
            answer = self._patiently("EndConsent", request, intake_pb2.EndConsentResponse)
            expect(len(answer.outcomes) == len(page))
            for raw, outcome in zip(page, answer.outcomes, strict=True):
                outcomes[raw] = short(intake_pb2.EndConsentOutcome, "END_CONSENT_OUTCOME_", outcome)
        return outcomes

    def report_set_aside(self, counts: Mapping[str, int]) -> None:
        """Tells how many values say nothing and were left out of what was submitted last, by the field of the person
        as `Pseudonymizer.set_aside` names it: counts alone, in place of those told before."""
        if not set(counts) <= set(SET_ASIDE) or not all(0 <= count < 1 << 63 for count in counts.values()):
            raise ValueError(f"counts: must be whole numbers of 0 or more of {', '.join(SET_ASIDE)}")
        told = {SET_ASIDE[field]: count for field, count in counts.items()}
        request = intake_pb2.ReportSetAsideRequest(counts=intake_pb2.SetAsideCounts(**told))
        self._patiently("ReportSetAside", request, intake_pb2.ReportSetAsideResponse)

    def states(
        self, ids: Iterable[str], *, kind: str = "VICTIM", hashed_by: RecordIds | None = None
    ) -> dict[str, State]:
        """How records stand at the exchange now."""
        states: dict[str, State] = {}
        for page in _pages(ids):
            request = intake_pb2.GetRecordStatesRequest(records=_names_of(page, kind, hashed_by))
            answer = self._patiently("GetRecordStates", request, intake_pb2.GetRecordStatesResponse)
            expect(len(answer.states) == len(page))
            for raw, state in zip(page, answer.states, strict=True):
                status = short(intake_pb2.RecordStatus, "RECORD_STATUS_", state.status)
                states[raw] = State(status, state.revision)
        return states

    def listed(self, *, kind: str | None = None) -> Iterator[Listed]:
        """All records that the exchange has of this institution, without their contents."""
        start = 0
        while True:
            request = intake_pb2.ListRecordsRequest(kind=KINDS[kind] if kind else 0)  # type: ignore[arg-type]
            setattr(request, "from", start)
            answer = self._patiently("ListRecords", request, intake_pb2.ListRecordsResponse)
            for record in answer.records:
                yield Listed(
                    short(intake_pb2.RecordKind, "RECORD_KIND_", record.name.kind), record.name.record_id,
                    record.revision, (record.month.year, record.month.month),
                )
            if answer.next == 0:
                return
            expect(answer.next > start)
            start = answer.next

    def durable_through(self, submission_id: str) -> int:
        """The last batch of a submission that is on the exchange's disk; 0 for an unknown one."""
        request = intake_pb2.GetSubmissionStatusRequest(submission_id=submission_id)
        answer = self._patiently("GetSubmissionStatus", request, intake_pb2.GetSubmissionStatusResponse)
        return answer.durable_through

    def _expect_known(self, mark: str, submission: str) -> None:
        """That the exchange has records of a system, or none of this institution, or has begun to take these."""
        if mark in self._known:
            return
        others = 0
        try:
            for record in self.listed():
                if record_ids.mark_of(record.record_id) == mark:
                    others = 0
                    break
                others += 1
        except Refused as error:
            # An exchange of an earlier version cannot tell.
            if error.code not in ("UNIMPLEMENTED", "PERMISSION_DENIED"):
                raise
        if others and self.durable_through(submission) == 0:
            raise UnknownSystem(
                f"the exchange has {others} records of this institution, none of them under this id key and system (mark"
                f" {mark}): under another key, or another name of the system, each record would be stored a second"
                " time. Compare the key (vdx keys show-fingerprint) and the name of the system; if it is a new"
                " system, submit with new_system"
            )
        self._known.add(mark)

    def _patiently(self, method: str, request: Message, answer: type[A]) -> A:
        """A call that changes nothing when it is made twice."""
        breaks = 0
        while True:
            try:
                return self._unary(method, request, answer)
            except Refused as error:
                refusal = error
            breaks += 1
            if refusal.retry is not Retry.LATER or breaks >= MAX_BREAKS:
                raise refusal
            self._wait(refusal, breaks)

    def _wait(self, refusal: Refused, breaks: int) -> None:
        # Many clients must not come back at the same moment.
        pause = 0.25 * 2 ** min(breaks, 6) * random.uniform(0.5, 1.0)
        pause = min(max(pause, refusal.retry_after or 0.0), LONGEST_PAUSE)
        log.info("interrupted (%s), again in %.1f s", refusal.reason or refusal.code, pause)
        time.sleep(pause)

    def _unary(self, method: str, request: Message, answer: type[A]) -> A:
        call: Callable[..., A] = self._channel.unary_unary(
            SERVICE + method,
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=answer.FromString,
        )
        try:
            return call(request, timeout=120.0)
        except grpc.RpcError as error:
            refusal = refused(error)
        raise self._explained(refusal)

    def _stream(
        self, requests: Iterator[intake_pb2.SubmitRecordsRequest]
    ) -> Iterator[intake_pb2.SubmitRecordsResponse]:
        call = self._channel.stream_stream(
            SERVICE + "SubmitRecords",
            request_serializer=intake_pb2.SubmitRecordsRequest.SerializeToString,
            response_deserializer=intake_pb2.SubmitRecordsResponse.FromString,
        )
        answers = call(requests)
        try:
            yield from answers
            return
        except grpc.RpcError as error:
            refusal = refused(error)
        finally:
            answers.cancel()
        raise self._explained(refusal)

    def _explained(self, refusal: Refused) -> ExchangeError:
        """The refusal; or why no connection came about, when that is not a matter of time."""
        if refusal.code != "UNAVAILABLE" or refusal.reason is not None:
            return refusal
        why = self._connection.explain()
        if why is None:
            return refusal
        told = Refused("UNAVAILABLE", None, f"cannot connect to {self._connection.server}: {clean(why)}", [], None)
        if "ask " in why:
            told.retry = Retry.NEVER
        return told


def read_lines(path: str | os.PathLike[str]) -> Iterator[Record]:
    """Records of a file as `vdx submit --dry-run` writes it. It holds tokens: one that others than its owner
    may read is refused."""
    try:
        file = open_private(path)
    except KeyFileError:
        raise ExchangeError(f"{path}: others may read this file, and it holds tokens; allow only its owner (chmod 600)") from None
    with file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            record = Record()
            try:
                json_format.Parse(line, record)
            except (json_format.ParseError, UnicodeDecodeError, RecursionError):
                # Its text may repeat what stands in the line.
                record = Record()
            if record.WhichOneof("record") is None:
                raise ExchangeError(f"{path}: line {number}: is no record as vdx submit --dry-run writes it")
            yield record


def _pages(ids: Iterable[str]) -> Iterator[list[str]]:
    if isinstance(ids, str):
        raise TypeError("ids: must be a list of ids")
    page: list[str] = []
    for raw in ids:
        page.append(raw)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page


def _names_of(ids: list[str], kind: str, hashed_by: RecordIds | None) -> list[intake_pb2.RecordName]:
    if kind not in KINDS:
        raise ValueError(f"kind: must be one of {', '.join(KINDS)}")
    number = KINDS[kind]
    return [
        intake_pb2.RecordName(
            kind=number,  # type: ignore[arg-type]
            record_id=hashed_by.id(number, raw) if hashed_by else raw,
        )
        for raw in ids
    ]
