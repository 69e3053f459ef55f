"""The lexicons on disk: an edge of enrichment that search shares, and that does without the model."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pycountry

from pipeline.enrich import countries
from pipeline.enrich.events import contexts, lexicon
from pipeline.enrich.names import lexicon as names
from pipeline.enrich.places import gazetteer
from pipeline.enrich.places.spots import Gazetteer
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


@cache
def load_names() -> names.Names:
    """`names.toml` and `organisations.toml`. Raises `BadSetting` where one is broken."""
    return names.parse(read("names.toml"), read("organisations.toml"))


@cache
def topic_names() -> tuple[str, ...]:
    """The names of the topics that the lexicon has. Raises `BadSetting` where it is broken."""
    try:
        return tuple(entry["name"] for entry in tomllib.loads(read("topics.toml"))["topic"])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BadSetting(f"{LEXICONS / 'topics.toml'}: {error}") from None


@cache
def load_gazetteer() -> Gazetteer:
    """GeoNames' places and `places.toml`. Raises `BadSetting` where a table is missing or broken."""
    # Half a million small objects that all stay: the collector would look at them again and again.
    gc.disable()
    try:
        return gazetteer.build(read("places.toml"))
    finally:
        gc.enable()


@cache
def cities() -> tuple[tuple[str, str], ...]:
    """(Name, "GPE") of the cities that everybody knows, but for those that are something else as often."""
    names = load_names()
    taken = names.given | names.family_first | names.not_cities | set(names.known)
    big = {name for name in load_gazetteer().big_towns if len(name) > 3}
    return tuple((name, "GPE") for name in sorted(big - taken))


def load_events(own: Mapping[str, str] | None = None) -> lexicon.Lexicon:
    """The lexicons of events. `own`: texts of entries by the names of their files, beside those of `events` or, where
    the names are the same, in their place. Raises `BadSetting` where one is missing or broken.
    """
    entries = {**read_all("events"), **(own or {})}
    roles, quiet, carriers = map(read, ("roles.toml", "quiet.toml", "carriers.toml"))
    found = lexicon.parse(entries, roles, quiet, carriers)
    return replace(found, contexts=contexts.parse(read("contexts.toml"), str(LEXICONS / "contexts.toml")))


def read(name: str) -> str:
    """The text of a lexicon. Raises `BadSetting` where it is missing or no UTF-8."""
    file = LEXICONS / name
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file}: {error}") from None


def read_all(folder: str) -> dict[str, str]:
    """The texts of a folder's lexicons by their names, in order. Raises `BadSetting` where it has none."""
    names = sorted(file.name for file in (LEXICONS / folder).glob("*.toml"))
    if not names:
        raise BadSetting(f"{LEXICONS / folder}: no .toml file is there")
    return {name: read(f"{folder}/{name}") for name in names}


def _official_names() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        for field in OFFICIAL:
            if name := getattr(country, field, None):
                yield name, country.alpha_3
