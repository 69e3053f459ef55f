"""New indices beside the old ones, and the aliases from these to those.

Where a move stands is read from aliases of the server alone: `ALIAS.filling` is on the index that is being filled, and
`ALIAS.old` on the one that the alias has left and that is still to be deleted.
"""

from __future__ import annotations

from elasticsearch import Elasticsearch, NotFoundError

from pipeline import settings as settings_module
from pipeline.errors import BadSetting
from pipeline.index.indices import CREATE, Definition, files, index_name, put_template, read

SAMPLE = 500
"""Heads of the old index that are looked up in the new one."""


def filling(alias: str) -> str:
    return f"{alias}.filling"


def old(alias: str) -> str:
    return f"{alias}.old"


def behind(client: Elasticsearch, alias: str) -> list[str]:
    """The indices of an alias; none where there is no such alias."""
    try:
        return sorted(client.indices.get_alias(name=alias))
    except NotFoundError:
        return []


def make_new(client: Elasticsearch, settings: settings_module.Elasticsearch) -> list[str]:
    """The indices that are being filled, made where a former run has not: one for each alias.

    An index begun with another mapping than today's file is dropped and begun anew. Raises `BadSetting` where an alias
    is not on one index.
    """
    return [_make_new(client, settings, alias, read(file)) for alias, file in files(settings)]


def identity(client: Elasticsearch, names: list[str]) -> str:
    """What no other filling has, also not one of indices that were deleted and made again under the same names."""
    found = client.indices.get_settings(index=names)
    return ".".join(found[name]["settings"]["index"]["uuid"] for name in names)


def has_moved(client: Elasticsearch, settings: settings_module.Elasticsearch) -> bool:
    """Whether the aliases are on the new indices already: a former run was cut off behind the move."""
    return behind(client, settings.stories) == behind(client, filling(settings.stories))


def move(client: Elasticsearch, settings: settings_module.Elasticsearch) -> None:
    """Both aliases to the new indices, in one step of the server."""
    steps: list[dict[str, object]] = []
    for alias, _ in files(settings):
        (before,), (after,) = behind(client, alias), behind(client, filling(alias))
        steps += [
            {"remove": {"index": before, "alias": alias}},
            {"add": {"index": before, "alias": old(alias)}},
            {"add": {"index": after, "alias": alias}},
        ]
    client.indices.update_aliases(actions=steps)


def finish(client: Elasticsearch, settings: settings_module.Elasticsearch) -> None:
    """Delete the old indices and the marks. The old go at once: a story killed from now on must not stay in them."""
    aliases = [alias for alias, _ in files(settings)]
    for name in [name for alias in aliases for name in behind(client, old(alias))]:
        client.indices.delete(index=name)
    marks = [(name, filling(alias)) for alias in aliases for name in behind(client, filling(alias))]
    client.indices.update_aliases(actions=[{"remove": {"index": name, "alias": mark}} for name, mark in marks])


def counts(client: Elasticsearch, names: list[str]) -> list[int]:
    """Documents of each index, after a refresh."""
    client.indices.refresh(index=names)
    return [int(client.count(index=name)["count"]) for name in names]


def sample(client: Elasticsearch, index: str) -> dict[str, int]:
    """Id → version of some heads, the last indexed first: where a move under load would lose."""
    found = client.search(index=index, size=SAMPLE, sort=[{"times.indexed": "desc"}], source_includes=["version"])
    return {hit["_id"]: hit["_source"]["version"] for hit in found["hits"]["hits"]}


def missing(client: Elasticsearch, index: str, wanted: dict[str, int]) -> list[str]:
    """Ids of the sample that the index has not, or only at a lower version."""
    if not wanted:
        return []
    answer = client.mget(index=index, ids=list(wanted), source=["version"])
    there = {doc["_id"]: doc["_source"]["version"] for doc in answer["docs"] if doc.get("found")}
    return [id for id, version in wanted.items() if there.get(id, 0) < version]


def _make_new(
    client: Elasticsearch, settings: settings_module.Elasticsearch, alias: str, definition: Definition
) -> str:
    live = behind(client, alias)
    if len(live) != 1:
        fix = CREATE if not live else "keep the alias on one index only"
        raise BadSetting(f"elasticsearch: the alias {alias} is on {len(live)} indices: {fix}")
    prefix = index_name(alias, definition)[:-6]
    begun = behind(client, filling(alias))
    if begun and (begun[0].startswith(prefix) or begun == live):
        return begun[0]
    for name in begun:
        client.indices.delete(index=name)
    put_template(client, settings, alias, definition)
    numbers = [int(name[-6:]) for name in client.indices.get(index=f"{prefix}*") if name[-6:].isdigit()]
    name = index_name(alias, definition, max(numbers, default=0) + 1)
    client.indices.create(index=name, aliases={filling(alias): {}})
    return name
