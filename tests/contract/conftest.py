"""One deployment of the flow, on the embedded backends and on real servers, for the same suite."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from pipeline.transport import embedded
from tests.backends.real import RealServer
from tests.deployment import Deployment, deploy


@pytest.fixture(scope="session", params=["embedded", pytest.param("real", marks=pytest.mark.real)])
def deployment(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Topics, indices and the two services of the flow, running."""
    directory = tmp_path_factory.mktemp(f"deployment-{request.param}")
    with contextlib.ExitStack() as stack:
        if request.param == "embedded":
            addresses = stack.enter_context(embedded.running(directory))
            kafka, elasticsearch = addresses.kafka, addresses.elasticsearch
        else:
            server: RealServer = request.getfixturevalue("real_kafka")
            index: RealServer = request.getfixturevalue("real_elasticsearch")
            kafka, elasticsearch = server.address, index.address
        running = deploy(request.param, kafka, elasticsearch, directory)
        stack.callback(running.end_all)
        for service in ("enrich", "index"):
            running.start(service)
        yield running
