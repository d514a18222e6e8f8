"""From a person and the fields of a case to a record that names nobody."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import TypeVar, Unpack, cast

from vdx_client import record_ids
from vdx_client._aside import Worth, is_spreadsheets, set_aside
from vdx_client._names import is_letter, trim
from vdx_client._proto import codes_pb2, intake_pb2, records_pb2
from vdx_client._tokens import Token, Tokenizer, case_pseudonym, defendant_pseudonym, tells_of
from vdx_client.fields import (
    CODES, COUNTRIES, LISTS, AssistanceFields, Month, NoConsent, ProceedingFields, RecordError, VictimFields,
    check_names, codes, country, month, number_of, opaque, required, whole, yes_no,
)
from vdx_client.keys import Scope, TokenKey
from vdx_client.person import BirthDate, Identity, _Hidden
from vdx_client.profile import LinkageProfile
from vdx_client.record_ids import RecordIds

log = logging.getLogger("vdx_client")

Record = intake_pb2.Record
_BANDS = [
    (8, "FROM_0_TO_8"), (17, "FROM_9_TO_17"), (20, "FROM_18_TO_20"), (23, "FROM_21_TO_23"),
    (26, "FROM_24_TO_26"), (29, "FROM_27_TO_29"), (38, "FROM_30_TO_38"), (47, "FROM_39_TO_47"),
]


class PseudonymError(Exception):
    """Something failed while names were at hand. What it was is not told, since it could hold them."""


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


class Pseudonymizer(_Hidden):
    """Makes records of persons: holds the keys of an institution, and prints as nothing."""

    __slots__ = ("_foreign", "_is_plain", "_is_told", "_keys", "_own", "_transnational", "ids", "profile")

    def __init__(
        self,
        keys: Sequence[TokenKey],
        *,
        transnational: Sequence[TokenKey] = (),
        ids: RecordIds | None = None,
        plain_ids: bool = False,
        profile: LinkageProfile | None = None,
    ) -> None:
        """With the national key of each epoch in use, the newest first. With `ids` any text is a record's
        id, and none leaves. `plain_ids` says that ids mean nothing outside the system that they come from,
        and that no other system of the institution has the same ones: they leave as they stand. No record
        is made before one of the two is said."""
        if ids is not None and plain_ids:
            raise ValueError("ids: are hashed or plain: give one of ids and plain_ids")
        if not keys or any(key.scope is not Scope.NATIONAL for key in keys):
            raise ValueError("keys: must be national keys, one at least")
        if any(key.scope is not Scope.TRANSNATIONAL for key in transnational):
            raise ValueError("transnational: must be transnational keys")
        self.profile = profile or LinkageProfile.shipped()
        """The linkage profile."""
        self.ids = ids
        """What hashes record ids, if anything does."""
        self._is_plain = plain_ids
        self._keys, self._transnational = tuple(keys), tuple(transnational)
        self._own = [Tokenizer(self.profile, key) for key in self._keys]
        self._foreign = [Tokenizer(self.profile, key) for key in self._transnational]
        self._is_told = False

    @classmethod
    def load(
        cls,
        national_key: str | os.PathLike[str],
        *,
        transnational_key: str | os.PathLike[str] | None = None,
        id_key: str | os.PathLike[str] | None = None,
        system: str = "",
        plain_ids: bool = False,
        linkage_profile: str | os.PathLike[str] | None = None,
    ) -> Pseudonymizer:
        """Reads key files, and refuses those that others may read. `id_key` is the key of the institution that
        `vdx keys generate-ids` makes, `system` the one that the mappings of the same system name."""
        foreign = [TokenKey.load(transnational_key, Scope.TRANSNATIONAL)] if transnational_key else []
        return cls(
            [TokenKey.load(national_key)],
            transnational=foreign,
            ids=RecordIds.load(id_key, system) if id_key else None,
            plain_ids=plain_ids,
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
        check_names(fields, VictimFields)
        expect_consent(consent_processing)
        self._check(person)
        band = fields.get("age_band")
        if isinstance(identified_on, datetime.date):
            if person.birth_date is not None and person.birth_date.is_after(identified_on):
                raise RecordError("birth_date", "must not be after identified_on: one of the two is wrong")
            kept, _ = set_aside(person)
            band = band or age_band(kept.birth_date, identified_on)
        countries = {field: country(field, fields.get(field)) for field in COUNTRIES}
        citizenships = sorted({country("citizenships", code) for code in fields.get("citizenships", ())} - {""})
        record = records_pb2.VictimRecord(
            record_id=self._id(record_ids.VICTIM, "record_id", record_id),
            revision=whole("revision", fields.get("revision")),
            episode=opaque("episode", fields.get("episode")),
            tokens=self._tokens(self._own, person),
            citizenships=citizenships,
            region=opaque("region", fields.get("region")),
            identified_on=month("identified_on", identified_on),
            consent=records_pb2.Consent(
                processing=codes_pb2.YES_NO_YES,
                cross_border_sharing=yes_no("consent_cross_border_sharing", fields),
                discoverable_by=sorted(
                    {country("discoverable_by", code) for code in fields.get("discoverable_by", ())} - {""}
                ),
            ),
        )
        if record.identified_on.year == 0:
            raise RecordError("identified_on", "is required, but empty")
        record.trafficking_status = required("trafficking_status", trafficking_status)  # type: ignore[assignment]
        for field in VictimFields.__annotations__:
            if field in CODES and not field.startswith("consent_"):
                value = band if field == "age_band" else fields.get(field)
                setattr(record, field, number_of(field, value))
            elif field in LISTS:
                getattr(record, field).extend(codes(field, fields.get(field)))
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
            if not self._foreign and not self._is_told:
                self._is_told = True
                log.warning(
                    "records whose victims consented to sharing across borders are made without a transnational key:"
                    " partner countries cannot find them"
                )
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
        """The record of one service. The person is named by `victim_record_id`, or by details. Where your system
        tells of consent, give `consent_processing`: without a YES in it this raises [`NoConsent`]."""
        check_names(fields, AssistanceFields)
        if "consent_processing" in fields:
            expect_consent(fields["consent_processing"])
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
            revision=whole("revision", fields.get("revision")),
            victim=victim,
            started_on=month("started_on", started_on),
            ended_on=month("ended_on", fields.get("ended_on")),
        )
        record.service = required("service", service)  # type: ignore[assignment]
        record.status = required("status", status)  # type: ignore[assignment]
        record.beneficiary = number_of("beneficiary", fields.get("beneficiary"))  # type: ignore[assignment]
        record.provider_type = number_of("provider_type", fields.get("provider_type"))  # type: ignore[assignment]
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
        details. Days in court are counted between whole dates of a case before a court, unless given. Where your
        system tells of consent, give `consent_processing`: without a YES in it this raises [`NoConsent`]."""
        check_names(fields, ProceedingFields)
        if "consent_processing" in fields:
            expect_consent(fields["consent_processing"])
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
        is_in_court = required("stage", stage) >= codes_pb2.PROCEEDING_STAGE_FIRST_INSTANCE
        if days is None and is_in_court and isinstance(opened_on, datetime.date) and isinstance(closed_on, datetime.date):
            days = (closed_on - opened_on).days if closed_on >= opened_on else None
        record = records_pb2.ProceedingRecord(
            record_id=self._id(record_ids.PROCEEDING, "record_id", record_id),
            revision=whole("revision", fields.get("revision")),
            case_token=case,
            defendant_token=defendant_pseudonym(defendant, self._keys[0]) or b"",
            key_epoch=self._keys[0].epoch,
            opened_on=month("opened_on", opened_on),
            closed_on=month("closed_on", closed_on),
            court_days=whole("court_days", days),
            sentence_months=whole("sentence_months", fields.get("sentence_months")),
            compensation=records_pb2.Compensation(
                requested=yes_no("compensation_requested", fields),
                awarded=yes_no("compensation_awarded", fields),
                paid=yes_no("compensation_paid", fields),
                amount_euro=whole("compensation_amount_euro", fields.get("compensation_amount_euro"), (1 << 64) - 1),
            ),
            victims=references,
        )
        for field, code in (("stage", stage), ("outcome", outcome), ("offence", offence)):
            setattr(record, field, required(field, code))
        for field in ProceedingFields.__annotations__:
            if field in CODES and not field.startswith(("compensation_", "consent_")):
                setattr(record, field, number_of(field, fields.get(field)))
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
        if self.ids is not None:
            return self.ids.id(kind, raw)
        if not self._is_plain:
            raise RecordError(
                field,
                "nobody has said how record ids leave: give id_key and system, so that they are hashed, or plain_ids",
            )
        return opaque(field, trim(raw))

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


def _may_cross_borders(record: records_pb2.VictimRecord) -> bool:
    if record.consent.cross_border_sharing != codes_pb2.YES_NO_YES:
        return False
    named = {*record.citizenships, *(getattr(record, field) for field in COUNTRIES)} - {""}
    forms = (codes_pb2.TRAFFICKING_FORM_CROSS_BORDER, codes_pb2.TRAFFICKING_FORM_BOTH)
    return record.trafficking_form in forms or len(named) > 1


def expect_consent(said: str) -> None:
    """That somebody consents to processing: without a yes nothing leaves."""
    if number_of("consent_processing", said) != codes_pb2.YES_NO_YES:
        raise NoConsent("consent_processing", "must be YES: without it the record may not leave")
