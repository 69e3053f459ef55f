"""A Kafka that asks for names and rights: with them all works, without one nothing starts, and it is said why."""

from __future__ import annotations

import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from kafka.admin import ACL

from pipeline.errors import BadSetting
from pipeline.settings import ROOT
from pipeline.transport import rights
from tests.deployment import PATIENCE
from tests.faults.oracle import copy, hold
from tests.security import broker
from tests.security.certificates import Authority
from tests.security.house import House, refused_after_one_try, until

SERVICES = ("collect", "enrich", "index")
RIGHTS = [right for right in broker.rights() if right.principal.removeprefix("User:wire-") in SERVICES]
PATHS = {
    "produce": ("collect", "produce", str(ROOT / "README.md")),
    "collect": ("collect", "run", "collect"),
    "enrich": ("enrich", "run", "enrich"),
    "index": ("index", "run", "index"),
    "check": ("operator", "topics", "check"),
    "create": ("operator", "topics", "create"),
    "dead": ("operator", "dead", "show", "wire.raw.dead/0/0"),
    "reindex": ("operator", "reindex"),
}
FAULTS = {
    "password": ("kafka.sasl_password", "WIRE_KAFKA__SASL_PASSWORD"),
    "CA": ("kafka.ssl_ca_file", "name the PEM file"),
    "expired": ("kafka.bootstrap_servers", "has expired"),
    "name": ("kafka.bootstrap_servers", "another name"),
}
TURNS = ("name", "password", "expired", "CA", "password", "CA", "expired", "name")


def name_of(right: ACL) -> str:
    part = right.principal.removeprefix("User:wire-")
    return f"{part}-{right.operation.name}-{right.resource_pattern.resource_name}"


@contextmanager
def without(house: House, right: ACL) -> Iterator[None]:
    house.broker.change([right], granted=False)
    try:
        yield
    finally:
        house.broker.change([right], granted=True)


@pytest.mark.parametrize(("path", "fault"), zip(PATHS, TURNS, strict=True))
def test_whoever_is_not_let_in_says_so_after_one_try(
    secured: House, stranger: Authority, path: str, fault: str
) -> None:
    target = secured.broker.expired if fault == "expired" else secured.broker.server.address
    wrong = {
        "password": {"WIRE_KAFKA__SASL_PASSWORD": "not-the-password"},
        "CA": {"WIRE_KAFKA__SSL_CA_FILE": str(stranger.certificate)},
    }
    server = "WIRE_KAFKA__BOOTSTRAP_SERVERS", target
    sentence = refused_after_one_try(secured, PATHS[path], server, fault, wrong)
    key, fix = FAULTS[fault]
    assert sentence.startswith(f"wire: {key}: ")
    assert fix in sentence
    assert "not-the-password" not in sentence


@pytest.mark.parametrize("right", RIGHTS, ids=name_of)
def test_no_right_of_a_service_can_be_spared(quiet: House, right: ACL) -> None:
    """Each line of `deploy/kafka-acls.sh`: with it the service may start, without it a sentence names what to grant."""
    part = right.principal.removeprefix("User:wire-")
    kafka = quiet.broker.settings(f"wire-{part}")
    service: rights.Service = part
    assert rights.require(kafka, quiet.operator.topics, service)
    with without(quiet, right), pytest.raises(BadSetting, match="kafka-acls") as refused:
        rights.require(kafka, quiet.operator.topics, service)
    assert right.resource_pattern.resource_name in str(refused.value)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_without_a_right_does_not_start(quiet: House, service: str) -> None:
    (right, *_) = (one for one in RIGHTS if name_of(one).startswith(service) and "CONFIGS" not in name_of(one))
    with without(quiet, right):
        sentence = quiet.refused(service, "run", service)
    assert right.resource_pattern.resource_name in sentence
    assert "deploy/kafka-acls.sh" in sentence


def test_a_user_without_any_right_sees_nothing(secured: House) -> None:
    done = secured.wire("search", "topics", "check")
    assert done.returncode == 2
    assert done.stdout.count("may not see it") == len(secured.operator.topics)


def test_with_its_rights_every_part_does_its_work(flowed: House) -> None:
    assert flowed.wire("operator", "dead", "list").returncode == 0
    assert flowed.wire("operator", "reindex").returncode == 0
    found = flowed.wire("search", "search", "Norway")
    assert found.returncode == 0
    assert "Harbour council" in found.stdout


@pytest.mark.parametrize(
    ("service", "right"), [("enrich", "enrich-WRITE-wire.enriched"), ("index", "index-READ-wire.index")]
)
def test_a_right_taken_from_a_running_service_ends_it_and_loses_nothing(
    flowed: House, service: str, right: str
) -> None:
    since = flowed.operator.mark()
    sent = [copy(810_000 + 10 * SERVICES.index(service) + number) for number in range(4)]
    (taken,) = (one for one in RIGHTS if name_of(one) == right)
    process = flowed.operator.processes[service]
    with without(flowed, taken):
        flowed.operator.send(sent)
        assert process.wait(PATIENCE) == 3
    last = flowed.operator.log(service).splitlines()[-1]
    assert last.startswith("wire: ")
    assert "AuthorizationFailedError" in last
    assert "deploy/kafka-acls.sh" in last
    flowed.of(service).start(service)
    hold(flowed.operator, sent, since)


def test_collect_takes_copy_from_who_has_the_token(flowed: House) -> None:
    collect = flowed.of("collect")
    collect.start("collect")
    address = f"http://127.0.0.1:{collect.environment['WIRE_COLLECT__PORT']}/stories?source=secure"
    until(lambda: "listening" in collect.log("collect"))

    def post(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/plain"}
        try:
            with urllib.request.urlopen(urllib.request.Request(address, copy(820_000), headers)) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert post("no-token") == 401
    assert post(flowed.secrets["WIRE_COLLECT__TOKEN of collect"]) == 202
    assert collect.end("collect", signal.SIGTERM) == 0
