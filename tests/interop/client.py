"""A client written against proto/ alone. Prints a line for each check and a summary."""

import hashlib
import sys
import time

import grpc
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
from grpc_status import rpc_status
from vdx.v1 import codes_pb2, intake_pb2, intake_pb2_grpc, membership_pb2
from vdx.v1 import membership_pb2_grpc, records_pb2, statistics_pb2, statistics_pb2_grpc

PORT, CHECK, PROFILE = int(sys.argv[1]), bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3])
passed = failed = 0


def check(name, holds):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(("ok      " if holds else "FAILED  ") + name)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def channel(member):
    pair = {}
    if member:
        pair = {
            "private_key": read(f"pki/{member}.key.pem"),
            "certificate_chain": read(f"pki/{member}.pem"),
        }
    credentials = grpc.ssl_channel_credentials(read("pki/ca.pem"), **pair)
    return grpc.secure_channel(f"localhost:{PORT}", credentials)


def refused(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    return None


def victim(number):
    token = hashlib.blake2b(str(number).encode(), digest_size=16).digest()
    return records_pb2.VictimRecord(
        record_id=f"py-{number}",
        revision=1,
        tokens=[records_pb2.Token(
            kind=records_pb2.MATCH_KEY_KIND_NATIONAL_ID, key_epoch=1, value=token)],
        trafficking_status=codes_pb2.TRAFFICKING_STATUS_ACTUAL_VICTIM,
        gender=codes_pb2.GENDER_FEMININE,
        citizenships=["XK"],
        identified_on=records_pb2.YearMonth(year=2010, month=3),
        consent=records_pb2.Consent(processing=codes_pb2.YES_NO_YES),
    )


def batches(count, first=0):
    for sequence in range(1, count + 1):
        start = first + sequence * 100
        yield intake_pb2.SubmitRecordsRequest(
            submission_id="python",
            sequence=sequence,
            key_checks=[records_pb2.KeyCheck(key_epoch=1, value=CHECK, profile_id=PROFILE)],
            records=[intake_pb2.Record(victim=victim(n)) for n in range(start, start + 100)],
        )


coordinator = channel("coordinator")
members = membership_pb2_grpc.MembershipServiceStub(coordinator)
for attempt in range(100):
    try:
        grpc.channel_ready_future(coordinator).result(timeout=0.2)
        break
    except grpc.FutureTimeoutError:
        time.sleep(0.1)

for member, role in [("police", "ROLE_INSTITUTION"), ("desk", "ROLE_ANALYST")]:
    entry = membership_pb2.Member(
        trust_domain="exchange.example", member_id=member, display_name=member, country="XK",
        roles=[membership_pb2.Role.Value(role)], status=membership_pb2.MEMBER_STATUS_ACTIVE)
    members.PutMember(membership_pb2.PutMemberRequest(member=entry))
listed = members.ListMembers(membership_pb2.ListMembersRequest()).members
check("the coordinator adds members", len(listed) == 3)

intake = intake_pb2_grpc.IntakeServiceStub(channel("police"))
answers = list(intake.SubmitRecords(batches(3)))
stored = [r.outcome for a in answers for r in a.results]
check("three batches are stored and acknowledged",
      stored == [intake_pb2.RECORD_OUTCOME_STORED] * 300 and answers[-1].durable_through == 3)
status = intake.GetSubmissionStatus(
    intake_pb2.GetSubmissionStatusRequest(submission_id="python"))
check("the position is known", status.durable_through == 3)
answers = list(intake.SubmitRecords(batches(3)))
check("sending again changes nothing",
      {r.outcome for a in answers for r in a.results} == {intake_pb2.RECORD_OUTCOME_UNCHANGED})

publication = statistics_pb2_grpc.PublicationServiceStub(channel("coordinator-1"))
scope = statistics_pb2.ReleaseScope(
    kind=statistics_pb2.RELEASE_KIND_FINAL, first_year=2008, last_year=2011)
proposed = publication.ProposeRelease(statistics_pb2.ProposeReleaseRequest(scope=scope)).release
error = refused(lambda: publication.ApproveRelease(
    statistics_pb2.ApproveReleaseRequest(number=proposed.number)))
check("who proposes a release cannot approve it",
      error and error.code() == grpc.StatusCode.PERMISSION_DENIED)
second = statistics_pb2_grpc.PublicationServiceStub(channel("coordinator-2"))
released = second.ApproveRelease(
    statistics_pb2.ApproveReleaseRequest(number=proposed.number)).release
check("another coordinator does", released.stage == statistics_pb2.RELEASE_STAGE_RELEASED)

statistics = statistics_pb2_grpc.StatisticsServiceStub(channel("desk"))
question = statistics_pb2.QueryTableRequest(
    measure=statistics_pb2.MEASURE_PERSONS, group_by=["gender"])
cells = {c.codes[0]: c for c in statistics.QueryTable(question).cells}
# The noise is drawn anew in each run: its interval misses the truth in one of ten.
women, men = cells["FEMININE"], cells["MASCULINE"]
protected = (women.low < women.high and abs(women.low + women.high - 600) < 160
             and men.low == 0 and men.high < 80)
if not protected:
    print(women, men)
check("an analyst gets a protected count", protected)

error = refused(lambda: statistics_pb2_grpc.StatisticsServiceStub(channel("police"))
                .QueryTable(question))
check("a wrong role is refused", error and error.code() == grpc.StatusCode.PERMISSION_DENIED)
error = refused(lambda: statistics_pb2_grpc.StatisticsServiceStub(channel(None))
                .QueryTable(question, timeout=5))
check("no certificate is refused", error and error.code() == grpc.StatusCode.UNAVAILABLE)

bad = statistics_pb2.QueryTableRequest(
    measure=statistics_pb2.MEASURE_PERSONS, group_by=["colour"])
error = refused(lambda: statistics.QueryTable(bad))
request = error_details_pb2.BadRequest()
details = rpc_status.from_call(error).details if error else []
check("an error names the field", len(details) == 1 and details[0].Unpack(request)
      and request.field_violations[0].field == "group_by[0]")

services = ProtoReflectionDescriptorDatabase(coordinator).get_services()
wanted = {f"vdx.v1.{name}Service" for name in
          ["Intake", "Statistics", "Publication", "Membership"]} | {"grpc.health.v1.Health"}
check("reflection lists the services", wanted <= set(services))
health = health_pb2_grpc.HealthStub(coordinator).Check(health_pb2.HealthCheckRequest())
check("health says serving", health.status == health_pb2.HealthCheckResponse.SERVING)

print(f"\n{passed} passed, {failed} failed")
sys.exit(failed > 0)
