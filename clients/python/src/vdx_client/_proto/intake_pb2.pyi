from vdx_client._proto import records_pb2 as _records_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RecordKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECORD_KIND_UNSPECIFIED: _ClassVar[RecordKind]
    RECORD_KIND_VICTIM: _ClassVar[RecordKind]
    RECORD_KIND_ASSISTANCE: _ClassVar[RecordKind]
    RECORD_KIND_PROCEEDING: _ClassVar[RecordKind]

class RecordQuestion(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECORD_QUESTION_UNSPECIFIED: _ClassVar[RecordQuestion]
    RECORD_QUESTION_WIDER_SHARING: _ClassVar[RecordQuestion]
    RECORD_QUESTION_EARLIER_CONTENT: _ClassVar[RecordQuestion]
    RECORD_QUESTION_OTHER_PERSON: _ClassVar[RecordQuestion]
    RECORD_QUESTION_CORRECTION: _ClassVar[RecordQuestion]

class RecordOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECORD_OUTCOME_UNSPECIFIED: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_STORED: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_AMENDED: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_UNCHANGED: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_CONFLICT: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_REFUSED_STALE: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_INVALID: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_REFUSED_NO_CONSENT: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_REFUSED_WITHDRAWN: _ClassVar[RecordOutcome]
    RECORD_OUTCOME_REFUSED_UNCONFIRMED: _ClassVar[RecordOutcome]

class WithdrawOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WITHDRAW_OUTCOME_UNSPECIFIED: _ClassVar[WithdrawOutcome]
    WITHDRAW_OUTCOME_WITHDRAWN: _ClassVar[WithdrawOutcome]
    WITHDRAW_OUTCOME_UNCHANGED: _ClassVar[WithdrawOutcome]
    WITHDRAW_OUTCOME_NOT_FOUND: _ClassVar[WithdrawOutcome]

class RecordStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECORD_STATUS_UNSPECIFIED: _ClassVar[RecordStatus]
    RECORD_STATUS_DURABLE: _ClassVar[RecordStatus]
    RECORD_STATUS_WITHDRAWN: _ClassVar[RecordStatus]
    RECORD_STATUS_NOT_FOUND: _ClassVar[RecordStatus]

class EndConsentOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    END_CONSENT_OUTCOME_UNSPECIFIED: _ClassVar[EndConsentOutcome]
    END_CONSENT_OUTCOME_WITHDRAWN: _ClassVar[EndConsentOutcome]
    END_CONSENT_OUTCOME_UNCHANGED: _ClassVar[EndConsentOutcome]
    END_CONSENT_OUTCOME_REMEMBERED: _ClassVar[EndConsentOutcome]
    END_CONSENT_OUTCOME_NOT_REMEMBERED: _ClassVar[EndConsentOutcome]
RECORD_KIND_UNSPECIFIED: RecordKind
RECORD_KIND_VICTIM: RecordKind
RECORD_KIND_ASSISTANCE: RecordKind
RECORD_KIND_PROCEEDING: RecordKind
RECORD_QUESTION_UNSPECIFIED: RecordQuestion
RECORD_QUESTION_WIDER_SHARING: RecordQuestion
RECORD_QUESTION_EARLIER_CONTENT: RecordQuestion
RECORD_QUESTION_OTHER_PERSON: RecordQuestion
RECORD_QUESTION_CORRECTION: RecordQuestion
RECORD_OUTCOME_UNSPECIFIED: RecordOutcome
RECORD_OUTCOME_STORED: RecordOutcome
RECORD_OUTCOME_AMENDED: RecordOutcome
RECORD_OUTCOME_UNCHANGED: RecordOutcome
RECORD_OUTCOME_CONFLICT: RecordOutcome
RECORD_OUTCOME_REFUSED_STALE: RecordOutcome
RECORD_OUTCOME_INVALID: RecordOutcome
RECORD_OUTCOME_REFUSED_NO_CONSENT: RecordOutcome
RECORD_OUTCOME_REFUSED_WITHDRAWN: RecordOutcome
RECORD_OUTCOME_REFUSED_UNCONFIRMED: RecordOutcome
WITHDRAW_OUTCOME_UNSPECIFIED: WithdrawOutcome
WITHDRAW_OUTCOME_WITHDRAWN: WithdrawOutcome
WITHDRAW_OUTCOME_UNCHANGED: WithdrawOutcome
WITHDRAW_OUTCOME_NOT_FOUND: WithdrawOutcome
RECORD_STATUS_UNSPECIFIED: RecordStatus
RECORD_STATUS_DURABLE: RecordStatus
RECORD_STATUS_WITHDRAWN: RecordStatus
RECORD_STATUS_NOT_FOUND: RecordStatus
END_CONSENT_OUTCOME_UNSPECIFIED: EndConsentOutcome
END_CONSENT_OUTCOME_WITHDRAWN: EndConsentOutcome
END_CONSENT_OUTCOME_UNCHANGED: EndConsentOutcome
END_CONSENT_OUTCOME_REMEMBERED: EndConsentOutcome
END_CONSENT_OUTCOME_NOT_REMEMBERED: EndConsentOutcome

class SetAsideCounts(_message.Message):
    __slots__ = ("given_names", "surnames", "birth_dates", "national_ids", "documents", "places_of_birth")
    GIVEN_NAMES_FIELD_NUMBER: _ClassVar[int]
    SURNAMES_FIELD_NUMBER: _ClassVar[int]
    BIRTH_DATES_FIELD_NUMBER: _ClassVar[int]
    NATIONAL_IDS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    PLACES_OF_BIRTH_FIELD_NUMBER: _ClassVar[int]
    given_names: int
    surnames: int
    birth_dates: int
    national_ids: int
    documents: int
    places_of_birth: int
    def __init__(self, given_names: _Optional[int] = ..., surnames: _Optional[int] = ..., birth_dates: _Optional[int] = ..., national_ids: _Optional[int] = ..., documents: _Optional[int] = ..., places_of_birth: _Optional[int] = ...) -> None: ...

class ReportSetAsideRequest(_message.Message):
    __slots__ = ("counts",)
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    counts: SetAsideCounts
    def __init__(self, counts: _Optional[_Union[SetAsideCounts, _Mapping]] = ...) -> None: ...

class ReportSetAsideResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Record(_message.Message):
    __slots__ = ("victim", "assistance", "proceeding")
    VICTIM_FIELD_NUMBER: _ClassVar[int]
    ASSISTANCE_FIELD_NUMBER: _ClassVar[int]
    PROCEEDING_FIELD_NUMBER: _ClassVar[int]
    victim: _records_pb2.VictimRecord
    assistance: _records_pb2.AssistanceRecord
    proceeding: _records_pb2.ProceedingRecord
    def __init__(self, victim: _Optional[_Union[_records_pb2.VictimRecord, _Mapping]] = ..., assistance: _Optional[_Union[_records_pb2.AssistanceRecord, _Mapping]] = ..., proceeding: _Optional[_Union[_records_pb2.ProceedingRecord, _Mapping]] = ...) -> None: ...

class SubmitRecordsRequest(_message.Message):
    __slots__ = ("submission_id", "sequence", "key_checks", "records", "readmit_withdrawn", "confirmed", "hold_corrections")
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    KEY_CHECKS_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    READMIT_WITHDRAWN_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_FIELD_NUMBER: _ClassVar[int]
    HOLD_CORRECTIONS_FIELD_NUMBER: _ClassVar[int]
    submission_id: str
    sequence: int
    key_checks: _containers.RepeatedCompositeFieldContainer[_records_pb2.KeyCheck]
    records: _containers.RepeatedCompositeFieldContainer[Record]
    readmit_withdrawn: bool
    confirmed: _containers.RepeatedScalarFieldContainer[RecordQuestion]
    hold_corrections: bool
    def __init__(self, submission_id: _Optional[str] = ..., sequence: _Optional[int] = ..., key_checks: _Optional[_Iterable[_Union[_records_pb2.KeyCheck, _Mapping]]] = ..., records: _Optional[_Iterable[_Union[Record, _Mapping]]] = ..., readmit_withdrawn: bool = ..., confirmed: _Optional[_Iterable[_Union[RecordQuestion, str]]] = ..., hold_corrections: bool = ...) -> None: ...

class FieldViolation(_message.Message):
    __slots__ = ("field", "description")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    field: str
    description: str
    def __init__(self, field: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class RecordResult(_message.Message):
    __slots__ = ("index", "outcome", "violations", "questions")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    index: int
    outcome: RecordOutcome
    violations: _containers.RepeatedCompositeFieldContainer[FieldViolation]
    questions: _containers.RepeatedScalarFieldContainer[RecordQuestion]
    def __init__(self, index: _Optional[int] = ..., outcome: _Optional[_Union[RecordOutcome, str]] = ..., violations: _Optional[_Iterable[_Union[FieldViolation, _Mapping]]] = ..., questions: _Optional[_Iterable[_Union[RecordQuestion, str]]] = ...) -> None: ...

class SubmitRecordsResponse(_message.Message):
    __slots__ = ("sequence", "durable_through", "results")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    DURABLE_THROUGH_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    durable_through: int
    results: _containers.RepeatedCompositeFieldContainer[RecordResult]
    def __init__(self, sequence: _Optional[int] = ..., durable_through: _Optional[int] = ..., results: _Optional[_Iterable[_Union[RecordResult, _Mapping]]] = ...) -> None: ...

class RecordName(_message.Message):
    __slots__ = ("kind", "record_id")
    KIND_FIELD_NUMBER: _ClassVar[int]
    RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    kind: RecordKind
    record_id: str
    def __init__(self, kind: _Optional[_Union[RecordKind, str]] = ..., record_id: _Optional[str] = ...) -> None: ...

class WithdrawRecordsRequest(_message.Message):
    __slots__ = ("records", "lapsed")
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    LAPSED_FIELD_NUMBER: _ClassVar[int]
    records: _containers.RepeatedCompositeFieldContainer[RecordName]
    lapsed: bool
    def __init__(self, records: _Optional[_Iterable[_Union[RecordName, _Mapping]]] = ..., lapsed: bool = ...) -> None: ...

class WithdrawRecordsResponse(_message.Message):
    __slots__ = ("outcomes",)
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedScalarFieldContainer[WithdrawOutcome]
    def __init__(self, outcomes: _Optional[_Iterable[_Union[WithdrawOutcome, str]]] = ...) -> None: ...

class GetSubmissionStatusRequest(_message.Message):
    __slots__ = ("submission_id",)
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    submission_id: str
    def __init__(self, submission_id: _Optional[str] = ...) -> None: ...

class GetSubmissionStatusResponse(_message.Message):
    __slots__ = ("durable_through", "began")
    DURABLE_THROUGH_FIELD_NUMBER: _ClassVar[int]
    BEGAN_FIELD_NUMBER: _ClassVar[int]
    durable_through: int
    began: int
    def __init__(self, durable_through: _Optional[int] = ..., began: _Optional[int] = ...) -> None: ...

class GetRecordStatesRequest(_message.Message):
    __slots__ = ("records",)
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    records: _containers.RepeatedCompositeFieldContainer[RecordName]
    def __init__(self, records: _Optional[_Iterable[_Union[RecordName, _Mapping]]] = ...) -> None: ...

class RecordState(_message.Message):
    __slots__ = ("status", "revision", "order")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    status: RecordStatus
    revision: int
    order: int
    def __init__(self, status: _Optional[_Union[RecordStatus, str]] = ..., revision: _Optional[int] = ..., order: _Optional[int] = ...) -> None: ...

class GetRecordStatesResponse(_message.Message):
    __slots__ = ("states",)
    STATES_FIELD_NUMBER: _ClassVar[int]
    states: _containers.RepeatedCompositeFieldContainer[RecordState]
    def __init__(self, states: _Optional[_Iterable[_Union[RecordState, _Mapping]]] = ...) -> None: ...

class ListRecordsRequest(_message.Message):
    __slots__ = ("kind",)
    KIND_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    kind: RecordKind
    def __init__(self, kind: _Optional[_Union[RecordKind, str]] = ..., **kwargs) -> None: ...

class ListedRecord(_message.Message):
    __slots__ = ("name", "revision", "month", "order", "due_on", "is_due")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    MONTH_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    DUE_ON_FIELD_NUMBER: _ClassVar[int]
    IS_DUE_FIELD_NUMBER: _ClassVar[int]
    name: RecordName
    revision: int
    month: _records_pb2.YearMonth
    order: int
    due_on: _records_pb2.YearMonth
    is_due: bool
    def __init__(self, name: _Optional[_Union[RecordName, _Mapping]] = ..., revision: _Optional[int] = ..., month: _Optional[_Union[_records_pb2.YearMonth, _Mapping]] = ..., order: _Optional[int] = ..., due_on: _Optional[_Union[_records_pb2.YearMonth, _Mapping]] = ..., is_due: bool = ...) -> None: ...

class ListRecordsResponse(_message.Message):
    __slots__ = ("records", "next")
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    records: _containers.RepeatedCompositeFieldContainer[ListedRecord]
    next: int
    def __init__(self, records: _Optional[_Iterable[_Union[ListedRecord, _Mapping]]] = ..., next: _Optional[int] = ...) -> None: ...

class EndedConsent(_message.Message):
    __slots__ = ("name", "revision")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    name: RecordName
    revision: int
    def __init__(self, name: _Optional[_Union[RecordName, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class EndConsentRequest(_message.Message):
    __slots__ = ("records",)
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    records: _containers.RepeatedCompositeFieldContainer[EndedConsent]
    def __init__(self, records: _Optional[_Iterable[_Union[EndedConsent, _Mapping]]] = ...) -> None: ...

class EndConsentResponse(_message.Message):
    __slots__ = ("outcomes",)
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedScalarFieldContainer[EndConsentOutcome]
    def __init__(self, outcomes: _Optional[_Iterable[_Union[EndConsentOutcome, str]]] = ...) -> None: ...

class CountDueRecordsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class RetentionPeriod(_message.Message):
    __slots__ = ("kind", "months")
    KIND_FIELD_NUMBER: _ClassVar[int]
    MONTHS_FIELD_NUMBER: _ClassVar[int]
    kind: RecordKind
    months: int
    def __init__(self, kind: _Optional[_Union[RecordKind, str]] = ..., months: _Optional[int] = ...) -> None: ...

class DueRecords(_message.Message):
    __slots__ = ("trust_domain", "member_id", "kind", "up_to")
    TRUST_DOMAIN_FIELD_NUMBER: _ClassVar[int]
    MEMBER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    UP_TO_FIELD_NUMBER: _ClassVar[int]
    trust_domain: str
    member_id: str
    kind: RecordKind
    up_to: int
    def __init__(self, trust_domain: _Optional[str] = ..., member_id: _Optional[str] = ..., kind: _Optional[_Union[RecordKind, str]] = ..., up_to: _Optional[int] = ...) -> None: ...

class CountDueRecordsResponse(_message.Message):
    __slots__ = ("periods", "due")
    PERIODS_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    periods: _containers.RepeatedCompositeFieldContainer[RetentionPeriod]
    due: _containers.RepeatedCompositeFieldContainer[DueRecords]
    def __init__(self, periods: _Optional[_Iterable[_Union[RetentionPeriod, _Mapping]]] = ..., due: _Optional[_Iterable[_Union[DueRecords, _Mapping]]] = ...) -> None: ...
