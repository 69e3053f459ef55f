"""`places.toml`: rivers, islands and towns that no table has, with the guards for names that are something else too."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.enrich import tables
from pipeline.enrich.places import own
from pipeline.enrich.places.spots import folded
from tests.unit.enrich.conftest import Enrich

TABLE = own.parse(tables.read("places.toml"))
GUARDED = ("Red", "White", "Snake", "Hudson", "Main", "Po", "Don", "Una", "American", "Russian", "Trinity", "Pearl")


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Boats turned back near Kastellorizo on Monday, Greek officials said.", "Kastellorizo", "island", "GRC"),
        ("Trucks reached Pibor from Nadapal, South Sudan said.", "Pibor", "town", "SSD"),
        ("China built a runway on Mischief Reef, the Philippines said.", "Mischief Reef", "island", None),
        ("Aid went through the Bab al-Hawa crossing into Syria.", "Bab al-Hawa", "site", "SYR"),
        ("Nomads crossed the Gobi Desert on foot.", "Gobi Desert", "desert", None),
        ("A quake struck the Kamchatka Peninsula on Monday.", "Kamchatka", "peninsula", "RUS"),
        ("Fighters entered Kobani on Monday, Syria said.", "Ayn al Arab", "city", "SYR"),
        ("Police closed a bridge over the Yellowstone River near Billings, Mont.", "Yellowstone River", "river", "USA"),
        ("Crews searched the Hudson river for the pilot.", "Hudson River", "river", "USA"),
    ],
)
def test_what_no_table_of_towns_has(enrich: Enrich, text: str, name: str, kind: str, country: str | None) -> None:
    found = {place.name: place for place in enrich(text).places}
    assert name in found, list(found)
    assert (found[name].kind, found[name].country) == (kind, country)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The Red River rose in Paris, Texas, and on the border with Oklahoma.", "river.Red River (Texas)"),
        ("The Red River rose in Fargo, North Dakota, on Monday.", "river.Red River (North Dakota)"),
        ("Dykes along the Red River held in Hanoi, Vietnam said.", "river.Red River (Vietnam)"),
        ("Two bodies were found in the Han River in Seoul, South Korean police said.", "river.Han River (South Korea)"),
        ("Barges sank in the Pearl River in Guangzhou, China said.", "river.Pearl River (China)"),
    ],
)
def test_the_story_tells_which_of_the_rivers_of_one_name(enrich: Enrich, text: str, number: str) -> None:
    (river,) = (place for place in enrich(text).places if place.kind == "river")
    assert river.place_id == number
    assert "(" not in river.name


def test_without_evidence_no_river_of_several_is_taken(enrich: Enrich) -> None:
    assert not [place for place in enrich("He fell into the Red River and drowned.").places if place.kind == "river"]


def test_a_river_with_the_name_of_a_word_or_a_town_has_it_only_with_river() -> None:
    named = tables.load_gazetteer().named
    assert not [(name, spot) for name in GUARDED for spot in named(name) if spot.kind == "river"]
    assert all("river" in {spot.kind for spot in named(f"{name} River")} for name in GUARDED)


@pytest.mark.parametrize(
    ("name", "number"),
    [("Sicily", "2523119"), ("Crete", "6697802"), ("Palawan", "1696177"), ("Xinjiang", "1529047"), ("Aceh", "1215638")],
)
def test_an_island_or_region_that_is_a_division_has_its_number(name: str, number: str) -> None:
    assert number in {spot.place_id for spot in tables.load_gazetteer().named(name)}


def test_every_town_that_is_called_otherwise_is_in_the_table() -> None:
    spots = tables.load_gazetteer().spots
    lost = [
        (town, country, name)
        for town, country, names in TABLE.called
        for name in names
        if not any(spot.kind == "city" and spot.country == country for spot in spots.get(folded(name), ()))
    ]
    assert lost == []


def test_the_table_says_each_thing_once() -> None:
    names = [name for _, names in TABLE.places for name in names] + [n for *_, names in TABLE.called for n in names]
    assert TABLE.unsure <= set(names)
    own_names = Counter(spot.place_id for spot, _ in TABLE.places)
    assert own_names.most_common(1)[0][1] == 1
    kinds: dict[str, set[str]] = {}
    for spot, found in TABLE.places:
        for name in found:
            kinds.setdefault(name, set()).add(spot.kind)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_a_place_lies_on_earth_and_in_a_country_that_is_one() -> None:
    known = tables.load_gazetteer().countries
    assert [spot for spot, _ in TABLE.places if not (-90 <= spot.lat <= 90 and -180 <= spot.lon <= 180)] == []
    elsewhere = {"ATA", "IOT", "SGS", "UMI"}
    assert {spot.country for spot, _ in TABLE.places} - set(known) - elsewhere - {""} == set()
