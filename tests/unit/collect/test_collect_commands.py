"""What is missing or set wrongly on the way in is one sentence with the key and the fix, exit code 2."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.test_commands import assert_one_sentence


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "WIRE_DATA_DIR": str(tmp_path), "WIRE_KAFKA__BOOTSTRAP_SERVERS": "127.0.0.1:9"}


def test_an_open_address_without_a_token_is_refused(environment: dict[str, str]) -> None:
    environment["WIRE_COLLECT__HOST"] = "0.0.0.0"
    assert_one_sentence(["run", "collect"], environment, "collect.token", "WIRE_COLLECT__TOKEN")


def test_an_address_that_is_none_is_refused(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[gov]\nfeeds = ["gov.example/feed"]\n')
    environment["WIRE_SOURCES_FILE"] = str(tmp_path / "sources.toml")
    assert_one_sentence(["run", "collect"], environment, "gov.feeds", "gov.example/feed")


def test_a_missing_broker_is_named_with_its_fix(environment: dict[str, str]) -> None:
    assert_one_sentence(["run", "collect"], environment, "kafka.bootstrap_servers", "127.0.0.1:9")


@pytest.mark.parametrize("command", ["produce", "decode"])
def test_a_source_that_is_no_name_is_refused(environment: dict[str, str], command: str) -> None:
    assert_one_sentence([command, ".", "--source", "a b"], environment, "--source", "'a b'")


@pytest.mark.parametrize("given", [["nowhere"], ["-"], [".", "--json"], [".", "--jsonl"]])
def test_what_cannot_be_watched_is_refused(environment: dict[str, str], given: list[str]) -> None:
    assert_one_sentence(["produce", "--watch", *given], environment, "--watch")
