"""The lexicons on disk: an edge of enrichment that search shares, and that does without the model."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache

import pycountry

from pipeline.enrich import countries
from pipeline.errors import BadSetting
from pipeline.settings import CONFIGS

LEXICONS = CONFIGS / "lexicons"
OFFICIAL = ("name", "official_name", "common_name")


@cache
def load_countries() -> countries.Countries:
    """`countries.toml` over pycountry's official names, read once. Raises `BadSetting` where it is broken."""
    where = str(LEXICONS / "countries.toml")
    try:
        table = tomllib.loads(read("countries.toml"))
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{where}: {error}") from None
    return countries.build(table, _official_names(), where)


def read(name: str) -> str:
    """The text of a lexicon. Raises `BadSetting` where it is missing or no UTF-8."""
    file = LEXICONS / name
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file}: {error}") from None


def _official_names() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        for field in OFFICIAL:
            if name := getattr(country, field, None):
                yield name, country.alpha_3
