"""Whom a description means that is no office: `the New Zealander`, `the 34-year-old`, `the agency`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.quotes.cues import Cues
from pipeline.enrich.quotes.roles import Roles
from pipeline.enrich.quotes.speaker import Scene, Speaker
from pipeline.folding import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR, _FAR = 3, 60
"""Sentences that a description may reach back over: alone, and where the story gives the country or age."""
_PLURAL = ("s", "ese", "sh", "nch", "tch")
"""`The British`, `the Chinese`, `the Swiss` are many or a government, unless somebody of that country was named."""
_PAST = frozenset({"former", "one-time", "ex"})
_ANY_KIND = frozenset({"group", "bloc", "organization", "organisation", "watchdog", "regulator", "charity"})
_OFFICES = frozenset({"ministry", "court", "police", "army", "navy", "parliament", "senate", "government", "cabinet"})
"""Bodies of a state, which nobody calls a group."""
_FIRM = frozenset({
    "ab", "ag", "asa", "bhd", "co", "corp", "gmbh", "inc", "kk", "limited", "llc", "llp", "ltd", "nv", "oyj", "pjsc",
    "plc", "sa", "se", "spa",
})  # fmt: skip
_PARENTS = frozenset({"father", "mother", "grandfather", "grandmother"})


def native(country: str | None, word: Token, roles: Roles, scenes: Sequence[Scene]) -> Speaker | None:
    """`the Norwegian`: the last person of that country; else the last of none, where it means one person."""
    if word.tag_ in ("NNS", "NNPS") or country is None:
        return None
    countries = roles.countries
    own = last_person(scenes[-_FAR:], lambda speaker: country in countries.get(speaker.entity or "", ()))
    if own is not None or word.lower_.endswith(_PLURAL):
        return own
    last = next((people for scene in reversed(scenes[-_NEAR:]) if (people := _strangers(scene, countries))), {})
    return next(iter(last.values())) if len(last) == 1 else None


def _strangers(scene: Scene, countries: Mapping[str, set[str]]) -> dict[str, Speaker]:
    """The people of a sentence whose country the story doesn't give, by name."""
    people = (one for one in scene.sayers + scene.subjects + scene.others if one.kind == "person")
    return {one.name: one for one in people if one.entity not in countries}


def described(noun: Token, words: Sequence[Token], roles: Roles, cues: Cues, scenes: Sequence[Scene]) -> Speaker | None:
    """`the 34-year-old`, `the former striker`, `the mother of two`, `the goalkeeper`: the last person whom it fits."""
    if noun.tag_ == "NNS":
        return None
    aged = words[0].like_num and any(word.lower_ == "old" for word in words)
    parent = noun.lower_ in _PARENTS and any(below.pos_ == "NUM" for below in grammar.after(noun, "of"))
    if not (aged or parent or words[0].lower_ in _PAST or noun.lemma_.lower() in cues.people.traits):
        return None
    gender = cues.gender_of(noun.lower_)
    fits = {gender, None} if gender is not None else {"m", "f", None}
    return last_person(scenes[-_NEAR:], lambda speaker: roles.with_gender(speaker).gender in fits)


def last_person(scenes: Sequence[Scene], fits: Callable[[Speaker], bool]) -> Speaker | None:
    recent = (scene.sayers + scene.subjects + scene.others for scene in reversed(scenes))
    return next((one for people in recent for one in people if one.kind == "person" and fits(one)), None)


def last_body(noun: str, roles: Roles, cues: Cues, scenes: Sequence[Scene]) -> Speaker | None:
    """`the agency` is Frontex: the organisation that spoke or acted last, if its name names no other kind of body."""
    people = cues.people
    if noun not in people.unnamed:
        return None
    recent = (scene.sayers + scene.subjects for scene in reversed(scenes[-_NEAR:]))
    last = next((one for group in recent for one in group if one.entity in roles.organisations), None)
    words = set(fold(last.name).split()) if last is not None else set()
    if noun not in people.firms and _FIRM & words:
        return None
    others = _OFFICES if noun in _ANY_KIND else people.bodies - people.firms
    return last if not others & (words | {word.removesuffix("s") for word in words}) else None
