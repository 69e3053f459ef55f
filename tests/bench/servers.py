"""The whole way on a real Kafka and a real Elasticsearch: `python -m tests.bench.servers`.

Each figure stands beside a peer in the same run, on the same servers and cores, alternating; medians of `ROUNDS`. The
peers: kafka-python's `send` in a bare loop; `helpers.parallel_bulk` over prepared documents, and their NDJSON sent as
it is over one connection; for the whole way `plain.py`, the script that a competent user would write. The delay is from
sending until a search finds the story, at half of the rate that the whole way reached.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from elasticsearch import Elasticsearch
from elasticsearch.helpers import parallel_bulk
from kafka import KafkaProducer
from rich.console import Console
from rich.table import Table

from pipeline import metrics
from pipeline.collect.produce import produce
from pipeline.decode import decode
from pipeline.enrich.model import load_resources
from pipeline.enrich.run import enrich_batch
from pipeline.index.bulk import Actions
from pipeline.index.documents import actions
from pipeline.index.sink import Sink
from pipeline.story import EnrichedStory, RawStory, Story
from pipeline.transport.kafka import connect_producer
from pipeline.transport.records import enriched_headers
from tests.backends.real import missing_programs, start_elasticsearch, start_kafka
from tests.bench import peers
from tests.bench.decode import raw_story
from tests.bench.throughput import copies
from tests.deployment import Deployment, deploy

ROUNDS = 3
RECORDS, DOCUMENTS, STORIES = 5000, 2000, 600
"""Raw records a producer sends; stories (of two documents each) a sink writes; stories on the whole way."""
DELAY_SECONDS = 60
LOOK_SECONDS = 0.1
"""A search takes its part of the two cores; a story may be found so much later than it could be."""
Seconds = float


def stopwatch(work: Callable[[], object]) -> Seconds:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def varied(raws: Sequence[RawStory], count: int, mark: str) -> list[RawStory]:
    """As many different stories as wanted: the same copy with a number in its headline that makes each its own."""
    return [raw_story(b"No. %s%d: " % (mark.encode(), n) + raws[n % len(raws)].value) for n in range(count)]


def as_scraped(raw: RawStory) -> RawStory | None:
    """Headline, dateline and text of a record's story, in the form of a page's text."""
    story = next((part for part in decode(raw) if isinstance(part, Story)), None)
    if story is None or story.status == "canceled" or not story.headline:
        return None
    dateline = f"{story.dateline.text} " if story.dateline else ""
    return raw_story(f"{story.headline}\n\n{dateline}{story.text}\n".encode())


def story_of(raw: RawStory) -> Story | None:
    """The story of a record that holds one and nothing else."""
    parts = decode(raw)
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Story) else None


def is_plain(raw: RawStory) -> bool:
    """Whether a number in its text makes another story of it."""
    one, two = (story_of(copy) for copy in (*varied([raw], 1, "x"), *varied([raw], 1, "y")))
    return one is not None and two is not None and one.id != two.id


def producing(deployed: Deployment, raws: Sequence[RawStory]) -> tuple[Seconds, Seconds]:
    """Ours, every record confirmed, and a bare loop whose last record is waited for."""
    topic, limit = deployed.topics["raw"].name, deployed.topics["raw"].max_bytes

    def ours() -> None:
        assert len(produce(lambda: connect_producer(deployed.settings.kafka, limit), topic, raws).confirmed) == len(
            raws
        )

    def bare() -> None:
        producer = KafkaProducer(bootstrap_servers=deployed.settings.kafka.bootstrap_servers, acks="all")
        for raw in raws:
            producer.send(topic, raw.value)
        producer.flush()
        producer.close()

    return stopwatch(ours), stopwatch(bare)


def finished_stories(raws: Sequence[RawStory], count: int, mark: str) -> list[EnrichedStory]:
    resources = load_resources("auto")
    stories = [story for raw in raws[:200] if (story := story_of(raw))]
    done = enrich_batch(stories, resources, lambda: datetime.now(UTC), time.perf_counter)
    return [done[n % len(done)].model_copy(update={"id": f"bench-{mark}-{n}"}) for n in range(count)]


def sinking(places: Sequence[Deployment], stories: Sequence[EnrichedStory]) -> tuple[Seconds, Seconds, Seconds]:
    """Ours from the enriched topic, `parallel_bulk` of prepared documents, and their NDJSON as it is; each to indices
    of its own.
    """
    ours, parallel, bare = places
    return sink_seconds(ours, stories), in_parallel(parallel, stories), as_it_is(bare, stories)


def in_parallel(deployed: Deployment, stories: Sequence[EnrichedStory]) -> Seconds:
    flat = [action for group in prepared(deployed, stories) for action in group]
    return stopwatch(lambda: list(parallel_bulk(deployed.client, flat)))


def as_it_is(deployed: Deployment, stories: Sequence[EnrichedStory]) -> Seconds:
    address = urllib.parse.urlsplit(deployed.settings.elasticsearch.hosts)
    connection = http.client.HTTPConnection(address.hostname or "", address.port)

    def write(bodies: Sequence[bytes]) -> None:
        for body in bodies:
            connection.request("POST", "/_bulk", body, {"Content-Type": "application/x-ndjson"})
            assert not json.loads(connection.getresponse().read())["errors"]

    bodies = ndjson(prepared(deployed, stories))
    seconds = stopwatch(lambda: write(bodies))
    connection.close()
    return seconds


def prepared(deployed: Deployment, stories: Sequence[EnrichedStory]) -> list[Actions]:
    names = deployed.settings.elasticsearch
    return [actions(story, names.stories, names.versions, datetime.now(UTC)) for story in stories]


def ndjson(documents: Sequence[Actions], a_request: int = 500) -> list[bytes]:
    lines = []
    for action in (action for group in documents for action in group):
        head = {key.removeprefix("_"): value for key, value in action.items() if key not in ("_source", "_op_type")}
        head = {f"_{key}" if key in ("index", "id") else key: value for key, value in head.items()}
        lines.append(json.dumps({"index": head}).encode() + b"\n" + json.dumps(action["_source"]).encode() + b"\n")
    return [b"".join(lines[at : at + a_request]) for at in range(0, len(lines), a_request)]


def sink_seconds(deployed: Deployment, stories: Sequence[EnrichedStory]) -> Seconds:
    """From the first story that the sink has settled to the last, as if all had been settled in that time."""
    topic = deployed.topics["enriched"]
    producer = connect_producer(deployed.settings.kafka, topic.max_bytes)
    for story in stories:
        producer.send(topic.name, key=story.key.encode(), value=story.to_json(), headers=enriched_headers(story))
    producer.flush()
    producer.close()
    sink = Sink(deployed.settings, deployed.topics, deployed.client)
    begun = settled()
    running = threading.Thread(target=sink.run)
    running.start()
    first = wait_until(lambda: settled() - begun or None)
    started = time.perf_counter()
    wait_until(lambda: settled() - begun >= len(stories) or None)
    seconds = time.perf_counter() - started
    sink.stop()
    running.join()
    return seconds * len(stories) / max(1, len(stories) - int(first))


def settled() -> float:
    counted = metrics.STORIES.collect()
    return sum(
        sample.value
        for family in counted
        for sample in family.samples
        if sample.name.endswith("_total") and sample.labels.get("service") == "index"
    )


def wait_until(value: Callable[[], float | None], pause: Seconds = 0.02, patience: Seconds = 600) -> float:
    deadline = time.monotonic() + patience
    while (found := value()) is None:
        if time.monotonic() > deadline:
            raise TimeoutError("the bench waited in vain")
        time.sleep(pause)
    return found


def whole_way(deployed: Deployment, raws: Sequence[RawStory], start: Callable[[], None]) -> Seconds:
    """From the first record sent until the last story is found; the services are warm."""
    start()
    through(deployed, varied(raws, 40, "a"))
    return through(deployed, varied(raws, STORIES, "b"))


def through(deployed: Deployment, raws: Sequence[RawStory]) -> Seconds:
    wanted = found_stories(deployed) + len(raws)
    started = time.perf_counter()
    limit = deployed.topics["raw"].max_bytes
    produce(lambda: connect_producer(deployed.settings.kafka, limit), deployed.topics["raw"].name, raws)
    wait_until(lambda: found_stories(deployed) >= wanted or None, pause=0.2)  # asking costs the server time, too
    return time.perf_counter() - started


def found_stories(deployed: Deployment) -> int:
    return int(deployed.client.count(index=deployed.settings.elasticsearch.stories)["count"])


def our_services(deployed: Deployment) -> None:
    for service in ("enrich", "index"):
        deployed.start(service)


def program(*module: str) -> Callable[[Deployment], None]:
    """A peer of the whole way, in one process."""

    def start(deployed: Deployment) -> None:
        names = deployed.settings.elasticsearch
        arguments = (deployed.settings.kafka.bootstrap_servers, deployed.topics["raw"].name, names.hosts, names.stories)
        command = [sys.executable, "-m", *module, *map(str, arguments)]
        deployed.processes[module[-1]] = subprocess.Popen(command, start_new_session=True)

    return start


def delays(deployed: Deployment, raws: Sequence[RawStory], rate: float) -> list[Seconds]:
    """Seconds from sending to found, for a minute at `rate` stories a second."""
    topic, limit = deployed.topics["raw"].name, deployed.topics["raw"].max_bytes
    wanted = varied(raws, int(rate * DELAY_SECONDS), "c")
    ids = [story.id for raw in wanted if (story := story_of(raw))]
    producer = connect_producer(deployed.settings.kafka, limit)
    sent: dict[str, float] = {}
    found: list[Seconds] = []
    started = looked = time.perf_counter()
    due = deque(zip((started + number / rate for number in range(len(wanted))), wanted, ids, strict=True))
    while due or (sent and time.perf_counter() < started + 3 * DELAY_SECONDS):
        while due and due[0][0] <= time.perf_counter():
            _, raw, identity = due.popleft()
            sent[identity] = time.perf_counter()
            producer.send(topic, raw.value, raw.sha256.encode())
        if time.perf_counter() > looked + LOOK_SECONDS:
            found += arrived(deployed.client, deployed.settings.elasticsearch.stories, sent)
            looked = time.perf_counter()
        time.sleep(0.005)
    producer.close()
    return found + [float("inf")] * len(sent)


def arrived(client: Elasticsearch, index: str, sent: dict[str, float]) -> list[Seconds]:
    """The delays of those that a search finds now; they leave `sent`."""
    if not sent:
        return []
    asked = list(sent)[:500]
    hits = client.search(index=index, query={"ids": {"values": asked}}, source=False, size=len(asked))["hits"]["hits"]
    return [time.perf_counter() - sent.pop(hit["_id"]) for hit in hits]


def main() -> None:
    if missing := missing_programs():
        print(f"no bench on real servers: {', '.join(missing)} is not installed here")
        return
    raws = [plain for raw in copies() if (plain := as_scraped(raw)) and is_plain(plain)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        kafka, elastic = start_kafka(root / "kafka"), start_elasticsearch(root / "elasticsearch")
        try:
            measured(root, kafka.address, elastic.address, raws)
        finally:
            kafka.kill()
            elastic.kill()


def fresh(root: Path, kafka: str, elastic: str, name: str) -> Deployment:
    directory = root / name
    directory.mkdir()
    return deploy(name, kafka, elastic, directory)


def measured(root: Path, kafka: str, elastic: str, raws: Sequence[RawStory]) -> None:
    table = Table(title=f"On a real Kafka and Elasticsearch, {os.cpu_count()} cores, medians of {ROUNDS}")
    for column in ("what", "a second", "beside", "ratio", "wanted"):
        table.add_column(column)
    sending = [producing(fresh(root, kafka, elastic, f"p{n}"), varied(raws, RECORDS, "p")) for n in range(ROUNDS)]
    ours, bare = (statistics.median(column) for column in zip(*sending, strict=True))
    table.add_row("producer", f"{RECORDS / ours:.0f}", f"bare send {RECORDS / bare:.0f}", f"{bare / ours:.2f}", "0.9")
    stories = finished_stories(raws, DOCUMENTS, "s")
    as_it_is(fresh(root, kafka, elastic, "warm"), stories)  # a server's first documents take twice the time
    writing = [
        sinking([fresh(root, kafka, elastic, f"{kind}{n}") for kind in ("ours", "bulk", "bare")], stories)
        for n in range(ROUNDS)
    ]
    ours, peer, ready = (statistics.median(column) for column in zip(*writing, strict=True))
    for name, seconds, wanted in (("parallel_bulk", peer, "0.9"), ("ready NDJSON", ready, "0.5")):
        rate = f"{name} {DOCUMENTS / seconds:.0f}"
        table.add_row("sink", f"{DOCUMENTS / ours:.0f}", rate, f"{seconds / ours:.2f}", wanted)
    starts = {"ours": our_services, "plain script": program("tests.bench.plain")}
    starts |= {peer: program("tests.bench.peers", peer) for peer in peers.installed()}
    ways: dict[str, list[float]] = {name: [] for name in starts}
    for number in range(ROUNDS):
        for name, start in starts.items():
            deployed = fresh(root, kafka, elastic, f"way-{name.split()[0]}{number}")
            try:
                ways[name].append(STORIES / whole_way(deployed, raws, lambda s=start, d=deployed: s(d)))  # type: ignore[misc]
                if name == "ours" and number == ROUNDS - 1:
                    late = sorted(delays(deployed, raws, statistics.median(ways["ours"]) / 2))
            finally:
                for service in list(deployed.processes):
                    deployed.end(service, signal.SIGKILL)
    ours = statistics.median(ways.pop("ours"))
    for name, rates in ways.items():
        peer, wanted = statistics.median(rates), "2" if name == "plain script" else "1"
        table.add_row("raw to found", f"{ours:.1f}", f"{name} {peer:.1f}", f"{ours / peer:.2f}", wanted)
    p50, p99 = late[len(late) // 2], late[int(len(late) * 0.99)]
    table.add_row("delay at half load", f"p50 {p50:.2f} s, p99 {p99:.2f} s", "refresh 1 s", "", "p99 ≤ 2 s")
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
