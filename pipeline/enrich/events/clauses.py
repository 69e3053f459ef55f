"""What a clause itself says of its deed: its auxiliaries, whether it says no, its condition, a date to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

POSSIBLE = frozenset({"could", "may", "might", "can", "ca"})
ABLE = frozenset({"could", "can", "ca"})
ASKED = frozenset({"must", "should", "ought"})
WOULD = frozenset({"would", "'d", "’d"})
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
UNREAL = POSSIBLE | ASKED | WOULD | FUTURE
CONDITIONS = frozenset({"if", "unless", "lest"})
NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
TO_COME = frozenset({"next", "coming"})
INVERTED = frozenset({"should", "were", "had"})
SUBJECTS = ("nsubj", "nsubjpass")


def is_negated(word: Token) -> bool:
    """Whether the clause of `word` itself says no: `not`, `no longer`, `nobody was`, `fired no shots`, `nor did he`."""
    negated = any(_says_no(other) for other in word.children)
    # "did not free them until Friday": on Friday it did
    if negated and word.tag_ not in ("VBZ", "VBP") and not auxiliaries(word) & UNREAL:
        return not any(other.dep_ == "prep" and other.lower_ == "until" for other in word.children)
    return negated


def _says_no(other: Token) -> bool:
    match other.dep_:
        case "neg":
            following = other.nbor(1).lower_ if other.i + 1 < len(other.doc) else ""
            return following not in ("only", "just", "merely")
        case "advmod":
            return other.lower_ == "longer" and any(below.lower_ == "no" for below in other.children)
        case "nsubj" | "nsubjpass" | "dobj" | "preconj":
            words = {other.lower_, *(below.lower_ for below in other.lefts)}
            return bool(words & {"no", "neither", "nobody"}) or other.lower_ in NOBODY or _is_no_one(other)
    return False


def _is_no_one(noun: Token) -> bool:
    return noun.lower_ == "one" and any(below.lower_ == "no" for below in noun.lefts)


def auxiliaries(verb: Token) -> set[str]:
    return {other.lower_ for other in verb.children if other.dep_ in ("aux", "auxpass")}


def is_dated_ahead(verb: Token) -> bool:
    """`is visiting Paris next Monday`, `meet in Vienna tomorrow`: a present with a date to come."""
    present = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBG" and bool(auxiliaries(verb) & {"is", "are", "'s"}))
    return present and any(_is_to_come(other) for other in verb.subtree if other.head.i >= verb.i)


def _is_to_come(time: Token) -> bool:
    """`tomorrow`, `next week`, of a verb or noun."""
    if time.dep_ not in ("npadvmod", "advmod", "pobj", "nmod", "nsubj"):
        return False
    return time.lower_ == "tomorrow" or any(
        other.lower_ in TO_COME and time.ent_type_ in ("DATE", "TIME") for other in time.children
    )


def is_conditional(verb: Token) -> bool:
    """`if …` over the deed itself, or a condition beside it, also one that hangs on who said it. What was done was
    done: `refused to enter unless they were paid`.
    """
    if is_condition(verb):
        return True
    if verb.tag_ == "VBD":
        return False
    beside = [verb, *(other for other in verb.children if other.dep_ == "xcomp")]
    if verb.dep_ == "ccomp":
        beside.append(verb.head)
    return any(is_condition(other) for word in beside for other in word.children if other.dep_ == "advcl")


def is_condition(clause: Token) -> bool:
    """`if Chad attacks`, `should Chad attack`, `were Chad to attack`, `in case Chad attacks`; not `even if`."""
    marks = [mark for mark in clause.children if mark.dep_ == "mark" and mark.lower_ in CONDITIONS]
    if marks:
        return marks[0].i == 0 or marks[0].nbor(-1).lower_ not in ("even", "as")
    if clause.dep_ not in ("advcl", "ccomp"):
        return False
    first = clause.left_edge
    if first.lower_ in INVERTED and first.i == clause.sent.start and first.tag_ != "VBN":
        return any(other.dep_ in SUBJECTS and other.i > first.i for other in clause.children)
    return first.i > 1 and first.nbor(-1).lower_ == "case" and first.nbor(-2).lower_ == "in"
