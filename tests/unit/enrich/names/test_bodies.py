"""Bodies, acronyms and long names of people, each rule with what it must leave alone. All sentences are invented."""

from __future__ import annotations

import pytest

from pipeline.enrich.run import Resources
from tests.unit.enrich.names.test_component import found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Frente Nacional Campesino (FNC) marched.", {"Frente Nacional Campesino", "FNC"}),
        ("The Tea Growers Union (TGU) and the port said prices fell.", {"Tea Growers Union", "TGU"}),
        (
            "The Partido Verde for Workers and Farmers (PVTA) lost two seats.",
            {"Partido Verde for Workers and Farmers", "PVTA"},
        ),
    ],
)
def test_brackets_tell_a_long_form(resources: Resources, text: str, names: set[str]) -> None:
    assert names <= {name for name, label in found(resources, text) if label == "ORG"}


def test_brackets_make_no_organisation_of_an_index(resources: Resources) -> None:
    text = "The Consumer Price Index (CPI) rose 2 percent, and so did Gross Domestic Product (GDP)."
    assert "ORG" not in {label for name, label in found(resources, text)}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The minister told Parliament on Monday that troops would stay.", "Parliament", "ORG"),
        ("The bill goes to Parliament next week.", "Parliament", "ORG"),
        ("She was questioned by Parliament for two hours.", "Parliament", "ORG"),
        ("He told broadcaster TVQ that he would go.", "TVQ", "ORG"),
        ("The PKL news agency confirmed the arrest.", "PKL", "ORG"),
        ("The figures were first given by newspaper VRD on Monday.", "VRD", "ORG"),
        ("SLP lawmaker Ana Torvik left the hall.", "SLP", "ORG"),
        ("FNC leader Rosa Tapia said they would be back.", "FNC", "ORG"),
        ("GRT delegate Omar Hollis said so.", "GRT", "ORG"),
        ("Nine people were taken to the Nairobi Central Hospital.", "Nairobi Central Hospital", "FAC"),
        ("Trams will run again, the Turin Transport Authority said.", "Turin Transport Authority", "ORG"),
        ("The rocket was built at the Anil Bhave Space Centre.", "Anil Bhave Space Centre", "ORG"),
        ("The fair was held at the Riverside Convention Centre.", "Riverside Convention Centre", "FAC"),
        ("The mayor wrote on X that she would go.", "X", "ORG"),
        ("He said in a post on X late on Sunday that it was over.", "X", "ORG"),
        ("The company shared the film on X in May.", "X", "ORG"),
        ("Ministers flew from Colombo and Male to the talks.", "Male", "GPE"),
        ("She has lived in Paris and Nice since May.", "Nice", "GPE"),
        ("Trains to Munich and Bath were late.", "Bath", "GPE"),
        ("The firm belongs to Alpine Castings Ltd of Bolzano in Italy.", "Alpine Castings Ltd", "ORG"),
        ("The Dutch Ministry of Roads and Water denied it.", "Dutch", "NORP"),
    ],
)
def test_a_body_is_known_by_its_neighbours(resources: Resources, text: str, name: str, label: str) -> None:
    assert (name, label) in found(resources, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The old parliament was closed.", "parliament"),
        ("She drew an X on the map.", "X"),
        ("The firm makes LPG and GPS devices.", "LPG"),
        ("She met two boys and Male colleagues.", "Male"),
        ("Boats to the islands were cancelled.", "Boats"),
        ("Steel Co of Wales is gone.", "Steel Co"),
    ],
)
def test_a_word_alone_is_no_body(resources: Resources, text: str, name: str) -> None:
    assert name not in {name for name, _ in found(resources, text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Governor Adaobi Nwosu-Bright told reporters in Abuja.", "Adaobi Nwosu-Bright"),
        ("President Osvaldo Tamayo Quintero flew home with three ministers.", "Osvaldo Tamayo Quintero"),
        ("A rebel delegate Comfort Tabi Ekane said that it had to be the first point.", "Comfort Tabi Ekane"),
        ('"I have lost it all," said her sister-in-law, Mirgul Tashieva.', "Mirgul Tashieva"),
        ('"It is over," said its director, Chidi Okonjo, in Lagos.', "Chidi Okonjo"),
        ("His neighbour, Toktosun Beishev, heard nothing.", "Toktosun Beishev"),
        ("'We walked for hours,' said Ghulam Haider, a bangle maker.", "Ghulam Haider"),
        ("Detective Inspector Laura Stubbs said two men were held.", "Laura Stubbs"),
    ],
)
def test_a_person_is_named_whole(resources: Resources, text: str, name: str) -> None:
    assert (name, "PERSON") in found(resources, text)


@pytest.mark.parametrize(
    "text",
    [
        "Governor Street was closed on Monday.",
        "Adnan Foods Plc, a maker of biscuits, said profit rose.",
        "General Motors said sales fell.",
    ],
)
def test_a_title_or_trade_makes_no_person_of_a_thing(resources: Resources, text: str) -> None:
    assert "PERSON" not in {label for _, label in found(resources, text)}
