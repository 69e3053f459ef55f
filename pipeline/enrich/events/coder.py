"""The step `events`: what the story says that somebody did to somebody, by the entries of `events.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events import flags
from pipeline.enrich.events.actors import Cast
from pipeline.enrich.events.frames import fits, in_slot, trigger
from pipeline.enrich.events.lexicon import QUADS, Entry
from pipeline.enrich.events.once import once_each
from pipeline.enrich.events.party import Party, can_do, can_suffer, is_public
from pipeline.enrich.events.quiet import is_quiet
from pipeline.story import EnrichedStory, Event, Evidence, FieldName, Issue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from pipeline.enrich.run import Docs, Resources

MAX_EVENTS = 60
MAX_PARTIES = 5
CLAUSES = ("ROOT", "ccomp", "relcl", "advcl")
VIOLENT_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types whose deeds need no state on either side."""


def code_events(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    """Fill `events`: none for sport and for markets. Too long sentences and too many events become issues."""
    fields: list[tuple[FieldName, Doc]] = []
    if docs.text is not None:
        fields.append(("text", docs.text))
    if docs.headline is not None:
        fields.append(("headline", docs.headline))
    readings = tuple(doc for _, doc in fields)
    if is_quiet(story, readings, resources.lexicon.quiet):
        return story.model_copy(update={"events": ()})
    events = once_each(_Coder(story, fields, resources).events())
    issues = (*story.issues, *_limits(readings, len(events)))
    return story.model_copy(update={"events": tuple(events[:MAX_EVENTS]), "issues": issues})


def _limits(docs: Iterable[Doc], found: int) -> Iterator[Issue]:
    """What was left out because there is too much of it."""
    if skipped := sum(len(sentence) > grammar.LONGEST_SENTENCE for doc in docs for sentence in doc.sents):
        what = f"sentences of more than {grammar.LONGEST_SENTENCE} words are not coded: {skipped} here"
        yield Issue(step="events", code="long_sentence_skipped", message=what)
    if found > MAX_EVENTS:
        what = f"{found} events were found, the first {MAX_EVENTS} are kept"
        yield Issue(step="events", code="events_capped", message=what)


class _Coder:
    """One story under the lexicon."""

    def __init__(self, story: EnrichedStory, fields: list[tuple[FieldName, Doc]], resources: Resources) -> None:
        self._story, self._fields = story, fields
        self._by_lemma, self._classes = resources.lexicon.by_lemma, resources.lexicon.classes
        self._cast = Cast(story, dict(fields), resources.countries, resources.lexicon)
        self._year = story_year(story)

    def events(self) -> Iterator[tuple[Event, str, str]]:
        """Each event with the keys of its source and its target."""
        for field, doc in self._fields:
            coded: dict[int, str] = {}
            for token in grammar.readable(doc):
                found = next(filter(None, (self._try(entry, token, field) for entry in self._entries(token))), None)
                if found is None:
                    continue
                event = found[0]
                coded[token.i] = event.type
                # "ambushed a train, killing eight people" is one deed.
                if not (token.dep_ == "advcl" and token.tag_ == "VBG" and coded.get(token.head.i) == event.type):
                    yield found

    def _entries(self, token: Token) -> tuple[Entry, ...]:
        """The entries that a word can carry. The tagger takes some verbs of headlines for nouns."""
        may_be_verb = token.pos_ in ("VERB", "AUX") or (token.pos_ == "NOUN" and token.dep_ in CLAUSES)
        return self._by_lemma.get(token.lemma_.lower(), ()) if may_be_verb else ()

    def _try(self, entry: Entry, verb: Token, field: FieldName) -> tuple[Event, str, str] | None:
        """The event that an entry makes of a verb, or None where frame, parties or standing don't fit."""
        if not fits(entry, verb):
            return None
        standing = flags.read(verb)
        if standing is None:
            return None
        sources = self._sources(entry, verb, field)
        targets = self._targets(entry, verb, field, sources)
        if entry.mutual and not targets and len(sources) > 1:
            sources, targets = sources[:1], sources[1:]
        if not self._enough(entry, verb, sources, targets):
            return None
        event = self._event(entry, verb, field, sources, targets, standing)
        return event, sources[0].key if sources else "", targets[0].key if targets else ""

    def _sources(self, entry: Entry, verb: Token, field: FieldName) -> list[Party]:
        doer = grammar.subject(verb)
        if doer is None or (doer.pos_ == "PRON" and self._cast.party(doer, field) is None):
            return []
        found = self._cast.parties(doer, field)
        return [party for party in found if can_do(party, entry.by, self._classes)][:MAX_PARTIES]

    def _targets(self, entry: Entry, verb: Token, field: FieldName, sources: list[Party]) -> list[Party]:
        taken = {party.key for party in sources}
        for slot in entry.targets:
            for noun in in_slot(slot, verb, entry):
                parties = [] if slot == "owner" else self._cast.parties(noun, field)
                if not any(can_suffer(party, entry) for party in parties) and slot not in ("object", "dative"):
                    parties = self._owners(noun, field)
                others = [party for party in parties if party.key not in taken and can_suffer(party, entry)]
                if others:
                    return others[:MAX_PARTIES]
        return []

    def _owners(self, noun: Token, field: FieldName) -> list[Party]:
        owner = self._cast.owner(noun, field)
        return [owner] if owner is not None else []

    def _enough(self, entry: Entry, verb: Token, sources: list[Party], targets: list[Party]) -> bool:
        """Whether the parties that the entry needs are there. One that is named but isn't understood is a doubt."""
        doer = grammar.subject(verb)
        if not sources and doer is not None:
            return False
        if entry.plural and (doer is None or doer.tag_ not in ("NNS", "NNPS")):
            return False
        wanted = {
            "both": sources and targets,
            "source": sources,
            "target": targets,
            "either": sources or targets,
        }[entry.needs]
        if not wanted:
            return False
        if entry.type in VIOLENT_TYPES or entry.by == "crowd":
            return True
        return any(is_public(party, self._classes) for party in (*sources, *targets))

    def _event(
        self,
        entry: Entry,
        verb: Token,
        field: FieldName,
        sources: list[Party],
        targets: list[Party],
        standing: flags.Flags,
    ) -> Event:
        sentence = verb.sent
        text = self._own_text(field)
        start, end = _trimmed(text, sentence.start_char, sentence.end_char)
        trigger_start, trigger_end = trigger(entry, verb)
        speaker = self._cast.span(standing.speaker, field) if standing.speaker is not None else None
        return Event(
            type=entry.type,
            mode=entry.mode,
            cameo=entry.cameo,
            quad=QUADS[entry.type],
            sources=tuple(party.actor for party in sources),
            targets=tuple(party.actor for party in targets),
            negated=standing.negated,
            future=standing.future,
            hypothetical=standing.hypothetical,
            historical=flags.is_historical(text[start:end], self._year, standing.future),
            attribution=speaker,
            evidence=Evidence(
                field=field, start=start, end=end, text=text[start:end],
                trigger_start=trigger_start, trigger_end=trigger_end,
            ),
            score=_score(field, sources, targets, standing),
        )  # fmt: skip

    def _own_text(self, field: FieldName) -> str:
        return self._story.text if field == "text" else self._story.headline or ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _score(field: FieldName, sources: list[Party], targets: list[Party], standing: flags.Flags) -> float:
    """0.9 where a plain clause of the text names both parties; less 0.1 for each thing that is inferred or missing."""
    doubts = [
        field == "headline",
        not sources,
        not targets,
        any(party.inferred for party in (*sources, *targets)),
        standing.hypothetical,
        standing.speaker is not None,
    ]
    return round(0.9 - 0.1 * sum(doubts), 1)


def story_year(story: EnrichedStory) -> int | None:
    """The year that the story is of, where its envelope or dateline has one."""
    for moment in (story.times.version_created, story.times.first_created):
        if moment is not None:
            return moment.year
    for date in (story.times.dateline_date, story.dateline.date if story.dateline else None):
        if date and date[:4].isdigit():
            return int(date[:4])
    return None
