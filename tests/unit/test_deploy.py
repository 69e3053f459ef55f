"""The container files name what exists: settings, commands, Python, and only what the compose specification knows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from pipeline.collect.limits import refuse_open
from pipeline.settings import Collect, Elasticsearch, Kafka
from pipeline.transport.rights import NEEDS
from tests.surface import commands, setting_names

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose.yaml"
WIRE_SERVICES = ("setup", "collect", "enrich", "index", "search")


def services() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return loaded["services"]


def follows_the_specification(compose: Path) -> subprocess.CompletedProcess[str]:
    """Check against the compose specification's own JSON schema, which the package check-jsonschema carries."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(compose)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_compose_follows_the_specification() -> None:
    checked = follows_the_specification(COMPOSE)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_check_refuses_a_key_that_compose_does_not_know(tmp_path: Path) -> None:
    broken = tmp_path / "compose.yaml"
    broken.write_text(COMPOSE.read_text(encoding="utf-8").replace("mem_limit:", "memory_limit:"), encoding="utf-8")
    assert follows_the_specification(broken).returncode == 1


def test_every_variable_is_a_setting() -> None:
    for file in (COMPOSE, DEPLOY / "Dockerfile"):
        used = set(re.findall(r"\bWIRE_[A-Z_]+\b", file.read_text(encoding="utf-8")))
        assert used
        assert used <= setting_names()


@pytest.mark.parametrize("service", WIRE_SERVICES)
def test_each_command_is_one_of_wire(service: str) -> None:
    given = services()[service]
    if "entrypoint" in given:
        lines = [line.split() for line in given["command"][0].split("&&")]
    else:
        lines = [["wire", *given["command"]]]
    for program, *words in lines:
        assert program == "wire"
        assert tuple(words) in commands()


def test_every_service_is_watched_limited_and_bound_to_loopback() -> None:
    image_has_check = "HEALTHCHECK" in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for name, service in services().items():
        assert "mem_limit" in service, name
        assert "restart" in service, name
        assert "healthcheck" in service or image_has_check, name
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), name


def test_metrics_that_are_watched_are_served() -> None:
    """A service is healthy when its metrics answer, so the port has to be the one it was told."""
    for name in ("enrich", "index"):
        environment = services()[name]["environment"]
        port = environment[f"WIRE_{name.upper()}__METRICS_PORT"]
        assert environment["HEALTH_URL"] == f"http://127.0.0.1:{port}/metrics"


def test_the_way_in_is_watched_where_it_listens_and_asks_for_a_token() -> None:
    given = services()["collect"]
    environment = given["environment"]
    port = Collect().port
    assert environment["HEALTH_URL"] == f"http://127.0.0.1:{port}/healthz"
    assert given["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert environment["WIRE_COLLECT__TOKEN"].startswith("${WIRE_COLLECT__TOKEN:?")
    refuse_open(Collect(host=environment["WIRE_COLLECT__HOST"], token=SecretStr(environment["WIRE_COLLECT__TOKEN"])))


def test_what_is_remembered_lies_in_a_volume_that_the_service_may_write() -> None:
    given = services()["collect"]
    folder = given["environment"]["WIRE_DATA_DIR"]
    assert any(mount.endswith(f":{folder}") for mount in given["volumes"])
    assert f"--owner wire {folder}" in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def test_named_volumes_are_declared_and_used() -> None:
    declared = set(yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["volumes"])
    used = {mount.split(":")[0] for service in services().values() for mount in service.get("volumes", ())}
    assert used == declared


def test_the_image_has_a_python_that_the_project_allows_and_is_not_root() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", project["requires-python"])
    assert bounds
    bases = [line for line in lines if line.startswith("FROM ")]
    assert bases
    for base in bases:
        minor = re.match(r"FROM python:3\.(\d+)-", base)
        assert minor, base
        assert int(bounds[1]) <= int(minor[1]) < int(bounds[2])
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users
    assert users[-1] != "root"


def test_the_image_is_named_after_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {services()[name]["image"] for name in WIRE_SERVICES} == {f"wire-pipeline:{project['version']}"}


def test_the_api_keys_are_for_the_indices_of_the_settings_and_give_no_more_than_needed() -> None:
    """Roles are untested on a real cluster; this holds them against the settings and against getting wider."""
    keys = json.loads((DEPLOY / "elasticsearch-api-keys.json").read_text(encoding="utf-8"))
    names = Elasticsearch()
    granted: dict[str, dict[str, set[str]]] = {}
    for key, body in keys.items():
        assert body["name"] == key
        assert body["expiration"]
        assert body["metadata"]["untested"] is True
        ((_, role),) = body["role_descriptors"].items()
        for rule in role["indices"]:
            assert all(name.startswith((names.stories, names.versions)) for name in rule["names"])
            for privilege in rule["privileges"]:
                granted.setdefault(key, {})[privilege] = set(rule["names"])
    aliases = {names.stories, names.versions}
    assert granted["wire-search"] == {"read": aliases}
    assert set(granted["wire-index"]) == {"index", "view_index_metadata"}
    assert granted["wire-index"]["index"] == aliases


def test_the_rights_are_for_the_topics_and_groups_of_the_settings() -> None:
    """Run with a tool that prints what it is given; tests/security applies the same to a real broker."""
    environment = {**os.environ, "KAFKA_ACLS": "echo"}
    said = subprocess.run(
        [str(DEPLOY / "kafka-acls.sh")], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    named = {kind: {name for option, name in pairwise(said) if option == kind} for kind in ("--topic", "--group")}
    topics = tomllib.loads((ROOT / "configs" / "topics.toml").read_text(encoding="utf-8"))
    assert named["--topic"] == {topic["name"] for topic in topics.values()}
    groups = {Kafka().group(needs.group) for needs in NEEDS.values() if needs.group}
    assert named["--group"] == {*groups, Kafka().group("reindex.")}
