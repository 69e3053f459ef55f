"""Dead letters go back untouched, once, and leave the list, with the services running. On real servers alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.story import Failure
from pipeline.transport.dead import dead_letter, replay_headers
from pipeline.transport.kafka import Marks, connect_producer, read_to_end
from pipeline.transport.letters import letter_at, letters
from pipeline.transport.records import Record
from tests.deployment import Deployment

pytestmark = [pytest.mark.real, pytest.mark.parametrize("deployment", ["real"], indirect=True)]


def copy(number: int) -> bytes:
    return f"Ferry {number} is late\n\nOSLO, March 3 (Reuters) - Ferry {number} of Norway came late.\n".encode()


def bury(deployment: Deployment, copies: list[bytes], release: str) -> list[Record]:
    """Letters as a release of old would have left them, two for each record, as after a crash between send and ack."""
    raw = deployment.topics["raw"].name
    headers = [("source", b"ferry"), ("uri", b"a\xff")]
    producer = connect_producer(deployment.settings.kafka, 5_000_000)
    sent = [(copy, producer.send(raw, copy, b"key", headers).get(timeout=30)) for copy in copies]
    records = [Record(raw, at.partition, at.offset, b"key", copy, headers) for copy, at in sent]
    failure = Failure(stage="decode", code="bug", reason="KeyError while decoding")
    for record in (*records, *records):
        said = dead_letter(record, failure, datetime.now(UTC))
        said = [(name, release.encode() if name == "dead-release" else value) for name, value in said]
        producer.send(deployment.topics["raw_dead"].name, record.value, record.key, said)
    producer.flush()
    producer.close()
    return records


def replayed_since(deployment: Deployment, since: Marks) -> list[Record]:
    spec = deployment.topics["raw"]
    found = read_to_end(deployment.settings.kafka, [spec.name], spec.max_bytes, since)
    return [record for record in found if "dead-replays" in dict(record.headers)]


def listed(deployment: Deployment, *filters: str) -> list[dict[str, str]]:
    done = deployment.wire("dead", "list", "--json", *filters)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_what_failed_in_an_old_release_goes_back_once_and_is_indexed(deployment: Deployment) -> None:
    since = deployment.mark()
    records = bury(deployment, [copy(number) for number in range(20)], "0.0.1")
    assert len(listed(deployment, "--release", "0.0.1", "--stage", "decode", "--code", "bug")) == 40
    assert listed(deployment, "--release", "0.0.1", "--until", "2001-01-01") == []
    done = deployment.wire("dead", "replay", "--release", "0.0.1")
    assert (done.returncode, done.stdout) == (0, "20 sent and confirmed\n"), done.stderr
    assert "replaying" in done.stderr
    sent = replayed_since(deployment, since)
    assert sorted(record.value for record in sent) == sorted(record.value for record in records)
    for record in sent:
        assert record.key == b"key"
        assert list(record.headers[:2]) == [("source", b"ferry"), ("uri", b"a\xff")]
        assert dict(record.headers)["dead-attempt"] == b"1"
    places = [(record.partition, record.offset) for record in sent]
    accounts = deployment.settle(places, since)
    assert all(account.balanced and all(account.indexed) for account in accounts.values())
    assert listed(deployment, "--release", "0.0.1") == []
    again = deployment.wire("dead", "replay", "--release", "0.0.1")
    assert (again.returncode, again.stdout) == (0, "no dead letter matches: nothing was sent\n")
    assert len(replayed_since(deployment, since)) == len(records)


def test_a_replay_that_was_cut_off_before_its_marks_sends_nothing_twice(deployment: Deployment) -> None:
    since = deployment.mark()
    bury(deployment, [copy(number) for number in range(100, 105)], "0.0.2")
    found = [letter for letter in letters(deployment.settings) if letter.release == "0.0.2"]
    producer = connect_producer(deployment.settings.kafka, 1_000_000)
    for letter in found[:3]:
        headers, partition = replay_headers(letter), letter.place[0]
        producer.send(letter.topic, letter.record.value, letter.record.key, headers, partition=partition)
    producer.flush()
    producer.close()
    done = deployment.wire("dead", "replay", "--release", "0.0.2")
    assert done.stdout == "2 sent and confirmed, 3 had been sent by a replay that was cut off\n", done.stderr
    assert sorted(record.value for record in replayed_since(deployment, since)) == sorted(map(copy, range(100, 105)))


def test_what_fails_again_is_a_letter_of_its_own_that_counts(deployment: Deployment) -> None:
    since = deployment.mark()
    place = deployment.send([b"\xff\xd8\xff\xe0\x00\x10JFIF\x00again" + bytes(range(256))])[0]
    letter = deployment.settle([place], since)[place].dead[0]
    day = letter.at[:10]
    assert deployment.wire("dead", "replay", "--code", "binary", "--since", day).returncode == 0
    replayed = [(record.partition, record.offset) for record in replayed_since(deployment, since)]
    deployment.settle(replayed, since)
    mine = [fields for fields in listed(deployment, "--code", "binary") if fields["sha256"] == sha256_of(letter.record)]
    assert [fields["dead-attempt"] for fields in mine] == ["2"]
    # A resolved letter is still shown by its place.
    assert letter_at(deployment.settings, letter.where).record == letter.record


def sha256_of(record: Record) -> str:
    return dict(record.headers)["sha256"].decode()


def test_a_letter_from_no_topic_of_ours_stays(deployment: Deployment) -> None:
    record = Record("somebody.elses", 0, 0, b"key", b"copy", [])
    headers = dead_letter(record, Failure(stage="mirror", code="bug", reason="not ours"), datetime.now(UTC))
    producer = connect_producer(deployment.settings.kafka, 1_000_000)
    producer.send(deployment.topics["raw_dead"].name, b"copy", b"key", headers).get(timeout=30)
    producer.close()
    done = deployment.wire("dead", "replay", "--stage", "mirror")
    assert done.returncode == 1
    assert "came from no topic" in done.stderr
    assert len(listed(deployment, "--stage", "mirror")) == 1
