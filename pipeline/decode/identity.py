"""Which story this is (`id`), which state of it (`version`), and by what names others call it (`refs`).

Everything is read from the copy and its envelope: never from offsets, the time of arrival, the topic or the clock.
So the same bytes always give the same key, and two versions of one story meet under one `id` in whatever order they
come.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from pipeline.story import MAX_VERSION

OPENING = 400
"""Normalised characters of the text that stand in for a day that the copy does not give."""

ORDINARY, KILLED = 0, 1
"""Bands of versions: a kill stands above every ordinary version of its story."""
LARGEST_REVISION = 2**20 - 1
"""A larger number of a version is no count but a time or a hash."""

_BAND_BITS, _ORDER_BITS, _RANK_BITS, _HASH_BITS = 3, 32, 7, 11
_NUMBERED: int = 2**_ORDER_BITS - 1 - LARGEST_REVISION
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_CYCLE = re.compile(r"^(?:BC|AM|PM|AP)-+")
_EARLY_TAG = re.compile(r"urgente?\b|(?:ap ?)?newsbreak\b|rush\b")
_UPDATE_TAG = re.compile(r"update|wrap|lead|[0-9]{1,2}(?:st|nd|rd|th)")
_SESSION = re.compile(
    r"(?=.{0,30}\b(?:noon|midday|open|opening|close|closing|hrs|gmt|[ap]m)\b)(?:(?:noon|midday|open|opening|close|closing"
    r"|hrs|gmt|[ap]m|[cem][ds]t|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|[0-9]{1,2}[:.]?[0-9]{0,2})"
    r"(?:\W{1,3}|$)){2,6}$",
    re.I,
)
_LISTS = re.compile(r"\bas follows\b", re.I)
_LONGEST_LABEL, _LONGEST_LEAD = 40, 600
_NOT_ASCII_NAME = re.compile(r"[^a-z0-9]+")
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,39}")
_OF_REUTERS = re.compile(r"n[A-Z]")
_LONGEST_OWNER = 20
_WORLDS = re.compile(r"^(?:urn:[^:]{1,40}:|tag:[^:]{1,80}:|https?://[^/]{1,200}|newsml:|info:|doi:)", re.I)
_UNIQUE = re.compile(r"@|^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$|^[0-9a-f]{32}", re.I)
_NO_LETTERS = re.compile(r"[\W_]")
_SIGN = re.compile(
    r"(?<!\S)[-+−](?=\d)|(?<=\b[A-D])[-+−](?!\w)|(?<=\b[A-D]{2})[-+−](?!\w)|(?<=\b[A-D]{3})[-+−](?!\w)"
    r"|(?<=\d)[.,](?=\d)|[$€£¥](?=\s?\d)"
)
_SIGNS = {
    "-": " minus ", "−": " minus ", "+": " plus ", ".": " point ", ",": " point ", "$": " dollar ", "€": " euro ",
    "£": " pound ", "¥": " yen ",
}  # fmt: skip
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bGen)(?<!\bSen)[.!?…]{1,3}[\"”’')\]]*(?=\s|$)"
)


@dataclass(frozen=True)
class Naming:
    """What a story is known by. `headline_key`: without lifecycle tags, with the attribution; `day` ISO or `--MM-DD`.

    `text`: the story's, or whatever the copy has where it has none; `take`: the number of its take from the second on.
    `guid`: the provider's identifier for all versions; `guid_owner`: whose, as every version says it, be it a kill
    without a word of the story. `reading`: what tells one list or table from the next under the same headline
    (`reading_of`).
    """

    agency: str | None
    day: str | None
    headline_key: str | None
    text: str
    usn: str | None = None
    take: int | None = None
    guid: str | None = None
    guid_owner: str | None = None
    reading: str | None = None


def story_id(naming: Naming) -> str:
    """`guid-{hash}` or `{agency}-guid-{hash}` where the format carries the provider's identifier (`guid_id`),
    `{agency}-usn-{number}` where the copy carries its number, otherwise agency and a hash.

    Hashed are agency, day and the normalised headline (the first sentence where there is none); without a day also the
    opening of the text, so that a headline that returns every week names a new story each time; the take; the reading.
    """
    if naming.guid:
        return guid_id(naming.guid, naming.guid_owner)
    if naming.usn:
        return usn_id(naming.usn, naming.agency)
    head = naming.headline_key or first_sentence(naming.text)
    parts = [slug(naming.agency), naming.day or "", normal(head) or head]
    if not naming.day:
        parts.append(normal(naming.text[: 4 * OPENING])[:OPENING])
    if naming.take:
        parts.append(f"take {naming.take}")
    if naming.reading:
        parts.append(f"reading {normal(naming.reading)}")
    return f"{_owner(naming.agency)}-{digest(parts)}"


def reading_of(text: str) -> str | None:
    """What a list or a table is a reading of, where its headline comes again with other matter on the same day.

    That is a short first line with a clock, a day or a session (`NOON CDT APRIL 7`, also behind `FOB RIVER - `); and
    the lead with the first item below it, where the lead announces a list. Found by judging Reuters-21578 by hand
    (`tests/quality/verdicts`).
    """
    lead, _, rest = text.partition("\n\n")
    first = lead.split("\n", 1)[0].rpartition(" - ")[2]
    if len(first) <= _LONGEST_LABEL and _SESSION.match(first.strip()):
        return first
    if len(lead) > _LONGEST_LEAD or not (lead.endswith(":") or _LISTS.search(lead)):
        return None
    lines = [line for line in rest[:_LONGEST_LEAD].split("\n") if line.strip()]
    item = next((line for line in lines if any(map(str.isdigit, line))), lines[0] if lines else "")
    return f"{lead} {item.partition(' - ')[0][:80]}"


def guid_id(guid: str, owner: str | None) -> str:
    """The id of what the provider calls `guid`. An identifier that is one in the world (a URN, a tag, an address, a
    Message-ID, a UUID) needs nobody's name; a short one is its owner's.
    """
    known = _WORLDS.sub(lambda found: found[0].lower(), " ".join(guid.split()))
    if _WORLDS.match(known) or _UNIQUE.search(known):
        return f"guid-{digest([known])}"
    return f"{_owner(owner)}-guid-{digest([slug(owner), known])}"


def usn_id(usn: str, agency: str | None = None) -> str:
    """The id of the story with this number. `nL5N2AB3CD` is Reuters' form whoever sends it."""
    name = "reuters" if is_of_reuters(usn) else slug(agency)
    if len(name) > _LONGEST_OWNER:
        return f"{name[:_LONGEST_OWNER]}-usn-{digest([name, usn])}"
    return f"{name or 'wire'}-usn-{usn if _SAFE.fullmatch(usn) else digest([usn])}"


def is_of_reuters(usn: str) -> bool:
    return bool(_OF_REUTERS.match(usn))


def chain_key(agency: str | None, bare_slug: str | None, headline_key: str | None) -> str | None:
    """What a running story's versions and write-throughs share: agency and bare slug, else agency and headline."""
    if bare_slug:
        return digest(["slug", slug(agency), normal(bare_slug)])
    return digest(["headline", slug(agency), normal(headline_key)]) if headline_key else None


def headline_ref(agency: str | None, headline_key: str) -> str:
    """A `headline` reference: agency and a hash of the normalised headline, so that a kill can name it."""
    return f"{slug(agency) or 'wire'}:{digest([normal(headline_key)])}"


def bare_slug(printed: str | None) -> str | None:
    """The slug without its cycle mark (`BC-`, `AM-`), which changes from one edition to the next."""
    return _CYCLE.sub("", printed) if printed else None


def dated(name: str, day: str | None) -> str:
    """An `item` or `slug` reference, which names a story only together with its day: `f0704:--02-26`."""
    return f"{name}:{day}" if day else name


def order_of(revision: int | None, sent: datetime | None) -> int:
    """What orders the versions of one id first: the provider's number; that of a first version, 1 or none at all
    (NewsML-G2: a `version` left out is 1), is followed by the seconds sent since 1970.
    """
    if revision and 1 < revision <= LARGEST_REVISION:
        return _NUMBERED + revision
    return min(sent_seconds(sent), _NUMBERED)


def version(*, band: int, order: int, rank: int, content: str) -> int:
    """Band | order (`order_of`) | rank | hash of the content, high to low; between 1 and 2^53 - 1.

    `band`: 0 ordinary, 1 a kill. Those above are not for decoding, which knows one message only.
    """
    fingerprint = int.from_bytes(hashlib.sha256(content.encode("utf-8", "replace")).digest()[:2]) >> (16 - _HASH_BITS)
    number: int = _clamp(band, _BAND_BITS)
    for value, bits in ((order, _ORDER_BITS), (rank, _RANK_BITS), (fingerprint, _HASH_BITS)):
        number = number << bits | _clamp(value, bits)
    return min(max(number, 1), MAX_VERSION)


def rank(kind: str, number: int | None, tags: tuple[str, ...], *, corrects: bool = False) -> int:
    """4n + k. n: alert 0, urgent 1, story 2, update or wrapup i: 2 + i (to 28). k: plain 0, repeat 1, refile 2,
    correction or hold 3. `corrects`: a note in the copy says so.
    """
    low = [tag.lower() for tag in tags]
    updates = any(map(_UPDATE_TAG.match, low))
    early = any(map(_EARLY_TAG.match, low))
    if updates or (kind in ("update", "wrapup") and (number is not None or not early)):
        n = 2 + min(max(number or 1, 1), 28)
    elif early:
        n = 1
    else:
        n = 0 if kind == "alert" else 2
    by_kind = {"hold": 3, "correction": 3, "refile": 2, "repeat": 1}.get(kind, 0)
    marks = (("correct", 3), ("official correct", 3), ("refile", 2), ("resend", 2), ("rpt", 1), ("repeat", 1))
    k = max((value for tag in low for start, value in marks if tag.startswith(start)), default=by_kind)
    return 4 * n + (3 if corrects else max(k, by_kind))


def sent_seconds(moment: datetime | None) -> int:
    """Seconds since 1970 of the message's own time, else 0: a day alone is no time."""
    return max(0, int(moment.timestamp())) if moment else 0


def normal(text: str | None) -> str:
    """Letters with their marks, figures with their signs (`DAX -5` is not `DAX +5`, nor `3.5` `3-5`, nor `BB+` `BB-`),
    without case, composed forms made equal; one blank between words.
    """
    signed = _SIGN.sub(lambda found: _SIGNS[found[0]], text or "")
    folded = unicodedata.normalize("NFKC", signed).casefold()
    return " ".join(_NO_LETTERS.sub(_mark_or_blank, folded).split())


def first_sentence(text: str) -> str:
    found = _SENTENCE_END.search(text, 20, 2000)
    return text[: found.end()] if found else text[:OPENING]


def slug(name: str | None) -> str:
    """An agency's name in lower-case ASCII letters, figures and hyphens; a hash of a name that has none of these."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    found = _NOT_ASCII_NAME.sub("-", plain).strip("-")
    return found or (digest([known])[:12] if (known := normal(name)) else "")


def digest(parts: list[str]) -> str:
    """26 characters of lower-case base32 of sha256 (130 bits). Each part is preceded by its length: none runs over."""
    packed = b"".join(f"{len(data)}:".encode() + data for data in (part.encode("utf-8", "replace") for part in parts))
    number = int.from_bytes(hashlib.sha256(packed).digest()[:17]) >> 6
    return "".join(_BASE32[number >> shift & 31] for shift in range(125, -1, -5))


def _owner(agency: str | None) -> str:
    """The agency as an id begins with it."""
    return slug(agency)[:_LONGEST_OWNER] or "wire"


def _mark_or_blank(found: re.Match[str]) -> str:
    """Vowel signs and accents that stand by themselves belong to their letter: Unicode's categories M."""
    return found[0] if unicodedata.category(found[0])[0] == "M" else " "


def _clamp(value: int, bits: int) -> int:
    return min(max(value, 0), (1 << bits) - 1)
