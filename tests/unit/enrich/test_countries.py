from __future__ import annotations

import pytest

from pipeline.enrich.countries import build, folded
from pipeline.enrich.run import Resources
from pipeline.errors import BadSetting


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Syria", "SYR"), ("the United States", "USA"), ("U.S.", "USA"), ("US", "USA"), ("Russia’s", "RUS"),
        ("South Korea", "KOR"), ("North Koreans", "PRK"), ("Britons", "GBR"), ("Thai", "THA"), ("Swiss", "CHE"),
        ("the Kremlin", "RUS"), ("Ivory Coast", "CIV"), ("Türkiye", "TUR"), ("Czechia", "CZE"), ("Congo", "COG"),
        ("DR Congo", "COD"), ("Iranian", "IRN"), ("Palestinians", "PSE"), ("Kosovo", "XKX"),
    ],
)  # fmt: skip
def test_names_and_nationalities(resources: Resources, name: str, country: str) -> None:
    assert resources.countries.of_name(name) == country


@pytest.mark.parametrize("name", ["Moscow", "Geneva", "Atlantis", "", "Arab", "European"])
def test_a_city_is_no_country(resources: Resources, name: str) -> None:
    assert resources.countries.of_name(name) is None


def test_a_capital_acts_for_its_government(resources: Resources) -> None:
    assert resources.countries.of_actor("Moscow") == "RUS"
    assert resources.countries.of_actor("BAGHDAD") == "IRQ"
    assert resources.countries.of_actor("Geneva") is None


def test_folding() -> None:
    assert folded(" The  U.S.’s ") == "us"


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ({"France": {"people": ["French"]}}, "France"),
        ({"FRA": {"folk": ["French"]}}, "FRA.folk"),
        ({"FRA": {"people": "French"}}, "FRA.people"),
        ({"FRA": {"people": ["French"]}, "BEL": {"people": ["French"]}}, "'French'"),
        ({"FRA": ["French"]}, "FRA"),
    ],
)
def test_a_broken_table_is_refused_by_its_entry(table: dict[str, object], named: str) -> None:
    with pytest.raises(BadSetting, match=r"countries\.toml") as refused:
        build(table, [], "countries.toml")
    assert named in str(refused.value)
