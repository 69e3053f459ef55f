"""Each word that could carry an event, under each entry that it could: what comes of it, or why nothing does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.enrich import grammar
from pipeline.enrich.events import flags, frames, noun_flags, nouns, stance
from pipeline.enrich.events.actors import Cast
from pipeline.enrich.events.against import aimed_at
from pipeline.enrich.events.around import Around
from pipeline.enrich.events.lexicon import Entry, Lexicon
from pipeline.enrich.events.party import Party, can_answer, can_do, can_suffer, foreign_to, is_public, of_country
from pipeline.story import EventType, FieldName

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Refusal = Literal[
    "frame", "not told", "same deed", "another's words", "source", "target", "parties", "plural", "nobody public"
]  # fmt: skip
"""Why an entry makes no event of a word; `explain.py` says it in words."""
MAX_PARTIES = 5
NOTHING_SAID = flags.Flags()
CLAUSES = ("ROOT", "ccomp", "relcl", "advcl")
VIOLENT_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types whose deeds need no state on either side."""
SUFFERED = VIOLENT_TYPES | {"SANCTION", "RETREAT", "AID", "ACCUSE"}
"""Types that are told also without who did it: `was freed`, `was accused of fraud`."""
THREATENED: Mapping[EventType, str | None] = {
    "SANCTION": "relations", "COERCE": "restrict", "ASSAULT": "violence", "MOBILIZE": "violence", "PROTEST": None,
    "REJECT": None,
}  # fmt: skip
"""What is announced on a condition is a threat: its mode."""


class Attempt(NamedTuple):
    """An entry at a word of the field `name`. `refusal` says why it makes no event, None where it makes one; `trigger`:
    the words that carry it. A tuple, as thousands are made for each event and a frozen class takes five times as long.
    """

    entry: Entry
    word: Token
    name: FieldName
    refusal: Refusal | None = None
    trigger: tuple[Token, ...] = ()
    sources: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    standing: flags.Flags = NOTHING_SAID


def attempts(doc: Doc, name: FieldName, cast: Cast, lexicon: Lexicon) -> Iterator[Attempt]:
    """All attempts of a field in reading order, verbs before nouns in each sentence.

    The first entry that makes an event of a word has it; a noun within the words of a verb's event is that event.
    """
    reader = _Reader(name, cast, lexicon)
    for sentence in doc.sents:
        if len(sentence) > grammar.LONGEST_SENTENCE:
            continue
        taken: set[int] = set()
        words = [(word, word.pos_) for word in sentence]
        for word, pos in words:
            # The tagger takes some verbs of headlines for nouns.
            if pos in ("VERB", "AUX") or (pos == "NOUN" and word.dep_ in CLAUSES):
                yield from reader.verb(word, taken)
        for word, pos in words:
            if pos in ("NOUN", "PROPN") and word.i not in taken:
                yield from reader.noun(word)


def _threat(entry: Entry) -> Entry:
    """The entry of a deed that is only threatened (`will expel them unless …`), with PLOVER's mode of the threat."""
    mode = entry.mode if entry.mode in ("expel", "arrest") else THREATENED[entry.type]
    return entry.model_copy(update={"type": "THREATEN", "mode": mode, "cameo": "13"})


class _Reader:
    """One field of one story under the lexicon."""

    def __init__(self, field: FieldName, cast: Cast, lexicon: Lexicon) -> None:
        self._field, self._cast, self._lexicon = field, cast, lexicon
        self._coded: dict[int, str] = {}

    def verb(self, word: Token, taken: set[int]) -> Iterator[Attempt]:
        if word.dep_ in ("aux", "auxpass"):  # of another verb, which has the words around
            return
        around = Around(word)
        for entry in self._lexicon.verbs.get(word.lemma_.lower(), ()):
            attempt = self._try_verb(entry, around)
            yield attempt
            if attempt.refusal is None:
                self._coded[word.i] = entry.type
                taken.update(token.i for token in attempt.trigger)
                return

    def noun(self, word: Token) -> Iterator[Attempt]:
        around = Around(word)
        for entry in self._lexicon.nouns.get(word.lemma_.lower(), ()):
            attempt = self._try_noun(entry, around)
            yield attempt
            if attempt.refusal is None:
                return

    def _try_verb(self, entry: Entry, around: Around) -> Attempt:
        verb = around.word
        if not frames.fits(entry, around):
            return Attempt(entry, verb, self._field, "frame")
        standing = around.standing
        if standing is None:
            return Attempt(entry, verb, self._field, "not told")
        # "ambushed a train, killing eight people" is one deed.
        if verb.dep_ == "advcl" and verb.tag_ == "VBG" and self._coded.get(verb.head.i) == entry.type:
            return Attempt(entry, verb, self._field, "same deed")
        if entry.type in THREATENED and stance.is_threat(verb):
            entry, standing = _threat(entry), replace(standing, future=False, hypothetical=False)
        doer = grammar.subject(verb) if "subject" in entry.sources and not entry.subject else None
        sources = self._sources(entry, around, None)
        if doer is not None and not sources:
            return Attempt(entry, verb, self._field, "source")
        if entry.stance is not None:
            # A refusal or a threat is made by its words, whatever hangs on them; only who would do it can make it.
            spoken = self._parties(standing.speaker, surely_people=False) if standing.speaker is not None else []
            if any(foreign_to(party, sources) for party in spoken):
                return Attempt(entry, verb, self._field, "another's words")
            able = [party for party in spoken if can_do(party, entry.by, self._lexicon.classes)]
            sources, standing = sources or able[:MAX_PARTIES], flags.Flags(speaker=standing.speaker)
        if entry.plural and (doer is None or doer.tag_ not in ("NNS", "NNPS")):
            return Attempt(entry, verb, self._field, "plural")
        return self._with_parties(entry, around, None, sources, standing, frames.trigger(entry, around))

    def _try_noun(self, entry: Entry, around: Around) -> Attempt:
        noun = around.word
        carrier = nouns.carrier(noun, entry, self._lexicon.carriers)
        if (entry.carrier and carrier is None) or not frames.fits(entry, around):
            return Attempt(entry, noun, self._field, "frame")
        standing = noun_flags.read_noun(noun, carrier, self._lexicon.carriers)
        if standing is None:
            return Attempt(entry, noun, self._field, "not told")
        sources = self._sources(entry, around, carrier)
        doer = grammar.subject(carrier) if carrier is not None and "subject" in entry.sources else None
        if doer is not None and not sources:
            return Attempt(entry, noun, self._field, "source")
        return self._with_parties(entry, around, carrier, sources, standing, nouns.trigger(noun, carrier))

    def _with_parties(
        self, entry: Entry, around: Around, carrier: Token | None, sources: list[Party], standing: flags.Flags,
        trigger: list[Token],
    ) -> Attempt:  # fmt: skip
        word = around.word
        targets = self._targets(entry, around, carrier, sources)
        if entry.mutual and not targets and len(sources) > 1:
            sources, targets = sources[:1], sources[1:]
        agentless = carrier is None and not entry.noun and grammar.is_passive(word) and grammar.agent(word) is None
        return Attempt(
            entry, word, self._field, self._missing(entry, sources, targets, agentless), tuple(trigger), tuple(sources),
            tuple(targets), standing,
        )  # fmt: skip

    def _slot(self, slot: str, entry: Entry, around: Around, carrier: Token | None) -> Iterator[Token]:
        return nouns.in_slot(slot, around.word, carrier) if entry.noun else frames.in_slot(slot, around, entry)

    def _sources(self, entry: Entry, around: Around, carrier: Token | None) -> list[Party]:
        word = around.word
        for slot in entry.sources:
            by_subject = slot == "subject" and entry.verb
            doers = [grammar.subject(word)] if by_subject else list(self._slot(slot, entry, around, carrier))
            if doers == [None] and (holder := self._holder_above(word)):
                return [holder]
            for doer in doers:
                if doer is None:
                    continue
                found = self._held_by(doer) if slot == "owner" else self._parties(doer, "source" in entry.somebody)
                able = [party for party in found if can_do(party, entry.by, self._lexicon.classes)][:MAX_PARTIES]
                if able:
                    return able
        return []

    def _targets(self, entry: Entry, around: Around, carrier: Token | None, sources: list[Party]) -> list[Party]:
        taken = {party.key for party in sources}
        for slot in entry.targets:
            for noun in self._slot(slot, entry, around, carrier):
                if slot == "owner":
                    parties = self._held_by(noun) if entry.noun else self._owners(noun)
                else:
                    parties = self._parties(noun, "target" in entry.somebody and slot in ("object", "subject", "of"))
                    if not any(can_suffer(party, entry) for party in parties) and slot not in ("object", "dative"):
                        parties = self._owners(noun)
                others = [party for party in parties if party.key not in taken and can_suffer(party, entry, sources)]
                if others:
                    return others[:MAX_PARTIES]
        for noun in aimed_at(entry.type, carrier or around.word):
            for party in (self._cast.party(noun, self._field), *self._owners(noun)):
                if party is not None and party.key not in taken and can_answer(party, self._lexicon.classes):
                    return [of_country(party, sources)]
        return []

    def _parties(self, noun: Token, surely_people: bool) -> list[Party]:
        found = self._cast.parties(noun, self._field)
        if not found and surely_people and (people := self._cast.somebody(noun, self._field)):
            return [people]
        return found

    def _owners(self, noun: Token) -> list[Party]:
        owner = self._cast.owner(noun, self._field)
        return [owner] if owner is not None else []

    def _holder_above(self, verb: Token) -> Party | None:
        """Whose `consideration of options such as providing arms` it is."""
        noun = verb.head.head if verb.dep_ == "pcomp" else verb
        for _ in range(3):
            if noun.pos_ != "NOUN":
                return None
            holder = self._cast.holder(noun, self._field)
            if holder is not None and holder.actor.country:
                return holder
            noun = noun.head.head
        return None

    def _held_by(self, noun: Token) -> list[Party]:
        holder = self._cast.holder(noun, self._field)
        return [holder] if holder is not None else []

    def _missing(self, entry: Entry, sources: list[Party], targets: list[Party], agentless: bool) -> Refusal | None:
        """Which of the parties that the entry needs isn't there; None where all are.

        `agentless`: a passive that leaves open who did it; of a deed done to somebody that is an event all the same.
        """
        suffered = agentless and entry.needs == "both" and entry.type in SUFFERED
        if entry.needs in ("both", "source") and not sources and not suffered:
            return "source"
        if entry.needs in ("both", "target") and not targets:
            return "target"
        if not sources and not targets:
            return "parties"
        if entry.type in VIOLENT_TYPES or entry.by == "crowd":
            return None
        if entry.by == "public" and not sources:  # "was sentenced to death": only a state does that
            return None
        public = any(is_public(party, self._lexicon.classes) for party in (*sources, *targets))
        return None if public else "nobody public"
