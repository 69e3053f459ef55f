"""The ways in run together and end together: on a signal in order, on a failure with a word why."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from pipeline import settings as settings_module
from pipeline.collect import serve as room
from pipeline.collect.limits import Limits, check_source
from pipeline.collect.serve import check_ways, run
from pipeline.collect.silence import Silence
from pipeline.errors import EXIT_STOPPED, BadSetting, Stopped
from pipeline.supplier import Supplier
from tests.unit.collect.fakes import Broker, an_intake


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = {signum: signal.getsignal(signum) for signum in (signal.SIGINT, signal.SIGTERM)}
    yield
    for signum, handler in before.items():
        signal.signal(signum, handler)


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_way_after_what_it_has_in_hand(signum: signal.Signals) -> None:
    stop = threading.Event()
    both = threading.Barrier(2, timeout=30)
    ended: list[str] = []

    def way(name: str) -> None:
        if both.wait() == 0:
            os.kill(os.getpid(), signum)
        stop.wait(30)
        ended.append(name)

    run({name: lambda name=name: way(name) for name in ("a", "b")}, stop, Silence({}, 0))  # type: ignore[misc]
    assert sorted(ended) == ["a", "b"]


def test_one_way_that_fails_ends_the_others_and_says_why() -> None:
    stop = threading.Event()
    ended: list[bool] = []

    def fails() -> None:
        raise OSError("disk full")

    with pytest.raises(Stopped, match=r"folder of ap failed \(OSError: disk full\)"):
        run({"http": lambda: ended.append(stop.wait(30)), "folder of ap": fails}, stop, Silence({}, 0))
    assert ended == [True]


def test_a_way_that_ends_by_itself_is_a_failure() -> None:
    with pytest.raises(Stopped, match="http ended by itself"):
        run({"http": lambda: None}, threading.Event(), Silence({}, 0))


def test_what_is_not_confirmed_in_time_ends_with_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes: list[int] = []
    never = threading.Event()
    stop = threading.Event()
    stop.set()
    monkeypatch.setattr(room, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(os, "_exit", codes.append)
    run({"folder of ap": lambda: (never.wait(30), None)[1]}, stop, Silence({}, 0))
    never.set()
    assert codes == [EXIT_STOPPED]
    assert "folder of ap" in capsys.readouterr().err


def test_a_source_that_speaks_too_seldom_is_looked_for_while_the_ways_run(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    looked: list[float] = []

    class Ear(Silence):
        def look(self, now: float) -> None:
            looked.append(now)
            stop.set()

    run({"http": lambda: (stop.wait(30), None)[1]}, stop, Ear({}, 0))
    assert len(looked) == 1


@pytest.mark.parametrize("name", ["ap", "AP.de_2-x", "x" * 64])
def test_a_plain_name_is_a_source(name: str) -> None:
    check_source(name, "--source")


@pytest.mark.parametrize("name", ["", "a b", "a/b", "ä", "x" * 65, "ap\n", "a\x00"])
def test_any_other_is_refused_by_its_key(name: str) -> None:
    with pytest.raises(BadSetting, match="--source") as error:
        check_source(name, "--source")
    assert "\n" not in str(error.value)


def test_a_source_may_take_less_than_the_topic_but_not_more() -> None:
    limits = Limits(10_000, {"small": Supplier(max_bytes=2000), "large": Supplier(max_bytes=20_000)})
    assert [limits.of(source) for source in ("small", "large", "other")] == [2000, 10_000, 10_000]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('["a b"]\nagency = "x"\n', "'a b'"),
        ('[gov]\nfeeds = ["ftp://x.example/"]\n', "gov.feeds"),
        ("[gov]\npoll_seconds = 1\n", "gov.poll_seconds"),
        ('[gov]\nfolders = "x"\n', "gov.folders"),
    ],
)
def test_a_wrong_source_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    monkeypatch.setenv("WIRE_SOURCES_FILE", str(file))
    with pytest.raises(BadSetting) as error:
        check_ways(settings_module.load())
    assert named in str(error.value)
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)


def test_the_sources_that_come_with_the_project_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    check_ways(settings_module.load())


def test_http_ends_only_after_the_last_of_its_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[str] = []

    def confirm() -> None:
        time.sleep(0.2)
        settled.append("confirmed")

    def run_server(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        server.config.app.state.workers.submit(confirm)  # type: ignore[union-attr]

    monkeypatch.setattr(uvicorn.Server, "run", run_server)
    intake = an_intake(Broker())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        room._listen(intake, settings_module.load(), listening)
    intake.stop.set()
    assert settled == ["confirmed"]
