"""What is missing or set wrongly is one sentence with the key and the fix, exit code 2."""

from __future__ import annotations

import inspect
import os
import socket
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from pipeline.cli import asking
from pipeline.search.query import Question
from pipeline.transport import embedded


@pytest.mark.parametrize("command", [["search", "gas"], ["show", "reuters-abc"], ["index", "check"]])
def test_a_missing_elasticsearch_is_named_with_its_fix(command: list[str], tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "WIRE_DATA_DIR": str(tmp_path),
        "WIRE_ELASTICSEARCH__HOSTS": "http://127.0.0.1:9",
    }
    assert_one_sentence(command, environment, "elasticsearch.hosts", "127.0.0.1:9")


@pytest.mark.parametrize("command", [["run", "enrich"], ["run", "index"], ["topics", "check"], ["dead", "list"]])
def test_a_missing_broker_is_named_with_its_fix(command: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, "WIRE_DATA_DIR": str(tmp_path), "WIRE_KAFKA__BOOTSTRAP_SERVERS": "127.0.0.1:9"}
    assert_one_sentence(command, environment, "kafka.bootstrap_servers", "127.0.0.1:9")


def test_an_unknown_format_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Copy.")
    environment = {**os.environ, "WIRE_DATA_DIR": str(tmp_path)}
    assert_one_sentence(["decode", str(tmp_path), "--format", "docx"], environment, "--format docx", "anpa1312")


def test_the_command_line_asks_all_that_the_api_asks() -> None:
    asked = {name.replace("_", "-") for name in Question.model_fields if name != "text"}
    assert asked <= {name.replace("_", "-") for name in inspect.signature(asking.search).parameters}


def test_the_version_is_told() -> None:
    done = wire(["--version"], {**os.environ})
    assert done.returncode == 0
    assert done.stdout.strip() == f"wire {metadata.version('wire-pipeline')}"


@pytest.mark.parametrize("command", [["explain", "gone.txt"], ["check", "gone.toml"]])
def test_a_file_of_events_that_is_not_there_is_refused(command: list[str]) -> None:
    assert_one_sentence(["events", *command], {**os.environ}, command[-1], "no such file")


def test_a_bad_model_ends_the_demo_with_the_services_own_sentence(tmp_path: Path) -> None:
    seed = Path(__file__).resolve().parents[2] / "seeds" / "stories" / "24-one-sentence.txt"
    environment = {**os.environ, "WIRE_DATA_DIR": str(tmp_path), "WIRE_ENRICH__MODEL": "nope"}
    done = wire(["demo", "--once", str(seed)], environment)
    assert done.returncode == 2, done.stderr
    assert "enrich.model: 'nope'" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with embedded.running(tmp_path) as addresses, socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        environment = {
            **os.environ,
            "WIRE_DATA_DIR": str(tmp_path),
            "WIRE_ELASTICSEARCH__HOSTS": addresses.elasticsearch,
            "WIRE_SEARCH__PORT": port,
        }
        assert_one_sentence(["run", "search"], environment, "search.port", port)


def wire(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "pipeline.cli", *command]
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=False)


def assert_one_sentence(command: list[str], environment: dict[str, str], *named: str) -> None:
    done = wire(command, environment)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for name in named:
        assert name in done.stderr
