"""Telex frames without a message of IPTC 7901 or ANPA 1312 inside: `ZCZC`, lines for the machines, copy, `NNNN`.

ANSA's lines are a number (`ORX41233`, alone or with its services) and a class (`R CRO S0A QBXB`); AAP's are routing
(`YY TDR`) and fields by their first character (`#` or `:` the keyword, `^` or `$` the headline, `%` or `$` with one
letter the category).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.charset import without_controls
from pipeline.decode.envelope import Envelope
from pipeline.decode.formats.closing import without_closing
from pipeline.decode.formats.stamps import stamp_of
from pipeline.story import Code, Issue, Note
from pipeline.supplier import Supplier

LONGEST_HEAD = 16
"""Lines within which a frame's head has to end."""

_FRAME = re.compile(r"\s{0,40}zczc(?P<rest>[^\n]{0,120})", re.I)
_ROUTING = re.compile(r"(?:YY|HH) [A-Z]|[A-Z]{2,4}[0-9]{3,6}(?:[_/][A-Z0-9]{2,5}){0,3}$")
_CLASS = re.compile(r"(?P<priority>[A-Z]) (?P<category>[A-Z]{3}) [A-Z0-9]{3}(?: [A-Z0-9]{2,5}){0,3}$")
_FIELD = re.compile(r"(?P<mark>[%#$:=^*&@~])(?![%#$:=^*&+@~-])(?P<value>[^\n]{0,200})$|(?P<takes>\+[0-9 ]{0,8}$)")
"""Two marks in a row are no field: headlines stand between such."""
_TWO = re.compile(r"(?P<slug>[^:]{2,40}?)\s{0,3}:\s{0,3}(?P<headline>\S.{3,200})")


@dataclass
class _Head:
    """What a frame's lines tell; `lines` are those that are only for machines."""

    lines: list[str] = field(default_factory=list)
    headline: str | None = None
    slug: str | None = None
    category: str | None = None
    priority: str | None = None


def frame_of(message: str, issues: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    text, in_text = without_controls(message)
    head, copy = _read_head(text)
    copy, closing = without_closing(copy)
    stamp = stamp_of([note.text for note in closing if note.kind == "header"], supplier.time_zone)
    named = next(filter(None, (usual_name(word) for word in " ".join(head.lines[:1]).split()[1:])), None)
    return Envelope(
        format="iptc7901", copy=copy, issues=(*issues, *in_text), headline=head.headline, slug=head.slug, agency=named,
        priority=head.priority, categories=(Code(scheme="iptc7901", code=head.category),) if head.category else (),
        day=stamp.day if stamp else None, sent=stamp.moment if stamp else None,
        before=tuple(Note(kind="header", text=line) for line in head.lines), after=closing,
    )  # fmt: skip


def _read_head(text: str) -> tuple[_Head, str]:
    """The head of a frame, and the copy: it begins with the first line that is none for machines."""
    head = _Head()
    found = _FRAME.match(text)
    if not found:
        return head, text
    head.lines.append(" ".join(found[0].split()))
    lines = text[found.end() :].removeprefix("\n").split("\n", LONGEST_HEAD)
    at = 0
    while at < min(len(lines), LONGEST_HEAD) and _takes(head, " ".join(lines[at].split())):
        at += 1
    return head, "\n".join(lines[at:])


def _takes(head: _Head, line: str) -> bool:
    """Read one line of the head; False for a line of copy."""
    if not line:
        return True
    classed, told = _CLASS.match(line), _FIELD.match(line)
    if classed:
        head.priority, head.category = classed["priority"], classed["category"]
        head.lines.append(line)
    elif told and told["takes"]:
        head.lines.append(line)
    elif told:
        _take_field(head, told["mark"], told["value"].strip(), line)
    elif _ROUTING.match(line):
        head.lines.append(line)
    else:
        return False
    return True


def _take_field(head: _Head, mark: str, value: str, line: str) -> None:
    """A headline is taken out of the head; all else stays in it as a line."""
    two = _TWO.match(value) if mark == ":" and head.slug is None else None
    if (mark == "^" or (mark == "$" and len(value) > 1)) and head.headline is None:
        head.headline = value
    elif two and head.headline is None:
        head.slug, head.headline = two["slug"], two["headline"]
        head.lines.append(f":{two['slug']}")
    else:
        head.lines.append(line)
        if mark in "%$" and len(value) == 1:
            head.category = value
        elif mark in "#:" and head.slug is None and value and not value.startswith("("):
            head.slug = value
