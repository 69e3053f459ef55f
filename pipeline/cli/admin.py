"""`wire topics`, `wire index`, `wire check`: what an operator asks."""

from __future__ import annotations

from pipeline.cli.common import AsJson, print_findings
from pipeline.settings import load


def topics_create() -> None:
    """Create the topics that are missing."""
    from pipeline.transport.kafka import connect_admin
    from pipeline.transport.topics import create_topics

    settings = load()
    with connect_admin(settings.kafka) as admin:
        made = create_topics(admin, settings.topics(), settings.kafka.replication)
    print(f"created {', '.join(made)}" if made else "all topics are there")


def topics_check(as_json: AsJson = False) -> None:
    """Hold the broker against configs/topics.toml."""
    from pipeline.transport.kafka import connect_admin
    from pipeline.transport.topics import check_topics

    settings = load()
    with connect_admin(settings.kafka) as admin:
        findings = check_topics(admin, settings.topics())
    print_findings(findings, as_json)


def index_create() -> None:
    """Create the indices and aliases that are missing."""
    from pipeline.index.indices import create
    from pipeline.transport import elastic

    settings = load()
    client = elastic.connect(settings.elasticsearch)
    elastic.wait_until_up(client, 30)
    made = create(client, settings.elasticsearch)
    print(f"created {', '.join(made)}" if made else "all indices are there")


def index_check(as_json: AsJson = False) -> None:
    """Hold Elasticsearch against configs/mappings."""
    from pipeline.index.indices import check
    from pipeline.transport import elastic

    settings = load()
    client = elastic.connect(settings.elasticsearch)
    elastic.wait_until_up(client, 5)
    print_findings(check(client, settings.elasticsearch), as_json)


def check(as_json: AsJson = False) -> None:
    """Settings, servers, versions, sizes, model: one line each, green or the fix."""
    from pipeline.check import check_all

    print_findings(check_all(load()), as_json)
