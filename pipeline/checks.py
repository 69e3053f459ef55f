"""What a check found: one line, green or the fix. Rooms return findings; the command line prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`fix` is a sentence that says what to do; it is null where `ok`."""

    name: str
    ok: bool
    message: str
    fix: str | None = None
