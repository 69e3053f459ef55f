"""Spans and what stands before, between and behind them: halves joined, heads added, peoples and military units."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.spans import LONGEST_NAME, SEATED, Found

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NUMBERED = frozenset({"Division", "Brigade", "Battalion", "Regiment", "Squadron", "Fleet", "Army", "Corps", "Wing"})
_BODIES = frozenset({"Ministry", "Parliament", "Embassy", "Consulate", "Senate", "Cabinet"})
_BODIES_OF = frozenset({"Ministry", "Department", "Federal", "Supreme", "Constitutional", "National", "Chamber"})
"""First words of a body of a state, before `of` and what it is for: `Federal Department of Foreign Affairs`."""


def extended(found: Found, doc: Doc, names: Names) -> Found:
    """`Kaliningrad` where `Region` follows, `Zuwara` where `Airport` does."""
    following = doc[found.end] if found.end < len(doc) else None
    if following is not None and following.text == "District" and doc[found.end + 1 : found.end + 2].text.istitle():
        return found  # U.S. District Judge
    head = names.heads.get(following.text) if following is not None and found.label in ("GPE", "LOC") else None
    return found._replace(end=found.end + 1, label=head) if head in ("GPE", "LOC", "FAC") else found


def without_people(found: Found, doc: Doc, peoples: Container[int]) -> Found:
    """`Dutch Infrastructure Ministry` is the ministry of the Dutch; `U.S. Navy` and `Bank of Ghana` are one name.

    `peoples`: the tokens that are a nationality.
    """
    is_body = (
        found.label == "ORG"
        and found.end - found.start > 2
        and (
            doc[found.end - 1].text in _BODIES
            or (
                doc[found.start + 1].text in _BODIES_OF
                and "of" in [token.text for token in doc[found.start : found.end]]
            )
        )
    )
    return found._replace(start=found.start + 1) if is_body and found.start in peoples else found


def units(words: Sequence[str]) -> Iterator[Found]:
    """Military units by their number: `the 16th Mechanized Division`."""
    for at, word in enumerate(words):
        if word in _NUMBERED:
            start = at
            while start and words[start - 1][:1].isupper() and at - start < LONGEST_NAME:
                start -= 1
            if start and words[start - 1][:1].isdigit() and words[start - 1].endswith(("st", "nd", "rd", "th")):
                yield Found(start - 1, at + 1, "ORG", sure=True)


def _goes_on(first: Found, second: Found, doc: Doc, names: Names) -> bool:
    begins = (
        names.is_given(doc[first.start].text) and not second.sure and second.label in ("PERSON", "GPE", "ORG", "LOC")
    )
    return begins and all(token.pos_ == "PROPN" and token.text.istitle() for token in doc[second.start : second.end])


def _is_open(word: Token, names: Names) -> bool:
    """`Foundation` may go on with `for the Arts`; `PLC` ends a name."""
    return word.text in names.heads and word.text not in SEATED


def joined(found: Iterable[Found], doc: Doc, names: Names) -> Iterator[Found]:
    """`Hall Foundation` and `Visual Arts` with `for the` between them are one organisation; `María Fernanda` and
    `Quesada Solano` with nothing between them one person.
    """
    last: Found | None = None
    for span in found:
        if last and last.label == "PERSON" and last.end == span.start and _goes_on(last, span, doc, names):
            last = Found(last.start, span.end, "PERSON", last.sure)
            continue
        if last and last.label == "ORG" and span.label in ("ORG", "GPE", "LOC", "NORP", "WORK_OF_ART", "FAC"):
            between = [token.lower_ for token in doc[last.end : span.start]]
            if between in (["of"], ["for"], ["of", "the"], ["for", "the"]) and _is_open(doc[last.end - 1], names):
                last = Found(last.start, span.end, "ORG", last.sure)
                continue
        if last:
            yield last
        last = span
    if last:
        yield last
