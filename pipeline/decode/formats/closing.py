"""What closes a transmission's copy: initials of the desk, the agency's name, the line with the time, `NNNN`."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.signoff import closes
from pipeline.story import Note

LINES = 8
"""How many lines may close a message."""
LONGEST = 80

_HEADER = re.compile(
    r"(?:(?:AFP|APA|dpa|DPA|REUTERS)\s{1,3})?[0-9]{6}\s{1,3}(?:[A-Z]{3,4}\s{1,3})?[^\W\d_]{3,10}\.?(?:\s{1,3}[0-9]{2,4})?$"
    r"|APA[0-9]{3,5}\s{1,12}[0-9]{4}-|[0-9]{1,2}-[A-Za-z]{3}-[0-9]{2} {1,3}[0-9]{2}[:.][0-9]{2}(?: N{2,4})?$|N{3,4}$"
    r"|INDEX: ?[A-Z][A-Z ,/-]{2,60}$|AP-[A-Z]{2}-[0-9]{2}-"
    r"|[A-Z]{3}-[0-9]{2}:[0-9]{2}-[0-9]{2}-|upi [0-9]{2}-[0-9]{2}-[0-9]{2} "
)
_INITIALS = re.compile(r"[A-Z]{2,4}$")
"""Beneath the agency in brackets: `(ANSA).` and `ABC`."""


def without_closing(copy: str) -> tuple[str, tuple[Note, ...]]:
    """The copy without the lines that close it, and these as notes: `header` with the time, else `signoff`."""
    closing: list[Note] = []
    rest = copy.rstrip()
    for _ in range(LINES):
        before, _, last = rest.rpartition("\n")
        line = " ".join(last.split())
        timed = _HEADER.match(line)
        signed = closes(line) or (_INITIALS.match(line) and before.rstrip().endswith((")", ").")))
        if not line or len(line) > LONGEST or not (timed or signed):
            break
        closing.insert(0, Note(kind="header" if timed else "signoff", text=line))
        rest = before.rstrip()
    return rest, tuple(closing)
