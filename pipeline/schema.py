"""The JSON Schema of `story/1`, generated from the types: `python -m pipeline.schema` writes
`configs/schemas/story-1.json`."""

from __future__ import annotations

import json

from pipeline.settings import CONFIGS
from pipeline.story import EnrichedStory

FILE = CONFIGS / "schemas" / "story-1.json"


def story_schema() -> str:
    """The schema of what `wire.enriched` carries, as the file holds it."""
    schema = EnrichedStory.model_json_schema(by_alias=True, mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "story/1",
        "description": "The enriched story. A reader ignores fields that it does not know.",
    }
    return json.dumps({**schema, **head}, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(story_schema(), encoding="utf-8")
