"""The frozen tables, which are copies of those of the Rust crate (`clients/python/make`)."""

from functools import cache
from importlib import resources

from blake3 import blake3

FROZEN = ("scripts.txt", "variants.txt", "given_names.txt", "places.txt")
"""Tables that enter every token, in the order of their hash."""

FROZEN_HASH = "acb85338f36038b4"
"""The first 8 bytes of BLAKE3 over the frozen tables."""


def raw(name: str) -> bytes:
    """The bytes of a table."""
    return resources.files(__package__).joinpath("tables", name).read_bytes()


def text(name: str) -> str:
    """The text of a table."""
    return raw(name).decode()


def lines(name: str) -> list[str]:
    """The lines of a table without its comments."""
    return [line for line in text(name).splitlines() if line and not line.startswith("#")]


def hash_of_frozen() -> str:
    """The hash of the tables as they are here: another one makes other tokens."""
    return blake3(b"".join(raw(name) for name in FROZEN)).hexdigest()[:16]


@cache
def check() -> None:
    """Refuses tables that somebody changed: their tokens would silently never meet."""
    if hash_of_frozen() != FROZEN_HASH:
        raise RuntimeError("the tables of vdx_client are not those of this version: install it anew")


def sections(name: str) -> dict[str, list[str]]:
    """Entries of a table that has sections."""
    found: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in text(name).splitlines():
        if line.startswith("["):
            entries = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("# "):
            entries.append(line)
    return found
