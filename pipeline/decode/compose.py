"""The story put together from its envelope, its anatomy and its standing."""

from __future__ import annotations

import re

from pipeline.decode import embargo
from pipeline.decode.anatomy import Anatomy, take_apart
from pipeline.decode.anatomy.headline import tags_of
from pipeline.decode.charset import issue
from pipeline.decode.envelope import Envelope, source_of, step_of
from pipeline.decode.identity import (
    ORDINARY,
    REINSTATED,
    Naming,
    bare_slug,
    chain_key,
    dated,
    headline_ref,
    rank,
    sent_seconds,
    story_id,
    version,
)
from pipeline.decode.language import is_english
from pipeline.decode.lifecycle import Standing, is_kill, standing_of
from pipeline.decode.targets import targets_of
from pipeline.decode.tombstone import tombstone
from pipeline.story import Chain, Failure, Issue, RawStory, Ref, RefRole, Status, Story, Times

_SIGNED = (
    (re.compile(r"reuters?\b", re.I), "Reuters"),
    (re.compile(r"[^\n]{0,40}\bassociated press\b", re.I), "AP"),
    (re.compile(r"[^\n]{0,40}\b(?:thomson )?reuters\b", re.I), "Reuters"),
    (re.compile(r"[^\n]{0,40}\bagence france", re.I), "AFP"),
    (re.compile(r"enditem$", re.I), "Xinhua"),
)
_WHOLE_STORY_HELD = ("hold", "advisory")


def compose(raw: RawStory, envelope: Envelope) -> Story | Failure:
    """The story (or its tombstone) of one decoded part; a `Failure` where there is neither headline nor text."""
    opening = " ".join(envelope.whole.lstrip()[:300].split("\n", 1)[0].split())
    tags = (*tags_of(opening)[0], *envelope.slug_tags)
    if is_kill(envelope.whole, tags):
        return tombstone(raw, envelope, tags)
    parts = take_apart(envelope.copy, envelope.headline)
    standing = _standing(envelope, parts)
    if parts.headline is None and not parts.paragraphs and standing.kind not in _WHOLE_STORY_HELD:
        return Failure(stage="decode", code="no_story", reason="the copy has neither headline nor text")
    return _story(raw, envelope, parts, standing)


def _standing(envelope: Envelope, parts: Anatomy) -> Standing:
    headline = parts.headline
    tags = (*(headline.tags if headline else ()), *envelope.slug_tags, *parts.slug_tags)
    tags = tuple(dict.fromkeys(tags))
    bare = not parts.paragraphs and parts.dateline is None
    stub = bare and headline is not None and headline.text.upper() == headline.text
    return standing_of(envelope.whole, tags, stub=stub)


def _story(raw: RawStory, envelope: Envelope, parts: Anatomy, standing: Standing) -> Story:
    headline, text = parts.headline, parts.text
    naming = _naming(envelope, parts, text)
    slug = envelope.slug or parts.slug
    written = parts.dateline.date if parts.dateline else None
    issues = (*envelope.issues, *_repairs(parts))
    return Story(
        id=story_id(naming),
        version=_version(envelope, parts, standing, naming),
        refs=_refs(envelope, parts, standing, naming),
        status=_status(parts, standing),
        source=source_of(raw, envelope),
        agency=naming.agency,
        headline=headline.text if headline else None,
        headline_raw=headline.raw if headline else None,
        headline_attribution=headline.attribution if headline else None,
        subheadline=parts.subheadline,
        slug=slug,
        priority=envelope.priority,
        word_count=len(text.split()),
        categories=envelope.categories,
        dateline=parts.dateline,
        byline=parts.byline,
        credits=tuple(parts.credits),
        captions=tuple(parts.captions),
        notes=(*envelope.before, *parts.notes, *envelope.after),
        text=text,
        language="en" if is_english(f"{naming.headline_key or ''} {text[:1000]}") else None,
        times=Times(
            version_created=envelope.sent,
            embargo_until=embargo.until(parts.notes, written),
            dateline_date=written,
            received=raw.received_at,
        ),
        lifecycle=standing.to_lifecycle(_what_changed(parts)),
        chain=Chain(key=chain_key(naming.agency, bare_slug(slug), naming.headline_key)),
        issues=issues,
        steps={"decode": step_of(issues)},
    )


def _naming(envelope: Envelope, parts: Anatomy, text: str) -> Naming:
    dateline = parts.dateline
    day = dateline.date if dateline and dateline.date else envelope.day
    key = parts.headline.key_text if parts.headline else None
    return Naming(_agency(envelope, parts), day, key, text, parts.usn)


def _version(envelope: Envelope, parts: Anatomy, standing: Standing, naming: Naming) -> int:
    homes = [parts.headline.raw if parts.headline else "", parts.subheadline or "", naming.text]
    homes += [parts.dateline.text if parts.dateline else ""]
    homes += [f"{caption.text} {caption.credit or ''}" for caption in parts.captions]
    homes += [note.text for note in parts.notes]
    return version(
        band=REINSTATED if standing.reinstated else ORDINARY,
        sent=sent_seconds(envelope.sent, naming.day),
        rank=rank(standing.kind, standing.number, standing.tags),
        content="\x00".join(homes),
    )


def _refs(envelope: Envelope, parts: Anatomy, standing: Standing, naming: Naming) -> tuple[Ref, ...]:
    """By what names others may call this story, and what it holds, releases or corrects by number."""
    refs: list[Ref] = []
    day = envelope.day or naming.day
    slug = bare_slug(envelope.slug or parts.slug)
    if naming.usn:
        refs.append(Ref(kind="usn", value=naming.usn))
    if envelope.item:
        refs.append(Ref(kind="item", value=dated(envelope.item, day)))
    if slug:
        refs.append(Ref(kind="slug", value=dated(slug, day)))
    if naming.headline_key:
        refs.append(Ref(kind="headline", value=headline_ref(naming.agency, naming.headline_key)))
    role = _role(standing)
    if role:
        told = [note.text for note in parts.notes if note.kind in ("correction", "editor_note")]
        named = targets_of(" ".join(told) if role == "corrects" else envelope.whole).refs(naming.agency, role)
        refs += [ref for ref in named if ref.kind == "usn" and ref.value != naming.usn]
    return tuple(refs)


def _role(standing: Standing) -> RefRole | None:
    if standing.releases:
        return "releases"
    return {"hold": "holds", "correction": "corrects"}.get(standing.kind)  # type: ignore[return-value]


def _agency(envelope: Envelope, parts: Anatomy) -> str | None:
    """Whose story it is: of the header, the dateline, the byline, the sign-off or the rights line, the
    number's form.
    """
    named = envelope.agency or (parts.dateline.agency if parts.dateline else None) or parts.agency
    if named:
        return named
    for note in parts.notes:
        if note.kind in ("signoff", "rights"):
            found = next((name for form, name in _SIGNED if form.match(note.text)), None)
            if found:
                return found
    return "Reuters" if parts.usn else None


def _status(parts: Anatomy, standing: Standing) -> Status:
    if standing.releases:
        return "usable"
    tagged = any(tag.upper().startswith("EMBARGO") for tag in standing.tags)
    if standing.kind == "hold" or tagged or any(note.kind == "embargo" for note in parts.notes):
        return "withheld"
    return "usable"


def _what_changed(parts: Anatomy) -> str | None:
    return next((note.text for note in parts.notes if note.kind in ("correction", "trash_line")), None)


def _repairs(parts: Anatomy) -> tuple[Issue, ...]:
    out = []
    if parts.joined_paragraphs:
        out.append(issue("paragraphs_joined", f"{parts.joined_paragraphs} breaks in mid-sentence were closed"))
    if parts.joined_hyphens:
        out.append(issue("line_hyphens_joined", f"{parts.joined_hyphens} words broken at a line's end were joined"))
    return tuple(out)
