"""What envelope and anatomy say of a message's identity: whose story it is, parts of its id, version, names."""

from __future__ import annotations

import re

from pipeline.decode.anatomy import Anatomy
from pipeline.decode.anatomy.agencies import exact_name
from pipeline.decode.envelope import Envelope
from pipeline.decode.identity import (
    ORDINARY,
    Naming,
    bare_slug,
    dated,
    headline_ref,
    order_of,
    rank,
    reading_of,
    version,
)
from pipeline.decode.lifecycle import Standing, number_of
from pipeline.decode.targets import REACH, spoken_of
from pipeline.story import Note, Ref, RefRole
from pipeline.supplier import Supplier

_SIGNED = (
    (re.compile(r"reuters?\b", re.I), "Reuters"),
    (re.compile(r"[^\n]{0,40}\bassociated press\b", re.I), "AP"),
    (re.compile(r"[^\n]{0,40}\b(?:thomson )?reuters\b", re.I), "Reuters"),
    (re.compile(r"[^\n]{0,40}\bagence france", re.I), "AFP"),
    (re.compile(r"enditem$", re.I), "Xinhua"),
)
_NAMED = re.compile(r"[/(](?P<who>[A-Za-z]{2,12})[/)]\.?$|[-–—= ]{0,4}(?P<first>[A-Z][A-Za-z]{1,11}|dpa)(?=$| )")
"""A sign-off that is an agency's name between marks, or begins with it: `/ritzau/`, `(AFP)`, `==Kyodo`, `PTI ABC`."""
_COPYRIGHT = re.compile(r"c\.\s?(?:19|20)[0-9]{2},?\s(?:The\s)?(?P<owner>[A-Z][\w .&'’-]{3,50})$")
"""Above the copy of American news services: `c.2014 New York Times News Service`."""
_RELEASED = re.compile(
    r"\bhold\b[^.\n]{0,60}\b(?:lifted|released)\b|\bmay now be (?:used|published|released)\b"
    r"|\brelease[sd]? (?:the |our )?hold\b",
    re.I,
)
_NOT_YET = re.compile(r"\b(?:until|unless|before|once|when|if|after|not)\b", re.I)
_TAKE = re.compile(r"\(?take\s?#?(?P<number>[0-9]{1,2})\b", re.I)


def naming_of(envelope: Envelope, parts: Anatomy, standing: Standing, supplier: Supplier) -> Naming:
    dateline = parts.dateline
    return Naming(
        agency=_agency(envelope, parts, supplier),
        day=dateline.date if dateline and dateline.date else envelope.day,
        headline_key=parts.headline.key_text if parts.headline else None,
        text=parts.text or " ".join(note.text for note in parts.notes),
        usn=envelope.usn or parts.usn,
        take=_take(parts, standing),
        guid=envelope.guid,
        guid_owner=envelope.guid_owner or supplier.agency,
        reading=reading_of(parts.text),
    )


def version_of(envelope: Envelope, parts: Anatomy, standing: Standing) -> int:
    homes = [parts.headline.raw if parts.headline else "", envelope.subheadline or parts.subheadline or "", parts.text]
    homes += [parts.dateline.text if parts.dateline else envelope.dateline or ""]
    homes += [f"{caption.text} {caption.credit or ''}" for caption in (*envelope.captions, *parts.captions)]
    homes += [note.text for note in parts.notes]
    corrects = any(note.kind == "correction" for note in parts.notes)
    return version(
        band=ORDINARY,
        order=order_of(envelope.revision, envelope.sent or envelope.sent_about),
        rank=rank(standing.kind, number_of(standing.tags), standing.tags, corrects=corrects),
        content="\x00".join(homes),
    )


def refs_of(envelope: Envelope, parts: Anatomy, standing: Standing, naming: Naming) -> tuple[Ref, ...]:
    """By what names others may call this story, and what it holds, releases or corrects by number."""
    refs: list[Ref] = []
    day = envelope.day or naming.day
    slug = bare_slug(envelope.slug or parts.slug)
    if naming.guid:
        refs.append(Ref(kind="guid", value=naming.guid))
    if naming.usn:
        refs.append(Ref(kind="usn", value=naming.usn))
    if envelope.item:
        refs.append(Ref(kind="item", value=dated(envelope.item, day)))
    if slug:
        refs.append(Ref(kind="slug", value=dated(slug, day)))
    if naming.headline_key:
        refs.append(Ref(kind="headline", value=headline_ref(naming.agency, naming.headline_key)))
    role = _role(envelope, parts, standing)
    if role:
        for target in spoken_of(_told(envelope, parts, role), slug, _corrective(parts)):
            refs += [ref for ref in target.refs(naming.agency, role) if ref.value != naming.usn]
    return tuple(refs)


def _told(envelope: Envelope, parts: Anatomy, role: RefRole) -> str:
    """Where a message names the story that it holds, releases or corrects: a correction in its notes and, in AP's
    correctives, in its first paragraph.
    """
    if role != "corrects":
        return envelope.whole[:REACH]
    notes = [note.text for note in (*envelope.before, *parts.notes) if note.kind in ("correction", "editor_note")]
    first = parts.paragraphs[:1] if _corrective(parts) else []
    return "\n".join((*notes, *(" ".join(pieces) for pieces in first)))


def _corrective(parts: Anatomy) -> str | None:
    """The headline of AP's correctives (`Correction: Harbour-Talks story`), without its tag."""
    headline = parts.headline
    return headline.text if headline and headline.tags and headline.text.endswith((" story", " stories")) else None


def _take(parts: Anatomy, standing: Standing) -> int | None:
    """The number of a later take, which has the headline of the first; from a tag or a line of its own."""
    if parts.headline and parts.headline.take:
        return parts.headline.take
    lines = (note.text for note in parts.notes if note.kind == "header")
    found = next((found for found in map(_TAKE.match, (*standing.tags, *lines)) if found), None)
    return int(found["number"]) if found and int(found["number"]) > 1 else None


def _role(envelope: Envelope, parts: Anatomy, standing: Standing) -> RefRole | None:
    if standing.kind == "advisory" and _releases(parts, envelope.before):
        return "releases"
    return {"hold": "holds", "correction": "corrects"}.get(standing.kind)  # type: ignore[return-value]


def _releases(parts: Anatomy, before: tuple[Note, ...]) -> bool:
    """True where headline or notes say that a hold is lifted, without an `until` or an `if` before it."""
    told = [parts.headline.raw if parts.headline else "", *(note.text for note in (*before, *parts.notes))]
    found = (_RELEASED.search(text[:REACH]) for text in told)
    return any(hit and not _NOT_YET.search(hit.string[: hit.start()].rpartition(".")[2] + hit[0]) for hit in found)


def _signed_by(found: re.Match[str]) -> str | None:
    """The agency of a sign-off; without marks around it its name stands in capitals or as it is usually written."""
    first = found["first"]
    known = exact_name(found["who"] or first)
    return known if not first or first in (known, first.upper()) else None


def _agency(envelope: Envelope, parts: Anatomy, supplier: Supplier) -> str | None:
    """Whose story it is: by header, dateline, byline, sign-off or rights line, the settings, the number's form."""
    named = envelope.agency or (parts.dateline.agency if parts.dateline else None) or parts.agency
    if named:
        return named
    closing = [note.text for note in parts.notes if note.kind in ("signoff", "rights")]
    signed = (name for text in closing for form, name in _SIGNED if form.match(text))
    owned = (found["owner"].replace("N.Y.", "New York") for text in closing if (found := _COPYRIGHT.match(text)))
    by = (_signed_by(found) for text in closing if (found := _NAMED.match(text)))
    return (
        next(signed, None)
        or next(owned, None)
        or supplier.agency
        or next(filter(None, by), None)
        or ("Reuters" if parts.usn else None)
    )
