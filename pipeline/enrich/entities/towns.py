"""Towns that the model takes for people or bodies: `Santiago insisted`, `from Neuquen to Concepcion`."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.enrich.entities.mentions import Mention
from pipeline.enrich.places.spots import folded
from pipeline.story import FieldName

if TYPE_CHECKING:
    from pipeline.enrich.run import Resources

_WITHIN = ("in ", "near ", "outside ", "inside ", "around ")
"""Before a place, and never before a person or a body."""
_ENGLISH = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL"})
"""Countries whose towns are called like their people."""
_SMALLEST = 5_000


def with_towns(found: list[Mention], owns: Mapping[FieldName, str], resources: Resources) -> Iterator[Mention]:
    """`found`, where a lone name that is a town or state of a country of the story is that place.

    Not where the story has somebody of that name, or where it is a given one and no capital; in countries where
    English is spoken only behind a word such as `in`, as anywhere with what the model takes for an organisation.
    """
    countries = {mention.country for mention in found if mention.country}
    people = {word for m in found if m.label == "PERSON" and " " in m.text for word in m.text.split()}
    for mention in found:
        if mention.label in ("PERSON", "ORG") and not mention.sure and people.isdisjoint(mention.text.split()):
            before = owns[mention.field][max(0, mention.start - 8) : mention.start].lower()
            near = countries if before.endswith(_WITHIN) else countries - _ENGLISH if mention.label == "PERSON" else ()
            if near and _is_town(mention.text, near, resources):
                mention = replace(mention, label="GPE")
        yield mention


def _is_town(text: str, near: Container[str | None], resources: Resources) -> bool:
    if resources.countries.capitals.get(text.lower()) in near:
        return True
    words = text.split()
    if len(words) > 2 or resources.names.is_given(words[0]):
        return False
    spots = resources.gazetteer.spots.get(folded(text), ())
    return any(spot.country in near and (spot.kind != "city" or spot.population > _SMALLEST) for spot in spots)
