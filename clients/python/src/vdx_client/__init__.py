"""An institution's client of victim-data-exchange.

Names, numbers and dates of birth become keyed hashes on this machine (`Pseudonymizer`), and records that
hold nothing else of a person are pushed to an exchange (`Exchange`). docs/pseudonyms-spec.md says how,
byte by byte.
"""

from vdx_client._sending import WentBack
from vdx_client.connection import Connection, ProfileError
from vdx_client.exchange import Exchange, UnknownSystem, read_lines
from vdx_client.fields import NoConsent, RecordError
from vdx_client.keys import KeyFileError, Scope, TokenKey
from vdx_client.person import BirthDate, Identity
from vdx_client.profile import LinkageProfile
from vdx_client.record_ids import RecordIds
from vdx_client.records import PseudonymError, Pseudonymizer, Record
from vdx_client.refusals import ExchangeError, Refused, Retry
from vdx_client.results import Listed, Result, State, Submission
from vdx_client.shared import without_shared_numbers

__all__ = [
    "BirthDate", "Connection", "Exchange", "ExchangeError", "Identity", "KeyFileError", "LinkageProfile",
    "Listed", "NoConsent", "ProfileError", "PseudonymError", "Pseudonymizer", "Record", "RecordError",
    "RecordIds", "Refused", "Result", "Retry", "Scope", "State", "Submission", "TokenKey",
    "UnknownSystem", "WentBack", "read_lines", "without_shared_numbers",
]
