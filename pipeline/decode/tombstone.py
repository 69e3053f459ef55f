"""What a kill leaves behind: a canceled story without a word of the killed one, under the killed story's id."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.charset import issue
from pipeline.decode.envelope import Envelope, moments_of, source_of, step_of
from pipeline.decode.identity import (
    KILLED,
    Naming,
    bare_slug,
    chain_key,
    guid_id,
    is_of_reuters,
    order_of,
    rank,
    story_id,
    usn_id,
    version,
)
from pipeline.decode.language import language_of
from pipeline.decode.lifecycle import standing_of
from pipeline.decode.targets import Targets, killed_by
from pipeline.story import Chain, Issue, Note, RawStory, Story, Times

_SENDER = re.compile(r"\b(Reuters|AP|AFP|dpa|Xinhua|TASS|UPI|Associated Press)\b")
LONGEST_WHOLE, KEPT = 1200, 600
"""Characters: a longer kill is one that repeats the story, so that only its first words are kept."""


def tombstones(
    raw: RawStory, envelope: Envelope, own: Naming, message: str, tags: tuple[str, ...], part: int
) -> tuple[Story, ...]:
    """One canceled story for each that the kill names: under its id where a number or an id names it, else an own one.

    `message`: the kill under its header lines; empty where only a field says that the item, which is the story, is
    canceled. Its words stand in one note of kind `kill`, with the editors' notes of the format's fields. It may quote
    the killed headline, so search shows no notes of a canceled story. `own`: by what the message itself is known, which
    is the story's name where an item is canceled without naming another.
    """
    notes = " ".join(note.text for note in envelope.before if note.kind == "editor_note")
    if envelope.status == "canceled" and envelope.guid:
        target = Targets(guid=envelope.guid, usn=envelope.usn)
        return (_tombstone(raw, envelope, own, notes, tags, target, guid_id(envelope.guid, own.guid_owner), part),)
    copy = envelope.whole if message else ""
    whole = " ".join((f"{notes} {copy}" if envelope.body_only else copy).split())
    names = Targets(usn=envelope.usn, slug=bare_slug(envelope.slug), day=envelope.day)
    targets = killed_by(f"{message}\n{notes}", names)
    if envelope.status == "canceled" and envelope.body_only and not any(one.is_named for one in targets):
        (target,) = (replace(one, item=envelope.item, headline=own.headline_key) for one in targets)
        return (_tombstone(raw, envelope, own, whole, tags, target, story_id(own), part),)
    return tuple(
        _tombstone(raw, envelope, own, whole, tags, target, _id(envelope, own, whole, target), at)
        for at, target in enumerate(targets, part)
    )


def _tombstone(
    raw: RawStory,
    envelope: Envelope,
    own: Naming,
    whole: str,
    tags: tuple[str, ...],
    target: Targets,
    id: str,
    part: int,
) -> Story:
    words, dropped = _kept(whole)
    created, sent, ahead = moments_of(raw, envelope)
    issues = (*envelope.issues, *dropped, *ahead)
    agency = _agency(envelope, own, whole, target)
    order = order_of(envelope.revision, envelope.sent or envelope.sent_about)
    return Story(
        id=id,
        version=version(band=KILLED, order=order, rank=rank("kill", None, ()), content=whole),
        refs=target.refs(agency, "kills"),
        status="canceled",
        source=source_of(raw, envelope, part),
        agency=agency,
        priority=envelope.priority,
        categories=envelope.categories,
        notes=(Note(kind="kill", text=words),) if words else (),
        language=envelope.language or language_of(whole),
        times=Times(first_created=created, version_created=sent, received=raw.received_at),
        lifecycle=standing_of(whole, tags, kill=True).to_lifecycle(None),
        chain=Chain(key=chain_key(agency, target.slug, target.headline)),
        issues=issues,
        steps={"decode": step_of(issues)},
    )


def _id(envelope: Envelope, own: Naming, whole: str, target: Targets) -> str:
    agency = _agency(envelope, own, whole, target)
    if target.story_id or target.usn:
        return target.story_id or usn_id(target.usn or "", agency)
    return story_id(Naming(agency, envelope.day, f"kill {whole}", whole))


def _agency(envelope: Envelope, own: Naming, whole: str, target: Targets) -> str | None:
    of_number = "Reuters" if target.usn and is_of_reuters(target.usn) else None
    return envelope.agency or _sender(whole) or of_number or own.agency


def _kept(whole: str) -> tuple[str, tuple[Issue, ...]]:
    if len(whole) <= LONGEST_WHOLE:
        return whole, ()
    words = whole[:KEPT].rpartition(" ")[0] or whole[:KEPT]
    return words, (issue("kill_text_dropped", f"{len(whole) - len(words)} characters of the kill were not kept"),)


def _sender(whole: str) -> str | None:
    found = _SENDER.search(whole)
    return usual_name(found[1]) if found else None
