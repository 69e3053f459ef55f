"""The story put together from its envelope, its anatomy and its standing."""

from __future__ import annotations

import re

from pipeline.decode import embargo
from pipeline.decode.anatomy import Anatomy, take_apart
from pipeline.decode.anatomy.headline import tags_of
from pipeline.decode.anatomy.marks import beneath_header
from pipeline.decode.charset import issue
from pipeline.decode.envelope import Envelope, source_of, step_of
from pipeline.decode.identity import (
    ORDINARY,
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
from pipeline.decode.language import language_of
from pipeline.decode.lifecycle import Standing, is_kill, kind_of, known_tags, number_of, standing_of
from pipeline.decode.targets import REACH, usns_in
from pipeline.decode.tombstone import tombstones
from pipeline.story import Chain, Failure, Issue, RawStory, Ref, RefRole, Status, Story, Times

_SIGNED = (
    (re.compile(r"reuters?\b", re.I), "Reuters"),
    (re.compile(r"[^\n]{0,40}\bassociated press\b", re.I), "AP"),
    (re.compile(r"[^\n]{0,40}\b(?:thomson )?reuters\b", re.I), "Reuters"),
    (re.compile(r"[^\n]{0,40}\bagence france", re.I), "AFP"),
    (re.compile(r"enditem$", re.I), "Xinhua"),
)
_WHOLE_STORY_HELD = ("hold", "advisory")
_RELEASED = re.compile(
    r"\bhold\b[^.\n]{0,60}\b(?:lifted|released)\b|\bmay now be (?:used|published|released)\b"
    r"|\brelease[sd]? (?:the |our )?hold\b",
    re.I,
)
_NOT_YET = re.compile(r"\b(?:until|unless|before|once|when|if|after|not)\b", re.I)
_TAKE = re.compile(r"\(?take\s?#?(?P<number>[0-9]{1,2})\b", re.I)


def compose(raw: RawStory, envelope: Envelope) -> tuple[Story | Failure, ...]:
    """The story of one envelope, the tombstones of a kill, or a `Failure` where there is neither headline nor text."""
    parts = take_apart(envelope.copy, envelope.headline)
    message = beneath_header(envelope.whole)
    slug_tags = tuple(tag for part in (*envelope.slug_tags, *parts.slug_tags) for tag in known_tags(part))
    opening, _ = tags_of(" ".join(message[:300].split("\n", 1)[0].split()))
    tags = (*opening, *slug_tags)
    if is_kill(message, tags):
        return tombstones(raw, envelope, message, tuple(dict.fromkeys(tags)), envelope.slug or parts.slug, parts.usn)
    standing = _standing(message, parts, (*parts.headline.tags, *slug_tags) if parts.headline else tags)
    if parts.headline is None and not parts.paragraphs and standing.kind not in _WHOLE_STORY_HELD:
        return (Failure(stage="decode", code="no_story", reason="the copy has neither headline nor text"),)
    return (_story(raw, envelope, parts, standing),)


def _standing(message: str, parts: Anatomy, tags: tuple[str, ...]) -> Standing:
    headline = parts.headline
    bare = not parts.paragraphs and parts.dateline is None
    stub = bare and headline is not None and headline.text.upper() == headline.text
    return standing_of(message, tuple(dict.fromkeys(tags)), stub=stub)


def _story(raw: RawStory, envelope: Envelope, parts: Anatomy, standing: Standing) -> Story:
    headline, text = parts.headline, parts.text
    naming = _naming(envelope, parts, standing)
    slug = envelope.slug or parts.slug
    written = parts.dateline.date if parts.dateline else None
    issues = (*envelope.issues, *_repairs(parts))
    return Story(
        id=story_id(naming),
        version=_version(envelope, parts, standing),
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
        language=language_of(f"{naming.headline_key or ''} {text[:1000]}"),
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


def _naming(envelope: Envelope, parts: Anatomy, standing: Standing) -> Naming:
    dateline = parts.dateline
    day = dateline.date if dateline and dateline.date else envelope.day
    key = parts.headline.key_text if parts.headline else None
    text = parts.text or " ".join(note.text for note in parts.notes)
    return Naming(_agency(envelope, parts), day, key, text, parts.usn, _take(parts, standing))


def _take(parts: Anatomy, standing: Standing) -> int | None:
    """The number of a later take, which has the headline of the first; from a tag or a line of its own."""
    lines = (note.text for note in parts.notes if note.kind == "header")
    found = next((found for found in map(_TAKE.match, (*standing.tags, *lines)) if found), None)
    return int(found["number"]) if found and int(found["number"]) > 1 else None


def _version(envelope: Envelope, parts: Anatomy, standing: Standing) -> int:
    homes = [parts.headline.raw if parts.headline else "", parts.subheadline or "", parts.text]
    homes += [parts.dateline.text if parts.dateline else ""]
    homes += [f"{caption.text} {caption.credit or ''}" for caption in parts.captions]
    homes += [note.text for note in parts.notes]
    corrects = any(note.kind == "correction" for note in parts.notes)
    return version(
        band=ORDINARY,
        sent=sent_seconds(envelope.sent),
        rank=rank(standing.kind, number_of(standing.tags), standing.tags, corrects=corrects),
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
    role = _role(parts, standing)
    if role:
        told = [note.text for note in parts.notes if note.kind in ("correction", "editor_note")]
        named = usns_in(" ".join(told) if role == "corrects" else envelope.whole[:REACH])
        refs += [Ref(kind="usn", value=usn, role=role) for usn in named if usn != naming.usn]
    return tuple(refs)


def _role(parts: Anatomy, standing: Standing) -> RefRole | None:
    if standing.kind == "advisory" and _releases(parts):
        return "releases"
    return {"hold": "holds", "correction": "corrects"}.get(standing.kind)  # type: ignore[return-value]


def _releases(parts: Anatomy) -> bool:
    """True where headline or notes say that a hold is lifted, without an `until` or an `if` before it."""
    told = [parts.headline.raw if parts.headline else "", *(note.text for note in parts.notes)]
    found = (_RELEASED.search(text[:REACH]) for text in told)
    return any(hit and not _NOT_YET.search(hit.string[: hit.start()].rpartition(".")[2] + hit[0]) for hit in found)


def _agency(envelope: Envelope, parts: Anatomy) -> str | None:
    """Whose story it is: by header, dateline, byline, sign-off or rights line, or the number's form."""
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
    """`withheld` under any hold or embargo, and where a tag says kill though nothing else does."""
    kinds = {standing.kind, *map(kind_of, standing.tags)}
    embargoed = parts.embargo_glued or any(note.kind == "embargo" for note in parts.notes)
    tagged = any(tag.upper().startswith("EMBARGO") for tag in standing.tags)
    return "withheld" if embargoed or tagged or kinds & {"hold", "kill"} else "usable"


def _what_changed(parts: Anatomy) -> str | None:
    return next((note.text for note in parts.notes if note.kind in ("correction", "trash_line")), None)


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
