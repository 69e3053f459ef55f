"""The spaCy processes: raw records in, finished records out, one loaded model a process.

Spawned, not forked (threads of the clients would be copied in the middle of their work). A batch that runs over its
time or kills its worker is taken apart, so that only the story that did it fails.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from pebble import ProcessExpired, ProcessPool

from pipeline.decode.guard import decode_guarded
from pipeline.enrich.model import load_resources
from pipeline.enrich.run import Resources, enrich_batch
from pipeline.errors import BadSetting, Stopped
from pipeline.settings import one_thread_a_process
from pipeline.story import EnrichedStory, Failure, RawStory, Story
from pipeline.supplier import Supplier
from pipeline.transport.records import enriched_headers


@dataclass(frozen=True)
class Finished:
    """A story ready to be sent: its key, its JSON and its headers; `part`: which of its record's it is."""

    id: str
    part: int
    key: str
    value: bytes
    headers: list[tuple[str, bytes]]


Outcome = Finished | Failure
BARREN_POOLS = 3
"""Pools that may break in a row without finishing a single batch."""
NO_WORKER = "the enrichment workers die or hang as they start: look for their trace in the log"
_loaded: Resources | BadSetting
_sources: Mapping[str, Supplier]


def start(model: str, sources: Mapping[str, Supplier]) -> None:
    """Runs once in each worker. A model that can't be loaded is told to whoever asks for work."""
    global _loaded, _sources
    _sources = sources
    # Ctrl-C and a stop reach the whole group: the service ends its workers itself, after what they have in hand.
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.SIG_IGN)
    try:
        _loaded = load_resources(model)
    except BadSetting as error:
        _loaded = error
    # A million objects that stay as long as the process: the collector's look at them takes 0.1 s, again and again.
    gc.collect()
    gc.freeze()


def work(raws: Sequence[RawStory], max_bytes: int) -> list[tuple[Outcome, ...]]:
    """Decode and enrich a batch; for each raw record its parts, in order."""
    if isinstance(_loaded, BadSetting):
        raise _loaded
    decoded = [decode_guarded(raw, _sources, time.perf_counter) for raw in raws]
    stories = [part for parts in decoded for part in parts if isinstance(part, Story)]
    enriched = iter(enrich_batch(stories, _loaded, lambda: datetime.now(UTC), time.perf_counter))
    return [
        tuple(part if isinstance(part, Failure) else _finish(next(enriched), max_bytes) for part in parts)
        for parts in decoded
    ]


def _finish(story: EnrichedStory, max_bytes: int) -> Outcome:
    value = story.to_json()
    if len(value) > max_bytes:
        reason = f"the enriched story has {len(value):,} bytes, its topic takes {max_bytes:,}"
        return Failure(stage="enrich", code="oversize_enriched", reason=reason, part=story.source.part)
    return Finished(id=story.id, part=story.source.part, key=story.key, value=value, headers=enriched_headers(story))


class Workers:
    """A pool of spawned processes. Use as a context manager; `run` may be awaited many times at once."""

    def __init__(
        self, model: str, sources: Mapping[str, Supplier], processes: int, story_timeout: float, max_bytes: int
    ) -> None:
        self.processes = processes or os.cpu_count() or 1
        self._model = model
        self._sources = sources
        self._timeout = story_timeout
        self._max_bytes = max_bytes
        self._barren = 0
        self._pool = self._new_pool()

    def _new_pool(self) -> Any:
        # There is a process for each core; numpy's threads in each of them would only fight for these (docs/enrich.md).
        one_thread_a_process()
        return ProcessPool(
            max_workers=self.processes,
            context=multiprocessing.get_context("spawn"),
            initializer=start,
            initargs=[self._model, self._sources],
        )

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._pool.stop()
        self._pool.join()

    async def ready(self) -> None:
        """Wait until a worker has loaded the model. Raises as `run`."""
        try:
            await self._once([])
        except (ProcessExpired, FutureTimeout):
            raise Stopped(NO_WORKER) from None

    async def run(self, raws: Sequence[RawStory]) -> list[tuple[Outcome, ...]]:
        """The parts of each raw record.

        Raises `BadSetting` when the model can't be loaded, `Stopped` when no worker can be started.
        """
        if len(raws) == 1:
            return [await self._alone(raws[0])]
        try:
            return await self._once(raws)
        except (BadSetting, Stopped):
            raise
        except Exception:  # noqa: BLE001  # whatever it is, only the story that did it may fail: each alone
            return await asyncio.gather(*(self._alone(raw) for raw in raws))

    async def _alone(self, raw: RawStory, again: bool = True) -> tuple[Outcome, ...]:
        """The parts of one record. A worker may also be killed from outside, so its death is the story's fault only
        when the next one dies too: a story that was sent before a restart would else be indexed and dead.
        """
        try:
            return (await self._once([raw]))[0]
        except (BadSetting, Stopped):
            raise
        except Exception as error:  # noqa: BLE001
            if again and isinstance(error, ProcessExpired):
                return await self._alone(raw, again=False)
            return (_lost(error, self._timeout),)

    async def _once(self, raws: Sequence[RawStory]) -> list[tuple[Outcome, ...]]:
        """One try. A pool that broke (a worker was killed while idle) is replaced, but not for ever."""
        while True:
            pool = self._pool
            try:
                future: Future[Any] = pool.schedule(work, args=[list(raws), self._max_bytes], timeout=self._timeout)
                found: list[tuple[Outcome, ...]] = await asyncio.wrap_future(future)
            except (BrokenProcessPool, RuntimeError) as error:
                if pool.active and not isinstance(error, BrokenProcessPool):
                    raise
                self._replace(pool)
            else:
                self._barren = 0
                return found

    def _replace(self, broken: Any) -> None:
        if self._pool is not broken:
            return
        self._barren += 1
        if self._barren > BARREN_POOLS:
            raise Stopped(NO_WORKER)
        # It broke where one worker died while idle; the others live on, each with its model.
        threading.Thread(target=_end, args=(broken,), daemon=True).start()
        self._pool = self._new_pool()


def _end(pool: Any) -> None:
    pool.stop()
    pool.join()


def _lost(error: BaseException, timeout: float) -> Failure:
    if isinstance(error, FutureTimeout):
        return Failure(stage="enrich", code="timeout", reason=f"no result within {timeout:g} seconds")
    if isinstance(error, ProcessExpired | MemoryError):
        reason = f"the worker died on this story ({type(error).__name__})"
        return Failure(stage="enrich", code="worker_died", reason=reason)
    return Failure(stage="enrich", code="bug", reason=f"{type(error).__name__} while enriching")


async def in_order(
    workers: Workers, raws: Iterable[RawStory], batch: int
) -> AsyncIterator[tuple[RawStory, tuple[Outcome, ...]]]:
    """Every raw story with its parts, in input order, with no more than a few batches in memory."""
    waiting: deque[tuple[list[RawStory], asyncio.Task[list[tuple[Outcome, ...]]]]] = deque()
    source = iter(raws)
    while True:
        while len(waiting) < workers.processes * 2 and (taken := list(islice(source, batch))):
            waiting.append((taken, asyncio.create_task(workers.run(taken))))
            await asyncio.sleep(0)
        if not waiting:
            return
        taken, task = waiting.popleft()
        for raw, parts in zip(taken, await task, strict=True):
            yield raw, parts
