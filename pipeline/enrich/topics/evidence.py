"""What the story's words say for each topic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.enrich.topics.lexicon import STRONG, Phrase, Topics

if TYPE_CHECKING:
    from spacy.tokens import Doc

HEADLINE, LEAD, BODY = 3.0, 2.0, 1.0
"""How much a word counts by where it first stands."""
AGAIN, MOST_AGAIN = 0.5, 3
"""How much it counts each further time, and how many of those do."""

TICKER = "<ticker>"
"""A share's symbol, as it stands in the lexicon: `<AAPL.O>`, `(NYSE: T)`."""
_TICKER = re.compile(r"<[A-Z]{1,5}(?:\.[A-Z]{1,2})?>|\((?:NYSE|NASDAQ|AMEX|LSE|TSX|ASX|OTC)\s?:\s?[A-Z.]{1,8}\)")


@dataclass
class Seen:
    """One word of the lexicon in the story: the best place where it stands, and how often."""

    place: float = 0.0
    times: int = 0

    @property
    def weight(self) -> float:
        return self.place + AGAIN * min(self.times - 1, MOST_AGAIN)


@dataclass
class Evidence:
    """For one topic: points of each different word, and how many of these are strong."""

    words: dict[str, float] = field(default_factory=dict)
    strong: int = 0

    @property
    def points(self) -> float:
        return sum(self.words.values())


def gather(headline: Doc | None, text: Doc | None, topics: Topics) -> dict[str, Evidence]:
    """The evidence for each topic by its code; a first level has that of all its children, each word once."""
    seen: dict[str, tuple[Phrase, Seen]] = {}
    for doc, is_headline in ((headline, True), (text, False)):
        if doc is None:
            continue
        lead = _lead(doc)
        for start, phrase in _matches(doc, topics):
            place = HEADLINE if is_headline else LEAD if start < lead else BODY
            _, one = seen.setdefault(phrase.text, (phrase, Seen()))
            one.place = max(one.place, place)
            one.times += 1
        if (ticker := topics.phrases.get(doc.vocab.strings[TICKER])) and _TICKER.search(doc.text):
            _, one = seen.setdefault(TICKER, (ticker[0], Seen(times=1)))
            one.place = max(one.place, HEADLINE if is_headline else BODY)
    found: dict[str, Evidence] = {}
    for phrase, one in seen.values():
        for code, points in phrase.points:
            evidence = found.setdefault(code, Evidence())
            evidence.words[phrase.text] = points * one.weight
            evidence.strong += points == STRONG
    return found


def _lead(doc: Doc) -> int:
    """The number of the token behind the first paragraph."""
    return next((token.i for token in doc if token.is_space and token.text.count("\n") > 1), len(doc))


def _matches(doc: Doc, topics: Topics) -> Iterator[tuple[int, Phrase]]:
    """Every word of the lexicon in the doc, and where; the longest where several begin, none within another."""
    tokens = doc.to_array(["ORTH", "LOWER", "LEMMA"]).tolist()
    begin = topics.phrases
    free = 0
    for at, heads in enumerate(tokens):
        if at < free or begin.keys().isdisjoint(heads):
            continue
        fitting = [phrase for head in set(heads) for phrase in begin.get(head, ()) if _fits(phrase, at + 1, tokens)]
        if fitting:
            phrase = max(fitting, key=lambda one: (len(one.rest), one.text))
            free = at + 1 + len(phrase.rest)
            yield at, phrase


def _fits(phrase: Phrase, at: int, tokens: Sequence[Sequence[int]]) -> bool:
    if at + len(phrase.rest) > len(tokens):
        return False
    for forms in phrase.rest:
        if forms.isdisjoint(tokens[at]):
            return False
        at += 1
    return True
