"""What a story's fields name: the model's mended spans as slices of the story's own text, and the dateline's places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pipeline.enrich.countries import Countries
from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.spans import NAMES
from pipeline.folding import fold
from pipeline.story import Dateline, EnrichedStory, Entity, FieldName

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

KEPT = NAMES | {"DATE", "MONEY"}
"""OntoNotes labels that a reader of a wire story asks for; counts, percentages, quantities and hours are left out."""
GOVERNMENT_BODIES = frozenset({
    "ministry", "department", "government", "army", "navy", "police", "parliament", "senate", "congress", "court",
    "embassy", "guard", "treasury", "cabinet", "presidency", "legislature", "brigade", "battalion", "regiment",
    "consulate", "directorate",
})  # fmt: skip
"""Last words of an ORG that is a part of a state; a company called `American …` has no country here."""
Fields: TypeAlias = "Mapping[FieldName, tuple[str, Doc]]"
"""Of each field that the model has read: the story's own text, and what the model made of it."""
WITH_COUNTRY = frozenset({"GPE", "NORP", "ORG", "LOC", "FAC"})
_OF_A_STATE = frozenset({"National", "Federal", "Government", "Supreme"})
_BODY_OF = frozenset({"Ministry", "Department", "Embassy", "Consulate", "Chamber"})
_IN_TOWN = re.compile(r" in ([A-Z][\w-]+(?: [A-Z]\w+)?)")
_IN_TOWN_TOKENS = 8
_NUMBER_BEHIND = re.compile(r"\s+\d[\d,.]*$")


@dataclass(frozen=True)
class Mention:
    """A stretch of one field that names something. `sure`: a table or a rule says it, not the model alone."""

    field: FieldName
    start: int
    end: int
    label: str
    text: str
    country: str | None = None
    sure: bool = False
    cased: str | None = None
    """As running copy would write it, where the field is in capitals."""
    stands_for: str | None = None
    """The organisation's whole name, where this is a short form of it; its own text where it is a town's team."""


def in_field(name: FieldName, own_text: str, doc: Doc, countries: Countries, names: Names) -> list[Mention]:
    """The mentions of a field that the model has read, countries as ISO 3166-1 alpha-3 on them."""
    found = (mention for span in doc.ents if (mention := _of_span(span, name, own_text)))
    return [_with_country(_labelled(mention, countries), doc, countries, names) for mention in found]


def _of_span(span: Span, name: FieldName, own_text: str) -> Mention | None:
    if span.label_ not in KEPT:
        return None
    start, end = span.start_char, min(span.end_char, len(own_text))
    while end > start and own_text[end - 1].isspace():
        end -= 1
    if own_text[start:end] == "X.":
        # A tokenizer takes a sentence's end for an initial.
        end -= 1
    if start == end:
        return None
    text = own_text[start:end]
    cased = span.text[: end - start]
    return Mention(name, start, end, span.label_, text, sure=span.id_ == "sure", cased=cased if cased != text else None)


def root_of(mention: Mention, fields: Fields) -> Token | None:
    """The head of a mention's words; None where the model has not read its field."""
    if mention.field not in fields:
        return None
    span = fields[mention.field][1].char_span(mention.start, mention.end, alignment_mode="expand")
    return span.root if span is not None else None


def of_dateline(story: EnrichedStory, countries: Countries) -> Iterator[Mention]:
    """The towns that the story comes from, then the state and country that stand beside them."""
    if story.dateline is None:
        return
    position = 0
    for place in (*story.dateline.places, *filter(None, (story.dateline.region or "").split(", "))):
        start = story.dateline.text.find(place, position)
        if start >= 0:
            position = start + len(place)
            cased = place.title() if place.isupper() else None
            yield Mention("dateline", start, position, "GPE", place, countries.of_name(place), sure=True, cased=cased)


def _labelled(mention: Mention, countries: Countries) -> Mention:
    """A country's name without the number behind it: `promised Colombia 200 tents`."""
    if mention.label not in NAMES or mention.label == "LANGUAGE":
        return mention
    if (bare := _NUMBER_BEHIND.sub("", mention.text)) != mention.text and fold(bare) in countries.names:
        return replace(mention, text=bare, end=mention.start + len(bare), label="GPE")
    return mention


def _with_country(mention: Mention, doc: Doc, countries: Countries, names: Names) -> Mention:
    if mention.label not in WITH_COUNTRY:
        return mention
    known = names.known.get(mention.text)
    country = (known.country if known else None) or countries.of_name(mention.text)
    if country is None and is_body(mention):
        country = country_in(mention.text, countries) or _owner(doc, mention, countries)
    return replace(mention, country=country) if country else mention


def is_body(mention: Mention) -> bool:
    """A part of a state, by its last word or its first: `National Disaster Management Institute`."""
    words = mention.text.split()
    return mention.label == "ORG" and (
        words[-1].lower() in GOVERNMENT_BODIES
        or (len(words) > 2 and (words[0] in _OF_A_STATE or (words[0] in _BODY_OF and words[1] in ("of", "for"))))
    )


def with_shared_countries(mentions: list[Mention], home: str | None) -> list[Mention]:
    """A body of a state keeps the country that the story gives it once; without one it is the home country's."""
    bodies = {fold(m.text): m.country for m in reversed(mentions) if is_body(m) and m.country}
    return [
        replace(m, country=bodies.get(fold(m.text), home)) if is_body(m) and m.country is None else m for m in mentions
    ]


def with_actors_countries(mentions: list[Mention], fields: Fields) -> list[Mention]:
    """A body of a state that is still nobody's is that of the last country that acted before it, a paragraph back at
    most: `Russia said it had deployed …` and then `the Defence Ministry said`.
    """
    out, actor = [], None
    for mention in mentions:
        if mention.country and mention.label == "GPE":
            token = root_of(mention, fields)
            if token is not None and token.dep_ == "nsubj":
                actor = mention
        elif actor and is_body(mention) and mention.country is None and mention.field == actor.field:
            between = fields[mention.field][0][actor.end : mention.start]
            if between.count("\n\n") < 2:
                mention = replace(mention, country=actor.country)
        out.append(mention)
    return out


def with_doubles(mentions: list[Mention], countries: Countries) -> list[Mention]:
    """A name of two countries (`Congo`) is the smaller one's where the story names that one alone: by its capital, or
    in full (`Congo Republic`).
    """
    doubles = {fold(text) for text in {m.text for m in mentions if m.country}} & countries.doubles.keys()
    if not doubles:
        return mentions
    others = {countries.of_actor(m.text) for m in mentions if m.label == "GPE" and fold(m.text) not in doubles}
    meant = {countries.of_name(name): countries.doubles[name] for name in doubles}
    meant = {usual: other for usual, other in meant.items() if other in others and usual not in others}
    return [replace(m, country=meant.get(m.country, m.country)) for m in mentions]


def home_country(mentions: Iterable[Mention | Entity], dateline: Dateline | None, countries: Countries) -> str | None:
    """The country that `the police` and `the Defence Ministry` belong to; None where it isn't plain.

    It is named at least twice and more often than all others together; or the story comes from its capital, and names
    no other country more often.
    """
    named = Counter(
        mention.country
        for mention in mentions
        if mention.country and mention.label in ("GPE", "NORP") and mention.field != "dateline"
    )
    if not named:
        return None
    (country, count), total = named.most_common(1)[0], sum(named.values())
    for place in dateline.places if dateline else ():
        if capital := countries.capitals.get(fold(place)):
            return capital if named[capital] == count else None
    return country if count > 1 and count * 2 > total else None


def country_in(text: str, countries: Countries) -> str | None:
    """The country that the first words of `text` name: `South Korean navy` → KOR."""
    words = text.split()
    for length in range(min(3, len(words)), 0, -1):
        if country := countries.of_name(" ".join(words[:length])):
            return country
    return None


def _owner(doc: Doc, mention: Mention, countries: Countries) -> str | None:
    """`Thailand's Defence Ministry`, `the Russian Defence Ministry`: the country in the words before; or in those
    behind: `the Foreign Ministry in Sofia`.
    """
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    first, last = (span.start, span.end) if span is not None else (0, 0)
    before = doc[max(0, first - 4) : first].text.split()
    for length in (3, 2, 1):
        if len(before) >= length and (country := countries.of_name(" ".join(before[-length:]))):
            return country
    town = _IN_TOWN.match(f" {doc[last : last + _IN_TOWN_TOKENS].text}")
    return countries.capitals.get(fold(town[1])) if town else None
