//! Table of the fields of records, the only one. From it follow the structs of records, how
//! messages are read and written, how rows of an export become records, what a mapping can name,
//! the rules on months, and what persons and proceedings are counted by.
//!
//! A row is `shape name: Type;`, or `shape name: Type => Dimension;` for a field that is counted by a
//! dimension as it stands. The shapes:
//!
//! | shape | the record has | read, written, built |
//! |---|---|---|
//! | `must` | a value | by its type |
//! | `may` | a value, or nothing where it was not reported | by its type |
//! | `set` | any number of values | by its type |
//! | `must_made`, `may_made` | the same as `must`, `may` | by its type, but built by hand: from several columns |
//! | `own` | what the type says | by hand, everywhere |
//!
//! Rows stand in the order of the journal's bytes: new ones go to the end.

/// Passes the fields of victim records to a macro: `victim_fields!(then more)` becomes
/// `then! { more; rows }`.
#[macro_export]
macro_rules! victim_fields {
    ($then:ident $($more:tt)*) => {
        $then! { $($more)*;
            own record_id: OpaqueId;
            own revision: u32;
            may episode: OpaqueId;
            own tokens: Vec<Token>;
            must trafficking_status: TraffickingStatus;
            may status_decided_by: StatusDecidedBy;
            may gender: Gender => Gender;
            may_made age_band: AgeBand;
            may majority_at_exploitation: Majority => Majority;
            set citizenships: Vec<Country> => Citizenship;
            may country_of_exploitation: Country => CountryOfExploitation;
            may country_of_residence: Country => CountryOfResidence;
            may country_of_identification: Country => CountryOfIdentification;
            may country_of_recruitment: Country => CountryOfRecruitment;
            may region: OpaqueId => Region;
            may trafficking_form: TraffickingForm => TraffickingForm;
            must identified_on: YearMonth;
            may trafficking_duration: DurationBand => TraffickingDuration;
            may previously_trafficked: YesNo;
            set recruitment_methods: CodeSet<RecruitmentMethod> => RecruitmentMethod;
            set control_methods: CodeSet<ControlMethod> => ControlMethod;
            set exploitation_types: CodeSet<ExploitationType> => ExploitationType;
            may labour_sector: LabourSector => LabourSector;
            set sexual_exploitation_forms: CodeSet<SexualExploitationForm> => SexualExploitationForm;
            set recruiter_relations: CodeSet<RecruiterRelation> => RecruiterRelation;
            set acts: CodeSet<TraffickingAct> => Act;
            set means: CodeSet<TraffickingMeans> => Means;
            own consent: Consent;
            own transnational_tokens: Vec<Token>;
            own discoverable_by: Vec<Country>;
        }
    };
}

/// Passes the fields of assistance records to a macro, as [`victim_fields`] does.
#[macro_export]
macro_rules! assistance_fields {
    ($then:ident $($more:tt)*) => {
        $then! { $($more)*;
            own record_id: OpaqueId;
            own revision: u32;
            own victim: VictimReference;
            must_made service: Service;
            must status: AssistanceStatus;
            may beneficiary: Beneficiary;
            may provider_type: ProviderType;
            must started_on: YearMonth;
            may ended_on: YearMonth;
        }
    };
}

/// Passes the fields of proceeding records to a macro, as [`victim_fields`] does.
#[macro_export]
macro_rules! proceeding_fields {
    ($then:ident $($more:tt)*) => {
        $then! { $($more)*;
            own record_id: OpaqueId;
            own revision: u32;
            own case_token: Pseudonym;
            own defendant_token: Option<Pseudonym>;
            own key_epoch: u32;
            must stage: ProceedingStage;
            must outcome: ProceedingOutcome;
            must offence: Offence;
            must opened_on: YearMonth;
            may closed_on: YearMonth;
            may_made court_days: u32;
            may arrested: YesNo => Arrested;
            may sentence_months: u32;
            may is_public_official: YesNo => PublicOfficial;
            may assets_confiscated: YesNo => AssetsConfiscated;
            own compensation: Compensation;
            may joint_investigation: YesNo => JointInvestigation;
            may child_interview_with_social_worker: YesNo => ChildInterview;
            own victims: Vec<VictimReference>;
        }
    };
}
