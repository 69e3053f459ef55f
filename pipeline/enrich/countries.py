"""Which country a name means: names, nationalities, capitals and seats of government → ISO 3166-1 alpha-3.

The table is `configs/lexicons/countries.toml`; official names are handed in by the caller (pycountry holds them).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import BadSetting
from pipeline.folding import fold

FIELDS = ("names", "usual", "parts", "people", "part_people", "capital", "seats", "doubles")


@dataclass(frozen=True)
class Countries:
    """Folded name → alpha-3, one table for each kind of name."""

    names: Mapping[str, str]
    people: Mapping[str, str]
    capitals: Mapping[str, str]
    seats: Mapping[str, str]
    parts: Mapping[str, str]
    part_people: frozenset[str]
    doubles: Mapping[str, str]
    """Names that are another country's, unless the story names this one by its capital or in full."""
    usual: Mapping[str, str]
    """Alpha-3 → the name that we call the country by."""
    printed: tuple[tuple[str, str], ...] = ()
    """(Name as printed, OntoNotes label) of all countries, parts and nationalities, for matching letter by letter."""

    def of_name(self, text: str) -> str | None:
        """The country that is called or whose people are called `text`; a city has none."""
        key = fold(text)
        return self.names.get(key) or self.people.get(key) or self.seats.get(key) or self.parts.get(key)

    def asked(self, text: str) -> str | None:
        """As `of_name`, and by its three letters: `rus` in a question is Russia."""
        code = text.strip().upper()
        return code if code in self.names.values() else self.of_name(text)

    def of_actor(self, text: str) -> str | None:
        """As `of_name`, and a capital stands for its government."""
        return self.of_name(text) or self.capitals.get(fold(text))


def build(table: Mapping[str, Any], official: Iterable[tuple[str, str]], where: str) -> Countries:
    """Make the lookups from the parsed TOML and from pairs (official name, alpha-3).

    Raises `BadSetting` naming the file and the entry where the table is broken.
    """
    official = list(official)
    usual: dict[str, str] = {}
    for name, code in official:
        if len(name) <= len(usual.get(code, name)):
            usual[code] = name
    kinds: dict[str, dict[str, str]] = {field: {} for field in FIELDS}
    printed = [(name, "GPE") for name, _ in official]
    for code, entry in table.items():
        if not re.fullmatch(r"[A-Z]{3}", code) or not isinstance(entry, dict):
            raise BadSetting(f"{where}: [{code}] must be a three-letter country code with a table of names")
        for field, values in entry.items():
            if field not in FIELDS or not isinstance(values, list) or not all(isinstance(v, str) for v in values):
                raise BadSetting(f"{where}: {code}.{field} must be one of {', '.join(FIELDS)} and a list of names")
            for value in values:
                _note(kinds["names" if field == "usual" else field], value, code, where)
                if field in ("people", "part_people") and not value.endswith(("s", "sh", "ch", "ese")):
                    kinds[field].setdefault(fold(value) + "s", code)
            printed += _printed(field, values)
        usual[code] = next(iter(entry.get("usual", ())), usual.get(code, code))
    for name, code in official:
        kinds["names"].setdefault(fold(name), code)
    return Countries(
        names=kinds["names"], people=kinds["people"] | kinds["part_people"],
        part_people=frozenset(kinds["part_people"]), capitals=kinds["capital"], seats=kinds["seats"],
        parts=kinds["parts"], doubles=kinds["doubles"], usual=usual, printed=_unambiguous(printed),
    )  # fmt: skip


def _unambiguous(printed: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The country where a name is a country's and a people's: `Philippines`."""
    pairs = dict.fromkeys(printed)
    return tuple(pair for pair in pairs if pair[1] == "GPE" or (pair[0], "GPE") not in pairs)


def _printed(field: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The forms of these names in copy: with and without dots, the plural of a people."""
    for value in values:
        if field in ("names", "usual", "parts"):
            yield from ((form, "GPE") for form in (value, value.replace(".", "")))
        elif field in ("people", "part_people"):
            yield from ((form, "NORP") for form in (value, value.replace(".", "")))
            if not value.endswith(("s", "sh", "ch", "ese", "men", "man")):
                yield value + "s", "NORP"


def _note(table: dict[str, str], name: str, code: str, where: str) -> None:
    taken = table.setdefault(fold(name), code)
    if taken != code:
        raise BadSetting(f"{where}: {name!r} stands for both {taken} and {code}: keep one")
