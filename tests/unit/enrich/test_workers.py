"""Whose fault it is that a worker died: real processes, with work that dies, hangs and raises on demand."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.enrich import workers
from pipeline.enrich.workers import Workers
from pipeline.errors import Stopped
from pipeline.story import Failure
from pipeline.transport.records import raw_story
from tests.unit.enrich import obedient


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    # pytest finds `tests` in its own way; a spawned worker has none.
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3]))
    monkeypatch.setattr(workers, "start", obedient.ready)
    monkeypatch.setattr(workers, "work", obedient.work)
    with Workers("auto", {}, processes=1, story_timeout=2, max_bytes=1000) as made:
        yield made


def run(pool: Workers, *orders: str) -> list[str]:
    """What became of each: `done`, or the code of its failure."""
    raws = [raw_story(order.encode(), source="test", received_at=datetime.now(UTC)) for order in orders]
    found = asyncio.run(pool.run(raws))
    return [part.code if isinstance(part, Failure) else str(part) for parts in found for part in parts]


def test_a_story_alone_outlives_one_killed_worker(pool: Workers, tmp_path: Path) -> None:
    """Done once before a restart and done again now, it would be indexed and dead."""
    assert run(pool, f"die {tmp_path / 'deaths'} 1") == ["done"]


def test_a_story_outlives_the_worker_of_its_batch_and_one_of_its_own(pool: Workers, tmp_path: Path) -> None:
    assert run(pool, "first", f"die {tmp_path / 'deaths'} 2", "last") == ["done"] * 3


def test_a_story_that_kills_every_worker_is_the_only_one_that_fails(pool: Workers, tmp_path: Path) -> None:
    assert run(pool, "first", f"die {tmp_path / 'deaths'} 99", "last") == ["done", "worker_died", "done"]


def test_a_story_that_hangs_or_meets_a_bug_is_the_only_one_that_fails(pool: Workers) -> None:
    assert run(pool, "first", "hang", "raise", "last") == ["done", "timeout", "bug", "done"]


def test_workers_that_die_before_the_first_story_stop_the_service(
    pool: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "work", obedient.dying)
    with pytest.raises(Stopped, match="die or hang as they start"):
        asyncio.run(pool.ready())


def test_of_a_pool_that_broke_no_worker_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was killed while idle breaks it; each of the others has a model in memory."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3]))
    monkeypatch.setattr(workers, "start", obedient.ready)
    monkeypatch.setattr(workers, "work", obedient.work)
    with Workers("auto", {}, processes=2, story_timeout=2, max_bytes=1000) as pool:
        asyncio.run(pool.ready())
        killed, left = pool._pool._pool_manager.worker_manager.workers
        os.kill(killed, signal.SIGKILL)
        time.sleep(1)  # the pool looks after its workers several times a second
        assert run(pool, "first", "last") == ["done", "done"]
        deadline = time.monotonic() + 30
        while Path(f"/proc/{left}").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not Path(f"/proc/{left}").exists()
