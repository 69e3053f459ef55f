"""The noun phrase around a noun, as a reader would cite it: without article, without what follows a comma."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.enrich.quotes.frame import Frame
from pipeline.folding import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those"})
_OF_NOUN = frozenset({"of", "for", "from", "at", "with"})
_PARTIES = frozenset({"republican", "democratic", "conservative", "labour", "socialist", "liberal"})
TITLES = {
    "adm": "admiral", "brig": "brigadier", "capt": "captain", "cmdr": "commander", "col": "colonel", "cpl": "corporal",
    "det": "detective", "dr": "doctor", "gen": "general", "gov": "governor", "insp": "inspector", "lt": "lieutenant",
    "maj": "major", "prof": "professor", "rep": "representative", "rev": "reverend", "sen": "senator",
    "sgt": "sergeant", "supt": "superintendent",
}  # fmt: skip
"""As agencies shorten what goes on as `the governor`."""
_IN_NAMES = frozenset({"-", "'", "’"})
_LONGEST = 14
_DEPTH = 5
folded = lru_cache(maxsize=4096)(fold)
"""The same few nouns come again and again."""


def phrase(frame: Frame, token: Token) -> tuple[int, int]:
    """First and last (exclusive) token of the noun phrase, without article and without what follows a comma."""
    doc, start = frame.doc, token.i
    while start > 0 and token.i - start < _LONGEST:
        word = doc[start - 1]
        joined = (
            word.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON")
            or word.text == "-"
            or (word.pos_ in ("ADV", "VERB") and word.head.i <= token.i and word.dep_ in ("amod", "advmod", "compound"))
        )
        if not (joined and _hangs_on(word, token)) or not frame.is_outside(word) or word.lower_ in ARTICLES:
            break
        start -= 1
    while start < token.i and (doc[start].lower_ in ARTICLES or doc[start].is_punct):
        start += 1
    return start, _end(frame, token)


def _end(frame: Frame, token: Token) -> int:
    """`spokeswoman for the ministry`: what hangs on the noun by a preposition that belongs to it."""
    doc, end = frame.doc, token.i + 1
    for below in token.rights:
        if below.dep_ != "prep" or below.i != end or below.lower_ not in _OF_NOUN:
            break
        last = below.right_edge.i + 1
        for word in doc[end:last]:
            if word.is_space or word.dep_ == "relcl" or (word.is_punct and word.text not in _IN_NAMES):
                break
            if not frame.is_outside(word) or word.i - token.i > _LONGEST:
                break
            end = word.i + 1
        if end < last:
            break
    while end > token.i + 1 and doc[end - 1].pos_ in ("ADP", "DET", "VERB", "AUX"):
        end -= 1
    return end


def content_words(tokens: Iterable[Token]) -> frozenset[str]:
    """What tells one role from another; a party tells none."""
    words = (
        folded(token.lemma_ if token.tag_ in ("NN", "NNS") else token.text)
        for token in tokens
        if token.pos_ in ("NOUN", "PROPN", "ADJ") and token.lower_ not in ARTICLES
    )
    return frozenset(TITLES.get(word, word) for word in words if word not in _PARTIES)


def _hangs_on(word: Token, noun: Token) -> bool:
    for _ in range(_DEPTH):
        if word.head.i == noun.i:
            return True
        word = word.head
    return False
