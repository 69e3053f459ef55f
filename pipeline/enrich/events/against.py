"""Whom a deed is aimed at where no slot of its entry says so: of whom a crowd demands, who must yield to a threat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.enrich import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

DEMANDING = frozenset({
    "demand", "protest", "call", "seek", "press", "urge", "condemn", "denounce", "oppose", "reject", "ask", "want",
    "accuse", "chant", "show", "express", "overthrow", "oust", "topple",
})  # fmt: skip
"""What a crowd does by its protest, as a clause under it: `to demand reforms by the government`."""
FEELINGS = frozenset({"protest", "disapproval", "anger", "fury", "demand"})
"""`in protest of …`, `in anger at …`."""
TYPES = frozenset({"PROTEST", "THREATEN"})
DEEPEST = 5
"""Steps from a demand to who should meet it."""


def aimed_at(kind: str, verb: Token) -> Iterator[Token]:
    """Nouns that may be whom a `PROTEST` or a `THREATEN` is aimed at, the likeliest first; none for other types."""
    if kind == "THREATEN":
        yield from _who_must_yield(verb)
    elif kind == "PROTEST":
        for clause in _clauses(verb):
            if clause.lemma_.lower() in DEMANDING:
                yield from _nouns_under(clause, 0)
        for word in (verb, *grammar.objects(verb), *grammar.after(verb, "on")):
            for feeling in grammar.after(word, "in"):
                if feeling.lemma_.lower() in FEELINGS:
                    yield from _nouns_under(feeling, 0)


def _who_must_yield(verb: Token) -> Iterator[Token]:
    """Israel of `threatened to strike unless Israel withdraws`."""
    for clause in _below(verb):
        if clause.dep_ == "advcl" and any(
            part.lower_ in ("unless", "if", "until") and part.dep_ == "mark" for part in clause.children
        ):
            doer = grammar.child(clause, "nsubj")
            if doer is not None:
                yield doer


def _clauses(verb: Token) -> Iterator[Token]:
    for clause in _below(verb):
        if clause.dep_ in ("advcl", "xcomp", "acl", "relcl"):
            yield clause


def _below(verb: Token, depth: int = 0) -> Iterator[Token]:
    """What hangs on a verb, on its objects and on its infinitives."""
    for part in verb.children:
        yield part
        if depth < DEEPEST and part.dep_ in ("dobj", "xcomp", "advcl", "ccomp", "acl", "prep", "pobj"):
            yield from _below(part, depth + 1)


def _nouns_under(word: Token, depth: int) -> Iterator[Token]:
    """Owners, objects and what stands behind prepositions, from the demand down."""
    if depth > DEEPEST:
        return
    for part in word.children:
        if part.dep_ in ("poss", "dobj", "pobj", "amod", "compound", "nsubj", "nsubjpass"):
            if part.pos_ in ("NOUN", "PROPN", "ADJ"):
                yield part
            yield from _nouns_under(part, depth + 1)
        elif part.dep_ in ("prep", "agent", "acl", "ccomp", "xcomp", "pcomp"):
            yield from _nouns_under(part, depth + 1)
