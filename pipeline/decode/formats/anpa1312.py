"""ANPA 1312 (ANPA/NAA Bulletin 1312, "High Speed Wire Service Transmission"), as AP, Reuters, AAP, Kyodo, CP send it.

`SYN SYN SOH` service letter and four-digit number, the origin where it has one, `US` (or a blank), selector; then
priority, category, `DC1`–`DC4` format marks, slug, version, month-day and count of words; `STX` copy `ETX` trailer
`EOT`. Desk codes may stand before `SYN`. The copy's own marks are taken off in `typeset.py`. Files that were saved
without the control characters are read by their lines. The count of words is not used. See `docs/formats/anpa1312.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypedDict

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.anatomy.marks import note_kind
from pipeline.decode.charset import Copy, issue, without_controls
from pipeline.decode.envelope import Envelope, Part
from pipeline.decode.formats.closing import without_closing
from pipeline.decode.formats.stamps import stamp_of
from pipeline.decode.formats.transmission import ANPA_HEADING, frames, messages
from pipeline.decode.formats.typeset import without_marks, without_spacing
from pipeline.story import Code, Issue, LifecycleKind, Note
from pipeline.supplier import Supplier

_SELECTOR_AGENCY = {"reute": "Reuters", "reuter": "Reuters"}
_NUMBER = re.compile(
    r"\b(?P<item>[a-zA-Z][0-9]{4})(?P<origin>[A-Z]{2,15})?(?:\s{0,3}(?P<selector>[a-z][\w-]{2,11}|-{3,8}))?\s*$"
)
_FIELDS = re.compile(
    r"(?P<priority>[a-zA-Z])\s{1,3}(?P<category>[a-zA-Z]{1,3})\s{1,4}(?P<slug>\S.{0,120}?)"
    r"(?:\s{1,12}(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:\s{1,6}(?P<words>[0-9]{1,5}))?)?\s*$"
)
_VERSION = re.compile(
    r"(?P<slug>\S.{0,100}?)(?:,\s{1,4}"
    r"|\s{1,4}(?=(?:[0-9]{1,2}(?:st|nd|rd|th)|Ld|Lead|Adv|Add|Sub|Correct|Writethru|Urgent)))(?P<version>.{1,60})$",
    re.I,
)
_COLUMNS = 62
_FIELD_MARKS = re.compile("[\x01\x05\x16\x1f\x11-\x14]+")
_SENT = re.compile("[\x01-\x03\x16]")
"""The controls that frame a message: where there is none at all, they were lost when the file was saved."""
_AP = re.compile(r"\bAP-[A-Z]{2}-[0-9]{2}-")
_TABULAR = "\x12"
_EOT = "\x04"
_ALERT = re.compile(r"(?:BC-)?(?:AP[ -]?)?News[ -]?Alert\b", re.I)
_ADVISORIES = "v"
"""The one category letter with one meaning everywhere."""


class _Header(TypedDict, total=False):
    item: str
    agency: str | None
    priority: str
    categories: tuple[Code, ...]
    slug: str
    slug_tags: tuple[str, ...]
    day: str


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    return tuple(
        _message(message, copy.issues, supplier)
        for frame in frames(copy.text)
        for message in messages(frame, ANPA_HEADING)
    )


def _message(message: str, known: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    issues = list(known)
    sent = bool(_SENT.search(message))
    head, start, rest = message.partition("\x02")
    if not start:
        head, rest = _headless(message)
        if sent:
            issues.append(
                issue("header_without_end", "the message has no STX: the copy begins behind its header lines")
            )
    body, end, trailer = rest.partition("\x03")
    body, closing = without_closing(without_spacing(body))
    if not end and sent and not any(note.kind == "header" for note in closing):
        issues.append(issue("cut_off", "the message has no ETX: it may have been cut off"))
    (body, in_body), (trailer, in_trailer) = without_controls(body), without_controls(trailer.replace(_EOT, ""))
    after = (*(_unmarked(note) for note in closing), *_headers(trailer.split("\n")))
    return _envelope(head, body, after, (*issues, *in_body, *in_trailer), supplier)


def _headless(text: str) -> tuple[str, str]:
    """Header and copy of a message whose STX was lost: the header ends with the line of fields behind the number."""
    lines = text.split("\n", 12)
    for at, line in enumerate(lines[:8]):
        if "\x01" in line:
            return "\n".join(lines[: at + 2]), "\n".join(lines[at + 2 :])
    found = ANPA_HEADING.search(text[:2000])
    return (text[: found.end()], text[found.end() :]) if found else ("", text)


def _envelope(head: str, body: str, after: tuple[Note, ...], issues: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    header, before = _read_header(without_controls(_FIELD_MARKS.sub(" ", head))[0])
    again = None if header.get("agency") == "Reuters" else header.get("slug")  # whose headlines may be slugs
    marked = without_marks(body, again, tabular=_TABULAR in head)
    headline, copy = (
        (marked.headline, marked.copy) if marked.headline else _headline_first(marked.copy, header.get("agency"))
    )
    if marked.slug:
        header["slug"], header["slug_tags"] = marked.slug, marked.tags or header.get("slug_tags", ())
    else:
        header["slug_tags"] = (*header.get("slug_tags", ()), *marked.tags)
    told = [note.text for note in after if note.kind == "header"]
    if not header.get("agency") and any(map(_AP.search, told)):
        header["agency"] = "AP"
    stamp = stamp_of(told, supplier.time_zone)
    return Envelope(
        format="anpa1312", copy=copy, issues=issues, before=(*before, *marked.notes), after=after, headline=headline,
        sent=stamp.moment if stamp else None, kind=_kind(header), **header,
    )  # fmt: skip


def _kind(header: _Header) -> LifecycleKind | None:
    """AP's alerts by their slug, advisories by their category; no other letter says what a message is."""
    if _ALERT.search(header.get("slug", "")):
        return "alert"
    advisory = any(code.code == _ADVISORIES for code in header.get("categories", ()))
    return "advisory" if advisory else None


def _read_header(head: str) -> tuple[_Header, tuple[Note, ...]]:
    """The fields of the header, and its lines as notes: the desk codes apart from the number and the fields."""
    lines = [" ".join(line.split()) for line in head.split("\n") if line.strip()]
    header: _Header = {}
    first = len(lines)
    for at, line in enumerate(lines):
        number = _NUMBER.search(line[-40:])
        if number:
            first = at
            header["item"] = number["item"]
            header["agency"] = _SELECTOR_AGENCY.get(number["selector"] or "") or usual_name(number["origin"] or "")
            break
    fields = _FIELDS.match(" ".join(lines[first + 1 :])[:300]) if first < len(lines) else None
    if fields:
        header["priority"] = fields["priority"].lower()
        header["categories"] = (Code(scheme="anpa1312", code=fields["category"].lower()),)
        versioned = _VERSION.match(fields["slug"])
        header["slug"] = versioned["slug"] if versioned else fields["slug"]
        header["slug_tags"] = tuple(re.split(r"\s*,\s+", versioned["version"])) if versioned else ()
        day = _day(fields["month"], fields["day"])
        if day:
            header["day"] = day
    texts = [*lines[:first], " ".join(lines[first:])]
    return header, _headers(texts)


def _day(month: str | None, day: str | None) -> str | None:
    """`--MM-DD`; some wires of the Commonwealth put the day first, which shows from the 13th on."""
    if not month or not day:
        return None
    first, second = int(month), int(day)
    first, second = (second, first) if first > 12 else (first, second)
    return f"--{first:02}-{second:02}" if 1 <= first <= 12 and 1 <= second <= 31 else None


def _headers(lines: Iterable[str]) -> tuple[Note, ...]:
    return tuple(_unmarked(Note(kind="header", text=" ".join(line.split()))) for line in lines if line.strip())


def _unmarked(note: Note) -> Note:
    return note.model_copy(update={"text": note.text.removesuffix("<").rstrip()})


def _headline_first(copy: str, agency: str | None) -> tuple[str | None, str]:
    """Reuters' form: the headline stands at the margin above the copy; in capitals it may run over a full line. Kyodo
    closes it with a plus.
    """
    lines = copy.lstrip("\n").split("\n")
    closed = _closed_by_plus(lines) if agency == "Kyodo" else 0
    if closed:
        return "\n".join(lines[:closed]).rstrip().removesuffix("+"), "\n".join(lines[closed:])
    first = lines[0].rstrip()
    if not first or first[0].isspace() or len(first) > 250 or _opens_text(first, lines[1:2]):
        return None, copy
    end = 1
    while end < min(len(lines), 4) and _runs_over(lines[end - 1], lines[end]):
        end += 1
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def _closed_by_plus(lines: list[str]) -> int:
    """How many lines a headline has whose last ends with a plus; 0 where none does."""
    end = next((at for at, line in enumerate(lines[:3], 1) if line.rstrip().endswith("+")), 0)
    return 0 if any(line[:1].isspace() or not line for line in lines[:end]) else end


def _opens_text(first: str, following: list[str]) -> bool:
    dateline = dateline_of(" ".join(first.split()))
    in_text = bool(dateline and (dateline[0].agency or (dateline[0].date and dateline[1])) and not first.isupper())
    is_prose = any(not word.isupper() for word in first.split()[3:]) and bool(following and following[0][:1].islower())
    return in_text or is_prose or note_kind(first) is not None


def _runs_over(line: str, following: str) -> bool:
    """True where `following` is the rest of a headline in capitals whose next word did not fit on the line."""
    line = line.rstrip()
    words = following.split()
    if (
        not words
        or following[0].isspace()
        or "   " in following
        or not _is_capitals(line)
        or not _is_capitals(following)
    ):
        return False
    return line.startswith("***") or (len(line) + len(words[0]) + 1 > _COLUMNS and not dateline_of(" ".join(words)))


def _is_capitals(line: str) -> bool:
    """Capitals throughout; the end of a flash's long line may slip."""
    return line.upper() == line or (line.startswith("***") and line[:40].upper() == line[:40])
