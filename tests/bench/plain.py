"""The peer of the whole way: one loop, as a competent user would write it around our decoder and steps.

`python -m tests.bench.plain BROKER TOPIC ELASTICSEARCH INDEX` reads raw records for ever: kafka-python's consumer,
`nlp(text)` for each text with the model as spaCy loads it, all steps, one `helpers.bulk` a poll, then the commit.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from kafka import KafkaConsumer

from pipeline import flow
from pipeline.decode import decode
from pipeline.enrich.model import load_model, load_resources, with_names
from pipeline.enrich.names.casing import true_cased
from pipeline.enrich.prepare import readable
from pipeline.enrich.run import Docs, Resources
from pipeline.index.documents import actions
from pipeline.story import EnrichedStory, Story
from tests.bench.decode import raw_story


def enriched(story: Story, resources: Resources) -> EnrichedStory:
    done = EnrichedStory.model_construct(**dict(story))
    if story.status == "canceled" or story.language not in (None, "en") or not story.text:
        return done
    read = resources.nlp
    docs = Docs(
        text=read(readable(story.text)[0]),
        headline=read(true_cased(story.headline, story.text, resources.casing)) if story.headline else None,
        dateline=read(story.dateline.text) if story.dateline else None,
    )
    for step in flow.STEPS:
        done = step.run(done, docs, resources)
    return done


def loaded() -> Resources:
    """The lexicons, and the model with spaCy's own components."""
    resources = load_resources("auto")
    return replace(resources, nlp=with_names(load_model("auto"), resources.countries))


def main(broker: str, topic: str, server: str, index: str) -> None:
    resources = loaded()
    consumer = KafkaConsumer(
        topic, bootstrap_servers=broker, group_id=f"plain-{topic}", enable_auto_commit=False,
        auto_offset_reset="earliest",
    )  # fmt: skip
    client = Elasticsearch(server)
    while True:
        polled = consumer.poll(timeout_ms=500)
        values = [record.value for records in polled.values() for record in records]
        stories = [part for value in values for part in decode(raw_story(value)) if isinstance(part, Story)]
        documents = [
            {**document, "_index": index}
            for story in stories
            for document in actions(enriched(story, resources), index, index, datetime.now(UTC))[:1]
        ]
        bulk(client, documents, raise_on_error=False)
        consumer.commit()


if __name__ == "__main__":
    main(*sys.argv[1:])
