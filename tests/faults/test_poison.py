"""A story that hangs, crashes or fills its worker is the only one that suffers, until the fault is plainly ours."""

from __future__ import annotations

import itertools

from tests.deployment import Deployment
from tests.faults.oracle import copy, hold
from tests.faults.test_outages import ended

numbers = itertools.count(800_000)
CODES = {"POISONHANG": "timeout", "POISONCRASH": "worker_died", "POISONMEMORY": "worker_died"}


def test_only_poison_stories_become_dead_letters_and_their_source_stops_nobody(house: Deployment) -> None:
    """They stand before all others: Faust, left alone, would commit past one unacked offset."""
    since = house.mark()
    bad = {copy(next(numbers), body=poison): code for poison, code in CODES.items()}
    good = [copy(next(numbers)) for _ in range(30)]
    house.send(list(bad), source="rotten")
    house.send(good)
    accounts = hold(house, [*bad, *good], since)
    assert {letter.record.value: letter.code for account in accounts.values() for letter in account.dead} == bad
    assert "event='rotten_source' source='rotten'" in house.log("enrich")


def test_poison_from_several_sources_stops_the_service_with_nothing_committed_past_it(house: Deployment) -> None:
    """The breaker has seen the three of the test above."""
    since = house.mark()
    sent = [copy(next(numbers), body="POISONCRASH"), *(copy(next(numbers)) for _ in range(5))]
    house.send(sent, source="other")
    assert "two or more sources: the fault is ours" in ended(house, "enrich")
    # Mended: the same records, without the part of the model that they hurt.
    house.environment["WIRE_ENRICH__MODEL"] = "auto"
    house.start("enrich")
    assert not any(account.dead for account in hold(house, sent, since).values())
