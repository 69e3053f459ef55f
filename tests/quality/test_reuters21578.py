"""Decoding measured on 18,000 Reuters messages of 1987 (Reuters-21578, Distribution 1.0), read from outside.

Exact match after white space is folded. The gold fields were cut by hand and by machine in the nineties: some datelines
there run on to the last dash of their line, some tables have none. BRIEF messages are alerts of one line; UNPROC ones
have no gold fields, so that only their characters are counted.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.decode import decode
from pipeline.decode.anatomy.dates import days_in, iso
from pipeline.story import RawStory, Story
from tests.quality.conftest import Row, Rows
from tests.quality.verdicts import verdicts

pytestmark = pytest.mark.quality

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "reuters21578"
FLOORS = {
    ("NORM", "headline"): 99.8,
    ("NORM", "dateline"): 99.1,
    ("NORM", "place"): 99.3,
    ("NORM", "date"): 99.6,
    ("NORM", "author"): 99.8,
    ("NORM", "body"): 99.0,
    ("BRIEF", "headline"): 99.3,
    ("BRIEF", "body"): 99.3,
}
"""Percent, by type of text and field: slightly below what was reached."""

WANTED = {"headline": 99, "place": 98.5, "date": 99, "author": 97, "body": 98}
"""Percent over all types."""

_FILLER = "Blah blah blah."
"""What the makers of the data set put for the text of a message that has none."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FLASH = re.compile(r"^\*+\s*")


@cache
def messages() -> tuple[tuple[dict[str, Any], str, Story | None], ...]:
    """Gold, raw message and what decoding makes of it."""
    if not (DATA / "messages.jsonl.gz").exists():
        pytest.skip("Reuters-21578 is not here: it stands in ../shared/data/reuters21578 beside the repository")
    with gzip.open(DATA / "messages.jsonl.gz", "rt") as raw, gzip.open(DATA / "gold.jsonl.gz", "rt") as gold:
        pairs = [(json.loads(one), json.loads(other)["raw"]) for one, other in zip(gold, raw, strict=True)]
    return tuple((answer, message, story_of(message)) for answer, message in pairs)


def story_of(message: str) -> Story | None:
    (part,) = decode(RawStory(value=message.encode(), source="reuters21578", sha256=""))
    return part if isinstance(part, Story) else None


def folded(text: str | None) -> str:
    """One blank between words; a word broken at a hyphen by the end of a line is one word."""
    return " ".join(_CONTROLS.sub("", re.sub(r"(?<=\w)-\n(?=\w)", "-", text or "")).split())


def wanted(gold: dict[str, Any]) -> dict[str, str]:
    dateline = folded(gold["dateline"])
    days = [day for day in map(iso, days_in(dateline)) if day]
    return {
        "headline": folded(gold["title"]),
        "dateline": dateline,
        "place": dateline.split(",")[0].strip(" *-") if "," in dateline else dateline.strip(" *-"),
        "date": days[-1] if days else "",
        "author": folded(gold["author"]),
        "body": folded(gold["body"]),
    }


def found(story: Story | None) -> dict[str, str]:
    if story is None:
        return dict.fromkeys(("headline", "dateline", "place", "date", "author", "body"), "")
    dateline = story.dateline
    kinds = {kind: " ".join(note.text for note in story.notes if note.kind == kind) for kind in ("byline", "signoff")}
    text = "" if story.text.strip() == _FILLER else folded(story.text)
    return {
        "headline": _FLASH.sub("", story.headline_raw or ""),
        "dateline": dateline.text if dateline else "",
        "place": "/".join(dateline.places) if dateline else "",
        "date": dateline.date or "" if dateline else "",
        "author": kinds["byline"],
        "body": f"{text} {kinds['signoff']}".strip(),
    }


def test_fields_are_exact(rows: Rows) -> None:
    right: Counter[tuple[str, str]] = Counter()
    seen: Counter[str] = Counter()
    for gold, _, story in messages():
        kind = gold["text_type"]
        seen[kind] += 1
        one, other = found(story), wanted(gold)
        right.update((kind, name) for name in other if one[name] == other[name])
    table = {(kind, name): 100 * right[kind, name] / seen[kind] for kind, name in FLOORS}
    every = seen["NORM"] + seen["BRIEF"]
    for (kind, name), percent in table.items():
        rows.append(Row("reuters21578", f"{name}, {kind} ({seen[kind]:,})", f"{percent:.2f} %"))
    for name, floor in WANTED.items():
        reached = 100 * sum(right[kind, name] for kind in ("NORM", "BRIEF")) / every
        rows.append(Row("reuters21578", f"{name}, all that have gold ({every:,})", f"{reached:.2f} %", f"{floor} %"))
    assert {key: round(value, 2) for key, value in table.items() if value < FLOORS[key]} == {}


def test_no_character_is_lost(rows: Rows) -> None:
    """The characters of each message against those of its story's homes; a hyphen that was the line's may go."""
    lost: Counter[str] = Counter()
    for _, message, story in messages():
        if story is None:
            continue
        homes = [story.headline_raw or "", story.subheadline or "", story.dateline.text if story.dateline else ""]
        homes += [caption.text + (caption.credit or "") for caption in story.captions]
        homes += [story.text, *(note.text for note in story.notes)]
        sent = Counter(re.sub(r"[\s\x00-\x1f\x7f-\x9f-]", "", message))
        kept = Counter(re.sub(r"[\s-]", "", "".join(homes)))
        lost.update(sent - kept)
        lost.update(kept - sent)
    rows.append(Row("reuters21578", f"characters lost ({len(messages()):,} messages)", str((+lost).total()), "0"))
    assert not +lost


def test_what_shares_an_id(rows: Rows) -> None:
    """Messages of one id are re-sends or versions of one story, by the verdicts of a reader on all groups whose
    openings differ. Two stories that a reader is sure of never share an id.
    """
    groups: dict[str, list[tuple[str, Story]]] = {}
    for gold, _, story in messages():
        if story is not None:
            groups.setdefault(story.id, []).append((gold["id"], story))
    shared = [group for group in groups.values() if len(group) > 1]
    rows.append(Row("reuters21578", "groups that share an id", f"{len(shared)} of {sum(map(len, shared))} messages"))
    differing = [group for group in shared if len({folded(story.text)[:400] for _, story in group}) > 1]
    judged = verdicts()
    known = {number for verdict in judged for story in verdict.stories for number in story}
    unjudged = [group for group in differing if not {number for number, _ in group} <= known]
    id_of = {number: id for id, group in groups.items() for number, _ in group}
    wrong = {True: 0, False: 0}
    parted = 0
    for verdict in judged:
        owners = [{id_of[number] for number in story} for story in verdict.stories]
        parted += verdict.sure and any(len(ids) > 1 for ids in owners)
        clash = any(one & other for at, one in enumerate(owners) for other in owners[at + 1 :])
        wrong[verdict.sure] += clash
    rows.append(Row("reuters21578", f"stories joined wrongly, of {len(judged)} judged groups", f"{wrong[True]}", "0"))
    rows.append(Row("reuters21578", "the same, where the reader was not sure", f"{wrong[False]}"))
    rows.append(Row("reuters21578", "stories parted wrongly", f"{parted}", "0"))
    assert wrong[True] == 0
    assert wrong[False] <= 4
    assert parted <= 1
    assert unjudged == []
