from vdx_client._proto import codes_pb2 as _codes_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MatchKeyKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MATCH_KEY_KIND_UNSPECIFIED: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NATIONAL_ID: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NATIONAL_ID_NEAR: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_DOCUMENT: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NAME_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_SWAPPED_NAME_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_YEAR_MONTH: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_YEAR_DAY: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_MONTH_DAY: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_SWAPPED_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PREFIX_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_SURNAME_PART_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_GIVEN_NAME_BIRTH_DATE_PLACE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_SURNAME_BIRTH_DATE_PLACE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_PLACE_YEAR: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_GIVEN_NAME_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_SURNAME_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_NAME_PLACE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_BIRTH_DATE_PLACE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NEAR_GIVEN_NAME_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NEAR_SURNAME_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_NAME: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NATIONAL_ID_STEM: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NATIONAL_ID_WHOLE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_SEX_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NAME_WORDS_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NAMES_YEAR: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NAME_ROOTS_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_DOCUMENT_NEAR: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NAME_CONSONANTS_BIRTH_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_BIRTH_DATE_NEAR_YEAR: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_PHONETIC_NEAR_DATE: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_KNOWN_GIVEN_NAME: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_DOCUMENT_NAME: _ClassVar[MatchKeyKind]
    MATCH_KEY_KIND_NATIONAL_ID_NAME: _ClassVar[MatchKeyKind]

class KeyScope(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    KEY_SCOPE_UNSPECIFIED: _ClassVar[KeyScope]
    KEY_SCOPE_NATIONAL: _ClassVar[KeyScope]
    KEY_SCOPE_TRANSNATIONAL: _ClassVar[KeyScope]
MATCH_KEY_KIND_UNSPECIFIED: MatchKeyKind
MATCH_KEY_KIND_NATIONAL_ID: MatchKeyKind
MATCH_KEY_KIND_NATIONAL_ID_NEAR: MatchKeyKind
MATCH_KEY_KIND_DOCUMENT: MatchKeyKind
MATCH_KEY_KIND_NAME_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_SWAPPED_NAME_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_YEAR_MONTH: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_YEAR_DAY: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_MONTH_DAY: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_SWAPPED_DATE: MatchKeyKind
MATCH_KEY_KIND_PREFIX_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_SURNAME_PART_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_GIVEN_NAME_BIRTH_DATE_PLACE: MatchKeyKind
MATCH_KEY_KIND_SURNAME_BIRTH_DATE_PLACE: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_PLACE_YEAR: MatchKeyKind
MATCH_KEY_KIND_GIVEN_NAME_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_SURNAME_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_NAME_PLACE: MatchKeyKind
MATCH_KEY_KIND_BIRTH_DATE_PLACE: MatchKeyKind
MATCH_KEY_KIND_NEAR_GIVEN_NAME_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_NEAR_SURNAME_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_NAME: MatchKeyKind
MATCH_KEY_KIND_NATIONAL_ID_STEM: MatchKeyKind
MATCH_KEY_KIND_NATIONAL_ID_WHOLE: MatchKeyKind
MATCH_KEY_KIND_SEX_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_NAME_WORDS_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_NAMES_YEAR: MatchKeyKind
MATCH_KEY_KIND_NAME_ROOTS_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_DOCUMENT_NEAR: MatchKeyKind
MATCH_KEY_KIND_NAME_CONSONANTS_BIRTH_DATE: MatchKeyKind
MATCH_KEY_KIND_BIRTH_DATE_NEAR_YEAR: MatchKeyKind
MATCH_KEY_KIND_PHONETIC_NEAR_DATE: MatchKeyKind
MATCH_KEY_KIND_KNOWN_GIVEN_NAME: MatchKeyKind
MATCH_KEY_KIND_DOCUMENT_NAME: MatchKeyKind
MATCH_KEY_KIND_NATIONAL_ID_NAME: MatchKeyKind
KEY_SCOPE_UNSPECIFIED: KeyScope
KEY_SCOPE_NATIONAL: KeyScope
KEY_SCOPE_TRANSNATIONAL: KeyScope

class Token(_message.Message):
    __slots__ = ("kind", "key_epoch", "value")
    KIND_FIELD_NUMBER: _ClassVar[int]
    KEY_EPOCH_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    kind: MatchKeyKind
    key_epoch: int
    value: bytes
    def __init__(self, kind: _Optional[_Union[MatchKeyKind, str]] = ..., key_epoch: _Optional[int] = ..., value: _Optional[bytes] = ...) -> None: ...

class KeyCheck(_message.Message):
    __slots__ = ("key_epoch", "value", "profile_id", "scope")
    KEY_EPOCH_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PROFILE_ID_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    key_epoch: int
    value: bytes
    profile_id: bytes
    scope: KeyScope
    def __init__(self, key_epoch: _Optional[int] = ..., value: _Optional[bytes] = ..., profile_id: _Optional[bytes] = ..., scope: _Optional[_Union[KeyScope, str]] = ...) -> None: ...

class YearMonth(_message.Message):
    __slots__ = ("year", "month")
    YEAR_FIELD_NUMBER: _ClassVar[int]
    MONTH_FIELD_NUMBER: _ClassVar[int]
    year: int
    month: int
    def __init__(self, year: _Optional[int] = ..., month: _Optional[int] = ...) -> None: ...

class Consent(_message.Message):
    __slots__ = ("processing", "cross_border_sharing", "discoverable_by")
    PROCESSING_FIELD_NUMBER: _ClassVar[int]
    CROSS_BORDER_SHARING_FIELD_NUMBER: _ClassVar[int]
    DISCOVERABLE_BY_FIELD_NUMBER: _ClassVar[int]
    processing: _codes_pb2.YesNo
    cross_border_sharing: _codes_pb2.YesNo
    discoverable_by: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, processing: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., cross_border_sharing: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., discoverable_by: _Optional[_Iterable[str]] = ...) -> None: ...

class VictimRecord(_message.Message):
    __slots__ = ("record_id", "revision", "episode", "tokens", "trafficking_status", "status_decided_by", "gender", "age_band", "majority_at_exploitation", "citizenships", "country_of_exploitation", "country_of_residence", "country_of_identification", "country_of_recruitment", "region", "trafficking_form", "identified_on", "trafficking_duration", "previously_trafficked", "recruitment_methods", "control_methods", "exploitation_types", "labour_sector", "sexual_exploitation_forms", "recruiter_relations", "acts", "means", "consent", "transnational_tokens")
    RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    EPISODE_FIELD_NUMBER: _ClassVar[int]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    TRAFFICKING_STATUS_FIELD_NUMBER: _ClassVar[int]
    STATUS_DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    AGE_BAND_FIELD_NUMBER: _ClassVar[int]
    MAJORITY_AT_EXPLOITATION_FIELD_NUMBER: _ClassVar[int]
    CITIZENSHIPS_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_OF_EXPLOITATION_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_OF_RESIDENCE_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_OF_IDENTIFICATION_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_OF_RECRUITMENT_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    TRAFFICKING_FORM_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIED_ON_FIELD_NUMBER: _ClassVar[int]
    TRAFFICKING_DURATION_FIELD_NUMBER: _ClassVar[int]
    PREVIOUSLY_TRAFFICKED_FIELD_NUMBER: _ClassVar[int]
    RECRUITMENT_METHODS_FIELD_NUMBER: _ClassVar[int]
    CONTROL_METHODS_FIELD_NUMBER: _ClassVar[int]
    EXPLOITATION_TYPES_FIELD_NUMBER: _ClassVar[int]
    LABOUR_SECTOR_FIELD_NUMBER: _ClassVar[int]
    SEXUAL_EXPLOITATION_FORMS_FIELD_NUMBER: _ClassVar[int]
    RECRUITER_RELATIONS_FIELD_NUMBER: _ClassVar[int]
    ACTS_FIELD_NUMBER: _ClassVar[int]
    MEANS_FIELD_NUMBER: _ClassVar[int]
    CONSENT_FIELD_NUMBER: _ClassVar[int]
    TRANSNATIONAL_TOKENS_FIELD_NUMBER: _ClassVar[int]
    record_id: str
    revision: int
    episode: str
    tokens: _containers.RepeatedCompositeFieldContainer[Token]
    trafficking_status: _codes_pb2.TraffickingStatus
    status_decided_by: _codes_pb2.StatusDecidedBy
    gender: _codes_pb2.Gender
    age_band: _codes_pb2.AgeBand
    majority_at_exploitation: _codes_pb2.Majority
    citizenships: _containers.RepeatedScalarFieldContainer[str]
    country_of_exploitation: str
    country_of_residence: str
    country_of_identification: str
    country_of_recruitment: str
    region: str
    trafficking_form: _codes_pb2.TraffickingForm
    identified_on: YearMonth
    trafficking_duration: _codes_pb2.DurationBand
    previously_trafficked: _codes_pb2.YesNo
    recruitment_methods: _containers.RepeatedScalarFieldContainer[_codes_pb2.RecruitmentMethod]
    control_methods: _containers.RepeatedScalarFieldContainer[_codes_pb2.ControlMethod]
    exploitation_types: _containers.RepeatedScalarFieldContainer[_codes_pb2.ExploitationType]
    labour_sector: _codes_pb2.LabourSector
    sexual_exploitation_forms: _containers.RepeatedScalarFieldContainer[_codes_pb2.SexualExploitationForm]
    recruiter_relations: _containers.RepeatedScalarFieldContainer[_codes_pb2.RecruiterRelation]
    acts: _containers.RepeatedScalarFieldContainer[_codes_pb2.TraffickingAct]
    means: _containers.RepeatedScalarFieldContainer[_codes_pb2.TraffickingMeans]
    consent: Consent
    transnational_tokens: _containers.RepeatedCompositeFieldContainer[Token]
    def __init__(self, record_id: _Optional[str] = ..., revision: _Optional[int] = ..., episode: _Optional[str] = ..., tokens: _Optional[_Iterable[_Union[Token, _Mapping]]] = ..., trafficking_status: _Optional[_Union[_codes_pb2.TraffickingStatus, str]] = ..., status_decided_by: _Optional[_Union[_codes_pb2.StatusDecidedBy, str]] = ..., gender: _Optional[_Union[_codes_pb2.Gender, str]] = ..., age_band: _Optional[_Union[_codes_pb2.AgeBand, str]] = ..., majority_at_exploitation: _Optional[_Union[_codes_pb2.Majority, str]] = ..., citizenships: _Optional[_Iterable[str]] = ..., country_of_exploitation: _Optional[str] = ..., country_of_residence: _Optional[str] = ..., country_of_identification: _Optional[str] = ..., country_of_recruitment: _Optional[str] = ..., region: _Optional[str] = ..., trafficking_form: _Optional[_Union[_codes_pb2.TraffickingForm, str]] = ..., identified_on: _Optional[_Union[YearMonth, _Mapping]] = ..., trafficking_duration: _Optional[_Union[_codes_pb2.DurationBand, str]] = ..., previously_trafficked: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., recruitment_methods: _Optional[_Iterable[_Union[_codes_pb2.RecruitmentMethod, str]]] = ..., control_methods: _Optional[_Iterable[_Union[_codes_pb2.ControlMethod, str]]] = ..., exploitation_types: _Optional[_Iterable[_Union[_codes_pb2.ExploitationType, str]]] = ..., labour_sector: _Optional[_Union[_codes_pb2.LabourSector, str]] = ..., sexual_exploitation_forms: _Optional[_Iterable[_Union[_codes_pb2.SexualExploitationForm, str]]] = ..., recruiter_relations: _Optional[_Iterable[_Union[_codes_pb2.RecruiterRelation, str]]] = ..., acts: _Optional[_Iterable[_Union[_codes_pb2.TraffickingAct, str]]] = ..., means: _Optional[_Iterable[_Union[_codes_pb2.TraffickingMeans, str]]] = ..., consent: _Optional[_Union[Consent, _Mapping]] = ..., transnational_tokens: _Optional[_Iterable[_Union[Token, _Mapping]]] = ...) -> None: ...

class VictimReference(_message.Message):
    __slots__ = ("victim_record_id", "tokens")
    VICTIM_RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    victim_record_id: str
    tokens: _containers.RepeatedCompositeFieldContainer[Token]
    def __init__(self, victim_record_id: _Optional[str] = ..., tokens: _Optional[_Iterable[_Union[Token, _Mapping]]] = ...) -> None: ...

class AssistanceRecord(_message.Message):
    __slots__ = ("record_id", "revision", "victim", "service", "status", "beneficiary", "provider_type", "started_on", "ended_on")
    RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    VICTIM_FIELD_NUMBER: _ClassVar[int]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    BENEFICIARY_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_TYPE_FIELD_NUMBER: _ClassVar[int]
    STARTED_ON_FIELD_NUMBER: _ClassVar[int]
    ENDED_ON_FIELD_NUMBER: _ClassVar[int]
    record_id: str
    revision: int
    victim: VictimReference
    service: _codes_pb2.Service
    status: _codes_pb2.AssistanceStatus
    beneficiary: _codes_pb2.Beneficiary
    provider_type: _codes_pb2.ProviderType
    started_on: YearMonth
    ended_on: YearMonth
    def __init__(self, record_id: _Optional[str] = ..., revision: _Optional[int] = ..., victim: _Optional[_Union[VictimReference, _Mapping]] = ..., service: _Optional[_Union[_codes_pb2.Service, str]] = ..., status: _Optional[_Union[_codes_pb2.AssistanceStatus, str]] = ..., beneficiary: _Optional[_Union[_codes_pb2.Beneficiary, str]] = ..., provider_type: _Optional[_Union[_codes_pb2.ProviderType, str]] = ..., started_on: _Optional[_Union[YearMonth, _Mapping]] = ..., ended_on: _Optional[_Union[YearMonth, _Mapping]] = ...) -> None: ...

class Compensation(_message.Message):
    __slots__ = ("requested", "awarded", "paid", "amount_euro")
    REQUESTED_FIELD_NUMBER: _ClassVar[int]
    AWARDED_FIELD_NUMBER: _ClassVar[int]
    PAID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_EURO_FIELD_NUMBER: _ClassVar[int]
    requested: _codes_pb2.YesNo
    awarded: _codes_pb2.YesNo
    paid: _codes_pb2.YesNo
    amount_euro: int
    def __init__(self, requested: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., awarded: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., paid: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., amount_euro: _Optional[int] = ...) -> None: ...

class ProceedingRecord(_message.Message):
    __slots__ = ("record_id", "revision", "case_token", "defendant_token", "key_epoch", "stage", "outcome", "offence", "opened_on", "closed_on", "court_days", "arrested", "sentence_months", "is_public_official", "assets_confiscated", "compensation", "joint_investigation", "child_interview_with_social_worker", "victims")
    RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    CASE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DEFENDANT_TOKEN_FIELD_NUMBER: _ClassVar[int]
    KEY_EPOCH_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_FIELD_NUMBER: _ClassVar[int]
    OPENED_ON_FIELD_NUMBER: _ClassVar[int]
    CLOSED_ON_FIELD_NUMBER: _ClassVar[int]
    COURT_DAYS_FIELD_NUMBER: _ClassVar[int]
    ARRESTED_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_MONTHS_FIELD_NUMBER: _ClassVar[int]
    IS_PUBLIC_OFFICIAL_FIELD_NUMBER: _ClassVar[int]
    ASSETS_CONFISCATED_FIELD_NUMBER: _ClassVar[int]
    COMPENSATION_FIELD_NUMBER: _ClassVar[int]
    JOINT_INVESTIGATION_FIELD_NUMBER: _ClassVar[int]
    CHILD_INTERVIEW_WITH_SOCIAL_WORKER_FIELD_NUMBER: _ClassVar[int]
    VICTIMS_FIELD_NUMBER: _ClassVar[int]
    record_id: str
    revision: int
    case_token: bytes
    defendant_token: bytes
    key_epoch: int
    stage: _codes_pb2.ProceedingStage
    outcome: _codes_pb2.ProceedingOutcome
    offence: _codes_pb2.Offence
    opened_on: YearMonth
    closed_on: YearMonth
    court_days: int
    arrested: _codes_pb2.YesNo
    sentence_months: int
    is_public_official: _codes_pb2.YesNo
    assets_confiscated: _codes_pb2.YesNo
    compensation: Compensation
    joint_investigation: _codes_pb2.YesNo
    child_interview_with_social_worker: _codes_pb2.YesNo
    victims: _containers.RepeatedCompositeFieldContainer[VictimReference]
    def __init__(self, record_id: _Optional[str] = ..., revision: _Optional[int] = ..., case_token: _Optional[bytes] = ..., defendant_token: _Optional[bytes] = ..., key_epoch: _Optional[int] = ..., stage: _Optional[_Union[_codes_pb2.ProceedingStage, str]] = ..., outcome: _Optional[_Union[_codes_pb2.ProceedingOutcome, str]] = ..., offence: _Optional[_Union[_codes_pb2.Offence, str]] = ..., opened_on: _Optional[_Union[YearMonth, _Mapping]] = ..., closed_on: _Optional[_Union[YearMonth, _Mapping]] = ..., court_days: _Optional[int] = ..., arrested: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., sentence_months: _Optional[int] = ..., is_public_official: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., assets_confiscated: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., compensation: _Optional[_Union[Compensation, _Mapping]] = ..., joint_investigation: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., child_interview_with_social_worker: _Optional[_Union[_codes_pb2.YesNo, str]] = ..., victims: _Optional[_Iterable[_Union[VictimReference, _Mapping]]] = ...) -> None: ...
