"""What a kill leaves behind: a canceled story without a word of the killed one, under the killed story's id."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.charset import issue
from pipeline.decode.envelope import Envelope, source_of, step_of
from pipeline.decode.identity import KILLED, Naming, bare_slug, chain_key, guid_id, rank, story_id, usn_id, version
from pipeline.decode.language import language_of
from pipeline.decode.lifecycle import standing_of
from pipeline.decode.naming import order_of
from pipeline.decode.targets import Targets, killed_by
from pipeline.story import Chain, Issue, Note, RawStory, Story, Times
from pipeline.supplier import Supplier

_SENDER = re.compile(r"\b(Reuters|AP|AFP|dpa|Xinhua|TASS|UPI|Associated Press)\b")
NUMBERED = frozenset({"newsmlg2", "newsml12", "ninjs"})
"""Formats in which the provider may number the versions of an item."""
LONGEST_WHOLE, KEPT = 1200, 600
"""Characters: a longer kill is one that repeats the story, so that only its first words are kept."""


def tombstones(
    raw: RawStory, envelope: Envelope, message: str, tags: tuple[str, ...], supplier: Supplier, part: int
) -> tuple[Story, ...]:
    """One canceled story for each that the kill names: under its id where a number or an id names it, else an own one.

    `message`: the kill under its header lines. Its words stand in one note of kind `kill`. It may quote the killed
    headline, so search shows no notes of a canceled story. Of an item that the provider canceled under its own
    identifier only the editors' notes are kept: all else is the story; without a number of its own, where its format
    numbers versions, it kills under both orders (`guid_id`).
    """
    if envelope.status == "canceled" and envelope.guid:
        whole = " ".join(note.text for note in envelope.before if note.kind == "editor_note")
        revised = (
            (True,) if envelope.revision is not None else (False, True) if envelope.format in NUMBERED else (False,)
        )
        target, owner = Targets(guid=envelope.guid, usn=envelope.usn), envelope.guid_owner or supplier.agency
        ids = [guid_id(envelope.guid, owner, revised=order) for order in revised]
        return tuple(_tombstone(raw, envelope, whole, tags, target, at, id) for at, id in enumerate(ids, part))
    notes = " ".join(note.text for note in envelope.before if note.kind == "editor_note")
    whole = " ".join(f"{notes} {envelope.whole}".split()) if envelope.body_only else " ".join(envelope.whole.split())
    targets = killed_by(f"{message}\n{notes}", envelope.usn, bare_slug(envelope.slug), envelope.day)
    return tuple(_tombstone(raw, envelope, whole, tags, target, at) for at, target in enumerate(targets, part))


def _tombstone(
    raw: RawStory,
    envelope: Envelope,
    whole: str,
    tags: tuple[str, ...],
    target: Targets,
    part: int,
    id: str | None = None,
) -> Story:
    words, dropped = _kept(whole)
    issues = (*envelope.issues, *dropped)
    agency = envelope.agency or _sender(whole) or ("Reuters" if target.usn else None)
    return Story(
        id=id or _id(envelope, agency, whole, target),
        version=version(band=KILLED, sent=order_of(envelope), rank=rank("kill", None, ()), content=whole),
        refs=target.refs(agency, "kills"),
        status="canceled",
        source=source_of(raw, envelope, part),
        agency=agency,
        priority=envelope.priority,
        categories=envelope.categories,
        notes=(Note(kind="kill", text=words),) if words else (),
        language=envelope.language or language_of(whole),
        times=Times(first_created=envelope.first_created, version_created=envelope.sent, received=raw.received_at),
        lifecycle=standing_of(whole, tags, kill=True).to_lifecycle(None),
        chain=Chain(key=chain_key(agency, target.slug, target.headline)),
        issues=issues,
        steps={"decode": step_of(issues)},
    )


def _id(envelope: Envelope, agency: str | None, whole: str, target: Targets) -> str:
    if target.story_id or target.usn:
        return target.story_id or usn_id(target.usn or "", agency)
    return story_id(Naming(agency, envelope.day, f"kill {whole}", whole))


def _kept(whole: str) -> tuple[str, tuple[Issue, ...]]:
    if len(whole) <= LONGEST_WHOLE:
        return whole, ()
    words = whole[:KEPT].rpartition(" ")[0] or whole[:KEPT]
    return words, (issue("kill_text_dropped", f"{len(whole) - len(words)} characters of the kill were not kept"),)


def _sender(whole: str) -> str | None:
    found = _SENDER.search(whole)
    return usual_name(found[1]) if found else None
