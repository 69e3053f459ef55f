"""Where the ways in meet: what is confirmed is counted and heard, what is not is said once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from kafka.errors import KafkaError, KafkaTimeoutError
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from pipeline.collect.intake import Intake
from pipeline.collect.limits import Limits
from pipeline.collect.sender import Confirmed, Sender
from pipeline.collect.silence import Silence
from pipeline.story import RawStory
from pipeline.supplier import Supplier
from pipeline.transport.records import raw_story
from tests.unit.collect.fakes import TOPIC, Broker, an_intake

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def raw(value: bytes, source: str = "ap") -> RawStory:
    return raw_story(value, source=source, received_at=NOW)


def away(_: bytes) -> KafkaError:
    return KafkaTimeoutError("away")


def test_a_source_is_heard_when_a_piece_of_it_is_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    broker = Broker(away)
    silence = Silence({"ap": 1}, now=0)
    intake = Intake(Sender(broker.connect, TOPIC), Limits(100, {"ap": Supplier()}), silence, threading.Event())
    monkeypatch.setattr("pipeline.collect.intake.time.monotonic", lambda: 100.0)
    with capture_logs() as logs:
        intake.send("ap", "http", [raw(b"a")])
        silence.look(100)
        broker.refuses = lambda _: None
        intake.send("other", "http", [raw(b"a", "other")])
        silence.look(100)
        intake.send("ap", "http", [raw(b"a")])
        silence.look(100)
    said = [entry["event"] for entry in logs if entry["event"].startswith("source")]
    assert said == ["source_silent", "source_speaks_again"]


def test_an_absence_of_the_broker_is_said_once_and_so_is_its_return() -> None:
    broker = Broker(away)
    intake = an_intake(broker)
    with capture_logs() as logs:
        for _ in range(3):
            intake.send("ap", "http", [raw(b"a")])
            assert intake.away
        broker.refuses = lambda _: None
        for _ in range(2):
            intake.send("ap", "http", [raw(b"a")])
            assert not intake.away
    assert [entry["event"] for entry in logs] == ["not_confirmed", "taken", "confirmed_again", "taken"]


def test_all_is_sent_until_it_is_confirmed_and_what_is_confirmed_not_again() -> None:
    tries: list[bytes] = []

    def twice(value: bytes) -> KafkaError | None:
        tries.append(value)
        return KafkaTimeoutError("away") if value == b"b" and tries.count(b"b") < 3 else None

    settled = an_intake(Broker(twice)).send_all("ap", "folder", [raw(b"a"), raw(b"b"), raw(b"c")])
    assert settled is not None
    assert sorted(one.raw.value for one in settled if isinstance(one, Confirmed)) == [b"a", b"b", b"c"]
    assert tries == [b"a", b"b", b"c", b"b", b"b"]


def test_metrics_know_only_configured_sources() -> None:
    def counted(source: str) -> float | None:
        labels = {"source": source, "way": "feed", "outcome": "confirmed"}
        return REGISTRY.get_sample_value("wire_pieces_total", labels)

    intake = an_intake(Broker(), {"known": Supplier()})
    intake.send("known", "feed", [raw(b"a", "known"), raw(b"b", "known")])
    intake.send("anything", "feed", [raw(b"c", "anything")])
    assert (counted("known"), counted("anything"), counted("other")) == (2, None, 1)
