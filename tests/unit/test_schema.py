"""The published schema is the types', and its examples hold."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from pipeline.schema import FILE, story_schema
from pipeline.story import EnrichedStory

EXAMPLES = sorted((FILE.parent / "examples").glob("*.json"))


def test_the_file_is_what_the_types_say() -> None:
    assert FILE.read_text(encoding="utf-8") == story_schema(), "run `python -m pipeline.schema`"


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_valid_and_is_read_and_written_without_a_change(example: Path) -> None:
    fields = json.loads(example.read_text(encoding="utf-8"))
    jsonschema.validate(fields, json.loads(FILE.read_text(encoding="utf-8")))
    story = EnrichedStory.from_record(json.dumps(fields))
    assert json.loads(story.to_json()) == fields
