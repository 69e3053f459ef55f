"""`configs/lexicons/places.toml`: places that no table has, and what we call or place better than the tables. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.enrich.places.spots import Spot
from pipeline.errors import BadSetting

KINDS = (
    "sea", "river", "lake", "mountain", "desert", "peninsula", "island", "continent", "region", "town", "site",
)  # fmt: skip
OTHER_PARTS = ("unsure", "called", "division", "middle", "abbreviated")
LABELS = {"town": "GPE", "site": "FAC"}
"""OntoNotes' label by kind; of all others LOC."""


class Own(NamedTuple):
    """Places with their names as printed, and those names that are as often something else; towns by name and country
    with what we call them; by ISO 3166 code what a division is called, and where a country or division lies; by
    abbreviation a state and its country.
    """

    places: list[tuple[Spot, tuple[str, ...]]]
    unsure: frozenset[str]
    called: list[tuple[str, str, tuple[str, ...]]]
    divisions: dict[str, tuple[str, ...]]
    middles: dict[str, tuple[float, float]]
    abbreviated: dict[str, tuple[str, str]]


def parse(source: str) -> Own:
    """Raises `BadSetting` with the entry where one is broken."""
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"places.toml: {error}") from None
    if unknown := set(table) - {*KINDS, *OTHER_PARTS}:
        raise BadSetting(f"places.toml: [{min(unknown)}] must be one of {', '.join((*KINDS, *OTHER_PARTS))}")
    unsure = table.get("unsure", [])
    if not isinstance(unsure, list) or not all(isinstance(name, str) for name in unsure):
        raise BadSetting("places.toml: unsure must be a list of names")
    return Own(
        [_place(kind, name, entry) for kind in KINDS for name, entry in table.get(kind, {}).items()],
        frozenset(unsure),
        [_called(name, entry) for name, entry in table.get("called", {}).items()],
        dict(_divisions(table.get("division", {}))),
        {code: _middle(code, entry) for code, entry in table.get("middle", {}).items()},
        {short: (str(long[0]), str(long[1])) for short, long in table.get("abbreviated", {}).items()},
    )


def _place(kind: str, key: str, entry: Any) -> tuple[Spot, tuple[str, ...]]:
    """What stands in brackets behind a name only tells it from others: `Red River (Texas)`."""
    name = key.partition(" (")[0]
    match entry:
        case [float(lat), float(lon), str(country), *others] if all(isinstance(other, str) for other in others):
            return Spot(f"{kind}.{key}", name, kind, country, "", lat, lon), (name, *others)
    raise BadSetting(f"places.toml: {kind}.{key!r} must be [latitude, longitude, country, names …]")


def _called(name: str, entry: Any) -> tuple[str, str, tuple[str, ...]]:
    match entry:
        case [str(country), str(called), *others] if all(isinstance(other, str) for other in others):
            return name, country, (called, *others)
    raise BadSetting(f"places.toml: called.{name!r} must be [country, name, other names …]")


def _middle(code: str, entry: Any) -> tuple[float, float]:
    match entry:
        case [float(lat), float(lon)]:
            return lat, lon
    raise BadSetting(f"places.toml: middle.{code!r} must be [latitude, longitude]")


def _divisions(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for code, entry in table.items():
        names = [entry] if isinstance(entry, str) else entry
        if not (isinstance(names, list) and names and all(isinstance(name, str) for name in names)):
            raise BadSetting(f"places.toml: division.{code!r} must be a name or [name, other names …]")
        yield code, tuple(names)
