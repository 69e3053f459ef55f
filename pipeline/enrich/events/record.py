"""An attempt that holds, as the event of the message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich.events.actors import Cast
from pipeline.enrich.events.attempts import Attempt
from pipeline.enrich.events.attribution import quoted
from pipeline.enrich.events.contexts import Contexts, contexts
from pipeline.enrich.events.lexicon import QUADS
from pipeline.enrich.events.party import Classes, is_public
from pipeline.enrich.events.past import is_historical
from pipeline.enrich.events.recipients import recipients
from pipeline.enrich.events.when import Today, when
from pipeline.enrich.events.where import Places
from pipeline.story import EnrichedStory, Event, Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

BEST, LEAST = 0.9, 0.1
DOUBTS: Mapping[str, float] = {
    "no source": 0.4, "no target": 0.3, "hypothetical": 0.3, "told by a noun": 0.3, "in the headline": 0.2,
    "a private party": 0.1,
}  # fmt: skip
"""What each doubt takes from the score, as measured on the answers that were read: `docs/events.md` has the table."""


@dataclass(frozen=True)
class Setting:
    """What an event is read against besides its own words. Built once for a story."""

    contexts: Contexts
    today: Today
    places: Places
    classes: Classes


def event_of(attempt: Attempt, story: EnrichedStory, cast: Cast, setting: Setting) -> Event:
    """The event with its sentence as evidence, by offsets into the story's own field."""
    text = story.text if attempt.name == "text" else story.headline or ""
    sentence = attempt.word.sent
    start, end = trimmed(text, sentence.start_char, sentence.end_char)
    standing, entry = attempt.standing, attempt.entry
    day, basis = when(attempt.word, attempt.trigger, setting.today, ahead=standing.future or standing.hypothetical)
    return Event(
        type=entry.type,
        mode=entry.mode,
        contexts=contexts(sentence, attempt.word, setting.contexts),
        cameo=entry.cameo,
        quad=QUADS[entry.type],
        sources=tuple(party.actor for party in attempt.sources),
        targets=tuple(party.actor for party in attempt.targets),
        recipients=recipients(attempt, cast),
        place=setting.places.of(entry, attempt.word, attempt.trigger, attempt.name),
        date=day,
        date_basis=basis,
        negated=standing.negated,
        future=standing.future,
        hypothetical=standing.hypothetical,
        historical=is_historical(attempt.word, story_year(story), standing.future),
        attribution=_attribution(attempt, story, cast),
        evidence=_evidence(attempt, text, start, end),
        score=score(doubts(attempt, setting.classes)),
    )


def _attribution(attempt: Attempt, story: EnrichedStory, cast: Cast) -> Span | None:
    """Who says it: the noun over the clause, whom a pronoun there stands for, or the speaker of the quotation."""
    speaker = attempt.standing.speaker
    if speaker is None:
        return quoted(story, attempt.name, *_ends(attempt.trigger))
    if speaker.pos_ == "PRON" and (party := cast.party(speaker, attempt.name)) is not None:
        said = party.actor
        return Span(text=said.text, start=said.start, end=said.end, field=said.field)
    return cast.span(speaker, attempt.name)


def _evidence(attempt: Attempt, text: str, start: int, end: int) -> Evidence:
    first, last = _ends(attempt.trigger)
    return Evidence(
        field=attempt.name, start=start, end=end, text=text[start:end], trigger_start=first, trigger_end=last
    )


def _ends(words: tuple[Token, ...]) -> tuple[int, int]:
    first, last = min(words, key=lambda word: word.idx), max(words, key=lambda word: word.idx)
    return first.idx, last.idx + len(last)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of a sentence without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def doubts(attempt: Attempt, classes: Classes) -> tuple[str, ...]:
    """What makes it likelier that type or parties are wrong, of `DOUBTS`. A private party holds no office, arms or
    mandate.
    """
    parties = (*attempt.sources, *attempt.targets)
    found = {
        "no source": not attempt.sources,
        "no target": not attempt.targets,
        "hypothetical": attempt.standing.hypothetical,
        "told by a noun": bool(attempt.entry.noun),
        "in the headline": attempt.name == "headline",
        "a private party": not all(party.kind == "state" or is_public(party, classes) for party in parties),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def score(found: Iterable[str]) -> float:
    """From 0.1 to 0.9: the share of such events whose type and parties are right."""
    return round(max(LEAST, BEST - sum(DOUBTS[doubt] for doubt in found)), 1)


def story_year(story: EnrichedStory) -> int | None:
    """The year that the story is of, where its envelope or dateline has one."""
    for moment in (story.times.version_created, story.times.first_created):
        if moment is not None:
            return moment.year
    for date in (story.times.dateline_date, story.dateline.date if story.dateline else None):
        if date and date[:4].isdigit():
            return int(date[:4])
    return None
