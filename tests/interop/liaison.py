"""A liaison in Python, written from docs/referrals.md alone: publishes a key, drafts a
referral and sends it. Shares no code with the repository."""

import os
import struct
import sys
import time

import grpc
from blake3 import blake3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from vdx.v1 import codes_pb2, referral_codes_pb2, records_pb2
from vdx.v1 import referrals_pb2, referrals_pb2_grpc

PORT = int(sys.argv[1])
MEMBER = "exchange.example/albania"
RECIPIENT = "exchange.example/kosovo"


def fields(label, *parts):
    encoded = [part if isinstance(part, bytes) else part.encode() for part in (label, *parts)]
    return b"".join(struct.pack(">I", len(part)) + part for part in encoded)


def read(name):
    with open(f"pki/{name}", "rb") as file:
        return file.read()


credentials = grpc.ssl_channel_credentials(
    read("ca.pem"), read("albania.key.pem"), read("albania.pem")
)
channel = grpc.secure_channel(f"localhost:{PORT}", credentials)

# A sealing key that nobody can open: this client seals nothing. The zeros are a well-formed
# ML-KEM-768 key.
sealing_key = bytes(1152) + os.urandom(32) + os.urandom(32)
signer = Ed25519PrivateKey.generate()
signing_key = signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
key = fields("vdx liaison key v1", MEMBER, struct.pack(">I", 1), sealing_key, signing_key)
key_id = blake3(key).digest()[:8]
name = referrals_pb2.MemberName(trust_domain="exchange.example", member_id="albania")
referrals_pb2_grpc.LiaisonKeyServiceStub(channel).PublishLiaisonKey(
    referrals_pb2.PublishLiaisonKeyRequest(
        key=referrals_pb2.LiaisonKey(
            member=name,
            version=1,
            sealing_key=sealing_key,
            signing_key=signing_key,
            signature=signer.sign(key),
        )
    )
)
digits = struct.unpack(">8H", blake3(key).digest()[:16])
fingerprint = " ".join(f"{group:05}" for group in digits)

referral_id, pseudonym = os.urandom(16), os.urandom(16)
open_part = fields(
    "vdx referral open part v1", referral_id, RECIPIENT, b"", "MEDICAL", pseudonym,
    "FROM_9_TO_17", "MEDICAL,LEGAL_AID", "", "CHILD_AT_RISK", "", "", "UNACCOMPANIED_CHILD",
)


def statement(number, previous, action, deadline=0):
    signed = fields(
        "vdx referral statement v1", referral_id, struct.pack(">I", number), previous, MEMBER,
        action, "", struct.pack(">q", deadline), open_part if number == 1 else b"", b"", b"",
    )
    message = referrals_pb2.SignedStatement(
        number=number,
        previous=previous,
        action=referral_codes_pb2.ReferralAction.Value(f"REFERRAL_ACTION_{action}"),
        deadline=deadline,
        key_id=key_id,
        signature=signer.sign(signed),
    )
    return signed, message


service = referrals_pb2_grpc.ReferralServiceStub(channel)
signed, message = statement(1, bytes(32), "CREATE")
draft = service.CreateReferral(
    referrals_pb2.CreateReferralRequest(
        open=referrals_pb2.ReferralOpenPart(
            referral_id=referral_id,
            recipient=referrals_pb2.MemberName(
                trust_domain="exchange.example", member_id="kosovo"
            ),
            type=referral_codes_pb2.REFERRAL_TYPE_MEDICAL,
            pseudonym=pseudonym,
            age_band=codes_pb2.AGE_BAND_FROM_9_TO_17,
            needs=[codes_pb2.SERVICE_MEDICAL, codes_pb2.SERVICE_LEGAL_AID],
            basis=referrals_pb2.ReferralBasis(
                basis=referral_codes_pb2.LEGAL_BASIS_CHILD_AT_RISK,
                child_risk=referral_codes_pb2.CHILD_RISK_UNACCOMPANIED_CHILD,
            ),
        ),
        statement=message,
    )
).referral
event = draft.events[0]
expected = blake3(
    fields("vdx referral event v1", signed, message.signature, struct.pack(">q", event.at))
).digest()
assert event.hash == expected, "the hash of an event is as documented"
_, message = statement(2, event.hash, "SEND", int(time.time()) + 86_400)
sent = service.UpdateReferralStatus(
    referrals_pb2.UpdateReferralStatusRequest(referral_id=referral_id, statement=message)
).referral
assert sent.status == referral_codes_pb2.REFERRAL_STATUS_SENT
print(referral_id.hex(), fingerprint.replace(" ", "-"))
