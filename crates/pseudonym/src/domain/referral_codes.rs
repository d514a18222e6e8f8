//! Code lists of referrals; numbers and names are those of `proto/vdx/v1/referral_codes.proto`,
//! where each code is explained.

use crate::code_list;

code_list! {
    /// Type of a referral: what is asked of the receiving authority.
    ReferralType, "REFERRAL_TYPE" {
        IdentificationAssistance = 1 => "IDENTIFICATION_ASSISTANCE",
        ProtectionAndShelter = 2 => "PROTECTION_AND_SHELTER",
        Medical = 3 => "MEDICAL",
        Legal = 4 => "LEGAL",
        RiskAssessment = 5 => "RISK_ASSESSMENT",
        VoluntaryReturn = 6 => "VOLUNTARY_RETURN",
        Reintegration = 7 => "REINTEGRATION",
        FamilyTracing = 8 => "FAMILY_TRACING",
        WitnessProtection = 9 => "WITNESS_PROTECTION",
        JointInvestigation = 10 => "JOINT_INVESTIGATION",
        InformationRequest = 11 => "INFORMATION_REQUEST",
    }
}

code_list! {
    /// Stage of the process of assistance (EU guidelines for transnational referral mechanisms).
    ReferralStage, "REFERRAL_STAGE" {
        Identification = 1 => "IDENTIFICATION",
        FirstAssistance = 2 => "FIRST_ASSISTANCE",
        LongTermAssistance = 3 => "LONG_TERM_ASSISTANCE",
        ReturnAndInclusion = 4 => "RETURN_AND_INCLUSION",
        Proceedings = 5 => "PROCEEDINGS",
    }
}

code_list! {
    /// Alarm about hit checks, of which the coordinator and the auditor are told without asking.
    HitAlarm, "HIT_ALARM" {
        ManyChecks = 1 => "MANY_CHECKS",
        ManyHits = 2 => "MANY_HITS",
        ImpossibleSets = 3 => "IMPOSSIBLE_SETS",
        BudgetUsedUp = 4 => "BUDGET_USED_UP",
    }
}

code_list! {
    /// Status of a referral in its life cycle.
    ReferralStatus, "REFERRAL_STATUS" {
        Draft = 1 => "DRAFT",
        Sent = 2 => "SENT",
        Received = 3 => "RECEIVED",
        InformationRequested = 4 => "INFORMATION_REQUESTED",
        Accepted = 5 => "ACCEPTED",
        InProgress = 6 => "IN_PROGRESS",
        Completed = 7 => "COMPLETED",
        Declined = 8 => "DECLINED",
        Withdrawn = 9 => "WITHDRAWN",
        ConsentWithdrawn = 10 => "CONSENT_WITHDRAWN",
        Expired = 11 => "EXPIRED",
    }
}

code_list! {
    /// Action of a party, or of the exchange, on a referral.
    ReferralAction, "REFERRAL_ACTION" {
        Create = 1 => "CREATE",
        Send = 2 => "SEND",
        Receive = 3 => "RECEIVE",
        RequestInformation = 4 => "REQUEST_INFORMATION",
        ProvideInformation = 5 => "PROVIDE_INFORMATION",
        Accept = 6 => "ACCEPT",
        Decline = 7 => "DECLINE",
        Start = 8 => "START",
        Extend = 9 => "EXTEND",
        Complete = 10 => "COMPLETE",
        Withdraw = 11 => "WITHDRAW",
        WithdrawConsent = 12 => "WITHDRAW_CONSENT",
        Message = 13 => "MESSAGE",
        Expire = 14 => "EXPIRE",
    }
}

code_list! {
    /// Reason for declining a referral.
    DeclineReason, "DECLINE_REASON" {
        OutsideMandate = 1 => "OUTSIDE_MANDATE",
        NoCapacity = 2 => "NO_CAPACITY",
        InsufficientInformation = 3 => "INSUFFICIENT_INFORMATION",
        Unreadable = 4 => "UNREADABLE",
        PersonNotKnown = 5 => "PERSON_NOT_KNOWN",
        SafetyConcern = 6 => "SAFETY_CONCERN",
        Other = 7 => "OTHER",
    }
}

code_list! {
    /// Legal basis that allows a referral to cross the border.
    LegalBasis, "LEGAL_BASIS" {
        VictimConsent = 1 => "VICTIM_CONSENT",
        GuardianConsent = 2 => "GUARDIAN_CONSENT",
        ChildAtRisk = 3 => "CHILD_AT_RISK",
    }
}

code_list! {
    /// Risk to a child that stands in for consent.
    ChildRisk, "CHILD_RISK" {
        ImmediateDanger = 1 => "IMMEDIATE_DANGER",
        MissingChild = 2 => "MISSING_CHILD",
        UnaccompaniedChild = 3 => "UNACCOMPANIED_CHILD",
        UnsafeReturn = 4 => "UNSAFE_RETURN",
        ExploitedByFamily = 5 => "EXPLOITED_BY_FAMILY",
        CourtDecision = 6 => "COURT_DECISION",
    }
}

code_list! {
    /// Purpose of a hit check: why a liaison asks whether a person is known.
    HitPurpose, "HIT_PURPOSE" {
        Identification = 1 => "IDENTIFICATION",
        Protection = 2 => "PROTECTION",
        RiskAssessment = 3 => "RISK_ASSESSMENT",
        FamilyTracing = 4 => "FAMILY_TRACING",
        Investigation = 5 => "INVESTIGATION",
    }
}
