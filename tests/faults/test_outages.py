"""What is away is waited for; what is refused for good is a dead letter; nothing is committed past either."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Callable
from typing import Any, get_args

import pytest
from kafka.admin import ConfigResource, ConfigResourceType

from pipeline import ledger
from pipeline.transport.kafka import connect_admin
from tests.backends.real import RealServer
from tests.deployment import PATIENCE, Deployment
from tests.faults.front import Front, Mood
from tests.faults.oracle import copy, hold

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
