"""The map is the territory: topics, steps and the README's picture are those of `flow.py`."""

from __future__ import annotations

import json
from typing import get_args

from pipeline import settings
from pipeline.flow import HOPS, STEPS
from pipeline.topics import TopicRole

README = (settings.ROOT / "README.md").read_text(encoding="utf-8")


def test_every_topic_has_a_hop_and_every_hop_its_topics() -> None:
    used = {role for hop in HOPS for role in (hop.reads, hop.writes, hop.dead) if role}
    assert used == set(get_args(TopicRole)) == set(settings.load().topics())


def test_hops_follow_one_another() -> None:
    read = [hop.reads for hop in HOPS if hop.reads]
    written = [hop.writes for hop in HOPS if hop.writes]
    assert read == written


def test_every_hop_has_its_room() -> None:
    for hop in HOPS:
        assert (settings.ROOT / "pipeline" / hop.room / "__init__.py").is_file()


def test_the_picture_shows_every_topic_and_every_service() -> None:
    for topic in settings.load().topics().values():
        assert topic.name in README
    for command in ("wire produce", "wire run enrich", "wire run index", "wire run search"):
        assert command in README


def test_a_story_says_which_steps_it_went_through() -> None:
    example = json.loads((settings.CONFIGS / "schemas" / "examples" / "story.json").read_text(encoding="utf-8"))
    assert list(example["steps"]) == ["decode", *(step.name for step in STEPS)]
