"""The map: hops, the topics between them, the steps of enrichment in order. Data, not a framework.

The docs' picture and the services are checked against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

TopicRole = Literal["raw", "enriched", "raw_dead", "enriched_dead"]
"""What a topic is for; its name, size and partitions stand in `configs/topics.toml`."""


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


def dead_topics() -> tuple[TopicRole, ...]:
    return tuple(hop.dead for hop in HOPS if hop.dead)
