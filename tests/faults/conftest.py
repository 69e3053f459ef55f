"""One deployment for the faults that leave the servers standing; Elasticsearch is reached through the front."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backends.real import RealServer
from tests.deployment import Deployment, deploy
from tests.faults.front import Front, standing
from tests.faults.oracle import copy

HERE = Path(__file__).resolve().parent
POISONED = {
    "PYTHONPATH": os.pathsep.join((str(HERE / "poison"), str(HERE.parents[1]))),
    "WIRE_ENRICH__MODEL": "en_core_web_poison",
    "WIRE_ENRICH__STORY_TIMEOUT_SECONDS": "6",
    "WIRE_ENRICH__BREAKER_FAILURES": "3",
}


@pytest.fixture(scope="session")
def front(real_elasticsearch: RealServer) -> Iterator[Front]:
    with standing(real_elasticsearch.address) as made:
        yield made


@pytest.fixture(scope="session")
def house(real_kafka: RealServer, front: Front, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Topics, indices and both services, with a model that the poison stories hurt."""
    directory = tmp_path_factory.mktemp("faults")
    made = deploy("faults", real_kafka.address, front.address, directory, POISONED)
    try:
        for service in ("enrich", "index"):
            made.start(service)
        # What a test changes on the servers must not meet a service that still looks them over.
        made.settle(made.send([copy(1)]), {})
        yield made
    finally:
        made.end_all()
