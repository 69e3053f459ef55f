"""When a service stands still: lag is left, and the commit does not move."""

from __future__ import annotations

from typing import Any

from kafka import TopicPartition

from pipeline.transport.standstill import Standstill, ask

IDLE = {0: (7, 7)}
LAGGING = {0: (7, 9)}


def test_a_commit_that_does_not_move_while_lag_stands_is_a_standstill() -> None:
    standstill = Standstill(10)
    assert [standstill.look(LAGGING, now) for now in (0, 5, 10, 15)] == [None, None, None, 0]


def test_more_to_read_does_not_hide_it() -> None:
    standstill = Standstill(10)
    assert [standstill.look({0: (7, 9 + now)}, now) for now in (0, 5, 10, 15)] == [None, None, None, 0]


def test_one_partition_that_stands_is_not_hidden_by_others_that_move() -> None:
    standstill = Standstill(10)
    found = [standstill.look({0: (now, 99), 3: (7, 9)}, now) for now in (0, 5, 10, 15)]
    assert found == [None, None, None, 3]


def test_nothing_to_read_is_no_standstill_and_starts_the_time_afresh() -> None:
    standstill = Standstill(10)
    assert [standstill.look(IDLE, now) for now in (0, 100)] == [None, None]
    assert [standstill.look(LAGGING, now) for now in (105, 110, 111)] == [None, None, 0]


def test_a_commit_that_moves_is_no_standstill() -> None:
    standstill = Standstill(10)
    assert [standstill.look({0: (now, 1000)}, now) for now in (0, 9, 18, 27)] == [None] * 4


def test_time_in_which_nothing_could_be_asked_does_not_count() -> None:
    standstill = Standstill(10)
    asked: list[tuple[dict[int, tuple[int, int]], int]] = [(LAGGING, 0), ({}, 5), (LAGGING, 20), (LAGGING, 30)]
    assert [standstill.look(offsets, now) for offsets, now in asked] == [None] * 4
    assert standstill.look(LAGGING, 31) == 0


class Broker:
    """What a group of a topic is told of its three partitions: one read to its end, one expired unread, one new."""

    def beginning_offsets(self, partitions: Any, timeout_ms: int) -> dict[TopicPartition, int]:
        return dict(zip(partitions, (0, 9, 0), strict=True))

    def end_offsets(self, partitions: Any, timeout_ms: int) -> dict[TopicPartition, int]:
        return dict(zip(partitions, (5, 9, 4), strict=True))

    def committed(self, partition: TopicPartition, timeout_ms: int) -> int | None:
        return (5, 3, None)[partition.partition]


def test_records_that_expired_before_they_were_read_are_no_lag() -> None:
    partitions = [TopicPartition("wire.raw", number) for number in range(3)]
    assert ask(Broker(), partitions) == {0: (5, 5), 1: (9, 9), 2: (0, 4)}
    assert ask(Broker(), []) == {}
