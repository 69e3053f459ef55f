"""One loaded model for all tests of enrichment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from pipeline.enrich.model import load_resources
from pipeline.enrich.run import Resources, enrich_batch
from pipeline.story import EnrichedStory, Source, Story

NOON = datetime(2026, 3, 4, 12, 0, 0, 987654, tzinfo=UTC)
Enrich = Callable[..., EnrichedStory]
EnrichAll = Callable[[Sequence[Story]], list[EnrichedStory]]
MakeStory = Callable[..., Story]


@pytest.fixture(scope="session")
def resources() -> Resources:
    return load_resources("auto")


@pytest.fixture(scope="session")
def make_story() -> MakeStory:
    def make(text: str = "", **fields: object) -> Story:
        known = {"id": "s1", "version": 1, "source": Source(name="test", sha256="0" * 64), "text": text}
        return Story.model_validate({**known, **fields})

    return make


@pytest.fixture(scope="session")
def enrich_all(resources: Resources) -> EnrichAll:
    return lambda stories: enrich_batch(stories, resources, lambda: NOON, time.perf_counter)


@pytest.fixture(scope="session")
def enrich(enrich_all: EnrichAll, make_story: MakeStory) -> Enrich:
    return lambda text="", **fields: enrich_all([make_story(text, **fields)])[0]
