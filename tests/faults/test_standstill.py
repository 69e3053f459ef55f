"""A service whose offsets don't move while there is something to read ends, and says so."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import pytest

from pipeline import ledger
from pipeline.errors import EXIT_STOPPED
from tests.backends.real import RealServer
from tests.deployment import Deployment, deploy
from tests.faults.front import Front
from tests.faults.oracle import copy, hold

PATIENCE = {
    "WIRE_ENRICH__WORKERS": "1",
    "WIRE_ENRICH__BATCH": "1",
    "WIRE_ENRICH__STORY_TIMEOUT_SECONDS": "2",
    "WIRE_ENRICH__UNAVAILABLE_SECONDS": "3",
    "WIRE_ELASTICSEARCH__TIMEOUT_SECONDS": "3",
}
"""Seven seconds for the enricher, six for the sink."""


@pytest.fixture
def hasty(real_kafka: RealServer, front: Front, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    directory = tmp_path_factory.mktemp("hasty")
    made = deploy("hasty", real_kafka.address, front.address, directory, PATIENCE)
    try:
        yield made
    finally:
        made.end_all()


def test_services_whose_commits_are_frozen_end(hasty: Deployment) -> None:
    hasty.send([copy(600_000 + number) for number in range(5)])
    for service in ("enrich", "index"):
        hasty.start(service, "tests.faults.frozen")
    codes = {service: process.wait(100) for service, process in hasty.processes.items()}
    said = {service: hasty.log(service).rstrip().rpartition("\n")[2] for service in codes}
    assert codes == dict.fromkeys(codes, EXIT_STOPPED)
    for service, role in (("enrich", "raw"), ("index", "enriched")):
        assert said[service].startswith("wire: nothing has moved for ")
        assert f"of {hasty.topics[role].name}, with " in said[service]  # type: ignore[index]


@pytest.mark.long
def test_an_elasticsearch_that_is_away_for_long_is_no_standstill(hasty: Deployment, front: Front) -> None:
    since = hasty.mark()
    sent = [copy(601_000 + number) for number in range(5)]
    for service in ("enrich", "index"):
        hasty.start(service)
    front.mood = "unavailable"
    try:
        hasty.wait_through(hasty.send(sent), 5)
        time.sleep(60)
        assert ledger.index_lag(hasty.settings, hasty.topics) == 5
    finally:
        front.mood = "pass"
    assert not any(account.dead for account in hold(hasty, sent, since).values())
    assert hasty.end("index", signal.SIGTERM) == 0
