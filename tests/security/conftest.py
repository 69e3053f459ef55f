"""One secure broker, one front with TLS and keys, and one deployment on both, for all tests of this folder."""

from __future__ import annotations

import json
import signal
import ssl
from collections.abc import Iterator

import pytest

from pipeline.settings import ROOT
from tests.backends.real import RealServer
from tests.faults import front
from tests.faults.oracle import copy, hold
from tests.security import broker, house
from tests.security.certificates import LONG_AGO, Authority, authority

SEEDS = ("01-diplomacy-scraped.txt", "03-ferry-update1.txt", "04-ferry-update2.txt", "20-broken-picture.txt")
"""Two stories, one of them in two versions, and a dead letter."""


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The CA that has signed the servers' certificates."""
    return authority(tmp_path_factory.mktemp("certificates") / "ours")


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A CA that has signed none of them."""
    return authority(tmp_path_factory.mktemp("certificates") / "stranger")


@pytest.fixture(scope="session")
def secure_kafka(java: None, ours: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[broker.Broker]:
    """With the rights of `deploy/kafka-acls.sh`."""
    made = broker.start(tmp_path_factory.mktemp("kafka"), ours)
    made.change(broker.rights(), granted=True)
    yield made
    made.server.kill()


@pytest.fixture(scope="session")
def secure_front(real_elasticsearch: RealServer, ours: Authority) -> Iterator[front.Front]:
    """Before the real Elasticsearch, which has no TLS and no keys of its own."""
    with front.standing(real_elasticsearch.address, _context(ours, "front"), set()) as made:
        yield made


@pytest.fixture(scope="session")
def expired_front(real_elasticsearch: RealServer, ours: Authority) -> Iterator[front.Front]:
    with front.standing(real_elasticsearch.address, _context(ours, "old-front", LONG_AGO), set()) as made:
        yield made


@pytest.fixture(scope="session")
def secured(
    secure_kafka: broker.Broker,
    secure_front: front.Front,
    ours: Authority,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[house.House]:
    made = house.build(tmp_path_factory.mktemp("secured"), secure_kafka, secure_front, ours.certificate)
    yield made
    made.operator.end_all()


@pytest.fixture
def quiet(secured: house.House) -> house.House:
    """No service runs: rights may be taken from its user for a moment."""
    for service in list(secured.operator.processes):
        secured.operator.end(service, signal.SIGTERM)
    return secured


@pytest.fixture
def flowed(full: house.House) -> house.House:
    """The services run, and something has gone all the way."""
    full.start_missing()
    return full


@pytest.fixture(scope="session")
def full(secured: house.House) -> house.House:
    """The seeds and some stories have gone all the way, each service as its own user."""
    since = secured.operator.mark()
    sent = [copy(800_000 + number) for number in range(5)]
    secured.start_missing()
    seeds = [str(ROOT / "seeds" / "stories" / name) for name in SEEDS]
    done = secured.wire("collect", "produce", *seeds, "--source", "secure", "--json")
    assert json.loads(done.stdout)["sent"] == len(seeds)
    secured.operator.send(sent)
    hold(secured.operator, sent, since)
    return secured


def _context(ours: Authority, name: str, *valid: tuple[str, str]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ours.issue(name, "IP:127.0.0.1", *valid))
    return context
