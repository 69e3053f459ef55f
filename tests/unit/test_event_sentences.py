"""The answered sentences are in form; no model is loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.enrich.events.lexicon import MODES

SENTENCES = Path(__file__).resolve().parents[2] / "seeds" / "events"
SIZES = {"read": 240, "shut": 120}
FLAGS = ("negated", "future", "hypothetical", "historical")
KEYS = {"type", "mode", "evidence", "source", "target", "attribution", *FLAGS}


def records(part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SENTENCES / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("part", SIZES)
def test_every_answer_is_in_form_and_printed_in_its_sentence(part: str) -> None:
    for record in records(part):
        for event in record["events"]:
            assert event.keys() - {"recipient"} == KEYS, record["id"]
            assert event["mode"] is None or event["mode"] in MODES[event["type"]], record["id"]
            assert all(isinstance(event[flag], bool) for flag in FLAGS), record["id"]
            assert not (event["future"] and event["hypothetical"]), record["id"]
            parties = [event[role] for role in ("source", "target", "recipient") if event.get(role)]
            printed = [event["evidence"], *(party["text"] for party in parties), event["attribution"] or ""]
            assert all(text in record["text"] for text in printed), record["id"]
            assert all(party["country"] is None or len(party["country"]) == 3 for party in parties), record["id"]


def test_the_parts_share_nothing_and_every_mode_is_met() -> None:
    both = [record for part in SIZES for record in records(part)]
    assert {part: len(records(part)) for part in SIZES} == SIZES
    assert len({record["id"] for record in both}) == len({record["text"] for record in both}) == len(both)
    met = {(event["type"], event["mode"]) for record in both for event in record["events"]}
    wanted = {(kind, mode) for kind, modes in MODES.items() for mode in modes or {None}}
    assert wanted <= met
