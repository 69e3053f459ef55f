"""What is away is waited for; what is refused for good is a dead letter; nothing is committed past either."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from kafka.admin import ConfigResource, ConfigResourceType

from pipeline import ledger
from pipeline.errors import EXIT_STOPPED
from pipeline.topics import TopicRole
from pipeline.transport.kafka import connect_admin, connect_producer, read_to_end
from pipeline.transport.records import raw_headers, raw_story
from tests.backends.real import RealServer
from tests.deployment import PATIENCE, Deployment
from tests.faults.front import Front, Mood
from tests.faults.oracle import accepted, copy, hold, settle

numbers = itertools.count(500_000)
MOODS: tuple[Mood, ...] = tuple(mood for mood in get_args(Mood) if mood != "pass")


def stories(count: int = 20) -> list[bytes]:
    return [copy(next(numbers)) for _ in range(count)]


def until(done: Callable[[], bool], house: Deployment) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "it never came to that"
        house.check_alive()
        time.sleep(0.2)


def ended(house: Deployment, service: str) -> str:
    """The last line of a service that ends itself."""
    assert house.processes[service].wait(PATIENCE) == EXIT_STOPPED
    del house.processes[service]
    return house.log(service).rstrip().rpartition("\n")[2]


def set_topic(house: Deployment, name: str, **configs: Any) -> None:
    said = {key.replace("_", "."): str(value) for key, value in configs.items()}
    with connect_admin(house.settings.kafka) as admin:
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, said)])


@pytest.mark.parametrize("mood", MOODS)
def test_an_elasticsearch_that_misbehaves_is_waited_for(house: Deployment, front: Front, mood: Mood) -> None:
    since, spoiled = house.mark(), front.spoiled
    front.mood = mood
    try:
        sent = stories()
        house.send(sent)
        until(lambda: front.spoiled >= spoiled + 2, house)
        assert ledger.index_lag(house.settings, house.topics) > 0
    finally:
        front.mood = "pass"
    accounts = hold(house, sent, since)
    assert not any(account.dead for account in accounts.values())


def test_a_full_disk_makes_no_dead_letters(house: Deployment, front: Front) -> None:
    since, seen = house.mark(), house.log("index").count("elasticsearch_away")
    names = house.settings.elasticsearch
    block = {"index.blocks.read_only_allow_delete": True}
    house.client.indices.put_settings(index=[names.stories, names.versions], settings=block)
    try:
        sent = stories()
        house.send(sent)
        until(lambda: house.log("index").count("elasticsearch_away") > seen, house)
        assert ledger.index_lag(house.settings, house.topics) > 0
    finally:
        lifted = {"index.blocks.read_only_allow_delete": None}
        house.client.indices.put_settings(index=[names.stories, names.versions], settings=lifted)
    assert not any(account.dead for account in hold(house, sent, since).values())


def test_a_broker_that_hangs_is_waited_for(house: Deployment, real_kafka: RealServer) -> None:
    """It holds its connections and answers nothing, for longer than a session: the same processes go on afterwards."""
    since = house.mark()
    sent = stories(150)
    house.wait_through(house.send(sent), 10)
    assert real_kafka.process
    os.killpg(real_kafka.process.pid, signal.SIGSTOP)
    try:
        time.sleep(1.5 * house.settings.kafka.session_timeout_seconds)
    finally:
        os.killpg(real_kafka.process.pid, signal.SIGCONT)
    assert not any(account.dead for account in hold(house, sent, since).values())


def test_an_enriched_story_that_the_broker_refuses_for_its_size_is_a_dead_letter(house: Deployment) -> None:
    since = house.mark()
    spec = house.topics["enriched"]
    set_topic(house, spec.name, cleanup_policy=spec.cleanup, max_message_bytes=40_000)
    try:
        body = " ".join(f"Reporter {n} said quay {n} stays open." for n in range(2000))
        large = copy(next(numbers), body=body)
        sent = [*stories(5), large, *stories(5)]
        house.send(sent)
        accounts = hold(house, sent, since)
    finally:
        set_topic(house, spec.name, cleanup_policy=spec.cleanup, max_message_bytes=spec.max_bytes)
    dead = [letter for account in accounts.values() for letter in account.dead]
    assert [(letter.code, letter.record.value) for letter in dead] == [("oversize_enriched", large)]


def test_services_that_join_and_leave_while_busy_lose_and_double_nothing(house: Deployment) -> None:
    since, services = house.mark(), ("enrich", "index")
    directory = house.directory / "second"
    directory.mkdir()
    second = Deployment("second", house.environment, directory, house.settings, house.topics, house.client)
    more = (copy(next(numbers)) for _ in itertools.count())
    try:
        with house.trickle(more, house.send(stories(40))):
            for service in services:
                second.start(service)
            until(lambda: all("event='partitions_assigned' count=2" in second.log(s) for s in services), house)
            assert [second.end(service, signal.SIGTERM) for service in services] == [0, 0]
    finally:
        for service in list(second.processes):
            second.end(service, signal.SIGKILL)
    hold(house, list(accepted(house, since).values()), since)


BINARY = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 4
NO_STORY = b'{"schema": "story/9", "why": "' + b"x" * 1000 + b'"}'


@pytest.mark.parametrize(
    ("service", "role", "dead_role", "bad"),
    [("enrich", "raw", "raw_dead", BINARY), ("index", "enriched", "enriched_dead", NO_STORY)],
)
def test_a_dead_letter_that_cannot_be_written_stops_the_service(
    house: Deployment, service: str, role: TopicRole, dead_role: TopicRole, bad: bytes
) -> None:
    since, spec = house.mark(), house.topics[dead_role]
    configs: dict[str, Any] = {"cleanup_policy": spec.cleanup, "max_message_bytes": spec.max_bytes}
    if spec.retention_hours:
        configs["retention_ms"] = spec.retention_hours * 3_600_000
    set_topic(house, spec.name, **{**configs, "max_message_bytes": 300})
    try:
        producer = connect_producer(house.settings.kafka, 100_000)
        headers = raw_headers(raw_story(bad, source="faults", received_at=datetime.now(UTC)))
        producer.send(house.topics[role].name, bad, b"x/1", headers).get(timeout=30)
        producer.close()
        assert "a dead letter" in ended(house, service)
    finally:
        set_topic(house, spec.name, **configs)
    house.start(service)
    settle(house, list(accepted(house, since)), since, house.check_alive)
    letters = list(read_to_end(house.settings.kafka, [spec.name], spec.max_bytes, since))
    assert [letter.value for letter in letters] == [bad]
