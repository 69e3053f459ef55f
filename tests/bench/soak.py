"""What only shows over time, on a real Kafka and Elasticsearch: `python -m tests.bench.soak [STORIES] [BURST]`.

Partitions: the whole way over topics of 1, 4 and 16. Soak: STORIES (20,000) go the whole way; the last tenth's speed
beside the first's, and what each process's memory grows by, fitted from the second tenth on. Burst: BURST (200,000)
records are there at once, with an empty pipeline in place of spaCy's model; the most memory that each process took, and
how often the broker put somebody out of a group.
"""

from __future__ import annotations

import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from pipeline.collect.produce import produce
from pipeline.story import RawStory
from pipeline.transport.kafka import connect_producer
from tests.backends.real import missing_programs, start_elasticsearch, start_kafka
from tests.bench.servers import STORIES, as_scraped, found_stories, is_plain, our_services, varied, whole_way
from tests.bench.throughput import copies
from tests.deployment import Deployment, deploy
from tests.faults.crashes import workers_of

PARTITIONS = (1, 4, 16)
TENTHS = 10
EVERY_SECONDS = 2.0
STUB = {"WIRE_ENRICH__MODEL": "en_core_web_stub", "PYTHONPATH": str(Path(__file__).parent / "stub")}


@dataclass
class Watched:
    """Samples of a run: seconds since its start, stories found, MiB by process."""

    seconds: list[float] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    memory: dict[str, list[float]] = field(default_factory=dict)


def resident(pid: int) -> float:
    """MiB that a process holds, from /proc."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def processes(deployed: Deployment) -> dict[str, int]:
    enricher = deployed.processes["enrich"].pid
    workers = {f"worker {number}": pid for number, pid in enumerate(workers_of(enricher), 1)}
    return {"enricher": enricher, **workers, "sink": deployed.processes["index"].pid}


def watched(deployed: Deployment, raws: Sequence[RawStory], mark: str) -> Watched:
    """Send them all, and look at the services until the last is found."""
    before, begun, seen = found_stories(deployed), time.perf_counter(), Watched()
    limit = deployed.topics["raw"].max_bytes
    produce(lambda: connect_producer(deployed.settings.kafka, limit), deployed.topics["raw"].name, raws)
    with Progress() as bar:
        task = bar.add_task(mark, total=len(raws))
        while not seen.found or seen.found[-1] < len(raws):
            time.sleep(EVERY_SECONDS)
            deployed.check_alive()
            seen.seconds.append(time.perf_counter() - begun)
            seen.found.append(found_stories(deployed) - before)
            for name, pid in processes(deployed).items():
                seen.memory.setdefault(name, []).append(resident(pid))
            bar.update(task, completed=seen.found[-1])
    return seen


def reached(seen: Watched, count: float) -> float:
    """Seconds until so many stories were found, between the samples around it."""
    if count <= 0:
        return 0.0
    at = next(at for at, found in enumerate(seen.found) if found >= count)
    earlier, then = (seen.found[at - 1], seen.seconds[at - 1]) if at else (0, 0.0)
    return then + (seen.seconds[at] - then) * (count - earlier) / (seen.found[at] - earlier)


def slope(seen: Watched, name: str, stories: int) -> float:
    """MiB by 1,000 stories, from the second tenth on."""
    points = [
        (found, held) for found, held in zip(seen.found, seen.memory[name], strict=True) if found > stories / TENTHS
    ]
    fitted = statistics.linear_regression(*zip(*points, strict=True))
    return float(fitted.slope) * 1000


def soaked(seen: Watched, stories: int) -> Table:
    ends = [reached(seen, stories * tenth / TENTHS) for tenth in range(TENTHS + 1)]
    rates = [stories / TENTHS / (end - start) for start, end in pairwise(ends)]
    table = Table("what", "measured", "wanted", title=f"Soak: {stories:,} stories, raw to found")
    table.add_row("stories a second, tenth by tenth", " ".join(f"{rate:.1f}" for rate in rates), "")
    # The first tenth begins with servers whose compilers are still at work, and waits for the first index.
    table.add_row("last tenth beside the first", f"{rates[-1] / rates[0]:.2f}", "≥ 0.95")
    for name, held in seen.memory.items():
        figures = f"{slope(seen, name, stories):+.2f} MiB by 1,000 stories; at most {max(held):,.0f} MiB"
        table.add_row(f"memory, {name}", figures, "about 0")
    return table


def burst(seen: Watched, deployed: Deployment, stories: int) -> Table:
    table = Table("what", "measured", "wanted", title=f"Burst: {stories:,} stories at once, a stub for the model")
    table.add_row("stories a second", f"{stories / seen.seconds[-1]:.0f}", "")
    for name, held in seen.memory.items():
        table.add_row(f"memory, {name}", f"{held[0]:,.0f} MiB at first, at most {max(held):,.0f}", "bounded")
    lines = (line for service in ("enrich", "index") for line in deployed.log(service).splitlines())
    revoked = sum("partitions_revoked" in line and "count=0" not in line for line in lines)
    table.add_row("partitions taken away", str(revoked), "0: no heartbeat missed")
    return table


def main(stories: int = 20_000, wave: int = 200_000) -> None:
    if missing := missing_programs():
        print(f"no soak on real servers: {', '.join(missing)} is not installed here")
        return
    raws = [plain for raw in copies() if (plain := as_scraped(raw)) and is_plain(plain)]
    console = Console(width=130)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        kafka, elastic = start_kafka(root / "kafka"), start_elasticsearch(root / "elasticsearch")

        def on(
            name: str, work: Callable[[Deployment], None], more: Mapping[str, str] | None = None, many: int = 4
        ) -> None:
            (root / name).mkdir()
            deployed = deploy(name, kafka.address, elastic.address, root / name, more, partitions=many)
            try:
                work(deployed)
            finally:
                for service in list(deployed.processes):
                    deployed.end(service, signal.SIGKILL)

        def long(deployed: Deployment) -> None:
            our_services(deployed)
            console.print(soaked(watched(deployed, varied(raws, stories, "s"), "soak"), stories))

        def flood(deployed: Deployment) -> None:
            our_services(deployed)
            console.print(burst(watched(deployed, varied(raws, wave, "b"), "burst"), deployed, wave))

        def spread(many: int) -> Callable[[Deployment], None]:
            def work(deployed: Deployment) -> None:
                rate = STORIES / whole_way(deployed, raws, lambda: our_services(deployed))
                console.print(f"partitions {many}: {rate:.1f} stories a second, raw to found")

            return work

        try:
            for many in PARTITIONS:
                on(f"partitions{many}", spread(many), many=many)
            on("soak", long)
            on("burst", flood, STUB)
        finally:
            kafka.kill()
            elastic.kill()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
