"""From a person and the fields of a case to a record that names nobody."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import TypedDict, TypeVar, Unpack, cast

from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

from vdx_client import record_ids
from vdx_client._aside import Worth, is_spreadsheets, set_aside
from vdx_client._names import is_letter, trim
from vdx_client._proto import codes_pb2, intake_pb2, records_pb2
from vdx_client._tokens import Token, Tokenizer, case_pseudonym, defendant_pseudonym, tells_of
from vdx_client.keys import Scope, TokenKey
from vdx_client.person import BirthDate, Identity, _Hidden
from vdx_client.profile import LinkageProfile
from vdx_client.record_ids import RecordIds

Record = intake_pb2.Record
Month = datetime.date | tuple[int, int]
"""A date, of which year and month alone leave, or year and month."""

OPAQUE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_BANDS = [
    (8, "FROM_0_TO_8"), (17, "FROM_9_TO_17"), (20, "FROM_18_TO_20"), (23, "FROM_21_TO_23"),
    (26, "FROM_24_TO_26"), (29, "FROM_27_TO_29"), (38, "FROM_30_TO_38"), (47, "FROM_39_TO_47"),
]


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


class PseudonymError(Exception):
    """Something failed while names were at hand. What it was is not told, since it could hold them."""


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
    beneficiary: str
    provider_type: str
    ended_on: Month


class ProceedingFields(TypedDict, total=False):
    """Fields of a record of proceedings that may be missing."""

    revision: int
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


_CODES: dict[str, EnumTypeWrapper] = {
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
_LISTS: dict[str, EnumTypeWrapper] = {
    "recruitment_methods": codes_pb2.RecruitmentMethod, "control_methods": codes_pb2.ControlMethod,
    "exploitation_types": codes_pb2.ExploitationType,
    "sexual_exploitation_forms": codes_pb2.SexualExploitationForm,
    "recruiter_relations": codes_pb2.RecruiterRelation, "acts": codes_pb2.TraffickingAct,
    "means": codes_pb2.TraffickingMeans,
}
_COUNTRIES = (
    "country_of_exploitation", "country_of_residence", "country_of_identification", "country_of_recruitment",
)

F = TypeVar("F", bound=Callable[..., object])


def _closed(method: F) -> F:
    """Lets no error out that could hold a name: neither in its text, nor in the frames behind it."""

    @wraps(method)
    def call(*args: object, **kwargs: object) -> object:
        failure: Exception
        try:
            return method(*args, **kwargs)
        except RecordError as error:
            failure = error.with_traceback(None)
            failure.__context__ = None
        except Exception as error:
            failure = PseudonymError(f"{method.__name__}: {type(error).__name__}, of which no more is told")
        raise failure

    return cast("F", call)


def age_band(birth: BirthDate | None, on: datetime.date) -> str | None:
    """The age band on a day; nothing where the date of birth is not known to the day."""
    years = birth.age_at(on) if birth else None
    if years is None:
        return None
    return next((band for last, band in _BANDS if years <= last), "FROM_48")


def codes_of(field: str) -> list[str]:
    """All codes of a field, such as `gender`."""
    wrapper = {**_CODES, **_LISTS}[field]
    names = [value.name for value in wrapper.DESCRIPTOR.values]
    prefix = names[0].removesuffix("UNSPECIFIED")
    return [name.removeprefix(prefix) for name in names[1:]]


def _code(field: str, value: object) -> int:
    if value is None or value == "":
        return 0
    wrapper = {**_CODES, **_LISTS}[field]
    known = codes_of(field)
    if not isinstance(value, str) or value not in known:
        raise RecordError(field, f"must be one of {', '.join(known)}")
    return int(wrapper.DESCRIPTOR.values[0].number) + 1 + known.index(value)


def _codes(field: str, values: object) -> list[int]:
    if values is None:
        return []
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise RecordError(field, "must be a list of codes")
    return sorted({_code(field, value) for value in values} - {0})


def _country(field: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if not (isinstance(value, str) and re.fullmatch("[A-Z]{2}", value)):
        raise RecordError(field, "must be a code of ISO 3166-1 alpha-2, or XK for Kosovo")
    return value


def _month(field: str, value: Month | None) -> records_pb2.YearMonth | None:
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return records_pb2.YearMonth(year=value.year, month=value.month)
    is_month = isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value)
    if not is_month or not (1900 <= value[0] <= 2199 and 1 <= value[1] <= 12):
        raise RecordError(field, "must be a date, or year (1900 to 2199) and month")
    return records_pb2.YearMonth(year=value[0], month=value[1])


def _whole(field: str, value: int | None, limit: int = (1 << 32) - 1) -> int:
    if value is None:
        return 0
    if not (type(value) is int and 0 <= value <= limit):
        raise RecordError(field, "must be a whole number of 0 or more")
    return value


def _opaque(field: str, value: str | None) -> str:
    if value is None or value == "":
        return ""
    if not (isinstance(value, str) and OPAQUE.fullmatch(value)):
        raise RecordError(field, "must be 1 to 64 characters of A-Z a-z 0-9 . _ - :")
    return value


def _check_names(fields: Iterable[str], known: type) -> None:
    for field in fields:
        if field not in known.__annotations__:
            raise RecordError(field, "is no field of this kind of record")


class Pseudonymizer(_Hidden):
    """Makes records of persons: holds the keys of an institution, and prints as nothing."""

    __slots__ = ("_foreign", "_keys", "_own", "_transnational", "ids", "profile")

    def __init__(
        self,
        keys: Sequence[TokenKey],
        *,
        transnational: Sequence[TokenKey] = (),
        ids: RecordIds | None = None,
        profile: LinkageProfile | None = None,
    ) -> None:
        """With the national key of each epoch in use, the newest first. With `ids` any text is a record's
        id, and none leaves."""
        if not keys or any(key.scope is not Scope.NATIONAL for key in keys):
            raise ValueError("keys: must be national keys, one at least")
        if any(key.scope is not Scope.TRANSNATIONAL for key in transnational):
            raise ValueError("transnational: must be transnational keys")
        self.profile = profile or LinkageProfile.shipped()
        """The linkage profile."""
        self.ids = ids
        """What hashes record ids, if anything does."""
        self._keys, self._transnational = tuple(keys), tuple(transnational)
        self._own = [Tokenizer(self.profile, key) for key in self._keys]
        self._foreign = [Tokenizer(self.profile, key) for key in self._transnational]

    @classmethod
    def load(
        cls,
        national_key: str | os.PathLike[str],
        *,
        transnational_key: str | os.PathLike[str] | None = None,
        id_key: str | os.PathLike[str] | None = None,
        system: str = "",
        linkage_profile: str | os.PathLike[str] | None = None,
    ) -> Pseudonymizer:
        """Reads key files, and refuses those that others may read."""
        foreign = [TokenKey.load(transnational_key, Scope.TRANSNATIONAL)] if transnational_key else []
        return cls(
            [TokenKey.load(national_key)],
            transnational=foreign,
            ids=RecordIds.load(id_key, system) if id_key else None,
            profile=LinkageProfile.load(linkage_profile) if linkage_profile else None,
        )

    def key_checks(self) -> list[records_pb2.KeyCheck]:
        """What the exchange compares, so that a mixed-up key is refused."""
        profile_id = self.profile.id()
        return [key.check(profile_id) for key in (*self._keys, *self._transnational)]

    @_closed
    def pseudonymize(self, person: Identity) -> list[records_pb2.Token]:
        """The tokens of a person, as they leave in a record."""
        return self._tokens(self._own, person)

    @_closed
    def set_aside(self, person: Identity) -> dict[str, str]:
        """Which details say nothing (`nothing`) or were damaged by a spreadsheet (`damaged`), and make no
        tokens."""
        return {field: worth.value for field, worth in set_aside(person)[1].items()}

    @_closed
    def victim(
        self,
        person: Identity,
        *,
        record_id: str,
        trafficking_status: str,
        identified_on: Month,
        consent_processing: str,
        **fields: Unpack[VictimFields],
    ) -> Record:
        """The record of a victim. The age band is counted from the date of birth, unless it is given, when
        `identified_on` is a whole date. Raises [`NoConsent`], or [`RecordError`] that names the field."""
        _check_names(fields, VictimFields)
        if _code("consent_processing", consent_processing) != codes_pb2.YES_NO_YES:
            raise NoConsent("consent_processing", "must be YES: without it the record may not leave")
        self._check(person)
        band = fields.get("age_band")
        if isinstance(identified_on, datetime.date):
            if person.birth_date is not None and person.birth_date.is_after(identified_on):
                raise RecordError("birth_date", "must not be after identified_on: one of the two is wrong")
            kept, _ = set_aside(person)
            band = band or age_band(kept.birth_date, identified_on)
        countries = {field: _country(field, fields.get(field)) for field in _COUNTRIES}
        citizenships = sorted({_country("citizenships", code) for code in fields.get("citizenships", ())} - {""})
        record = records_pb2.VictimRecord(
            record_id=self._id(record_ids.VICTIM, "record_id", record_id),
            revision=_whole("revision", fields.get("revision")),
            episode=_opaque("episode", fields.get("episode")),
            tokens=self._tokens(self._own, person),
            citizenships=citizenships,
            region=_opaque("region", fields.get("region")),
            identified_on=_month("identified_on", identified_on),
            consent=records_pb2.Consent(
                processing=codes_pb2.YES_NO_YES,
                cross_border_sharing=_yes_no("consent_cross_border_sharing", fields),
                discoverable_by=sorted(
                    {_country("discoverable_by", code) for code in fields.get("discoverable_by", ())} - {""}
                ),
            ),
        )
        if record.identified_on.year == 0:
            raise RecordError("identified_on", "is required, but empty")
        record.trafficking_status = _required("trafficking_status", trafficking_status)  # type: ignore[assignment]
        for field in VictimFields.__annotations__:
            if field in _CODES and not field.startswith("consent_"):
                value = band if field == "age_band" else fields.get(field)
                setattr(record, field, _code(field, value))
            elif field in _LISTS:
                getattr(record, field).extend(_codes(field, fields.get(field)))
        for field, code in countries.items():
            setattr(record, field, code)
        if not any(self.profile.seeks(token.kind) for token in record.tokens):
            raise RecordError(
                "identity",
                "too little is known to tell the person from others: give a national id, a document number, or"
                " names with a date of birth",
            )
        self._guard(person, record_id=record.record_id, episode=record.episode, region=record.region)
        if _may_cross_borders(record):
            record.transnational_tokens.extend(self._tokens(self._foreign, person))
        return Record(victim=record)

    @_closed
    def assistance(
        self,
        person: Identity | None,
        *,
        record_id: str,
        service: str,
        status: str,
        started_on: Month,
        victim_record_id: str = "",
        **fields: Unpack[AssistanceFields],
    ) -> Record:
        """The record of one service. The person is named by `victim_record_id`, or by details."""
        _check_names(fields, AssistanceFields)
        victim = records_pb2.VictimReference()
        if person is not None:
            self._check(person)
        if victim_record_id:
            victim.victim_record_id = self._id(record_ids.VICTIM, "victim_record_id", victim_record_id)
        elif person is not None:
            victim.tokens.extend(self._tokens(self._own, person))
        if not victim.victim_record_id and not victim.tokens:
            raise RecordError("victim_record_id", "name the victim's record, or details that tell the person from others")
        record = records_pb2.AssistanceRecord(
            record_id=self._id(record_ids.ASSISTANCE, "record_id", record_id),
            revision=_whole("revision", fields.get("revision")),
            victim=victim,
            started_on=_month("started_on", started_on),
            ended_on=_month("ended_on", fields.get("ended_on")),
        )
        record.service = _required("service", service)  # type: ignore[assignment]
        record.status = _required("status", status)  # type: ignore[assignment]
        record.beneficiary = _code("beneficiary", fields.get("beneficiary"))  # type: ignore[assignment]
        record.provider_type = _code("provider_type", fields.get("provider_type"))  # type: ignore[assignment]
        if person is not None:
            self._guard(person, record_id=record.record_id)
        return Record(assistance=record)

    @_closed
    def proceeding(
        self,
        defendant: Identity,
        *,
        record_id: str,
        case_number: str,
        stage: str,
        outcome: str,
        offence: str,
        opened_on: Month,
        victims: Iterable[Identity] = (),
        **fields: Unpack[ProceedingFields],
    ) -> Record:
        """The record of one case, defendant and offence. Victims are named by `victim_record_ids`, or by
        details. Days in court are counted between whole dates of a case before a court, unless given."""
        _check_names(fields, ProceedingFields)
        victims = list(victims)
        for person in (defendant, *victims):
            self._check(person)
        case = case_pseudonym(case_number, self._keys[0])
        if case is None:
            raise RecordError("case_number", "must have at least four letters and digits")
        references = [
            records_pb2.VictimReference(victim_record_id=self._id(record_ids.VICTIM, "victim_record_ids", raw))
            for raw in fields.get("victim_record_ids", ())
        ]
        named = (self._tokens(self._own, person) for person in victims)
        references += [records_pb2.VictimReference(tokens=tokens) for tokens in named if tokens]
        days = fields.get("court_days")
        closed_on = fields.get("closed_on")
        is_in_court = _required("stage", stage) >= codes_pb2.PROCEEDING_STAGE_FIRST_INSTANCE
        if days is None and is_in_court and isinstance(opened_on, datetime.date) and isinstance(closed_on, datetime.date):
            days = (closed_on - opened_on).days if closed_on >= opened_on else None
        record = records_pb2.ProceedingRecord(
            record_id=self._id(record_ids.PROCEEDING, "record_id", record_id),
            revision=_whole("revision", fields.get("revision")),
            case_token=case,
            defendant_token=defendant_pseudonym(defendant, self._keys[0]) or b"",
            key_epoch=self._keys[0].epoch,
            opened_on=_month("opened_on", opened_on),
            closed_on=_month("closed_on", closed_on),
            court_days=_whole("court_days", days),
            sentence_months=_whole("sentence_months", fields.get("sentence_months")),
            compensation=records_pb2.Compensation(
                requested=_yes_no("compensation_requested", fields),
                awarded=_yes_no("compensation_awarded", fields),
                paid=_yes_no("compensation_paid", fields),
                amount_euro=_whole("compensation_amount_euro", fields.get("compensation_amount_euro"), (1 << 64) - 1),
            ),
            victims=references,
        )
        for field, code in (("stage", stage), ("outcome", outcome), ("offence", offence)):
            setattr(record, field, _required(field, code))
        for field in ProceedingFields.__annotations__:
            if field in _CODES and not field.startswith("compensation_"):
                setattr(record, field, _code(field, fields.get(field)))
        for person in (defendant, *victims):
            self._guard(person, record_id=record.record_id)
        return Record(proceeding=record)

    def _tokens(self, tokenizers: list[Tokenizer], person: Identity) -> list[records_pb2.Token]:
        made: list[Token] = [token for tokenizer in tokenizers for token in tokenizer.padded(person)]
        return [
            records_pb2.Token(kind=kind, key_epoch=epoch, value=value)  # type: ignore[arg-type]
            for kind, epoch, value in made
        ]

    def _id(self, kind: int, field: str, raw: str) -> str:
        if not isinstance(raw, str) or not trim(raw):
            raise RecordError(field, "is required, but empty")
        if is_spreadsheets(trim(raw)):
            raise RecordError(field, "was taken for a quantity by a spreadsheet: export it anew, as text")
        if self.ids is None:
            return _opaque(field, trim(raw))
        return self.ids.id(kind, raw)

    @staticmethod
    def _check(person: Identity) -> None:
        """Refuses what cannot be what somebody wrote."""
        birth = person.birth_date
        if birth is not None and birth.is_after(datetime.date.today()):
            raise RecordError("birth_date", "must not be in the future")
        for field in ("given_name", "surname"):
            name = getattr(person, field)
            if any(b == "?" and is_letter(a) and is_letter(c) for a, b, c in zip(name, name[1:], name[2:], strict=False)):
                raise RecordError(field, "holds ? within a word: a letter was lost in a conversion; read it anew, as UTF-8")
        for field, worth in set_aside(person)[1].items():
            if worth is Worth.DAMAGED:
                raise RecordError(field, "was damaged by a spreadsheet, or is no year from 1900 on: export it anew, as text")

    @staticmethod
    def _guard(person: Identity, **ids: str) -> None:
        """Refuses ids that tell of the person."""
        kept, _ = set_aside(person)
        for field, value in ids.items():
            what = tells_of(kept, value)
            if what:
                raise RecordError(field, what)


def _required(field: str, value: str) -> int:
    code = _code(field, value)
    if code == 0:
        raise RecordError(field, "is required, but empty")
    return code


def _yes_no(field: str, fields: VictimFields | ProceedingFields) -> codes_pb2.YesNo:
    return _code(field, fields.get(field))  # type: ignore[return-value]


def _may_cross_borders(record: records_pb2.VictimRecord) -> bool:
    if record.consent.cross_border_sharing != codes_pb2.YES_NO_YES:
        return False
    named = {*record.citizenships, *(getattr(record, field) for field in _COUNTRIES)} - {""}
    forms = (codes_pb2.TRAFFICKING_FORM_CROSS_BORDER, codes_pb2.TRAFFICKING_FORM_BOTH)
    return record.trafficking_form in forms or len(named) > 1
