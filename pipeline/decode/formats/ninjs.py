"""ninjs, the IPTC's News in JSON (https://iptc.org/std/ninjs/userguide/): branches 1.x, 2.x and 3.x, and Superdesk's.

The branches differ in case, in plurals and in how they tell several headlines, bodies and descriptions apart: names
with an ending (`body_xhtml`) in 1.x, lists with roles in 2.x and 3.x. All are read, in any mixture.
`docs/formats/ninjs.md` has the table of fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.decode.charset import Copy
from pipeline.decode.envelope import Envelope, Part, failure
from pipeline.decode.formats import fields, xmlfields
from pipeline.decode.formats import ninjs_meta as meta
from pipeline.decode.formats.bylines import people_in, publication, read_byline
from pipeline.decode.formats.jsonitems import Item, Told, folded, item_of, items_of, many, string, told
from pipeline.decode.formats.markup import captioned
from pipeline.decode.formats.ninjs_body import fullest
from pipeline.decode.words import words
from pipeline.story import Caption, Failure, Issue, Note
from pipeline.supplier import Supplier

DEEPEST = 3
"""Packages within packages."""

_REFUSED = {
    **dict.fromkeys(("picture", "photo", "image", "gallery", "slideshow"), "picture"),
    **dict.fromkeys(("graphic", "graphics", "infographic"), "graphic"),
    **dict.fromkeys(("audio", "sound"), "audio"),
    **dict.fromkeys(("video", "animation", "livestream"), "video"),
    **dict.fromkeys(("event", "planning", "coverage", "assignment"), "planning"),
    **dict.fromkeys(("concept", "person", "organisation", "place", "knowledge"), "concept"),
    **dict.fromkeys(("catalog", "catalogue", "scheme"), "catalogue"),
    **dict.fromkeys(("data", "dataset", "statistics", "table"), "data"),
}
_PACKAGES = words("composite package collection component")
_DECKS = words("sub subhead subheadline subheading subtitle deck hl2 secondary")
_NO_SUMMARY = words("creditline credit writer byline by headline title slug slugline keywords footer")


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    """A part for each item of the record, in order; the texts that an item carries with it follow it."""
    parts: list[Part] = []
    for item in items_of(copy.text):
        parts += [item] if isinstance(item, Failure) else _parts(item, supplier, copy.issues, DEEPEST)
    return tuple(parts)


def _parts(item: Item, supplier: Supplier, issues: tuple[Issue, ...], depth: int) -> Iterator[Part]:
    kind = _type(item)
    refused = _REFUSED.get(kind)
    if refused:
        yield failure(
            refused, f"the item is of type {kind}" if "type" in item else f"the item has the marks of {refused}"
        )
        return
    around = [item_of(one) for one in _associated(item)]
    envelope = _envelope(item, around, kind, supplier, issues)
    inner: list[Part] = []
    for one in around if depth else ():
        if _type(one) in ("text", *_PACKAGES) and (told(one, "body", "bodies") or one.get("associations")):
            inner += (part for part in _parts(one, supplier, (), depth - 1) if isinstance(part, Envelope))
    if kind in _PACKAGES and not envelope.copy and envelope.status != "canceled":
        pictures = bool(around) and all(_REFUSED.get(_type(one)) == "picture" for one in around)
        empty = failure("picture" if pictures else "package", "the package holds no text, only items of other kinds")
        yield from inner or (empty,)
        return
    yield envelope
    yield from inner


def _type(item: Item) -> str:
    """The item's type in lower case; that of its media or its planning fields where it names none."""
    named = re.split(r"[:/]", string(item, "type").lower())[-1]
    if named:
        return named
    if item.keys() & {"eventdetails", "plannedcoverage"}:
        return "event"
    media = string(item, "mimetype", "contenttype").lower().partition("/")[0]
    return {"image": "picture", "audio": "audio", "video": "video"}.get(media, "text")


def _associated(item: Item) -> Iterator[object]:
    """The items that this one carries: by name in 1.x, in a list in 2.x and 3.x."""
    carried = item.get("associations")
    for one in carried.values() if isinstance(carried, dict) else many(carried):
        yield from many(one)


def _envelope(item: Item, around: list[Item], kind: str, supplier: Supplier, issues: tuple[Issue, ...]) -> Envelope:
    headline, subheadline = _headlines(item)
    summaries = _summaries(item)
    bodies = told(item, "body", "bodies")
    body = fullest([one for one in bodies if one.role != "footer"])
    if not body.paragraphs and kind not in _PACKAGES:
        body = fullest(summaries)
    copy = "\n\n".join(xmlfields.without_headline(body.paragraphs, headline))
    by = _by(item)
    byline = read_byline(by)
    times, unread = meta.times_of(item, supplier)
    slug, slug_tags = xmlfields.slug_and_tags(string(item, "slugline", "slug"))
    status, created = string(item, "pubstatus", "status"), string(item, "versioncreated")
    embargo = item.get("embargoed")
    held = bool(embargo.strip() if isinstance(embargo, str) else embargo) or xmlfields.is_embargo(status)
    notes = meta.editor_notes_of(item)
    before = xmlfields.editor_notes(notes, embargo_told=held)
    footers = (Note(kind="boilerplate", text=fields.one_line(one.value)) for one in bodies if one.role == "footer")
    before += xmlfields.abstracts((fields.one_line(one.value) for one in summaries), copy, headline)
    return Envelope(
        format="ninjs", copy=copy, issues=(*issues, *unread, *xmlfields.status_doubts(status)), headline=headline,
        body_only=True,
        agency=meta.agency_of(item, byline.agency or publication(by), copy),
        guid=meta.guid_of(item), guid_owner=meta.agency_of(item, None, ""),
        revision=xmlfields.revision_of(string(item, "version")), usn=meta.usn_of(item),
        day=xmlfields.day_of(created), first_created=times["firstcreated"],
        sent=times["versioncreated"], sent_about=xmlfields.moment_about(created),
        embargoed=held, embargo_until=times["embargoed"],
        status=xmlfields.status_of(status), kind=meta.lifecycle_of(item, notes),
        slug=slug, slug_tags=slug_tags, subheadline=subheadline, byline=byline.names, dateline=meta.dateline_of(item),
        priority=string(item, "priority", "editorialpriority") or None,
        urgency=xmlfields.urgency_of(string(item, "urgency")),
        categories=meta.codes_of(item, meta.CATEGORIES), subjects=meta.codes_of(item, meta.SUBJECTS),
        keywords=meta.keywords_of(item), language=xmlfields.language_tag(string(item, "language")),
        captions=_captions(around, body.captions), before=(*before, byline.note) if byline.note else before,
        after=(*footers, *meta.rights_of(item)),
    )  # fmt: skip


def _headlines(item: Item) -> tuple[str | None, str | None]:
    """The main headline, or the item's title; and the deck."""
    every = told(item, "headline", "headlines")
    roles = [re.sub(r"[\W_]", "", one.role) for one in every]
    decks = [one for one, role in zip(every, roles, strict=True) if role in _DECKS]
    others = [one for one, role in zip(every, roles, strict=True) if role not in _DECKS]
    mains = [one for one in every if one.role in ("", "main", "headline")] or others
    main = mains[0].value if mains else string(item, "title")
    headline, deck = fields.one_line(main), fields.one_line(decks[0].value) if decks else ""
    return headline or None, deck if deck and deck != headline else None


def _summaries(item: Item) -> list[Told]:
    return [one for one in told(item, "description", "descriptions") if one.role not in _NO_SUMMARY]


def _by(item: Item) -> str:
    """The byline as one line; AP sends a list of objects, Superdesk the authors apart."""
    line = string(item, "by", "byline")
    if line:
        return fields.one_line(line)
    people = [folded(one) or {"name": one} for one in many(item.get("bylines"))]
    written = [one for one in people if string(one, "role").lower() in ("", "writer", "author")]
    return ", ".join(filter(None, (string(one, "by", "byline", "name") for one in written)))


def _captions(around: list[Item], in_body: tuple[Caption, ...]) -> tuple[Caption, ...]:
    """The captions of the pictures that come with the item, those of its body last; each text once."""
    pictures = (one for one in around if _REFUSED.get(_type(one)) in ("picture", "graphic"))
    carried = (caption for caption in map(_caption, pictures) if caption)
    seen: dict[str, Caption] = {}
    for one in (*carried, *in_body):
        seen.setdefault(xmlfields.letters(one.text), one)
    return tuple(seen.values())


def _caption(picture: Item) -> Caption | None:
    texts = _summaries(picture)
    if not texts:
        return None
    credits = (
        one.value for one in told(picture, "description", "descriptions") if one.role in ("creditline", "credit")
    )
    by, text = _by(picture), fields.one_line(texts[0].value)
    credit = fields.one_line(next(credits, "") or string(picture, "creditline", "credit"))
    found = captioned(text, credit or None)
    if by and not found.credit:
        found = captioned(text, by)
    names, agency = people_in(by)
    owner = xmlfields.agency_named(string(picture, "source") or string(picture, "copyrightholder"))
    return found.model_copy(
        update={"photographer": next(iter(names), found.photographer), "agency": found.agency or agency or owner}
    )
