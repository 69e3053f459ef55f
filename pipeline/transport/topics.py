"""Create the topics of `topics.toml`, and hold the broker against it. Faust never creates one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic
from kafka.errors import (
    AuthorizationError,
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
)

from pipeline.checks import Finding
from pipeline.errors import BadSetting
from pipeline.settings import Topics, TopicSpec
from pipeline.topics import TopicRole

CREATE = "run `wire topics create`"


@dataclass(frozen=True)
class Described:
    """What a broker tells of a topic: `granted` are the operations that the asking user may do on it, none at all on
    one that is hidden from him; null where the broker does not say."""

    partitions: int
    granted: frozenset[str] | None

    @property
    def visible(self) -> bool:
        return self.granted is None or bool(self.granted)

    def allows(self, right: str) -> bool:
        return self.granted is None or right in self.granted


def topic_configs(spec: TopicSpec) -> dict[str, str]:
    """The broker's names for what `topics.toml` says of one topic."""
    configs = {"cleanup.policy": spec.cleanup, "max.message.bytes": str(spec.max_bytes)}
    if spec.retention_hours:
        configs["retention.ms"] = str(spec.retention_hours * 3_600_000)
    return configs


def create_topics(admin: KafkaAdminClient, topics: Topics, replication: int) -> list[str]:
    """Create what is missing and return its names; what is there stays as it is."""
    there = {name for name, one in _described(admin, topics).items() if one.visible}
    made = []
    for spec in topics.values():
        if spec.name in there:
            continue
        new = NewTopic(spec.name, spec.partitions, replication, topic_configs=topic_configs(spec))
        try:
            admin.create_topics([new], wait_for_metadata=True)
        except TopicAlreadyExistsError:
            continue
        except AuthorizationError:
            message = "the user of kafka.sasl_username may not create it"
            raise BadSetting(f"topic {spec.name}: {message}; {_grant('CREATE')}") from None
        except KafkaError as error:
            raise BadSetting(
                f"the topic {spec.name} can't be created with kafka.replication {replication}: {type(error).__name__}"
            ) from None
        made.append(spec.name)
    return made


def check_topics(admin: KafkaAdminClient, topics: Topics) -> list[Finding]:
    """One finding a topic: it exists, with the partitions, sizes and cleanup of the file."""
    described = _described(admin, topics)
    names = [name for name, one in described.items() if one.visible]
    live = _live_configs(admin, names) if names else {}
    return [_finding(spec, described, live) for spec in topics.values()]


def require_topics(
    admin: KafkaAdminClient, topics: Topics, reads: Sequence[TopicRole], writes: Sequence[TopicRole]
) -> dict[TopicRole, int]:
    """Partition counts of the topics that a service reads or writes; `BadSetting` where one is missing, differs from
    the file, or may not be used so."""
    wanted: Topics = {role: topics[role] for role in (*reads, *writes)}
    for finding in check_topics(admin, wanted):
        if not finding.ok:
            raise BadSetting(f"{finding.name}: {finding.message}; {finding.fix}")
    described = _described(admin, wanted)
    for right, roles in (("READ", reads), ("WRITE", writes)):
        for name in (topics[role].name for role in roles):
            if not described[name].allows(right):
                message = f"the user of kafka.sasl_username may not {right.lower()} it"
                raise BadSetting(f"topic {name}: {message}; {_grant(right)}")
    return {role: described[spec.name].partitions for role, spec in wanted.items()}


def require_group(admin: KafkaAdminClient, group: str) -> None:
    """Raise `BadSetting` where the consumer group may not be used."""
    try:
        admin.describe_groups([group])
    except GroupAuthorizationFailedError:
        message = "the user of kafka.sasl_username may not read as this group"
        raise BadSetting(f"group {group}: {message}; {_grant('READ')}") from None
    except KafkaError:
        # The coordinator may still be on its way: the right itself is not refused.
        return


def _grant(right: str) -> str:
    return f"grant it {right} (deploy/kafka-acls.sh has what each service needs)"


def _finding(spec: TopicSpec, described: dict[str, Described], live: dict[str, dict[str, str]]) -> Finding:
    name = f"topic {spec.name}"
    there = described.get(spec.name)
    if there is None:
        return Finding(name, False, "is not there", CREATE)
    if not there.visible:
        return Finding(name, False, "the user of kafka.sasl_username may not see it", _grant("DESCRIBE"))
    if there.partitions < spec.partitions:
        message = f"has {there.partitions} partitions, topics.toml says {spec.partitions}"
        return Finding(name, False, message, "correct topics.toml: partitions can't be added without moving stories")
    if not live.get(spec.name):
        return Finding(
            name, False, "the user of kafka.sasl_username may not read its settings", _grant("DESCRIBE_CONFIGS")
        )
    for key, wanted in topic_configs(spec).items():
        found = live.get(spec.name, {}).get(key)
        if found != wanted:
            fix = f"set {key} of the topic to {wanted} with the broker's tools, or correct topics.toml"
            return Finding(name, False, f"has {key} {found}, topics.toml says {wanted}", fix)
    return Finding(name, True, f"{there.partitions} partitions, {spec.cleanup}, up to {spec.max_bytes:,} bytes")


def _described(admin: KafkaAdminClient, topics: Topics) -> dict[str, Described]:
    try:
        found: list[dict[str, Any]] = admin.describe_topics([spec.name for spec in topics.values()])
    except KafkaError as error:
        raise BadSetting(
            f"kafka: the topics can't be looked up ({type(error).__name__}); {_grant('DESCRIBE')}"
        ) from None
    described = {}
    for topic in found:
        if topic["error_code"] == TopicAuthorizationFailedError.errno:
            described[topic["name"]] = Described(0, frozenset())
        elif topic["error_code"] == 0:
            rights = topic["authorized_operations"]
            described[topic["name"]] = Described(
                len(topic["partitions"]), None if rights is None else frozenset(rights)
            )
    return described


def _live_configs(admin: KafkaAdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    try:
        found: dict[str, dict[str, dict[str, Any]]] = admin.describe_configs(resources, config_filter="all")["topic"]
    except KafkaError as error:
        raise BadSetting(
            f"kafka: the topics' settings can't be read ({type(error).__name__}); {_grant('DESCRIBE_CONFIGS')}"
        ) from None
    return {name: {key: entry["value"] for key, entry in configs.items()} for name, configs in found.items()}
