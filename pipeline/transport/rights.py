"""What each service needs of the broker, looked up before it starts. `deploy/kafka-acls.sh` grants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.settings import Kafka, Topics
from pipeline.topics import TopicRole
from pipeline.transport.kafka import connect_admin
from pipeline.transport.topics import require_group, require_topics

Service = Literal["collect", "enrich", "index", "dead", "replay", "reindex"]


@dataclass(frozen=True)
class Needs:
    """The topics that a service reads and writes, and the consumer group that it reads as."""

    reads: tuple[TopicRole, ...] = ()
    writes: tuple[TopicRole, ...] = ()
    group: str | None = None


ALL: tuple[TopicRole, ...] = get_args(TopicRole)
NEEDS: Mapping[Service, Needs] = {
    "collect": Needs(writes=("raw",)),
    "enrich": Needs(("raw",), ("enriched", "raw_dead"), "enrich"),
    "index": Needs(("enriched",), ("enriched_dead",), "index"),
    "dead": Needs(reads=("raw_dead", "enriched_dead")),
    "replay": Needs(ALL, ALL),
    "reindex": Needs(reads=("enriched",)),
}


def require(kafka: Kafka, topics: Topics, service: Service) -> dict[TopicRole, int]:
    """Partition counts of the service's topics.

    Raises `BadSetting` where no broker answers or lets us in, or a topic or right is missing.
    """
    needs = NEEDS[service]
    with connect_admin(kafka) as admin:
        partitions = require_topics(admin, topics, needs.reads, needs.writes)
        if needs.group:
            require_group(admin, kafka.group(needs.group))
    return partitions


def lost_right(error: Exception) -> str:
    """The sentence of a service that has to stop because the broker refuses what it allowed at the start."""
    return (
        f"the user of kafka.sasl_username lost a right that this service needs ({error}): grant it again "
        "(deploy/kafka-acls.sh), then start; nothing was acknowledged that is not done"
    )
