"""One deployment for the faults that leave the servers standing; Elasticsearch is reached through the front."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.backends.real import RealServer
from tests.deployment import Deployment, deploy
from tests.faults.front import Front, standing


@pytest.fixture(scope="module")
def front(real_elasticsearch: RealServer) -> Iterator[Front]:
    with standing(real_elasticsearch.address) as made:
        yield made


@pytest.fixture(scope="module")
def house(real_kafka: RealServer, front: Front, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Topics, indices and both services."""
    directory = tmp_path_factory.mktemp("faults")
    made = deploy("faults", real_kafka.address, front.address, directory)
    try:
        for service in ("enrich", "index"):
            made.start(service)
        yield made
    finally:
        made.end_all()
