"""Whose words they are: a noun of the parse → the fullest name that the story gives that speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich.quotes.cues import Cues
from pipeline.story import EnrichedStory, Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPEAKING = ("PERSON", "ORG", "GPE", "NORP", "FAC")
_PERSONAL = frozenset({"he", "she", "him", "her", "his"})
_PLURAL = frozenset({"they", "them", "their"})
_MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod", "det", "quantmod", "advmod", "case", "punct")
_DETERMINERS = frozenset({"the", "a", "an", "one", "another", "this", "that", "his", "her", "its", "their", "some"})


@dataclass(frozen=True)
class Speaker:
    """`name` as the story names it most fully; the mention beside the words stands from `start` to `end`."""

    name: str
    start: int
    end: int
    entity: str | None = None
    is_person: bool = False


class Speakers:
    """The speakers of one story; built once, then asked for nouns in the order of the text."""

    def __init__(self, story: EnrichedStory, doc: Doc, cues: Cues) -> None:
        self._doc, self._cues, self._text = doc, cues, story.text
        self._entities = {
            position: entity
            for entity in story.entities
            if entity.field == "text" and entity.label in _SPEAKING
            for position in range(entity.start, entity.end)
        }
        self._longest: dict[str, str] = {}
        for entity in story.entities:
            known = self._longest.get(entity.id, "")
            if entity.field == "text" and len(entity.text) > len(known):
                self._longest[entity.id] = entity.text
        self._people = [e for e in story.entities if e.field == "text" and e.label == "PERSON"]
        self._bodies = [e for e in story.entities if e.field == "text" and e.label in ("ORG", "EVENT")]
        self._titles = {e.id: (e.title or "").lower() for e in reversed(self._people) if e.title}
        self._genders: dict[str, str] = {}
        for person in self._people:
            self._note_gender(person)
        self._phrases: dict[str, list[str]] = {}
        for token in doc:
            if token.pos_ == "NOUN" and token.dep_ in ("nsubj", "nsubjpass") and token.idx not in self._entities:
                self._phrases.setdefault(token.lower_, []).append(self._printed(token)[0])

    def of(self, noun: Token) -> Speaker | None:
        """The speaker that a noun or pronoun names; None where it names nobody who can speak."""
        if noun.pos_ == "PRON" or noun.lower_ in _PERSONAL | _PLURAL:
            return None
        entity = self._named(noun)
        if entity is not None:
            return self._speaker(entity)
        if noun.pos_ not in ("NOUN", "PROPN"):
            return None
        return self._phrase(noun)

    def person(self, pronoun: str, start: int, end: int, last: Speaker | None) -> Speaker | None:
        """Whom `he` or `she` means: who is subject before it in the paragraph from `start` to `end`, or else named
        there; the last speaker; who was named last before.
        """
        gender = "f" if pronoun in ("she", "her") else "m"
        here = [entity for entity in self._people if start <= entity.start < end and self._may_be(entity.id, gender)]
        subjects = [entity for entity in here if self._is_subject(entity)]
        if subjects or here:
            return self._speaker((subjects or here)[-1])
        if last is not None and last.is_person and self._may_be(last.entity or "", gender):
            return last
        before = [entity for entity in self._people if entity.start < start and self._may_be(entity.id, gender)]
        return self._speaker(before[-1]) if before else last

    def group_before(self, start: int, end: int) -> Speaker | None:
        """Whom `they` or `it` means: the last subject before it in the paragraph that is several or a body."""
        span = self._doc.char_span(start, max(start, end), alignment_mode="expand")
        for token in reversed(list(span) if span is not None else []):
            if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN"):
                entity = self._entities.get(token.idx)
                if token.tag_ in ("NNS", "NNPS") or (entity is not None and entity.label in ("ORG", "GPE")):
                    return self.of(token)
        return None

    def _may_be(self, id: str, gender: str) -> bool:
        return self._genders.get(id, gender) == gender

    def _is_subject(self, entity: Entity) -> bool:
        span = self._doc.char_span(entity.start, entity.end, alignment_mode="expand")
        return span is not None and span.root.dep_ in ("nsubj", "nsubjpass")

    def _speaker(self, entity: Entity) -> Speaker:
        return Speaker(self._fullest(entity), entity.start, entity.end, entity.id, entity.label == "PERSON")

    def _fullest(self, entity: Entity) -> str:
        """The longest name that the story itself gives."""
        return self._longest.get(entity.id, entity.text)

    def subject_before(self, start: int, end: int) -> Speaker | None:
        """The last person who is subject of a sentence between two characters."""
        span = self._doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return None
        for token in reversed(list(span)):
            entity = self._entities.get(token.idx) if token.dep_ in ("nsubj", "nsubjpass") else None
            if entity is not None and entity.label == "PERSON":
                return self._speaker(entity)
        return None

    def named_between(self, start: int, end: int) -> Speaker | None:
        """The first person named between two characters: behind a dash, before a colon."""
        found = next((e for e in self._people if start <= e.start < end), None)
        return self._speaker(found) if found else None

    def surnamed(self, name: str) -> Speaker | None:
        """The person whose name ends like this, in whatever case: `KERRY:` in a transcript."""
        found = next((e for e in self._people if e.text.upper().endswith(name.upper())), None)
        return self._speaker(found) if found else None

    def _named(self, noun: Token) -> Entity | None:
        """The noun's own name, or the one in apposition: `the prosecutor, Gabriel Lastra`."""
        own = self._entities.get(noun.idx)
        if own is not None and own.label != "NORP":
            return own
        for child in noun.children:
            if (
                child.dep_ == "appos"
                and (entity := self._entities.get(child.idx))
                and entity.label in ("PERSON", "ORG")
            ):
                return entity
        if noun.dep_ == "appos" and (entity := self._entities.get(noun.head.idx)) and entity.label == "PERSON":
            return entity
        # "chief Josphat Lemeki": the parser takes title or name for the head.
        for child in noun.children:
            entity = self._entities.get(child.idx)
            if entity is not None and entity.label == "PERSON" and child.dep_ in ("compound", "flat", "nmod"):
                return entity
        return None

    def _phrase(self, noun: Token) -> Speaker:
        """A noun phrase without article, in its fullest form; the person who is introduced by it elsewhere."""
        phrase, start, end = self._printed(noun)
        if self._is_definite(noun):
            for id, title in self._titles.items():
                if noun.lower_ in title.split():
                    entity = next(e for e in self._people if e.id == id)
                    return Speaker(self._fullest(entity), start, end, id, True)
            if (body := self._body(noun)) is not None:
                return Speaker(self._fullest(body), start, end, body.id)
            words = set(phrase.lower().split())
            fuller = [other for other in self._phrases.get(noun.lower_, ()) if words < set(other.lower().split())]
            phrase = max(fuller, key=len, default=phrase)
        return Speaker(phrase, start, end)

    def _body(self, noun: Token) -> Entity | None:
        """The one organisation named before that is such a thing: `the ministry`, `the festival`."""
        found = [e for e in self._bodies if e.text.split()[-1].lower() == noun.lower_ and e.start < noun.idx]
        return found[-1] if len({entity.id for entity in found}) == 1 else None

    def _printed(self, noun: Token) -> tuple[str, int, int]:
        """The phrase around a noun as printed, without its article, and where it stands."""
        first = noun
        for child in noun.lefts:
            if child.dep_ in _MODIFIERS and child.dep_ != "punct" and child.i < first.i:
                first = self._doc[child.left_edge.i]
        while first.i < noun.i and first.lower_ in _DETERMINERS:
            first = self._doc[first.i + 1]
        last = self._end_of_phrase(noun)
        start, end = first.idx, last.idx + len(last)
        return self._text[start:end], start, end

    def _end_of_phrase(self, noun: Token) -> Token:
        """`head of the observers`: an `of` belongs to it."""
        for child in noun.rights:
            if child.lower_ in ("of", "for") and child.dep_ == "prep" and child.i == noun.i + 1:
                edge: Token = self._doc[child.right_edge.i]
                return edge if edge.i - noun.i < 8 else noun
        return noun

    def _is_definite(self, noun: Token) -> bool:
        return any(child.lower_ in ("the", "this", "that", "his", "her", "its") for child in noun.children)

    def _note_gender(self, person: Entity) -> None:
        """By the title before a name, the words beside it: `Ms Ellwand`, `Jane Roe, her …`."""
        around = set((person.title or "").lower().replace(".", "").split())
        around |= set(self._text[max(0, person.start - 25) : person.start].lower().replace(".", "").split()[-2:])
        after = self._text[person.end : person.end + 60].split(".")[0].lower()
        apposed = after.replace(",", " ").split()[:6] if after.startswith(",") else []
        for words, sign in ((self._cues.women, "f"), (self._cues.men, "m")):
            if around & words - {"his", "her", "he", "she", "him"} or set(apposed) & words - {"him", "he", "she"}:
                self._genders.setdefault(person.id, sign)
