"""Ids of records as they leave: hashed with a secret of the institution."""

from __future__ import annotations

import os
import re
import unicodedata

from blake3 import blake3

from vdx_client._names import trim, words_between_blanks
from vdx_client.keys import keyed, load_secret
from vdx_client.person import _Hidden

HASHED = re.compile("([0-9a-f]{8})-[0-9a-f]{32}")
PLAIN = "plain"
"""In the place of a mark, for ids that are not hashed."""
CONTEXT = "victim-data-exchange 2026 v1 record ids"
VICTIM, ASSISTANCE, PROCEEDING = 1, 2, 3


def mark_of(record_id: str) -> str:
    """The mark of a system with which an id begins; `plain` for one that is not hashed."""
    found = HASHED.fullmatch(record_id.partition(":")[0])
    return found.group(1) if found else PLAIN


class RecordIds(_Hidden):
    """Hashes the record ids of one system of an institution, so that any text is an id and none leaves."""

    __slots__ = ("_key", "mark")

    def __init__(self, secret: bytes, system: str) -> None:
        """From known bytes. `system` tells one system of the institution from another."""
        if not (isinstance(secret, bytes) and len(secret) == 32):
            raise ValueError("secret: must be 32 bytes")
        if not trim(system):
            raise ValueError("system: must name the system whose ids they are, such as registry")
        self._key = blake3(secret + trim(system).encode(), derive_key_context=CONTEXT).digest()
        self.mark = blake3(b"system", key=self._key).digest(length=4).hex()

    @classmethod
    def load(cls, path: str | os.PathLike[str], system: str) -> RecordIds:
        """Reads the key that `vdx keys generate-ids` makes; refuses one that others may read."""
        _, secret = load_secret(path, "vdx record id key")
        return cls(secret, system)

    def id(self, kind: int, raw: str) -> str:
        """The id of a record; empty when nothing is left of the text."""
        words = [unicodedata.normalize("NFC", word) for word in words_between_blanks(raw)]
        if not words:
            return ""
        return f"{self.mark}-{keyed(self._key, bytes([kind]) + ' '.join(words).encode()).hex()}"
