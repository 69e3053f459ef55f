"""`names.toml` and `organisations.toml`: words around names, and organisations that copy doesn't explain."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.errors import BadSetting
from pipeline.folding import fold

LABELS = ("ORG", "FAC", "LOC", "GPE", "PRODUCT", "EVENT", "LAW")
PARTICLES = frozenset({
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "el", "bin", "ben",
    "ibn", "abu", "af", "zu", "ter",
})  # fmt: skip
"""Words in small letters within the names of people."""
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Known:
    """An organisation of the table: how we call it, and whose it is (ISO 3166-1 alpha-3)."""

    canonical: str
    country: str | None = None


@dataclass(frozen=True)
class Names:
    """Words in lower case where their case says nothing; `known` by the exact name."""

    titles: frozenset[str]
    sure_titles: frozenset[str]
    suffixes: frozenset[str]
    company_suffixes: frozenset[str]
    heads: Mapping[str, str]
    no_names: frozenset[str]
    place_nouns: frozenset[str]
    organisation_nouns: frozenset[str]
    officers: frozenset[str]
    """Who belongs to an organisation: `chairman of`."""
    given: frozenset[str]
    given_words: frozenset[str]
    """Given names that are words as well, in lower case."""
    family_first: frozenset[str]
    peoples: frozenset[str]
    not_cities: frozenset[str]
    """Cities whose name is somebody's, or a word, as often."""
    branches: frozenset[str]
    """What a body is for whose name ends with its country's: `Police Scotland`."""
    known: Mapping[str, Known]
    name_titles: frozenset[str]
    """Titles behind which two capitalised words are a person."""
    humans: frozenset[str]
    """Nouns that only people are."""
    media_nouns: frozenset[str]
    no_bodies: frozenset[str]
    """Last words, and acronyms, of long names that are no organisation's."""
    clubs: frozenset[str]
    """First or last words of the names of clubs."""

    @cached_property
    def suffixes_folded(self) -> frozenset[str]:
        return frozenset(suffix.lower() for suffix in self.company_suffixes)

    @cached_property
    def before_people(self) -> frozenset[str]:
        return self.sure_titles | self.name_titles

    @cached_property
    def given_folded(self) -> frozenset[str]:
        return frozenset(map(fold, self.given))

    def is_given(self, word: str) -> bool:
        """A given name, with or without its accents."""
        return word in self.given or (not word.isascii() and fold(word) in self.given_folded)

    def is_title(self, word: str) -> bool:
        """A title in lower case, with or without the dot of a short one."""
        return word in self.titles or word.rstrip(".") in self.titles

    @cached_property
    def known_folded(self) -> Mapping[str, Known]:
        """By folded name, of names of five letters and more: shorter ones are words in other letters (`WHO`)."""
        return {fold(name): known for name, known in self.known.items() if len(name) > 4}


def parse(words: str, organisations: str) -> Names:
    """Read both tables. Raises `BadSetting` naming the file and the entry where one is broken."""
    table = _toml(words, "names.toml")
    heads = _table(table, "heads", "names.toml")
    if unknown := set(heads) - set(LABELS):
        raise BadSetting(f"names.toml: heads.{min(unknown)} must be one of {', '.join(LABELS)}")
    people = _table(table, "people", "names.toml")
    kinds = _table(table, "kinds", "names.toml")
    return Names(
        titles=_words(table, "titles"),
        sure_titles=_words(table, "sure_titles"),
        suffixes=_words(table, "suffixes"),
        company_suffixes=_words(table, "company_suffixes"),
        heads={word: label for label in heads for word in _words(heads, label)},
        place_nouns=_words(kinds, "places"),
        organisation_nouns=_words(kinds, "organisations"),
        officers=_words(kinds, "officers"),
        no_names=_words(_table(table, "no_names", "names.toml"), "words"),
        given=_words(people, "given"),
        given_words=_words(people, "given_words"),
        family_first=_words(people, "family_first"),
        peoples=_words(table, "peoples"),
        not_cities=_words(table, "not_cities"),
        name_titles=_words(table, "name_titles"),
        humans=_words(kinds, "people"),
        media_nouns=_words(kinds, "media"),
        branches=_words(kinds, "branches"),
        no_bodies=_words(kinds, "no_bodies"),
        clubs=_words(kinds, "clubs"),
        known=dict(_known(_toml(organisations, "organisations.toml"))),
    )


def _toml(source: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{file}: {error}") from None


def _table(table: Mapping[str, Any], key: str, file: str) -> Mapping[str, Any]:
    found = table.get(key)
    if not isinstance(found, dict):
        raise BadSetting(f"{file}: [{key}] must be a table")
    return found


def _words(table: Mapping[str, Any], key: str) -> frozenset[str]:
    found = table.get(key)
    if not isinstance(found, str) or not found.strip():
        raise BadSetting(f"names.toml: {key} must be words with blanks between them")
    return frozenset(found.split())


def _known(table: Mapping[str, Any]) -> Iterator[tuple[str, Known]]:
    """Each name with what it stands for. A name that stands for two things is refused."""
    seen: dict[str, Known] = {}
    for name, known in _entries(table):
        if not name.strip():
            raise BadSetting(f"organisations.toml: {known.canonical}: a name is empty")
        if seen.setdefault(name, known) != known:
            raise BadSetting(
                f"organisations.toml: {name!r} stands for both {seen[name].canonical} and {known.canonical}"
            )
    yield from seen.items()


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, Known]]:
    for canonical, others in _table(table, "long", "organisations.toml").items():
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            raise BadSetting(f"organisations.toml: long.{canonical!r} must be a list of names")
        for name in (canonical, *others):
            yield name, Known(canonical)
            if name.isalpha() and name.isupper() and len(name) < 6:
                yield ".".join(name) + ".", Known(canonical)
    for code, bodies in _table(table, "of", "organisations.toml").items():
        if not _CODE.fullmatch(code):
            raise BadSetting(f"organisations.toml: [of.{code}] must be a three-letter country code")
        for name in _list(bodies.get("names"), f"of.{code}"):
            yield name, Known(name, code)
    for kind, names in _table(table, "names", "organisations.toml").items():
        for name in _list(names, f"names.{kind}"):
            yield name, Known(name)


def _list(names: object, where: str) -> list[str]:
    if not isinstance(names, str):
        raise BadSetting(f"organisations.toml: {where} must be names with | between them")
    return [" ".join(name.split()) for name in names.strip().strip("|").split("|")]
