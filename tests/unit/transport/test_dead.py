"""Dead letters keep what failed untouched and say why, where and how often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.story import Failure
from pipeline.transport.dead import (
    RELEASE,
    DeadLetter,
    Wanted,
    dead_letter,
    letter_of,
    matches,
    replay_headers,
    resolution,
    resolved_by,
)
from pipeline.transport.records import Record
from pipeline.transport.replay import chosen

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


def buried(offset: int, code: str = "bug", origin: int = 42, part: int = 0) -> DeadLetter:
    record = Record("wire.raw", 1, origin, b"key", b"copy", [("source", b"desk"), ("dead-attempt", b"2")])
    failure = Failure(stage="decode", code=code, reason="why", part=part)
    return letter_of(Record("wire.raw.dead", 0, offset, b"key", b"copy", dead_letter(record, failure, AT)))


@pytest.mark.parametrize(
    ("wanted", "is_wanted"),
    [
        (Wanted(), True),
        (Wanted(stage="decode", code="bug", release=RELEASE, since=AT, until=AT + timedelta(seconds=1)), True),
        (Wanted(stage="index"), False),
        (Wanted(code="binary"), False),
        (Wanted(release="0.0"), False),
        (Wanted(since=AT + timedelta(seconds=1)), False),
        (Wanted(until=AT), False),
    ],
)
def test_letters_are_asked_for_by_stage_code_time_and_release(wanted: Wanted, is_wanted: bool) -> None:
    assert matches(buried(5), wanted) is is_wanted


def test_a_letter_without_a_readable_time_matches_no_time() -> None:
    broken = letter_of(Record("wire.raw.dead", 0, 0, None, b"", [("dead-at", b"yesterday")]))
    assert matches(broken, Wanted())
    assert not matches(broken, Wanted(since=AT))


def test_a_replay_keeps_the_records_own_headers_and_the_count_goes_on() -> None:
    letter = buried(5)
    headers = replay_headers(letter)
    assert headers == [("source", b"desk"), ("dead-attempt", b"3"), ("dead-replays", b"wire.raw/1/42")]
    again = letter_of(
        Record("d", 0, 6, b"", b"", dead_letter(Record("wire.raw", 1, 50, b"", b"", headers), FAILURE, AT))
    )
    assert (again.attempt, again.origin) == (4, "wire.raw/1/50")
    assert "dead-replays" not in dict(again.record.headers)


def test_a_resolution_names_its_letter() -> None:
    letter = buried(5)
    assert resolved_by(Record("wire.raw.dead", 0, 9, b"key", b"", resolution(letter, AT))) == letter.where
    assert resolved_by(letter.record) is None


def test_a_record_goes_back_once_with_all_its_letters() -> None:
    found = [buried(5, part=0), buried(6, "binary", part=1), buried(7, "binary", 43)]
    assert chosen(found, Wanted(code="bug")) == {
        "wire.raw/1/42": ["wire.raw.dead/0/5", "wire.raw.dead/0/6"],
    }
