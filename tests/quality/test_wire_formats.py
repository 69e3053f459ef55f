"""The IPTC's own examples of NewsML-G2, NewsML 1.2, NITF and ninjs, read from outside, against answers written by hand.

The answers are kept as digests (`digests.py`): the examples are not ours to repeat. Lists that no rule orders are
compared without their order.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story
from tests.quality.conftest import Row, Rows
from tests.quality.digests import digested

pytestmark = pytest.mark.quality

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "wire_formats"
ANSWERS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "answers" / "wire_formats.json").read_text(encoding="utf-8")
)
UNORDERED = frozenset({"notes", "captions", "keywords", "subjects", "categories", "refs"})
NOT_IN_ANSWERS = frozenset({"item", "slug", "headline"})
FLOOR = 99.0
"""Percent of the fields that are right."""


@cache
def files() -> dict[str, Path]:
    found = {path.name: path for path in DATA.rglob("*") if path.suffix in (".xml", ".json")}
    if not found:
        pytest.skip("the IPTC's examples are not here: they stand in ../shared/data/wire_formats beside the repository")
    return found


def parts_of(path: Path) -> tuple[Story | Failure, ...]:
    value = path.read_bytes()
    return decode(RawStory(value=value, source="iptc", sha256=hashlib.sha256(value).hexdigest()))


def told(story: Story, wanted: dict[str, Any]) -> dict[str, Any]:
    """The keys of an answer as the story has them, in the answer's form."""
    fields: dict[str, Any] = json.loads(story.model_dump_json(by_alias=True))
    fields["format"] = fields["source"]["format"]
    fields["refs"] = [ref for ref in fields["refs"] if ref["kind"] not in NOT_IN_ANSWERS]
    fields["paragraphs"] = len(story.text.split("\n\n")) if story.text else 0
    shown: dict[str, Any] = digested({key: only_keys(fields.get(key), value) for key, value in wanted.items()})
    return shown


def only_keys(found: Any, wanted: Any) -> Any:
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: only_keys(found.get(key), value) for key, value in wanted.items()}
    return found


def same(key: str, one: Any, other: Any) -> bool:
    if key in UNORDERED and isinstance(one, list) and isinstance(other, list):
        return sorted(json.dumps(each, sort_keys=True) for each in one) == sorted(
            json.dumps(each, sort_keys=True) for each in other
        )
    return bool(one == other)


def test_every_example_has_an_answer() -> None:
    assert set(files()) == set(ANSWERS)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_stories_and_dead_codes(name: str) -> None:
    found = parts_of(files()[name])
    assert sum(isinstance(part, Story) for part in found) == len(ANSWERS[name]["stories"])
    assert [part.code for part in found if isinstance(part, Failure)] == ANSWERS[name]["dead"]


def _rightly_ended() -> int:
    ends = ((parts_of(files()[name]), answer) for name, answer in ANSWERS.items())
    return sum(
        sum(isinstance(part, Story) for part in found) == len(answer["stories"])
        and [part.code for part in found if isinstance(part, Failure)] == answer["dead"]
        for found, answer in ends
    )


def test_fields(rows: Rows) -> None:
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    lines: list[str] = []
    for name, answer in ANSWERS.items():
        stories = [part for part in parts_of(files()[name]) if isinstance(part, Story)]
        for story, wanted in zip(stories, answer["stories"], strict=True):
            shown = told(story, wanted)
            seen.update(wanted.keys())
            for key in wanted:
                if not same(key, shown[key], wanted[key]):
                    wrong[key] += 1
                    lines.append(f"{name}: {key}: {shown[key]!r}, wanted {wanted[key]!r}")
    right, every = sum(seen.values()) - sum(wrong.values()), sum(seen.values())
    print(*lines, sep="\n")
    rows.append(Row("wire_formats", f"files decoded or refused rightly, of {len(ANSWERS)}", str(_rightly_ended())))
    rows.append(Row("wire_formats", f"fields right, of {every:,}", f"{right:,} ({100 * right / every:.1f} %)", "all"))
    assert 100 * right / every >= FLOOR
