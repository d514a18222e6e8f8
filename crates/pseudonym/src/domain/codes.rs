//! The code lists of the schema: HTCDS 2.0, the CTDC codebook, IC-TIP and the
//! Palermo Protocol.
//!
//! Numbers and names are those of `proto/vdx/v1/codes.proto`; a test holds the
//! two together. "Not reported" (number 0 on the wire) is `None` here, so that
//! it cannot be mistaken for "no" or "unknown".

use crate::code_list;

code_list! {
    /// Answer to a yes/no question. Unknown is not no: UNSPECIFIED means not reported, UNKNOWN
    /// means asked and not known.
    YesNo, "YES_NO" {
        Yes = 1 => "YES",
        No = 2 => "NO",
        Unknown = 3 => "UNKNOWN",
    }
}

code_list! {
    /// Outcome of the identification procedure (HTCDS 2.0).
    TraffickingStatus, "TRAFFICKING_STATUS" {
        PossibleVictim = 1 => "POSSIBLE_VICTIM",
        ActualVictim = 2 => "ACTUAL_VICTIM",
        NotAVictim = 3 => "NOT_A_VICTIM",
        AtRiskPrevented = 4 => "AT_RISK_PREVENTED",
    }
}

code_list! {
    /// Authority that decided the trafficking status.
    StatusDecidedBy, "STATUS_DECIDED_BY" {
        Police = 1 => "POLICE",
        Ngo = 2 => "NGO",
        CourtOrProsecution = 3 => "COURT_OR_PROSECUTION",
        NonPoliceGovernment = 4 => "NON_POLICE_GOVERNMENT",
        Other = 5 => "OTHER",
    }
}

code_list! {
    /// Gender as recorded (HTCDS 2.0).
    Gender, "GENDER" {
        Feminine = 1 => "FEMININE",
        Masculine = 2 => "MASCULINE",
        TransgenderFeminine = 3 => "TRANSGENDER_FEMININE",
        TransgenderMasculine = 4 => "TRANSGENDER_MASCULINE",
        NonConforming = 5 => "NON_CONFORMING",
        Unknown = 6 => "UNKNOWN",
    }
}

code_list! {
    /// Age at identification in the bands of the CTDC codebook; a child is below 18. Exact ages never leave the institution.
    AgeBand, "AGE_BAND" {
        From0To8 = 1 => "FROM_0_TO_8",
        From9To17 = 2 => "FROM_9_TO_17",
        From18To20 = 3 => "FROM_18_TO_20",
        From21To23 = 4 => "FROM_21_TO_23",
        From24To26 = 5 => "FROM_24_TO_26",
        From27To29 = 6 => "FROM_27_TO_29",
        From30To38 = 7 => "FROM_30_TO_38",
        From39To47 = 8 => "FROM_39_TO_47",
        From48 = 9 => "FROM_48",
        Unknown = 10 => "UNKNOWN",
    }
}

code_list! {
    /// Majority: whether the person was of age when exploited.
    Majority, "MAJORITY" {
        Adult = 1 => "ADULT",
        Minor = 2 => "MINOR",
        Unknown = 3 => "UNKNOWN",
    }
}

code_list! {
    /// Form of trafficking: whether a border was crossed.
    TraffickingForm, "TRAFFICKING_FORM" {
        Internal = 1 => "INTERNAL",
        CrossBorder = 2 => "CROSS_BORDER",
        Both = 3 => "BOTH",
        Unknown = 4 => "UNKNOWN",
    }
}

code_list! {
    /// Duration of the trafficking, in bands.
    DurationBand, "DURATION_BAND" {
        LessThan1Year = 1 => "LESS_THAN_1_YEAR",
        From1To2Years = 2 => "FROM_1_TO_2_YEARS",
        MoreThan2Years = 3 => "MORE_THAN_2_YEARS",
        Unknown = 4 => "UNKNOWN",
    }
}

code_list! {
    /// Method of recruitment of the person.
    RecruitmentMethod, "RECRUITMENT_METHOD" {
        PlaceOfBusiness = 1 => "PLACE_OF_BUSINESS",
        EducationalInstitution = 2 => "EDUCATIONAL_INSTITUTION",
        Work = 3 => "WORK",
        OnlineSocialNetwork = 4 => "ONLINE_SOCIAL_NETWORK",
        OnlineAdvert = 5 => "ONLINE_ADVERT",
        TelevisionAdvert = 6 => "TELEVISION_ADVERT",
        NewspaperAdvert = 7 => "NEWSPAPER_ADVERT",
        Family = 8 => "FAMILY",
        Friends = 9 => "FRIENDS",
        Other = 10 => "OTHER",
    }
}

code_list! {
    /// Means of control (HTCDS 2.0, CTDC codebook).
    ControlMethod, "CONTROL_METHOD" {
        PhysicalThreats = 1 => "PHYSICAL_THREATS",
        ThreatsLawEnforcement = 2 => "THREATS_LAW_ENFORCEMENT",
        ThreatensFamily = 3 => "THREATENS_FAMILY",
        DebtBondage = 4 => "DEBT_BONDAGE",
        FalsePromises = 5 => "FALSE_PROMISES",
        PhysicalAbuse = 6 => "PHYSICAL_ABUSE",
        SexualAbuse = 7 => "SEXUAL_ABUSE",
        TakesEarnings = 8 => "TAKES_EARNINGS",
        RestrictsFinances = 9 => "RESTRICTS_FINANCES",
        RestrictsMedicalCare = 10 => "RESTRICTS_MEDICAL_CARE",
        WithholdsNecessities = 11 => "WITHHOLDS_NECESSITIES",
        PsychologicalAbuse = 12 => "PSYCHOLOGICAL_ABUSE",
        PsychoactiveSubstances = 13 => "PSYCHOACTIVE_SUBSTANCES",
        ExcessiveHours = 14 => "EXCESSIVE_HOURS",
        WithholdsDocuments = 15 => "WITHHOLDS_DOCUMENTS",
        RestrictsMovement = 16 => "RESTRICTS_MOVEMENT",
        UsesChildren = 17 => "USES_CHILDREN",
        Other = 18 => "OTHER",
    }
}

code_list! {
    /// Type of exploitation (HTCDS 2.0).
    ExploitationType, "EXPLOITATION_TYPE" {
        ForcedLabour = 1 => "FORCED_LABOUR",
        SexualExploitation = 2 => "SEXUAL_EXPLOITATION",
        ChildLabour = 3 => "CHILD_LABOUR",
        ForcedMarriage = 4 => "FORCED_MARRIAGE",
        Servitude = 5 => "SERVITUDE",
        ForcedMilitary = 6 => "FORCED_MILITARY",
        OrganRemoval = 7 => "ORGAN_REMOVAL",
        ForcedBegging = 8 => "FORCED_BEGGING",
        ForcedAdoption = 9 => "FORCED_ADOPTION",
        Surrogacy = 10 => "SURROGACY",
        ForcedCriminality = 11 => "FORCED_CRIMINALITY",
        Other = 12 => "OTHER",
    }
}

code_list! {
    /// Sector of labour exploitation: sections of ISIC revision 4.
    LabourSector, "LABOUR_SECTOR" {
        AAgricultureForestryFishing = 1 => "A_AGRICULTURE_FORESTRY_FISHING",
        BMining = 2 => "B_MINING",
        CManufacturing = 3 => "C_MANUFACTURING",
        DElectricityGas = 4 => "D_ELECTRICITY_GAS",
        EWaterWaste = 5 => "E_WATER_WASTE",
        FConstruction = 6 => "F_CONSTRUCTION",
        GTradeRepair = 7 => "G_TRADE_REPAIR",
        HTransportStorage = 8 => "H_TRANSPORT_STORAGE",
        IAccommodationFood = 9 => "I_ACCOMMODATION_FOOD",
        JInformationCommunication = 10 => "J_INFORMATION_COMMUNICATION",
        KFinanceInsurance = 11 => "K_FINANCE_INSURANCE",
        LRealEstate = 12 => "L_REAL_ESTATE",
        MProfessionalScientific = 13 => "M_PROFESSIONAL_SCIENTIFIC",
        NAdministrativeSupport = 14 => "N_ADMINISTRATIVE_SUPPORT",
        OPublicAdministration = 15 => "O_PUBLIC_ADMINISTRATION",
        PEducation = 16 => "P_EDUCATION",
        QHealthSocialWork = 17 => "Q_HEALTH_SOCIAL_WORK",
        RArtsEntertainment = 18 => "R_ARTS_ENTERTAINMENT",
        SOtherServices = 19 => "S_OTHER_SERVICES",
        THouseholds = 20 => "T_HOUSEHOLDS",
        UExtraterritorial = 21 => "U_EXTRATERRITORIAL",
        Unknown = 22 => "UNKNOWN",
    }
}

code_list! {
    /// Form of sexual exploitation.
    SexualExploitationForm, "SEXUAL_EXPLOITATION_FORM" {
        Prostitution = 1 => "PROSTITUTION",
        Pornography = 2 => "PORNOGRAPHY",
        RemoteInteractive = 3 => "REMOTE_INTERACTIVE",
        PrivateServices = 4 => "PRIVATE_SERVICES",
    }
}

code_list! {
    /// Relation of the recruiter to the person.
    RecruiterRelation, "RECRUITER_RELATION" {
        IntimatePartner = 1 => "INTIMATE_PARTNER",
        Family = 2 => "FAMILY",
        Friend = 3 => "FRIEND",
        Acquaintance = 4 => "ACQUAINTANCE",
        Stranger = 5 => "STRANGER",
        Other = 6 => "OTHER",
    }
}

code_list! {
    /// Acts of the Palermo Protocol, article 3(a).
    TraffickingAct, "TRAFFICKING_ACT" {
        Recruitment = 1 => "RECRUITMENT",
        Transportation = 2 => "TRANSPORTATION",
        Transfer = 3 => "TRANSFER",
        Harbouring = 4 => "HARBOURING",
        Receipt = 5 => "RECEIPT",
    }
}

code_list! {
    /// Means of the Palermo Protocol, article 3(a); not required for a child (article 3(c)).
    TraffickingMeans, "TRAFFICKING_MEANS" {
        ForceOrThreat = 1 => "FORCE_OR_THREAT",
        OtherCoercion = 2 => "OTHER_COERCION",
        Abduction = 3 => "ABDUCTION",
        Fraud = 4 => "FRAUD",
        Deception = 5 => "DECEPTION",
        AbuseOfPower = 6 => "ABUSE_OF_POWER",
        AbuseOfVulnerability = 7 => "ABUSE_OF_VULNERABILITY",
        PaymentsOrBenefits = 8 => "PAYMENTS_OR_BENEFITS",
    }
}

code_list! {
    /// Assistance given to a victim or a family.
    Service, "SERVICE" {
        Shelter = 1 => "SHELTER",
        Medical = 2 => "MEDICAL",
        Psychosocial = 3 => "PSYCHOSOCIAL",
        LegalAid = 4 => "LEGAL_AID",
        Education = 5 => "EDUCATION",
        VocationalTraining = 6 => "VOCATIONAL_TRAINING",
        Employment = 7 => "EMPLOYMENT",
        MicroEnterprise = 8 => "MICRO_ENTERPRISE",
        IndependentHousing = 9 => "INDEPENDENT_HOUSING",
        SemiIndependentHousing = 10 => "SEMI_INDEPENDENT_HOUSING",
        FamilyReintegration = 11 => "FAMILY_REINTEGRATION",
        FamilyCounselling = 12 => "FAMILY_COUNSELLING",
        VoluntaryReturn = 13 => "VOLUNTARY_RETURN",
        ThirdCountryResettlement = 14 => "THIRD_COUNTRY_RESETTLEMENT",
        Compensation = 15 => "COMPENSATION",
        WitnessProtection = 16 => "WITNESS_PROTECTION",
        InformationOnRights = 17 => "INFORMATION_ON_RIGHTS",
    }
}

code_list! {
    /// State of a service, as in Primero/GBVIMS: offered and received are reported apart.
    AssistanceStatus, "ASSISTANCE_STATUS" {
        Offered = 1 => "OFFERED",
        Declined = 2 => "DECLINED",
        Referred = 3 => "REFERRED",
        Provided = 4 => "PROVIDED",
        AlreadyReceived = 5 => "ALREADY_RECEIVED",
        Unavailable = 6 => "UNAVAILABLE",
        Completed = 7 => "COMPLETED",
    }
}

code_list! {
    /// Beneficiary: who received the service.
    Beneficiary, "BENEFICIARY" {
        Victim = 1 => "VICTIM",
        Family = 2 => "FAMILY",
    }
}

code_list! {
    /// Kind of provider.
    ProviderType, "PROVIDER_TYPE" {
        Government = 1 => "GOVERNMENT",
        Ngo = 2 => "NGO",
        InternationalOrganization = 3 => "INTERNATIONAL_ORGANIZATION",
        Private = 4 => "PRIVATE",
        Other = 5 => "OTHER",
    }
}

code_list! {
    /// Stage of a criminal proceeding. Stages are not additive.
    ProceedingStage, "PROCEEDING_STAGE" {
        Police = 1 => "POLICE",
        Prosecution = 2 => "PROSECUTION",
        FirstInstance = 3 => "FIRST_INSTANCE",
        Appeal = 4 => "APPEAL",
        Final = 5 => "FINAL",
    }
}

code_list! {
    /// Outcome of a criminal proceeding at its stage.
    ProceedingOutcome, "PROCEEDING_OUTCOME" {
        Ongoing = 1 => "ONGOING",
        Convicted = 2 => "CONVICTED",
        Acquitted = 3 => "ACQUITTED",
        Dismissed = 4 => "DISMISSED",
        Prevented = 5 => "PREVENTED",
    }
}

code_list! {
    /// Offence that was charged.
    Offence, "OFFENCE" {
        Trafficking = 1 => "TRAFFICKING",
        Related = 2 => "RELATED",
    }
}
code_list! {
    /// Kind of a match key, of which a token was made; see `MatchKeyKind` in the schema.
    MatchKeyKind, "MATCH_KEY_KIND" {
        NationalId = 1 => "NATIONAL_ID",
        NationalIdNear = 2 => "NATIONAL_ID_NEAR",
        Document = 3 => "DOCUMENT",
        NameBirthDate = 4 => "NAME_BIRTH_DATE",
        SwappedNameBirthDate = 5 => "SWAPPED_NAME_BIRTH_DATE",
        PhoneticBirthDate = 6 => "PHONETIC_BIRTH_DATE",
        PhoneticYearMonth = 7 => "PHONETIC_YEAR_MONTH",
        PhoneticYearDay = 8 => "PHONETIC_YEAR_DAY",
        PhoneticMonthDay = 9 => "PHONETIC_MONTH_DAY",
        PhoneticSwappedDate = 10 => "PHONETIC_SWAPPED_DATE",
        PrefixBirthDate = 11 => "PREFIX_BIRTH_DATE",
        SurnamePartBirthDate = 12 => "SURNAME_PART_BIRTH_DATE",
        GivenNameBirthDatePlace = 13 => "GIVEN_NAME_BIRTH_DATE_PLACE",
        SurnameBirthDatePlace = 14 => "SURNAME_BIRTH_DATE_PLACE",
        PhoneticPlaceYear = 15 => "PHONETIC_PLACE_YEAR",
        GivenNameBirthDate = 16 => "GIVEN_NAME_BIRTH_DATE",
        SurnameBirthDate = 17 => "SURNAME_BIRTH_DATE",
        PhoneticNamePlace = 18 => "PHONETIC_NAME_PLACE",
        BirthDatePlace = 19 => "BIRTH_DATE_PLACE",
        NearGivenNameBirthDate = 20 => "NEAR_GIVEN_NAME_BIRTH_DATE",
        NearSurnameBirthDate = 21 => "NEAR_SURNAME_BIRTH_DATE",
        PhoneticName = 22 => "PHONETIC_NAME",
        NationalIdStem = 23 => "NATIONAL_ID_STEM",
        NationalIdWhole = 24 => "NATIONAL_ID_WHOLE",
        SexBirthDate = 25 => "SEX_BIRTH_DATE",
        NameWordsBirthDate = 26 => "NAME_WORDS_BIRTH_DATE",
        NamesYear = 27 => "NAMES_YEAR",
        NameRootsBirthDate = 28 => "NAME_ROOTS_BIRTH_DATE",
        DocumentNear = 29 => "DOCUMENT_NEAR",
        NameConsonantsBirthDate = 30 => "NAME_CONSONANTS_BIRTH_DATE",
        BirthDateNearYear = 31 => "BIRTH_DATE_NEAR_YEAR",
        PhoneticNearDate = 32 => "PHONETIC_NEAR_DATE",
        KnownGivenName = 33 => "KNOWN_GIVEN_NAME",
        DocumentName = 34 => "DOCUMENT_NAME",
        NationalIdName = 35 => "NATIONAL_ID_NAME",
    }
}

code_list! {
    /// Kind of a record.
    RecordKind, "RECORD_KIND" {
        Victim = 1 => "VICTIM",
        Assistance = 2 => "ASSISTANCE",
        Proceeding = 3 => "PROCEEDING",
    }
}

code_list! {
    /// Scope of a key: which of the two secrets of the institutions it is.
    KeyScope, "KEY_SCOPE" {
        National = 1 => "NATIONAL",
        Transnational = 2 => "TRANSNATIONAL",
    }
}

code_list! {
    /// Role that a member may have.
    Role, "ROLE" {
        Institution = 1 => "INSTITUTION",
        Analyst = 2 => "ANALYST",
        Liaison = 3 => "LIAISON",
        Coordinator = 4 => "COORDINATOR",
        Auditor = 5 => "AUDITOR",
    }
}

code_list! {
    /// Status of a member: whether it may call.
    MemberStatus, "MEMBER_STATUS" {
        Active = 1 => "ACTIVE",
        Suspended = 2 => "SUSPENDED",
    }
}

impl AgeBand {
    /// Band that holds this age in completed years.
    pub fn of_age(years: u32) -> Self {
        match years {
            0..=8 => Self::From0To8,
            9..=17 => Self::From9To17,
            18..=20 => Self::From18To20,
            21..=23 => Self::From21To23,
            24..=26 => Self::From24To26,
            27..=29 => Self::From27To29,
            30..=38 => Self::From30To38,
            39..=47 => Self::From39To47,
            _ => Self::From48,
        }
    }

    /// Whether the band lies below 18; `None` when the age is unknown.
    pub fn is_child(self) -> Option<bool> {
        match self {
            Self::Unknown => None,
            band => Some(band <= Self::From9To17),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code_list::CodeList;

    #[test]
    fn numbers_run_from_one_and_round_trip() {
        fn check<T: CodeList>() {
            for (index, code) in T::ALL.iter().enumerate() {
                assert_eq!(usize::from(code.number()), index + 1, "{}", T::LIST);
                assert_eq!(T::from_number(i32::from(code.number())), Some(*code));
                assert_eq!(T::from_code(&code.code().to_lowercase()), Some(*code));
            }
            assert_eq!(T::from_number(0), None);
            assert_eq!(T::from_number(-1), None);
            assert_eq!(T::from_number(T::ALL.len() as i32 + 1), None);
        }
        check::<YesNo>();
        check::<LabourSector>();
        check::<Service>();
        check::<MatchKeyKind>();
    }

    #[test]
    fn children_are_below_eighteen() {
        assert_eq!(AgeBand::of_age(17).is_child(), Some(true));
        assert_eq!(AgeBand::of_age(18).is_child(), Some(false));
        assert_eq!(AgeBand::Unknown.is_child(), None);
    }
}
