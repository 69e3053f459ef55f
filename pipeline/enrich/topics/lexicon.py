"""The topics as a value, and the checker that refuses a broken entry.

The form is written at the top of `configs/lexicons/topics.toml`. Codes and names: IPTC Media Topics (CC BY 4.0).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import BadSetting
from pipeline.folding import fold

STRONG, SHARED = 2, 1
"""Points of a word that tells by itself, and of one that other topics have too."""
LONGEST = 6
"""Tokens of a phrase, hyphens among them."""

_TOKEN = re.compile(r"<ticker>|[^\s\-']+(?:'(?!s\b)[^\s\-']+)?|'s?|-")
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")
Code = Annotated[str, Field(pattern=r"^[0-9]{8}$")]
Word = Annotated[str, Field(min_length=2, max_length=40)]


class Entry(BaseModel):
    """One `[[topic]]` of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code
    name: str = Field(min_length=3)
    parent: Code | None = None
    numbers: tuple[Code, Code] | None = None
    also: tuple[Word, ...] = ()
    strong: tuple[Word, ...] = ()
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """`rest` are the forms of each further token, as spaCy numbers them; `points` what it is worth for each topic,
    parents included.
    """

    text: str
    rest: tuple[frozenset[int], ...]
    points: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Topics:
    """`names` and `parents` by code; `firsts` and `called` codes by folded name; `phrases` by the number that spaCy
    gives a form of their first token: to ask a token for a number takes a third of the time of asking for a string.
    """

    names: Mapping[str, str]
    parents: Mapping[str, str]
    numbers: tuple[tuple[str, str, str], ...]
    firsts: Mapping[str, str]
    called: Mapping[str, str]
    phrases: Mapping[int, tuple[Phrase, ...]] = field(repr=False)

    def first_level(self, code: str) -> str | None:
        """The code of the first level above any Media Topic; None where it isn't known."""
        if code in self.names:
            return self.parents.get(code, code)
        return next((first for low, high, first in self.numbers if low <= code <= high), None)


def parse(text: str, where: str) -> Topics:
    """Raises `BadSetting` naming `where`, the file, and the entry that is broken."""
    try:
        tables = tomllib.loads(text).get("topic", [])
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{where}: {error}") from None
    entries = [_entry(table, number, where) for number, table in enumerate(tables, 1)]
    _check(entries, where)
    parents = {entry.code: entry.parent for entry in entries if entry.parent}
    return Topics(
        names={entry.code: entry.name for entry in entries},
        parents=parents,
        numbers=tuple((*entry.numbers, entry.code) for entry in entries if entry.numbers),
        firsts={fold(entry.name): entry.code for entry in entries if entry.parent is None},
        called=_called(entries),
        phrases=_phrases(entries, parents),
    )


def _entry(table: dict[str, Any], number: int, where: str) -> Entry:
    try:
        return Entry.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise BadSetting(f"{where}: topic {number} ({table.get('name')}): {place}: {first['msg']}") from None


def _check(entries: list[Entry], where: str) -> None:
    firsts = {entry.code for entry in entries if entry.parent is None}
    seen: dict[str, str] = {}
    for entry in entries:
        wrong = (
            (entry.code in seen, f"the code {entry.code} is {seen.get(entry.code)}'s"),
            (entry.parent is not None and entry.parent not in firsts, f"there is no first level {entry.parent}"),
            (entry.parent is None and not entry.numbers, "a first level needs its numbers"),
            (
                bool(set(entry.strong) & set(entry.words)),
                f"{set(entry.strong) & set(entry.words)} is strong and shared",
            ),
        )
        if found := next((message for is_so, message in wrong if is_so), None):
            raise BadSetting(f"{where}: {entry.name}: {found}")
        seen[entry.code] = entry.name


def _called(entries: list[Entry]) -> Mapping[str, str]:
    """What providers call topics, in no list of codes: the vaguer topic where a name is that of two (`crime`)."""
    named = {fold(name): entry.code for entry in entries for name in (entry.name, *entry.also) if entry.parent}
    return named | {fold(name): entry.code for entry in entries for name in entry.also if entry.parent is None}


def _phrases(entries: list[Entry], parents: Mapping[str, str]) -> Mapping[int, tuple[Phrase, ...]]:
    """What each word is worth: for its topics, and for their parents what the best of the children gives it."""
    from spacy.strings import get_string_id  # the map of steps is read by commands that would wait for spaCy

    points: dict[str, dict[str, int]] = {}
    for entry in entries:
        for words, worth in ((entry.strong, STRONG), (entry.words, SHARED)):
            for word in words:
                given = points.setdefault(word, {})
                for code in filter(None, (entry.code, parents.get(entry.code))):
                    given[code] = max(given.get(code, 0), worth)
    found: dict[int, list[Phrase]] = {}
    for word, given in points.items():
        first, *rest = _TOKEN.findall(word)[:LONGEST]
        phrase = Phrase(word, tuple(frozenset(map(get_string_id, forms(token))) for token in rest), (*given.items(),))
        for form in forms(first):
            found.setdefault(get_string_id(form), []).append(phrase)
    return {form: tuple(phrases) for form, phrases in found.items()}


def forms(word: str) -> Iterator[str]:
    """The word, its plural and its regular verb forms; a word with a capital or a mark is itself only."""
    yield word
    if word != word.lower() or not word.isalpha() or len(word) < 3:
        return
    stem = word[:-1]
    if word.endswith("y") and word[-2] not in "aeiou":
        yield from (stem + "ies", stem + "ied", word + "ing")
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        yield from (word + "es", word + "ed", word + "ing")
    elif word.endswith("e"):
        yield from (word + "s", word + "d", stem + "ing")
    else:
        twice = word + word[-1] if _DOUBLED.search(word) else word
        yield from (word + "s", word + "ed", word + "ing", twice + "ed", twice + "ing")
