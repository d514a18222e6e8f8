from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class YesNo(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    YES_NO_UNSPECIFIED: _ClassVar[YesNo]
    YES_NO_YES: _ClassVar[YesNo]
    YES_NO_NO: _ClassVar[YesNo]
    YES_NO_UNKNOWN: _ClassVar[YesNo]

class TraffickingStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRAFFICKING_STATUS_UNSPECIFIED: _ClassVar[TraffickingStatus]
    TRAFFICKING_STATUS_POSSIBLE_VICTIM: _ClassVar[TraffickingStatus]
    TRAFFICKING_STATUS_ACTUAL_VICTIM: _ClassVar[TraffickingStatus]
    TRAFFICKING_STATUS_NOT_A_VICTIM: _ClassVar[TraffickingStatus]
    TRAFFICKING_STATUS_AT_RISK_PREVENTED: _ClassVar[TraffickingStatus]

class StatusDecidedBy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATUS_DECIDED_BY_UNSPECIFIED: _ClassVar[StatusDecidedBy]
    STATUS_DECIDED_BY_POLICE: _ClassVar[StatusDecidedBy]
    STATUS_DECIDED_BY_NGO: _ClassVar[StatusDecidedBy]
    STATUS_DECIDED_BY_COURT_OR_PROSECUTION: _ClassVar[StatusDecidedBy]
    STATUS_DECIDED_BY_NON_POLICE_GOVERNMENT: _ClassVar[StatusDecidedBy]
    STATUS_DECIDED_BY_OTHER: _ClassVar[StatusDecidedBy]

class Gender(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GENDER_UNSPECIFIED: _ClassVar[Gender]
    GENDER_FEMININE: _ClassVar[Gender]
    GENDER_MASCULINE: _ClassVar[Gender]
    GENDER_TRANSGENDER_FEMININE: _ClassVar[Gender]
    GENDER_TRANSGENDER_MASCULINE: _ClassVar[Gender]
    GENDER_NON_CONFORMING: _ClassVar[Gender]
    GENDER_UNKNOWN: _ClassVar[Gender]

class AgeBand(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AGE_BAND_UNSPECIFIED: _ClassVar[AgeBand]
    AGE_BAND_FROM_0_TO_8: _ClassVar[AgeBand]
    AGE_BAND_FROM_9_TO_17: _ClassVar[AgeBand]
    AGE_BAND_FROM_18_TO_20: _ClassVar[AgeBand]
    AGE_BAND_FROM_21_TO_23: _ClassVar[AgeBand]
    AGE_BAND_FROM_24_TO_26: _ClassVar[AgeBand]
    AGE_BAND_FROM_27_TO_29: _ClassVar[AgeBand]
    AGE_BAND_FROM_30_TO_38: _ClassVar[AgeBand]
    AGE_BAND_FROM_39_TO_47: _ClassVar[AgeBand]
    AGE_BAND_FROM_48: _ClassVar[AgeBand]
    AGE_BAND_UNKNOWN: _ClassVar[AgeBand]

class Majority(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MAJORITY_UNSPECIFIED: _ClassVar[Majority]
    MAJORITY_ADULT: _ClassVar[Majority]
    MAJORITY_MINOR: _ClassVar[Majority]
    MAJORITY_UNKNOWN: _ClassVar[Majority]

class TraffickingForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRAFFICKING_FORM_UNSPECIFIED: _ClassVar[TraffickingForm]
    TRAFFICKING_FORM_INTERNAL: _ClassVar[TraffickingForm]
    TRAFFICKING_FORM_CROSS_BORDER: _ClassVar[TraffickingForm]
    TRAFFICKING_FORM_BOTH: _ClassVar[TraffickingForm]
    TRAFFICKING_FORM_UNKNOWN: _ClassVar[TraffickingForm]

class DurationBand(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DURATION_BAND_UNSPECIFIED: _ClassVar[DurationBand]
    DURATION_BAND_LESS_THAN_1_YEAR: _ClassVar[DurationBand]
    DURATION_BAND_FROM_1_TO_2_YEARS: _ClassVar[DurationBand]
    DURATION_BAND_MORE_THAN_2_YEARS: _ClassVar[DurationBand]
    DURATION_BAND_UNKNOWN: _ClassVar[DurationBand]

class RecruitmentMethod(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECRUITMENT_METHOD_UNSPECIFIED: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_PLACE_OF_BUSINESS: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_EDUCATIONAL_INSTITUTION: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_WORK: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_ONLINE_SOCIAL_NETWORK: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_ONLINE_ADVERT: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_TELEVISION_ADVERT: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_NEWSPAPER_ADVERT: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_FAMILY: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_FRIENDS: _ClassVar[RecruitmentMethod]
    RECRUITMENT_METHOD_OTHER: _ClassVar[RecruitmentMethod]

class ControlMethod(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONTROL_METHOD_UNSPECIFIED: _ClassVar[ControlMethod]
    CONTROL_METHOD_PHYSICAL_THREATS: _ClassVar[ControlMethod]
    CONTROL_METHOD_THREATS_LAW_ENFORCEMENT: _ClassVar[ControlMethod]
    CONTROL_METHOD_THREATENS_FAMILY: _ClassVar[ControlMethod]
    CONTROL_METHOD_DEBT_BONDAGE: _ClassVar[ControlMethod]
    CONTROL_METHOD_FALSE_PROMISES: _ClassVar[ControlMethod]
    CONTROL_METHOD_PHYSICAL_ABUSE: _ClassVar[ControlMethod]
    CONTROL_METHOD_SEXUAL_ABUSE: _ClassVar[ControlMethod]
    CONTROL_METHOD_TAKES_EARNINGS: _ClassVar[ControlMethod]
    CONTROL_METHOD_RESTRICTS_FINANCES: _ClassVar[ControlMethod]
    CONTROL_METHOD_RESTRICTS_MEDICAL_CARE: _ClassVar[ControlMethod]
    CONTROL_METHOD_WITHHOLDS_NECESSITIES: _ClassVar[ControlMethod]
    CONTROL_METHOD_PSYCHOLOGICAL_ABUSE: _ClassVar[ControlMethod]
    CONTROL_METHOD_PSYCHOACTIVE_SUBSTANCES: _ClassVar[ControlMethod]
    CONTROL_METHOD_EXCESSIVE_HOURS: _ClassVar[ControlMethod]
    CONTROL_METHOD_WITHHOLDS_DOCUMENTS: _ClassVar[ControlMethod]
    CONTROL_METHOD_RESTRICTS_MOVEMENT: _ClassVar[ControlMethod]
    CONTROL_METHOD_USES_CHILDREN: _ClassVar[ControlMethod]
    CONTROL_METHOD_OTHER: _ClassVar[ControlMethod]

class ExploitationType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EXPLOITATION_TYPE_UNSPECIFIED: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_FORCED_LABOUR: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_SEXUAL_EXPLOITATION: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_CHILD_LABOUR: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_FORCED_MARRIAGE: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_SERVITUDE: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_FORCED_MILITARY: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_ORGAN_REMOVAL: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_FORCED_BEGGING: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_FORCED_ADOPTION: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_SURROGACY: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_FORCED_CRIMINALITY: _ClassVar[ExploitationType]
    EXPLOITATION_TYPE_OTHER: _ClassVar[ExploitationType]

class LabourSector(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LABOUR_SECTOR_UNSPECIFIED: _ClassVar[LabourSector]
    LABOUR_SECTOR_A_AGRICULTURE_FORESTRY_FISHING: _ClassVar[LabourSector]
    LABOUR_SECTOR_B_MINING: _ClassVar[LabourSector]
    LABOUR_SECTOR_C_MANUFACTURING: _ClassVar[LabourSector]
    LABOUR_SECTOR_D_ELECTRICITY_GAS: _ClassVar[LabourSector]
    LABOUR_SECTOR_E_WATER_WASTE: _ClassVar[LabourSector]
    LABOUR_SECTOR_F_CONSTRUCTION: _ClassVar[LabourSector]
    LABOUR_SECTOR_G_TRADE_REPAIR: _ClassVar[LabourSector]
    LABOUR_SECTOR_H_TRANSPORT_STORAGE: _ClassVar[LabourSector]
    LABOUR_SECTOR_I_ACCOMMODATION_FOOD: _ClassVar[LabourSector]
    LABOUR_SECTOR_J_INFORMATION_COMMUNICATION: _ClassVar[LabourSector]
    LABOUR_SECTOR_K_FINANCE_INSURANCE: _ClassVar[LabourSector]
    LABOUR_SECTOR_L_REAL_ESTATE: _ClassVar[LabourSector]
    LABOUR_SECTOR_M_PROFESSIONAL_SCIENTIFIC: _ClassVar[LabourSector]
    LABOUR_SECTOR_N_ADMINISTRATIVE_SUPPORT: _ClassVar[LabourSector]
    LABOUR_SECTOR_O_PUBLIC_ADMINISTRATION: _ClassVar[LabourSector]
    LABOUR_SECTOR_P_EDUCATION: _ClassVar[LabourSector]
    LABOUR_SECTOR_Q_HEALTH_SOCIAL_WORK: _ClassVar[LabourSector]
    LABOUR_SECTOR_R_ARTS_ENTERTAINMENT: _ClassVar[LabourSector]
    LABOUR_SECTOR_S_OTHER_SERVICES: _ClassVar[LabourSector]
    LABOUR_SECTOR_T_HOUSEHOLDS: _ClassVar[LabourSector]
    LABOUR_SECTOR_U_EXTRATERRITORIAL: _ClassVar[LabourSector]
    LABOUR_SECTOR_UNKNOWN: _ClassVar[LabourSector]

class SexualExploitationForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEXUAL_EXPLOITATION_FORM_UNSPECIFIED: _ClassVar[SexualExploitationForm]
    SEXUAL_EXPLOITATION_FORM_PROSTITUTION: _ClassVar[SexualExploitationForm]
    SEXUAL_EXPLOITATION_FORM_PORNOGRAPHY: _ClassVar[SexualExploitationForm]
    SEXUAL_EXPLOITATION_FORM_REMOTE_INTERACTIVE: _ClassVar[SexualExploitationForm]
    SEXUAL_EXPLOITATION_FORM_PRIVATE_SERVICES: _ClassVar[SexualExploitationForm]

class RecruiterRelation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECRUITER_RELATION_UNSPECIFIED: _ClassVar[RecruiterRelation]
    RECRUITER_RELATION_INTIMATE_PARTNER: _ClassVar[RecruiterRelation]
    RECRUITER_RELATION_FAMILY: _ClassVar[RecruiterRelation]
    RECRUITER_RELATION_FRIEND: _ClassVar[RecruiterRelation]
    RECRUITER_RELATION_ACQUAINTANCE: _ClassVar[RecruiterRelation]
    RECRUITER_RELATION_STRANGER: _ClassVar[RecruiterRelation]
    RECRUITER_RELATION_OTHER: _ClassVar[RecruiterRelation]

class TraffickingAct(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRAFFICKING_ACT_UNSPECIFIED: _ClassVar[TraffickingAct]
    TRAFFICKING_ACT_RECRUITMENT: _ClassVar[TraffickingAct]
    TRAFFICKING_ACT_TRANSPORTATION: _ClassVar[TraffickingAct]
    TRAFFICKING_ACT_TRANSFER: _ClassVar[TraffickingAct]
    TRAFFICKING_ACT_HARBOURING: _ClassVar[TraffickingAct]
    TRAFFICKING_ACT_RECEIPT: _ClassVar[TraffickingAct]

class TraffickingMeans(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRAFFICKING_MEANS_UNSPECIFIED: _ClassVar[TraffickingMeans]
    TRAFFICKING_MEANS_FORCE_OR_THREAT: _ClassVar[TraffickingMeans]
    TRAFFICKING_MEANS_OTHER_COERCION: _ClassVar[TraffickingMeans]
    TRAFFICKING_MEANS_ABDUCTION: _ClassVar[TraffickingMeans]
    TRAFFICKING_MEANS_FRAUD: _ClassVar[TraffickingMeans]
    TRAFFICKING_MEANS_DECEPTION: _ClassVar[TraffickingMeans]
    TRAFFICKING_MEANS_ABUSE_OF_POWER: _ClassVar[TraffickingMeans]
    TRAFFICKING_MEANS_ABUSE_OF_VULNERABILITY: _ClassVar[TraffickingMeans]
    TRAFFICKING_MEANS_PAYMENTS_OR_BENEFITS: _ClassVar[TraffickingMeans]

class Service(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SERVICE_UNSPECIFIED: _ClassVar[Service]
    SERVICE_SHELTER: _ClassVar[Service]
    SERVICE_MEDICAL: _ClassVar[Service]
    SERVICE_PSYCHOSOCIAL: _ClassVar[Service]
    SERVICE_LEGAL_AID: _ClassVar[Service]
    SERVICE_EDUCATION: _ClassVar[Service]
    SERVICE_VOCATIONAL_TRAINING: _ClassVar[Service]
    SERVICE_EMPLOYMENT: _ClassVar[Service]
    SERVICE_MICRO_ENTERPRISE: _ClassVar[Service]
    SERVICE_INDEPENDENT_HOUSING: _ClassVar[Service]
    SERVICE_SEMI_INDEPENDENT_HOUSING: _ClassVar[Service]
    SERVICE_FAMILY_REINTEGRATION: _ClassVar[Service]
    SERVICE_FAMILY_COUNSELLING: _ClassVar[Service]
    SERVICE_VOLUNTARY_RETURN: _ClassVar[Service]
    SERVICE_THIRD_COUNTRY_RESETTLEMENT: _ClassVar[Service]
    SERVICE_COMPENSATION: _ClassVar[Service]
    SERVICE_WITNESS_PROTECTION: _ClassVar[Service]
    SERVICE_INFORMATION_ON_RIGHTS: _ClassVar[Service]

class AssistanceStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSISTANCE_STATUS_UNSPECIFIED: _ClassVar[AssistanceStatus]
    ASSISTANCE_STATUS_OFFERED: _ClassVar[AssistanceStatus]
    ASSISTANCE_STATUS_DECLINED: _ClassVar[AssistanceStatus]
    ASSISTANCE_STATUS_REFERRED: _ClassVar[AssistanceStatus]
    ASSISTANCE_STATUS_PROVIDED: _ClassVar[AssistanceStatus]
    ASSISTANCE_STATUS_ALREADY_RECEIVED: _ClassVar[AssistanceStatus]
    ASSISTANCE_STATUS_UNAVAILABLE: _ClassVar[AssistanceStatus]
    ASSISTANCE_STATUS_COMPLETED: _ClassVar[AssistanceStatus]

class Beneficiary(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BENEFICIARY_UNSPECIFIED: _ClassVar[Beneficiary]
    BENEFICIARY_VICTIM: _ClassVar[Beneficiary]
    BENEFICIARY_FAMILY: _ClassVar[Beneficiary]

class ProviderType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROVIDER_TYPE_UNSPECIFIED: _ClassVar[ProviderType]
    PROVIDER_TYPE_GOVERNMENT: _ClassVar[ProviderType]
    PROVIDER_TYPE_NGO: _ClassVar[ProviderType]
    PROVIDER_TYPE_INTERNATIONAL_ORGANIZATION: _ClassVar[ProviderType]
    PROVIDER_TYPE_PRIVATE: _ClassVar[ProviderType]
    PROVIDER_TYPE_OTHER: _ClassVar[ProviderType]

class ProceedingStage(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROCEEDING_STAGE_UNSPECIFIED: _ClassVar[ProceedingStage]
    PROCEEDING_STAGE_POLICE: _ClassVar[ProceedingStage]
    PROCEEDING_STAGE_PROSECUTION: _ClassVar[ProceedingStage]
    PROCEEDING_STAGE_FIRST_INSTANCE: _ClassVar[ProceedingStage]
    PROCEEDING_STAGE_APPEAL: _ClassVar[ProceedingStage]
    PROCEEDING_STAGE_FINAL: _ClassVar[ProceedingStage]

class ProceedingOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROCEEDING_OUTCOME_UNSPECIFIED: _ClassVar[ProceedingOutcome]
    PROCEEDING_OUTCOME_ONGOING: _ClassVar[ProceedingOutcome]
    PROCEEDING_OUTCOME_CONVICTED: _ClassVar[ProceedingOutcome]
    PROCEEDING_OUTCOME_ACQUITTED: _ClassVar[ProceedingOutcome]
    PROCEEDING_OUTCOME_DISMISSED: _ClassVar[ProceedingOutcome]
    PROCEEDING_OUTCOME_PREVENTED: _ClassVar[ProceedingOutcome]

class Offence(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OFFENCE_UNSPECIFIED: _ClassVar[Offence]
    OFFENCE_TRAFFICKING: _ClassVar[Offence]
    OFFENCE_RELATED: _ClassVar[Offence]
YES_NO_UNSPECIFIED: YesNo
YES_NO_YES: YesNo
YES_NO_NO: YesNo
YES_NO_UNKNOWN: YesNo
TRAFFICKING_STATUS_UNSPECIFIED: TraffickingStatus
TRAFFICKING_STATUS_POSSIBLE_VICTIM: TraffickingStatus
TRAFFICKING_STATUS_ACTUAL_VICTIM: TraffickingStatus
TRAFFICKING_STATUS_NOT_A_VICTIM: TraffickingStatus
TRAFFICKING_STATUS_AT_RISK_PREVENTED: TraffickingStatus
STATUS_DECIDED_BY_UNSPECIFIED: StatusDecidedBy
STATUS_DECIDED_BY_POLICE: StatusDecidedBy
STATUS_DECIDED_BY_NGO: StatusDecidedBy
STATUS_DECIDED_BY_COURT_OR_PROSECUTION: StatusDecidedBy
STATUS_DECIDED_BY_NON_POLICE_GOVERNMENT: StatusDecidedBy
STATUS_DECIDED_BY_OTHER: StatusDecidedBy
GENDER_UNSPECIFIED: Gender
GENDER_FEMININE: Gender
GENDER_MASCULINE: Gender
GENDER_TRANSGENDER_FEMININE: Gender
GENDER_TRANSGENDER_MASCULINE: Gender
GENDER_NON_CONFORMING: Gender
GENDER_UNKNOWN: Gender
AGE_BAND_UNSPECIFIED: AgeBand
AGE_BAND_FROM_0_TO_8: AgeBand
AGE_BAND_FROM_9_TO_17: AgeBand
AGE_BAND_FROM_18_TO_20: AgeBand
AGE_BAND_FROM_21_TO_23: AgeBand
AGE_BAND_FROM_24_TO_26: AgeBand
AGE_BAND_FROM_27_TO_29: AgeBand
AGE_BAND_FROM_30_TO_38: AgeBand
AGE_BAND_FROM_39_TO_47: AgeBand
AGE_BAND_FROM_48: AgeBand
AGE_BAND_UNKNOWN: AgeBand
MAJORITY_UNSPECIFIED: Majority
MAJORITY_ADULT: Majority
MAJORITY_MINOR: Majority
MAJORITY_UNKNOWN: Majority
TRAFFICKING_FORM_UNSPECIFIED: TraffickingForm
TRAFFICKING_FORM_INTERNAL: TraffickingForm
TRAFFICKING_FORM_CROSS_BORDER: TraffickingForm
TRAFFICKING_FORM_BOTH: TraffickingForm
TRAFFICKING_FORM_UNKNOWN: TraffickingForm
DURATION_BAND_UNSPECIFIED: DurationBand
DURATION_BAND_LESS_THAN_1_YEAR: DurationBand
DURATION_BAND_FROM_1_TO_2_YEARS: DurationBand
DURATION_BAND_MORE_THAN_2_YEARS: DurationBand
DURATION_BAND_UNKNOWN: DurationBand
RECRUITMENT_METHOD_UNSPECIFIED: RecruitmentMethod
RECRUITMENT_METHOD_PLACE_OF_BUSINESS: RecruitmentMethod
RECRUITMENT_METHOD_EDUCATIONAL_INSTITUTION: RecruitmentMethod
RECRUITMENT_METHOD_WORK: RecruitmentMethod
RECRUITMENT_METHOD_ONLINE_SOCIAL_NETWORK: RecruitmentMethod
RECRUITMENT_METHOD_ONLINE_ADVERT: RecruitmentMethod
RECRUITMENT_METHOD_TELEVISION_ADVERT: RecruitmentMethod
RECRUITMENT_METHOD_NEWSPAPER_ADVERT: RecruitmentMethod
RECRUITMENT_METHOD_FAMILY: RecruitmentMethod
RECRUITMENT_METHOD_FRIENDS: RecruitmentMethod
RECRUITMENT_METHOD_OTHER: RecruitmentMethod
CONTROL_METHOD_UNSPECIFIED: ControlMethod
CONTROL_METHOD_PHYSICAL_THREATS: ControlMethod
CONTROL_METHOD_THREATS_LAW_ENFORCEMENT: ControlMethod
CONTROL_METHOD_THREATENS_FAMILY: ControlMethod
CONTROL_METHOD_DEBT_BONDAGE: ControlMethod
CONTROL_METHOD_FALSE_PROMISES: ControlMethod
CONTROL_METHOD_PHYSICAL_ABUSE: ControlMethod
CONTROL_METHOD_SEXUAL_ABUSE: ControlMethod
CONTROL_METHOD_TAKES_EARNINGS: ControlMethod
CONTROL_METHOD_RESTRICTS_FINANCES: ControlMethod
CONTROL_METHOD_RESTRICTS_MEDICAL_CARE: ControlMethod
CONTROL_METHOD_WITHHOLDS_NECESSITIES: ControlMethod
CONTROL_METHOD_PSYCHOLOGICAL_ABUSE: ControlMethod
CONTROL_METHOD_PSYCHOACTIVE_SUBSTANCES: ControlMethod
CONTROL_METHOD_EXCESSIVE_HOURS: ControlMethod
CONTROL_METHOD_WITHHOLDS_DOCUMENTS: ControlMethod
CONTROL_METHOD_RESTRICTS_MOVEMENT: ControlMethod
CONTROL_METHOD_USES_CHILDREN: ControlMethod
CONTROL_METHOD_OTHER: ControlMethod
EXPLOITATION_TYPE_UNSPECIFIED: ExploitationType
EXPLOITATION_TYPE_FORCED_LABOUR: ExploitationType
EXPLOITATION_TYPE_SEXUAL_EXPLOITATION: ExploitationType
EXPLOITATION_TYPE_CHILD_LABOUR: ExploitationType
EXPLOITATION_TYPE_FORCED_MARRIAGE: ExploitationType
EXPLOITATION_TYPE_SERVITUDE: ExploitationType
EXPLOITATION_TYPE_FORCED_MILITARY: ExploitationType
EXPLOITATION_TYPE_ORGAN_REMOVAL: ExploitationType
EXPLOITATION_TYPE_FORCED_BEGGING: ExploitationType
EXPLOITATION_TYPE_FORCED_ADOPTION: ExploitationType
EXPLOITATION_TYPE_SURROGACY: ExploitationType
EXPLOITATION_TYPE_FORCED_CRIMINALITY: ExploitationType
EXPLOITATION_TYPE_OTHER: ExploitationType
LABOUR_SECTOR_UNSPECIFIED: LabourSector
LABOUR_SECTOR_A_AGRICULTURE_FORESTRY_FISHING: LabourSector
LABOUR_SECTOR_B_MINING: LabourSector
LABOUR_SECTOR_C_MANUFACTURING: LabourSector
LABOUR_SECTOR_D_ELECTRICITY_GAS: LabourSector
LABOUR_SECTOR_E_WATER_WASTE: LabourSector
LABOUR_SECTOR_F_CONSTRUCTION: LabourSector
LABOUR_SECTOR_G_TRADE_REPAIR: LabourSector
LABOUR_SECTOR_H_TRANSPORT_STORAGE: LabourSector
LABOUR_SECTOR_I_ACCOMMODATION_FOOD: LabourSector
LABOUR_SECTOR_J_INFORMATION_COMMUNICATION: LabourSector
LABOUR_SECTOR_K_FINANCE_INSURANCE: LabourSector
LABOUR_SECTOR_L_REAL_ESTATE: LabourSector
LABOUR_SECTOR_M_PROFESSIONAL_SCIENTIFIC: LabourSector
LABOUR_SECTOR_N_ADMINISTRATIVE_SUPPORT: LabourSector
LABOUR_SECTOR_O_PUBLIC_ADMINISTRATION: LabourSector
LABOUR_SECTOR_P_EDUCATION: LabourSector
LABOUR_SECTOR_Q_HEALTH_SOCIAL_WORK: LabourSector
LABOUR_SECTOR_R_ARTS_ENTERTAINMENT: LabourSector
LABOUR_SECTOR_S_OTHER_SERVICES: LabourSector
LABOUR_SECTOR_T_HOUSEHOLDS: LabourSector
LABOUR_SECTOR_U_EXTRATERRITORIAL: LabourSector
LABOUR_SECTOR_UNKNOWN: LabourSector
SEXUAL_EXPLOITATION_FORM_UNSPECIFIED: SexualExploitationForm
SEXUAL_EXPLOITATION_FORM_PROSTITUTION: SexualExploitationForm
SEXUAL_EXPLOITATION_FORM_PORNOGRAPHY: SexualExploitationForm
SEXUAL_EXPLOITATION_FORM_REMOTE_INTERACTIVE: SexualExploitationForm
SEXUAL_EXPLOITATION_FORM_PRIVATE_SERVICES: SexualExploitationForm
RECRUITER_RELATION_UNSPECIFIED: RecruiterRelation
RECRUITER_RELATION_INTIMATE_PARTNER: RecruiterRelation
RECRUITER_RELATION_FAMILY: RecruiterRelation
RECRUITER_RELATION_FRIEND: RecruiterRelation
RECRUITER_RELATION_ACQUAINTANCE: RecruiterRelation
RECRUITER_RELATION_STRANGER: RecruiterRelation
RECRUITER_RELATION_OTHER: RecruiterRelation
TRAFFICKING_ACT_UNSPECIFIED: TraffickingAct
TRAFFICKING_ACT_RECRUITMENT: TraffickingAct
TRAFFICKING_ACT_TRANSPORTATION: TraffickingAct
TRAFFICKING_ACT_TRANSFER: TraffickingAct
TRAFFICKING_ACT_HARBOURING: TraffickingAct
TRAFFICKING_ACT_RECEIPT: TraffickingAct
TRAFFICKING_MEANS_UNSPECIFIED: TraffickingMeans
TRAFFICKING_MEANS_FORCE_OR_THREAT: TraffickingMeans
TRAFFICKING_MEANS_OTHER_COERCION: TraffickingMeans
TRAFFICKING_MEANS_ABDUCTION: TraffickingMeans
TRAFFICKING_MEANS_FRAUD: TraffickingMeans
TRAFFICKING_MEANS_DECEPTION: TraffickingMeans
TRAFFICKING_MEANS_ABUSE_OF_POWER: TraffickingMeans
TRAFFICKING_MEANS_ABUSE_OF_VULNERABILITY: TraffickingMeans
TRAFFICKING_MEANS_PAYMENTS_OR_BENEFITS: TraffickingMeans
SERVICE_UNSPECIFIED: Service
SERVICE_SHELTER: Service
SERVICE_MEDICAL: Service
SERVICE_PSYCHOSOCIAL: Service
SERVICE_LEGAL_AID: Service
SERVICE_EDUCATION: Service
SERVICE_VOCATIONAL_TRAINING: Service
SERVICE_EMPLOYMENT: Service
SERVICE_MICRO_ENTERPRISE: Service
SERVICE_INDEPENDENT_HOUSING: Service
SERVICE_SEMI_INDEPENDENT_HOUSING: Service
SERVICE_FAMILY_REINTEGRATION: Service
SERVICE_FAMILY_COUNSELLING: Service
SERVICE_VOLUNTARY_RETURN: Service
SERVICE_THIRD_COUNTRY_RESETTLEMENT: Service
SERVICE_COMPENSATION: Service
SERVICE_WITNESS_PROTECTION: Service
SERVICE_INFORMATION_ON_RIGHTS: Service
ASSISTANCE_STATUS_UNSPECIFIED: AssistanceStatus
ASSISTANCE_STATUS_OFFERED: AssistanceStatus
ASSISTANCE_STATUS_DECLINED: AssistanceStatus
ASSISTANCE_STATUS_REFERRED: AssistanceStatus
ASSISTANCE_STATUS_PROVIDED: AssistanceStatus
ASSISTANCE_STATUS_ALREADY_RECEIVED: AssistanceStatus
ASSISTANCE_STATUS_UNAVAILABLE: AssistanceStatus
ASSISTANCE_STATUS_COMPLETED: AssistanceStatus
BENEFICIARY_UNSPECIFIED: Beneficiary
BENEFICIARY_VICTIM: Beneficiary
BENEFICIARY_FAMILY: Beneficiary
PROVIDER_TYPE_UNSPECIFIED: ProviderType
PROVIDER_TYPE_GOVERNMENT: ProviderType
PROVIDER_TYPE_NGO: ProviderType
PROVIDER_TYPE_INTERNATIONAL_ORGANIZATION: ProviderType
PROVIDER_TYPE_PRIVATE: ProviderType
PROVIDER_TYPE_OTHER: ProviderType
PROCEEDING_STAGE_UNSPECIFIED: ProceedingStage
PROCEEDING_STAGE_POLICE: ProceedingStage
PROCEEDING_STAGE_PROSECUTION: ProceedingStage
PROCEEDING_STAGE_FIRST_INSTANCE: ProceedingStage
PROCEEDING_STAGE_APPEAL: ProceedingStage
PROCEEDING_STAGE_FINAL: ProceedingStage
PROCEEDING_OUTCOME_UNSPECIFIED: ProceedingOutcome
PROCEEDING_OUTCOME_ONGOING: ProceedingOutcome
PROCEEDING_OUTCOME_CONVICTED: ProceedingOutcome
PROCEEDING_OUTCOME_ACQUITTED: ProceedingOutcome
PROCEEDING_OUTCOME_DISMISSED: ProceedingOutcome
PROCEEDING_OUTCOME_PREVENTED: ProceedingOutcome
OFFENCE_UNSPECIFIED: Offence
OFFENCE_TRAFFICKING: Offence
OFFENCE_RELATED: Offence
