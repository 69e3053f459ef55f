"""`quotes.toml`: the verbs and nouns that give words to somebody."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields

from pipeline.errors import BadSetting


@dataclass(frozen=True)
class Cues:
    """Lemmas and words in lower case; what each list is for stands at the head of the file."""

    said: frozenset[str]
    named: frozenset[str]
    plain: frozenset[str]
    nouns: frozenset[str]
    works: frozenset[str]
    terms: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]


def parse(source: str) -> Cues:
    """Raises `BadSetting` naming the file and the list that is missing, broken or unknown."""
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"quotes.toml: {error}") from None
    lists = [field.name for field in fields(Cues)]
    if unknown := set(table) - set(lists):
        raise BadSetting(f"quotes.toml: {min(unknown)} must be one of {', '.join(lists)}")
    for name in lists:
        if not isinstance(table.get(name), str) or not table[name].strip():
            raise BadSetting(f"quotes.toml: {name} must be words with blanks between them")
    return Cues(**{name: frozenset(table[name].split()) for name in lists})
