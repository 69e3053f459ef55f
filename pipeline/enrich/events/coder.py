"""The step `events`: what the story says that somebody did to somebody, by the entries of `configs/lexicons/events`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.actors import Cast
from pipeline.enrich.events.attempts import Attempt, attempts
from pipeline.enrich.events.once import Told, once_each
from pipeline.enrich.events.quiet import why_quiet
from pipeline.enrich.events.record import Setting, event_of
from pipeline.enrich.events.when import today
from pipeline.enrich.events.where import Places
from pipeline.story import EnrichedStory, FieldName, Issue

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.enrich.run import Docs, Resources

MAX_EVENTS = 60
MAX_TOLD = 8 * MAX_EVENTS
"""Events of a story before those of one happening are joined, which takes time in the square of their number."""


def code_events(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    """Fill `events`: none for sport and for markets. Too long sentences and too many events become issues."""
    fields = fields_of(docs)
    if why_quiet(story, fields.values(), resources.lexicon.quiet) is not None:
        return story.model_copy(update={"events": ()})
    held = (told for _, told in tried(story, fields, resources) if told is not None)
    events = once_each(list(islice(held, MAX_TOLD)))
    issues = (*story.issues, *_limits(fields.values(), len(events)))
    return story.model_copy(update={"events": tuple(events[:MAX_EVENTS]), "issues": issues})


def tried(
    story: EnrichedStory, fields: dict[FieldName, Doc], resources: Resources
) -> Iterator[tuple[Attempt, Told | None]]:
    """What each field's words and the lexicon's entries make of each other, text before headline: every attempt, with
    its event where it makes one.
    """
    lexicon = resources.lexicon
    cast = Cast(story, fields, resources.countries, lexicon)
    setting = Setting(lexicon.contexts, today(story), Places(story, fields), lexicon.classes)
    for field, doc in fields.items():
        for attempt in attempts(doc, field, cast, lexicon):
            if attempt.refusal is None:
                event = event_of(attempt, story, cast, setting)
                yield attempt, Told(event, _key(attempt.sources), _key(attempt.targets))
            else:
                yield attempt, None


def fields_of(docs: Docs) -> dict[FieldName, Doc]:
    """The fields that are coded, in the order in which they are."""
    fields: dict[FieldName, Doc] = {}
    if docs.text is not None:
        fields["text"] = docs.text
    if docs.headline is not None:
        fields["headline"] = docs.headline
    return fields


def _key(parties: Iterable[object]) -> str:
    return next((getattr(party, "key", "") for party in parties), "")


def _limits(docs: Iterable[Doc], found: int) -> Iterator[Issue]:
    """What was left out because there is too much of it."""
    if skipped := sum(len(sentence) > grammar.LONGEST_SENTENCE for doc in docs for sentence in doc.sents):
        what = f"sentences of more than {grammar.LONGEST_SENTENCE} words are not coded: {skipped} here"
        yield Issue(step="events", code="long_sentence_skipped", message=what)
    if found > MAX_EVENTS:
        what = f"{found} events were found, the first {MAX_EVENTS} are kept"
        yield Issue(step="events", code="events_capped", message=what)
