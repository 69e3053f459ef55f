"""What the sink makes of Elasticsearch's answers and of records that are no story."""

from __future__ import annotations

import pytest

from pipeline.index.bulk import Verdict, judge
from pipeline.index.reading import read_story
from pipeline.story import EnrichedStory, Failure, Source
from pipeline.transport.records import Record


@pytest.mark.parametrize("statuses", [(201, 201), (200, 201), (409, 200), (409, 409)])
def test_indexed_and_outdated_documents_are_settled(statuses: tuple[int, ...]) -> None:
    assert judge((status, "") for status in statuses) == Verdict()


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 502, 503, 504])
def test_what_is_not_the_documents_fault_is_tried_again(status: int) -> None:
    assert judge([(201, ""), (status, "busy")]) == Verdict(retry=True)


def test_a_retry_outranks_a_refusal() -> None:
    assert judge([(400, "mapper"), (429, "busy")]) == Verdict(retry=True)


def test_a_refused_document_is_a_failure_with_the_servers_reason() -> None:
    failure = judge([(400, "field [x] is not allowed"), (201, "")]).failure
    assert failure is not None
    assert failure.code == "index_rejected"
    assert "field [x] is not allowed" in failure.reason


@pytest.mark.parametrize(
    "value",
    [b"", b"nonsense", b"[]", b'{"schema": "story/2"}', b'{"schema": "story/1"}', b"\xff", b"[" * 100_000],
)
def test_a_record_that_is_no_story_is_a_failure_and_never_an_exception(value: bytes) -> None:
    story = read_story(Record("wire.enriched", 0, 0, None, value, []))
    assert isinstance(story, Failure)
    assert story.code == "bad_message"
    assert story.reason
    assert "\n" not in story.reason


def test_a_story_is_read() -> None:
    story = EnrichedStory(id="a", version=1, source=Source(name="desk", sha256="00"))
    assert read_story(Record("wire.enriched", 0, 0, b"a/1", story.to_json(), [])) == story
