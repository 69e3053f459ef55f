"""IPTC 7901, Recommendation 7901 of the IPTC (revision 5, 1995), as dpa, SDA/ATS, APA, KNA, Reuters and others send it.

`SOH` source and number, priority, category, words and what the provider adds; lines with keywords; `STX` heading and
text; `ETX` day, time, month and year; `EOT`. The heading ends with ` =` (`title.py`). Files that were saved without the
control characters are read by their lines; telex frames (`ZCZC … NNNN`) with or without such a message inside are taken
off (`telex.py`). See `docs/formats/iptc7901.md`.
"""

from __future__ import annotations

import re
from typing import TypedDict

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.charset import Copy, issue, without_controls
from pipeline.decode.envelope import Envelope, Part
from pipeline.decode.formats.closing import without_closing
from pipeline.decode.formats.notebook import without_notebook
from pipeline.decode.formats.stamps import stamp_of
from pipeline.decode.formats.telex import frame_of
from pipeline.decode.formats.title import tag_line, title_of
from pipeline.decode.formats.transmission import IPTC_HEADING, frames, messages
from pipeline.decode.words import words
from pipeline.story import Code, Issue, Note
from pipeline.supplier import Supplier

_SENT = re.compile("[\x01-\x03]")
"""The controls that frame a message: where there is none at all, they were lost when the file was saved."""
_SIGNALS = str.maketrans(dict.fromkeys("\x04\x07"))
"""End of transmission, and the bell that rings with urgent copy."""
_NUMBER = re.compile(r"\bdpa\s{1,3}[0-9]{3,5}\b")
_USN = re.compile(r"(?<!\S)n[A-Z](?=[A-Z0-9]{0,12}[0-9])[A-Z0-9]{6,13}(?!\S)")
_REVISED = re.compile(r"(?<!\S)(?P<guid>[0-9]{6}-[0-9]{2}-[0-9]{5})#(?P<revision>[0-9]{1,3})(?!\S)")
"""KNA's number of an item with its version."""
_SLUG = re.compile(r"(?<!\S)[^\s/]{2,40}/(?:[^\s/]{1,40}/){0,6}(?!\S)")
_HYPHENED = re.compile(r"[^\W\d_]{2,30}(?:-[^\W\d_]{2,30}){1,5}$")
# Agencies by the letters in front of their numbers; dpa's services for the German states by theirs.
_SOURCES = {"adn": "Adnkronos", "bel": "Belga", "blg": "Belga", "ddp": "ddp", "rtr": "Reuters", "xin": "Xinhua"}
_STATES = words("lmv lsw lhe lby lbn lni lnw lno lrs lsn lah lth")
# Services that are in one language throughout: SDA/ATS's in German, French and Italian, dpa's German one.
_LANGUAGES = {"bsd": "de", "bsf": "fr", "bsi": "it", "bdt": "de"}


class _Heading(TypedDict, total=False):
    item: str
    guid: str
    revision: int
    usn: str
    agency: str | None
    priority: str
    urgency: int
    categories: tuple[Code, ...]
    slug: str
    keywords: tuple[str, ...]
    tags: tuple[str, ...]
    language: str


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    return tuple(
        _envelope(message, copy.issues, supplier)
        for frame in frames(copy.text)
        for message in messages(frame, IPTC_HEADING)
    )


def _envelope(message: str, issues: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    if "\x02" not in message and not IPTC_HEADING.search(message[:2000]):
        return frame_of(message, issues, supplier)
    head, body, tail, doubts = _parted(message)
    (head, _), (body, in_body), (tail, in_tail) = (
        without_controls(part.translate(_SIGNALS)) for part in (head, body, tail)
    )
    heading = _heading(head, supplier)
    body, closing = without_closing(body)
    title, copy = title_of(body, heading.get("slug"))
    heading["tags"] = (*heading.get("tags", ()), *title.tags)
    copy, notebook = without_notebook(copy)
    if title.status == "canceled":
        copy = "\n\n".join(" ".join(block.split()) for block in copy.split("\n\n"))
    before = _headers(" ".join(head.split()))
    after = (*notebook, *closing, *(note for line in tail.split("\n") for note in _headers(" ".join(line.split()))))
    stamp = stamp_of([note.text for note in after if note.kind == "header"], supplier.time_zone)
    return Envelope(
        format="iptc7901", copy=copy, issues=(*issues, *doubts, *in_body, *in_tail), headline=title.headline,
        subheadline=title.subheadline, byline=title.byline, kind=title.kind, status=title.status,
        before=(*before, *title.before), after=after, day=stamp.day if stamp else None,
        sent=stamp.moment if stamp else None, **heading,
    )  # fmt: skip


def _parted(message: str) -> tuple[str, str, str, tuple[Issue, ...]]:
    """Head, body and what stands behind ETX; and what is missing of a message that kept its controls."""
    sent = bool(_SENT.search(message))
    doubts: list[Issue] = []
    head, start, rest = message.partition("\x02")
    if not start:
        head, rest = _by_lines(message)
        if sent:
            doubts.append(
                issue("header_without_end", "the message has no STX: the copy begins behind its header lines")
            )
    body, end, tail = rest.partition("\x03")
    if not end:
        body, end, tail = rest.partition("\x04")
    if not end and sent and not without_closing(body)[1]:
        doubts.append(issue("cut_off", "the message has neither ETX nor what closes one: it may have been cut off"))
    return head, body, tail, tuple(doubts)


def _by_lines(message: str) -> tuple[str, str]:
    """Head and body of a message without STX: the heading, and under it the lines with keywords."""
    found = IPTC_HEADING.search(message)
    at = found.end() if found else 0
    lines = message[at : at + 2000].split("\n")
    end = next((place for place, line in enumerate(lines[1:], 1) if line.strip()), 1)
    if end < len(lines) and tag_line(lines[end]) and _is_keywords(lines[end + 1 : end + 11]):
        end += 1
    while _is_keywords(lines[end : end + 10]):
        end += 1
    taken = at + sum(len(line) + 1 for line in lines[:end])
    return message[:taken], message[taken:]


def _is_keywords(lines: list[str]) -> bool:
    """Keywords end with a slash, or are parted by slashes or hyphens without a blank; or they stand alone over a
    heading that ends with ` =`.
    """
    line = lines[0].strip() if lines else ""
    if not line or line.endswith("=") or len(line) > 120:
        return False
    if line.endswith("/") or ("/" in line and " " not in line) or _HYPHENED.match(line):
        return True
    return len(lines) > 1 and not lines[1].strip() and any(later.rstrip().endswith("=") for later in lines[2:])


def _heading(head: str, supplier: Supplier) -> _Heading:
    """The fields of the heading, and the keywords under it."""
    found = IPTC_HEADING.search(head)
    if not found:
        return {}
    rest, source, priority = found["rest"], found["source"], found["priority"]
    number, usn, revised = _NUMBER.search(rest), _USN.search(rest), _REVISED.search(rest)
    heading: _Heading = {
        "item": " ".join(number[0].split()) if number else f"{source}{found['number']}",
        "agency": _agency(rest.split(), source.lower()),
        "priority": priority,
        "urgency": supplier.priorities.get(priority, int(priority)),
        "categories": (Code(scheme="iptc7901", code=found["category"]),),
    }
    if usn:
        heading["usn"] = usn[0]
    if revised:
        heading["guid"], heading["revision"] = revised["guid"], int(revised["revision"])
    if source.lower() in _LANGUAGES:
        heading["language"] = _LANGUAGES[source.lower()]
    within = _SLUG.search(rest)
    lines = list(filter(None, map(str.strip, head[found.end() :].split("\n"))))
    tag = tag_line(lines[0]) if len(lines) > 1 else None
    slug = " ".join(" ".join(lines[1 if tag else 0 :]).split()) or (within[0] if within else "")
    if tag:
        heading["tags"] = (tag,)
    if slug:
        heading["slug"] = slug
        heading["keywords"] = tuple(filter(None, map(str.strip, slug.split("/")))) if "/" in slug else ()
    return heading


def _agency(rest: list[str], source: str) -> str | None:
    """The agency by its name behind the count of words, or by the letters in front of the number."""
    if _STATES.intersection(word.lower() for word in rest[:2]):
        return "dpa"
    named = next(filter(None, map(usual_name, rest)), None)
    return named or _SOURCES.get(source) or usual_name(source)


def _headers(line: str) -> tuple[Note, ...]:
    return (Note(kind="header", text=line),) if line else ()
