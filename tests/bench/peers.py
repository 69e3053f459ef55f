"""The whole way as it is written on quixstreams and on faststream, around our decoder and steps.

`python -m tests.bench.peers quixstreams|faststream BROKER TOPIC ELASTICSEARCH INDEX` reads raw records for ever. Both
are no part of the lock, since quixstreams pins a pydantic that is older than ours. They are looked for in the folder
`PEERS`: `pip install --target FOLDER quixstreams 'faststream[kafka]'`, then `PEERS=FOLDER make bench`.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from elasticsearch import AsyncElasticsearch
from elasticsearch.helpers import async_bulk

from pipeline.decode import decode
from pipeline.index.documents import head_and_version
from pipeline.story import Story
from tests.bench.decode import raw_story
from tests.bench.plain import enriched, loaded

Document = dict[str, Any]


def documents_of() -> Callable[[bytes], list[Document]]:
    """From a record's bytes to the documents of its stories; loads the model."""
    resources = loaded()

    def documents(value: bytes) -> list[Document]:
        stories = (part for part in decode(raw_story(value)) if isinstance(part, Story))
        return [head_and_version(enriched(story, resources), datetime.now(UTC))[0] for story in stories]

    return documents


def on_quixstreams(broker: str, topic: str, server: str, index: str) -> None:
    quix = importlib.import_module("quixstreams")
    sinks = importlib.import_module("quixstreams.sinks.community.elasticsearch")
    app = quix.Application(broker_address=broker, consumer_group=f"quix-{topic}", auto_offset_reset="earliest")
    raw = app.topic(topic, value_deserializer="bytes", key_deserializer="bytes")
    sink = sinks.ElasticsearchSink(server, index, document_id_setter=lambda item: item.value["id"])
    app.dataframe(raw).apply(documents_of(), expand=True).sink(sink)
    app.run()


def on_faststream(broker: str, topic: str, server: str, index: str) -> None:
    kafka = importlib.import_module("faststream.kafka")
    faststream = importlib.import_module("faststream")
    bus, documents, client = kafka.KafkaBroker(broker), documents_of(), AsyncElasticsearch(server)

    @bus.subscriber(topic, group_id=f"fast-{topic}", auto_offset_reset="earliest", batch=True, decoder=bodies)  # type: ignore[untyped-decorator]
    async def index_them(values: list[bytes]) -> None:
        # Elsewhere than in the event loop, where the broker would take the consumer for dead meanwhile.
        found = await asyncio.to_thread(lambda: [document for value in values for document in documents(value)])
        await async_bulk(client, [{"_index": index, "_id": one["id"], "_source": one} for one in found])

    asyncio.run(faststream.FastStream(bus).run())


async def bodies(message: Any) -> list[bytes]:
    """Raw copy as it is: faststream would else guess at text and JSON."""
    return list(message.body)


PEERS: dict[str, Callable[[str, str, str, str], None]] = {"quixstreams": on_quixstreams, "faststream": on_faststream}


def installed() -> Sequence[str]:
    """The peers that are there."""
    sys.path += filter(None, [os.environ.get("PEERS")])
    return [name for name in PEERS if importlib.util.find_spec(name)]


if __name__ == "__main__":
    installed()
    PEERS[sys.argv[1]](*sys.argv[2:])
