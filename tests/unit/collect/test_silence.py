"""A source that falls silent is reported once, and once when it speaks again."""

from __future__ import annotations

from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from pipeline.collect.silence import Silence


def reported(silence: Silence, now: float) -> list[str]:
    with capture_logs() as logs:
        silence.look(now)
    return [f"{entry['event']} {entry['source']} {entry['log_level']}" for entry in logs]


def test_silence_and_its_end_are_reported_once_each() -> None:
    silence = Silence({"ap": 10}, now=0)
    assert reported(silence, 600) == []
    assert reported(silence, 601) == ["source_silent ap warning"]
    assert REGISTRY.get_sample_value("wire_source_silent", {"source": "ap"}) == 1
    assert reported(silence, 900) == []
    silence.heard("ap", 950)
    assert reported(silence, 951) == ["source_speaks_again ap warning"]
    assert REGISTRY.get_sample_value("wire_source_silent", {"source": "ap"}) == 0
    assert reported(silence, 1550) == []
    assert reported(silence, 1551) == ["source_silent ap warning"]


def test_a_source_without_a_limit_may_be_silent_for_ever() -> None:
    silence = Silence({"ap": 1}, now=0)
    silence.heard("desk", 5)
    assert reported(silence, 1e9) == ["source_silent ap warning"]
