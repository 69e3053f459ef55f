"""Whether an event's score is what it says: the share of such events whose type and parties are right.

Judged are our own answers, which hold every event of their text: sentences and stories together, those that were read
while the scores were set and those that are kept shut.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pytest

from pipeline.decode import decode
from pipeline.story import Event, Story
from tests.quality.conftest import Row, Rows
from tests.quality.test_event_sentences import Answer, enrich, enrich_stories, meetings, sentences
from tests.quality.test_seeds_enriched import SEEDS, raw

STORIES = {"read": range(1, 90), "shut": range(90, 110)}
Judged = Iterator[tuple[Event, bool]]

pytestmark = pytest.mark.quality


def judged(events: Iterable[Event], answers: Iterable[Answer]) -> Judged:
    """Each event with whether it is one of the answers, type and parties."""
    events = tuple(events)
    right = {id(met.ours) for met in meetings(events, answers) if met.whole}
    return ((event, id(event) in right) for event in events)


def of_sentences(part: str) -> Judged:
    records = sentences(part)
    for record, story in zip(records, enrich(record["text"] for record in records), strict=True):
        yield from judged(story.events, record["events"])


def of_stories(numbers: range) -> Judged:
    answers: dict[str, list[Answer]] = {}
    for file in sorted(SEEDS.glob("expected/*.json")):
        stories = json.loads(file.read_text(encoding="utf-8"))["stories"]
        if int(file.stem.split("-")[0]) in numbers and stories and "events" in stories[0]:
            answers[file.stem] = stories[0]["events"]
    files = [next(SEEDS.glob(f"stories/{name}.*")) for name in answers]
    stories_read = [next(part for part in decode(raw(file)) if isinstance(part, Story)) for file in files]
    for story, wanted in zip(enrich_stories(stories_read), answers.values(), strict=True):
        yield from judged(story.events, wanted)


def shares(found: Iterable[tuple[Event, bool]]) -> Mapping[float, tuple[int, float]]:
    """By score: how many events have it, and the share of the right ones."""
    given: Counter[float] = Counter()
    right: Counter[float] = Counter()
    for event, is_right in found:
        given[event.score] += 1
        right[event.score] += is_right
    return {score: (given[score], right[score] / given[score]) for score in sorted(given, reverse=True)}


@pytest.mark.parametrize("part", ["read", "shut"])
def test_a_score_is_the_share_of_the_right(part: str, rows: Rows) -> None:
    by_score = shares([*of_sentences(part), *of_stories(STORIES[part])])
    rows += [
        Row("event scores", f"right of {count} events at {score}, {part} part", f"{share:.2f}")
        for score, (count, share) in by_score.items()
    ]
    far = {s: found for s, found in by_score.items() if found[0] >= 20 and abs(found[1] - s) > 0.15}
    assert far == {}
    # "At 0.8 about four times in five" is what an analyst filters by.
    high = [by_score[score] for score in (0.8, 0.9)]
    assert sum(count * share for count, share in high) / sum(count for count, _ in high) >= 0.8
