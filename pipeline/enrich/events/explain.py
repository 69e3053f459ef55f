"""Why the coder made each event of a story, and none of other words: its own attempts, in words for an analyst."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline import flow
from pipeline.enrich import grammar
from pipeline.enrich.events.attempts import Attempt, Refusal
from pipeline.enrich.events.coder import MAX_TOLD, code_events, fields_of, tried
from pipeline.enrich.events.lexicon import By, Entry, Lexicon
from pipeline.enrich.events.once import Told, homes
from pipeline.enrich.events.quiet import why_quiet
from pipeline.enrich.events.record import doubts, trimmed
from pipeline.enrich.run import Docs, Resources, enrich_batch
from pipeline.story import EnrichedStory, Event, FieldName, Source, Story

if TYPE_CHECKING:
    from spacy.tokens import Doc

REASONS: Mapping[Refusal, str] = {
    "frame": "the words around it aren't the entry's",
    "not told": "the sentence doesn't say that it is done or planned, only asked for, wanted, tried or feared",
    "same deed": "it is the same deed as the verb over it",
    "another's words": "somebody else says that they would, as no refusal or threat is made",
    "source": "{source}",
    "target": "nobody to whom it could be done stands {target}",
    "parties": "nobody who does it and nobody to whom it is done",
    "plural": "its subject isn't several",
    "nobody public": "neither party holds office, arms or a mandate",
}
ABLE: Mapping[By, str] = {
    "public": "who holds office, arms or a mandate",
    "armed": "who is armed",
    "crowd": "who is in a crowd",
    "office": "who holds a country's office",
    "igo": "who acts for an international body",
    "violent": "who is armed, public, a crowd or a person",
    "anyone": "who can act",
}
PLACES: Mapping[str, str] = {
    "subject": "as its subject", "object": "as its object", "owner": "as its owner", "dative": "as its receiver",
    "clause": "in its clause",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """An event that an entry made. `doubts`: what lowered its score; `again`: the story's event that it tells again,
    None where it stands for itself; `threat`: the entry's deed is announced on a condition, which is THREATEN.
    """

    event: Event
    entry: Entry
    doubts: tuple[str, ...]
    again: Event | None
    threat: bool


@dataclass(frozen=True)
class Missed:
    """A word of an entry that made no event, and where it starts in the field; `reason` says `refusal` in words."""

    word: str
    start: int
    entry: Entry
    refusal: Refusal
    reason: str


@dataclass(frozen=True)
class Sentence:
    """A sentence by its offsets into the story's field, and what the entries made of its words, in reading order.

    `lemmas`: of its verbs and nouns, as the model reads them and as entries have to spell them.
    """

    field: FieldName
    start: int
    end: int
    text: str
    made: tuple[Made, ...] = ()
    missed: tuple[Missed, ...] = ()
    lemmas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explained:
    """A story as enriched, and how its events came about. `quiet`: the rule that made the story silent.

    Without sentences and without such a rule it wasn't coded: `story.steps["events"]` says why.
    """

    story: EnrichedStory
    quiet: str | None = None
    sentences: tuple[Sentence, ...] = ()


def explain(story: Story, resources: Resources, now: datetime) -> Explained:
    """Enrich a story as the service does, watching the step `events`."""
    seen: list[Explained] = []

    def watched(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
        seen.append(_explained(story, docs, resources))
        return seen[-1].story

    steps = [replace(step, run=watched) if step.run is code_events else step for step in flow.STEPS]
    (done,) = enrich_batch([story], resources, lambda: now, lambda: 0.0, steps)
    return replace(seen[0], story=done) if seen else Explained(done)


def sentence_story(text: str) -> Story:
    """A story that is nothing but these words, without headline or dateline."""
    return Story(id="sentence", version=1, source=Source(name="explain", sha256="0" * 64), text=text)


def broken(entries: Sequence[Entry], resources: Resources, now: datetime) -> Iterator[tuple[Entry, Explained]]:
    """The entries whose example isn't coded as their type, with what becomes of it."""
    stories = [sentence_story(entry.example) for entry in entries]
    for entry, done in zip(entries, enrich_batch(stories, resources, lambda: now, lambda: 0.0), strict=True):
        if entry.type not in {event.type for event in done.events}:
            yield entry, explain(sentence_story(entry.example), resources, now)


def _explained(story: EnrichedStory, docs: Docs, resources: Resources) -> Explained:
    fields = fields_of(docs)
    done = code_events(story, docs, resources)
    if (quiet := why_quiet(story, fields.values(), resources.lexicon.quiet)) is not None:
        return Explained(done, quiet)
    attempts = list(tried(story, fields, resources))
    held = [(attempt, told) for attempt, told in attempts if told is not None][:MAX_TOLD]
    made = _made(held, done.events, resources.lexicon)
    by_sentence: dict[tuple[FieldName, int], list[Attempt]] = {}
    for attempt, _ in attempts:
        by_sentence.setdefault((attempt.name, attempt.word.sent.start), []).append(attempt)
    return Explained(done, None, tuple(_sentences(story, fields, by_sentence, made)))


def _made(held: Sequence[tuple[Attempt, Told]], events: Sequence[Event], lexicon: Lexicon) -> dict[int, Made]:
    """By the identity of each attempt that holds. `events`: those of the story, which stand in the same order."""
    home_of = homes([told for _, told in held])
    kept = dict(zip(sorted(set(home_of)), events, strict=False))  # those over `MAX_EVENTS` are left out of both
    return {
        id(attempt): Made(
            event=kept[home] if home == number else told.event,
            entry=attempt.entry,
            doubts=doubts(attempt, lexicon.classes),
            again=None if home == number else kept[home],
            threat=attempt.entry.type == "THREATEN" and attempt.entry not in lexicon.entries,
        )
        for number, ((attempt, told), home) in enumerate(zip(held, home_of, strict=True))
        if home in kept
    }


def _sentences(
    story: EnrichedStory, fields: Mapping[FieldName, Doc], attempts: Mapping[tuple[FieldName, int], Iterable[Attempt]],
    made: Mapping[int, Made],
) -> Iterator[Sentence]:  # fmt: skip
    for field, doc in fields.items():
        text = story.text if field == "text" else story.headline or ""
        for sentence in doc.sents:
            start, end = trimmed(text, sentence.start_char, sentence.end_char)
            if start == end:
                continue
            here = sorted(attempts.get((field, sentence.start), ()), key=lambda attempt: attempt.word.i)
            yield Sentence(
                field, start, end, text[start:end],
                tuple(made[id(attempt)] for attempt in here if id(attempt) in made),
                tuple(_missed(attempt, attempt.refusal) for attempt in here if attempt.refusal is not None),
                tuple(word.lemma_.lower() for word in sentence if word.pos_ in ("VERB", "AUX", "NOUN")),
            )  # fmt: skip


def _missed(attempt: Attempt, refusal: Refusal) -> Missed:
    entry = attempt.entry
    reason = REASONS[refusal].format(source=_no_source(attempt), target=_places(entry.targets))
    return Missed(attempt.word.text, attempt.word.idx, entry, refusal, reason)


def _no_source(attempt: Attempt) -> str:
    """Where the entry looks for somebody and whom it takes; the subject itself, where it is the subject that fails."""
    entry = attempt.entry
    doer = grammar.subject(attempt.word) if entry.verb and "subject" in entry.sources else None
    if doer is not None:
        return f"“{doer.text}”, who would have done it, isn't known as somebody {ABLE[entry.by]}"
    return f"nobody {ABLE[entry.by]} stands {_places(entry.sources)}"


def _places(slots: Iterable[str]) -> str:
    """`as its subject, behind by or behind from`."""
    words = [PLACES.get(slot, f"behind {slot}") for slot in slots]
    return " or ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
