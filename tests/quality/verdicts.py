"""Verdicts of a reader on which messages of Reuters-21578 are one story: see the file's own `about`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Verdict:
    """The message numbers of one group, parted into the stories that a reader saw; `sure`: no editor would disagree."""

    stories: tuple[frozenset[str], ...]
    sure: bool
    why: str


def verdicts() -> tuple[Verdict, ...]:
    file = Path(__file__).parent / "verdicts" / "reuters21578.json"
    groups = json.loads(file.read_text(encoding="utf-8"))["groups"]
    return tuple(
        Verdict(tuple(frozenset(story) for story in group["stories"]), group["sure"], group["why"]) for group in groups
    )
