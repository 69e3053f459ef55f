"""What was sent, held against what is there: computed from the copy alone, not from what the services wrote."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from pipeline import ledger
from pipeline.decode.guard import decode_guarded
from pipeline.ledger import Account, Place
from pipeline.story import Story
from pipeline.transport.kafka import Marks, read_to_end
from pipeline.transport.records import raw_story
from tests.deployment import PATIENCE, Deployment


def copy(number: int, tag: str = "", body: str = "") -> bytes:
    """A short story of our own; `number` makes it a story of its own, `tag` and `body` a version of it."""
    usn = f"\nnL5N{number:06d}\n"
    return (
        f"{tag}Harbour council number {number} votes on new quay\n\n"
        f"OSLO, March {number % 28 + 1} (Reuters) - Norway accused Sweden of blocking quay {number} on Monday.\n\n"
        f"The council of harbour {number} meets again in two weeks. {body}\n{usn}"
    ).encode()


def accepted(deployment: Deployment, since: Marks) -> dict[Place, bytes]:
    """Every raw record that the broker holds since the mark: also what a killed producer never heard confirmed."""
    topic = deployment.topics["raw"]
    found = read_to_end(deployment.settings.kafka, [topic.name], topic.max_bytes, since)
    return {(record.partition, record.offset): record.value for record in found}


def settle(
    deployment: Deployment, places: Sequence[Place], since: Marks, alive: Callable[[], None]
) -> dict[Place, Account]:
    """Wait until everything is through, whatever `alive` has to start again meanwhile."""
    ledger.wait_settled(deployment.settings, deployment.topics, places, lambda _: None, PATIENCE, alive)
    return ledger.account(deployment.settings, deployment.topics, deployment.client, places, since)


def hold(
    deployment: Deployment, sent: Sequence[bytes], since: Marks, alive: Callable[[], None] | None = None
) -> dict[Place, Account]:
    """The law over everything sent since the mark. Each copy must be on the raw topic, each record must have one end,
    and the index must hold of each story the highest version that did not become a dead letter, once."""
    records = accepted(deployment, since)
    missing = set(sent) - set(records.values())
    assert not missing, f"{len(missing)} of {len(sent)} copies never reached the raw topic"
    accounts = settle(deployment, list(records), since, alive or deployment.check_alive)
    wrong = {place: accounts[place] for place in records if not accounts[place].balanced}
    assert not wrong, f"{len(wrong)} of {len(records)} records have no single end: {list(wrong.items())[:2]}"
    buried = {records[place] for place in records if accounts[place].dead}
    heads, keys = expected([value for value in records.values() if value not in buried])
    names = deployment.settings.elasticsearch
    assert versions(deployment, names.stories, set(heads)) == heads
    assert set(versions(deployment, names.versions, keys)) == keys
    return accounts


def expected(copies: Sequence[bytes]) -> tuple[dict[str, int], set[str]]:
    """The highest version of each story, and the key of each version, by decoding alone."""
    heads: dict[str, int] = {}
    keys: set[str] = set()
    for value in copies:
        raw = raw_story(value, source="faults", received_at=datetime.now(UTC))
        for part in decode_guarded(raw, {}, time.perf_counter):
            if isinstance(part, Story):
                heads[part.id] = max(heads.get(part.id, 0), part.version)
                keys.add(f"{part.id}/{part.version}")
    return heads, keys


def versions(deployment: Deployment, index: str, ids: set[str]) -> dict[str, int]:
    """The version of each document that is there."""
    deployment.client.indices.refresh(index=index)
    if not ids:
        return {}
    answer = deployment.client.mget(index=index, ids=sorted(ids), source=["version"])
    return {doc["_id"]: doc["_source"]["version"] for doc in answer["docs"] if doc.get("found")}
