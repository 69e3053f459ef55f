"""The words of `configs/lexicons/quotes.toml` as values, and the checker that refuses a broken file."""

from __future__ import annotations

import tomllib
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import BadSetting

Words = frozenset[str]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Verbs(_Section):
    saying: Words = Field(min_length=1)
    beside: Words
    judging: Words
    quoting: Words
    indirect: Words

    @cached_property
    def next_to(self) -> Words:
        """What may stand right beside a quotation."""
        return self.saying | self.beside

    @cached_property
    def governing(self) -> Words:
        """What may stand above quoted words in the parse."""
        return self.saying | self.judging | self.quoting


class Nouns(_Section):
    statement: Words
    paper: Words
    sign: Words
    titled: Words
    wording: Words
    naming: Words


class People(_Section):
    male: Words
    female: Words
    any: Words
    traits: Words
    bodies: Words
    firms: Words
    unnamed: Words


class FirstNames(_Section):
    male: Words
    female: Words


class Cues(_Section):
    """What each list is for stands in the file."""

    verbs: Verbs
    nouns: Nouns
    people: People
    first_names: FirstNames

    def gender_of(self, noun: str) -> str | None:
        """`m`, `f`, or None for a noun or title in lower case that doesn't tell."""
        if noun in self.people.female or noun.endswith("woman"):
            return "f"
        return "m" if noun in self.people.male else None

    def is_person(self, noun: str) -> bool:
        people = self.people
        return noun in people.any or self.gender_of(noun) is not None


def parse(text: str, where: str = "configs/lexicons/quotes.toml") -> Cues:
    """Read the TOML text. Raises `BadSetting` that names the file and the first broken key."""
    try:
        table = tomllib.loads(text)
        cues = Cues.model_validate(table)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{where}: {error}") from None
    except ValidationError as error:
        complaint = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in complaint["loc"])
        raise BadSetting(f"{where}: {key}: {complaint['msg']}") from None
    for section, lists in table.items():
        for key, words in lists.items():
            if wrong := [word for word in words if word != word.lower().strip() or not word]:
                raise BadSetting(f"{where}: {section}.{key}: {wrong[0]!r} is no lemma in lower case")
    return cues
