"""The countries that a story concerns: not every one that it names. Pure.

By the rule that fits best what Reuters' editors tagged in 1987 (`tests/quality/test_country_tags.py`): those named, or
whose people are, in the headline, the first 600 characters or twice; and the dateline's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.story import Entity, Place

LEAD = 600
"""Characters of the text that tell what it is about."""


def countries_concerned(entities: Iterable[Entity], places: Iterable[Place]) -> tuple[str, ...]:
    """Alpha-3, the most named first."""
    named = [entity for entity in entities if entity.country and entity.label in ("GPE", "NORP")]
    counts = Counter(entity.country for entity in named)
    early = {entity.country for entity in named if entity.field != "text" or entity.start < LEAD}
    written = {place.country for place in places if any(mention.field == "dateline" for mention in place.mentions)}
    concerned = early | written | {code for code, count in counts.items() if count > 1}
    return tuple(sorted(filter(None, concerned), key=lambda code: (-counts[code], code)))
