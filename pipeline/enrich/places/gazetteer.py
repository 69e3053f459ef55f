"""The edge that fills the table of places: countries, states, counties, towns, and what `places.toml` adds.

Built once in a process. Countries, states and counties lie at the middle of their towns, but where `places.toml` says
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.enrich.places import geonames, own
from pipeline.enrich.places.spots import Gazetteer, Spot, Spots, folded

WATERS = ("sea", "river", "lake", "mountain", "continent")
"""Kinds whose name is theirs, where a division has it too (`Red Sea`, `White Nile`); the division keeps the form with a
word for its kind."""
DIVISIONS = ("region",)
"""Kinds that can be a division of GeoNames."""


def build(source: str) -> Gazetteer:
    """All tables together. `source`: the text of `places.toml`. Raises `BadSetting` where it is broken."""
    ours = own.parse(source)
    spots = Spots()
    tables = geonames.read(spots, ours.divisions, ours.middles)
    places = list(_numbered(ours.places, tables.divisions))
    taken = {spot.place_id for spot, _ in places}
    waters = {name for spot, names in places if spot.kind in WATERS for name in names}
    for spot, names in places:
        spots.hold(spot, names)
    for spot, names in tables.divisions:
        if spot.place_id not in taken:
            spots.hold(spot, [name for name in names if name not in waters])
    states = sorted((spot for spot, _ in tables.divisions if spot.kind == "admin1"), key=lambda spot: spot.population)
    areas = {folded(spot.name): (spot.name, spot.country) for spot in states}
    return Gazetteer(
        spots,
        areas | {folded(short): long for short, long in ours.abbreviated.items()},
        tables.countries,
        tuple(name for _, names in ours.places for name in names),
        tuple(ours.abbreviated),
        tables.big_towns,
    )


def _numbered(
    places: Iterable[tuple[Spot, tuple[str, ...]]], divisions: Iterable[geonames.Named]
) -> Iterator[geonames.Named]:
    """Our own places with folded names; one that is a division takes its number and state, and answers to its names."""
    found: dict[tuple[str, str], list[geonames.Named]] = {}
    for division in divisions:
        if division[0].kind == "admin1":
            for name in division[1]:
                found.setdefault((division[0].country, name), []).append(division)
    for spot, names in places:
        keys = tuple(dict.fromkeys(map(folded, names)))
        same = found.get((spot.country, keys[0]), []) if spot.kind in DIVISIONS else []
        if len(same) == 1:
            known, others = same[0]
            yield spot._replace(place_id=known.place_id, admin1=known.name), tuple({*keys, *others})
        else:
            yield spot, keys
