"""Our own stories against their readings, in their parts: every mention linked, places, the place where it happens."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.decode import decode
from pipeline.enrich.model import load_resources
from pipeline.enrich.run import enrich_batch
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Entity, Place, RawStory, Story
from tests.quality.conftest import Row, Rows
from tests.quality.readings import HELD_OUT, PARTS, MarkedName, Reading, readings

STORIES = Path(__file__).resolve().parents[2] / "seeds" / "stories"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
NEAR = 161
"""Kilometres within which a place is right: a hundred miles, as in the evaluations of geoparsers."""
KINDS = {
    "people": lambda entity: entity["label"] == "PERSON",
    "organisations": lambda entity: entity["label"] == "ORG",
    "countries": lambda entity: entity["label"] == "GPE" and entity["country"],
}

FLOORS = {
    "seeds": {"people": 100, "organisations": 100, "countries": 100},
    "further stories": {"people": 98, "organisations": 95, "countries": 98},
    HELD_OUT: {"people": 89, "organisations": 85, "countries": 84},
}
"""Per cent below which something broke that worked; what is wanted stands in the table."""

Pairs = list[tuple[EnrichedStory, Reading]]


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    answers = readings()
    stories = [_story(reading.name) for reading in answers]
    done = enrich_batch(stories, load_resources("auto"), lambda: NOW, time.perf_counter)
    return list(zip(done, answers, strict=True))


def _story(name: str) -> Story:
    (file,) = STORIES.glob(f"{name}.*")
    raw = RawStory(value=file.read_bytes(), source="seeds", sha256="0" * 64)
    return next(part for part in decode(raw) if isinstance(part, Story))


def parts(pairs: Pairs) -> Iterable[tuple[str, Pairs]]:
    for part in PARTS:
        yield part, [pair for pair in pairs if pair[1].part == part]


def test_the_readings_are_of_the_stories(pairs: Pairs) -> None:
    assert {reading.part for _, reading in pairs} == set(PARTS)
    for story, reading in pairs:
        assert (story.headline, story.text) == (reading.headline, reading.text), reading.name


def linked(story: EnrichedStory, reading: Reading) -> list[tuple[MarkedName, bool]]:
    """Each marked mention, and whether ours has its span, its label, and one id with all others of its key alone."""
    ours: dict[tuple[str, int, int], Entity] = {(e.field, e.start, e.end): e for e in story.entities}
    found = {mark: ours.get((mark.field, mark.start, mark.end)) for mark in reading.names}
    ids = {key: Counter(e.id for m, e in found.items() if m.key == key and e) for key in reading.entities}
    keys = Counter((e.id, m.key) for m, e in found.items() if e)
    out = []
    for mark, entity in found.items():
        right = entity is not None and entity.label == reading.entities[mark.key]["label"]
        if entity is not None and right:
            best_id = ids[mark.key].most_common(1)[0][0]
            best_key = max((pair for pair in keys if pair[0] == entity.id), key=lambda pair: keys[pair])[1]
            right = entity.id == best_id and best_key == mark.key
        out.append((mark, right))
    return out


@pytest.mark.parametrize("kind", KINDS)
def test_all_mentions_of_one_thing_are_one(pairs: Pairs, rows: Rows, kind: str) -> None:
    for part, found in parts(pairs):
        marks = [
            (reading.name, mark, right)
            for story, reading in found
            for mark, right in linked(story, reading)
            if KINDS[kind](reading.entities[mark.key])
        ]
        wrong = [f"{name}: {mark.text} ({mark.field} {mark.start})" for name, mark, right in marks if not right]
        print(part, kind, *wrong, sep="\n  ")
        if marks:
            share = 100 * (1 - len(wrong) / len(marks))
            rows.append(
                Row(part, f"{kind}: mentions found, labelled and linked, of {len(marks)}", f"{share:.1f} %", "100 %")
            )
            assert share >= FLOORS[part][kind]


def kilometres(place: Place, wanted: dict[str, Any]) -> float:
    lat1, lat2 = math.radians(place.lat or 0), math.radians(wanted["lat"])
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(wanted["lon"] - (place.lon or 0)) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def is_place(place: Place, wanted: dict[str, Any]) -> bool:
    if wanted.get("lat") is None:
        return place.kind == "country" and place.country == wanted["country"]
    return kilometres(place, wanted) <= NEAR or (
        place.kind not in ("city", "country") and fold(place.name) == fold(wanted["name"])
    )


def named(story: EnrichedStory, place: Place) -> set[str]:
    fields = {
        "text": story.text,
        "headline": story.headline or "",
        "dateline": story.dateline.text if story.dateline else "",
    }
    return {fold(fields[m.field][m.start : m.end]) for m in place.mentions} | {fold(place.name)}


def test_places_and_where_it_happens(pairs: Pairs, rows: Rows) -> None:
    for part, found in parts(pairs):
        wanted = right = placed = focus = 0
        for story, reading in found:
            for answer in reading.places:
                ours = [
                    place
                    for place in story.places
                    if fold(answer["name"]) in named(story, place) or is_place(place, answer)
                ]
                wanted, placed = wanted + 1, placed + bool(ours)
                right += any(is_place(place, answer) for place in ours)
                if not any(is_place(place, answer) for place in ours):
                    print(reading.name, "place", answer["name"], [(p.name, p.country, p.admin1) for p in ours])
            answers = [answer for answer in reading.places if answer["name"] in reading.focus]
            happens = [place for place in story.places if place.is_focus]
            hit = any(is_place(place, answer) for place in happens for answer in answers)
            focus += hit
            if not hit:
                print(reading.name, "focus", reading.focus, [place.name for place in happens])
        if found:
            rows.append(Row(part, f"places found, of {wanted}", f"{100 * placed / wanted:.1f} %"))
            rows.append(Row(part, f"of those, right or within {NEAR} km", f"{100 * right / placed:.1f} %", "90 %"))
            rows.append(
                Row(
                    part,
                    f"the place where it happens, of {len(found)} stories",
                    f"{100 * focus / len(found):.0f} %",
                    "90 %",
                )
            )
            assert right / placed >= 0.9
