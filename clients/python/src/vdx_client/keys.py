"""The secrets of an institution, in files that their owner alone may read."""

from __future__ import annotations

import os
import stat
import tomllib
from enum import Enum
from typing import BinaryIO

from blake3 import blake3

from vdx_client._proto import records_pb2
from vdx_client.person import _Hidden

_EXTRA = frozenset({"kind", "epoch", "secret"})


class KeyFileError(Exception):
    """A file of a key that cannot be used. Its text repeats nothing of the key."""


class Scope(Enum):
    """Which of the two secrets."""

    NATIONAL = "national"
    TRANSNATIONAL = "transnational"

    @property
    def file_kind(self) -> str:
        return f"vdx {self.value} key"

    @property
    def token_context(self) -> str:
        return f"victim-data-exchange 2026 v1 {self.value} token key"

    @property
    def check_context(self) -> str:
        return f"victim-data-exchange 2026 v1 {self.value} key check value"


def open_private(path: str | os.PathLike[str]) -> BinaryIO:
    """Opens a file that its owner alone may read (root's may be open to a group)."""
    file = open(path, "rb")  # noqa: SIM115
    # The file that is looked at is the one that is read.
    status = os.fstat(file.fileno())
    allowed = 0o740 if status.st_uid == 0 else 0o700
    if os.name == "posix" and stat.S_IMODE(status.st_mode) & 0o777 & ~allowed:
        file.close()
        raise KeyFileError(f"{path}: others may read this key file; allow only its owner (chmod 600)")
    return file


def read_private(path: str | os.PathLike[str]) -> bytes:
    """Reads a file that its owner alone may read."""
    with open_private(path) as file:
        return file.read()


def load_secret(path: str | os.PathLike[str], kind: str) -> tuple[int, bytes]:
    """Epoch and secret of a key file."""
    content = read_private(path)
    found = _parsed(content, kind)
    if found is None:
        raise KeyFileError(
            f"{path}: not a {kind} file (kind, epoch of 1 or more, 64 hexadecimal digits of secret)"
        )
    return found


def _parsed(content: bytes, kind: str) -> tuple[int, bytes] | None:
    # Errors of these parsers may repeat what stands in the file: none of them gets out.
    try:
        file = tomllib.loads(content.decode())
        secret = bytes.fromhex(file["secret"])
        epoch = file["epoch"]
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        return None
    is_whole = set(file) == _EXTRA and file["kind"] == kind and len(file["secret"]) == 64
    is_epoch = type(epoch) is int and 1 <= epoch < 1 << 32
    return (epoch, secret) if is_whole and is_epoch else None


class TokenKey(_Hidden):
    """The secret of one scope and epoch. It prints as nothing and is never pickled."""

    __slots__ = ("_secret", "epoch", "scope")

    def __init__(self, scope: Scope, epoch: int, secret: bytes) -> None:
        """A key from known bytes, for an institution that keeps it elsewhere (an HSM, a vault)."""
        if not (type(epoch) is int and 1 <= epoch < 1 << 32):
            raise ValueError("epoch: must be 1 or more, in 32 bits")
        if not (isinstance(secret, bytes) and len(secret) == 32):
            raise ValueError("secret: must be 32 bytes")
        self.scope = scope
        self.epoch = epoch
        self._secret = secret

    @classmethod
    def load(cls, path: str | os.PathLike[str], scope: Scope = Scope.NATIONAL) -> TokenKey:
        """Reads a key file; refuses one that others may read."""
        epoch, secret = load_secret(path, scope.file_kind)
        return cls(scope, epoch, secret)

    def _derived(self, context: str, purpose: bytes) -> bytes:
        material = self._secret + self.epoch.to_bytes(4, "little") + purpose
        return blake3(material, derive_key_context=context).digest()

    def derived(self, purpose: bytes) -> bytes:
        """The key of one purpose."""
        return self._derived(self.scope.token_context, purpose)

    def check_value(self) -> bytes:
        """Tells two keys apart without telling anything of either."""
        return self._derived(self.scope.check_context, b"")[:8]

    def check(self, profile_id: bytes) -> records_pb2.KeyCheck:
        """What a client proves of the key."""
        national = self.scope is Scope.NATIONAL
        return records_pb2.KeyCheck(
            key_epoch=self.epoch,
            value=self.check_value(),
            profile_id=profile_id,
            scope=records_pb2.KEY_SCOPE_NATIONAL if national else records_pb2.KEY_SCOPE_TRANSNATIONAL,
        )


def keyed(key: bytes, text: bytes) -> bytes:
    """A keyed hash of 16 bytes."""
    return blake3(text, key=key).digest(length=16)
