"""By which words a story introduces its people and bodies: `Foreign Minister`, `, the mayor of Bergen,`, `Mrs.`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.quotes.cues import Cues
from pipeline.enrich.quotes.phrase import content_words, folded
from pipeline.enrich.quotes.speaker import Kind, Speaker
from pipeline.story import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TITLE_REACH = 8
_INSTITUTIONS = frozenset({"FAC", "EVENT"})
"""`The hospital`, `the festival`: houses and events whose names say what they are, and that speak."""
_ROLES_OF_A_WORD = 40


@dataclass(frozen=True)
class _Role:
    """Somebody who was introduced with these words; `at` is the token."""

    at: int
    words: frozenset[str]
    speaker: Speaker


class Roles:
    """Who is called what. `genders` is `m` or `f` by entity id, and grows while the story is read; `countries` are
    what stands beside the names.
    """

    def __init__(self, doc: Doc, entity_at: Mapping[int, Entity], cues: Cues) -> None:
        self._doc, self._cues, self._entity_at = doc, cues, entity_at
        self.people = {entity.id for entity in entity_at.values() if entity.label == "PERSON"}
        self.genders: dict[str, str] = {}
        self._by_word: dict[str, list[_Role]] = {}
        self._firms: Counter[str] = Counter()
        self.organisations = {entity.id for entity in entity_at.values() if entity.label == "ORG"}
        self.countries: dict[str, set[str]] = {}
        self._introduce()

    def of_entity(self, entity: Entity) -> Speaker:
        person = entity.id in self.people
        kind: Kind = "person" if person else "many" if entity.label == "NORP" else "body"
        gender = self.genders.get(entity.id) if person else None
        return Speaker(entity.canonical or entity.text, entity.start, entity.end, entity.id, kind, gender)

    def note(self, at: int, words: frozenset[str], speaker: Speaker) -> None:
        role = _Role(at, words, speaker)
        for word in role.words:
            roles = self._by_word.setdefault(word, [])
            roles.append(role)
            del roles[:-_ROLES_OF_A_WORD]

    def introduced(self, noun: str, words: frozenset[str], token: Token, kind: Kind) -> Speaker | None:
        """`The minister` is the one who was called so; the last before, or else the first behind."""
        fitting = [role for role in self._by_word.get(folded(noun), ()) if words <= role.words and _agree(role, kind)]
        before = [role for role in fitting if role.at < token.i]
        if fitting:
            return self.with_gender((before[-1] if before else fitting[0]).speaker)
        if noun in self._cues.people.firms and len(words) == 1:
            return self._main_firm()
        return None

    def _main_firm(self) -> Speaker | None:
        """The organisation, no state's, that the story names most often, and more than once."""
        best, count = (self._firms.most_common(1) or [("", 0)])[0]
        if count < 2:
            return None
        return next((self.of_entity(entity) for entity in self._entity_at.values() if entity.id == best), None)

    def _introduce(self) -> None:
        """Note by which words each person and body is introduced, and what they say of his or her sex."""
        done: set[int] = set()
        for position, entity in self._entity_at.items():
            if entity.start in done:
                continue
            done.add(entity.start)
            person = entity.id in self.people
            if entity.label == "ORG":
                self._firms[entity.id] += entity.country is None
            elif not person and entity.label not in _INSTITUTIONS:
                continue
            words = set() if person else {folded(word) for word in entity.text.split()}
            for start, end in self._beside(position, entity):
                words |= content_words(self._doc[start:end])
                if person:
                    self._note_countries(entity, start, end)
            if person:
                self._note_origin(entity, position)
                self._learn(entity, words)
            if words:
                self.note(position, frozenset(words), self.of_entity(entity))

    def _beside(self, position: int, entity: Entity) -> Iterator[tuple[int, int]]:
        """What says who somebody is: `Foreign Minister` before the name, `, the mayor of Bergen,` behind."""
        doc, start = self._doc, position
        while start > 0 and position - start < TITLE_REACH:
            word = doc[start - 1]
            office = word.lower_ == "of" and start < position and doc[start].text[0].isupper()
            if word.pos_ not in ("NOUN", "PROPN", "ADJ") and not office:
                break
            start -= 1
        if start < position:
            yield start, position
        for token in doc[position : position + len(entity.text.split()) + 2]:
            if self._entity_at.get(token.i) is not entity:
                break
            for beside in token.children:
                if beside.dep_ == "appos" and beside.pos_ in ("NOUN", "PROPN"):
                    yield beside.left_edge.i, beside.i + 1
            if token.dep_ == "appos" and token.head.pos_ in ("NOUN", "PROPN"):
                yield token.head.left_edge.i, token.head.i + 1
            if token.dep_ == "nsubj" and token.head.lemma_ == "be" and (noun := grammar.child(token.head, "attr")):
                yield noun.left_edge.i, noun.i + 1

    def _note_origin(self, person: Entity, position: int) -> None:
        """`Spain’s Juan Perez`, `Karl Tolla of Norway`, `Meghwar, 19,`."""
        doc, end = self._doc, position
        while self._entity_at.get(end) is person:
            end += 1
        name = doc[end - 1]
        near = [child.i for child in name.children if child.dep_ == "poss"]
        near += [below.i for word in ("of", "from") for below in grammar.after(name, word)]
        for at in near:
            self._note_countries(person, at, at + 1)

    def _note_countries(self, person: Entity, start: int, end: int) -> None:
        named = (self._entity_at.get(position) for position in range(start, end))
        found = {entity.country for entity in named if entity is not None and entity.country}
        if found:
            self.countries.setdefault(person.id, set()).update(found)

    def _learn(self, entity: Entity, words: set[str]) -> None:
        if entity.id in self.genders:
            return
        first = folded((entity.canonical or entity.text).split()[0])
        names = self._cues.first_names
        told = next((gender for word in words if (gender := self._cues.gender_of(word))), None)
        found = told or ("m" if first in names.male else "f" if first in names.female else None)
        if found is not None:
            self.genders[entity.id] = found

    def with_gender(self, speaker: Speaker) -> Speaker:
        known = self.genders.get(speaker.entity or "", speaker.gender)
        return speaker if known == speaker.gender else replace(speaker, gender=known)


def by_token(doc: Doc, entities: Iterable[Entity]) -> dict[int, Entity]:
    """The entity at each token, first tokens first."""
    found: dict[int, Entity] = {}
    for entity in sorted(entities, key=lambda entity: (entity.start, -entity.end)):
        span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
        for token in span or ():
            found.setdefault(token.i, entity)
    return found


def _agree(role: _Role, kind: Kind) -> bool:
    return (role.speaker.kind == "many") == (kind == "many")
