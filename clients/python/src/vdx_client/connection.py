"""How an exchange is reached, and as whom: the client profile, certificates and keys."""

from __future__ import annotations

import datetime
import os
import socket
import ssl
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import grpc
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from vdx_client.keys import KeyFileError, read_private
from vdx_client.refusals import ExchangeError

SOON = datetime.timedelta(days=30)
"""How long before its end a certificate is told of."""
PATIENCE = 15.0
"""Seconds to look why no connection comes about."""
_KNOWN = frozenset(
    "server ca certificate key key_passphrase_file audit_key witness_key witness_days require_witness id_key".split()
)
_HEADS = ("audit_key", "witness_key", "require_witness")

_ALERTS = {
    "ACCESS_DENIED": "the exchange does not admit this certificate: its member is not in the register, is"
    " suspended, or does not hold the certificate's role; ask your coordinator",
    "CERTIFICATE_REVOKED": "the certificate has been revoked; ask your coordinator for a new one",
    "CERTIFICATE_EXPIRED": "the certificate has expired, or the exchange's revocation list has; ask your"
    " coordinator",
    "CERTIFICATE_REQUIRED": "the exchange asks for a certificate; name certificate and key in the profile",
    "UNKNOWN_CA": "the exchange does not know the authority of this certificate, or the authority's revocation"
    " list has ended; ask your coordinator",
    "UNSUPPORTED_CERTIFICATE": "the exchange does not take this certificate; ask your coordinator for a new one",
    "CERTIFICATE_UNKNOWN": "the exchange does not take this certificate; ask your coordinator for a new one",
}


class ProfileError(ExchangeError):
    """A client profile, certificate or key that cannot be used."""


@dataclass(frozen=True, repr=False)
class Connection:
    """A client profile with what its files hold. Prints as the server alone."""

    server: str
    """`https://host:port`."""
    host: str
    port: int
    authority: bytes
    """The authority of the server's certificate, PEM."""
    certificate: bytes | None
    key: bytes | None
    """PEM, without a passphrase."""
    notices: tuple[str, ...]
    """What its user must know, such as that the certificate ends soon."""

    def __repr__(self) -> str:
        return f"<Connection: {self.server}>"

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Connection:
        """Reads a client profile and the files that it names, relative to it."""
        path = Path(path)
        try:
            file = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ProfileError(f"{path}: {error}") from None
        unknown = sorted(set(file) - _KNOWN)
        if unknown:
            raise ProfileError(f"{path}: unknown: {', '.join(unknown)}")
        if file.get("require_witness"):
            raise ProfileError(
                f"{path}: require_witness: this client keeps no heads of the exchange's log and asks no witness;"
                " send with vdx, or use a profile without it"
            )
        host, port = _address(path, file.get("server"))
        base = path.parent
        authority = _certificates(base / _text(path, file, "ca"))
        has_pair = "certificate" in file
        if has_pair != ("key" in file):
            raise ProfileError(f"{path}: certificate and key belong together: give both")
        notices = [f"{name} of the profile is not used by this client: it keeps no heads of the exchange's log; vdx does"
                   for name in _HEADS if name in file]
        pair: tuple[bytes, bytes] | None = None
        if has_pair:
            phrase = None
            if "key_passphrase_file" in file:
                phrase = _first_line(base / _text(path, file, "key_passphrase_file"))
            certificate = base / _text(path, file, "certificate")
            pair, told = _pair(certificate, base / _text(path, file, "key"), phrase)
            notices += told
        return cls(
            server=file["server"], host=host, port=port, authority=authority,
            certificate=pair[0] if pair else None, key=pair[1] if pair else None, notices=tuple(notices),
        )

    def channel(self) -> grpc.Channel:
        """A channel that believes this authority alone, and checks the server's name."""
        credentials = grpc.ssl_channel_credentials(
            root_certificates=self.authority, private_key=self.key, certificate_chain=self.certificate
        )
        host = f"[{self.host}]" if ":" in self.host else self.host
        options = [
            ("grpc.keepalive_time_ms", 30_000),
            ("grpc.keepalive_timeout_ms", 20_000),
            ("grpc.max_receive_message_length", 64 << 20),
            ("grpc.max_send_message_length", -1),
            ("grpc.service_config_disable_resolution", 1),
            ("grpc.use_local_subchannel_pool", 1),
        ]
        return grpc.secure_channel(f"{host}:{self.port}", credentials, options)

    def explain(self) -> str | None:
        """Shakes hands once more, by another library, to learn in words why no connection comes about;
        nothing when one does."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_verify_locations(cadata=self.authority.decode("ascii"))
        context.set_alpn_protocols(["h2"])
        try:
            if self.certificate and self.key:
                _load_pair(context, self.certificate, self.key)
            with (
                socket.create_connection((self.host, self.port), timeout=PATIENCE) as plain,
                context.wrap_socket(plain, server_hostname=self.host) as line,
            ):
                # In TLS 1.3 a server tells of a refusal after the client's part is over.
                first = line.recv(1)
            if not first:
                return "the exchange closed the connection before it said anything; it may be busy"
        except ssl.SSLCertVerificationError as error:
            return (
                f"this is not the exchange of the profile, or its certificate has ended: {error.verify_message}."
                " Nothing was sent; ask the operator"
            )
        except ssl.SSLError as error:
            reason = error.reason or "the handshake failed"
            for alert, words in _ALERTS.items():
                if reason.endswith(alert):
                    return words
            return f"the handshake failed ({reason})"
        except OSError as error:
            return error.strerror or type(error).__name__
        return None


def _address(path: Path, server: object) -> tuple[str, int]:
    try:
        parts = urlsplit(server if isinstance(server, str) else "")
        host, port = parts.hostname, parts.port or 443
        is_bare = parts.path in ("", "/") and not parts.query and not parts.username
    except ValueError:
        host = None
    if not host or parts.scheme != "https" or not is_bare:
        raise ProfileError(f"{path}: server: must be https://host:port")
    return host, port


def _text(path: Path, file: dict[str, object], name: str) -> str:
    value = file.get(name)
    if not isinstance(value, str) or not value:
        raise ProfileError(f"{path}: {name}: must name a file")
    return value


def _first_line(path: Path) -> bytes:
    lines = read_private(path).splitlines()
    return lines[0] if lines else b""


def _certificates(path: Path) -> bytes:
    # Without any, gRPC would believe every authority that the machine knows.
    content = path.read_bytes()
    _parsed(path, content)
    return content


def _parsed(path: Path, content: bytes) -> list[x509.Certificate]:
    try:
        found = x509.load_pem_x509_certificates(content)
    except ValueError:
        found = []
    if not found:
        raise ProfileError(f"{path}: holds no certificate in PEM, or a damaged one")
    return found


def _pair(
    certificate_path: Path, key_path: Path, phrase: bytes | None
) -> tuple[tuple[bytes, bytes], list[str]]:
    chain = certificate_path.read_bytes()
    own = _parsed(certificate_path, chain)[0]
    try:
        content = read_private(key_path)
    except KeyFileError:
        raise ProfileError(
            f"{key_path}: others may read this private key; allow only its owner (chmod 600)"
        ) from None
    key = _opened(key_path, content, phrase)
    spki = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if key.public_key().public_bytes(*spki) != own.public_key().public_bytes(*spki):
        raise ProfileError(f"{key_path}: this private key does not belong to the certificate in {certificate_path}")
    now = datetime.datetime.now(datetime.UTC)
    end = own.not_valid_after_utc
    if end < now:
        raise ProfileError(
            f"{certificate_path}: this certificate ended on {end:%Y-%m-%d}; ask your coordinator for a new one"
        )
    told = []
    if end < now + SOON:
        told.append(f"the certificate {certificate_path} ends on {end:%Y-%m-%d}: ask your coordinator for a new one")
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (chain, pem), told


def _opened(path: Path, content: bytes, phrase: bytes | None):  # type: ignore[no-untyped-def]
    is_encrypted = b"ENCRYPTED" in content
    if is_encrypted and phrase is None:
        raise ProfileError(f"{path}: this private key is encrypted: name a file with its passphrase (key_passphrase_file)")
    try:
        return load_pem_private_key(content, phrase if is_encrypted else None)
    except (ValueError, TypeError):
        pass
    what = "the passphrase does not open this private key" if is_encrypted else "holds no private key in PEM, or a damaged one"
    raise ProfileError(f"{path}: {what}")


def _load_pair(context: ssl.SSLContext, certificate: bytes, key: bytes) -> None:
    """Gives a pair to a context that takes files alone: through memory that has no name, where there is
    such a thing."""
    if not hasattr(os, "memfd_create"):
        return
    handle = os.memfd_create("pair", os.MFD_CLOEXEC)
    try:
        os.write(handle, certificate + b"\n" + key)
        context.load_cert_chain(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)
