"""Names of indices, and telling a mapping apart from the file's."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline.errors import BadSetting
from pipeline.index.indices import MAPPINGS, differences, index_name, read

STORIES = MAPPINGS / "stories.json"


def test_the_name_changes_with_the_mapping_only() -> None:
    definition = read(STORIES)
    turned = dict(reversed(list(definition.items())))
    changed = copy.deepcopy(definition)
    changed["mappings"]["properties"]["slug"]["ignore_above"] = 255
    name = index_name("stories", definition)
    assert name.startswith("stories-")
    assert name.endswith("-000001")
    assert index_name("stories", turned) == name
    assert index_name("stories", changed) != name


def test_a_mapping_as_the_server_gives_it_back_is_the_same() -> None:
    wanted = read(STORIES)["mappings"]
    answered = copy.deepcopy(wanted)
    answered["properties"]["slug"]["ignore_above"] = "256"
    answered["properties"]["lifecycle"]["type"] = "object"
    assert list(differences(wanted, answered)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("properties", "slug", "type"), "text"),
        (("dynamic",), "true"),
        (("properties", "extra"), {"type": "keyword"}),
        (("properties", "entities", "type"), None),
        (("properties", "text", "fields"), {}),
    ],
)
def test_every_difference_is_named(path: tuple[str, ...], value: Any) -> None:
    wanted = read(STORIES)["mappings"]
    answered = copy.deepcopy(wanted)
    part = answered
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    found = list(differences(wanted, answered))
    assert len(found) == 1
    assert found[0].startswith(".".join(path))


def test_a_missing_mapping_file_is_named() -> None:
    with pytest.raises(BadSetting, match=r"nothing\.json"):
        read(MAPPINGS / "nothing.json")
