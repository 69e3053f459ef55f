"""States, provinces and counties by the names that English copy prints, with their GeoNames numbers."""

from __future__ import annotations

import pytest

from pipeline.enrich import tables
from pipeline.enrich.places.divisions import division

KNOWN = """
USA 4736286 Texas | USA 5332921 California | USA 4138106 District of Columbia | USA 5224323 Rhode Island
USA 4888671 Cook County | CAN 6115047 Quebec | CAN 6093943 Ontario | AUS 2155400 New South Wales
GBR 2638360 Scotland | IRL 7521314 Leinster | DEU 2951839 Bavaria | DEU 2842566 Saxony
AUT 2763586 Tyrol | ITA 3165361 Tuscany | ITA 2523119 Sicily | ESP 3336901 Catalonia
ESP 2593109 Andalusia | FRA 11071621 Normandy | BEL 3337388 Flanders | CZE 3067695 Prague
GRC 6692632 Attica | POL 3337496 Pomerania | UKR 709716 Donetsk | UKR 702657 Luhansk
RUS 569665 Chechnya | RUS 542415 Krasnodar | RUS 487839 Stavropol | GEO 615929 Adjara
TUR 312394 Hatay | SYR 170062 Aleppo | SYR 170652 Rif Dimashq | SYR 170792 Deir el-Zour
IRQ 99592 Anbar | IRQ 96965 Diyala | IRQ 92877 Nineveh | IRN 127082 Khuzestan
YEM 75411 Hadramawt | YEM 79416 Hodeidah | SAU 104514 Mecca | EGY 349401 North Sinai
LBY 2214845 Misrata | SDN 408666 North Darfur | SSD 408662 Jonglei | ETH 444185 Oromia
SOM 56083 Lower Juba | KEN 197744 Garissa | NGA 2346794 Borno | NGA 2328925 Niger
COD 206938 North Kivu | MLI 2449066 Timbuktu | IND 1259223 Punjab | PAK 1167710 Punjab
PAK 1168873 Khyber Pakhtunkhwa | AFG 1140043 Helmand | MMR 1298852 Rakhine | CHN 1529047 Xinjiang
CHN 1279685 Tibet | KOR 1838519 Busan | IDN 1215638 Aceh | MEX 3523272 State of Mexico
"""
DIVISIONS = [entry.split(maxsplit=2) for line in KNOWN.split("\n") for entry in line.split(" | ") if entry]


@pytest.mark.parametrize(("country", "number", "name"), DIVISIONS, ids=[" ".join(one) for one in DIVISIONS])
def test_a_division_has_its_number(country: str, number: str, name: str) -> None:
    found = [spot for spot in tables.load_gazetteer().named(name) if spot.country == country]
    spot = next(spot for spot in found if spot.place_id == number)
    assert spot.kind in ("admin1", "admin2", "region", "island")
    assert spot.name == name
    assert spot.lat or spot.lon


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Aleppo province", "170062"),
        ("Aleppo Governorate", "170062"),
        ("al-Anbar", "99592"),
        ("Anbar Province", "99592"),
        ("Free State of Bavaria", "2951839"),
        ("Bayern", "2951839"),
        ("Kiev region", "703446"),
        ("Odessa Oblast", "698738"),
        ("County Kerry", "2963517"),
        ("Fla.", "4155751"),
        ("N.S.W.", "2155400"),
    ],
)
def test_also_in_its_other_forms(name: str, number: str) -> None:
    assert number in {spot.place_id for spot in tables.load_gazetteer().named(name)}


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [("Queensland", "AUS", -21.5, 144.5), ("Chukotka", "RUS", 66.5, 171.0), ("Quebec", "CAN", 52.5, -71.5)],
)
def test_a_state_whose_towns_stand_to_one_side_lies_where_we_say(
    name: str, country: str, lat: float, lon: float
) -> None:
    (spot,) = (spot for spot in tables.load_gazetteer().named(name) if (spot.country, spot.kind) == (country, "admin1"))
    assert (spot.lat, spot.lon) == (lat, lon)


def test_so_does_a_country() -> None:
    spot = tables.load_gazetteer().countries["USA"]
    assert (spot.lat, spot.lon) == (39.8, -98.6)


def test_a_word_that_only_tells_where_is_no_division() -> None:
    known = tables.load_gazetteer()
    assert not {spot.kind for word in ("Northern", "East", "Capital", "Centre") for spot in known.named(word)} & {
        "admin1",
        "admin2",
    }
    assert {spot.country for spot in known.named("Northern Province")} >= {"RWA"}


@pytest.mark.parametrize(
    ("first", "others", "name"),
    [
        ("Ḩalab", "Aleppo|Aleppo Governorate|حلب|محافظة حلب", "Aleppo"),
        ("Jawa Timur", "East Java|Provinsi Jawa Timur", "East Java"),
        ("Île-de-France", "", "Île-de-France"),
        ("Đắk Lắk", "", "Dak Lak"),
        ("Karbalā’", "Karbala Governorate", "Karbala"),
        ("Asturias, Principado de", "Asturies", "Asturias"),
        ("Northern", "Northern Province|Provinsi ya Kaskazini", "Northern Province"),
        ("Centre", "", "Centre Province"),
        ("District of Columbia", "", "District of Columbia"),
    ],
)
def test_the_english_form_is_found_among_the_others(first: str, others: str, name: str) -> None:
    row = (first, "XX-1", "XX.01", "1", "Province", others, "1", "", "1")
    found = division(row, {}, {"1": "XXX"})
    assert found
    assert (found.name, found.kind, found.country) == (name, "admin1", "XXX")


def test_what_we_call_it_goes_first_and_the_rest_still_finds_it() -> None:
    row = ("Toscana", "IT-52", "IT.16", "3165361", "Region", "Toscane", "1", "", "1")
    found = division(row, {"IT-52": ("Tuscany",)}, {"1": "ITA"})
    assert found
    assert found.name == "Tuscany"
    assert {"tuscany", "toscana", "toscane", "toscana region"} == set(found.names)


def test_without_a_number_there_is_no_division() -> None:
    assert division(("A", "XX-1", "", "", "Province", "", "1", "", "1"), {}, {"1": "XXX"}) is None
