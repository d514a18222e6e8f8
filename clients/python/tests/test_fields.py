"""Every field of the schema can be given."""

from __future__ import annotations

import inspect

import pytest

from vdx_client import Identity, Pseudonymizer, Scope, TokenKey
from vdx_client._proto import records_pb2
from vdx_client.fields import CODES, LISTS, AssistanceFields, NoConsent, ProceedingFields, VictimFields, codes_of

MADE = {
    "tokens", "transnational_tokens", "consent", "compensation", "victim", "victims", "case_token", "defendant_token",
    "key_epoch",
}
"""What is made of a person, of a case number, or of several fields."""


@pytest.mark.parametrize(("message", "method", "more"), [
    (records_pb2.VictimRecord, Pseudonymizer.victim, VictimFields),
    (records_pb2.AssistanceRecord, Pseudonymizer.assistance, AssistanceFields),
    (records_pb2.ProceedingRecord, Pseudonymizer.proceeding, ProceedingFields),
])
def test_every_field_can_be_given(message: type, method: object, more: type) -> None:
    names = {field.name for field in message.DESCRIPTOR.fields} - MADE  # type: ignore[attr-defined]
    taken = set(inspect.signature(method).parameters) | set(more.__annotations__)  # type: ignore[arg-type]
    assert names <= taken
    consents = {field.name for field in records_pb2.Consent.DESCRIPTOR.fields}
    if message is records_pb2.VictimRecord:
        assert consents == {"processing", "cross_border_sharing", "discoverable_by"}
    for name, value in message.DESCRIPTOR.fields_by_name.items():  # type: ignore[attr-defined]
        if value.enum_type is not None:
            wrapper = {**CODES, **LISTS}[name]
            assert wrapper.DESCRIPTOR is value.enum_type and codes_of(name)


@pytest.mark.parametrize("said", ["NO", "UNKNOWN", ""])
def test_services_and_cases_leave_with_no_other_consent_than_yes(said: str) -> None:
    maker = Pseudonymizer([TokenKey(Scope.NATIONAL, 1, bytes(range(32)))], plain_ids=True)

    def service(**consent: str) -> records_pb2.AssistanceRecord:
        return maker.assistance(
            None, record_id="s-1", victim_record_id="v-1", service="SHELTER", status="PROVIDED",
            started_on=(2010, 5), **consent,  # type: ignore[arg-type]
        ).assistance

    def case(**consent: str) -> records_pb2.ProceedingRecord:
        return maker.proceeding(
            Identity(), record_id="c-1", case_number="PPN 17/2010", stage="PROSECUTION", outcome="ONGOING",
            offence="TRAFFICKING", opened_on=(2010, 5), **consent,  # type: ignore[arg-type]
        ).proceeding

    for made in (service, case):
        with pytest.raises(NoConsent):
            made(consent_processing=said)
        assert made(consent_processing="YES") == made()
