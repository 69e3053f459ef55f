"""Values that the XML news formats mark up alike: moments, statuses, codes, agencies, notes.

What a field may hold is in `seeds/README.md` (answers in structured formats, S); where a value is none, the result is
None or empty, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo

from pipeline.decode.anatomy.agencies import exact_name, usual_name
from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.anatomy.marks import note_kind, slug_of
from pipeline.decode.charset import issue
from pipeline.decode.identity import LARGEST_REVISION, normal
from pipeline.decode.lifecycle import kind_of
from pipeline.story import Code, Issue, LifecycleKind, Note, NoteKind, Status

_DAY = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-?(?P<month>[0-9]{2})-?(?P<day>[0-9]{2})(?![0-9])")
_SHORTEST_MOMENT = len("20180503T1430")
_STATUSES: dict[str, Status] = {
    **dict.fromkeys(("usable", "published", "released", "corrected", "updated", "active", "final", "live"), "usable"),
    **dict.fromkeys(("withheld", "hold", "scheduled"), "withheld"),
    **dict.fromkeys(
        ("canceled", "cancelled", "killed", "kill", "withdrawn", "retracted", "recalled", "spiked", "deleted",
         "unpublished", "removed", "annulled"), "canceled",
    ),
}  # fmt: skip
"""What the standards allow (usable, withheld, canceled; embargoed), and what senders write instead."""
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,40}\.){0,3}?(?P<name>[a-z0-9-]{1,40})\.(?:com|org|net|info|[a-z]{2})$", re.I)
# How agencies sign themselves in fields, beyond what copy prints of them.
_SIGNED = {
    "the press association": "PA", "pa sport": "PA", "press": "PA", "deutsche presse-agentur gmbh": "dpa",
    "norsk telegrambyrå": "NTB", "tidningarnas telegrambyrå": "TT", "algemeen nederlands persbureau": "ANP",
    "sda-ats": "ATS", "kyodonews": "Kyodo", "thomsonreuters": "Reuters", "efeservicios": "EFE",
    "la presse canadienne": "CP",
}  # fmt: skip
_UPDATE_SIGNALS = frozenset({"edStat:U"})
"""Signals that are letters: Reuters' editorial status."""
_OPENINGS: tuple[tuple[re.Pattern[str], LifecycleKind], ...] = (
    (re.compile(r"\W{0,3}(?:eds?\.?:?\s{1,3})?correct(?:s|ed|ion|ing)\b", re.I), "correction"),
    (re.compile(r"\W{0,3}(?:eds?\.?:?\s{1,3})?(?:updates?|updating|recasts?|adds?|adding)\b", re.I), "update"),
)
REACH = 200
"""Characters within which an abstract's words begin where the body opens with them, and a dateline ends."""

SHORTEST = 30
"""Letters of an abstract that no other sentence is likely to hold."""


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def moment(text: str | None, zone: tzinfo | None = None) -> datetime | None:
    """The moment in UTC of an ISO 8601 date and time, basic or extended; None for a day alone, and for a time without
    a zone where `zone`, the supplier's, is not known.
    """
    printed = folded(text)
    if not _SHORTEST_MOMENT <= len(printed) <= 40:
        return None
    try:
        when = datetime.fromisoformat(printed)
        if when.tzinfo is None and zone is None:
            return None
        when = (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when if 1900 <= when.year < 2200 else None


def moment_about(text: str | None) -> datetime | None:
    """What orders versions where a field is no moment: its clock as if in UTC, or the beginning of its day."""
    return moment(text, UTC) or moment(f"{day_of(text)}T00:00Z")


def day_of(text: str | None) -> str | None:
    """The day of a date field, ISO, in the field's own zone."""
    found = _DAY.match(folded(text))
    return f"{found['year']}-{found['month']}-{found['day']}" if found else None


def status_of(name: str | None) -> Status | None:
    """`usable`, `withheld` or `canceled`; `withheld` for a status that nobody knows, since it may well mean that; None
    where there is none, and for `embargoed`, which has an end.
    """
    code = local_code(name).lower()
    return None if not folded(name) or code == "embargoed" else _STATUSES.get(code, "withheld")


def status_doubts(name: str | None) -> tuple[Issue, ...]:
    """The issue of a status that nobody knows."""
    code = local_code(name).lower()
    if not folded(name) or code == "embargoed" or code in _STATUSES:
        return ()
    return (issue("status_unknown", f"the status {folded(name)[:40]!r} is not known: the story is withheld"),)


def is_embargo(status: str | None) -> bool:
    return local_code(status).lower() == "embargoed"


def urgency_of(text: str | None) -> int | None:
    printed = folded(text)
    return int(printed) if len(printed) == 1 and printed in "123456789" else None


def codes(qcode: str | None, name: str | None = None, scheme: str | None = None) -> tuple[Code, ...]:
    """`medtop:20000304` is scheme `medtop`, code `20000304`; without a colon the scheme is the one given, or none.
    What has only a name has no code; nothing for neither.
    """
    printed = folded(qcode)
    head, colon, tail = printed.partition(":")
    if colon and tail and "//" not in printed and " " not in head:
        scheme, printed = head, tail
    if not printed and not folded(name):
        return ()
    return (Code(scheme=scheme or None, code=printed or None, name=folded(name) or None),)


def local_code(qcode: str | None) -> str:
    """The code of a QCode or a URI: `stat:usable`, `http://cv.iptc.org/newscodes/pubstatusg2/usable`."""
    return re.split(r"[:/#]", folded(qcode))[-1]


def revision_of(version: str | None) -> int | None:
    """The number of a version from 1 on; None where it is no count but a time, a hash or nothing."""
    printed = folded(version)
    number = int(printed) if printed.isdecimal() and len(printed) < 12 else 0
    return number if 0 < number <= LARGEST_REVISION else None


def language_tag(text: str | None) -> str | None:
    """A BCP 47 tag in its usual case: `EN` is `en`, `nl-nl` is `nl-NL`."""
    first, *rest = folded(text).replace("_", "-").split("-")
    if not re.fullmatch(r"[A-Za-z]{2,3}", first):
        return None
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def slug_and_tags(slugline: str | None) -> tuple[str | None, tuple[str, ...]]:
    """A slug line's slug, and the tags behind it where it has the form of one (`GLOBAL-OIL/ (UPDATE 1)`)."""
    printed = folded(slugline)
    return slug_of(printed) or (printed or None, ())


def agency_named(name: str | None) -> str | None:
    """The usual spelling of an agency that a field names: in full, by code, or by domain (`reuters.com`)."""
    printed = folded(name)
    domain = _DOMAIN.match(printed)
    known = (_SIGNED.get(label.lower()) or exact_name(label) for label in (domain["name"] if domain else "", printed))
    return next(filter(None, known), None) or usual_name(printed.removeprefix("The "))


def agency_of(fields: Sequence[str | None], copy: str) -> str | None:
    """Whose story it is: `fields` in their order of trust, then the dateline that opens `copy`; else the first field
    that names somebody, as it stands (a newspaper or a site).
    """
    named = next(filter(None, map(agency_named, fields)), None)
    if named:
        return named
    opening = dateline_of(folded(copy.lstrip()[:REACH].split("\n\n", 1)[0]))
    if opening and opening[0].agency:
        return opening[0].agency
    return next(filter(None, map(folded, fields)), None)


def note(kind: NoteKind, text: str | None) -> tuple[Note, ...]:
    """The note, or nothing where the field is empty."""
    printed = folded(text)
    return (Note(kind=kind, text=printed),) if printed else ()


def editor_notes(texts: Iterable[str | None], *, embargo_told: bool) -> tuple[Note, ...]:
    """Editors' notes; one that embargoes is an `embargo` unless the format has told of it in a field of its own."""
    out: list[Note] = []
    for text in texts:
        kind = note_kind(folded(text))
        own = kind == "contact" or (kind == "embargo" and not embargo_told)
        out += note(kind if kind and own else "editor_note", text)
    return tuple(out)


def abstracts(texts: Iterable[str | None], copy: str, *repeated: str | None) -> tuple[Note, ...]:
    """Notes of kind `abstract` for what neither opens the body nor is one of the lines `repeated`, each text once."""
    known = {letters(line) for line in repeated if line} | {""}
    out: list[Note] = []
    for text in texts:
        found = letters(text or "")
        if found not in known and not _opens(found, text or "", copy):
            out += note("abstract", text)
        known.add(found)
    return tuple(out)


def _opens(found: str, text: str, copy: str) -> bool:
    """True where the body opens with a text, whose letters are `found`: by its letters near the body's beginning; a few
    words, which any sentence may hold, by the very first words behind a dateline.
    """
    if len(found) >= SHORTEST:
        return letters(copy[:20_000]).find(found, 0, REACH + len(found)) >= 0
    opening = folded(copy[: 2 * REACH])
    dated = dateline_of(opening)
    return any(f"{normal(begin)} ".startswith(f"{normal(text)} ") for begin in (opening, dated[1] if dated else ""))


def without_headline(paragraphs: Sequence[str], headline: str | None) -> tuple[str, ...]:
    """The paragraphs without a first one that is the headline letter for letter."""
    repeats = bool(headline and paragraphs and folded(paragraphs[0]) == folded(headline))
    return tuple(paragraphs[1:] if repeats else paragraphs)


def kind_told(signals: Iterable[str | None], notes: Iterable[str] = ()) -> LifecycleKind | None:
    """The lifecycle kind that a signal or a genre names (`sig:update`, `Correction`), or that a note begins with.

    Kills and holds are told by the status alone.
    """
    for signal in signals:
        name = local_code(signal)
        kind = (
            "update" if signal in _UPDATE_SIGNALS else kind_of(name) if re.fullmatch(r"[A-Za-z-]{3,20}", name) else None
        )
        if kind and kind not in ("kill", "hold"):
            return kind
    openings = (kind for text in notes for form, kind in _OPENINGS if form.match(text))
    return next(openings, None)


def letters(text: str) -> str:
    """The letters and figures of a text: what stays the same where it is told again in other markup."""
    return normal(text).replace(" ", "")
