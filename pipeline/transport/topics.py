"""Create the topics of `topics.toml`, and hold the broker against it. Faust never creates one."""

from __future__ import annotations

from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from pipeline.checks import Finding
from pipeline.errors import BadSetting
from pipeline.flow import TopicRole
from pipeline.settings import Topics, TopicSpec

CREATE = "run `wire topics create`"


def topic_configs(spec: TopicSpec) -> dict[str, str]:
    """The broker's names for what `topics.toml` says of one topic."""
    configs = {"cleanup.policy": spec.cleanup, "max.message.bytes": str(spec.max_bytes)}
    if spec.retention_hours:
        configs["retention.ms"] = str(spec.retention_hours * 3_600_000)
    return configs


def create_topics(admin: KafkaAdminClient, topics: Topics, replication: int) -> list[str]:
    """Create what is missing and return its names; what is there stays as it is."""
    there = set(_described(admin, topics))
    made = []
    for spec in topics.values():
        if spec.name in there:
            continue
        new = NewTopic(spec.name, spec.partitions, replication, topic_configs=topic_configs(spec))
        try:
            admin.create_topics([new], wait_for_metadata=True)
        except TopicAlreadyExistsError:
            continue
        except KafkaError as error:
            raise BadSetting(
                f"the topic {spec.name} can't be created with kafka.replication {replication}: {type(error).__name__}"
            ) from None
        made.append(spec.name)
    return made


def check_topics(admin: KafkaAdminClient, topics: Topics) -> list[Finding]:
    """One finding a topic: it exists, with the partitions, sizes and cleanup of the file."""
    described = _described(admin, topics)
    names = [spec.name for spec in topics.values() if spec.name in described]
    live = _live_configs(admin, names) if names else {}
    return [_finding(spec, described, live) for spec in topics.values()]


def require_topics(admin: KafkaAdminClient, topics: Topics, *roles: TopicRole) -> dict[TopicRole, int]:
    """Partition counts of the topics that a service uses; `BadSetting` where one is missing or differs from the
    file."""
    wanted: Topics = {role: topics[role] for role in roles}
    for finding in check_topics(admin, wanted):
        if not finding.ok:
            raise BadSetting(f"{finding.name}: {finding.message}; {finding.fix}")
    described = _described(admin, wanted)
    return {role: described[spec.name] for role, spec in wanted.items()}


def _finding(spec: TopicSpec, described: dict[str, int], live: dict[str, dict[str, str]]) -> Finding:
    name = f"topic {spec.name}"
    if spec.name not in described:
        return Finding(name, False, "is not there", CREATE)
    if described[spec.name] < spec.partitions:
        message = f"has {described[spec.name]} partitions, topics.toml says {spec.partitions}"
        return Finding(name, False, message, "correct topics.toml: partitions can't be added without moving stories")
    for key, wanted in topic_configs(spec).items():
        found = live.get(spec.name, {}).get(key)
        if found != wanted:
            fix = f"set {key} of the topic to {wanted} with the broker's tools, or correct topics.toml"
            return Finding(name, False, f"has {key} {found}, topics.toml says {wanted}", fix)
    return Finding(name, True, f"{described[spec.name]} partitions, {spec.cleanup}, up to {spec.max_bytes:,} bytes")


def _described(admin: KafkaAdminClient, topics: Topics) -> dict[str, int]:
    try:
        found: list[dict[str, Any]] = admin.describe_topics([spec.name for spec in topics.values()])
    except KafkaError as error:
        raise BadSetting(
            f"kafka: the topics can't be looked up ({type(error).__name__}): is DESCRIBE allowed?"
        ) from None
    return {topic["name"]: len(topic["partitions"]) for topic in found if topic["error_code"] == 0}


def _live_configs(admin: KafkaAdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    try:
        found: dict[str, dict[str, dict[str, Any]]] = admin.describe_configs(resources, config_filter="all")["topic"]
    except KafkaError as error:
        raise BadSetting(
            f"kafka: the topics' settings can't be read ({type(error).__name__}): is DESCRIBE allowed?"
        ) from None
    return {name: {key: entry["value"] for key, entry in configs.items()} for name, configs in found.items()}
