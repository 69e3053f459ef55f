"""The countries that a question may name: read once from the lexicon that enrichment uses."""

from __future__ import annotations

import tomllib
from functools import cache

import pycountry

from pipeline import settings as settings_module
from pipeline.enrich import countries
from pipeline.errors import BadSetting

LEXICON = settings_module.CONFIGS / "lexicons" / "countries.toml"
NAMES = ("name", "official_name", "common_name")


def country_of(name: str) -> str | None:
    """`Russia`, `Russian` or `rus` → `RUS`; a city has no country here."""
    code = name.strip().upper()
    return code if code in _codes() else _known().of_name(name)


@cache
def _codes() -> frozenset[str]:
    return frozenset(country.alpha_3 for country in pycountry.countries)


@cache
def _known() -> countries.Countries:
    try:
        table = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSetting(f"{LEXICON}: {error}") from None
    named = [(getattr(country, field, None), country.alpha_3) for country in pycountry.countries for field in NAMES]
    return countries.build(table, [(name, code) for name, code in named if name], str(LEXICON))
