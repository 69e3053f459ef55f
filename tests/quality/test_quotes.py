"""Quotations and their speakers against the readings that were written by hand: `seeds/readings`, in their parts."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.decode import decode
from pipeline.enrich.model import load_resources
from pipeline.enrich.run import enrich_batch
from pipeline.folding import fold
from pipeline.story import EnrichedStory, Quote, RawStory, Story
from tests.quality.conftest import Row, Rows
from tests.quality.readings import HELD_OUT, PARTS, Reading, readings

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SHARED_SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FLOOR, HELD_OUT_FLOOR = 0.95, 0.85
"""Share of the right speakers below which something broke that worked; what is wanted stands in the table."""
PRONOUNS = frozenset({"he", "she", "it", "they"})


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


def score(story: EnrichedStory, reading: Reading, total: Score) -> None:
    wanted = [quote for quote in reading.quotes if quote["kind"] == "direct"]
    names = {entity["name"] for entity in reading.entities.values()}
    total.wanted += len(wanted)
    for quote in (one for one in story.quotes if one.kind == "direct"):
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
    for missed in wanted:
        print(f"not found: {missed['text']!r}")


@pytest.mark.parametrize("part", PARTS)
def test_quotations_and_their_speakers(rows: Rows, part: str) -> None:
    chosen = [reading for reading in readings() if reading.part == part]
    stories = enriched([next(SEEDS.glob(f"stories/{reading.name}.*")) for reading in chosen])
    total = Score()
    for reading in chosen:
        print(f"{reading.name}:")
        score(stories[reading.name], reading, total)
    rows.append(Row(part, "direct quotations found", f"{total.found} of {total.wanted}", "98 %"))
    rows.append(Row(part, "direct quotations that are none", str(total.false)))
    rows.append(Row(part, "speaker right", f"{total.right} of {total.found}", "90 %"))
    for mention, count in sorted(total.by_mention.items()):
        rows.append(Row(part, f"speaker right, {mention}", f"{total.right_by_mention[mention]} of {count}"))
    assert total.found >= 0.98 * total.wanted
    assert total.false <= 0.05 * total.found
    assert total.right >= (HELD_OUT_FLOOR if part == HELD_OUT else FLOOR) * total.found


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
