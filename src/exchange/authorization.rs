//! Who may call what: one table, everything not in it denied.

use crate::domain::codes::Role;

/// Callers that a method admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Every active member, whatever its role: health and reflection, which tell
    /// nothing of the data, and the caller's own entry.
    AnyMember,
    /// Members with one of these roles.
    Roles(&'static [Role]),
}

/// Whether a call can wait until its member may call again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// It can.
    Usual,
    /// It cannot: somebody is to be suspended, something to be taken back, a person to be taken
    /// over; or it is what a client asks before it does so.
    Urgent,
}

/// A method of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Method {
    /// gRPC path of the method.
    pub path: &'static str,
    /// Callers that it admits.
    pub access: Access,
    /// Whether it is taken when its member's calls are used up.
    pub urgency: Urgency,
}

use Role::{Analyst, Auditor, Coordinator, Institution, Liaison};

const READERS: Access = Access::Roles(&[Analyst, Liaison, Coordinator]);
const RELEASES: Access = Access::Roles(&[Analyst, Liaison, Coordinator, Auditor]);
const LIAISON: Access = Access::Roles(&[Liaison]);
const AUDITOR: Access = Access::Roles(&[Auditor]);
const COORDINATOR: Access = Access::Roles(&[Coordinator]);

/// The authorization table.
const METHODS: &[Method] = &[
    method("/vdx.v1.IntakeService/SubmitRecords", Access::Roles(&[Institution])),
    urgent("/vdx.v1.IntakeService/WithdrawRecords", Access::Roles(&[Institution])),
    method("/vdx.v1.IntakeService/GetSubmissionStatus", Access::Roles(&[Institution])),
    method("/vdx.v1.IntakeService/GetRecordStates", Access::Roles(&[Institution])),
    method("/vdx.v1.IntakeService/ListRecords", Access::Roles(&[Institution])),
    urgent("/vdx.v1.IntakeService/EndConsent", Access::Roles(&[Institution])),
    method("/vdx.v1.IntakeService/CountDueRecords", COORDINATOR),
    method("/vdx.v1.IntakeService/ReportSetAside", Access::Roles(&[Institution])),
    method("/vdx.v1.StatisticsService/QueryTable", READERS),
    method("/vdx.v1.StatisticsService/GetIndicators", Access::Roles(&[Analyst, Coordinator])),
    method("/vdx.v1.StatisticsService/ListDimensions", READERS),
    method("/vdx.v1.StatisticsService/ListEpochs", READERS),
    method("/vdx.v1.StatisticsService/ListReleases", RELEASES),
    method("/vdx.v1.StatisticsService/GetRelease", RELEASES),
    method("/vdx.v1.StatisticsService/ExportSynthetic", Access::Roles(&[Analyst, Coordinator])),
    method("/vdx.v1.PublicationService/PreviewRelease", COORDINATOR),
    method("/vdx.v1.PublicationService/ProposeRelease", COORDINATOR),
    urgent("/vdx.v1.PublicationService/ApproveRelease", COORDINATOR),
    method("/vdx.v1.PublicationService/StateLostReleases", COORDINATOR),
    method("/vdx.v1.PublicationService/CheckEpoch", COORDINATOR),
    method("/vdx.v1.PublicationService/PublishEpoch", COORDINATOR),
    method("/vdx.v1.MembershipService/GetCaller", Access::AnyMember),
    method("/vdx.v1.MembershipService/ListMembers", Access::Roles(&[Coordinator, Auditor])),
    method("/vdx.v1.MembershipService/GetMember", Access::Roles(&[Coordinator, Auditor])),
    urgent("/vdx.v1.MembershipService/PutMember", COORDINATOR),
    urgent("/vdx.v1.MembershipService/SetMemberStatus", COORDINATOR),
    urgent("/vdx.v1.ReferralService/CreateReferral", LIAISON),
    urgent("/vdx.v1.ReferralService/ListReferrals", LIAISON),
    urgent("/vdx.v1.ReferralService/GetReferral", LIAISON),
    urgent("/vdx.v1.ReferralService/UpdateReferralStatus", LIAISON),
    method("/vdx.v1.ReferralService/AddReferralMessage", LIAISON),
    method("/vdx.v1.ReferralService/WatchReferrals", LIAISON),
    method("/vdx.v1.LiaisonKeyService/PublishLiaisonKey", LIAISON),
    urgent("/vdx.v1.LiaisonKeyService/ListLiaisonKeys", LIAISON),
    method("/vdx.v1.HitService/CheckHit", LIAISON),
    method("/vdx.v1.HitService/GetHitCheck", LIAISON),
    method("/vdx.v1.HitService/ListWaitingHits", LIAISON),
    urgent("/vdx.v1.HitService/DecideHit", LIAISON),
    method("/vdx.v1.HitService/ListHitChecks", Access::Roles(&[Liaison, Coordinator, Auditor])),
    method("/vdx.v1.AuditService/ListAuditEntries", AUDITOR),
    method("/vdx.v1.AuditService/GetAuditHead", AUDITOR),
    method("/vdx.v1.AuditService/ProveAuditEntry", AUDITOR),
    urgent("/vdx.v1.LogService/GetHead", Access::AnyMember),
    urgent("/vdx.v1.LogService/AcknowledgeRestoration", COORDINATOR),
    method("/vdx.v1.LogService/AddCheckpoint", Access::Roles(&[Institution])),
    method("/vdx.v1.LogService/AddCosignature", Access::Roles(&[Institution])),
    method("/vdx.v1.LinkageService/ListOwnDuplicates", Access::Roles(&[Institution])),
    method("/vdx.v1.LinkageService/GetLinkageQuality", COORDINATOR),
    method("/vdx.v1.RelayService/RunRelay", COORDINATOR),
    method("/vdx.v1.BackupService/CreateBackup", COORDINATOR),
    method("/grpc.health.v1.Health/Check", Access::AnyMember),
    method("/grpc.health.v1.Health/Watch", Access::AnyMember),
    method("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Access::AnyMember),
    method("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", Access::AnyMember),
];

/// The one call with a role that is taken after a restore, before it is acknowledged.
pub const ACKNOWLEDGE: &str = "/vdx.v1.LogService/AcknowledgeRestoration";

const fn method(path: &'static str, access: Access) -> Method {
    Method { path, access, urgency: Urgency::Usual }
}

const fn urgent(path: &'static str, access: Access) -> Method {
    Method { path, access, urgency: Urgency::Urgent }
}

impl Method {
    /// All methods that anybody may call.
    pub const ALL: &'static [Self] = METHODS;

    /// Name of the method without the package, as it stands in the audit log.
    pub fn name(&self) -> &'static str {
        self.path.trim_start_matches("/vdx.v1.")
    }

    /// The method at a gRPC path.
    pub fn at(path: &str) -> Option<Self> {
        METHODS.iter().copied().find(|method| method.path == path)
    }

    /// The path of an urgent method; nothing where the method is none.
    pub fn urgent(path: &str) -> Option<&'static str> {
        Self::at(path).filter(|method| method.urgency == Urgency::Urgent).map(|method| method.path)
    }
}

/// Whether a role may call a path.
pub fn allowed(role: Role, path: &str) -> bool {
    match Method::at(path).map(|method| method.access) {
        Some(Access::AnyMember) => true,
        Some(Access::Roles(roles)) => roles.contains(&role),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use prost_reflect::DescriptorPool;

    use super::*;
    use crate::domain::code_list::CodeList;
    use crate::proto::DESCRIPTORS;

    /// Every method of the schema is in the table, and nothing else is: a new method without a
    /// row, and a row without a method, fail here.
    #[test]
    fn the_table_is_of_the_schemas_methods() {
        let pool = DescriptorPool::decode(DESCRIPTORS).unwrap();
        let schema: BTreeSet<String> = pool
            .services()
            .flat_map(|service| {
                let name = service.full_name().to_owned();
                let methods: Vec<_> = service.methods().collect();
                methods.into_iter().map(move |method| format!("/{name}/{}", method.name()))
            })
            .collect();
        let table: BTreeSet<String> = METHODS.iter().map(|method| method.path.to_owned()).collect();
        assert_eq!(table.len(), METHODS.len(), "a method has two rows");
        let ours: BTreeSet<String> =
            table.into_iter().filter(|path| !path.starts_with("/grpc.")).collect();
        assert!(schema.len() > 25, "{schema:?}");
        assert_eq!(ours, schema);
    }

    /// Written out once more, role by role, so that a change of the table is a
    /// decision and not a slip.
    #[test]
    fn every_role_and_method() {
        let expected: &[(&str, [bool; 5])] = &[
            // institution, analyst, liaison, coordinator, auditor
            ("/vdx.v1.IntakeService/SubmitRecords", [true, false, false, false, false]),
            ("/vdx.v1.IntakeService/WithdrawRecords", [true, false, false, false, false]),
            ("/vdx.v1.IntakeService/GetSubmissionStatus", [true, false, false, false, false]),
            ("/vdx.v1.IntakeService/GetRecordStates", [true, false, false, false, false]),
            ("/vdx.v1.IntakeService/ListRecords", [true, false, false, false, false]),
            ("/vdx.v1.IntakeService/EndConsent", [true, false, false, false, false]),
            ("/vdx.v1.IntakeService/CountDueRecords", [false, false, false, true, false]),
            ("/vdx.v1.StatisticsService/QueryTable", [false, true, true, true, false]),
            ("/vdx.v1.StatisticsService/GetIndicators", [false, true, false, true, false]),
            ("/vdx.v1.StatisticsService/ListDimensions", [false, true, true, true, false]),
            ("/vdx.v1.StatisticsService/ListEpochs", [false, true, true, true, false]),
            ("/vdx.v1.StatisticsService/ListReleases", [false, true, true, true, true]),
            ("/vdx.v1.StatisticsService/GetRelease", [false, true, true, true, true]),
            ("/vdx.v1.StatisticsService/ExportSynthetic", [false, true, false, true, false]),
            ("/vdx.v1.PublicationService/PreviewRelease", [false, false, false, true, false]),
            ("/vdx.v1.PublicationService/ProposeRelease", [false, false, false, true, false]),
            ("/vdx.v1.PublicationService/ApproveRelease", [false, false, false, true, false]),
            ("/vdx.v1.PublicationService/StateLostReleases", [false, false, false, true, false]),
            ("/vdx.v1.PublicationService/CheckEpoch", [false, false, false, true, false]),
            ("/vdx.v1.PublicationService/PublishEpoch", [false, false, false, true, false]),
            ("/vdx.v1.MembershipService/GetCaller", [true; 5]),
            ("/vdx.v1.MembershipService/ListMembers", [false, false, false, true, true]),
            ("/vdx.v1.MembershipService/GetMember", [false, false, false, true, true]),
            ("/vdx.v1.MembershipService/PutMember", [false, false, false, true, false]),
            ("/vdx.v1.MembershipService/SetMemberStatus", [false, false, false, true, false]),
            ("/vdx.v1.ReferralService/CreateReferral", [false, false, true, false, false]),
            ("/vdx.v1.ReferralService/ListReferrals", [false, false, true, false, false]),
            ("/vdx.v1.ReferralService/GetReferral", [false, false, true, false, false]),
            ("/vdx.v1.ReferralService/UpdateReferralStatus", [false, false, true, false, false]),
            ("/vdx.v1.ReferralService/AddReferralMessage", [false, false, true, false, false]),
            ("/vdx.v1.ReferralService/WatchReferrals", [false, false, true, false, false]),
            ("/vdx.v1.LiaisonKeyService/PublishLiaisonKey", [false, false, true, false, false]),
            ("/vdx.v1.LiaisonKeyService/ListLiaisonKeys", [false, false, true, false, false]),
            ("/vdx.v1.HitService/CheckHit", [false, false, true, false, false]),
            ("/vdx.v1.HitService/GetHitCheck", [false, false, true, false, false]),
            ("/vdx.v1.HitService/ListWaitingHits", [false, false, true, false, false]),
            ("/vdx.v1.HitService/DecideHit", [false, false, true, false, false]),
            ("/vdx.v1.HitService/ListHitChecks", [false, false, true, true, true]),
            ("/vdx.v1.BackupService/CreateBackup", [false, false, false, true, false]),
            ("/vdx.v1.AuditService/ListAuditEntries", [false, false, false, false, true]),
            ("/vdx.v1.AuditService/GetAuditHead", [false, false, false, false, true]),
            ("/vdx.v1.AuditService/ProveAuditEntry", [false, false, false, false, true]),
            ("/vdx.v1.LogService/GetHead", [true; 5]),
            ("/vdx.v1.LogService/AcknowledgeRestoration", [false, false, false, true, false]),
            ("/vdx.v1.LogService/AddCheckpoint", [true, false, false, false, false]),
            ("/vdx.v1.LogService/AddCosignature", [true, false, false, false, false]),
            ("/vdx.v1.IntakeService/ReportSetAside", [true, false, false, false, false]),
            ("/vdx.v1.LinkageService/ListOwnDuplicates", [true, false, false, false, false]),
            ("/vdx.v1.LinkageService/GetLinkageQuality", [false, false, false, true, false]),
            ("/vdx.v1.RelayService/RunRelay", [false, false, false, true, false]),
            ("/grpc.health.v1.Health/Check", [true; 5]),
            ("/grpc.health.v1.Health/Watch", [true; 5]),
            ("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", [true; 5]),
            ("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", [true; 5]),
            ("/vdx.v1.IntakeService/Unknown", [false; 5]),
            ("/", [false; 5]),
        ];
        for (path, of_roles) in expected {
            for (role, may) in Role::ALL.iter().zip(of_roles) {
                assert_eq!(allowed(*role, path), *may, "{role:?} {path}");
            }
        }
        assert!(METHODS.iter().all(|m| expected.iter().any(|(path, _)| *path == m.path)));
    }
}
