"""The metadata of a NewsML-G2 item: codes and names, headlines, people, notes, in the item's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.decode.formats.bylines import NO_BYLINE, Byline, read_byline
from pipeline.decode.formats.markup import words_of
from pipeline.decode.formats.xmlfields import (
    codes,
    editor_notes,
    folded,
    kind_told,
    language_tag,
    local_code,
    note,
)
from pipeline.decode.formats.xmltree import Element, language_at
from pipeline.decode.words import words
from pipeline.story import Code, LifecycleKind, Note

_SHORT_NAMES = words("short mnemonic")
_DECK_ROLES = ("subheadline", "subhead", "deck", "subtitle")
_CATEGORY = re.compile(r".{0,40}(?:cat|categor(?:y|ies)|category_?code)$", re.I)
_STAMP = re.compile(r"\s{0,3}[0-9]{4}-?[0-9]{2}-?[0-9]{2}[T\s][0-9]{2}")
_NO_PEOPLE = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|corp|agency|news|network|media|press|team|sports?|data|images?|desk|service)\b", re.I
)


@dataclass(frozen=True)
class Meta:
    """Reads one item. `language` is the item's default, by which names and headlines are chosen."""

    item: Element
    language: str | None

    def first(self, path: str) -> str:
        """The text of the first element at `path` that has any."""
        return next(filter(None, (words_of(found) for found in self.item.iterfind(path))), "")

    def code(self, path: str) -> str:
        """The code, literal or URI of the first element at `path`."""
        return next(filter(None, map(_identifier, self.item.iterfind(path))), "")

    def headlines(self) -> tuple[str | None, str | None]:
        """The main headline and the deck. A headline's rank 1 is the most important; other roles are for screens."""
        found = [line for line in self.item.iterfind("contentMeta/headline") if words_of(line)]
        found.sort(key=lambda line: (not self._is_ours(line), folded(line.get("rank")) or "1"))
        decks = [line for line in found if local_code(line.get("role")).lower() in _DECK_ROLES]
        plain = [line for line in found if local_code(line.get("role")).lower() not in _DECK_ROLES]
        main = next((line for line in plain if _is_main(line)), next(iter(plain), None))
        deck = words_of(decks[0]) if decks else None
        headline = words_of(main) or None
        return headline, deck if deck != headline else None

    def names_at(self, path: str) -> Iterator[str]:
        """Names of the parties at `path`, each followed by its code."""
        for party in self.item.iterfind(path):
            yield self._name(party)
            yield local_code(party.get("qcode")) or folded(party.get("literal"))

    def subjects(self) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
        """Categories (genres, and subjects from a scheme of categories) and all other subjects, in their order."""
        categories: list[Code] = []
        subjects: list[Code] = []
        for found in self.item.iterfind("contentMeta/*"):
            if found.tag == "genre":
                categories += self._code(found)
            elif found.tag == "subject":
                scheme = folded(found.get("qcode")).partition(":")[0]
                kind = local_code(found.get("type"))
                (categories if _CATEGORY.match(scheme) or _CATEGORY.match(kind) else subjects).extend(self._code(found))
        return tuple(dict.fromkeys(categories)), tuple(dict.fromkeys(subjects))

    def keywords(self) -> tuple[str, ...]:
        found = (words_of(keyword) for keyword in self.item.iterfind("contentMeta/keyword"))
        return tuple(dict.fromkeys(filter(None, found)))

    def byline(self, printed: Byline) -> Byline:
        """From `by`; else as the body prints it; else the people whom the metadata name as creators."""
        line = self.first("contentMeta/by")
        if line or printed.names or printed.note:
            return read_byline(line) if line else printed
        people = [found for found in self.item.iterfind("contentMeta/creator") if found.find("name") is not None]
        names = [read_byline(self._name(found)).names for found in people if not _NO_PEOPLE.search(self._name(found))]
        full = [name for found in names for name in found if " " in name]
        return Byline(tuple(dict.fromkeys(full))) if full else NO_BYLINE

    def dateline(self) -> str | None:
        """The dateline as printed; a machine's time stamp is none."""
        printed = self.first("contentMeta/dateline")
        return None if _STAMP.match(printed) else printed or None

    def usn(self) -> str | None:
        """The number of the transmission; of an item without an identifier any alternative one."""
        every = self.item.findall("contentMeta/altId")
        typed = [found for found in every if local_code(found.get("type")).upper() == "USN"]
        numbers = typed or ([] if folded(self.item.get("guid")) else every)
        return next(filter(None, (words_of(found) or folded(found.get("id")) for found in numbers)), None)

    def editor_notes(self, *, embargo_told: bool) -> tuple[Note, ...]:
        """`edNote` by its role. dpa's notepad repeats the others in one piece."""
        notes = self.item.findall("itemMeta/edNote")
        pads = [found for found in notes if local_code(found.get("role")) == "notepad"]
        out: list[Note] = []
        for found in notes if len(pads) == len(notes) else (found for found in notes if found not in pads):
            role = local_code(found.get("role")).lower()
            if "contact" in role:
                out += note("contact", words_of(found))
            elif role == "closingline":
                out += note("signoff", words_of(found))
            else:
                out += editor_notes([words_of(found)], embargo_told=embargo_told)
        return tuple(out)

    def kind(self, categories: tuple[Code, ...], notes: tuple[Note, ...]) -> LifecycleKind | None:
        signals = [found.get("qcode") or found.get("literal") for found in self.item.iterfind("itemMeta/signal")]
        genres = [told for code in categories for told in (code.code, code.name)]
        return kind_told((*signals, *genres), (found.text for found in notes if found.kind == "editor_note"))

    def rights(self) -> Iterator[Note]:
        for found in self.item.iterfind("rightsInfo/*"):
            if found.tag in ("copyrightNotice", "usageTerms"):
                yield from note("rights", words_of(found))

    @cached_property
    def _asserted(self) -> dict[str, str]:
        """Names that `assert` gives to codes used elsewhere in the item."""
        found = ((_identifier(told), self._own_name(told)) for told in self.item.iterfind("assert"))
        return {code: name for code, name in found if code and name}

    def _code(self, found: Element) -> tuple[Code, ...]:
        main = found.find("mainConcept")
        found = main if main is not None else found
        name = self._name(found)
        qcode = found.get("qcode")
        if qcode:
            return codes(qcode, name)
        plain = folded(found.get("literal") or found.get("uri"))
        return (Code(code=plain or None, name=name or None),) if plain or name else ()

    def _name(self, found: Element) -> str:
        return self._own_name(found) or self._asserted.get(_identifier(found), "")

    def _own_name(self, found: Element) -> str:
        """The name in the item's language, in full where there is a short one beside it."""
        names = [name for name in found.findall("name") if self._is_ours(name) and words_of(name)]
        full = (name for name in names if local_code(name.get("role")) not in _SHORT_NAMES)
        return words_of(next(full, next(iter(names), None)))

    def _is_ours(self, told: Element) -> bool:
        """In the item's language, whatever the region."""
        own = language_tag(language_at(told))
        return not own or not self.language or own.split("-")[0] == self.language.split("-")[0]


def _identifier(found: Element) -> str:
    return folded(found.get("qcode") or found.get("literal") or found.get("uri"))


def _is_main(headline: Element) -> bool:
    role = local_code(headline.get("role")).lower()
    return not role or role in ("main", "headline", "title")
