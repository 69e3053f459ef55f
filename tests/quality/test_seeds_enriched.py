"""Our own seed stories, decoded and enriched, against the answers that were written by hand.

Seeds that only try a format have answers for decoding alone; no event and no name is asked of them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.decode import decode
from pipeline.enrich.model import load_resources
from pipeline.enrich.run import enrich_batch
from pipeline.story import Actor, EnrichedStory, Event, RawStory, Story
from tests.quality.conftest import Row, Rows

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SHARED_SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FLAGS = ("negated", "future", "hypothetical", "historical")

Answer = dict[str, Any]
Results = dict[str, tuple[EnrichedStory, Answer]]


def raw(file: Path) -> RawStory:
    return RawStory(value=file.read_bytes(), source="seeds", sha256="0" * 64)


@pytest.fixture(scope="module")
def enriched() -> dict[str, EnrichedStory]:
    """The first story of every seed, and the shared one where it is there; by file name."""
    files = sorted(SEEDS.glob("stories/*")) + sorted(SHARED_SEED.glob("*.txt"))
    firsts = {file.stem: next((part for part in decode(raw(file)) if isinstance(part, Story)), None) for file in files}
    stories = {name: story for name, story in firsts.items() if story}
    done = enrich_batch(list(stories.values()), load_resources("auto"), lambda: NOW, time.perf_counter)
    return dict(zip(stories, done, strict=True))


@pytest.fixture(scope="module")
def results(enriched: dict[str, EnrichedStory]) -> Results:
    found = {}
    for file in sorted(SEEDS.glob("expected/*.json")):
        answers = json.loads(file.read_text(encoding="utf-8"))["stories"]
        if answers and "entities" in answers[0] and file.stem in enriched:
            found[file.stem] = (enriched[file.stem], answers[0])
    return found


def test_every_answered_seed_is_enriched(results: Results) -> None:
    answers = [json.loads(file.read_text(encoding="utf-8"))["stories"] for file in SEEDS.glob("expected/*.json")]
    assert len(results) == sum("entities" in stories[0] for stories in answers if stories) > 20
    for story, _ in results.values():
        assert {step.status for step in story.steps.values() if step.version} <= {"ok", "skipped"}


def names(story: EnrichedStory) -> set[str]:
    return {entity.text for entity in story.entities} | {entity.canonical or "" for entity in story.entities}


def is_party(wanted: Answer | None, actors: tuple[Actor, ...]) -> bool:
    if wanted is None:
        return not actors
    country, text = wanted["country"], wanted["text"].lower()
    return any(
        (country is not None and actor.country == country)
        or text in actor.text.lower()
        or text in (actor.name or "").lower()
        for actor in actors
    )


def pairs(story: EnrichedStory, answer: Answer) -> Iterator[tuple[Event, Answer]]:
    """Our events beside the answers that they meet by type, source and target; each answer once."""
    open_answers = list(answer.get("events", []))
    for event in story.events:
        for wanted in open_answers:
            # An answer may leave out whom a deed was done to; naming him isn't wrong.
            target = wanted["target"] is None or is_party(wanted["target"], event.targets)
            if event.type == wanted["type"] and is_party(wanted["source"], event.sources) and target:
                open_answers.remove(wanted)
                yield event, wanted
                break


def test_events_of_the_seeds(results: Results, rows: Rows) -> None:
    given = wanted = right = clear = clear_right = flags_right = 0
    for name, (story, answer) in results.items():
        met = list(pairs(story, answer))
        given, wanted, right = given + len(story.events), wanted + len(answer.get("events", [])), right + len(met)
        clear += sum(event["clear"] for event in answer.get("events", []))
        clear_right += sum(event["clear"] for _, event in met)
        flags_right += sum(all(getattr(ours, flag) == theirs[flag] for flag in FLAGS) for ours, theirs in met)
        print(f"{name}: {len(met)} right of {len(story.events)} given, {len(answer.get('events', []))} wanted")
    for what, share in (
        ("precision", right / given),
        ("recall", right / wanted),
        ("recall of clear ones", clear_right / clear),
        (f"all flags right, of {right}", flags_right / right),
    ):
        rows.append(Row("seeds", f"events, {what}", f"{share:.2f}"))
    assert right / given >= 0.95
    assert right / wanted >= 0.82
    assert clear_right / clear >= 0.93
    assert flags_right / right >= 0.97


def test_no_event_where_nothing_happened(results: Results) -> None:
    for name, (story, answer) in results.items():
        if not answer.get("events"):
            assert story.events == (), name


def test_names_of_the_seeds(results: Results, rows: Rows) -> None:
    found = wanted = countries = countries_right = 0
    for story, answer in results.values():
        ours = names(story)
        for entity in answer.get("entities", []):
            wanted += 1
            found += entity["text"] in ours
            if entity["country"]:
                countries += 1
                countries_right += any(
                    mine.country == entity["country"]
                    for mine in story.entities
                    if entity["text"] in (mine.text, mine.canonical)
                )
    rows.append(Row("seeds", "names found", f"{found} of {wanted}"))
    rows.append(Row("seeds", "countries right", f"{countries_right} of {countries}"))
    assert found / wanted >= 0.94
    assert countries_right / countries >= 0.92


@pytest.mark.skipif(not SHARED_SEED.exists(), reason="the shared seed story is not beside the repository")
def test_the_story_that_the_project_started_from(enriched: dict[str, EnrichedStory]) -> None:
    story = enriched[next(SHARED_SEED.glob("*.txt")).stem]
    assert any(
        event.type == "ACCUSE" and event.sources[0].country == "USA" and event.targets[0].country == "RUS"
        for event in story.events
    )
    assert any((entity.text, entity.label) == ("John Kerry", "PERSON") for entity in story.entities)
    assert any((entity.text, entity.country) == ("Syria", "SYR") for entity in story.entities)
