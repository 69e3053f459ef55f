"""A party to an event, and what it takes to be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.enrich.events.lexicon import By, Entry
from pipeline.folding import fold
from pipeline.story import Actor

Kind = Literal["state", "role", "people", "person", "organisation", "place", "thing"]
PHYSICAL_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "AID"})
"""Types whose deeds can be done to a town, a road or a ship; a government accuses, asks and promises only somebody."""
DEALINGS = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types between parties of one kind: one doesn't hold talks with a company or a tax."""
PRIVATE = frozenset({"BUS", "JRN", "CVL", "EDU"})
"""Sectors with whom talks are no dealings between parties."""
Classes = Mapping[str, frozenset[str]]
"""Of `roles.toml`: which sectors are public, armed, …"""


@dataclass(frozen=True)
class Party:
    """A party to an event; `inferred` where the text says it by a pronoun or leaves the country to the story."""

    actor: Actor
    kind: Kind
    inferred: bool = False

    @property
    def key(self) -> str:
        """One party keeps one key through the story: `Russia` and `Moscow`, `Kerry` and `John Kerry`."""
        if self.kind == "state" and self.actor.country:
            return self.actor.country
        return self.actor.entity or f"{self.actor.country} {fold(self.actor.text).split()[-1]}"


def can_do(party: Party, by: By, classes: Classes) -> bool:
    """Whether a party may be the source of an entry that asks for `by`."""
    sector = party.actor.sector
    public = party.kind in ("state", "people") or sector in classes["public"]
    match by:
        case "public":
            return public
        case "violent":
            return public or party.kind == "person" or sector in classes["armed"] or sector in classes["crowd"]
        case "crowd":
            return party.kind == "people" or sector in classes["crowd"] or sector == "CRM"
        case "armed":
            return party.kind == "state" or sector in classes["armed"]
        case "office":
            # A president without a country is a company's.
            return sector in classes["office"] and party.kind in ("person", "role") and party.actor.country is not None
        case "igo":
            return sector == "IGO"
        case "anyone":
            return party.kind not in ("thing", "place")


def is_public(party: Party, classes: Classes) -> bool:
    return can_do(party, "public", classes) or party.actor.sector in classes["armed"]


def can_suffer(party: Party, entry: Entry, sources: Sequence[Party] = ()) -> bool:
    """Whether a party may be the target of an entry. A premier who flies to a town of his own is on no visit."""
    if entry.mode == "visit" and party.kind in ("state", "place"):
        return party.actor.country not in {None, *(source.actor.country for source in sources)}
    if entry.type in DEALINGS:
        return party.kind in ("state", "people", "person", "role") and party.actor.sector not in PRIVATE
    return party.kind not in ("place", "thing") or entry.type in PHYSICAL_TYPES or party.actor.country is not None


def foreign_to(party: Party, sources: Sequence[Party]) -> bool:
    """Whether a party plainly isn't of the side of any of the sources: an analyst, another state."""
    if not sources or any(party.key == source.key for source in sources):
        return False
    countries = {source.actor.country for source in sources}
    return party.actor.country not in countries if party.actor.country else party.actor.sector in PRIVATE


def can_answer(party: Party, classes: Classes) -> bool:
    """Whether a crowd may ask something of a party: a state, an office, a body; not another crowd."""
    return party.kind == "state" or (party.kind in ("role", "person") and party.actor.sector in classes["public"])


def of_country(party: Party, crowd: Sequence[Party]) -> Party:
    """The government that a crowd asks something of is its own where the copy names no other."""
    countries = {one.actor.country for one in crowd if one.actor.country}
    if party.actor.country is not None or party.actor.sector not in ("GOV", "LEG") or len(countries) != 1:
        return party
    return replace(party, actor=party.actor.model_copy(update={"country": countries.pop()}), inferred=True)
