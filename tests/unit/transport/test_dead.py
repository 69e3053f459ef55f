"""Dead letters keep what failed untouched and say why, where and how often."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.story import Failure
from pipeline.transport.dead import dead_letter, letter_of
from pipeline.transport.records import Record

FAILURE = Failure(stage="decode", code="binary", reason="a picture\nover two lines " + "x" * 500, part=3)
AT = datetime(2016, 10, 4, 12, tzinfo=UTC)


def test_original_headers_stay_and_the_reason_is_one_short_line() -> None:
    record = Record("wire.raw", 1, 42, b"key", b"\xff\xd8", [("source", b"desk"), ("source", b"again")])
    headers = dead_letter(record, FAILURE, AT)
    assert headers[:2] == [("source", b"desk"), ("source", b"again")]
    said = dict(headers[2:])
    assert said["dead-at"] == b"2016-10-04T12:00:00Z"
    assert b"\n" not in said["dead-reason"]
    assert len(said["dead-reason"].decode()) <= 300


def test_a_letter_reads_back_with_its_origin_and_counts_attempts() -> None:
    record = Record("wire.raw", 1, 42, b"key", b"copy", [])
    once = letter_of(Record("wire.raw.dead", 0, 5, b"key", b"copy", dead_letter(record, FAILURE, AT)))
    assert (once.origin, once.where, once.part, once.attempt) == ("wire.raw/1/42", "wire.raw.dead/0/5", 3, 1)
    again = letter_of(Record("wire.raw.dead", 0, 6, b"key", b"copy", dead_letter(once.record, FAILURE, AT)))
    assert again.attempt == 2
    assert [name for name, _ in again.record.headers].count("dead-code") == 1


def test_a_letter_with_broken_headers_is_still_read() -> None:
    letter = letter_of(Record("wire.raw.dead", 0, 0, None, b"", [("dead-part", b"\xff"), ("dead-code", b"bug")]))
    assert (letter.part, letter.code, letter.stage) == (0, "bug", "?")
