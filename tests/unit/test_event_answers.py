"""Event answers of our own stories keep their form (rules 10 and 35–39 of `seeds/README.md`); no model is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

EXPECTED = Path(__file__).resolve().parents[2] / "seeds" / "expected"
DEMANDS = "assist change yield meet"
MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": DEMANDS,
    "ACCUSE": "disapprove investigate allege",
    "REJECT": DEMANDS,
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
"""PLOVER v2.0's types and the modes of each."""
FLAGS = {"negated", "future", "hypothetical", "historical", "clear"}
KEYS = {"type", "evidence", "source", "target"} | FLAGS


def answers() -> Iterator[Any]:
    for file in sorted(EXPECTED.glob("*.json")):
        for answer in json.loads(file.read_text(encoding="utf-8"))["stories"]:
            if "events" in answer:
                yield pytest.param(answer, id=file.stem)


@pytest.mark.parametrize("answer", answers())
def test_events_of_an_answer(answer: dict[str, Any]) -> None:
    copy = "\n".join(filter(None, (answer.get("headline"), answer.get("text"))))
    for event in answer["events"]:
        assert set(event) - {"mode"} == KEYS, event
        assert event["type"] in MODES, event
        assert event.get("mode") is None or event["mode"] in MODES[event["type"]].split(), event
        assert event["evidence"] in copy, event
        assert all(isinstance(event[flag], bool) for flag in FLAGS), event
        parties = [party for party in (event["source"], event["target"]) if party is not None]
        assert parties, event
        for party in parties:
            assert set(party) == {"text", "country"}, event
            assert party["text"].lower() in copy.lower(), event
            country = party["country"]
            assert country is None or (len(country) == 3 and country.isupper()), event
