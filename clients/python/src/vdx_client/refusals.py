"""Why an exchange refused a call, and when another try is worth it: proto/vdx/v1/reasons.proto."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import grpc
from google.rpc import error_details_pb2, status_pb2

from vdx_client._proto import reasons_pb2


class Retry(Enum):
    """When another try is worth it."""

    NEVER = "not as it is"
    """Something has to change first: a key, a certificate, the request."""
    LATER = "the same, later"
    """The same again, after `retry_after` seconds or growing pauses."""
    SMALLER = "in smaller batches"
    """The same in smaller batches."""


ADVICE: dict[str, tuple[Retry, str]] = {
    "DENIED": (Retry.NEVER, "this certificate's role or member may not do this; ask the coordinator"),
    "NOT_FOUND": (Retry.NEVER, "what is named does not exist, or is not yours"),
    "TRY_AGAIN": (Retry.LATER, "the exchange is stopping or has too much to do"),
    "STORE": (Retry.LATER, "the store of the exchange failed; tell the operator when it goes on"),
    "DISK_NEARLY_FULL": (Retry.LATER, "the operator has to make room; withdrawals are still taken"),
    "RESTORED": (Retry.NEVER, "the exchange was restored from a backup: wait until the coordinator has"
                 " acknowledged it, then send everything since the backup again"),
    "BEHIND": (Retry.NEVER, "the data of the exchange is older than what it acknowledged; tell the operator"),
    "IDENTITY": (Retry.NEVER, "another certificate is needed; ask the coordinator"),
    "REVOKED": (Retry.NEVER, "the certificate was revoked; ask the coordinator for a new one"),
    "RATE": (Retry.LATER, "too many calls a second"),
    "CALLS": (Retry.LATER, "the exchange serves as many calls as it can"),
    "CALLS_AT_A_TIME": (Retry.LATER, "this certificate has too many calls open"),
    "BYTES": (Retry.LATER, "too much is on its way at a time"),
    "MESSAGE_TOO_LARGE": (Retry.SMALLER, "send smaller batches (batch_bytes)"),
    "UNREADABLE_MESSAGE": (Retry.NEVER, "the exchange cannot read the message; is this client newer?"),
    "IDLE": (Retry.LATER, "nothing was sent for too long"),
    "SLOW_MESSAGE": (Retry.SMALLER, "the line is slow: send smaller batches (batch_bytes)"),
    "WRONG_NATIONAL_KEY": (Retry.NEVER, "get the present national key, and make the records anew"),
    "WRONG_TRANSNATIONAL_KEY": (Retry.NEVER, "get the present transnational key, and make the records anew"),
    "WRONG_LINKAGE_PROFILE": (Retry.NEVER, "get the exchange's linkage profile, and make the records anew"),
    "SEQUENCE_GAP": (Retry.LATER, "a batch before this one is missing"),
    "READING": (Retry.LATER, "another call that reads all records is being answered"),
}
"""The reasons that an institution meets, with when another try is worth it and what to do."""

_PASSING = frozenset("UNAVAILABLE RESOURCE_EXHAUSTED DEADLINE_EXCEEDED ABORTED".split())
"""Statuses after which the same may be tried again, where a reason is not known here."""
_BROKEN = frozenset("UNAVAILABLE UNKNOWN INTERNAL CANCELLED".split())
"""Statuses with which a broken connection is told, without any reason."""


class ExchangeError(Exception):
    """The exchange could not be reached, refused, or cannot be relied upon. Its text holds no contents of
    records."""


class Refused(ExchangeError):
    """The exchange refused a call."""

    def __init__(
        self, code: str, reason: str | None, message: str, violations: list[tuple[str, str]],
        retry_after: float | None,
    ) -> None:
        self.code = code
        """The gRPC status, as `FAILED_PRECONDITION`."""
        self.reason = reason
        """The reason, as `WRONG_NATIONAL_KEY`; nothing where the exchange gave none."""
        self.message = message
        """What the exchange says, for people."""
        self.violations = violations
        """Fields of the request, each with what would be right."""
        self.retry_after = retry_after
        """Seconds after which another try is welcome, where the exchange says so."""
        known = ADVICE.get(reason or "")
        broken = _PASSING | (_BROKEN if reason is None else frozenset())
        self.retry = known[0] if known else Retry.LATER if code in broken else Retry.NEVER
        """When another try is worth it."""
        if code == "DATA_LOSS":
            self.retry = Retry.NEVER
        self.advice = known[1] if known else ""
        """What to do, in words."""
        parts = [message or code, *(f"{field}: {what}" for field, what in violations), self.advice]
        super().__init__("; ".join(part for part in parts if part))


def clean(text: str) -> str:
    """A text from outside in one line, without what steers a terminal, and not endless."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return shown if len(shown) <= 500 else shown[:500] + " ..."


def refused(error: grpc.RpcError) -> Refused:
    """What a failed call says."""
    call = error if isinstance(error, grpc.Call) else None
    code = call.code().name if call else "UNKNOWN"
    message = clean(call.details() or "") if call else ""
    reason: str | None = None
    violations: list[tuple[str, str]] = []
    retry_after: float | None = None
    trailing: Iterable[tuple[str, str | bytes]] = (call.trailing_metadata() or ()) if call else ()
    for key, value in trailing:
        if key != "grpc-status-details-bin" or not isinstance(value, bytes):
            continue
        try:
            status = status_pb2.Status.FromString(value)
            for detail in status.details:
                info = error_details_pb2.ErrorInfo()
                bad = error_details_pb2.BadRequest()
                again = error_details_pb2.RetryInfo()
                if detail.Unpack(info) and info.domain == "vdx.v1":
                    reason = clean(info.reason)
                elif detail.Unpack(bad):
                    violations += [(clean(v.field), clean(v.description)) for v in bad.field_violations]
                elif detail.Unpack(again):
                    retry_after = again.retry_delay.ToTimedelta().total_seconds()
        except Exception:
            # Details that cannot be read are no details: the status stands.
            continue
    return Refused(code, reason, message, violations, retry_after)


def known_reasons() -> frozenset[str]:
    """All reasons of the schema."""
    names = reasons_pb2.Reason.DESCRIPTOR.values_by_name
    return frozenset(name.removeprefix("REASON_") for name in names)
