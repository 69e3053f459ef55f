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


def why_quiet(story: Story, docs: Iterable[Doc], words: Quiet) -> str | None:
    """What of its category or its words says that the story is sport or markets; None where nothing does.

    At least `DISTINCT_WORDS` words of the subject, `SHARE_OF_WORDS` of all words, and `AGAINST_AFFAIRS` times as many
    as words of public affairs.
    """
    filed = {(said or "").lower() for category in story.categories for said in (category.code, category.name)}
    if sport := sorted(filed & SPORT_CATEGORIES):
        return f"its provider filed it under sport ({', '.join(sport)})"
    lemmas = [token.lemma_.lower() for doc in docs for token in doc if token.is_alpha]
    affairs = sum(lemma in words.affairs for lemma in lemmas)
    for name, subject in (("sport", words.sport), ("markets", words.markets)):
        hits = [lemma for lemma in lemmas if lemma in subject]
        enough = len(set(hits)) >= DISTINCT_WORDS and len(hits) >= SHARE_OF_WORDS * len(lemmas)
        if enough and len(hits) >= AGAINST_AFFAIRS * affairs:
            counts = f"{len(hits)} of {len(lemmas)} words are of {name}, {affairs} of public affairs"
            return f"{counts} ({', '.join(sorted(set(hits)))}: quiet.toml)"
    return None
