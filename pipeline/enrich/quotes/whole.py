"""Names as whole as the story prints them, where an entity holds a part only: a speaker is never half a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich.quotes.cues import Cues
from pipeline.enrich.quotes.frame import RANKS
from pipeline.folding import fold
from pipeline.story import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FIRM = frozenset({
    "ab", "ag", "asa", "bhd", "co", "corp", "gmbh", "inc", "kk", "limited", "llc", "llp", "ltd", "nv", "oyj", "pjsc",
    "plc", "sa", "se", "spa",
})  # fmt: skip
_JOINING = frozenset({"and", "of", "for", "the", "&", "'s", "’s", "-"})
_LONGEST = 4
_LONG_FORM = 14


@dataclass(frozen=True)
class _Place:
    """An entity and its tokens, `doc[start:end]`."""

    entity: Entity
    start: int
    end: int


def names_by_token(doc: Doc, entities: Iterable[Entity], cues: Cues) -> dict[int, Entity]:
    """The entity at each token; each with all the words of its name, and all of one id under the fullest form."""
    given = _places(doc, entities)
    at = _by_token(given)
    whole = [_person(doc, place, at, cues) if _may_be_person(place.entity) else place for place in given]
    people = {new.entity.id: new.entity.text for old, new in zip(given, whole, strict=True) if new is not old}
    names = _long_forms(doc, given, at)
    if firms := _firms(doc, given):
        names |= {e.id: firms[short] for e in (place.entity for place in given) if (short := fold(_name(e))) in firms}
    if not people and not names:
        return at
    return _by_token([_Place(_renamed(place.entity, people, names), place.start, place.end) for place in whole])


def _places(doc: Doc, entities: Iterable[Entity]) -> list[_Place]:
    """In the order of the text."""
    spans = ((entity, doc.char_span(entity.start, entity.end, alignment_mode="expand")) for entity in entities)
    places = [_Place(entity, span.start, span.end) for entity, span in spans if span is not None]
    return sorted(places, key=lambda place: (place.start, -place.end))


def _by_token(places: Iterable[_Place]) -> dict[int, Entity]:
    """First entities first."""
    found: dict[int, Entity] = {}
    for place in places:
        for token in range(place.start, place.end):
            found.setdefault(token, place.entity)
    return found


def is_title(token: Token, cues: Cues) -> bool:
    """A word that stands before a name and is none: `Governor`, `Lt`, `delegate`."""
    return token.text.rstrip(".") in RANKS or cues.is_person(token.lower_)


def _name(entity: Entity) -> str:
    return entity.canonical or entity.text


def _renamed(entity: Entity, people: Mapping[str, str], names: Mapping[str, str]) -> Entity:
    if entity.id in people:
        whole = people[entity.id]
        longer = set(_words(_name(entity))) <= set(_words(whole))
        return entity.model_copy(update={"label": "PERSON", "canonical": whole if longer else entity.canonical})
    return entity.model_copy(update={"canonical": names[entity.id]}) if entity.id in names else entity


def _words(name: str) -> list[str]:
    return fold(name).replace("-", " ").split()


def _may_be_person(entity: Entity) -> bool:
    """One word may be the end of a person's name that the model has cut, whatever it takes it for."""
    return entity.label == "PERSON" or (entity.label != "NORP" and entity.country is None and " " not in entity.text)


def _person(doc: Doc, place: _Place, at: Mapping[int, Entity], cues: Cues) -> _Place:
    """`delegate Comfort [Tabe Besong]`, `President [Osvaldo Milanes] Prieto`, `Governor Olumide Adeyinka-[Cole]`."""
    start, end = _first(doc, place.start, at, cues), place.end
    article = start > 0 and doc[start - 1].pos_ == "DET"
    if place.entity.label == "PERSON" and not article:
        end = _behind(doc, end, at)
    if (start, end) == (place.start, place.end) or doc[end - 1].lower_ in cues.people.bodies | cues.people.firms:
        return place
    text = doc[start:end].text
    where = {"start": doc[start].idx, "end": doc[start].idx + len(text), "text": text}
    return _Place(place.entity.model_copy(update=where), start, end)


def _first(doc: Doc, start: int, at: Mapping[int, Entity], cues: Cues) -> int:
    """The first word of the name: what stands between it and a title, or a first name that everybody knows."""
    first = start
    while start - first < _LONGEST and first > 0 and first - 1 not in at and _in_name(doc[first - 1]):
        if is_title(doc[first - 1], cues):
            break
        first -= 1
    titled = 0 < first < start and is_title(doc[first - 1], cues)
    known = first < start and doc[first].lower_ in cues.first_names.male | cues.first_names.female
    return first if titled or known else start


def _in_name(token: Token) -> bool:
    """A capitalised word that the parse joins to a name behind it, or the hyphen within a double name."""
    if token.text == "-":
        return token.i > 0 and not token.whitespace_ and not token.nbor(-1).whitespace_
    return token.pos_ == "PROPN" and token.text[0].isupper() and token.head.i > token.i


def _behind(doc: Doc, end: int, at: Mapping[int, Entity]) -> int:
    """The end of the name: the words that its last word hangs on as part of it, and the half behind a hyphen."""
    limit = min(len(doc), end + _LONGEST)
    while end < limit and end not in at:
        word, last = doc[end], doc[end - 1]
        hyphen = word.text == "-" and not last.whitespace_ and not word.whitespace_ and end + 1 < limit
        if hyphen and doc[end + 1].pos_ == "PROPN" and end + 1 not in at:
            end += 2
        elif word.pos_ == "PROPN" and word.text[0].isupper() and last.dep_ == "compound" and last.head.i >= end:
            end += 1
        else:
            break
    return end


def _firms(doc: Doc, places: Iterable[_Place]) -> dict[str, str]:
    """The full name of firms, by the short one and by one that runs on: `Severn Castings PLC [of Wolverhampton]`."""
    found: dict[str, str] = {}
    for place in places:
        if place.entity.label != "ORG":
            continue
        for token in doc[place.start + 1 : place.end + 1]:
            if token.text[0].isupper() and token.lower_.rstrip(".") in FIRM:
                full = doc[place.start : token.i + 1].text
                found[fold(place.entity.text)] = full
                found.setdefault(fold(doc[place.start : token.i].text), full)
    return found


def _long_forms(doc: Doc, places: Iterable[_Place], at: Mapping[int, Entity]) -> dict[str, str]:
    """By id: `[African Party for … Guinea] and [Cape Verde] (PAIGC)`, where the entities take the name in parts."""
    found: dict[str, str] = {}
    for place in places:
        short, end = place.entity, place.start - 1
        if short.label != "ORG" or not short.text.isupper() or end < 1 or doc[end].text != "(":
            continue
        start = _start_of_long(doc, end, at)
        if start is None or fold(_name(short)) != fold(short.text):
            continue
        initials = {token.text[0].casefold() for token in doc[start:end]}
        if sum(letter not in initials for letter in short.text.casefold()) <= 1:
            found |= dict.fromkeys((short.id, at[start].id), doc[start:end].text)
    return found


def _start_of_long(doc: Doc, end: int, at: Mapping[int, Entity]) -> int | None:
    """Where the organisation begins whose name runs up to `end`, over other names and what joins them."""
    for position in range(end - 1, max(-1, end - _LONG_FORM), -1):
        entity = at.get(position)
        if entity is not None and entity.label == "ORG":
            first = position
            while at.get(first - 1) is entity:
                first -= 1
            return first if position < end - 1 else None
        if entity is None and doc[position].lower_ not in _JOINING and doc[position].pos_ != "PROPN":
            return None
    return None
