"""What stands around one word: read off the parse once, for all the entries that are tried at it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from pipeline.enrich import grammar
from pipeline.enrich.events import flags
from pipeline.enrich.events.lexicon import Stance
from pipeline.enrich.events.stance import stands_as

if TYPE_CHECKING:
    from spacy.tokens import Token

MEASURES = frozenset({
    "ton", "tonne", "part", "state", "number", "million", "billion", "series", "round", "kg", "kilo", "end", "hundred",
    "thousand", "dozen", "ten", "group", "week", "day", "month", "couple", "pair", "handful", "bus",
})  # fmt: skip
"""Of `400 tons of food` the food is what is given."""


class Around:
    """The neighbours of `word` as entries ask for them: lemmas and forms in small letters. Each is read when first
    asked for, since most entries of a common verb fail at their first key.
    """

    def __init__(self, word: Token) -> None:
        self.word = word

    @cached_property
    def objects(self) -> tuple[Token, ...]:
        return tuple(grammar.objects(self.word))

    @cached_property
    def subjects(self) -> tuple[Token, ...]:
        return tuple(grammar.subjects(self.word))

    @cached_property
    def subject_lemmas(self) -> frozenset[str]:
        return _lemmas(self.subjects)

    @cached_property
    def named(self) -> tuple[tuple[Token, frozenset[str]], ...]:
        """Each object with the lemmas by which an entry may name it."""
        return tuple((noun, names_of(noun)) for noun in self.objects)

    @cached_property
    def child_lemmas(self) -> frozenset[str]:
        return _lemmas(grammar.children(self.word))

    @cached_property
    def object_lemmas(self) -> frozenset[str]:
        return _lemmas(self.objects)

    @cached_property
    def subtree_lemmas(self) -> frozenset[str]:
        return _lemmas(self.word.subtree)

    @cached_property
    def particles(self) -> frozenset[str]:
        return grammar.particles(self.word)

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """Those that hang on the word, and its particles that are one."""
        particles = (other.lower_ for other in grammar.children(self.word) if other.dep_ == "prt")
        return frozenset((*particles, *(other.lower_ for other in grammar.preps(self.word))))

    @cached_property
    def object_prepositions(self) -> frozenset[str]:
        return frozenset(other.lower_ for noun in self.objects for other in grammar.preps(noun))

    @cached_property
    def behind(self) -> frozenset[tuple[str, str]]:
        """Prepositions with the lemmas behind them, on the word and its objects (`stripped them of their rights`)."""
        return frozenset(
            (preposition.lower_, noun.lemma_.lower())
            for anchor in (self.word, *self.objects)
            for preposition in grammar.preps(anchor)
            for noun in grammar.children(preposition)
            if noun.dep_ == "pobj"
        )

    @cached_property
    def infinitive(self) -> Token | None:
        return grammar.clause_of(self.word, "to")

    @cached_property
    def finite(self) -> Token | None:
        return grammar.clause_of(self.word, "that")

    @cached_property
    def stances(self) -> frozenset[Stance]:
        return frozenset(stance for stance in get_args(Stance) if stands_as(stance, self.word))

    @cached_property
    def standing(self) -> flags.Flags | None:
        return flags.read(self.word)


def _lemmas(words: Iterable[Token]) -> frozenset[str]:
    return frozenset(word.lemma_.lower() for word in words)


def names_of(noun: Token) -> frozenset[str]:
    """The lemmas of a noun, its compounds, what is joined to it and, of a measure, what is measured."""
    is_measure = noun.lemma_.lower() in MEASURES or noun.like_num
    measured = grammar.after(noun, "of") if is_measure else ()
    content = [word for other in measured for word in (other, *_compounds(other))]
    return _lemmas((noun, *_compounds(noun), *grammar.with_conjuncts(noun), *content))


def _compounds(noun: Token) -> list[Token]:
    return [other for other in grammar.children(noun) if other.dep_ in ("compound", "nmod")]
