"""Speakers as values, and which pronouns can stand for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["person", "body", "many", "thing"]

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "themselves"})
PRONOUNS = HE | SHE | IT | THEY


@dataclass(frozen=True)
class Speaker:
    """`name` is the fullest that the story gives; `start`, `end` are the mention's offsets, `entity` its id."""

    name: str
    start: int | None
    end: int | None
    entity: str | None = None
    kind: Kind = "thing"
    gender: str | None = None

    @property
    def unplaced(self) -> Speaker:
        """The same speaker where nothing beside the quotation mentions him."""
        return replace(self, start=None, end=None)


@dataclass(frozen=True)
class Scene:
    """Whom a sentence speaks of: those who say something in it, its subjects, and others."""

    sayers: tuple[Speaker, ...]
    subjects: tuple[Speaker, ...]
    others: tuple[Speaker, ...]


def fits(pronoun: str, speaker: Speaker) -> bool:
    if pronoun in HE:
        return speaker.kind == "person" and speaker.gender != "f"
    if pronoun in SHE:
        return speaker.kind == "person" and speaker.gender != "m"
    if pronoun in IT:
        return speaker.kind == "body"
    return speaker.kind == "many"
