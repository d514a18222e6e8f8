"""Fields of records: their names, their codes, and what is right in them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import TypedDict

from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

from vdx_client._proto import codes_pb2, records_pb2

Month = datetime.date | tuple[int, int]
"""A date, of which year and month alone leave, or year and month."""

OPAQUE = re.compile(r"[A-Za-z0-9._:-]{1,96}")


class RecordError(Exception):
    """A record that must not leave, or that the exchange would not take: a field, and what would be right.
    Its text repeats no value."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        """The field at fault."""
        self.reason = reason
        """What would be right."""


class NoConsent(RecordError):
    """The person did not say YES to processing: the record does not leave. After NO, withdraw what the
    exchange has of it (`Exchange.withdraw`)."""


class VictimFields(TypedDict, total=False):
    """Fields of a victim's record that may be missing. Codes are those of docs/api.md, as `FEMININE`."""

    revision: int
    episode: str
    status_decided_by: str
    gender: str
    age_band: str
    majority_at_exploitation: str
    citizenships: Iterable[str]
    country_of_exploitation: str
    country_of_residence: str
    country_of_identification: str
    country_of_recruitment: str
    region: str
    trafficking_form: str
    trafficking_duration: str
    previously_trafficked: str
    recruitment_methods: Iterable[str]
    control_methods: Iterable[str]
    exploitation_types: Iterable[str]
    labour_sector: str
    sexual_exploitation_forms: Iterable[str]
    recruiter_relations: Iterable[str]
    acts: Iterable[str]
    means: Iterable[str]
    consent_cross_border_sharing: str
    discoverable_by: Iterable[str]


class AssistanceFields(TypedDict, total=False):
    """Fields of a record of assistance that may be missing."""

    revision: int
    consent_processing: str
    beneficiary: str
    provider_type: str
    ended_on: Month


class ProceedingFields(TypedDict, total=False):
    """Fields of a record of proceedings that may be missing."""

    revision: int
    consent_processing: str
    closed_on: Month
    court_days: int
    arrested: str
    sentence_months: int
    is_public_official: str
    assets_confiscated: str
    compensation_requested: str
    compensation_awarded: str
    compensation_paid: str
    compensation_amount_euro: int
    joint_investigation: str
    child_interview_with_social_worker: str
    victim_record_ids: Iterable[str]


CODES: dict[str, EnumTypeWrapper] = {
    "trafficking_status": codes_pb2.TraffickingStatus, "status_decided_by": codes_pb2.StatusDecidedBy,
    "gender": codes_pb2.Gender, "age_band": codes_pb2.AgeBand,
    "majority_at_exploitation": codes_pb2.Majority, "trafficking_form": codes_pb2.TraffickingForm,
    "trafficking_duration": codes_pb2.DurationBand, "previously_trafficked": codes_pb2.YesNo,
    "labour_sector": codes_pb2.LabourSector, "consent_processing": codes_pb2.YesNo,
    "consent_cross_border_sharing": codes_pb2.YesNo, "service": codes_pb2.Service,
    "status": codes_pb2.AssistanceStatus, "beneficiary": codes_pb2.Beneficiary,
    "provider_type": codes_pb2.ProviderType, "stage": codes_pb2.ProceedingStage,
    "outcome": codes_pb2.ProceedingOutcome, "offence": codes_pb2.Offence, "arrested": codes_pb2.YesNo,
    "is_public_official": codes_pb2.YesNo, "assets_confiscated": codes_pb2.YesNo,
    "compensation_requested": codes_pb2.YesNo, "compensation_awarded": codes_pb2.YesNo,
    "compensation_paid": codes_pb2.YesNo, "joint_investigation": codes_pb2.YesNo,
    "child_interview_with_social_worker": codes_pb2.YesNo,
}
LISTS: dict[str, EnumTypeWrapper] = {
    "recruitment_methods": codes_pb2.RecruitmentMethod, "control_methods": codes_pb2.ControlMethod,
    "exploitation_types": codes_pb2.ExploitationType,
    "sexual_exploitation_forms": codes_pb2.SexualExploitationForm,
    "recruiter_relations": codes_pb2.RecruiterRelation, "acts": codes_pb2.TraffickingAct,
    "means": codes_pb2.TraffickingMeans,
}
COUNTRIES = (
    "country_of_exploitation", "country_of_residence", "country_of_identification", "country_of_recruitment",
)


def codes_of(field: str) -> list[str]:
    """All codes of a field, such as `gender`."""
    wrapper = {**CODES, **LISTS}[field]
    names = [value.name for value in wrapper.DESCRIPTOR.values]
    prefix = names[0].removesuffix("UNSPECIFIED")
    return [name.removeprefix(prefix) for name in names[1:]]


def number_of(field: str, value: object) -> int:
    """The number of a code on the wire; 0 where there is none."""
    if value is None or value == "":
        return 0
    wrapper = {**CODES, **LISTS}[field]
    known = codes_of(field)
    if not isinstance(value, str) or value not in known:
        raise RecordError(field, f"must be one of {', '.join(known)}")
    return int(wrapper.DESCRIPTOR.values[0].number) + 1 + known.index(value)


def codes(field: str, values: object) -> list[int]:
    """The numbers of codes, each once, in order."""
    if values is None:
        return []
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise RecordError(field, "must be a list of codes")
    return sorted({number_of(field, value) for value in values} - {0})


def country(field: str, value: object) -> str:
    """A country; empty where there is none."""
    if value is None or value == "":
        return ""
    if not (isinstance(value, str) and re.fullmatch("[A-Z]{2}", value)):
        raise RecordError(field, "must be a code of ISO 3166-1 alpha-2, or XK for Kosovo")
    return value


def month(field: str, value: Month | None) -> records_pb2.YearMonth | None:
    """Year and month; nothing where there is none."""
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return records_pb2.YearMonth(year=value.year, month=value.month)
    is_month = isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value)
    if not is_month or not (1900 <= value[0] <= 2199 and 1 <= value[1] <= 12):
        raise RecordError(field, "must be a date, or year (1900 to 2199) and month")
    return records_pb2.YearMonth(year=value[0], month=value[1])


def whole(field: str, value: int | None, limit: int = (1 << 32) - 1) -> int:
    """A whole number; 0 where there is none."""
    if value is None:
        return 0
    if not (type(value) is int and 0 <= value <= limit):
        raise RecordError(field, "must be a whole number of 0 or more")
    return value


def opaque(field: str, value: str | None) -> str:
    """An id of the institution's own; empty where there is none."""
    if value is None or value == "":
        return ""
    if not (isinstance(value, str) and OPAQUE.fullmatch(value)):
        raise RecordError(field, "must be 1 to 96 characters of A-Z a-z 0-9 . _ - :")
    return value


def check_names(fields: Iterable[str], known: type) -> None:
    """Refuses fields that this kind of record does not have."""
    for field in fields:
        if field not in known.__annotations__:
            raise RecordError(field, "is no field of this kind of record")


def required(field: str, value: str) -> int:
    """The number of a code that must be there."""
    number = number_of(field, value)
    if number == 0:
        raise RecordError(field, "is required, but empty")
    return number


def yes_no(field: str, fields: VictimFields | ProceedingFields) -> codes_pb2.YesNo:
    """The number of yes, no, unknown, or nothing."""
    return number_of(field, fields.get(field))  # type: ignore[return-value]
