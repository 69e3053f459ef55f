from __future__ import annotations

import pytest

from pipeline.story import Dateline, EnrichedStory
from tests.unit.enrich.conftest import Enrich


def place_of(story: EnrichedStory, kind: str) -> str | None:
    """The name of the place of the first event of a type."""
    event = next(event for event in story.events if event.type == kind)
    return next((place.name for place in story.places if place.place_id == event.place), None)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Syrian warplanes bombed Aleppo.", "ASSAULT", "Aleppo"),
        ("Gunmen killed five policemen in Kandahar on Monday.", "ASSAULT", "Kandahar"),
        ("Rebels attacked the town of Azaz in Syria.", "ASSAULT", "Azaz"),
        ("Police arrested 40 demonstrators in Nairobi, Kenya.", "COERCE", "Nairobi"),
        ("Thousands of students marched through Athens against the government.", "PROTEST", "Athens"),
        ("Norway and Iceland held talks in Oslo.", "CONSULT", "Oslo"),
        ("France sent troops to Mali.", "MOBILIZE", "Mali"),
        ("Russia accused Turkey of lies.", "ACCUSE", None),
        ("Turkey accused rebels in Aleppo of lies.", "ACCUSE", None),
        ("The minister said in Berlin that soldiers had killed five protesters.", "ASSAULT", None),
        ("Chad attacked Sudan.", "ASSAULT", None),
    ],
)
def test_where_it_happens(enrich: Enrich, text: str, kind: str, place: str | None) -> None:
    assert place_of(enrich(text), kind) == place


def test_the_only_town_of_the_paragraph(enrich: Enrich) -> None:
    beside = "The night was cold.\n\nSoldiers in Kandahar had been warned. Gunmen killed five policemen."
    assert place_of(enrich(beside), "ASSAULT") == "Kandahar"
    two = "The night was cold.\n\nSoldiers in Kandahar and Herat had been warned. Gunmen killed five policemen."
    assert place_of(enrich(two), "ASSAULT") is None
    elsewhere = "Soldiers in Kandahar had been warned.\n\nGunmen killed five policemen."
    assert place_of(enrich(elsewhere), "ASSAULT") is None


def test_the_lead_happens_at_the_dateline(enrich: Enrich) -> None:
    home = Dateline(text="NAIROBI, Kenya (AP) —", places=("NAIROBI",), region="Kenya")
    lead = "Kenyan police killed five protesters on Tuesday."
    assert place_of(enrich(lead, dateline=home), "ASSAULT") == "Nairobi"
    below = "Kenyan officials spoke on Tuesday.\n\nKenyan police killed five protesters."
    assert place_of(enrich(below, dateline=home), "ASSAULT") is None
    said = "Kenya accused Somalia of lies on Tuesday."
    assert place_of(enrich(said, dateline=home), "ACCUSE") is None
