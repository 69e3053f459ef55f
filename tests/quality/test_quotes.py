"""Quotations and their speakers against the readings that were written by hand: `seeds/readings`.

Those from 70 on were written after the code, by people who had not seen it, and are counted apart.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.decode import decode
from pipeline.enrich.model import load_resources
from pipeline.enrich.run import enrich_batch
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Quote, RawStory, Story
from tests.quality.conftest import Row, Rows

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SHARED_SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_UNSEEN = 70
PRONOUNS = frozenset({"he", "she", "it", "they"})

Answer = dict[str, Any]


@dataclass
class Score:
    wanted: int = 0
    found: int = 0
    false: int = 0
    right: int = 0
    by_mention: Counter[str] = field(default_factory=Counter)
    right_by_mention: Counter[str] = field(default_factory=Counter)


def enriched(files: list[Path]) -> dict[str, EnrichedStory]:
    """The first story of each file, by the file's name."""
    raws = {file.stem: RawStory(value=file.read_bytes(), source="seeds", sha256="0" * 64) for file in files}
    firsts = {name: next(part for part in decode(raw) if isinstance(part, Story)) for name, raw in raws.items()}
    done = enrich_batch(list(firsts.values()), load_resources("auto"), lambda: NOW, time.perf_counter)
    return dict(zip(firsts, done, strict=True))


@pytest.fixture(scope="module")
def readings() -> dict[str, Answer]:
    files = sorted(SEEDS.glob("readings/*.json"))
    if not files:
        pytest.skip("seeds/readings holds no answers")
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def bare(text: str) -> str:
    """The words alone: whether the last comma stands within the marks is the desk's style."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_same_speaker(ours: str | None, wanted: str | None, names: set[str]) -> bool:
    """Names are equal; of a noun phrase the one may be longer (`senior diplomat`, `senior European diplomat`)."""
    if ours is None or wanted is None:
        return ours is wanted
    if fold(ours) == fold(wanted):
        return True
    if wanted in names:
        return False
    short, long = sorted((set(fold(ours).split()), set(fold(wanted).split())), key=len)
    return short <= long


def mention_of(quote: Quote, story: EnrichedStory) -> str:
    if quote.speaker_start is None:
        return "none beside"
    word = story.text[quote.speaker_start : quote.speaker_end]
    if fold(word) in PRONOUNS:
        return "pronoun"
    return "name" if word.split()[-1][:1].isupper() else "noun"


def score(story: EnrichedStory, answer: Answer, total: Score) -> None:
    wanted = [quote for quote in answer["quotes"] if quote["kind"] == "direct"]
    names = {entity["name"] for entity in answer.get("entities", {}).values()}
    total.wanted += len(wanted)
    for quote in (quote for quote in story.quotes if quote.kind == "direct"):
        match = next((other for other in wanted if bare(other["text"]) == bare(quote.text)), None)
        if match is None:
            total.false += 1
            print(f"not wanted: {quote.text!r}")
            continue
        wanted.remove(match)
        total.found += 1
        right = is_same_speaker(quote.speaker, match["speaker"], names)
        total.right += right
        total.by_mention[mention := mention_of(quote, story)] += 1
        total.right_by_mention[mention] += right
        if not right:
            print(f"speaker {quote.speaker!r} for {match['speaker']!r}: {quote.text!r}")
    for quote in wanted:
        print(f"not found: {quote['text']!r}")


@pytest.mark.parametrize("unseen", [False, True], ids=["seeds", "unseen"])
def test_quotations_and_their_speakers(readings: dict[str, Answer], rows: Rows, unseen: bool) -> None:
    chosen = {name: answer for name, answer in readings.items() if (int(name[:2]) >= FIRST_UNSEEN) == unseen}
    if not chosen:
        pytest.skip("no readings of this part")
    stories = enriched([next(SEEDS.glob(f"stories/{name}.*")) for name in chosen])
    total = Score()
    for name, answer in chosen.items():
        print(f"{name}:")
        score(stories[name], answer, total)
    data = "stories written blind" if unseen else "seeds"
    rows.append(Row(data, "direct quotations found", f"{total.found} of {total.wanted}", "98 %"))
    rows.append(Row(data, "direct quotations that are none", str(total.false)))
    rows.append(Row(data, "speaker right", f"{total.right} of {total.found}", "90 %"))
    for mention, count in sorted(total.by_mention.items()):
        rows.append(Row(data, f"speaker right, {mention}", f"{total.right_by_mention[mention]} of {count}"))
    assert total.found >= 0.98 * total.wanted
    assert total.false <= 0.05 * total.found
    assert total.right >= 0.9 * total.found


@pytest.mark.skipif(not SHARED_SEED.exists(), reason="the shared seed story is not beside the repository")
def test_the_story_that_the_project_started_from() -> None:
    story = next(iter(enriched(sorted(SHARED_SEED.glob("*.txt"))).values()))
    quotes = [quote for quote in story.quotes if quote.kind == "direct"]
    speakers = [quote.speaker or "" for quote in quotes]
    assert speakers[:6] == ["John Kerry"] * 6
    assert speakers[6].endswith("diplomat")
    assert speakers[7].startswith("spokeswoman")
    assert speakers[8].endswith("Defence Ministry")
    assert len(speakers) == 9
    assert all(story.text[quote.start : quote.end] == quote.text for quote in story.quotes)
