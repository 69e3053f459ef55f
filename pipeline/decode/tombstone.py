"""What a kill leaves behind: a canceled story without a word of the killed one, under the killed story's id."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.envelope import Envelope, source_of, step_of
from pipeline.decode.identity import KILLED, Naming, bare_slug, chain_key, rank, sent_seconds, story_id, usn_id, version
from pipeline.decode.language import is_english
from pipeline.decode.lifecycle import standing_of
from pipeline.decode.targets import Targets, targets_of
from pipeline.story import Chain, Note, RawStory, Story, Times

_SENDER = re.compile(r"\b(Reuters|AP|AFP|dpa|Xinhua|TASS|UPI|Associated Press)\b")


def tombstone(raw: RawStory, envelope: Envelope, tags: tuple[str, ...]) -> Story:
    """The canceled story of a kill: the target's id where the copy names it by number or id, else one of its own.

    The message stands whole in one note of kind `kill`. It may quote the killed headline, so search shows no notes of a
    canceled story.
    """
    whole = " ".join(envelope.whole.split())
    targets = targets_of(envelope.whole, bare_slug(envelope.slug), envelope.day)
    agency = envelope.agency or _sender(whole) or ("Reuters" if targets.usn else None)
    sent = sent_seconds(envelope.sent, envelope.day)
    return Story(
        id=_target_id(targets, agency) or story_id(Naming(agency, envelope.day, f"kill {whole}", whole)),
        version=version(band=KILLED, sent=sent, rank=rank("kill", None, ()), content=whole),
        refs=targets.refs(agency, "kills"),
        status="canceled",
        source=source_of(raw, envelope),
        agency=agency,
        slug=envelope.slug,
        priority=envelope.priority,
        categories=envelope.categories,
        notes=(*envelope.before, Note(kind="kill", text=whole), *envelope.after),
        language="en" if is_english(whole) else None,
        times=Times(version_created=envelope.sent, received=raw.received_at),
        lifecycle=standing_of(envelope.whole, tags, kill=True).to_lifecycle(None),
        chain=Chain(key=chain_key(agency, bare_slug(targets.slug), targets.headline)),
        issues=envelope.issues,
        steps={"decode": step_of(envelope.issues)},
    )


def _target_id(targets: Targets, agency: str | None) -> str | None:
    return targets.story_id or (usn_id(targets.usn, agency) if targets.usn else None)


def _sender(whole: str) -> str | None:
    found = _SENDER.search(whole)
    return usual_name(found[1]) if found else None
