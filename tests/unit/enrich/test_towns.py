"""Names that the model takes for people or bodies, and that are places or bodies by where they stand."""

from __future__ import annotations

import pytest

from tests.unit.enrich.conftest import Enrich


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Argentina will sell gas to Chile through a pipeline from Neuquen to Concepcion.", "Neuquen", "GPE"),
        ("Argentina will sell gas to Chile through a pipeline from Neuquen to Concepcion.", "Concepcion", "GPE"),
        ("Chile is at odds with Peru. Santiago long insisted on arbitration.", "Santiago", "GPE"),
        ("A U.S. farmer milks 130 cows outside De Pere, Wisconsin.", "De Pere", "GPE"),
        ("Santiago Roe of Chile won. Santiago thanked his coach.", "Santiago", "PERSON"),
        ("The U.S. singer Ann Jackson left. Jackson was late.", "Jackson", "PERSON"),
        ("A gust off the Derwent in Hobart, Tasmania, overturned it.", "Derwent", "LOC"),
        ("The Roe family met Ann Tolla. The Tolla years are over.", "Ann Tolla", "PERSON"),
        ("“We go,” said a fisherman who gave his name only as Abdul.", "Abdul", "PERSON"),
        ("He met Mr. Bello in Oslo.", "Bello", "PERSON"),
        ("U.S. District Judge Susan Webb set bail.", "U.S.", "GPE"),
        ("State Sen. John Doe, D-Tulsa, left.", "John Doe", "PERSON"),
        ("Neighbor Bob Roe remembered her.", "Bob Roe", "PERSON"),
        ("A man identified himself as Karim.", "Karim", "PERSON"),
        ("Gunmen identified as Boko Haram fled.", "Boko Haram", "ORG"),
        ("The repairs will take a year, Transport Scotland said.", "Transport Scotland", "ORG"),
        ("He left Cricket Australia on Monday.", "Cricket Australia", "ORG"),
        ("He played Rugby in England.", "England", "GPE"),
    ],
)
def test_where_a_name_stands_tells_what_it_is(enrich: Enrich, text: str, name: str, label: str) -> None:
    assert {entity.label for entity in enrich(text).entities if entity.text == name} == {label}
