"""Every part of the wire with a user, a key and secrets of its own, on servers that ask for them."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.settings import CONFIGS
from tests.backends.real import free_port
from tests.deployment import PATIENCE, Deployment, deploy
from tests.faults.front import Front
from tests.security import relay
from tests.security.broker import PARTS, Broker

FORBIDDEN = "Traceback"


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.2)


@dataclass
class House:
    """`secrets` by the name of their setting and part; `heard` is all that any command has printed."""

    broker: Broker
    front: Front
    operator: Deployment
    secrets: dict[str, str]
    heard: list[str] = field(default_factory=list)

    def of(self, part: str, **changes: str) -> Deployment:
        """The deployment as a part sees it, with changed variables."""
        mine = {
            "WIRE_KAFKA__SASL_USERNAME": f"wire-{part}",
            "WIRE_SECRETS_DIR": str(self.operator.directory / "secrets" / part),
        }
        return replace(self.operator, environment={**self.operator.environment, **mine, **changes})

    def start_missing(self) -> None:
        """Start what does not run of the services of the flow, each as its own user."""
        for service in ("enrich", "index"):
            if service not in self.operator.processes or self.operator.processes[service].poll() is not None:
                self.of(service).start(service)

    def wire(self, part: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end as a part; what it prints is remembered, and is no traceback."""
        done = self.of(part, **changes).wire(*arguments)
        self.heard += [done.stdout, done.stderr]
        assert FORBIDDEN not in done.stderr, done.stderr
        return done

    def refused(self, part: str, *arguments: str, **changes: str) -> str:
        """The one sentence with which a command ends that can't work: exit code 2, and nothing else is said."""
        done = self.wire(part, *arguments, **changes)
        assert done.returncode == 2, done.stdout + done.stderr
        (sentence,) = (line for line in done.stderr.splitlines() if line.startswith("wire: "))
        assert not [line for line in done.stderr.splitlines() if "level=" in line]
        return sentence


def refused_after_one_try(
    house: House, command: tuple[str, ...], server: tuple[str, str], fault: str, wrong: dict[str, dict[str, str]]
) -> str:
    """What a command says that is not let in, seen to have tried once. `server`: the setting of its address, and the
    address; the fault `name` reaches it under another name, `wrong` has the settings of the others.
    """
    setting, address = server
    scheme, mark, target = address.rpartition("://")
    with relay.standing(target) as counted:
        host = counted.address.replace("127.0.0.1", "localhost") if fault == "name" else counted.address
        part, *arguments = command
        changes = {setting: f"{scheme}{mark}{host}"} | wrong.get(fault, {})
        sentence = house.refused(part, *arguments, **changes)
    assert counted.tried == 1
    return sentence


def build(directory: Path, broker: Broker, front: Front, ca: Path) -> House:
    """Topics and indices made by the operator; no service runs yet."""
    known = {}
    for part in PARTS:
        mine = {
            "WIRE_KAFKA__SASL_PASSWORD": broker.passwords[f"wire-{part}"],
            "WIRE_ELASTICSEARCH__API_KEY": secrets.token_hex(16),
            "WIRE_SEARCH__API_KEY": secrets.token_hex(16),
            "WIRE_COLLECT__TOKEN": secrets.token_hex(16),
        }
        folder = directory / "secrets" / part
        folder.mkdir(parents=True)
        for name, secret in mine.items():
            (folder / name).write_text(secret)
            known[f"{name} of {part}"] = secret
    front.keys = {secret for name, secret in known.items() if "ELASTICSEARCH" in name}
    more = {
        "WIRE_CONFIG": str(CONFIGS / "production.toml"),
        "WIRE_TOPICS_FILE": str(CONFIGS / "topics.toml"),
        "WIRE_KAFKA__GROUP_PREFIX": "wire",
        "WIRE_KAFKA__REPLICATION": "1",
        "WIRE_KAFKA__SASL_USERNAME": "wire-operator",
        "WIRE_KAFKA__SSL_CA_FILE": str(broker.authority.certificate),
        "WIRE_ELASTICSEARCH__CA_FILE": str(ca),
        "WIRE_ELASTICSEARCH__REPLICAS": "0",
        "WIRE_COLLECT__PORT": str(free_port()),
        "WIRE_SEARCH__PORT": str(free_port()),
        "WIRE_SECRETS_DIR": str(directory / "secrets" / "operator"),
    }
    assert not any(name.startswith("WIRE_") for name in os.environ), "variables of yours would change the test"
    operator = deploy("secure", broker.server.address, front.address, directory, more)
    return House(broker, front, operator, known)
