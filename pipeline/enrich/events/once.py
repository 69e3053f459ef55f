"""One happening told twice is one event."""

from __future__ import annotations

from collections.abc import Iterable, Set

from pipeline.story import Event


def once_each(found: Iterable[tuple[Event, str, str]]) -> list[Event]:
    """One event for one type, source and target: the best score wins, then the text before the headline.

    An event without target is dropped beside one of the same type, source and flags that has one, and a headline's
    event beside one of the text whose type and source country are the same.
    """
    best: dict[tuple[str, str, str, bool, bool], Event] = {}
    for event, source, target in found:
        key = (event.type, source, target, event.negated, event.historical)
        if key not in best or event.score > best[key].score:
            best[key] = event
    with_target = {(kind, source, negated) for kind, source, target, negated, _ in best if target}
    in_text: set[tuple[str, bool, str | None]] = {
        (e.type, e.negated, actor.country) for e in best.values() if e.evidence.field == "text" for actor in e.sources
    }
    return [
        event
        for (kind, source, target, negated, _), event in best.items()
        if (target or (kind, source, negated) not in with_target)
        and not (event.evidence.field == "headline" and _told_again(event, in_text))
    ]


def _told_again(event: Event, in_text: Set[tuple[str, bool, str | None]]) -> bool:
    """A headline's event of which the text tells more exactly who did it: `Ecuador` and its president."""
    return any(actor.country and (event.type, event.negated, actor.country) in in_text for actor in event.sources)
