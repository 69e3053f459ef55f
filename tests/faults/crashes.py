"""Rounds of `kill -9` at random moments, each followed by the ledger. A round is given by its seed and number alone."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import EXIT_BAD_USE, EXIT_STOPPED
from tests.backends.real import RealServer, start_elasticsearch, start_kafka
from tests.deployment import Deployment, deploy
from tests.faults.oracle import copy, hold
from tests.faults.plan import Plan, Victim, plan

SERVICES = ("enrich", "index")
STORIES = 120
CRASHED = (EXIT_STOPPED, -signal.SIGKILL)
"""What a service may end with here: it stopped itself and said why, or it was killed. Anything else is a fault, but for
a start that met no server.
"""
NO_SERVER = ("no broker answers", "no Elasticsearch answers")


@dataclass
class World:
    """Servers and services of their own, and a supervisor that starts again what has ended."""

    kafka: RealServer
    elasticsearch: RealServer
    deployment: Deployment
    starts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SERVICES, 0))

    def revive(self) -> None:
        """Start again whatever has ended: the servers first, since a service refuses to start without them."""
        self.kafka.start()
        self.elasticsearch.start()
        for service in SERVICES:
            process = self.deployment.processes.get(service)
            if process and process.poll() is None:
                continue
            if process:
                code = process.returncode
                log = self.deployment.log(service)[-3000:]
                unserved = code == EXIT_BAD_USE and any(said in log for said in NO_SERVER)
                assert unserved or code in CRASHED, f"{service} ended with {code}:\n{log}"
                # Workers whose service was killed may outlive it by a moment.
                kill_group(process.pid)
            self.starts[service] += 1
            self.deployment.start(service)

    def kill(self, victim: Victim, producer: subprocess.Popen[bytes], luck: random.Random) -> None:
        match victim:
            case "kafka":
                self.kafka.kill()
            case "elasticsearch":
                self.elasticsearch.kill()
            case "producer":
                producer.kill()
            case "worker":
                if found := workers_of(self.deployment.processes["enrich"].pid):
                    os.kill(luck.choice(found), signal.SIGKILL)
            case "enrich" | "index":
                kill_group(self.deployment.processes[victim].pid)

    def close(self) -> None:
        self.deployment.end_all()
        self.elasticsearch.kill()
        self.kafka.kill()


def build(directory: Path) -> World:
    directory.mkdir(parents=True, exist_ok=True)
    kafka = start_kafka(directory / "kafka")
    elasticsearch = start_elasticsearch(directory / "elasticsearch")
    world = World(kafka, elasticsearch, deploy("faults", kafka.address, elasticsearch.address, directory))
    world.revive()
    return world


def one_round(world: World, seed: int, number: int) -> Plan:
    """Produce, crash, start again, hold the ledger. Raises `AssertionError` where the law is broken."""
    planned = plan(seed, number)
    luck = random.Random(f"{seed}/{number}/workers")
    since = world.deployment.mark()
    first = number * STORIES % 900_000
    copies = [copy(n) for n in range(first, first + STORIES)]
    # A third of the stories goes on: the highest version must win, whatever was done twice in between.
    copies += [copy(n, "UPDATE 1-", "More was said.") for n in range(first, first + STORIES, 3)]
    folder = world.deployment.directory / f"round-{number}"
    folder.mkdir(exist_ok=True)
    for place, value in enumerate(copies):
        (folder / f"{place:04d}.txt").write_bytes(value)
    producer = produce(world.deployment, folder)
    for crash in planned.crashes:
        time.sleep(crash.after)
        world.kill(crash.victim, producer, luck)
        time.sleep(crash.down)
        world.revive()
    while producer.wait() != 0:
        world.revive()
        producer = produce(world.deployment, folder)
    hold(world.deployment, copies, since, world.revive)
    return planned


def produce(deployment: Deployment, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", "produce", str(folder), "--source", "faults"]
    with (deployment.directory / "produce.log").open("ab") as log:
        return subprocess.Popen(command, env=deployment.environment, stdout=log, stderr=log)


def workers_of(pid: int) -> list[int]:
    """The spawned worker processes of an enricher, from /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            spawned = b"spawn_main" in (stat.parent / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid and spawned:
            found.append(int(stat.parent.name))
    return sorted(found)


def kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
