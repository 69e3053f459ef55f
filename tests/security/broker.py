"""A real Kafka as deploy/ asks for it: TLS, a SCRAM user for each part, only the rights of `deploy/kafka-acls.sh`."""

from __future__ import annotations

import argparse
import os
import re
import secrets
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.admin import ACL, ACLOperation, ACLPermissionType, ACLResourcePatternType, ResourcePattern, ResourceType
from pydantic import SecretStr

from pipeline.settings import ROOT, Kafka
from pipeline.transport.kafka import client_options
from tests.backends import real
from tests.security.certificates import LONG_AGO, Authority

ACLS = ROOT / "deploy" / "kafka-acls.sh"
PARTS = ("collect", "enrich", "index", "search", "operator")
ADMIN = "admin"
SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule"


@dataclass(frozen=True)
class Broker:
    """`server.address` shows a good certificate, `expired` one that has ended; passwords by user."""

    server: real.RealServer
    expired: str
    authority: Authority
    passwords: dict[str, str]

    def settings(self, user: str) -> Kafka:
        """How a user reaches it."""
        return _reach(self.server.address, user, self.passwords[user], self.authority)

    def admin(self) -> KafkaAdminClient:
        return KafkaAdminClient(**client_options(self.settings(ADMIN)))

    def change(self, rights: Sequence[ACL], *, granted: bool) -> None:
        """Grant rights, or take them away."""
        with self.admin() as admin:
            if granted:
                assert not admin.create_acls(rights)["failed"]
            else:
                admin.delete_acls(rights)


def rights() -> list[ACL]:
    """What `deploy/kafka-acls.sh` asks Kafka's tool for: the script is run with one that prints what it is given."""
    environment = {**os.environ, "KAFKA_ACLS": "echo"}
    said = subprocess.run([str(ACLS)], env=environment, capture_output=True, text=True, check=True).stdout
    return [right for line in said.splitlines() for right in _rights(_parser().parse_args(line.split()))]


def _parser() -> argparse.ArgumentParser:
    """The options of `kafka-acls.sh` that the script uses; any other is an error."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--add", action="store_true", required=True)
    parser.add_argument("--allow-principal", required=True)
    parser.add_argument("--resource-pattern-type", default="literal")
    for option in ("--operation", "--topic", "--group"):
        parser.add_argument(option, action="append", default=[])
    return parser


def _rights(said: argparse.Namespace) -> Iterator[ACL]:
    pattern = ACLResourcePatternType[said.resource_pattern_type.upper()]
    for kind, names in ((ResourceType.TOPIC, said.topic), (ResourceType.GROUP, said.group)):
        for name, operation in product(names, said.operation):
            # Kafka's tool writes `DescribeConfigs` for DESCRIBE_CONFIGS.
            wanted = ACLOperation[re.sub("(?<=[a-z])(?=[A-Z])", "_", operation).upper()]
            yield ACL(said.allow_principal, "*", wanted, ACLPermissionType.ALLOW, ResourcePattern(kind, name, pattern))


def start(directory: Path, authority: Authority) -> Broker:
    """Start it with its users, and no rights but the administrator's."""
    passwords = {name: secrets.token_hex(16) for name in (ADMIN, *(f"wire-{part}" for part in PARTS))}
    address, expired = (f"127.0.0.1:{real.free_port()}" for _ in range(2))
    settings = _settings(address, expired, authority)
    for listener in ("secure", "expired"):
        settings[f"listener.name.{listener}.scram-sha-512.sasl.jaas.config"] = _login(ADMIN, passwords[ADMIN])
    client = client_options(_reach(address, ADMIN, passwords[ADMIN], authority))
    port = int(address.rpartition(":")[2])
    server = real.start_kafka(directory, port, passwords, client, **settings)
    return Broker(server, expired, authority, passwords)


def _reach(address: str, user: str, password: str, authority: Authority) -> Kafka:
    return Kafka(
        bootstrap_servers=address,
        security_protocol="SASL_SSL",
        sasl_username=user,
        sasl_password=SecretStr(password),
        ssl_ca_file=authority.certificate,
    )


def _settings(address: str, expired: str, authority: Authority) -> dict[str, str]:
    own = "CONTROLLER://127.0.0.1:" + str(real.free_port())
    return {
        "controller.quorum.voters": f"1@{own.removeprefix('CONTROLLER://')}",
        "listeners": f"SECURE://{address},EXPIRED://{expired},{own}",
        "advertised.listeners": f"SECURE://{address},EXPIRED://{expired}",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,SECURE:SASL_SSL,EXPIRED:SASL_SSL",
        "inter.broker.listener.name": "SECURE",
        "sasl.mechanism.inter.broker.protocol": "SCRAM-SHA-512",
        "sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(authority.certificate),
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(authority.issue("kafka")),
        "listener.name.expired.ssl.keystore.type": "PEM",
        "listener.name.expired.ssl.keystore.location": str(authority.issue("expired", valid=LONG_AGO)),
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        # The one node's broker and controller talk on loopback without names; every other listener asks for one.
        "super.users": f"User:{ADMIN};User:ANONYMOUS",
    }


def _login(user: str, password: str) -> str:
    return f'{SCRAM} required username="{user}" password="{password}";'
