//! Who gets in, and who is put out.

mod common;

use std::path::Path;
use std::time::Duration;

use common::{DOMAIN, Site, batch, entry, outcomes, query, record, victim};
use tonic::{Code, Status};
use tonic_types::StatusExt;
use vdx::client::{Client, ClientError};
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::{MemberStatus, Role};
use vdx::domain::country::Country;
use vdx::domain::id::MemberId;
use vdx::domain::member::Member;
use vdx::identity::pki::{Authority, Profile};
use vdx::identity::{SpiffeId, TrustDomain};
use vdx::proto::v1;
use vdx::store::{Batch, Entry, Space, encode_entry};

/// Connects and calls; TLS 1.3 tells a client of a refusal at its first call.
async fn knock(site: &Site, certificate: Option<&Path>) -> Result<(), Status> {
    let profile = site.profile(certificate.map(Into::into));
    let client = match Client::connect(&profile).await {
        Ok(client) => client,
        Err(ClientError::Connect { reason, .. }) => return Err(Status::unavailable(reason)),
        Err(error) => panic!("{error}"),
    };
    client.membership().get_caller(v1::GetCallerRequest {}).await.map(|_| ())
}

fn reason(status: &Status) -> String {
    status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default()
}

#[tokio::test]
async fn only_good_certificates_of_our_authority_get_through_the_handshake() {
    let mut site = Site::start().await;
    let good = site.certificate(Role::Coordinator, "coordinator");
    knock(&site, Some(&good)).await.unwrap();

    knock(&site, None).await.unwrap_err();

    // Another authority that claims our trust domain.
    let elsewhere = tempfile::tempdir().unwrap();
    let mut foreign = Authority::init(&elsewhere.path().join("pki"), DOMAIN, 30).unwrap();
    let id = SpiffeId::parse(&format!("spiffe://{DOMAIN}/coordinator/coordinator")).unwrap();
    let stem = elsewhere.path().join("forged");
    foreign.issue(&Profile::Client(id.clone()), 7, &stem).unwrap();
    knock(&site, Some(&stem.with_extension("pem"))).await.unwrap_err();

    // Expired: valid to the second in which it was made.
    let stem = site.dir.path().join("expired");
    site.authority.issue(&Profile::Client(id), 0, &stem).unwrap();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    knock(&site, Some(&stem.with_extension("pem"))).await.unwrap_err();

    // A server's certificate is no client's.
    let server = site.dir.path().join("pki/server.pem");
    knock(&site, Some(&server)).await.unwrap_err();
}

#[tokio::test]
async fn a_partners_authority_cannot_mint_our_identities() {
    // Both authorities are trusted, each for its own domain alone.
    let dir = tempfile::tempdir().unwrap();
    let pki = |name: &str| dir.path().join(name);
    Authority::init(&pki("ours"), "ours.example", 30).unwrap();
    let mut partner = Authority::init(&pki("partner"), "partner.example", 30).unwrap();
    let domains = ["ours", "partner"].map(|name| {
        let (ca, crl) = (pki(name).join("ca.pem"), pki(name).join("crl.pem"));
        TrustDomain::new(format!("{name}.example"), ca, crl)
    });
    let verifier = vdx::identity::TrustStore::load(domains.to_vec()).unwrap().verifier();
    let verify = |pem: &Path| {
        use rustls::pki_types::{CertificateDer, UnixTime, pem::PemObject};
        let certificate = CertificateDer::from_pem_file(pem).unwrap();
        verifier.verify_client_cert(&certificate, &[], UnixTime::now())
    };
    let id = SpiffeId::parse("spiffe://partner.example/liaison/tirana").unwrap();
    partner.issue(&Profile::Client(id), 7, &pki("honest")).unwrap();
    verify(&pki("honest.pem")).unwrap();

    // The authority refuses, so the test edits its name first, as a hostile one would.
    let index = pki("partner").join("index.json");
    let text = std::fs::read_to_string(&index).unwrap();
    std::fs::write(&index, text.replace("partner.example", "ours.example")).unwrap();
    let mut hostile = Authority::open(&pki("partner")).unwrap();
    let id = SpiffeId::parse("spiffe://ours.example/coordinator/coordinator").unwrap();
    hostile.issue(&Profile::Client(id), 7, &pki("forged")).unwrap();
    verify(&pki("forged.pem")).unwrap_err();
}

#[tokio::test]
async fn role_and_register_both_count() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let denied = query(&police, &[], &[]).await.unwrap_err();
    assert_eq!((denied.code(), reason(&denied).as_str()), (Code::PermissionDenied, "DENIED"));

    // A certificate for a role that the register does not grant, and a valid one of nobody.
    for member in ["police", "stranger"] {
        let certificate = site.certificate(Role::Analyst, member);
        let denied = knock(&site, Some(&certificate)).await.unwrap_err();
        assert!(denied.message().contains("not in the register"), "{denied:?}");
    }

    // A method that is in no table.
    let path = http::uri::PathAndQuery::from_static("/vdx.v1.IntakeService/Everything");
    let coordinator = site.coordinator().await;
    let mut grpc = tonic::client::Grpc::new(coordinator.channel());
    grpc.ready().await.unwrap();
    let codec = tonic_prost::ProstCodec::<v1::GetCallerRequest, v1::GetCallerResponse>::default();
    let request = tonic::Request::new(v1::GetCallerRequest {});
    let denied = grpc.unary(request, path, codec).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
}

/// Messages of any type, as bytes.
#[derive(Clone, Default)]
struct Raw;

impl tonic::codec::Codec for Raw {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;
    fn encoder(&mut self) -> Self {
        Self
    }
    fn decoder(&mut self) -> Self {
        Self
    }
}

impl tonic::codec::Encoder for Raw {
    type Item = Vec<u8>;
    type Error = Status;
    fn encode(
        &mut self,
        item: Vec<u8>,
        buffer: &mut tonic::codec::EncodeBuf<'_>,
    ) -> Result<(), Status> {
        prost::bytes::BufMut::put_slice(buffer, &item);
        Ok(())
    }
}

impl tonic::codec::Decoder for Raw {
    type Item = Vec<u8>;
    type Error = Status;
    fn decode(
        &mut self,
        buffer: &mut tonic::codec::DecodeBuf<'_>,
    ) -> Result<Option<Vec<u8>>, Status> {
        let mut item = vec![0; prost::bytes::Buf::remaining(buffer)];
        prost::bytes::Buf::copy_to_slice(buffer, &mut item);
        Ok(Some(item))
    }
}

/// Calls a method with one empty message: whether the gate lets it through.
async fn passes_the_gate(client: &Client, path: &str) -> bool {
    let mut grpc = tonic::client::Grpc::new(client.channel());
    grpc.ready().await.unwrap();
    let path = path.parse::<http::uri::PathAndQuery>().unwrap();
    let once = tonic::Request::new(tokio_stream::once(Vec::new()));
    let status = match grpc.streaming(once, path.clone(), Raw).await {
        Ok(answer) => {
            // Some say nothing until something happens, others refuse in their first message.
            let mut messages = answer.into_inner();
            let first = tokio::time::timeout(Duration::from_millis(200), messages.message());
            match first.await {
                Ok(Err(status)) => status,
                _ => return true,
            }
        }
        Err(status) => status,
    };
    let denied = status.message() == "the role does not allow this call";
    assert_eq!(denied, status.code() == Code::PermissionDenied, "{path} {status:?}");
    !denied
}

/// The matrix of roles and methods over the wire, for whatever the schema has: every call with an
/// empty message through the running server.
#[tokio::test]
async fn every_role_may_call_what_the_table_says_and_nothing_else() {
    let mut site = Site::start().await;
    let pool = prost_reflect::DescriptorPool::decode(vdx::proto::DESCRIPTORS).unwrap();
    let mut paths: Vec<String> = Vec::new();
    for service in pool.services() {
        let of =
            |m: prost_reflect::MethodDescriptor| format!("/{}/{}", service.full_name(), m.name());
        paths.extend(service.methods().map(of));
    }
    let others = vdx::exchange::Method::ALL.iter().map(|method| method.path.to_owned());
    paths.extend(others.filter(|path| path.starts_with("/grpc.")));
    // What is served but in no table, or was never there.
    paths
        .extend(["/vdx.v1.IntakeService/Everything", "/vdx.v1.Nothing/At", "/x"].map(String::from));

    let mut allowed = 0;
    for role in Role::ALL {
        let client = match role {
            Role::Coordinator => site.coordinator().await,
            role => site.member(*role, &format!("m{}", role.number())).await,
        };
        for path in &paths {
            let may = vdx::exchange::allowed(*role, path);
            assert_eq!(passes_the_gate(&client, path).await, may, "{role:?} {path}");
            allowed += usize::from(may);
        }
    }
    assert!(allowed > 40, "{allowed}");
}

#[tokio::test]
async fn suspension_takes_effect_on_the_next_call_and_the_next_batch() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let coordinator = site.coordinator().await;
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let one = |sequence| {
        batch(&site, "s", sequence, vec![record(victim(&format!("r{sequence}"), sequence))])
    };
    sender.send(one(1)).await.unwrap();
    let stream = tokio_stream::wrappers::ReceiverStream::new(receiver);
    let mut answers = police.intake().submit_records(stream).await.unwrap().into_inner();
    let first = answers.message().await.unwrap().unwrap();
    assert_eq!(outcomes(&first), [v1::RecordOutcome::Stored]);

    let suspend = |status: v1::MemberStatus| v1::SetMemberStatusRequest {
        trust_domain: DOMAIN.into(),
        member_id: "police".into(),
        status: status as i32,
    };
    let request = suspend(v1::MemberStatus::Suspended);
    coordinator.membership().set_member_status(request).await.unwrap();
    sender.send(one(2)).await.unwrap();
    let denied = answers.message().await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
    let denied = police.membership().get_caller(v1::GetCallerRequest {}).await.unwrap_err();
    assert!(denied.message().contains("suspended"));

    // It outlives a restart, and can be taken back.
    site.restart().await;
    let certificate = site.certificate(Role::Institution, "police");
    let denied = knock(&site, Some(&certificate)).await.unwrap_err();
    assert!(denied.message().contains("suspended"), "{denied:?}");
    let coordinator = site.coordinator().await;
    let request = suspend(v1::MemberStatus::Active);
    coordinator.membership().set_member_status(request).await.unwrap();
    let police = site.client(Role::Institution, "police").await;
    police.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
}

#[tokio::test]
async fn revocation_cuts_open_connections_and_refuses_new_ones() {
    let mut site = Site::start().await;
    let analyst = site.member(Role::Analyst, "desk").await;
    analyst.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
    let subject = format!("spiffe://{DOMAIN}/analyst/desk");
    // The list of the file system is watched: effective within seconds.
    assert_eq!(site.authority.revoke(&subject).unwrap().len(), 1);
    let mut last = None;
    for _ in 0..100 {
        match analyst.membership().get_caller(v1::GetCallerRequest {}).await {
            Ok(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(status) => {
                last = Some(status);
                break;
            }
        }
    }
    let status = last.expect("the revoked certificate is refused");
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Unauthenticated, "REVOKED"));
    let certificate = site.dir.path().join("pki/desk-Analyst.pem");
    knock(&site, Some(&certificate)).await.unwrap_err();
    // A new certificate of the same member is good.
    let fresh = site.certificate(Role::Analyst, "desk");
    knock(&site, Some(&fresh)).await.unwrap();
    assert!(site.authority.revoke(&subject).is_ok());
    assert!(site.authority.revoke("no-such-serial").is_err());
}

#[tokio::test]
async fn only_tls_1_3_with_the_hybrid_key_exchange_is_spoken() {
    use rustls::pki_types::ServerName;
    use std::sync::Arc;
    use vdx::identity::{TlsFiles, client_config};
    let mut site = Site::start().await;
    let certificate = site.certificate(Role::Coordinator, "coordinator");
    let files = TlsFiles::new(&certificate, certificate.with_extension("key.pem"));
    let ca = site.dir.path().join("pki/ca.pem");
    let config = client_config(Some(&files), &ca).unwrap();
    let connect = async |config: rustls::ClientConfig| {
        let stream = tokio::net::TcpStream::connect(site.address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await
    };
    let stream = connect(config).await.unwrap();
    let (_, session) = stream.get_ref();
    assert_eq!(session.protocol_version(), Some(rustls::ProtocolVersion::TLSv1_3));
    let group = session.negotiated_key_exchange_group().unwrap().name();
    assert_eq!(group, rustls::NamedGroup::X25519MLKEM768);

    // Nobody but an HTTP/2 client is answered.
    let mut other = client_config(Some(&files), &ca).unwrap();
    other.alpn_protocols = vec![b"http/1.1".to_vec()];
    assert!(connect(other).await.is_err());
}

#[tokio::test]
async fn the_register_keeps_its_rules() {
    let mut site = Site::start().await;
    let coordinator = site.coordinator().await;
    let put = async |member: v1::Member| {
        let request = v1::PutMemberRequest { member: Some(member) };
        coordinator.membership().put_member(request).await
    };
    let field = |status: Status| {
        status.get_error_details().bad_request().unwrap().field_violations[0].field.clone()
    };
    let both = entry("police", &[Role::Institution, Role::Analyst]);
    assert_eq!(field(put(both).await.unwrap_err()), "member.roles");
    for roles in [
        &[Role::Coordinator, Role::Auditor][..],
        &[Role::Auditor, Role::Analyst],
        &[Role::Liaison, Role::Auditor],
        &[Role::Liaison, Role::Institution],
    ] {
        assert_eq!(field(put(entry("police", roles)).await.unwrap_err()), "member.roles");
    }
    let own = entry("coordinator", &[Role::Coordinator, Role::Auditor]);
    assert_eq!(field(put(own).await.unwrap_err()), "member.roles");
    put(entry("two-hats", &[Role::Coordinator, Role::Liaison])).await.unwrap();
    put(entry("two-hats", &[Role::Analyst, Role::Liaison])).await.unwrap();
    let nameless = v1::Member { display_name: String::new(), ..entry("a", &[Role::Analyst]) };
    assert_eq!(field(put(nameless).await.unwrap_err()), "member.display_name");
    let nowhere = v1::Member { country: "ZZ".into(), ..entry("a", &[Role::Analyst]) };
    assert_eq!(field(put(nowhere).await.unwrap_err()), "member.country");
    let last = entry("coordinator", &[Role::Analyst]);
    let refused = put(last).await.unwrap_err();
    assert_eq!(reason(&refused), "LAST_COORDINATOR");
    put(entry("second", &[Role::Coordinator])).await.unwrap();

    // A corrected name, or other roles, never reinstate a suspended member.
    let set = async |status: v1::MemberStatus| {
        let request = v1::SetMemberStatusRequest {
            trust_domain: DOMAIN.into(),
            member_id: "two-hats".into(),
            status: status as i32,
        };
        coordinator.membership().set_member_status(request).await
    };
    let thief = site.client(Role::Analyst, "two-hats").await;
    set(v1::MemberStatus::Suspended).await.unwrap();
    let corrected =
        v1::Member { display_name: "Two hats".into(), ..entry("two-hats", &[Role::Analyst]) };
    let stored = put(corrected).await.unwrap().into_inner().member.unwrap();
    assert_eq!((stored.status(), &*stored.display_name), (v1::MemberStatus::Suspended, "Two hats"));
    thief.membership().get_caller(v1::GetCallerRequest {}).await.unwrap_err();
    let back = set(v1::MemberStatus::Active).await.unwrap().into_inner().member.unwrap();
    assert_eq!((back.status(), back.display_name), (v1::MemberStatus::Active, "Two hats".into()));
    site.client(Role::Analyst, "two-hats").await;

    let members = coordinator.membership().list_members(v1::ListMembersRequest {}).await.unwrap();
    assert_eq!(members.into_inner().members.len(), 3);
}

#[tokio::test]
async fn roles_that_control_each_other_do_not_count_in_an_older_register() {
    let mut site = Site::start().await;
    site.member(Role::Analyst, "desk").await;
    site.stop().await;
    // As it was written before the rule: the only coordinator audits itself.
    let store = common::open_store(&site.dir.path().join("data")).unwrap();
    let mut next: u64 = 0;
    let mut count = |_: &[u8], _: &[u8]| {
        next += 1;
        Ok(std::ops::ControlFlow::Continue(()))
    };
    store.scan(Space::Journal, &[], &mut count).unwrap();
    let mut batch = Batch::default();
    for (name, roles) in [
        ("coordinator", [Role::Coordinator, Role::Auditor]),
        ("desk", [Role::Analyst, Role::Auditor]),
    ] {
        let member = Member {
            id: MemberId::new(DOMAIN, name).unwrap(),
            display_name: "Of old".into(),
            country: Country::from_alpha2("XK").unwrap(),
            roles: roles.to_vec(),
            status: MemberStatus::Active,
        };
        batch.put(Space::Journal, &next.to_be_bytes(), encode_entry(&Entry::Member(member)));
        next += 1;
    }
    store.commit(batch).unwrap();
    drop(store);
    site.resume().await;

    // It is not locked out, but what it does it cannot audit.
    let coordinator = site.coordinator().await;
    coordinator.membership().list_members(v1::ListMembersRequest {}).await.unwrap();
    for name in ["coordinator", "desk"] {
        let auditor = site.certificate(Role::Auditor, name);
        let refused = Client::connect(&site.profile(Some(auditor))).await.err().unwrap();
        assert!(refused.to_string().contains("does not admit this certificate"), "{refused}");
    }
    let desk = site.client(Role::Analyst, "desk").await;
    desk.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();

    // Such an entry can be suspended, not reinstated, and put right.
    let set = |status: v1::MemberStatus| v1::SetMemberStatusRequest {
        trust_domain: DOMAIN.into(),
        member_id: "desk".into(),
        status: status as i32,
    };
    coordinator.membership().set_member_status(set(v1::MemberStatus::Suspended)).await.unwrap();
    desk.membership().get_caller(v1::GetCallerRequest {}).await.unwrap_err();
    let back = coordinator.membership().set_member_status(set(v1::MemberStatus::Active)).await;
    assert_eq!(back.unwrap_err().code(), Code::InvalidArgument);
    // What it did as analyst it never audits.
    let wrong = v1::PutMemberRequest { member: Some(entry("desk", &[Role::Auditor])) };
    let wrong = coordinator.membership().put_member(wrong).await.unwrap_err();
    assert!(wrong.message().contains("has held ANALYST"), "{wrong:?}");
    let right = v1::PutMemberRequest { member: Some(entry("desk", &[Role::Analyst])) };
    // The put corrects its roles, and does not let it in again.
    let put = coordinator.membership().put_member(right).await.unwrap().into_inner();
    assert_eq!(put.member.unwrap().status(), v1::MemberStatus::Suspended);
    desk.membership().get_caller(v1::GetCallerRequest {}).await.unwrap_err();
    coordinator.membership().set_member_status(set(v1::MemberStatus::Active)).await.unwrap();
    let desk = site.client(Role::Analyst, "desk").await;
    desk.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
}
