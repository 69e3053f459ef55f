"""What may come in: names of sources, sizes of pieces, who may send."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import BadSetting
from pipeline.settings import Collect
from pipeline.supplier import UNKNOWN, Supplier

SOURCE_NAME = r"[A-Za-z0-9._-]{1,64}"


def check_source(name: str, key: str) -> None:
    """Refuse a name that can't stand in headers, metrics and file names; `key` says where it was given."""
    if not re.fullmatch(SOURCE_NAME, name):
        raise BadSetting(f"{key}: {name[:80]!r} is no name of a source: 1 to 64 of A-Z a-z 0-9 . _ -")


@dataclass(frozen=True)
class Limits:
    """The largest piece that is taken of each source: what the raw topic takes, or less where its supplier says so."""

    raw: int
    suppliers: Mapping[str, Supplier]

    def of(self, source: str) -> int:
        return min(self.raw, self.suppliers.get(source, UNKNOWN).max_bytes or self.raw)


def refuse_open(part: Collect) -> None:
    """Raise `BadSetting` where others could send copy without a token."""
    try:
        loopback = part.host == "localhost" or ipaddress.ip_address(part.host).is_loopback
    except ValueError:
        loopback = False
    if not loopback and not token_of(part):
        raise BadSetting(
            f"collect.token: collect.host {part.host} can be reached from other machines: "
            "set WIRE_COLLECT__TOKEN, or collect.host = 127.0.0.1"
        )


def token_of(part: Collect) -> bytes | None:
    """The token of the settings; an empty one is none."""
    return (part.token.get_secret_value() if part.token else "").encode() or None
