"""The breaker: two sources mean us, one source means it."""

from __future__ import annotations

from pipeline.breaker import Breaker


def test_bugs_from_two_sources_stop_the_service() -> None:
    breaker = Breaker(failures=3, seconds=60)
    assert breaker.record("a", "bug", 0) is None
    assert breaker.record("b", "worker_died", 1) is None
    assert breaker.record("a", "timeout", 2) == "stop"


def test_one_rotten_source_only_raises_an_alarm() -> None:
    breaker = Breaker(failures=3, seconds=60)
    verdicts = [breaker.record("a", "bug", second) for second in range(5)]
    assert verdicts == [None, None, "rotten", "rotten", "rotten"]


def test_old_failures_and_bad_stories_do_not_count() -> None:
    breaker = Breaker(failures=2, seconds=10)
    assert breaker.record("a", "bug", 0) is None
    assert breaker.record("b", "binary", 1) is None
    assert breaker.record("b", "bug", 20) is None
