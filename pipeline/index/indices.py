"""The indices behind the aliases: made from `configs/mappings`, and held against it.

A concrete index is named `ALIAS-HASH-000001`, where HASH is of the mapping file: a changed file needs a new index,
filled again from `wire.enriched`, before the alias moves to it. A template gives every `ALIAS-*` index that mapping.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import elasticsearch
from elasticsearch import ApiError, BadRequestError, NotFoundError, TransportError

from pipeline import settings as settings_module
from pipeline.checks import Finding
from pipeline.errors import BadSetting, Unavailable

MAPPINGS = settings_module.CONFIGS / "mappings"
LOWEST_MAJOR = 8
CREATE = "run `wire index create`"
Definition = dict[str, Any]
"""A mapping file: `settings` (analysis) and `mappings`."""


def create(client: elasticsearch.Elasticsearch, settings: settings_module.Elasticsearch) -> list[str]:
    """Make the indices and aliases that are missing, and return the names of the indices made.

    Raises `BadSetting` where an index stands in an alias's place, `Unavailable` where Elasticsearch is away.
    """
    try:
        return [name for alias, file in files(settings) if (name := _create(client, settings, alias, read(file)))]
    except TransportError as error:
        raise _away(error) from None
    except ApiError as error:
        raise BadSetting(f"elasticsearch.api_key: no right to create indices ({_reason(error)}): use another") from None


def check(client: elasticsearch.Elasticsearch, settings: settings_module.Elasticsearch) -> list[Finding]:
    """Hold the server's version, the aliases and the mappings against what this release needs."""
    try:
        found = [_version_finding(client.info()["version"]["number"])]
        return found + [_alias_finding(client, alias, read(file)) for alias, file in files(settings)]
    except TransportError as error:
        raise _away(error) from None
    except ApiError as error:
        raise BadSetting(f"elasticsearch.api_key: no right to read indices ({_reason(error)}): use another") from None


def require(client: elasticsearch.Elasticsearch, settings: settings_module.Elasticsearch) -> None:
    """Raise `BadSetting` with the first finding that is not ok: what a service does before it starts."""
    for finding in check(client, settings):
        if not finding.ok:
            raise BadSetting(f"{finding.name}: {finding.message}; {finding.fix}")


def read(file: Path) -> Definition:
    """A mapping file."""
    try:
        definition = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise BadSetting(f"{file}: the mapping can't be read ({error})") from None
    return dict(definition)


def index_name(alias: str, definition: Definition, number: int = 1) -> str:
    """`stories-3f2a91bc-000001`: the hash says which mapping, the number which filling."""
    canonical = json.dumps(definition, sort_keys=True).encode()
    return f"{alias}-{hashlib.sha256(canonical).hexdigest()[:8]}-{number:06d}"


def differences(wanted: Any, found: Any, path: str = "") -> Iterator[str]:
    """Paths where the server's mapping is not the file's. Values compare as text: servers answer `"4"` for 4."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        for key in sorted({*wanted, *found}):
            # A server leaves `type: object` out where there are properties, or adds it.
            if key != "type" or "properties" not in wanted or "nested" in (wanted.get(key), found.get(key)):
                yield from differences(wanted.get(key), found.get(key), f"{path}.{key}".strip("."))
    elif isinstance(wanted, list) or isinstance(found, list):
        if wanted != found:
            yield path
    elif str(wanted).lower() != str(found).lower():
        yield path


def files(settings: settings_module.Elasticsearch) -> list[tuple[str, Path]]:
    """Each alias with its mapping file: heads first, then versions."""
    return [(settings.stories, MAPPINGS / "stories.json"), (settings.versions, MAPPINGS / "story-versions.json")]


def _create(
    client: elasticsearch.Elasticsearch, settings: settings_module.Elasticsearch, alias: str, definition: Definition
) -> str | None:
    if client.indices.exists_alias(name=alias):
        return None
    if client.indices.exists(index=alias):
        raise BadSetting(f"elasticsearch: {alias} is an index, not an alias: delete it, or name another alias")
    put_template(client, settings, alias, definition)
    name = index_name(alias, definition)
    try:
        client.indices.create(index=name, aliases={alias: {}})
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
        # Another process made it a moment ago, or its alias was taken away.
        client.indices.put_alias(index=name, name=alias)
    return name


def put_template(
    client: elasticsearch.Elasticsearch, settings: settings_module.Elasticsearch, alias: str, definition: Definition
) -> None:
    """Let every index named `ALIAS-*` have the mapping of the file."""
    index = {"number_of_shards": settings.shards, "number_of_replicas": settings.replicas}
    client.indices.put_index_template(
        name=alias,
        index_patterns=[f"{alias}-*"],
        priority=500,
        template={"settings": {"index": index, **definition["settings"]}, "mappings": definition["mappings"]},
    )


def _version_finding(number: str) -> Finding:
    """Elastic promises that a client talks to servers of its own major and of the next."""
    major, client_major = int(number.split(".")[0]), elasticsearch.__version__[0]
    client = f"client {metadata.version('elasticsearch')}"
    if major < LOWEST_MAJOR:
        return Finding("elasticsearch", False, f"version {number} is too old", "use Elasticsearch 8.0 or later")
    if not client_major <= major <= client_major + 1:
        fix = f"use Elasticsearch {client_major}.x or {client_major + 1}.x"
        return Finding("elasticsearch", False, f"version {number} and {client} don't talk to each other", fix)
    return Finding("elasticsearch", True, f"version {number}, {client}")


def _alias_finding(client: elasticsearch.Elasticsearch, alias: str, definition: Definition) -> Finding:
    name = f"index {alias}"
    try:
        indices = list(client.indices.get_alias(name=alias))
    except NotFoundError:
        if client.indices.exists(index=alias):
            return Finding(name, False, "is an index, not an alias", f"delete the index {alias}, then {CREATE}")
        return Finding(name, False, "there is no such alias", CREATE)
    if len(indices) != 1:
        fix = "keep the alias on one index only"
        return Finding(name, False, f"the alias points to {len(indices)} indices: {', '.join(sorted(indices))}", fix)
    index = indices[0]
    mapping = client.indices.get_mapping(index=index)[index]["mappings"]
    analysis = client.indices.get_settings(index=index)[index]["settings"]["index"].get("analysis", {})
    wrong = list(differences(definition["mappings"], mapping))
    wrong += differences(definition["settings"].get("analysis", {}), analysis, "analysis")
    if wrong:
        more = f" and {len(wrong) - 1} more" if wrong[1:] else ""
        message = f"{index} differs from the mapping file at {wrong[0]}{more}"
        fix = "run `wire reindex`"
        return Finding(name, False, message, fix)
    return Finding(name, True, f"{index}, mapping as in the file")


def _reason(error: ApiError) -> str:
    return f"{error.status_code} {error.error}"


def _away(error: TransportError) -> Unavailable:
    return Unavailable(f"elasticsearch.hosts: Elasticsearch does not answer ({type(error).__name__}): start it")
