"""The message: what a consumer's reader takes and refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from pipeline.story import EnrichedStory, Source, Times

STORY = EnrichedStory(
    id="reuters-abc",
    version=7,
    source=Source(name="desk", sha256="00"),
    text="Short.",
    times=Times(received=datetime(2016, 10, 4, 14, tzinfo=UTC)),
)


def test_a_story_survives_the_way() -> None:
    assert EnrichedStory.from_record(STORY.to_json()) == STORY
    assert STORY.key == "reuters-abc/7"


def test_times_are_utc_with_z_and_absent_ones_are_null() -> None:
    fields = json.loads(STORY.to_json())
    assert fields["schema"] == "story/1"
    assert fields["times"]["received"] == "2016-10-04T14:00:00Z"
    assert fields["times"]["embargo_until"] is None
    assert fields["headline"] is None


def test_fields_of_a_newer_producer_are_ignored() -> None:
    fields = json.loads(STORY.to_json()) | {"sentiment": 0.3}
    assert EnrichedStory.from_record(json.dumps(fields)) == STORY


@pytest.mark.parametrize("value", ['{"schema": "story/2"}', '{"schema": 1}', "[]", "{}", "not json", '"story/1"'])
def test_what_is_no_story_of_our_major_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"story|Expecting"):
        EnrichedStory.from_record(value)


@pytest.mark.parametrize("version", [0, 2**53])
def test_a_version_is_a_number_that_javascript_reads(version: int) -> None:
    with pytest.raises(ValidationError):
        EnrichedStory(id="a", version=version, source=Source(name="desk", sha256="00"))


@pytest.mark.parametrize("story_id", ["", "a" * 65, "a/b", "é"])
def test_an_id_is_short_and_plain(story_id: str) -> None:
    with pytest.raises(ValidationError):
        EnrichedStory(id=story_id, version=1, source=Source(name="desk", sha256="00"))
