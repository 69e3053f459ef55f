"""What a kill leaves behind: a canceled story without a word of the killed one, under the killed story's id."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.charset import issue
from pipeline.decode.envelope import Envelope, source_of, step_of
from pipeline.decode.identity import KILLED, Naming, bare_slug, chain_key, rank, sent_seconds, story_id, usn_id, version
from pipeline.decode.language import language_of
from pipeline.decode.lifecycle import standing_of
from pipeline.decode.targets import Targets, killed_by
from pipeline.story import Chain, Issue, Note, RawStory, Story, Times

_SENDER = re.compile(r"\b(Reuters|AP|AFP|dpa|Xinhua|TASS|UPI|Associated Press)\b")
LONGEST_WHOLE, KEPT = 1200, 600
"""Characters: a longer kill is one that repeats the story, so that only its first words are kept."""


def tombstones(
    raw: RawStory, envelope: Envelope, message: str, tags: tuple[str, ...], slug: str | None, usn: str | None
) -> tuple[Story, ...]:
    """One canceled story for each that the kill names: under its id where a number or an id names it, else an own one.

    `message`: the kill under its header lines; `slug` and `usn` are the message's own. Its words stand in one note of
    kind `kill`. It may quote the killed headline, so search shows no notes of a canceled story.
    """
    targets = killed_by(message, usn, bare_slug(slug), envelope.day)
    return tuple(_tombstone(raw, envelope, message, tags, target, at) for at, target in enumerate(targets))


def _tombstone(
    raw: RawStory, envelope: Envelope, message: str, tags: tuple[str, ...], target: Targets, part: int
) -> Story:
    whole = " ".join(envelope.whole.split())
    words, dropped = _kept(whole)
    issues = (*envelope.issues, *dropped)
    agency = envelope.agency or _sender(whole) or ("Reuters" if target.usn else None)
    own_id = Naming(agency, envelope.day, f"kill {whole}", whole)
    return Story(
        id=target.story_id or (usn_id(target.usn, agency) if target.usn else story_id(own_id)),
        version=version(band=KILLED, sent=sent_seconds(envelope.sent), rank=rank("kill", None, ()), content=whole),
        refs=target.refs(agency, "kills"),
        status="canceled",
        source=source_of(raw, envelope, part),
        agency=agency,
        priority=envelope.priority,
        categories=envelope.categories,
        notes=(Note(kind="kill", text=words),),
        language=language_of(whole),
        times=Times(version_created=envelope.sent, received=raw.received_at),
        lifecycle=standing_of(message, tags, kill=True).to_lifecycle(None),
        chain=Chain(key=chain_key(agency, target.slug, target.headline)),
        issues=issues,
        steps={"decode": step_of(issues)},
    )


def _kept(whole: str) -> tuple[str, tuple[Issue, ...]]:
    if len(whole) <= LONGEST_WHOLE:
        return whole, ()
    words = whole[:KEPT].rpartition(" ")[0] or whole[:KEPT]
    return words, (issue("kill_text_dropped", f"{len(whole) - len(words)} characters of the kill were not kept"),)


def _sender(whole: str) -> str | None:
    found = _SENDER.search(whole)
    return usual_name(found[1]) if found else None
