"""`wire topics`, `wire index`, `wire reindex`, `wire check`: what an operator asks."""

from __future__ import annotations

from pipeline.cli.common import AsJson, print_findings, progress_bar
from pipeline.errors import Stopped
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


def reindex() -> None:
    """Fill new indices from wire.enriched, check them and move the aliases, while indexing goes on; Ctrl-C and again
    goes on where it stopped."""
    from pipeline.index.reindex import reindex as room
    from pipeline.transport import elastic
    from pipeline.transport.rights import require

    settings = load()
    topics = settings.topics()
    require(settings.kafka, topics, "reindex")
    client = elastic.connect(settings.elasticsearch)
    elastic.wait_until_up(client, 30)
    try:
        with progress_bar() as progress:
            task = progress.add_task("reindexing", total=None)
            moved = room(settings, topics, client, lambda now, end: progress.update(task, completed=now, total=end))
    except KeyboardInterrupt:
        raise Stopped("reindexing was interrupted: run `wire reindex` again, it goes on where it stopped") from None
    names = settings.elasticsearch
    said = zip((names.stories, names.versions), moved.indices, moved.documents, strict=True)
    print("; ".join(f"{alias} is now {index} with {count} documents" for alias, index, count in said))


def check(as_json: AsJson = False) -> None:
    """Settings, servers, versions, sizes, model: one line each, green or the fix."""
    from pipeline.check import check_all

    print_findings(check_all(load()), as_json)
