"""Enrichment on all cores: the service's workers beside the best `nlp.pipe`: `python -m tests.bench.throughput`.

Both get raw records and give the JSON of finished stories, by the same decoder, model and steps. The peer is what a
competent user would write around `nlp.pipe`: one process decodes, hands all texts to it, runs the steps on its docs.
Its batch size and number of processes are those that are fastest on a part of the stories. Loading counts for neither.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from itertools import islice

from rich.console import Console
from rich.table import Table

from pipeline import flow
from pipeline.decode import decode
from pipeline.enrich.model import load_resources
from pipeline.enrich.names.casing import true_cased
from pipeline.enrich.prepare import readable
from pipeline.enrich.run import Docs, Resources
from pipeline.enrich.workers import Workers, in_order
from pipeline.settings import load
from pipeline.story import EnrichedStory, RawStory, Story
from tests.bench.decode import REUTERS, ROUNDS, SEEDS, raw_story

MESSAGES = 300
"""Of Reuters, where they stand beside the checkout."""
SIZES, PROCESSES = (8, 16, 32, 64), (1, 2)


def copies() -> list[RawStory]:
    """The seeds and messages of Reuters, as they come in."""
    values = [file.read_bytes() for file in sorted(SEEDS.iterdir())]
    if REUTERS.exists():
        with gzip.open(REUTERS, "rt", encoding="utf-8") as lines:
            values += [json.loads(line)["raw"].encode() for line in islice(lines, MESSAGES)]
    return [raw_story(value) for value in values]


def by_pipe(raws: Sequence[RawStory], resources: Resources, size: int, processes: int) -> Iterator[bytes]:
    """The peer's whole way."""
    stories = [part for raw in raws for part in decode(raw) if isinstance(part, Story)]
    fields = [
        (number, name, readable(text)[0])
        for number, story in enumerate(stories)
        if story.status != "canceled" and story.language in (None, "en")
        for name, text in (
            ("text", story.text),
            ("headline", true_cased(story.headline, story.text, resources.casing) if story.headline else ""),
            ("dateline", story.dateline.text if story.dateline else ""),
        )
        if text
    ]
    docs: dict[int, Docs] = {}
    read = resources.nlp.pipe((text for _, _, text in fields), batch_size=size, n_process=processes)
    for (number, name, _), doc in zip(fields, read, strict=True):
        docs[number] = Docs(**{**vars(docs.get(number, Docs())), name: doc})
    for number, story in enumerate(stories):
        enriched = EnrichedStory.model_construct(**dict(story))
        for step in flow.STEPS if number in docs else ():
            enriched = step.run(enriched, docs[number], resources)
        yield enriched.to_json()


def stories_a_second(count: int, seconds: float) -> float:
    return count / seconds


async def by_workers(raws: Sequence[RawStory], workers: Workers, batch: int) -> int:
    return sum([len(parts) async for _, parts in in_order(workers, raws, batch)])


def best_pipe(raws: Sequence[RawStory], resources: Resources) -> tuple[int, int]:
    """Batch size and processes of the fastest."""

    def seconds(size: int, processes: int) -> float:
        started = time.perf_counter()
        count = sum(1 for _ in by_pipe(raws, resources, size, processes))
        assert count
        return time.perf_counter() - started

    tried = {(size, processes): seconds(size, processes) for size in SIZES for processes in PROCESSES}
    return min(tried, key=lambda one: tried[one])


def main() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    settings, raws = load().enrich, copies()
    resources = load_resources(settings.model)
    size, processes = best_pipe(raws[:200], resources)
    ours: dict[int, list[float]] = {1: [], 2: []}
    peer: list[float] = []
    pools = {
        count: Workers(settings.model, {}, count, settings.story_timeout_seconds, settings_max()) for count in ours
    }
    for pool in pools.values():
        asyncio.run(by_workers(raws[:64], pool, 8))  # each process has loaded its model
    for _ in range(ROUNDS):
        for count, pool in pools.items():
            started = time.perf_counter()
            done = asyncio.run(by_workers(raws, pool, settings.batch))
            ours[count].append(stories_a_second(done, time.perf_counter() - started))
        started = time.perf_counter()
        done = sum(1 for _ in by_pipe(raws, resources, size, processes))
        peer.append(stories_a_second(done, time.perf_counter() - started))
    for pool in pools.values():
        pool.stop()
    show(ours, peer, f"nlp.pipe, batches of {size}, {processes} processes", len(raws), resources.model)


def settings_max() -> int:
    return load().topics()["enriched"].max_bytes


def show(ours: dict[int, list[float]], peer: list[float], best: str, records: int, model: str) -> None:
    one, two, beside = (statistics.median(rates) for rates in (ours[1], ours[2], peer))
    table = Table(title=f"Enrichment of {records} raw records, all steps, {model}, {os.cpu_count()} cores")
    for column in ("what", "stories a second", "ratio", "wanted"):
        table.add_column(column)
    table.add_row("two workers", f"{two:.1f}", f"{two / beside:.2f} of {best} ({beside:.1f})", "0.9")
    table.add_row("one worker", f"{one:.1f}", f"two do {two / one:.2f} times as much", "1.7")
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
