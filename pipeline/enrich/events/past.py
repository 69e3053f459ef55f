"""Deeds of another time: whether a date of years before the story belongs to the deed.

A year dates the clause that it hangs on, the deeds below that clause, and those whose infinitive it stands in. In a
noun phrase (`survivors of the 1999 raids`) it dates that noun alone, unless the phrase says when: `in the 1992 war`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_CLIMB = 8
WITHIN = frozenset({"in", "during", "throughout", "at"})
"""Prepositions that make a dated noun say when: `during the 1992 siege`."""
SPANS = frozenset({"year", "decade", "century"})
COUNTED = frozenset({"gmt", "hours", "hrs", "local", "percent", "km", "miles", "metres", "meters"})
"""Behind these numbers there is no year: `1900 GMT`."""
_YEAR = re.compile(r"(1[6-9]\d\d|20\d\d)(?:[-–]\d\d(?:\d\d)?|s)?")


def is_historical(word: Token, year: int | None, future: bool) -> bool:
    """Whether the deed that `word` carries is of a year before the story's, or told to be long ago.

    `year`: the story's own; where it isn't known any year counts as past, unless the deed is still to come.
    """
    if future:
        return False
    if word.pos_ in ("NOUN", "PROPN") and _is_remembered(word):
        return True
    above = set(_upwards(word))
    dates = [other for other in word.sent if _is_past(other, year)]
    return any(_dates(date, word, above) for date in dates)


def _is_past(word: Token, year: int | None) -> bool:
    if (found := _YEAR.fullmatch(word.text)) is not None:
        return (year is None or int(found[1]) < year) and not _is_amount(word)
    match word.lower_:
        case "ago" | "earlier" | "before" | "previously":
            return any(other.lemma_.lower() in SPANS and not _is_this(other) for other in word.children)
        case "century" | "year" | "decade":
            return any(other.lower_ == "last" for other in word.children) and not _is_span(word)
        case "war":
            return word.i > 0 and word.nbor(-1).lower_ == "world"
    return False


def _is_amount(number: Token) -> bool:
    """`2000 troops`, `1900 GMT`: no year; a noun that is dated has its article: `the 1999 raids`."""
    following = number.nbor(1) if number.i + 1 < len(number.doc) else number
    if following.lower_ in COUNTED:
        return True
    if number.i and number.nbor(-1).is_currency:
        return True
    counted = number.head
    if number.dep_ != "nummod" or counted.i < number.i or counted.tag_ not in ("NNS", "NNPS"):
        return False
    return not any(other.dep_ in ("det", "poss") for other in counted.children)


def _is_this(span: Token) -> bool:
    return any(other.lower_ == "this" for other in span.children)


def _is_span(noun: Token) -> bool:
    """`over the last year`, `in the last decade`: a time that reaches up to now."""
    return any(other.lower_ == "the" for other in noun.children) and noun.lower_ != "century"


def _is_remembered(noun: Token) -> bool:
    """`the anniversary of the bombing`, `20 years after the invasion`, `decades of clashes`, `a former occupation`."""
    if any(other.lower_ in ("former", "historic", "wartime") for other in noun.children):
        return True
    preposition = noun.head
    if noun.dep_ != "pobj":
        return False
    over = preposition.head
    if preposition.lower_ == "of" and over.lemma_.lower() in {"anniversary", "commemoration", *SPANS}:
        return over.lemma_.lower() not in SPANS or over.tag_ == "NNS"
    if preposition.lower_ not in ("after", "since"):
        return False
    return over.lemma_.lower() in SPANS or any(
        other.dep_ in ("npadvmod", "nmod") and other.lemma_.lower() in SPANS for other in preposition.children
    )


def _dates(date: Token, word: Token, above: set[int]) -> bool:
    """Whether a date hangs on the deed's word, on a clause over it, or on an infinitive right below it."""
    node, noun = date, None
    for _ in range(MAX_CLIMB):
        if node.i == word.i:
            return noun is None or word.pos_ in ("NOUN", "PROPN") or _says_when(noun, date, word)
        if node.dep_ == "prep" and node.lower_ == "since" and not _was_over(node.head):
            return False
        if node.pos_ in ("VERB", "AUX"):
            return (node.i in above or _is_below(node, word)) and (noun is None or _says_when(noun, date, word))
        if node.pos_ in ("NOUN", "PROPN") and node.lemma_.lower() not in SPANS and node.i != date.i:
            noun = node
            if node.i in above:  # "the 1999 raids, in which jets hit a market"
                return True
        if node.head.i == node.i:
            return node.i in above
        node = node.head
    return False


def _was_over(verb: Token) -> bool:
    """`had ruled since 1991`: what `since` opens has closed again only in the past perfect."""
    return any(other.dep_ == "aux" and other.lower_ == "had" for other in verb.children)


def _is_below(verb: Token, word: Token) -> bool:
    """`asked India to intervene in 1959`, and of a noun `a bomb that went off in 1989`."""
    if verb.head.i != word.i:
        return False
    return verb.dep_ == "xcomp" or (word.pos_ == "NOUN" and verb.dep_ in ("relcl", "acl"))


def _says_when(noun: Token, date: Token, word: Token) -> bool:
    """Whether the outermost noun around a date places the clause in time, or is what the deed was done to then."""
    if noun.dep_ == "pobj":
        return noun.head.lower_ in WITHIN
    # "attacked the rebels in 1997" is read as if the rebels were of 1997.
    return noun.dep_ == "npadvmod" or (noun.head.i == word.i and date.dep_ == "pobj" and date.head.head.i == noun.i)


def _upwards(word: Token) -> Iterator[int]:
    for _ in range(2 * MAX_CLIMB):
        yield word.i
        if word.head.i == word.i:
            return
        word = word.head
