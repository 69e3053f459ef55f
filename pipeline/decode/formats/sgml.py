"""SGML files of archived wire copy: the Reuters-21578 collection, and the `DOC` form of TREC and the LDC.

Reuters-21578 (Lewis, README of Distribution 1.0): each `REUTERS` element is a message as it was sent, with tags put
into it. Without them it is ANPA 1312, and is read as such; the tags say where headline and byline stand. `DATELINE` was
set by a program that took rows of tables for datelines, so that these are read from the copy. The files are not
well-formed (stray `>`, references to control characters): they are scanned, not parsed.

`DATE` names no zone. It is the wire's clock in New York: the Federal Reserve's notices, which came out at 11:40 there,
stand at 11:40 to 11:46 in March and, after the change to daylight time on 5 April, in April too.

`DOC` has its own fields (`HEADLINE`, `DATELINE`, `BYLINE`, `TEXT` with `P`); its copy is plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pipeline.decode.anatomy.people import byline_of
from pipeline.decode.charset import Copy, issue, without_controls
from pipeline.decode.envelope import Envelope, Part, failure
from pipeline.decode.formats import anpa1312
from pipeline.decode.formats.bylines import read_byline
from pipeline.decode.formats.stamps import stamp_of
from pipeline.story import Code, Issue, Note
from pipeline.supplier import Supplier

NEW_YORK = ZoneInfo("America/New_York")

_RECORD = re.compile(r"<(?P<end>/?)(?P<name>REUTERS|DOC)\b(?P<attributes>[^<>]{0,400})>", re.I)
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>DATE|MKNOTE|TOPICS|PLACES|PEOPLE|ORGS|EXCHANGES|COMPANIES|D|UNKNOWN|TEXT|TITLE|DATELINE|AUTHOR|BODY"
    r"|DOCNO|DOCID|FILEID|FIRST|SECOND|THIRD|HEADLINE|HEAD|HL|BYLINE|NOTE|P)(?:\s[^<>]{0,200})?>", re.I,
)  # fmt: skip
_SUBJECTS = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")
_REFERENCE = re.compile(r"&(?:#(?P<number>[0-9]{1,6})|(?P<name>lt|gt|amp|quot|apos));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_CODE = re.compile(r"<D>(?P<code>[^<>]{1,60})</D>", re.I)
_FRAMED = re.compile("[\x01-\x03\x16]")
_DATE = re.compile(
    r"\s{0,9}(?P<day>[0-9]{1,2})-(?P<month>[A-Z]{3})-(?P<year>[0-9]{4})\s{1,3}"
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?P<part>\.[0-9]{1,6})?"
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_FILLER = re.compile(r"(?<=\n)[ \t]{0,20}Blah blah blah\.[ \t]{0,20}(?=\n|$)")
"""What the makers of Reuters-21578 put for the text of a message that has none."""


class _Record(NamedTuple):
    name: str
    text: str
    whole: bool


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    parts: list[Part] = []
    for record in _records(copy.text):
        cut = () if record.whole else (issue("cut_off", f"the element {record.name} has no end"),)
        taken = _reuters if record.name == "REUTERS" else _document
        parts.append(taken(record.text, (*copy.issues, *cut), supplier))
    return tuple(parts) or (failure("malformed", "no REUTERS and no DOC element is in the record"),)


def _records(text: str) -> Iterator[_Record]:
    """The elements one after the other; one whose end is missing reaches to the next."""
    opened: re.Match[str] | None = None
    for found in _RECORD.finditer(text):
        if opened:
            yield _Record(opened["name"].upper(), text[opened.end() : found.start()], bool(found["end"]))
        opened = None if found["end"] else found
    if opened:
        yield _Record(opened["name"].upper(), text[opened.end() :], False)


def _elements(record: str) -> dict[str, tuple[int, int]]:
    """Where the content of each element begins and ends, the first of its name; without an end it reaches to the next
    tag.
    """
    spans: dict[str, tuple[int, int]] = {}
    waiting: dict[str, int] = {}
    for found in _TAG.finditer(record):
        name = found["name"].upper()
        if not found["end"]:
            waiting.setdefault(name, found.end())
        elif name in waiting and name not in spans:
            spans[name] = waiting[name], found.start()
    for name, start in waiting.items():
        following = _TAG.search(record, start)
        spans.setdefault(name, (start, following.start() if following else len(record)))
    return spans


def _content(record: str, spans: dict[str, tuple[int, int]], *names: str) -> str:
    """What the first of these elements that the record has holds, without tags, references resolved."""
    start, end = next((spans[name] for name in names if name in spans), (0, 0))
    return _resolved(_TAG.sub("", record[start:end]))


def _reuters(record: str, issues: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    spans = _elements(record)
    header, text = _content(record, spans, "UNKNOWN"), _content(record, spans, "TEXT")
    title, rest = _around_title(record, spans) if "TITLE" in spans else (None, text)
    author = _content(record, spans, "AUTHOR")
    rest, byline = _unread(rest, author, bool(byline_of(" ".join(author.split()))))
    rest, filler = _unread(rest, *_FILLER.findall(rest)[:1])
    codes, moment = _date(_content(record, spans, "DATE"))
    envelope = _message(header, rest, bool(_FRAMED.search(header + text)), issues, supplier)
    found = read_byline(byline)
    before = (*codes, *envelope.before, *([found.note] if found.note else []))
    return replace(
        envelope, format="sgml", agency=envelope.agency or "Reuters", headline=title or envelope.headline,
        copy="\n".join(filter(None, (envelope.headline, envelope.copy))) if title else envelope.copy,
        byline=found.names, sent=moment, before=before,
        after=(*envelope.after, *(Note(kind="boilerplate", text=line) for line in filler.split("\n") if line.strip())),
        subjects=tuple(_subjects(record, spans)),
    )  # fmt: skip


def _around_title(record: str, spans: dict[str, tuple[int, int]]) -> tuple[str, str]:
    """The headline, with the stars that a flash has in front of the tag, and what follows it."""
    start, end = spans["TITLE"]
    first, last = spans.get("TEXT", (start, len(record)))
    marks = _resolved(_TAG.sub("", record[min(first, start) : start]))
    title = without_controls(marks + _content(record, spans, "TITLE"))[0]
    return " ".join(title.split()), _resolved(_TAG.sub("", record[end : max(end, last)]))


def _unread(rest: str, piece: str = "", known: bool = False) -> tuple[str, str]:
    """`rest` without `piece`, and the piece; both as they are where the anatomy knows it for what its tag says."""
    if known or not piece.strip():
        return rest, ""
    return rest.replace(piece, "", 1), piece


def _message(header: str, text: str, framed: bool, issues: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    """The message without its tags. `framed`: the controls of ANPA 1312 are still in it, so that their lack tells."""
    body, end, trailer = text.replace("\x01", "").replace("\x02", "").partition("\x03")
    end = end if framed else "\x03"
    (first, *_) = anpa1312.read(Copy(f"{header}\x02{body}{end}{trailer}", issues), supplier)
    return first if isinstance(first, Envelope) else Envelope(format="sgml", copy=text, issues=issues)


def _date(text: str) -> tuple[tuple[Note, ...], datetime | None]:
    """The time in UTC, and a note of what stands behind it: desk codes that slipped into the element."""
    found = _DATE.match(text)
    codes = without_controls(text[found.end() :] if found else text)[0].split()
    notes = (Note(kind="header", text=" ".join(codes)),) if codes else ()
    if not found or found["month"] not in _MONTHS:
        return notes, None
    try:
        clock = datetime(
            int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]),
            int(found["hour"]), int(found["minute"]), int(found["second"]),
            round(float(found["part"] or 0) * 1_000_000), tzinfo=NEW_YORK,
        )  # fmt: skip
    except ValueError:
        return notes, None
    return notes, clock.astimezone(UTC)


def _subjects(record: str, spans: dict[str, tuple[int, int]]) -> Iterator[Code]:
    """The codes of Reuters' indexers; the scheme is the element's name."""
    for name in _SUBJECTS:
        start, end = spans.get(name, (0, 0))
        for found in _CODE.finditer(record, start, end):
            yield Code(scheme=name.lower(), code=_resolved(found["code"]))


def _document(record: str, issues: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    """TREC's and the LDC's form: headline, byline and dateline stand in their own elements above the text."""
    spans = _elements(record)
    heads = [" ".join(_content(record, spans, name).split()) for name in ("FILEID", "FIRST", "SECOND", "THIRD")]
    start, end = spans.get("TEXT", (0, 0))
    text = _resolved(_TAG.sub("\n\n", record[start:end]))
    lead = f"{_content(record, spans, 'DATELINE')} {text.lstrip()}"
    above = (_content(record, spans, name) for name in ("BYLINE", "AUTHOR", "NOTE"))
    copy, controls = without_controls("\n\n".join(filter(str.strip, (*above, lead))))
    headline = " ".join(_content(record, spans, "HEADLINE", "HEAD", "HL", "TITLE").split())
    stamp = stamp_of(heads, supplier.time_zone)
    return Envelope(
        format="sgml", copy=copy, issues=(*issues, *controls), headline=headline or None,
        sent=stamp.moment if stamp else None, day=stamp.day if stamp else None,
        before=tuple(Note(kind="header", text=text) for text in heads if text),
    )  # fmt: skip


def _resolved(text: str) -> str:
    return _REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if found["name"]:
        return _NAMED[found["name"]]
    number = int(found["number"])
    return chr(number) if number < 0xD800 else "\ufffd"
