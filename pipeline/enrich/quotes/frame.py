"""The story around its quotations: sentences in which each quotation is a single item.

The model cuts and joins sentences across quotation marks as it likes; who speaks is told by what stands outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from pipeline.enrich.quotes.cues import Cues
from pipeline.enrich.quotes.marks import Marked

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Item: TypeAlias = "Token | int"
"""A token outside quotations, or the number of a quotation."""
ENDS = frozenset({".", "!", "?"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ENDS_INSIDE = ".!?…"
_BEHIND_CUE = frozenset({"PUNCT", "ADP", "ADV", "SPACE"})
RANKS = frozenset({
    "Adm", "Brig", "Capt", "Cmdr", "Col", "Cpl", "Det", "Dr", "Gen", "Gov", "Insp", "Lt", "Maj", "Mr", "Mrs", "Ms",
    "Pfc", "Prof", "Pvt", "Rep", "Rev", "Sen", "Sgt", "Spc", "St", "Supt",
})  # fmt: skip
"""Abbreviations before a name, whose dot ends no sentence."""
_LONGEST = 150
"""Items of a sentence; what is longer is cut, so that no sentence costs the square of its length."""
_AHEAD = 14
"""Items that are looked at behind a quotation for the words that attribute it."""


@dataclass(frozen=True)
class Sentence:
    """What the story says between two full stops; `paragraph` counts from 0."""

    items: tuple[Item, ...]
    paragraph: int

    @cached_property
    def tokens(self) -> list[Token]:
        return [item for item in self.items if not isinstance(item, int)]

    @cached_property
    def verbs(self) -> list[Token]:
        return [token for token in self.tokens if token.tag_[:2] == "VB"]

    @property
    def is_bare(self) -> bool:
        """Nothing but a quotation."""
        return not any(token.is_alpha for token in self.tokens)


@dataclass(frozen=True)
class Frame:
    """`quoted[i]` is the number of the quotation that token `i` stands in, marks included, or -1.

    `starts[n]` is the first token of quotation `n`, `begins[i]` the first of the sentence that token `i` stands in.
    """

    doc: Doc
    quoted: tuple[int, ...]
    starts: Mapping[int, int]
    begins: Mapping[int, int]
    sentences: tuple[Sentence, ...]
    cues: Cues

    def is_outside(self, token: Token) -> bool:
        return self.quoted[token.i] < 0

    def words(self, number: int) -> Iterator[Token]:
        """The tokens of a quotation, without marks and other punctuation."""
        for token in self.doc[self.starts.get(number, len(self.doc)) :]:
            if self.quoted[token.i] != number:
                return
            if not token.is_punct and not token.is_space:
                yield token

    def root(self, number: int) -> Token | None:
        """The first word of a quotation that hangs, in the parse, on a word outside it."""
        return next((token for token in self.words(number) if self.quoted[token.head.i] != number), None)


def build(doc: Doc, text: str, marked: Sequence[Marked], cues: Cues) -> Frame:
    quoted = _quoted(doc, marked)
    sentences = [
        Sentence(tuple(items), number)
        for number, paragraph in enumerate(_paragraphs(doc, quoted))
        for items in _sentences(paragraph, marked, text, cues)
    ]
    starts = {number: position for position, number in reversed(list(enumerate(quoted))) if number >= 0}
    begins = {token.i: sentence.tokens[0].i for sentence in sentences for token in sentence.tokens}
    return Frame(doc, quoted, starts, begins, tuple(sentences), cues)


def is_cue(token: Token, lemmas: frozenset[str]) -> bool:
    """A verb of the list."""
    return token.tag_[:2] == "VB" and token.lemma_.lower() in lemmas


def _quoted(doc: Doc, marked: Sequence[Marked]) -> tuple[int, ...]:
    quoted = [-1] * len(doc)
    for number, mark in enumerate(marked):
        if (span := doc.char_span(mark.outer_start, mark.outer_end, alignment_mode="expand")) is not None:
            quoted[span.start : span.end] = [number] * len(span)
    return tuple(quoted)


def _paragraphs(doc: Doc, quoted: Sequence[int]) -> Iterator[list[Item]]:
    items: list[Item] = []
    last = -1
    for token in doc:
        number = quoted[token.i]
        if number >= 0:
            if number != last:
                items.append(number)
                last = number
        elif not token.is_space:
            items.append(token)
        elif token.text.count("\n") > 1 and items:
            yield items
            items = []
    if items:
        yield items


def _sentences(items: list[Item], marked: Sequence[Marked], text: str, cues: Cues) -> Iterator[list[Item]]:
    start = 0
    for position, item in enumerate(items):
        following = items[position + 1] if position + 1 < len(items) else None
        if isinstance(item, int):
            ends = text[marked[item].end - 1] in _ENDS_INSIDE
            over = ends and _begins_anew(following) and not _attributes(items, position + 1, cues)
        else:
            over = item.is_punct and (item.text in ENDS or (item.text == ";" and following is not None))
        if over or following is None or position + 1 - start == _LONGEST:
            yield items[start : position + 1]
            start = position + 1


def _begins_anew(item: Item | None) -> bool:
    return item is None or isinstance(item, int) or item.text[0].isupper() or item.text[0].isdigit()


def _attributes(items: list[Item], position: int, cues: Cues) -> bool:
    """`“Why?” Tolla asked.`: the words behind name a speaker and say nothing else."""
    window = items[position : position + _AHEAD]
    inserted = False
    for at, item in enumerate(window):
        if isinstance(item, int) or item.text in ENDS or item.text in (":", ";"):
            return False
        inserted = inserted or item.text == ","
        if item.tag_ in FINITE and not inserted and not is_cue(item, cues.verbs.saying):
            return False  # "Prices that he asked for …": not yet "Tolla, who leads it, asked."
        if is_cue(item, cues.verbs.saying):
            behind = window[at + 1] if at + 1 < len(window) else None
            if behind is None or isinstance(behind, int) or behind.pos_ in _BEHIND_CUE:
                return True
            return item.lemma_ in ("tell", "ask") and behind.pos_ in ("NOUN", "PROPN", "PRON")
    return False
