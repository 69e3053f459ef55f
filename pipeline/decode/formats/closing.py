"""What closes a transmission's copy: initials of the desk, the agency's name, the line with the time, `NNNN`."""

from __future__ import annotations

import re

from pipeline.story import Note

LINES = 8
"""How many lines may close a message."""
LONGEST = 80

_HEADER = re.compile(
    r"(?:(?:AFP|APA|dpa|DPA|REUTERS)\s{1,3})?[0-9]{6}\s{1,3}(?:[A-Z]{3,4}\s{1,3})?[^\W\d_]{3,10}\.?(?:\s{1,3}[0-9]{2,4})?$"
    r"|APA[0-9]{3,5}\s{1,12}[0-9]{4}-|[0-9]{1,2}-[A-Za-z]{3}-[0-9]{2} {1,3}[0-9]{2}[:.][0-9]{2}(?: NNNN)?$|NNNN$"
    r"|INDEX: ?[A-Z][A-Z ,/-]{2,60}$|AP-[A-Z]{2}-[0-9]{2}-"
    r"|[A-Z]{3}-[0-9]{2}:[0-9]{2}-[0-9]{2}-|upi [0-9]{2}-[0-9]{2}-[0-9]{2} "
)
_SIGNOFF = re.compile(
    r"(?:dpa|epd|sid)(?:[ /][\w/*-]{1,12}){1,10}$"  # dpa hm yyzz a3 wjh
    r"|[a-z]{2,3}(?:/[a-z]{2,3}){1,4}$"  # kna/abc, ab/cd/ef
    r"|\(?(?:SDA|ATS|SDA-ATS|Keystone-SDA|Keystone-ATS|Keystone-SDA-ATS)\\?[/ ][^()\n]{0,30}\)?$"  # (SDA-ATS/hz fm)
    r"|\(Schluss\)[^\n]{0,20}$"  # (Schluss) abc/def
    r"|\((?:[\w/ -]{1,30}/)?(?:Adnkronos|AGI|ANSA|EFE|Lusa)\)\.?(?: [A-Z]{2,4})?$"
    r"|(?:AAP|AFP|AGI|ANSA|APA|EFE|KNA|XINHUA|Xinhua)(?:[/ ][\w/ -]{1,20})?$"  # AAP bt/kl
    r"|={1,3}\s?[A-Z][A-Za-z]{1,12}$"  # ==Kyodo
    r"|Lusa/[Ff]im$|[A-Z]{2,5} // [A-Z]{2,5}$|\./\.(?:\s?[A-Z/]{2,16})?$|REUTERS(?: [A-Z]{2,4}){1,3}$"
    r"|\(©\s?[A-Z]{2,5}\)$|/ritzau/$"
    r"|(?:[A-Z]{2,3}|Y[0-9]{2})[-/][A-Z]{2,4}$|ISSN [0-9 -]{8,14}$"
)
_GLUED = re.compile(
    r"(?<=[.!?\"”»])\s{0,2}(?P<mark>\((?:ANSA|AGI|APA|KNA|EFE|Lusa|Belga|(?:[A-Z][a-z]{2}/)?Adnkronos)\)\.?"
    r"(?:\s{1,40}[A-Z]{2,4})?|\(©\s?[A-Z]{2,5}\)|EFE(?:COM|AGRO|VERDE)?|/ritzau/)\s{0,80}$"
)


def without_closing(copy: str) -> tuple[str, tuple[Note, ...]]:
    """The copy without the lines that close it, and these as notes: `header` with the time, else `signoff`."""
    closing: list[Note] = []
    rest = copy.rstrip()
    for _ in range(LINES):
        before, _, last = rest.rpartition("\n")
        line = " ".join(last.split())
        timed = _HEADER.match(line)
        if not line or len(line) > LONGEST or not (timed or _SIGNOFF.match(line)):
            break
        closing.insert(0, Note(kind="header" if timed else "signoff", text=line))
        rest = before.rstrip()
    glued = _GLUED.search(rest, max(0, len(rest) - 200))
    if glued:
        rest = rest[: glued.start()]
        closing.insert(0, Note(kind="signoff", text=" ".join(glued["mark"].split())))
    return rest, tuple(closing)
