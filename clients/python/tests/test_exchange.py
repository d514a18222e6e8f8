"""The contract of submitting, against an exchange of this test's own: it breaks off, refuses and lies."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
from google.protobuf import duration_pb2
from google.rpc import error_details_pb2, status_pb2

from vdx_client import (
    Connection, Exchange, ExchangeError, Identity, Pseudonymizer, Record, Refused, Retry, Scope, TokenKey,
    UnknownSystem, WentBack,
)
from vdx_client._proto import intake_pb2
from vdx_client.refusals import ADVICE, known_reasons

STORED = intake_pb2.RECORD_OUTCOME_STORED
UNCHANGED = intake_pb2.RECORD_OUTCOME_UNCHANGED
UNCONFIRMED = intake_pb2.RECORD_OUTCOME_REFUSED_UNCONFIRMED
AMENDED = intake_pb2.RECORD_OUTCOME_AMENDED
CORRECTION = intake_pb2.RECORD_QUESTION_CORRECTION
NAME = "Qweruna"
MAKER = Pseudonymizer([TokenKey(Scope.NATIONAL, 1, bytes(32))], plain_ids=True)


def records(count: int) -> list[Record]:
    return [
        MAKER.victim(
            Identity(given_name=NAME, national_id=f"11702345{place:02}"), record_id=f"r-{place}",
            trafficking_status="ACTUAL_VICTIM", identified_on=(2010, 6), consent_processing="YES",
        )
        for place in range(count)
    ]


class Unreachable(Connection):
    """A connection of which nothing more can be told."""

    def explain(self) -> str | None:
        return None


class Fake:
    """Takes batches as the exchange does, and does what a test asks before each."""

    def __init__(self) -> None:
        self.durable = 0
        self.batches: list[intake_pb2.SubmitRecordsRequest] = []
        self.known: set[str] = set()
        self.streams = 0
        self.before: Callable[[grpc.ServicerContext, intake_pb2.SubmitRecordsRequest], None] = lambda *_: None
        self.after: Callable[[intake_pb2.SubmitRecordsResponse], None] = lambda _: None
        self.questions: list[intake_pb2.RecordQuestion] = []
        self.corrected: set[str] = set()
        self.held: list[str] | None = None
        self.listings = 0
        self.set_aside: list[intake_pb2.SetAsideCounts] = []

    def report(self, request: bytes, context: grpc.ServicerContext) -> bytes:
        self.set_aside.append(intake_pb2.ReportSetAsideRequest.FromString(request).counts)
        return b""

    def listed(self, request: bytes, context: grpc.ServicerContext) -> bytes:
        self.listings += 1
        if self.held is None:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, "")
        names = [intake_pb2.RecordName(record_id=record_id) for record_id in self.held or ()]
        records = [intake_pb2.ListedRecord(name=name) for name in names]
        return intake_pb2.ListRecordsResponse(records=records).SerializeToString()

    def status(self, request: bytes, context: grpc.ServicerContext) -> bytes:
        return intake_pb2.GetSubmissionStatusResponse(durable_through=self.durable).SerializeToString()

    def submit(self, requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
        self.streams += 1
        for place, raw in enumerate(requests):
            batch = intake_pb2.SubmitRecordsRequest.FromString(raw)
            assert bool(batch.key_checks) == (place == 0)
            self.before(context, batch)
            assert batch.sequence == self.durable + 1
            self.durable += 1
            self.batches.append(batch)
            results = []
            for index, record in enumerate(batch.records):
                outcome = UNCHANGED if record.victim.record_id in self.known else STORED
                self.known.add(record.victim.record_id)
                questions = [question for question in self.questions if question not in batch.confirmed]
                if record.victim.record_id in self.corrected:
                    outcome = AMENDED
                    if batch.hold_corrections and CORRECTION not in batch.confirmed:
                        questions.append(CORRECTION)
                outcome = UNCONFIRMED if questions else outcome
                results.append(intake_pb2.RecordResult(index=index, outcome=outcome, questions=questions))
            answer = intake_pb2.SubmitRecordsResponse(
                sequence=batch.sequence, durable_through=self.durable, results=results)
            self.after(answer)
            yield answer.SerializeToString()


@contextmanager
def serving(fake: Fake) -> Iterator[Exchange]:
    server = grpc.server(ThreadPoolExecutor(4))
    handlers: dict[str, grpc.RpcMethodHandler[bytes, bytes]] = {
        "ReportSetAside": grpc.unary_unary_rpc_method_handler(fake.report),
        "ListRecords": grpc.unary_unary_rpc_method_handler(fake.listed),
        "GetSubmissionStatus": grpc.unary_unary_rpc_method_handler(fake.status),
        "SubmitRecords": grpc.stream_stream_rpc_method_handler(fake.submit),
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("vdx.v1.IntakeService", handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    connection = Unreachable("https://localhost", "localhost", port, b"", None, None, ())
    with Exchange(connection, grpc.insecure_channel(f"127.0.0.1:{port}")) as exchange:
        yield exchange
    server.stop(None)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses that the client made; they take no time."""
    made: list[float] = []
    monkeypatch.setattr(time, "sleep", made.append)
    return made


def refuse(context: grpc.ServicerContext, code: grpc.StatusCode, reason: str, seconds: int = 0, text: str = "no") -> None:
    status = status_pb2.Status(code=code.value[0], message=text)
    status.details.add().Pack(error_details_pb2.ErrorInfo(reason=reason, domain="vdx.v1"))
    if seconds:
        status.details.add().Pack(error_details_pb2.RetryInfo(retry_delay=duration_pb2.Duration(seconds=seconds)))
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(code, text)


def test_every_batch_is_acknowledged_in_order() -> None:
    fake = Fake()
    with serving(fake) as exchange:
        sent = exchange.submit(records(50), MAKER, batch_records=7)
    assert [result.record_id for result in sent.results] == [f"r-{n}" for n in range(50)]
    assert sent.counts == {"STORED": 50} and not sent.refused
    assert [batch.sequence for batch in fake.batches] == list(range(1, 9))
    assert {batch.submission_id for batch in fake.batches} == {sent.id} and fake.streams == 1


def test_batches_are_small_in_bytes() -> None:
    fake = Fake()
    with serving(fake) as exchange:
        exchange.submit(records(20), MAKER, batch_bytes=1500)
    assert len(fake.batches) > 4 and all(batch.ByteSize() < 1700 for batch in fake.batches)


def test_a_cut_is_gone_on_after(pauses: list[float]) -> None:
    fake = Fake()

    def cut(context: grpc.ServicerContext, batch: intake_pb2.SubmitRecordsRequest) -> None:
        # Once before a batch is stored, once after one whose answer is lost.
        if batch.sequence in (3, 5) and batch.sequence not in cuts:
            cuts.append(batch.sequence)
            if batch.sequence == 5:
                fake.durable += 1
                fake.known.update(record.victim.record_id for record in batch.records)
            context.abort(grpc.StatusCode.UNAVAILABLE, "")

    cuts: list[int] = []
    fake.before = cut
    with serving(fake) as exchange:
        sent = exchange.submit(records(50), MAKER, batch_records=7)
    assert [result.record_id for result in sent.results] == [f"r-{n}" for n in range(50)]
    assert sum(sent.counts.values()) == 50 and not sent.refused and fake.streams == 3
    assert sent.counts["UNCHANGED"] == 7
    assert len(pauses) == 2 and all(0 < pause < 1 for pause in pauses)


def test_breaks_without_progress_end() -> None:
    fake = Fake()
    fake.before = lambda context, _: context.abort(grpc.StatusCode.UNAVAILABLE, "")
    with serving(fake) as exchange, pytest.raises(Refused) as caught:
        exchange.submit(records(3), MAKER)
    assert fake.streams == 6 and caught.value.retry is Retry.LATER


@pytest.mark.parametrize("reason", ["WRONG_NATIONAL_KEY", "DENIED", "REVOKED", "RESTORED", "A_NEW_REASON"])
def test_what_cannot_change_is_not_tried_again(reason: str, pauses: list[float]) -> None:
    fake = Fake()
    fake.before = lambda context, _: refuse(context, grpc.StatusCode.FAILED_PRECONDITION, reason)
    with serving(fake) as exchange, pytest.raises(Refused) as caught:
        exchange.submit(records(3), MAKER)
    assert fake.streams == 1 and not pauses
    assert caught.value.reason == reason and caught.value.retry is Retry.NEVER


def test_the_exchange_says_how_long_to_wait(pauses: list[float]) -> None:
    fake = Fake()

    def busy(context: grpc.ServicerContext, batch: intake_pb2.SubmitRecordsRequest) -> None:
        if not pauses:
            refuse(context, grpc.StatusCode.RESOURCE_EXHAUSTED, "RATE", seconds=7)

    fake.before = busy
    with serving(fake) as exchange:
        assert exchange.submit(records(3), MAKER).counts == {"STORED": 3}
    assert pauses == [7.0]


def test_smaller_batches_where_they_are_too_large() -> None:
    fake = Fake()

    def small(context: grpc.ServicerContext, batch: intake_pb2.SubmitRecordsRequest) -> None:
        if len(batch.records) > 6:
            refuse(context, grpc.StatusCode.RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE")

    fake.before = small
    with serving(fake) as exchange:
        assert exchange.submit(records(40), MAKER).counts == {"STORED": 40}


def test_an_exchange_that_went_back_is_noticed() -> None:
    fake = Fake()

    def restore(context: grpc.ServicerContext, batch: intake_pb2.SubmitRecordsRequest) -> None:
        if batch.sequence == 4:
            fake.durable = 1
            context.abort(grpc.StatusCode.UNAVAILABLE, "")

    fake.before = restore
    with serving(fake) as exchange, pytest.raises(WentBack, match="acknowledged 3 batches and now has 1"):
        exchange.submit(records(50), MAKER, batch_records=7)


def test_answers_that_do_not_fit_are_not_believed() -> None:
    def too_few(answer: intake_pb2.SubmitRecordsResponse) -> None:
        del answer.results[-1]

    def not_durable(answer: intake_pb2.SubmitRecordsResponse) -> None:
        answer.durable_through = 0

    def another(answer: intake_pb2.SubmitRecordsResponse) -> None:
        answer.sequence += 1

    for lie in (too_few, not_durable, another):
        fake = Fake()
        fake.after = lie
        with serving(fake) as exchange, pytest.raises(ExchangeError, match="does not fit"):
            exchange.submit(records(3), MAKER)


def test_neither_logs_nor_errors_hold_contents(caplog: pytest.LogCaptureFixture) -> None:
    fake = Fake()
    first = records(1)[0]
    token = first.victim.tokens[0].value

    def answer(context: grpc.ServicerContext, batch: intake_pb2.SubmitRecordsRequest) -> None:
        if not caplog.records:
            context.abort(grpc.StatusCode.UNAVAILABLE, "\x1b[2J" + batch.records[0].victim.record_id)
        refuse(context, grpc.StatusCode.FAILED_PRECONDITION, "DENIED", text="\x1b[2J\nno")

    fake.before = answer
    with caplog.at_level(logging.DEBUG), serving(fake) as exchange, pytest.raises(Refused) as caught:
        exchange.submit([first], MAKER)
    text = str(caught.value) + repr(caught.value) + caplog.text
    assert "interrupted (UNAVAILABLE)" in text and "\x1b" not in text
    assert not any(word in text for word in (NAME, "1170234", "r-0", token.hex(), repr(token)))


def test_lines_of_a_dry_run(tmp_path: Path) -> None:
    from google.protobuf import json_format

    path = tmp_path / "lines.jsonl"
    lines = [json_format.MessageToJson(r, preserving_proto_field_name=True, indent=None) for r in records(3)]
    path.write_text("\n".join(lines) + "\n")
    path.chmod(0o644)
    fake = Fake()
    with serving(fake) as exchange:
        with pytest.raises(ExchangeError, match="holds tokens"):
            exchange.submit_lines(path, MAKER)
        path.chmod(0o600)
        assert exchange.submit_lines(path, MAKER).counts == {"STORED": 3}
        other = Pseudonymizer([TokenKey(Scope.NATIONAL, 2, bytes(32))], plain_ids=True)
        with pytest.raises(ExchangeError, match="check value"):
            exchange.submit_lines(path, other)
        for wrong in ("{", "[]", "{}", '{"victim":{"surname":"Zxcvbova"}}', "\udcff"):
            path.write_text(lines[0] + "\n" + wrong + "\n", errors="surrogateescape")
            with pytest.raises(ExchangeError, match="line 2") as caught:
                exchange.submit_lines(path, MAKER)
            error = caught.value
            assert "Zxcvbova" not in str(error) and error.__context__ is None and error.__cause__ is None


def test_reasons_are_those_of_the_schema() -> None:
    assert set(ADVICE) <= known_reasons()


def test_ids_and_kinds_are_checked() -> None:
    with serving(Fake()) as exchange:
        with pytest.raises(TypeError):
            exchange.withdraw("r-1")
        with pytest.raises(ValueError, match="kind"):
            exchange.withdraw(["r-1"], kind="victims")
        with pytest.raises(ValueError, match="submission_id"):
            exchange.submit([], MAKER, submission_id="a b")


def test_what_was_set_aside_is_told_in_counts() -> None:
    fake = Fake()
    with serving(fake) as exchange:
        exchange.report_set_aside({"national_id": 3, "birth_date": 1})
        for wrong in ({"name": 1}, {"surname": -1}):
            with pytest.raises(ValueError, match="counts"):
                exchange.report_set_aside(wrong)
    assert fake.set_aside == [intake_pb2.SetAsideCounts(national_ids=3, birth_dates=1)]


def test_questions_are_told_and_answered() -> None:
    fake = Fake()
    fake.questions = [intake_pb2.RECORD_QUESTION_WIDER_SHARING, intake_pb2.RECORD_QUESTION_OTHER_PERSON]
    made = records(3)
    with serving(fake) as exchange:
        sent = exchange.submit(made, MAKER)
        assert sent.counts == {"REFUSED_UNCONFIRMED": 3}
        assert {result.questions for result in sent.results} == {("WIDER_SHARING", "OTHER_PERSON")}
        assert "confirmed" in sent.refused[0].advice
        half = exchange.submit(made[:1], MAKER, submission_id=sent.id, confirmed=["OTHER_PERSON"])
        assert half.results[0].questions == ("WIDER_SHARING",)
        whole = exchange.submit(made[:1], MAKER, submission_id=sent.id, confirmed=["OTHER_PERSON", "WIDER_SHARING"])
        assert whole.counts == {"UNCHANGED": 1}
        for wrong in ("OTHER_PERSON", ["OTHER"], ["UNSPECIFIED"]):
            with pytest.raises(ValueError, match="WIDER_SHARING, EARLIER_CONTENT, OTHER_PERSON, CORRECTION"):
                exchange.submit(made, MAKER, confirmed=wrong)
    assert [batch.sequence for batch in fake.batches] == [1, 2, 3]


def test_ids_of_a_system_that_is_not_known_are_refused_until_it_is_said_to_be_new() -> None:
    fake = Fake()
    fake.held = ["0a1b2c3d-" + "0" * 32, "0a1b2c3d-" + "1" * 32 + ":SHELTER"]
    with serving(fake) as exchange:
        with pytest.raises(UnknownSystem, match="2 records"):
            exchange.submit(records(2), MAKER)
        assert not fake.batches
        assert exchange.submit(records(2), MAKER, new_system=True).counts == {"STORED": 2}
        fake.held.append("r-0")
        exchange.submit(records(2), MAKER)
        exchange.submit(records(2), MAKER)
    # Asked until it is known, and once then.
    assert fake.listings == 2
    fake = Fake()
    fake.held = []
    with serving(fake) as exchange:
        exchange.submit(records(1), MAKER)
    assert fake.batches and fake.listings == 1


def test_very_many_corrections_at_once_are_asked_about() -> None:
    made = records(60)
    ids = [record.victim.record_id for record in made]
    fake = Fake()
    fake.known, fake.corrected = set(ids), set(ids[::2])
    with serving(fake) as exchange:
        sent = exchange.submit(made, MAKER, batch_records=7)
        assert sent.counts == {"REFUSED_UNCONFIRMED": 30, "UNCHANGED": 30}
        assert {result.questions for result in sent.refused} == {("CORRECTION",)}
        assert "older export" in sent.refused[0].advice
        asked = [made[result.place] for result in sent.refused]
        assert exchange.submit(asked, MAKER, submission_id=sent.id, confirmed=["CORRECTION"]).counts == {"AMENDED": 30}
    # A day's work is done at once, and what is asked of a record for another reason stays a question.
    for corrected, questions in ((ids[:19], []), (ids[::3], []), (ids[:2], [intake_pb2.RECORD_QUESTION_OTHER_PERSON])):
        fake = Fake()
        fake.known, fake.corrected, fake.questions = set(ids), set(corrected), questions
        with serving(fake) as exchange:
            sent = exchange.submit(made, MAKER, batch_records=25)
        if questions:
            assert {result.questions for result in sent.results} == {("OTHER_PERSON",)}
            continue
        assert sent.counts == {"AMENDED": len(corrected), "UNCHANGED": 60 - len(corrected)}
        # What is sent again goes in few batches, wherever it stood.
        assert len(fake.batches) == 4
    fake = Fake()
    fake.known, fake.corrected, fake.questions = set(ids), set(ids), [intake_pb2.RECORD_QUESTION_WIDER_SHARING]
    with serving(fake) as exchange:
        assert exchange.submit(made[:1], MAKER, confirmed=["WIDER_SHARING"]).counts == {"AMENDED": 1}
