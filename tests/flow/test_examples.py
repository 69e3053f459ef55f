"""The published examples and any raw bytes, through the pure half of the flow: decode, documents, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decode import decode
from pipeline.index.documents import actions, story_of
from pipeline.index.reading import read_story
from pipeline.settings import CONFIGS
from pipeline.story import EnrichedStory, Failure, Story
from pipeline.transport.records import Record, raw_headers, raw_story, read_raw

EXAMPLES = sorted((CONFIGS / "schemas" / "examples").glob("*.json"))
SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds" / "stories").iterdir())
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def documents(story: EnrichedStory) -> list[dict[str, Any]]:
    return actions(story, "stories", "story-versions", NOON)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_goes_through_the_sink(example: Path) -> None:
    story = read_story(Record("wire.enriched", 0, 0, b"", example.read_bytes(), []))
    assert isinstance(story, EnrichedStory)
    head, version = documents(story)
    assert (head["_id"], version["_id"]) == (story.id, story.key)
    assert (head["version_type"], head["version"]) == ("external_gte", story.version)
    if story.status == "usable":
        assert story_of(head["_source"]) == story_of(version["_source"]) == story
    else:
        searchable = {name: value for name, value in head["_source"].items() if name != "story"}
        words = {word for word in story.text.split() if len(word) > 6}
        assert not words & set(json.dumps(searchable, ensure_ascii=False).split())


def decoded(copy: bytes, offset: int) -> list[Story | Failure]:
    """What the services make of copy that lies at an offset, headers and all."""
    sent = raw_story(copy, source="desk", received_at=NOON, uri="a.txt")
    raw = read_raw(Record("wire.raw", 0, offset, b"", sent.value, raw_headers(sent)))
    assert not isinstance(raw, Failure)
    return list(decode(raw))


def assert_replay_changes_nothing(copy: bytes) -> None:
    first, again = decoded(copy, 1), decoded(copy, 9)
    assert len(first) == len(again) >= 1
    for one, two in zip(first, again, strict=True):
        if isinstance(one, Failure) or isinstance(two, Failure):
            assert one == two
            continue
        assert one.key == two.key
        assert one.model_copy(update={"source": two.source}) == two


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_the_same_bytes_twice_are_the_same_stories(copy: bytes) -> None:
    assert_replay_changes_nothing(copy)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_seed_twice_is_the_same_story(seed: Path) -> None:
    assert_replay_changes_nothing(seed.read_bytes())
