"""An Elasticsearch with TLS and keys: who is not let in says so at once, and a key that is lost costs no story."""

from __future__ import annotations

import pytest

from pipeline import ledger
from tests.faults.front import Front
from tests.faults.oracle import copy, hold
from tests.security.certificates import Authority
from tests.security.house import House, refused_after_one_try, until

PATHS = {
    "index": ("index", "run", "index"),
    "search": ("search", "run", "search"),
    "create": ("operator", "index", "create"),
    "ask": ("search", "search", "Norway"),
    "reindex": ("operator", "reindex"),
}
FAULTS = {
    "key": ("elasticsearch.api_key", "WIRE_ELASTICSEARCH__API_KEY"),
    "CA": ("elasticsearch.ca_file", "name the PEM file"),
    "expired": ("elasticsearch.hosts", "has expired"),
    "name": ("elasticsearch.hosts", "another name"),
}

TURNS = ("expired", "name", "CA", "key", "key")


@pytest.mark.parametrize(("path", "fault"), zip(PATHS, TURNS, strict=True))
def test_whoever_is_not_let_in_says_so_after_one_try(
    secured: House, expired_front: Front, stranger: Authority, path: str, fault: str
) -> None:
    target = expired_front if fault == "expired" else secured.front
    wrong = {
        "key": {"WIRE_ELASTICSEARCH__API_KEY": "not-the-key"},
        "CA": {"WIRE_ELASTICSEARCH__CA_FILE": str(stranger.certificate)},
    }
    sentence = refused_after_one_try(secured, PATHS[path], ("WIRE_ELASTICSEARCH__HOSTS", target.address), fault, wrong)
    key, fix = FAULTS[fault]
    assert sentence.startswith(f"wire: {key}: ")
    assert fix in sentence
    assert "not-the-key" not in sentence


def test_a_key_that_is_lost_is_waited_for(flowed: House) -> None:
    since, before = flowed.operator.mark(), flowed.front.refused
    assert flowed.front.keys
    key = flowed.secrets["WIRE_ELASTICSEARCH__API_KEY of index"]
    flowed.front.keys.discard(key)
    try:
        sent = [copy(830_000 + number) for number in range(4)]
        flowed.operator.send(sent)
        until(lambda: flowed.front.refused >= before + 2)
        assert ledger.index_lag(flowed.operator.settings, flowed.operator.topics) > 0
    finally:
        flowed.front.keys.add(key)
    accounts = hold(flowed.operator, sent, since)
    assert not any(account.dead for account in accounts.values())
    # Each failure waits twice as long as the one before.
    assert flowed.front.refused - before < 30
    assert "WIRE_ELASTICSEARCH__API_KEY" in flowed.operator.log("index")
