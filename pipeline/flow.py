"""The map: hops, the topics between them, the steps of enrichment in order. Data, not a framework.

The docs' picture and the services are checked against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich.entities import find_entities
from pipeline.enrich.events import code_events
from pipeline.enrich.places import find_places
from pipeline.enrich.quotes import find_quotes
from pipeline.enrich.topics import find_topics
from pipeline.story import EnrichedStory
from pipeline.topics import TopicRole

if TYPE_CHECKING:
    from pipeline.enrich.run import Docs, Resources


@dataclass(frozen=True)
class Hop:
    """A stretch of the way: the room whose code runs it, the topic it reads, where its stories and its failures go."""

    name: str
    room: str
    reads: TopicRole | None
    writes: TopicRole | None
    dead: TopicRole | None


HOPS: tuple[Hop, ...] = (
    Hop("produce", "collect", None, "raw", None),
    Hop("enrich", "enrich", "raw", "enriched", "raw_dead"),
    Hop("index", "index", "enriched", None, "enriched_dead"),
    Hop("search", "search", None, None, None),
)


@dataclass(frozen=True)
class EnrichStep:
    """A step of enrichment: pure, writes its own fields of the story, and leaves its mark in `steps[name]`."""

    name: str
    version: str
    run: Callable[[EnrichedStory, Docs, Resources], EnrichedStory]


STEPS: tuple[EnrichStep, ...] = (
    EnrichStep("entities", "3", find_entities),
    EnrichStep("places", "2", find_places),
    EnrichStep("quotes", "2", find_quotes),
    EnrichStep("topics", "1", find_topics),
    EnrichStep("events", "1", code_events),
)
