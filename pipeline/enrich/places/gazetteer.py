"""The edge that fills the table of places: countries, states, counties, towns, and what `places.toml` adds.

Built once in a process. Countries, states and counties lie at the middle of their towns, but where `places.toml` says
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.enrich.places import geonames, own
from pipeline.enrich.places.spots import Gazetteer, Spot, Spots, folded

WATERS = ("sea", "river", "lake", "mountain", "desert", "continent")
"""Kinds whose name is theirs, where a division has it too (`Red Sea`, `White Nile`); the division keeps the form with a
word for its kind."""
DIVISIONS = ("region", "island", "peninsula")
"""Kinds that can be a division of GeoNames."""


def build(source: str) -> Gazetteer:
    """All tables together. `source`: the text of `places.toml`. Raises `BadSetting` where it is broken."""
    ours = own.parse(source)
    spots = Spots()
    tables = geonames.read(spots, ours.divisions, ours.middles)
    places = list(_numbered(ours.places, tables.divisions))
    taken = {spot.place_id for spot, _ in places}
    waters = {name for spot, names in places if spot.kind in WATERS for name in names}
    for town, country, called in ours.called:
        spots.call(folded(town), country, map(folded, called))
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
        tuple(_printed(ours)),
        tuple(ours.abbreviated),
        tables.big_towns,
    )


def _printed(ours: own.Own) -> Iterator[tuple[str, str]]:
    """Name and OntoNotes label of what is meant wherever it is printed."""
    labels = [(name, own.LABELS.get(spot.kind, "LOC")) for spot, names in ours.places for name in names]
    labels += [(name, "GPE") for _, _, names in ours.called for name in names]
    return ((name, label) for name, label in labels if name not in ours.unsure)


def _numbered(
    places: Iterable[tuple[Spot, tuple[str, ...]]], divisions: Iterable[geonames.Named]
) -> Iterator[geonames.Named]:
    """Our own places with folded names; one that is a state or county takes its number and answers to its names."""
    states, counties = (_by_name(divisions, kind) for kind in ("admin1", "admin2"))
    for spot, names in places:
        keys = tuple(dict.fromkeys(map(folded, names)))
        key = spot.country, keys[0]
        same = (states.get(key) or counties.get(key, [])) if spot.kind in DIVISIONS else []
        if len(same) == 1:
            division, others = same[0]
            yield spot._replace(place_id=division.place_id, admin1=division.admin1), tuple({*keys, *others})
        else:
            yield spot, keys


def _by_name(divisions: Iterable[geonames.Named], kind: str) -> dict[tuple[str, str], list[geonames.Named]]:
    found: dict[tuple[str, str], list[geonames.Named]] = {}
    for spot, names in divisions:
        for name in names if spot.kind == kind else ():
            found.setdefault((spot.country, name), []).append((spot, names))
    return found
