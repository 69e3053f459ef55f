"""The search page of a deployment that holds every seed story."""

from __future__ import annotations

import contextlib
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.transport import embedded
from tests.deployment import deploy

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "stories"


@pytest.fixture(scope="module")
def search_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("browser")
    with contextlib.ExitStack() as stack:
        addresses = stack.enter_context(embedded.running(directory))
        running = deploy("browser", addresses.kafka, addresses.elasticsearch, directory)
        stack.callback(running.end_all)
        port = embedded.free_ports(1)[0]
        running.environment["WIRE_SEARCH__PORT"] = str(port)
        for service in ("enrich", "index", "search"):
            running.start(service)
        since = running.mark()
        running.settle(running.send([path.read_bytes() for path in sorted(SEEDS.iterdir())]), since)
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while True:
            running.check_alive()
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/health", timeout=5):
                break
            assert time.monotonic() < deadline, running.log("search")[-2000:]
            time.sleep(0.2)
        yield url
