"""Topics against what editors say: readings of our seeds, Reuters' codes of 1987, the subjects of the IPTC's examples.

What a provider gives is taken off first, so that only the words speak.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import time
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from pipeline.decode import decode
from pipeline.enrich.model import load_resources
from pipeline.enrich.run import Resources, enrich_batch
from pipeline.folding import fold
from pipeline.story import EnrichedStory, RawStory, Source, Story
from tests.quality.conftest import Row, Rows

pytestmark = pytest.mark.quality

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ONE_IN = 36
"""Of the messages of Reuters 1987, by a hash of their number: some 600."""


@cache
def resources() -> Resources:
    return load_resources("auto")


def stories_in(value: bytes) -> list[Story]:
    parts = decode(RawStory(value=value, source="quality", sha256=hashlib.sha256(value).hexdigest()))
    return [part for part in parts if isinstance(part, Story)]


def told(stories: Iterable[Story]) -> list[EnrichedStory]:
    """What only the words say."""
    bare = [story.model_copy(update=dict.fromkeys(("subjects", "categories", "keywords"), ())) for story in stories]
    bare = [story.model_copy(update={"slug": None}) for story in bare]
    return enrich_batch(bare, resources(), lambda: NOW, time.perf_counter)


def level(codes: Iterable[str], first: bool) -> set[str]:
    return {code for code in codes if code.endswith("000000") == first}


def codes(story: EnrichedStory) -> set[str]:
    return {topic.code for topic in story.topics}


def shares(pairs: list[tuple[set[str], set[str]]]) -> tuple[float, float, float]:
    """Micro precision, recall and F1 of what was given against what was wanted."""
    right = sum(len(given & wanted) for given, wanted in pairs)
    precision = right / max(1, sum(len(given) for given, _ in pairs))
    recall = right / max(1, sum(len(wanted) for _, wanted in pairs))
    return precision, recall, 2 * precision * recall / max(0.001, precision + recall)


def named(names: Iterable[str]) -> set[str]:
    topics = resources().topics
    known = {fold(name): code for code, name in topics.names.items()} | {"politics and government": "11000000"}
    return {known[fold(name)] for name in names if fold(name) in known}


def report(rows: Rows, data: str, pairs: list[tuple[set[str], set[str]]]) -> float:
    """A row for each level; F1 of the first."""
    found = []
    for what, first in (("first level", True), ("second level", False)):
        precision, recall, f1 = shares([(level(given, first), level(wanted, first)) for given, wanted in pairs])
        rows.append(Row(data, f"topics, {what}", f"precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"))
        found.append(f1)
    return found[0]


def test_readings_of_the_seeds(rows: Rows) -> None:
    files = sorted((ROOT / "seeds" / "readings").glob("*.json"))
    if not files:
        pytest.skip("there are no readings of the seeds yet")
    seeds = {path.stem: path for path in (ROOT / "seeds" / "stories").iterdir()}
    stories = told(stories_in(seeds[file.stem].read_bytes())[0] for file in files)
    pairs = []
    for file, story in zip(files, stories, strict=True):
        names = json.loads(file.read_text(encoding="utf-8")).get("topics", ())
        pairs.append((codes(story), named(names)))
        print(file.stem, [topic.name for topic in story.topics], "wanted", names)
    assert report(rows, f"seeds ({len(files)} read)", pairs) >= 0.7


def test_every_kind_of_news(rows: Rows) -> None:
    answers = tomllib.loads((Path(__file__).parent / "answers" / "topics.toml").read_text(encoding="utf-8"))["story"]
    source = Source(name="quality", sha256="0" * 64)
    stories = told(
        Story(id=f"s{number}", version=1, source=source, headline=one.get("headline"), text=one["text"])
        for number, one in enumerate(answers)
    )
    pairs = [(codes(story), named(one["topics"])) for story, one in zip(stories, answers, strict=True)]
    assert all(len(named(one["topics"])) == len(one["topics"]) for one in answers)
    assert report(rows, f"{len(answers)} kinds of news", pairs) >= 0.85


def test_reuters_of_1987(rows: Rows) -> None:
    """Reuters coded economic subjects only; a message that has such a code is about the economy, whatever else."""
    if not (DATA / "reuters21578" / "messages.jsonl.gz").exists():
        pytest.skip("Reuters-21578 is not here: it stands in ../shared/data/reuters21578 beside the repository")
    folder = DATA / "reuters21578"
    with gzip.open(folder / "messages.jsonl.gz", "rt") as raw, gzip.open(folder / "gold.jsonl.gz", "rt") as gold:
        messages = [(json.loads(one), json.loads(other)["raw"]) for one, other in zip(gold, raw, strict=True)]
    chosen = [pair for pair in messages if int(hashlib.sha256(pair[0]["id"].encode()).hexdigest(), 16) % ONE_IN == 0]
    coded = [(gold["topics"], story) for gold, raw in chosen if gold["topics"] for story in stories_in(raw.encode())]
    found = [(given, codes(story)) for (given, _), story in zip(coded, told(s for _, s in coded), strict=True)]
    economy = sum("04000000" in ours for _, ours in found) / len(found)
    none = sum(not ours for _, ours in found) / len(found)
    rows.append(Row("reuters21578", f"economy, of {len(found)} that Reuters coded", f"{economy:.1%}"))
    rows.append(Row("reuters21578", "the same, no topic at all", f"{none:.1%}"))
    for kind in ("earn", "acq"):
        business = ["20000170" in ours for given, ours in found if given == [kind]]
        rows.append(Row("reuters21578", f"{kind} is business information, of {len(business)}", str(sum(business))))
    assert economy >= 0.93
    assert none <= 0.04


def test_examples_of_the_iptc(rows: Rows) -> None:
    files = sorted(path for path in (DATA / "wire_formats").rglob("*") if path.suffix in (".xml", ".json"))
    if not files:
        pytest.skip("the IPTC's examples are not here: they stand in ../shared/data/wire_formats beside the repository")
    stories = [story for path in files for story in stories_in(path.read_bytes()) if len(story.text) > 400]
    given = enrich_batch(stories, resources(), lambda: NOW, time.perf_counter)
    pairs = [
        (level(codes(ours), True), level({topic.code for topic in theirs.topics if topic.score == 1}, True))
        for ours, theirs in zip(told(stories), given, strict=True)
        if any(topic.score == 1 for topic in theirs.topics)
    ]
    right = sum(bool(ours & theirs) for ours, theirs in pairs)
    rows.append(Row("wire_formats", f"a first level of the provider's found by words, of {len(pairs)}", f"{right}"))
    assert right >= len(pairs) - 1
