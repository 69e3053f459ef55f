"""What the event coder reaches on our own sentences: those that its authors may read, and those that stay shut.

Rules of the answers: seeds/events/README.md. No sentence or event is printed, so that a run doesn't open the shut part.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.enrich.model import load_resources
from pipeline.enrich.run import enrich_batch
from pipeline.story import EnrichedStory, Event, Source, Story
from tests.quality.conftest import Row, Rows
from tests.quality.test_seeds_enriched import FLAGS, is_party

SENTENCES = Path(__file__).resolve().parents[2] / "seeds" / "events"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FLOORS = {
    # A little under what is reached.
    "read": {"type F1": 0.73, "triple F1": 0.58, "flags right of matched": 0.98},
    "shut": {"type F1": 0.59, "triple F1": 0.49, "flags right of matched": 0.93},
}
MOST_QUIET_WITH_EVENT = {"read": 0.05, "shut": 0.0}
"""Share of the quiet sentences."""

pytestmark = pytest.mark.quality

Answer = dict[str, Any]


class Met(NamedTuple):
    """Our event beside the answer it meets by type; `whole` where source and target are right as well."""

    ours: Event
    answer: Answer
    whole: bool


def sentences(part: str) -> list[Answer]:
    lines = (SENTENCES / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def enrich(texts: Iterable[str]) -> list[EnrichedStory]:
    source = Source(name="test", sha256="0" * 64)
    return enrich_stories([Story(id=f"s{n}", version=1, source=source, text=text) for n, text in enumerate(texts)])


def enrich_stories(stories: list[Story]) -> list[EnrichedStory]:
    return enrich_batch(stories, load_resources("auto"), lambda: NOW, time.perf_counter)


def is_whole(ours: Event, answer: Answer) -> bool:
    """An answer may leave out whom a deed was done to; naming him isn't wrong."""
    target = answer["target"] is None or is_party(answer["target"], ours.targets)
    return target and is_party(answer["source"], ours.sources)


def meetings(events: Iterable[Event], answers: Iterable[Answer]) -> list[Met]:
    """Each event and each answer once; whole triples are paired before those that share the type alone."""
    open_events, open_answers, found = list(events), list(answers), []
    for whole in (True, False):
        for ours in tuple(open_events):
            for answer in open_answers:
                if ours.type == answer["type"] and (not whole or is_whole(ours, answer)):
                    open_events.remove(ours)
                    open_answers.remove(answer)
                    found.append(Met(ours, answer, whole))
                    break
    return found


def share(right: int, of: int) -> float:
    return right / of if of else 0.0


def scores(records: list[Answer], stories: list[EnrichedStory]) -> dict[str, float]:
    met = [
        pair
        for record, story in zip(records, stories, strict=True)
        for pair in meetings(story.events, record["events"])
    ]
    given = sum(len(story.events) for story in stories)
    wanted = sum(len(record["events"]) for record in records)
    quiet = [story for record, story in zip(records, stories, strict=True) if not record["events"]]
    figures = {}
    for what, right in (("type", len(met)), ("triple", sum(pair.whole for pair in met))):
        figures[f"{what} precision"] = share(right, given)
        figures[f"{what} recall"] = share(right, wanted)
        figures[f"{what} F1"] = share(2 * right, given + wanted)
    flags = sum(all(getattr(pair.ours, flag) == pair.answer[flag] for flag in FLAGS) for pair in met)
    figures["flags right of matched"] = share(flags, len(met))
    figures["modes right of matched"] = share(sum(pair.ours.mode == pair.answer["mode"] for pair in met), len(met))
    figures["quiet sentences with any event"] = share(sum(bool(story.events) for story in quiet), len(quiet))
    return figures


@pytest.mark.parametrize("part", ["read", "shut"])
def test_events_of_sentences(part: str, rows: Rows) -> None:
    records = sentences(part)
    found = scores(records, enrich(record["text"] for record in records))
    rows += [Row("event sentences", f"{what}, {part} part", f"{figure:.3f}") for what, figure in found.items()]
    for what, floor in FLOORS[part].items():
        assert found[what] >= floor, what
    assert found["quiet sentences with any event"] <= MOST_QUIET_WITH_EVENT[part]
