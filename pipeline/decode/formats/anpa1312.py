"""ANPA 1312 (ANPA/NAA Bulletin 1312, "High Speed Wire Service Transmission"), as Reuters and AP send it.

`SYN SYN SOH` service letter and four-digit number, `US` (or a blank), selector; then priority, category, `DC1`–`DC4`
format marks, slug, take, month-day and count of words; `STX` copy `ETX` trailer. Desk codes may stand before `SYN`.
In AP's variant lines between `^` and `<` or `=` at the top of the copy are the slug again, the headline, notes and
the byline. Read: service number (as item), day, selector, priority, category, slug with its tags, AP's trailer (its
time, and that the message is AP's). The count of words is not used.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TypedDict

from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.anatomy.marks import note_kind
from pipeline.decode.charset import Copy, issue, without_controls
from pipeline.decode.envelope import Envelope, Part
from pipeline.story import Code, Issue, Note
from pipeline.supplier import Supplier

_SELECTOR_AGENCY = {"reute": "Reuters", "reuter": "Reuters"}
_NUMBER = re.compile(r"\b(?P<item>[a-zA-Z][0-9]{4})(?:\s{1,3}(?P<selector>[a-z]\w{2,7}))?\s*$")
_FIELDS = re.compile(
    r"(?P<priority>[a-zA-Z])\s{1,3}(?P<category>[a-zA-Z]{1,3})\s{1,4}(?P<slug>\S.{0,120}?)"
    r"(?:\s{1,12}(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:\s{1,6}(?P<words>[0-9]{1,5}))?)?\s*$"
)
_TRAILER = re.compile(
    r"\bAP-[A-Z]{2}-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})-(?P<year>[0-9]{2})\s(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})GMT"
)
_COLUMNS = 62
_FIELD_MARKS = re.compile("[\x01\x05\x16\x1f\x11-\x14]+")
_MARKED = re.compile(r"\^(?P<line>[^\n]{0,400}?)[<=]?$")


class _Header(TypedDict, total=False):
    item: str
    agency: str | None
    priority: str
    categories: tuple[Code, ...]
    slug: str
    slug_tags: tuple[str, ...]
    day: str


def read(copy: Copy, _supplier: Supplier) -> tuple[Part, ...]:
    head, start, rest = copy.text.partition("\x02")
    issues = list(copy.issues)
    if not start:
        head, rest = _headless(copy.text)
        issues.append(issue("header_without_end", "the message has no STX: the copy begins behind its header lines"))
    body, end, trailer = rest.partition("\x03")
    if not end:
        issues.append(issue("cut_off", "the message has no ETX: it may have been cut off"))
    head, _ = without_controls(_FIELD_MARKS.sub(" ", head))
    (body, in_body), (trailer, in_trailer) = without_controls(body), without_controls(trailer)
    return (_envelope(head, body, trailer, (*issues, *in_body, *in_trailer)),)


def _headless(text: str) -> tuple[str, str]:
    """Header and copy of a message whose STX was lost: the header ends with the line of fields behind the number."""
    lines = text.split("\n")
    for at, line in enumerate(lines[:8]):
        if "\x01" in line:
            return "\n".join(lines[: at + 2]), "\n".join(lines[at + 2 :])
    return "", text


def _envelope(head: str, body: str, trailer: str, issues: tuple[Issue, ...]) -> Envelope:
    header, before = _read_header(head)
    headline, copy, again = _without_marks(body, header.get("slug"))
    if headline is None:
        headline, copy = _headline_first(copy)
    after = tuple(Note(kind="header", text=" ".join(line.split())) for line in trailer.split("\n") if line.strip())
    timed = _TRAILER.search(trailer)
    if timed and not header.get("agency"):
        header["agency"] = "AP"
    return Envelope(
        format="anpa1312", copy=copy, issues=issues, before=(*before, *again), after=after,
        sent=_sent(timed) if timed else None, headline=headline, **header,
    )  # fmt: skip


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
            header["agency"] = _SELECTOR_AGENCY.get(number["selector"] or "")
            break
    fields = _FIELDS.match(" ".join(lines[first + 1 :])[:300]) if first < len(lines) else None
    if fields:
        header["priority"] = fields["priority"].lower()
        header["categories"] = (Code(scheme="anpa1312", code=fields["category"].lower()),)
        slug, *tags = re.split(r"\s*,\s+", fields["slug"])
        header["slug"], header["slug_tags"] = slug, tuple(tag for tag in tags if tag)
        if fields["month"]:
            header["day"] = f"--{fields['month']}-{fields['day']}"
    texts = [*lines[:first], *([" ".join(lines[first:])] if lines[first:] else [])]
    return header, tuple(Note(kind="header", text=text) for text in texts)


def _without_marks(body: str, slug: str | None) -> tuple[str | None, str, tuple[Note, ...]]:
    """AP's headline, the copy without `^ … <`, and the slug told again as header notes. Marked lines stand apart."""
    lines = body.split("\n")
    out: list[str] = []
    notes: list[Note] = []
    headline: str | None = None
    for at, line in enumerate(lines):
        bare = line.strip()
        found = _MARKED.match(bare)
        text = found["line"].strip() if found else bare.rstrip("<=")
        if slug and not out and headline is None and text.startswith(slug) and (found or text != bare):
            notes.append(Note(kind="header", text=" ".join(text.split())))
        elif found and headline is None and not out and bare.endswith("<") and note_kind(text) is None:
            headline = text
        elif found:
            out += [text, ""]
        elif bare:
            out += lines[at:]
            break
    return headline, "\n".join(out), tuple(notes)


def _headline_first(copy: str) -> tuple[str | None, str]:
    """Reuters' form: the headline stands at the margin above the copy; in capitals it may run over a full line."""
    lines = copy.lstrip("\n").split("\n")
    first = lines[0].rstrip()
    if not first or first[0].isspace() or len(first) > 250 or _opens_text(first, lines[1:2]):
        return None, copy
    end = 1
    while end < min(len(lines), 4) and _runs_over(lines[end - 1], lines[end]):
        end += 1
    return "\n".join(lines[:end]), "\n".join(lines[end:])


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


def _sent(found: re.Match[str]) -> datetime | None:
    parts = {name: int(value) for name, value in found.groupdict().items()}
    century = 1900 if parts["year"] >= 70 else 2000
    try:
        return datetime(
            century + parts["year"], parts["month"], parts["day"], parts["hour"], parts["minute"], tzinfo=UTC
        )
    except ValueError:
        return None
