"""Headers both ways, and partitions."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.story import Failure, RawStory
from pipeline.transport.records import Record, partition_of, raw_headers, raw_story, read_raw

NOON = datetime(2016, 10, 4, 12, 0, 0, 123456, tzinfo=UTC)


def test_a_raw_story_survives_the_way_over_kafka() -> None:
    sent = raw_story(b"copy", source="desk", received_at=NOON, uri="a/ö.txt", content_type="text/plain")
    record = Record("wire.raw", 2, 7, sent.sha256.encode(), sent.value, raw_headers(sent))
    read = read_raw(record)
    assert read == sent.model_copy(update={"topic": "wire.raw", "partition": 2, "offset": 7})


@given(st.lists(st.tuples(st.sampled_from(["source", "received-at", "uri", "sha256", "x"]), st.binary(max_size=40))))
def test_any_headers_are_read(headers: list[tuple[str, bytes]]) -> None:
    assert isinstance(read_raw(Record("wire.raw", 0, 0, None, b"x", headers)), RawStory)


def test_an_unknown_format_is_a_failure_that_names_it() -> None:
    read = read_raw(Record("wire.raw", 0, 0, None, b"x", [("format", b"telex")]))
    assert isinstance(read, Failure)
    assert read.code == "bad_headers"
    assert "telex" in read.reason


@given(st.text(max_size=64), st.integers(1, 50))
def test_an_id_stays_in_its_partition(story_id: str, partitions: int) -> None:
    assert partition_of(story_id, partitions) == partition_of(story_id, partitions) < partitions
