"""No password, key or token is ever written: not in logs, not in what commands print, not in dead letters."""

from __future__ import annotations

import json
import signal
import urllib.request

from pipeline.transport.kafka import read_to_end
from tests.security.house import House, until


def written(house: House) -> str:
    """All that the services and commands have written so far: logs and other files, output, every topic."""
    known = house.operator.directory / "secrets"
    files = [path for path in house.operator.directory.rglob("*") if path.is_file() and known not in path.parents]
    topics = [spec.name for spec in house.operator.topics.values()]
    most = max(spec.max_bytes for spec in house.operator.topics.values())
    records = read_to_end(house.operator.settings.kafka, topics, most)
    pieces = [piece for one in records for piece in (one.key, one.value, *(value for _, value in one.headers))]
    said = [path.read_bytes() for path in files] + [piece for piece in pieces if piece]
    return "\n".join([*house.heard, *(one.decode("utf-8", "replace") for one in said)])


def test_no_secret_is_written_anywhere(flowed: House) -> None:
    search = flowed.of("search")
    search.start("search")
    until(lambda: _answers(search.environment["WIRE_SEARCH__PORT"]))
    flowed.wire("operator", "check", WIRE_ENRICH__MODEL="none")  # a right one takes seconds to load
    flowed.wire("operator", "dead", "list", "--json")
    search.end("search", signal.SIGTERM)
    all_of_it = written(flowed)
    for proof in ("ok kafka", "dead-code", "index_started", "enrich_started"):
        assert proof in all_of_it, f"what is searched lacks {proof}"
    leaked = [name for name, secret in flowed.secrets.items() if secret in all_of_it]
    assert not leaked, f"written somewhere: {', '.join(leaked)}"


def test_check_gives_the_fix_and_not_the_secret(secured: House) -> None:
    wrong = {"WIRE_KAFKA__SASL_PASSWORD": "not-this-word", "WIRE_ELASTICSEARCH__API_KEY": "nor-this-key"}
    done = secured.wire("operator", "check", "--json", WIRE_ENRICH__MODEL="none", **wrong)
    found = {finding["name"]: finding for finding in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 2
    assert "WIRE_KAFKA__SASL_PASSWORD" in found["kafka"]["fix"]
    assert "WIRE_ELASTICSEARCH__API_KEY" in found["elasticsearch"]["message"] + found["elasticsearch"]["fix"]
    assert not any(secret in done.stdout + done.stderr for secret in (*wrong.values(), *secured.secrets.values()))


def _answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
