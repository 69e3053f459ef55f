"""Every seed comes out as the answer beside it says: each key that an answer gives is compared."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
STORIES = {path.stem: path for path in sorted((SEEDS / "stories").iterdir()) if path.is_file()}
NOT_DECODED = {"entities", "events"}
COPY_ALONE = {"plaintext", "anpa1312", "iptc7901", "email"}
NOT_IN_ANSWERS = {"item", "slug", "headline"}
"""Kinds of `refs` that answers leave out (rule 8 of `seeds/README.md`)."""


@cache
def decoded(name: str) -> tuple[Story | Failure, ...]:
    value = STORIES[name].read_bytes()
    return decode(RawStory(value=value, source="seeds", sha256=hashlib.sha256(value).hexdigest()))


@cache
def answer(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SEEDS / "expected" / f"{name}.json").read_text("utf-8"))
    return found


def told(story: Story) -> dict[str, Any]:
    """A story with the keys of an answer."""
    fields: dict[str, Any] = json.loads(story.model_dump_json(by_alias=True))
    fields["format"] = fields["source"]["format"]
    fields["refs"] = [ref for ref in fields["refs"] if ref["kind"] not in NOT_IN_ANSWERS]
    return fields


def only_keys(found: Any, wanted: Any) -> Any:
    """`found` with only the keys that `wanted` gives: an answer says nothing about a key that it leaves out."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: only_keys(found.get(key), value) for key, value in wanted.items()}
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        return [only_keys(one, other) for one, other in zip(found, wanted, strict=True)]
    return found


def without_order(fields: dict[str, Any]) -> dict[str, Any]:
    """Notes of several fields of a format stand in no order that a rule gives."""
    return {**fields, "notes": sorted(fields.get("notes") or (), key=json.dumps)}


def test_every_seed_has_an_answer() -> None:
    assert len(STORIES) >= 20
    assert {path.stem for path in (SEEDS / "expected").glob("*.json")} == set(STORIES)


@pytest.mark.parametrize("name", STORIES)
def test_the_parts_of_the_story(name: str) -> None:
    stories = [part for part in decoded(name) if isinstance(part, Story)]
    wanted = answer(name)["stories"]
    assert len(stories) == len(wanted)
    for story, keys in zip(stories, wanted, strict=True):
        expected = {key: value for key, value in keys.items() if key not in NOT_DECODED}
        found = only_keys(told(story), expected)
        if story.source.format not in COPY_ALONE:
            found, expected = without_order(found), without_order(expected)
        assert found == expected


@pytest.mark.parametrize("name", STORIES)
def test_the_dead_parts(name: str) -> None:
    if "dead" in answer(name):
        assert [part.code for part in decoded(name) if isinstance(part, Failure)] == answer(name)["dead"]


@pytest.mark.parametrize("name", [name for name in STORIES if answer(name).get("same_id_as")])
def test_versions_of_one_story_share_its_id(name: str) -> None:
    (story,), (other,) = decoded(name), decoded(answer(name)["same_id_as"])
    assert isinstance(story, Story)
    assert isinstance(other, Story)
    assert story.id == other.id


@pytest.mark.parametrize("name", [name for name in STORIES if answer(name).get("newer_than")])
def test_a_newer_version_is_higher(name: str) -> None:
    (story,), (other,) = decoded(name), decoded(answer(name)["newer_than"])
    assert isinstance(story, Story)
    assert isinstance(other, Story)
    assert story.version > other.version


def test_different_stories_have_different_ids() -> None:
    owners: dict[str, set[str]] = {}
    for name in STORIES:
        first = answer(name).get("same_id_as") or name
        for part in decoded(name):
            if isinstance(part, Story):
                owners.setdefault(part.id, set()).add(first)
    assert all(len(names) == 1 for names in owners.values())
