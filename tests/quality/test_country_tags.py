"""The countries that a story concerns, against those that Reuters' editors tagged in 1987."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.decode import decode
from pipeline.enrich.countries import Countries
from pipeline.enrich.model import load_resources
from pipeline.enrich.run import enrich_batch
from pipeline.enrich.tables import load_countries
from pipeline.story import RawStory, Story
from tests.quality.conftest import Row, Rows

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "reuters21578"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
EVERY = 14
"""Of the messages that have tags every so manyth is read: some 1,200."""
OTHER_NAMES = {
    "ussr": "RUS", "west-germany": "DEU", "east-germany": "DEU", "czechoslovakia": "CZE", "yugoslavia": "SRB",
    "zaire": "COD", "north-yemen": "YEM", "south-yemen": "YEM", "bosnia-hercegovina": "BIH",
}  # fmt: skip


def country(tag: str, countries: Countries) -> str | None:
    return OTHER_NAMES.get(tag) or countries.of_name(tag.replace("-", " "))


@pytest.mark.skipif(not DATA.exists(), reason="the data set reuters21578 is not beside the repository")
def test_countries_as_reuters_tagged_them(rows: Rows) -> None:
    countries = load_countries()
    with gzip.open(DATA / "gold.jsonl.gz") as lines:
        gold = {row["id"]: row["places"] for row in map(json.loads, lines)}
    with gzip.open(DATA / "messages.jsonl.gz") as lines:
        messages = [row for row in map(json.loads, lines) if gold.get(row["id"])][::EVERY]
    stories, tags = [], []
    for message in messages:
        raw = RawStory(value=message["raw"].encode("latin-1", "replace"), source="reuters", sha256="0" * 64)
        first = next((part for part in decode(raw) if isinstance(part, Story)), None)
        if first is not None:
            stories.append(first)
            tags.append({code for tag in gold[message["id"]] if (code := country(tag, countries))})
    done = enrich_batch(stories, load_resources("auto"), lambda: NOW, time.perf_counter)
    right = sum(len(set(story.countries) & wanted) for story, wanted in zip(done, tags, strict=True))
    total = sum(len(story.countries) + len(wanted) for story, wanted in zip(done, tags, strict=True))
    rows.append(Row("reuters21578", f"countries, of {len(done)} stories: micro-F1", f"{2 * right / total:.3f}", "0.85"))
    assert 2 * right / total >= 0.85
