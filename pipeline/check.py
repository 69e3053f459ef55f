"""`wire check`: settings, servers, versions, sizes and the model, one line each, green or the fix."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import metadata

from pipeline import settings as settings_module
from pipeline.checks import Finding
from pipeline.errors import BadSetting, Unavailable
from pipeline.settings import Settings


def check_all(settings: Settings) -> Iterator[Finding]:
    """Everything that a service needs, each finding as soon as it is known."""
    yield Finding("settings", True, f"{settings_module.config_file()} and WIRE_* variables")
    yield from _guarded("topics.toml", lambda: _sizes(settings))
    yield from _guarded("kafka", lambda: _kafka(settings))
    yield from _guarded("elasticsearch", lambda: _elasticsearch(settings))
    yield from _guarded("model", lambda: _model(settings))
    yield Finding("python", True, f"{sys.version.split()[0]}, {_versions()}")


def _guarded(name: str, look: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return look()
    except (BadSetting, Unavailable) as error:
        message, _, fix = str(error).partition("; ")
        return [Finding(name, False, message, fix or "correct the setting")]


def _sizes(settings: Settings) -> list[Finding]:
    topics = settings.topics()
    sizes = " < ".join(f"{topics[role].max_bytes:,}" for role in ("raw", "enriched", "enriched_dead"))
    return [Finding("topics.toml", True, f"sizes rise along the way: {sizes} bytes")]


def _kafka(settings: Settings) -> list[Finding]:
    from pipeline.transport.kafka import connect_admin
    from pipeline.transport.topics import check_topics

    with connect_admin(settings.kafka, wait_seconds=3) as admin:
        where = f"answers at {settings.kafka.bootstrap_servers} ({settings.kafka.security_protocol})"
        here = Finding("kafka", True, where)
        return [here, *check_topics(admin, settings.topics())]


def _elasticsearch(settings: Settings) -> list[Finding]:
    from pipeline.index.indices import check
    from pipeline.transport import elastic

    client = elastic.connect(settings.elasticsearch)
    elastic.wait_until_up(client, 3)
    return list(check(client, settings.elasticsearch))


def _model(settings: Settings) -> list[Finding]:
    from pipeline.enrich.model import load_resources, model_version

    resources = load_resources(settings.enrich.model)
    return [Finding("model", True, model_version(resources.nlp))]


def _versions() -> str:
    names = ("faust-streaming", "aiokafka", "kafka-python", "elasticsearch", "spacy")
    return ", ".join(f"{name} {metadata.version(name)}" for name in names)
