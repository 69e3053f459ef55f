"""Who can speak in a story: names, noun phrases and what pronouns stand for, each under its fullest name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from pipeline.enrich.events import grammar
from pipeline.enrich.quotes.frame import RANKS, Frame, Sentence, is_cue
from pipeline.folding import fold
from pipeline.story import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Kind = Literal["person", "body", "many", "thing"]

_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those"})
_POINTING = frozenset({"the", "this", "that"})
_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "themselves"})
_OF_NOUN = frozenset({"of", "for", "from", "at", "with"})
_NO_SPEAKER = frozenset({"DATE", "MONEY", "TIME", "CARDINAL", "PERCENT", "QUANTITY", "ORDINAL"})
_BODIES = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
_TITLE_REACH = 8
_PHRASE_WORDS = 14
_ROLES_OF_A_WORD = 40
_DEPTH = 5
_CLIMB = 12
_CHILDREN = 30
_SENTENCE_BEFORE = 40
_ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
_MEMORY = 16
"""Sentences that a pronoun may reach back over."""


@dataclass(frozen=True)
class Speaker:
    """`name` is the fullest that the story gives; `start`, `end` are the mention's offsets, `entity` its id."""

    name: str
    start: int | None
    end: int | None
    entity: str | None = None
    kind: Kind = "thing"
    gender: str | None = None

    @property
    def unplaced(self) -> Speaker:
        """The same speaker where nothing beside the quotation mentions him."""
        return replace(self, start=None, end=None)


@dataclass(frozen=True)
class _Role:
    """Somebody who was introduced with these words; `at` is the token."""

    at: int
    words: frozenset[str]
    speaker: Speaker


@dataclass(frozen=True)
class Scene:
    """Whom a sentence speaks of: those who say something in it, its subjects, and others."""

    sayers: tuple[Speaker, ...]
    subjects: tuple[Speaker, ...]
    others: tuple[Speaker, ...]


class Cast:
    """Reads one story from its beginning: `hear` each sentence after its quotations are attributed."""

    def __init__(self, frame: Frame, entities: Iterable[Entity]) -> None:
        self._frame, self._doc, self._cues = frame, frame.doc, frame.cues
        self._entity_at = _by_token(
            frame.doc, [e for e in entities if e.field == "text" and e.label not in _NO_SPEAKER]
        )
        self._people = {entity.id for entity in self._entity_at.values() if entity.label == "PERSON"}
        self._genders: dict[str, str] = {}
        self._roles: dict[str, list[_Role]] = {}
        self._firms: Counter[str] = Counter()
        self._scenes: list[Scene] = []
        self._introduce()

    def speaker(self, token: Token) -> Speaker | None:
        """Who is meant by the noun or pronoun; None where a pronoun is open or nobody can be meant."""
        if token.pos_ == "PRON" or token.lower_ in _HE | _SHE | _IT | _THEY:
            return self._of_pronoun(token)
        if token.pos_ == "NUM":
            return None
        if (named := self._named(token)) is not None:
            return self._of_entity(*named)
        if (beside := grammar.child(token, "appos")) is not None and beside.pos_ == "PROPN" and token.pos_ == "NOUN":
            return self._of_phrase(beside)
        return self._of_paper(token) or self._of_phrase(token)

    def hear(self, sentence: Sentence) -> Scene:
        """Remember whom the sentence speaks of."""
        sayers, subjects, others = [], [], []
        saying = self._cues.verbs.saying | self._cues.verbs.judging
        for token in sentence.tokens:
            if token.dep_ in ("nsubj", "nsubjpass") and token.lower_ not in grammar.RELATIVE:
                if (speaker := self.speaker(token)) is not None:
                    (sayers if is_cue(token.head, saying) else subjects).append(speaker)
            elif token.lemma_.lower() in self._cues.nouns.paper:
                self._issued(token)
            elif (entity := self._entity_at.get(token.i)) is not None and entity.id in self._people:
                if token.idx + len(token) == entity.end:
                    others.append(self._of_entity(token, entity))
        scene = Scene(tuple(sayers), tuple(subjects), tuple(others))
        self._scenes.append(scene)
        return scene

    def _issued(self, paper: Token) -> None:
        """`The ministry said in a statement`: what the statement says, the ministry says."""
        verb = paper.head.head if paper.dep_ == "pobj" else paper.head
        subject = grammar.child(verb, "nsubj") if verb.pos_ == "VERB" and paper.dep_ in ("pobj", "dobj") else None
        speaker = self.speaker(subject) if subject is not None and self._frame.is_outside(subject) else None
        if speaker is not None and speaker.kind != "thing":
            self._note(_Role(paper.i, frozenset({paper.lemma_.lower()}), speaker))

    def _named(self, token: Token) -> tuple[Token, Entity] | None:
        """The entity that the noun is, or that stands beside it: `the minister, Anna Tolla`."""
        if token.text.rstrip(".") in RANKS and (ranked := self._name_behind(token)) is not None:
            return ranked
        if (entity := self._entity_at.get(token.i)) is not None:
            longer = None if entity.id in self._people else self._name_behind(token)
            return longer or (token, entity)
        for beside in token.children:
            if beside.dep_ in ("appos", "compound", "nmod") and self._frame.is_outside(beside):
                entity = self._entity_at.get(beside.i)
                right = beside.dep_ == "appos" or beside.i == token.i + 1
                if entity is not None and right and entity.id in self._people:
                    return beside, entity
        return self._name_behind(token)

    def _name_behind(self, token: Token) -> tuple[Token, Entity] | None:
        """`Bank economist Anna Tolla`: the parse may take the first noun for the head."""
        for word in self._doc[token.i + 1 : token.i + 1 + _TITLE_REACH]:
            entity = self._entity_at.get(word.i)
            if entity is not None and entity.id in self._people and self._frame.is_outside(word):
                return word, entity
            dot = word.text == "." and word.nbor(-1).text in RANKS
            if word.pos_ not in ("NOUN", "PROPN", "ADJ") and word.text != "-" and not dot:
                return None
        return None

    def _of_paper(self, token: Token) -> Speaker | None:
        """`A Defence Ministry statement`, `a statement from the ministry`: whose it is."""
        if token.lemma_.lower() not in self._cues.nouns.paper:
            return None
        owner = grammar.child(token, "poss") or next(
            (found for word in ("from", "by") for found in grammar.after(token, word)), None
        )
        if owner is None:
            owner = next((child for child in token.lefts if child.i in self._entity_at), None)
        found = self.speaker(owner) if owner is not None and owner.lower_ != token.lower_ else None
        if found is not None:
            self._note(_Role(token.i, frozenset({token.lemma_.lower()}), found))
        return found

    def _of_entity(self, token: Token, entity: Entity) -> Speaker:
        person = entity.id in self._people
        kind: Kind = "person" if person else "many" if entity.label == "NORP" else "body"
        gender = self._genders.get(entity.id) if person else None
        return Speaker(entity.canonical or entity.text, entity.start, entity.end, entity.id, kind, gender)

    def _of_phrase(self, token: Token) -> Speaker | None:
        start, end = self._phrase(token)
        if start >= end:
            return None
        span = self._doc[start:end]
        noun = token.lemma_.lower()
        own = Speaker(
            span.text, span.start_char, span.end_char, None, self._kind(token, noun), self._cues.gender_of(noun)
        )
        words = _words(self._doc[start : token.i + 1])
        pointed = start > 0 and self._doc[start - 1].lower_ in _POINTING
        known = self._introduced(noun, words, token, own.kind) if pointed else self._named_before(token)
        if known is None:
            if own.kind != "thing":
                self._note(_Role(token.i, words, own))
            return own
        return replace(known, start=own.start, end=own.end)

    def _kind(self, token: Token, noun: str) -> Kind:
        if token.tag_ in ("NNS", "NNPS") or grammar.child(token, "conj") is not None or noun == "police":
            return "many"
        if self._cues.is_person(noun) or noun.endswith("year-old") or token.pos_ == "PROPN":
            return "person"
        return "body" if noun in self._cues.people.bodies | self._cues.nouns.paper else "thing"

    def _phrase(self, token: Token) -> tuple[int, int]:
        """First and last (exclusive) token of the noun phrase, without article and without what follows a comma."""
        start = token.i
        while start > 0 and token.i - start < _PHRASE_WORDS:
            word = self._doc[start - 1]
            joined = (
                word.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON")
                or word.text == "-"
                or (
                    word.pos_ in ("ADV", "VERB")
                    and word.head.i <= token.i
                    and word.dep_ in ("amod", "advmod", "compound")
                )
            )
            if not (joined and _hangs_on(word, token)) or not self._frame.is_outside(word) or word.lower_ in _ARTICLES:
                break
            start -= 1
        while start < token.i and (self._doc[start].lower_ in _ARTICLES or self._doc[start].is_punct):
            start += 1
        return start, self._phrase_end(token)

    def _phrase_end(self, token: Token) -> int:
        """`spokeswoman for the ministry`: what hangs on the noun by a preposition that belongs to it."""
        end = token.i + 1
        for below in token.rights:
            if below.dep_ != "prep" or below.i != end or below.lower_ not in _OF_NOUN:
                break
            last = below.right_edge.i + 1
            for word in self._doc[end:last]:
                if word.is_punct and word.text not in ("-", "'", "’") or word.dep_ == "relcl" or word.is_space:
                    break
                if not self._frame.is_outside(word) or word.i - token.i > _PHRASE_WORDS:
                    break
                end = word.i + 1
            if end < last:
                break
        while end > token.i + 1 and self._doc[end - 1].pos_ in ("ADP", "DET", "VERB", "AUX"):
            end -= 1
        return end

    def _note(self, role: _Role) -> None:
        for word in role.words:
            roles = self._roles.setdefault(word, [])
            roles.append(role)
            del roles[:-_ROLES_OF_A_WORD]

    def _named_before(self, token: Token) -> Speaker | None:
        """A name that the model missed, where it stood in full before."""
        if token.pos_ != "PROPN":
            return None
        roles = reversed(self._roles.get(fold(token.text), ()))
        return next(
            (r.speaker for r in roles if r.speaker.entity is None and r.speaker.name.endswith(token.text)), None
        )

    def _introduced(self, noun: str, words: frozenset[str], token: Token, kind: Kind) -> Speaker | None:
        """`The minister` is the one who was called so; the last before, or else the first behind."""
        if noun.endswith("year-old"):
            return next((s for scene in reversed(self._scenes[-3:]) for s in _all(scene) if s.kind == "person"), None)
        fitting = [role for role in self._roles.get(fold(noun), ()) if words <= role.words and _agree(role, kind)]
        before = [role for role in fitting if role.at < token.i]
        if before or fitting:
            return self._with_gender((before[-1] if before else fitting[0]).speaker)
        if noun in self._cues.people.firms and len(words) == 1:
            return self._main_firm()
        return None

    def _main_firm(self) -> Speaker | None:
        """The organisation, no state's, that the story names most often, and more than once."""
        best, count = (self._firms.most_common(1) or [("", 0)])[0]
        if count < 2:
            return None
        return next(
            (self._of_entity(self._doc[at], entity) for at, entity in self._entity_at.items() if entity.id == best),
            None,
        )

    def _introduce(self) -> None:
        """Note by which words each person and body is introduced, and what they say of his or her sex."""
        done: set[int] = set()
        for position, entity in self._entity_at.items():
            if entity.start in done:
                continue
            done.add(entity.start)
            person = entity.id in self._people
            if entity.label == "ORG":
                self._firms[entity.id] += entity.country is None
            elif not person:
                continue
            words = set() if person else {fold(word) for word in entity.text.split()}
            words |= self._titles(position, entity)
            if person:
                self._learn(entity, words)
            if words:
                token = self._doc[position]
                self._note(_Role(position, frozenset(words), self._of_entity(token, entity)))

    def _titles(self, position: int, entity: Entity) -> set[str]:
        """The words that say what somebody is: `Foreign Minister` before the name, `, the mayor of Bergen,` behind."""
        words: set[str] = set()
        start = position
        while start > 0 and position - start < _TITLE_REACH:
            word = self._doc[start - 1]
            office = word.lower_ == "of" and start < position and self._doc[start].text[0].isupper()
            if word.pos_ not in ("NOUN", "PROPN", "ADJ") and not office:
                break
            start -= 1
            words |= _words(self._doc[start : start + 1])
        for token in self._doc[position : position + len(entity.text.split()) + 2]:
            if self._entity_at.get(token.i) is not entity:
                break
            for beside in token.children:
                if beside.dep_ == "appos" and beside.pos_ in ("NOUN", "PROPN"):
                    words |= _words(self._doc[beside.left_edge.i : beside.i + 1])
            if token.dep_ == "appos" and token.head.pos_ in ("NOUN", "PROPN"):
                words |= _words(self._doc[token.head.left_edge.i : token.head.i + 1])
            if token.dep_ == "nsubj" and token.head.lemma_ == "be" and (noun := grammar.child(token.head, "attr")):
                words |= _words(self._doc[noun.left_edge.i : noun.i + 1])
        return words

    def _learn(self, entity: Entity, words: set[str]) -> None:
        if entity.id in self._genders:
            return
        first = fold((entity.canonical or entity.text).split()[0])
        names = self._cues.first_names
        told = next((gender for word in words if (gender := self._cues.gender_of(word))), None)
        told = told or self._cues.gender_of(first)
        found = told or ("m" if first in names.male else "f" if first in names.female else None)
        if found is not None:
            self._genders[entity.id] = found

    def _with_gender(self, speaker: Speaker) -> Speaker:
        return replace(speaker, gender=self._genders.get(speaker.entity or "", speaker.gender))

    def _of_pronoun(self, pronoun: Token) -> Speaker | None:
        word = pronoun.lower_
        if word not in _HE | _SHE | _IT | _THEY:
            return None
        found = self._antecedent(pronoun, word)
        if found is None:
            return None
        if found.entity and found.kind == "person" and word in _HE | _SHE:
            self._genders.setdefault(found.entity, "m" if word in _HE else "f")
        return replace(self._with_gender(found), start=pronoun.idx, end=pronoun.idx + len(pronoun))

    def _antecedent(self, pronoun: Token, word: str) -> Speaker | None:
        """The nearest that fits; one who speaks outweighs a sentence's distance, a mere mention needs to be close."""
        best: tuple[int, Speaker] | None = None
        recent = [self._before_in_sentence(pronoun), *reversed(self._scenes[-_MEMORY:])]
        for distance, scene in enumerate(recent):
            for cost, group in ((0, scene.sayers), (1, scene.subjects), (4, scene.others)):
                for speaker in reversed(group) if distance else group:
                    if _fits(word, self._with_gender(speaker)) and (best is None or distance + cost < best[0]):
                        best = distance + cost, speaker
        return best[1] if best is not None else None

    def _before_in_sentence(self, pronoun: Token) -> Scene:
        """The sentence around a pronoun: first who acts in the clauses above it, then subjects before it.

        `Oslo’s decision to leave over what it called …`: Oslo. `Tolla said he was ill`: Tolla.
        """
        acting = [found for token in _above(pronoun) if (found := self._beside(token, pronoun)) is not None]
        before = []
        for token in self._doc[max(0, pronoun.i - _SENTENCE_BEFORE) : pronoun.i]:
            if token.is_sent_start and self._frame.is_outside(token):
                before = []
            if token.dep_ in ("nsubj", "nsubjpass") and (found := self._beside(token, pronoun)) is not None:
                before.append(found)
        return Scene((), (*acting, *before), ())

    def _beside(self, noun: Token, pronoun: Token) -> Speaker | None:
        stands = noun.i < pronoun.i and noun.pos_ != "PRON" and self._frame.is_outside(noun)
        return self.speaker(noun) if stands and noun.lower_ not in grammar.RELATIVE else None


def _by_token(doc: Doc, entities: Iterable[Entity]) -> dict[int, Entity]:
    """The entity at each token, first tokens first."""
    found: dict[int, Entity] = {}
    for entity in sorted(entities, key=lambda entity: (entity.start, -entity.end)):
        span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
        for token in span or ():
            found.setdefault(token.i, entity)
    return found


def _agree(role: _Role, kind: Kind) -> bool:
    return (role.speaker.kind == "many") == (kind == "many")


def _hangs_on(word: Token, noun: Token) -> bool:
    for _ in range(_DEPTH):
        if word.head.i == noun.i:
            return True
        word = word.head
    return False


def _above(pronoun: Token) -> Iterator[Token]:
    """Subjects and possessors in the clauses that the pronoun stands in, innermost first."""
    token = pronoun.head
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return
        token = token.head
        yield from (child for child in islice(token.children, _CHILDREN) if child.dep_ in _ACTING)


def _words(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(
        fold(token.lemma_ if token.tag_ in ("NN", "NNS") else token.text)
        for token in tokens
        if token.pos_ in ("NOUN", "PROPN", "ADJ") and token.lower_ not in _ARTICLES
    )


def _all(scene: Scene) -> tuple[Speaker, ...]:
    return scene.sayers + scene.subjects + scene.others


def _fits(pronoun: str, speaker: Speaker) -> bool:
    if pronoun in _HE:
        return speaker.kind == "person" and speaker.gender != "f"
    if pronoun in _SHE:
        return speaker.kind == "person" and speaker.gender != "m"
    if pronoun in _IT:
        return speaker.kind == "body"
    return speaker.kind == "many"
