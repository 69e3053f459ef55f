"""A place that a name can mean, and the table that is asked for it. Pure; `gazetteer` fills it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.folding import fold

_COMPASS = frozenset({
    "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern",
    "southwestern", "north", "south", "east", "west", "downtown", "greater", "upper", "lower", "mainland",
})  # fmt: skip
_WATER = re.compile(r"^(?:lake|bay of|gulf of|port of|mount|cape|port|river)\s")
"""What lies at the town that it is called by, where no table has it: `Lake Maracaibo`."""
_ARTICLE = re.compile(r"^(?:al|el|ad|adh|an|ar|as|ash|at|ath|az)[ -](?=\S{3})")
_KIND_BEHIND = re.compile(
    r"\s(?:province|region|oblast|governorate|county|prefecture|state|district|department|parish|borough|shi|city)$"
)


class Spot(NamedTuple):
    """One place. `country` is alpha-3, `admin1` a name; both may be empty. `population` of towns."""

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int = 0
    is_capital: bool = False


class Spots(Mapping[str, tuple[Spot, ...]]):
    """Folded name → what it can mean. A town is a number, of which `town` makes its values when they are asked for:
    a quarter of a million towns as values would take three times the memory.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int | tuple[int, ...]] = {}
        self._held: list[Spot] = []
        self.town: Callable[[int], Spot] = self._held.__getitem__

    def call(self, name: str, country: str, names: Iterable[str]) -> None:
        """Give further names to the biggest town of a name in a country, if there is one."""
        found = self._numbers.get(name, ())
        numbers = (found,) if isinstance(found, int) else found
        known = {number: self.town(number) for number in numbers if number >= 0}
        inside = [number for number, spot in known.items() if spot.country == country]
        if inside:
            self.put(max(inside, key=lambda number: known[number].population), names)

    def hold(self, spot: Spot, names: Iterable[str]) -> None:
        """Add a place that is no town."""
        self._held.append(spot)
        self.put(-len(self._held), names)

    def put(self, number: int, names: Iterable[str]) -> None:
        """Add the town of a number, from 0; or, below 0, a place that is held."""
        for name in names:
            known = self._numbers.get(name)
            if known is None:
                self._numbers[name] = number
            elif isinstance(known, int):
                self._numbers[name] = known if known == number else (known, number)
            elif number not in known:
                self._numbers[name] = (*known, number)

    def __getitem__(self, name: str) -> tuple[Spot, ...]:
        found = self._numbers[name]
        numbers = (found,) if isinstance(found, int) else found
        return tuple(self.town(number) if number >= 0 else self._held[-number - 1] for number in numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


@dataclass(frozen=True)
class Gazetteer:
    """Folded name → what it can mean; `areas`: folded name of a state or its abbreviation → (name, country)."""

    spots: Mapping[str, tuple[Spot, ...]]
    areas: Mapping[str, tuple[str, str]]
    countries: Mapping[str, Spot]
    printed: tuple[tuple[str, str], ...]
    """(Name as printed, OntoNotes label) of what `places.toml` adds, for matching letter by letter."""
    abbreviated: tuple[str, ...]
    """States as they are shortened behind a town."""
    big_towns: frozenset[str]
    """Names of the towns that everybody knows, as printed."""

    def named(self, text: str) -> tuple[Spot, ...]:
        """What `text` can mean, also without a word for its kind, a compass point or `Saint` written out."""
        key = folded(text)
        if text in self.abbreviated:
            return self._state(*self.areas[key])
        for form in (key, _KIND_BEHIND.sub("", key), _without_compass(key)):
            bare = without_article(form)
            if found := (*self.spots.get(form, ()), *(self.spots.get(bare, ()) if bare != form else ())):
                return tuple(dict.fromkeys(found))
        if (town := _WATER.sub("", key)) != key:
            return tuple(spot for spot in self.spots.get(town, ()) if spot.kind == "city")
        if area := self.areas.get(key):
            return self._state(*area)
        short = key.replace("saint ", "st ") if key.startswith("saint ") else key.replace("fort ", "ft ")
        return self.spots.get(short, ())

    def _state(self, name: str, country: str) -> tuple[Spot, ...]:
        found = self.spots.get(folded(name), ())
        return tuple(spot for spot in found if spot.country == country and spot.kind in ("admin1", "region"))


def folded(name: str) -> str:
    """As `fold`, and quicker on plain letters."""
    return " ".join(name.lower().replace(".", "").replace("’", "'").split()) if name.isascii() else fold(name)


def without_article(key: str) -> str:
    """`al qamishli`, `al-qamishli` → `qamishli`."""
    return _ARTICLE.sub("", key)


def _without_compass(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if first in _COMPASS else key
