"""`kill -9` of everything at random moments: five rounds here, fifty with `make faults`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import get_args

import pytest

from pipeline.errors import EXIT_STOPPED
from tests.faults.crashes import World, build, one_round, workers_of
from tests.faults.plan import Victim, plan

ROUNDS = 5
SEED = 7


@pytest.fixture(scope="module")
def world(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Servers of its own: a broker that is killed under everybody else's tests would be no fault of theirs."""
    made = build(tmp_path_factory.mktemp("crashes"))
    yield made
    made.close()


def test_a_plan_is_given_by_its_number_and_five_of_them_meet_every_victim() -> None:
    plans = [plan(SEED, number) for number in range(ROUNDS)]
    assert plans == [plan(SEED, number) for number in range(ROUNDS)]
    assert {crash.victim for one in plans for crash in one.crashes} == set(get_args(Victim))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_is_lost_or_doubled_whatever_is_killed(world: World, number: int) -> None:
    one_round(world, SEED, number)


def test_an_enricher_whose_broker_leaves_while_it_starts_says_so(world: World) -> None:
    """Between the check of the topics and the first connection its workers load their model."""
    world.deployment.end("enrich", 9)
    world.deployment.start("enrich")
    process = world.deployment.processes["enrich"]
    while not workers_of(process.pid):
        assert process.poll() is None
        time.sleep(0.05)
    world.kafka.kill()
    said = len(world.deployment.log("enrich"))
    assert process.wait(120) == EXIT_STOPPED
    log = world.deployment.log("enrich")[said:]
    assert "Kafka left while the enricher started" in log
    assert "Traceback" not in log
    world.revive()
