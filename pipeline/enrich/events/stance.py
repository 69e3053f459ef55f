"""How a deed is said where that makes another deed of it: `will strike if …` threatens, `will not leave` refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.enrich.events.clauses import FUTURE, WOULD
from pipeline.enrich.events.lexicon import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONS = frozenset({"if", "unless", "should", "until"})
REFUSING = FUTURE | WOULD | {"can", "ca", "could", "do", "does"}
READY = frozenset({"ready", "prepared", "prepare", "willing", "intend", "plan", "go", "force", "have", "compel"})
"""Over an infinitive they say no more than `will` does: `is not ready to leave`, `was not willing to talk`."""


def stands_as(stance: Stance, verb: Token) -> bool:
    """Whether the verb is said as the entry's stance has it."""
    if any(other.dep_ == "mark" and other.lower_ in CONDITIONS for other in verb.children):
        return False
    if stance == "negated":
        return _is_negated(verb)
    if stance == "threatened":
        return is_threat(verb)
    above = list(_with_ready(verb))
    return any(map(_is_negated, above)) and any(_has_modal(node, REFUSING) for node in above)


def is_threat(verb: Token) -> bool:
    """Whether a deed is announced for the case that somebody does something or does not: `unless Israel withdraws`."""
    willing = _has_aux(verb, FUTURE | WOULD) and not _is_negated(verb)
    # The parser hangs some conditions on the verb of saying.
    said = [verb.head] if verb.dep_ == "ccomp" else []
    return willing and any(_is_condition(other) for node in (verb, *said) for other in node.children)


def _with_ready(verb: Token) -> Iterator[Token]:
    """The verb and what stands over it as `will` would: `is ready to …`, `is not going to …`."""
    yield verb
    above = verb
    while above.dep_ == "xcomp" and above.head.lemma_.lower() in READY:
        above = above.head
        yield above
    if above is not verb and above.dep_ == "acomp":
        yield above.head


def _is_negated(verb: Token) -> bool:
    return any(other.dep_ == "neg" for other in verb.children)


def _has_modal(verb: Token, modals: frozenset[str]) -> bool:
    is_so = verb.lemma_.lower() == "be" and verb.tag_ in ("VBZ", "VBP", "VBD")  # "is not ready to"
    return is_so or _has_aux(verb, modals)


def _has_aux(verb: Token, words: frozenset[str]) -> bool:
    return any(other.dep_ == "aux" and other.lower_ in words for other in verb.children)


def _is_condition(clause: Token) -> bool:
    if clause.dep_ == "aux":  # "should the parliament vote for it, Serbia would …"
        return clause.lower_ == "should"
    if clause.dep_ == "advmod" and clause.lower_ == "long":
        return any(other.dep_ == "advcl" for other in clause.children)
    return clause.dep_ == "advcl" and any(
        other.dep_ == "mark" and other.lower_ in CONDITIONS - {"until"} for other in clause.children
    )
