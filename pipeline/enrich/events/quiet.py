"""Stories that are plainly about sport or markets: their verbs attack, beat, clash and strike, and nothing happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.enrich.events.lexicon import Quiet
from pipeline.story import Story

if TYPE_CHECKING:
    from spacy.tokens import Doc

DISTINCT_WORDS = 5
SHARE_OF_WORDS = 0.03
AGAINST_AFFAIRS = 2
SPORT_CATEGORIES = frozenset({"s", "spo", "sport", "sports"})


def is_quiet(story: Story, docs: Iterable[Doc], words: Quiet) -> bool:
    """Whether the story says by its category or by its words that it is sport or markets.

    At least `DISTINCT_WORDS` words of the subject, `SHARE_OF_WORDS` of all words, and `AGAINST_AFFAIRS` times as many
    as words of public affairs.
    """
    filed = {(said or "").lower() for category in story.categories for said in (category.code, category.name)}
    if filed & SPORT_CATEGORIES:
        return True
    lemmas = [token.lemma_.lower() for doc in docs for token in doc if token.is_alpha]
    affairs = sum(lemma in words.affairs for lemma in lemmas)
    for subject in (words.sport, words.markets):
        hits = [lemma for lemma in lemmas if lemma in subject]
        enough = len(set(hits)) >= DISTINCT_WORDS and len(hits) >= SHARE_OF_WORDS * len(lemmas)
        if enough and len(hits) >= AGAINST_AFFAIRS * affairs:
            return True
    return False
