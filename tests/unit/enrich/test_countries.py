from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.enrich import tables
from pipeline.enrich.countries import build
from pipeline.enrich.run import Resources
from pipeline.enrich.tables import load_countries, read
from pipeline.errors import BadSetting
from pipeline.folding import folded


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Syria", "SYR"), ("the United States", "USA"), ("U.S.", "USA"), ("US", "USA"), ("Russia’s", "RUS"),
        ("South Korea", "KOR"), ("North Koreans", "PRK"), ("Britons", "GBR"), ("Thai", "THA"), ("Swiss", "CHE"),
        ("the Kremlin", "RUS"), ("Ivory Coast", "CIV"), ("Türkiye", "TUR"), ("Czechia", "CZE"), ("Congo", "COD"),
        ("DR Congo", "COD"), ("Iranian", "IRN"), ("Palestinians", "PSE"), ("Kosovo", "XKX"), ("Congo Republic", "COG"),
        ("S. Korea", "KOR"), ("N.Korean", "PRK"), ("NKorea", "PRK"), ("S.Africa", "ZAF"),
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


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RUS"), ("russian", "RUS"), ("usa ", "USA"), ("the U.S.", "USA"), ("Syria", "SYR"), ("xkx", "XKX"),
        ("Brussels", None), ("QQQ", None), ("", None),
    ],
)  # fmt: skip
def test_a_question_names_a_country_by_name_people_or_code(name: str, code: str | None) -> None:
    assert load_countries().asked(name) == code


@pytest.mark.parametrize("name", ["Bogotá", "BOGOTA", "Brasília", "Asunción", "Yaoundé"])
def test_accents_do_not_matter(resources: Resources, name: str) -> None:
    assert resources.countries.of_actor(name)
    assert resources.countries.of_name("Élysée") == resources.countries.of_name("Elysee") == "FRA"


def test_no_name_stands_twice_in_the_table() -> None:
    for code, entry in tomllib.loads(read("countries.toml")).items():
        for names in entry.values():
            assert len(folded(names)) == len(names), code


@pytest.mark.parametrize("content", [None, b"FRA = [", b"\xff", b'FRA = { folk = ["French"] }'])
def test_a_missing_or_broken_table_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "countries.toml").write_bytes(content)
    monkeypatch.setattr(tables, "LEXICONS", tmp_path)
    load_countries.cache_clear()
    with pytest.raises(BadSetting, match=r"countries\.toml: ") as refused:
        load_countries()
    assert "\n" not in str(refused.value)


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
