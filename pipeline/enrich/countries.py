"""Which country a name means: names, nationalities, capitals and seats of government → ISO 3166-1 alpha-3.

The table is `configs/lexicons/countries.toml`; official names are handed in by the caller (pycountry holds them).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import BadSetting
from pipeline.folding import fold

FIELDS = ("names", "people", "capital", "seats")


@dataclass(frozen=True)
class Countries:
    """Folded name → alpha-3, one table for each kind of name."""

    names: Mapping[str, str]
    people: Mapping[str, str]
    capitals: Mapping[str, str]
    seats: Mapping[str, str]

    def of_name(self, text: str) -> str | None:
        """The country that is called or whose people are called `text`; a city has none."""
        key = fold(text)
        return self.names.get(key) or self.people.get(key) or self.seats.get(key)

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
    names = {fold(name): code for name, code in official}
    kinds: dict[str, dict[str, str]] = {"names": names, "people": {}, "capital": {}, "seats": {}}
    for code, entry in table.items():
        if not re.fullmatch(r"[A-Z]{3}", code) or not isinstance(entry, dict):
            raise BadSetting(f"{where}: [{code}] must be a three-letter country code with a table of names")
        for field, values in entry.items():
            if field not in FIELDS or not isinstance(values, list) or not all(isinstance(v, str) for v in values):
                raise BadSetting(f"{where}: {code}.{field} must be one of {', '.join(FIELDS)} and a list of names")
            for value in values:
                _note(kinds[field], value, code, where)
                if field == "people" and not value.endswith(("s", "sh", "ch", "ese")):
                    kinds[field].setdefault(fold(value) + "s", code)
    return Countries(kinds["names"], kinds["people"], kinds["capital"], kinds["seats"])


def _note(table: dict[str, str], name: str, code: str, where: str) -> None:
    taken = table.setdefault(fold(name), code)
    if taken != code:
        raise BadSetting(f"{where}: {name!r} stands for both {taken} and {code}: keep one")
