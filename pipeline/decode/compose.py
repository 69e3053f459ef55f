"""The story put together from its envelope, its anatomy and its standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from pipeline.decode import embargo
from pipeline.decode.anatomy import Anatomy, take_apart
from pipeline.decode.anatomy.dateline import printed_dateline
from pipeline.decode.anatomy.marks import beneath_header
from pipeline.decode.anatomy.tags import tags_of
from pipeline.decode.charset import issue
from pipeline.decode.envelope import Envelope, failure, moments_of, source_of, step_of
from pipeline.decode.identity import bare_slug, chain_key, story_id
from pipeline.decode.language import contradicts, language_of
from pipeline.decode.lifecycle import Standing, is_kill, kind_of, kind_told, standing_of, tags_of_slug, withholds
from pipeline.decode.naming import naming_of, refs_of, version_of
from pipeline.decode.orders import MOST_PARAGRAPHS
from pipeline.decode.tombstone import tombstones
from pipeline.story import Chain, Code, Failure, Issue, Note, RawStory, Status, Story, Times
from pipeline.supplier import Supplier

_WHOLE_STORY_HELD = ("hold", "advisory")


def compose(raw: RawStory, envelope: Envelope, supplier: Supplier, part: int) -> tuple[Story | Failure, ...]:
    """The story of one envelope, the tombstones of a kill, or a `Failure` where there is neither headline nor text.

    The first of them is part number `part` of the record.
    """
    parts = take_apart(envelope.copy, envelope.headline, supplier, body_only=envelope.body_only)
    if envelope.dateline and parts.dateline is None:
        parts.dateline = printed_dateline(envelope.dateline)
    if envelope.subheadline and parts.subheadline:
        parts.note("bullets", parts.subheadline)
    message = beneath_header(envelope.whole)
    slug_tags = tags_of_slug(envelope.slug or parts.slug, (*envelope.slug_tags, *parts.slug_tags))
    opening, _ = tags_of(" ".join(message[:300].split("\n", 1)[0].split()))
    tags = tuple(dict.fromkeys((*opening, *slug_tags, *envelope.tags)))
    kills = _kills(envelope, parts, message, tags, supplier)
    if kills or envelope.status == "canceled":
        known = replace(envelope, slug=envelope.slug or parts.slug, usn=envelope.usn or parts.usn)
        own = naming_of(known, parts, Standing("kill", tags), supplier)
        return tombstones(raw, known, own, message if kills or not envelope.body_only else "", tags, part)
    told = (*parts.headline.tags, *slug_tags, *envelope.tags) if parts.headline else tags
    standing = _standing(envelope, message, parts, told)
    if parts.headline is None and not parts.paragraphs and standing.kind not in _WHOLE_STORY_HELD:
        return (failure("no_story", "the copy has neither headline nor text", part),)
    return (_story(raw, envelope, parts, standing, supplier, part),)


def _kills(envelope: Envelope, parts: Anatomy, message: str, tags: tuple[str, ...], supplier: Supplier) -> bool:
    """True where the copy is a kill, or an editor's note in a field of its own gives the order."""
    orders = (note.text for note in envelope.before if note.kind == "editor_note")
    sender = envelope.agency or (parts.dateline.agency if parts.dateline else None) or supplier.agency
    told = _told(envelope, parts)
    return is_kill(message, tags, told, sender, whole=_is_whole(parts)) or (
        envelope.body_only and any(is_kill(order, tags) for order in orders)
    )


def _told(envelope: Envelope, parts: Anatomy) -> tuple[str, ...]:
    """What may give an order: the headline, notes to editors, the first paragraphs. Of a whole story, the notes speak
    of another version.
    """
    headline = (parts.headline.text,) if parts.headline else ()
    whole = _is_whole(parts)
    notes = [note.text for note in (*envelope.before, *parts.notes) if note.kind == "editor_note" and not whole]
    return (*headline, *notes, *(" ".join(pieces) for pieces in parts.paragraphs[: MOST_PARAGRAPHS + 1]))


def _is_whole(parts: Anatomy) -> bool:
    return parts.dateline is not None and len(parts.paragraphs) > 1


def _standing(envelope: Envelope, message: str, parts: Anatomy, tags: tuple[str, ...]) -> Standing:
    """From the tags and the words; a field of the format says it where these say nothing."""
    headline = parts.headline
    stub = not parts.paragraphs and headline is not None and headline.text.upper() == headline.text
    standing = standing_of(message, tuple(dict.fromkeys(tags)), stub=stub, told=_told(envelope, parts))
    if standing.kind != "story":
        return standing
    return replace(standing, kind=envelope.kind or kind_told((*envelope.before, *parts.notes)) or "story")


def _story(
    raw: RawStory, envelope: Envelope, parts: Anatomy, standing: Standing, supplier: Supplier, part: int
) -> Story:
    headline, text = parts.headline, parts.text
    naming = naming_of(envelope, parts, standing, supplier)
    slug = envelope.slug or parts.slug
    written = parts.dateline.date if parts.dateline else None
    notes = (*envelope.before, *parts.notes, *envelope.after)
    created, sent, ahead = moments_of(raw, envelope)
    issues = (*envelope.issues, *_repairs(parts), *_doubts(envelope, parts), *ahead)
    return Story(
        id=story_id(naming),
        version=version_of(envelope, parts, standing),
        refs=refs_of(envelope, parts, standing, naming),
        status=_status(envelope, parts, standing),
        source=source_of(raw, envelope, part),
        agency=naming.agency,
        headline=headline.text if headline else None,
        headline_raw=headline.raw if headline else None,
        headline_attribution=headline.attribution if headline else None,
        subheadline=envelope.subheadline or parts.subheadline,
        slug=slug,
        priority=envelope.priority,
        urgency=envelope.urgency or supplier.priorities.get(envelope.priority or ""),
        word_count=len(text.split()),
        categories=_named(envelope.categories, supplier),
        keywords=envelope.keywords,
        subjects=envelope.subjects,
        dateline=parts.dateline,
        byline=tuple(dict.fromkeys((*envelope.byline, *parts.byline))),
        credits=tuple(parts.credits),
        captions=(*envelope.captions, *parts.captions),
        notes=_distinct(notes) if envelope.body_only else notes,
        text=text,
        language=envelope.language or language_of(_opening(parts)),
        times=Times(
            first_created=created,
            version_created=sent,
            embargo_until=_embargo_until(envelope, parts, written, supplier),
            dateline_date=written,
            received=raw.received_at,
        ),
        lifecycle=standing.to_lifecycle(_what_changed(notes)),
        chain=Chain(key=chain_key(naming.agency, bare_slug(slug), naming.headline_key)),
        issues=issues,
        steps={"decode": step_of(issues)},
    )


def _opening(parts: Anatomy) -> str:
    """By what the language is told."""
    return f"{parts.headline.text if parts.headline else ''}\n{parts.text[:1000]}"


def _doubts(envelope: Envelope, parts: Anatomy) -> tuple[Issue, ...]:
    """A field that says English over copy that isn't, or the reverse; the field's word stands."""
    read = contradicts(envelope.language, _opening(parts)) if envelope.language else None
    if read is None:
        return ()
    return (issue("language_doubted", f"the format says {envelope.language}, the copy reads as {read}"),)


def _status(envelope: Envelope, parts: Anatomy, standing: Standing) -> Status:
    """`withheld` under any hold or embargo, and where a tag says kill though nothing else does."""
    kinds = {standing.kind, *map(kind_of, standing.tags)}
    notes = (*envelope.before, *parts.notes, *envelope.after)
    embargoed = parts.embargo_glued or any(note.kind == "embargo" for note in notes) or _is_embargoed(envelope)
    tagged = any(map(withholds, standing.tags))
    held = embargoed or tagged or envelope.status == "withheld" or kinds & {"hold", "kill"}
    return "withheld" if held else "usable"


def _is_embargoed(envelope: Envelope) -> bool:
    """Under an embargo that had not ended when this version was made."""
    until, sent = envelope.embargo_until, envelope.sent
    return envelope.embargoed and not (until and sent and until <= sent)


def _embargo_until(envelope: Envelope, parts: Anatomy, written: str | None, supplier: Supplier) -> datetime | None:
    if envelope.embargo_until:
        return envelope.embargo_until if _is_embargoed(envelope) else None
    told = [note.text for note in (*envelope.before, *parts.notes, *envelope.after) if note.kind == "embargo"]
    tags = (*(parts.headline.tags if parts.headline else ()), *envelope.tags)
    return embargo.until((*told, *filter(withholds, tags)), written, supplier.time_zone)


def _named(categories: tuple[Code, ...], supplier: Supplier) -> tuple[Code, ...]:
    """Categories with the supplier's names for its letters."""
    names = [code.name or supplier.categories.get(code.code or "") for code in categories]
    return tuple(code.model_copy(update={"name": name}) for code, name in zip(categories, names, strict=True))


def _distinct(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Each text once: fields of a format repeat what others hold."""
    return tuple({note.text: note for note in reversed(notes)}.values())[::-1]


def _what_changed(notes: Iterable[Note]) -> str | None:
    return next((note.text for note in notes if note.kind in ("correction", "trash_line")), None)


def _repairs(parts: Anatomy) -> tuple[Issue, ...]:
    out = []
    if parts.joined_paragraphs:
        out.append(issue("paragraphs_joined", f"{parts.joined_paragraphs} breaks in mid-sentence were closed"))
    if parts.joined_hyphens:
        out.append(issue("line_hyphens_joined", f"{parts.joined_hyphens} words broken at a line's end were joined"))
    if parts.embargo_glued:
        out.append(
            issue("embargo_glued", "an embargo runs on into the text: it was left there, and the story is withheld")
        )
    return tuple(out)
