"""What the event coder reaches on coded sentences, and how still it keeps on business news.

The data stand outside the repository. A third of the coded sentences, chosen by hash, was kept shut while the lexicon
was written (one sentence at the head of the file apart); both parts are reported. Floors lie a little under what was
reached.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.enrich.model import load_resources
from pipeline.enrich.run import Resources, enrich_batch
from pipeline.story import Actor, EnrichedStory, Event, Source, Story
from tests.quality.conftest import Row, Rows

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
GSR = DATA / "plover_gsr" / "PLOVER_GSR_CAMEO.json"
REUTERS = DATA / "reuters21578" / "gold.jsonl.gz"
VERDICTS = Path(__file__).resolve().parent / "verdicts" / "events.json"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUIET = {"earn", "acq", "money-fx", "grain", "crude"}
NEWER_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""PLOVER 0.5 → 2.0."""

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def resources() -> Resources:
    return load_resources("auto")


def stories_of(texts: Iterable[str]) -> list[Story]:
    source = Source(name="test", sha256="0" * 64)
    return [Story(id=f"s{n}", version=1, source=source, text=text) for n, text in enumerate(texts)]


def enrich(texts: list[str], resources: Resources, size: int = 32) -> Iterator[EnrichedStory]:
    stories = stories_of(texts)
    for start in range(0, len(stories), size):
        yield from enrich_batch(stories[start : start + size], resources, lambda: NOW, time.perf_counter)


def coded_sentences() -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(GSR.read_text(encoding="utf-8"))[1:]
    return records


def was_read(record: dict[str, Any]) -> bool:
    return int(hashlib.sha256(record["id"].encode()).hexdigest(), 16) % 3 != 0


def same_party(ours: Iterable[Actor], theirs: Any) -> bool:
    """The same country code, or half of the words of the answer's actor; an answer without the actor asks for none."""
    wanted = theirs if isinstance(theirs, list) else []
    found = list(ours)
    if not wanted:
        return not found
    for answer in wanted:
        code = {"JAP": "JPN"}.get(answer.get("code"), answer.get("code"))
        words = set(str(answer.get("actorText", "")).lower().split())
        for actor in found:
            shared = words & set(actor.text.lower().split())
            if (actor.country and actor.country == code) or (words and len(shared) * 2 >= len(words)):
                return True
    return False


def both_parties(event: Event, record: dict[str, Any]) -> bool:
    """Of two who act on each other the answers name both as sources."""
    source, target = record.get("source"), record.get("target")
    if source and not target and len(source) > 1:
        return same_party(event.sources, source) and same_party((*event.sources, *event.targets), source[1:])
    return same_party(event.sources, source) and (not target or same_party(event.targets, target))


def f1(right: int, given: int, wanted: int) -> float:
    return 2 * right / (given + wanted) if given + wanted else 0.0


@dataclass(frozen=True)
class Answered:
    """One coded sentence: its type, the types that were given, whether the type and the whole triple are among them."""

    kind: str
    given: tuple[str, ...]
    typed: bool
    triple: bool


def answered(record: dict[str, Any], story: EnrichedStory) -> Answered:
    kind = NEWER_NAMES.get(record["event"], record["event"])
    same = [event for event in story.events if event.type == kind]
    given = tuple(event.type for event in story.events)
    return Answered(kind, given, bool(same), any(both_parties(event, record) for event in same))


def type_f1(answers: Sequence[Answered]) -> float:
    return f1(sum(one.typed for one in answers), sum(len(one.given) for one in answers), len(answers))


def interval(answers: Sequence[Answered]) -> tuple[float, float]:
    """Where 95 of 100 samples of as many sentences, drawn with putting back, have their type F1 (bootstrap)."""
    draw = random.Random(0)
    drawn = sorted(type_f1(draw.choices(answers, k=len(answers))) for _ in range(1000))
    return drawn[25], drawn[-26]


def macro_f1(answers: Sequence[Answered]) -> float:
    """The mean of the types' F1; an event of another type than the sentence's is one too many of its own type."""
    kinds = sorted({one.kind for one in answers})
    right = {kind: sum(one.typed for one in answers if one.kind == kind) for kind in kinds}
    given = {kind: sum(one.given.count(kind) for one in answers) for kind in kinds}
    wanted = {kind: sum(one.kind == kind for one in answers) for kind in kinds}
    return sum(f1(right[kind], given[kind], wanted[kind]) for kind in kinds) / len(kinds)


def scores(answers: Sequence[Answered]) -> dict[str, float]:
    types, triples = sum(one.typed for one in answers), sum(one.triple for one in answers)
    given = sum(len(one.given) for one in answers)
    low, high = interval(answers)
    return {
        "type precision": types / given if given else 0.0,
        "type recall": types / len(answers),
        "type F1": type_f1(answers),
        "type F1, low end of 95 %": low,
        "type F1, high end of 95 %": high,
        "type macro-F1": macro_f1(answers),
        "both actors right, given the type": triples / types if types else 0.0,
        "triple F1": f1(triples, given, len(answers)),
    }


@pytest.mark.skipif(not GSR.exists(), reason=f"the coded sentences are not beside the repository ({GSR.name})")
def test_types_and_parties_of_coded_sentences(resources: Resources, rows: Rows) -> None:
    records = coded_sentences()
    results = list(enrich([record["text"] for record in records], resources))
    parts = {}
    for name, read in (("read", True), ("unread", False)):
        chosen = [n for n, record in enumerate(records) if was_read(record) is read]
        parts[name] = scores([answered(records[n], results[n]) for n in chosen])
    for name, found in parts.items():
        rows += [Row("plover_gsr", f"{key}, {name} part", f"{value:.3f}") for key, value in found.items()]
    # Recall was bought with precision, which was 0.78 at a recall of 0.54: a sentence of this set has one answer, and
    # what else it tells counts as false here.
    floors = {"type precision": 0.70, "type F1": 0.72, "type macro-F1": 0.72, "triple F1": 0.55}
    assert {key: value for key, value in floors.items() if parts["read"][key] < value} == {}
    floors = {"type precision": 0.69, "type F1": 0.64, "triple F1": 0.47}
    assert {key: value for key, value in floors.items() if parts["unread"][key] < value} == {}


@pytest.mark.skipif(not REUTERS.exists(), reason=f"the business news is not beside the repository ({REUTERS.name})")
def test_business_results_and_takeovers_are_quiet(resources: Resources, rows: Rows) -> None:
    """How many events, and what a reader who didn't know the rules said of them; what nobody judged counts as wrong."""
    records = []
    with gzip.open(REUTERS, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["body"] and set(record["topics"]) & QUIET:
                records.append(record)
            if len(records) == 1000:
                break
    results = list(enrich([record["body"] for record in records], resources))
    right = {
        (one["story"], one["type"], one["trigger"]): one["right"] for one in json.loads(VERDICTS.read_text())["events"]
    }
    events = [(record["id"], event) for record, story in zip(records, results, strict=True) for event in story.events]
    accepted = [right.get((identity, event.type, trigger_of(event))) for identity, event in events]
    rejecting = {identity for (identity, _), verdict in zip(events, accepted, strict=True) if not verdict}
    stories = len({identity for identity, _ in events})
    verdicts = f"{accepted.count(True)} right, {accepted.count(False)} wrong, {accepted.count(None)} not judged"
    rows += [
        Row("reuters21578", "events in business news", f"{len(events)} in {stories} of {len(results)} stories"),
        Row("reuters21578", "a reader's verdicts on them", verdicts),
        Row("reuters21578", "stories with an event that the reader rejects", str(len(rejecting)), "50"),
    ]
    assert len(events) <= 0.1 * len(results)
    assert len(rejecting) <= 0.05 * len(results)


def trigger_of(event: Event) -> str:
    found = event.evidence
    return " ".join(found.text[found.trigger_start - found.start : found.trigger_end - found.start].split())
