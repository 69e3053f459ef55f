"""Who can speak in a story: names, noun phrases and what pronouns stand for, each under its fullest name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.names.spans import NAMES
from pipeline.enrich.quotes.cues import Cues
from pipeline.enrich.quotes.described import described, last_body, native
from pipeline.enrich.quotes.frame import RANKS, Frame, Sentence, is_cue
from pipeline.enrich.quotes.phrase import ARTICLES, content_words, phrase
from pipeline.enrich.quotes.roles import TITLE_REACH, Roles, by_token
from pipeline.enrich.quotes.sayers import maker_of, unparsed_subject
from pipeline.enrich.quotes.speaker import HE, PRONOUNS, SHE, Kind, Scene, Speaker, fits
from pipeline.story import Entity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_POINTING = frozenset({"the", "this", "that"})
_ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
_NAMING = frozenset({"identify", "name"})
_INSIDE = 14
"""Words of a clause or apposition that names somebody."""
_CALLED = frozenset({
    "newspaper", "daily", "weekly", "magazine", "broadcaster", "party", "union", "airline", "militia", "movement",
    "charity", "lender",
})  # fmt: skip
"""Kinds of bodies that copy sets behind their name."""
_HALVES = frozenset({"co", "vice", "ex"})
"""Of `co-leader`, which the tokenizer cuts in three."""
_DOER = ("er", "or", "ist", "eur", "ian")
"""`A third arbitrageur said`: by their ends, nouns that mean people where they speak."""
_CLIMB = 12
_CHILDREN = 30
_SENTENCE_BEFORE = 40
_MEMORY = 16
"""Sentences that a pronoun may reach back over."""


class Cast:
    """Reads one story from its beginning: `hear` each sentence after its quotations are attributed."""

    def __init__(self, frame: Frame, entities: Iterable[Entity]) -> None:
        self._frame, self._doc, self._cues = frame, frame.doc, frame.cues
        names = [e for e in entities if e.field == "text" and e.label in NAMES]
        self._entity_at = by_token(frame.doc, names)
        self._roles = Roles(frame.doc, self._entity_at, frame.cues)
        self._scenes: list[Scene] = []
        self._known: dict[int, Speaker | None] = {}

    def speaker(self, token: Token) -> Speaker | None:
        """Who is meant by the noun or pronoun; None where a pronoun is open or nobody can be meant."""
        if token.i not in self._known:
            self._known[token.i] = self._find(token)
        return self._known[token.i]

    def _find(self, token: Token) -> Speaker | None:
        if token.lower_ in _HALVES and token.nbor().text == "-":
            token = token.nbor(2)
        acronym = token.is_upper and len(token) > 1  # WHO is no pronoun
        if (token.pos_ == "PRON" and not acronym) or token.lower_ in PRONOUNS:
            return self._of_pronoun(token)
        if (token.pos_ == "NUM" and not self._has_name(token)) or token.lemma_.lower() in self._cues.nouns.sign:
            return None
        if (named := self._named(token)) is not None:
            return self._native(token, named) or self._roles.of_entity(named)
        return self._of_paper(token) or self._of_phrase(token)

    def _has_name(self, number: Token) -> bool:
        """`One of them, Anna Tolla, said`."""
        beside = grammar.child(number, "appos")
        return beside is not None and beside.i in self._entity_at

    def hear(self, sentence: Sentence) -> Scene:
        """Remember whom the sentence speaks of."""
        sayers: list[Speaker] = []
        subjects: list[Speaker] = []
        others: list[Speaker] = []
        saying = self._cues.verbs.governing
        for token in sentence.tokens:
            if token.dep_ in ("nsubj", "nsubjpass") and token.lower_ not in grammar.RELATIVE:
                if (speaker := self.speaker(token)) is not None:
                    (sayers if is_cue(token.head, saying) else subjects).append(speaker)
            elif is_cue(token, saying):
                front = unparsed_subject(token)
                sayers.extend([found] if front is not None and (found := self.speaker(front)) is not None else [])
            elif token.tag_ == "NN" and token.lower_ in self._cues.nouns.paper:
                self._issued(token)
                if token.dep_ == "pobj" and token.head.head.lower_ == "according" and (said := self.speaker(token)):
                    sayers.append(said)
            elif (person := self._person(token.i)) is not None:
                own = token.idx + len(token) == person.end and token.dep_ not in ("compound", "amod")
                others.extend([self._roles.of_entity(person)] if own else [])  # not Tolla in "Tolla adviser Lund"
        scene = Scene(tuple(sayers), tuple(subjects), tuple(others))
        self._scenes.append(scene)
        return scene

    def _issued(self, paper: Token) -> None:
        """`The ministry said in a statement`: what the statement says, the ministry says."""
        verb = paper.head.head if paper.dep_ == "pobj" else paper.head
        subject = grammar.child(verb, "nsubj") if verb.pos_ == "VERB" and paper.dep_ in ("pobj", "dobj") else None
        speaker = self.speaker(subject) if subject is not None and self._frame.is_outside(subject) else None
        if speaker is not None and speaker.kind != "thing":
            self._roles.note(paper.i, frozenset({paper.lemma_.lower()}), speaker)

    def _named(self, token: Token) -> Entity | None:
        """The entity that the noun is, or that stands beside it: `the minister, Anna Tolla`."""
        if token.text.rstrip(".") in RANKS and (ranked := self._name_behind(token)) is not None:
            return ranked
        if (entity := self._entity_at.get(token.i)) is not None:
            longer = None if entity.id in self._roles.people else self._name_behind(token)
            return longer or entity
        above = self._person(token.head.i) if token.dep_ == "appos" else None
        if above is not None and token.pos_ == "NOUN":
            return above  # "Tolla, a rice trader, said"
        for beside in token.children:
            if beside.dep_ in ("appos", "compound", "nmod") and self._frame.is_outside(beside):
                entity = self._entity_at.get(beside.i)
                if entity is not None and token.lower_ in _CALLED and beside.i == token.i - 1 and entity.label == "ORG":
                    return entity  # the IG Metall union
                right = beside.dep_ == "appos" or beside.i == token.i + 1
                if entity is not None and right and entity.id in self._roles.people:
                    return entity
        return self._identified(token) or self._name_behind(token) or self._inserted(token)

    def _identified(self, noun: Token) -> Entity | None:
        """`the pilot, identified as Jorge Ibanez`, `a witness who asked to be named only as Anna`."""
        clauses = (below for below in noun.rights if below.dep_ in ("acl", "relcl"))
        window = [word for clause in clauses for word in self._doc[clause.left_edge.i : clause.i + _INSIDE]]
        told = any(word.lemma_ in _NAMING for word in window)
        given = (word for word in window if word.lower_ == "as" or (word.text == "," and word.nbor(-1).text == "name"))
        names = (self._person(word.i + 1) for word in given)
        return next(filter(None, names), None) if told else None

    def _inserted(self, noun: Token) -> Entity | None:
        """`The leader of the party, Anna Tolla, said`, `Tolla, the champion of 2012, said`, whatever the parse has."""
        if noun.dep_ != "nsubj" or noun.tag_ != "NN" or not self._cues.is_person(noun.lemma_.lower()):
            return None
        behind = self._doc[noun.i : min(noun.head.i, noun.i + _INSIDE)]
        commas = [word.i for word in behind if word.text == ","]
        start = phrase(self._frame, noun)[0]
        if commas and start > 2 and self._doc[start - 1].lower_ in ARTICLES and self._doc[start - 2].text == ",":
            return self._person(start - 3)
        return self._person(commas[0] + 1) if len(commas) > 1 else None

    def _person(self, at: int) -> Entity | None:
        entity = self._entity_at.get(at)
        return entity if entity is not None and entity.id in self._roles.people else None

    def _name_behind(self, token: Token) -> Entity | None:
        """`Bank economist Anna Tolla`, `Space Agency (ESA) chief Anna Tolla`: the parse may take the first noun for
        the head.
        """
        body, start = self._entity_at.get(token.i), token.i + 1
        while body is not None and self._entity_at.get(start) is body:
            start += 1
        behind = [word.text for word in self._doc[start : start + 3]]
        if behind[:1] == ["("] and behind[2:] == [")"]:
            start += 3
        for word in self._doc[start : start + TITLE_REACH]:
            person = self._person(word.i)
            if person is not None and self._frame.is_outside(word):
                return person
            dot = word.text == "." and word.nbor(-1).text in RANKS
            if word.pos_ not in ("NOUN", "PROPN", "ADJ") and word.text != "-" and not dot:
                return None
        return None

    def _of_paper(self, token: Token) -> Speaker | None:
        """`A Defence Ministry statement`, `a statement from the ministry`: whose it is."""
        if token.lemma_.lower() not in self._cues.nouns.paper:
            return None
        owner = maker_of(self._frame, token) or next((c for c in token.lefts if c.i in self._entity_at), None)
        found = self.speaker(owner) if owner is not None and owner.lower_ != token.lower_ else None
        if found is not None:
            self._roles.note(token.i, frozenset({token.lemma_.lower()}), found)
        return found

    def _of_phrase(self, token: Token) -> Speaker | None:
        start, end = phrase(self._frame, token)
        if start >= end:
            return None
        title = next((at for at in range(token.i - 1, start - 1, -1) if _is_title(self._doc[at], self._cues)), None)
        if title is not None and token.pos_ == "PROPN" and not _is_title(token, self._cues):
            start = title + 1  # "Governor Anna Tolla"
        span = self._doc[start:end]
        noun = token.lemma_.lower()
        own = Speaker(
            span.text, span.start_char, span.end_char, None, self._kind(token, noun), self._cues.gender_of(noun)
        )
        words = content_words(self._doc[start : token.i + 1])
        pointed = start > 0 and self._doc[start - 1].lower_ in _POINTING
        if pointed and (known := self._roles.introduced(noun, words, token, own.kind) or self._described(token, span)):
            return replace(known, start=own.start, end=own.end)
        if own.kind != "thing":
            self._roles.note(token.i, words, own)
        return own

    def _described(self, noun: Token, span: Span) -> Speaker | None:
        if (person := described(noun, list(span), self._roles, self._cues, self._scenes)) is not None:
            return person
        plain = noun.tag_ in ("NN", "NNP") and not any(
            word.text[0].isupper() and word.ent_type_ != "NORP" for word in span
        )
        return last_body(noun.lower_, self._roles, self._cues, self._scenes) if plain else None

    def _native(self, token: Token, people: Entity) -> Speaker | None:
        """`the New Zealander said`."""
        first = phrase(self._frame, token)[0] if people.label == "NORP" else 0
        if first == 0 or self._doc[first - 1].lower_ != "the":
            return None
        found = native(people.country, token, self._roles, self._scenes)
        return replace(found, start=people.start, end=people.end) if found is not None else None

    def _kind(self, token: Token, noun: str) -> Kind:
        if token.tag_ in ("NNS", "NNPS") or grammar.child(token, "conj") is not None or noun == "police":
            return "many"
        if self._cues.is_person(noun) or noun.endswith("year-old") or token.pos_ == "PROPN":
            return "person"
        if noun in self._cues.people.bodies or noun in self._cues.nouns.paper:
            return "body"
        says = token.dep_ == "nsubj" and is_cue(token.head, self._cues.verbs.saying)
        return "person" if says and noun.endswith(_DOER) else "thing"

    def _of_pronoun(self, pronoun: Token) -> Speaker | None:
        word = pronoun.lower_
        if word not in PRONOUNS:
            return None
        found = self._antecedent(pronoun, word)
        if found is None:
            return None
        if found.entity and found.kind == "person" and word in HE | SHE:
            self._roles.genders.setdefault(found.entity, "m" if word in HE else "f")
        return replace(self._roles.with_gender(found), start=pronoun.idx, end=pronoun.idx + len(pronoun))

    def _antecedent(self, pronoun: Token, word: str) -> Speaker | None:
        """The nearest that fits; one who speaks outweighs a sentence's distance, a mere mention needs to be close."""
        best: tuple[int, Speaker] | None = None
        recent = [self._before_in_sentence(pronoun), *reversed(self._scenes[-_MEMORY:])]
        for distance, scene in enumerate(recent):
            if best is not None and best[0] <= distance:
                break
            for cost, group in ((0, scene.sayers), (1, scene.subjects), (3, scene.others)):
                for speaker in reversed(group) if distance else group:
                    if fits(word, self._roles.with_gender(speaker)) and (best is None or distance + cost < best[0]):
                        best = distance + cost, speaker
        return best[1] if best is not None else None

    def _before_in_sentence(self, pronoun: Token) -> Scene:
        """The sentence around a pronoun: first who acts in the clauses above it, then subjects before it, then others.

        `Oslo’s decision to leave over what it called …`: Oslo. `Tolla said he was ill`: Tolla. In `When he asked Anna,
        she told him …` he is found first, since that tells his sex.
        """
        acting = [found for token in self._above(pronoun) if (found := self._beside(token, pronoun)) is not None]
        before: list[Speaker] = []
        others: list[Speaker] = []
        begin = self._frame.begins.get(pronoun.i, pronoun.i)
        for token in self._doc[max(begin, pronoun.i - _SENTENCE_BEFORE) : pronoun.i]:
            if not self._frame.is_outside(token):
                continue
            if token.dep_ in ("nsubj", "nsubjpass"):
                found = self.speaker(token) if token.lower_ in ("he", "she") else self._beside(token, pronoun)
                before.extend([found] if found is not None and token.pos_ != "PRON" else [])
            elif (person := self._person(token.i)) is not None:
                others.append(self._roles.of_entity(person))
        return Scene((), (*acting, *before), tuple(others))

    def _above(self, pronoun: Token) -> Iterator[Token]:
        """Subjects and possessors in the clauses that the pronoun stands in, innermost first."""
        token = pronoun.head
        for _ in range(_CLIMB):
            if token.head.i == token.i:
                return
            token = token.head
            yield from islice((child for child in grammar.children(token) if child.dep_ in _ACTING), _CHILDREN)

    def _beside(self, noun: Token, pronoun: Token) -> Speaker | None:
        stands = noun.i < pronoun.i and noun.pos_ != "PRON" and self._frame.is_outside(noun)
        return self.speaker(noun) if stands and noun.lower_ not in grammar.RELATIVE else None


def _is_title(token: Token, cues: Cues) -> bool:
    """A word that stands before a name and is none: `Governor`, `Lt`, `delegate`."""
    return token.text.rstrip(".") in RANKS or cues.is_person(token.lower_)
