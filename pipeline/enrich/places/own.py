"""`configs/lexicons/places.toml`: places that no table has, and what we call or place better than the tables. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.enrich.places.spots import Spot
from pipeline.errors import BadSetting

KINDS = ("sea", "river", "lake", "mountain", "continent", "region")
OTHER_PARTS = ("division", "middle", "abbreviated")


class Own(NamedTuple):
    """Places with their names as printed; by ISO 3166 code what a division is called, and where a country or division
    lies; by abbreviation a state and its country.
    """

    places: list[tuple[Spot, tuple[str, ...]]]
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
    return Own(
        [_place(kind, name, entry) for kind in KINDS for name, entry in table.get(kind, {}).items()],
        dict(_divisions(table.get("division", {}))),
        {code: _middle(code, entry) for code, entry in table.get("middle", {}).items()},
        {short: (str(long[0]), str(long[1])) for short, long in table.get("abbreviated", {}).items()},
    )


def _place(kind: str, name: str, entry: Any) -> tuple[Spot, tuple[str, ...]]:
    match entry:
        case [float(lat), float(lon), str(country), *others] if all(isinstance(other, str) for other in others):
            return Spot(f"{kind}.{name}", name, kind, country, "", lat, lon), (name, *others)
    raise BadSetting(f"places.toml: {kind}.{name!r} must be [latitude, longitude, country, names …]")


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
