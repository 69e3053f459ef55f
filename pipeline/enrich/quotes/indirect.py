"""Statements without marks, where speaker and content are plain: `Russia said it had deployed a missile system.`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.enrich.quotes.cues import Cues
from pipeline.enrich.quotes.speakers import Speakers
from pipeline.story import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 120
"""Tokens of the longest statement that is taken."""


def indirect_quotes(text: str, doc: Doc, speakers: Speakers, cues: Cues, direct: Sequence[Quote]) -> list[Quote]:
    """The clauses that a verb of `cues.plain` governs, where its subject is named and no quotation fills them."""
    taken = [False] * (len(text) + 1)
    for quote in direct:
        taken[quote.start : quote.end] = [True] * (quote.end - quote.start)
    return [quote for verb in doc if verb.lemma_ in cues.plain for quote in _statement(verb, text, speakers, taken)]


def _statement(verb: Token, text: str, speakers: Speakers, taken: Sequence[bool]) -> Iterator[Quote]:
    if verb.pos_ != "VERB" or taken[verb.idx]:
        return
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    if subject is None or clause is None or any(child.dep_ == "neg" for child in verb.children):
        return
    speaker = speakers.of(subject)
    words = _content(verb, subject, clause)
    if speaker is None or words is None:
        return
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    if sum(taken[start:end]) * 2 > end - start or "\n\n" in text[start:end]:
        return
    yield Quote(
        text=text[start:end], start=start, end=end, kind="indirect", speaker=speaker.name,
        speaker_start=speaker.start, speaker_end=speaker.end, speaker_entity=speaker.entity, cue=verb.text,
    )  # fmt: skip


def _content(verb: Token, subject: Token, clause: Token) -> tuple[Token, Token] | None:
    """First and last word of the clause, without `that` and the marks around it."""
    first, last = clause.left_edge.i, clause.right_edge.i
    doc = verb.doc
    if clause.i > verb.i:
        first = max(first, verb.i + 1)
    else:
        last = min(last, min(verb.i, subject.left_edge.i) - 1)
    while first <= last and (doc[first].lower_ == "that" or doc[first].is_punct or doc[first].is_space):
        first += 1
    while last >= first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return (doc[first], doc[last]) if last - first >= 2 and last - first < LONGEST else None
