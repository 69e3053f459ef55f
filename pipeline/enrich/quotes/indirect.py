"""Statements told in the story's own words, where speaker and content are plain: `Tolla said the bridge was shut`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.quotes.frame import Frame, Sentence, is_cue
from pipeline.enrich.quotes.sayers import sayer_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST = 3
_LONGEST = 100


@dataclass(frozen=True)
class Told:
    """The content clause is `doc[start:end]`."""

    sayer: Token
    cue: Token
    start: int
    end: int


def find_told(frame: Frame, sentence: Sentence) -> Iterator[Told]:
    """Clauses that a verb of the list governs, with its subject beside it and nothing that denies or delays it."""
    for verb in sentence.verbs:
        if is_cue(verb, frame.cues.verbs.indirect) and _is_plain(verb):
            clause = next((c for c in verb.children if c.dep_ == "ccomp" and frame.is_outside(c)), None)
            sayer = sayer_of(frame, verb) if clause is not None else None
            if clause is not None and sayer is not None and (told := _content(frame, verb, clause, sayer)):
                yield told


def _is_plain(verb: Token) -> bool:
    """No `did not say`, `would say`, `if he says`, `refused to say`."""
    if verb.dep_ not in ("ROOT", "conj") or verb.tag_ in ("VBG", "VB") or grammar.is_passive(verb):
        return False
    return not any(c.dep_ in ("neg", "mark") or c.tag_ == "MD" for c in verb.children if c.i < verb.i)


def _with_marks(frame: Frame, start: int, end: int) -> tuple[int, int]:
    """The clause with the whole of a quotation that begins or ends it."""
    if start < end and (number := frame.quoted[start]) >= 0:
        start = frame.starts[number]
    number = frame.quoted[end - 1]
    while number >= 0 and end < len(frame.doc) and frame.quoted[end] == number:
        end += 1
    return start, end


def _content(frame: Frame, verb: Token, clause: Token, sayer: Token) -> Told | None:
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if (
        start <= verb.i < end
        or start <= sayer.i < end
        or grammar.child(clause, *grammar.SUBJECTS, "nsubjpass", "expl") is None
    ):
        return None
    doc = frame.doc
    while start < end and ((doc[start].lower_ == "that" and doc[start].dep_ == "mark") or doc[start].is_punct):
        if not frame.is_outside(doc[start]):
            break
        start += 1
    if end - start > 2 and doc[start].lower_ == "on" and doc[start + 1].text.endswith("day"):
        start += 2  # "said on Tuesday it had": the day is that of saying
    start, end = _with_marks(frame, start, end)
    while end > start and (doc[end - 1].is_space or doc[end - 1].is_punct) and frame.is_outside(doc[end - 1]):
        end -= 1
    whole = _SHORTEST <= end - start <= _LONGEST and not any(
        token.is_space and "\n\n" in token.text for token in doc[start:end]
    )
    # A clause that a quotation fills is that quotation.
    own = whole and any(frame.is_outside(token) and not token.is_punct for token in (doc[start], doc[clause.i]))
    return Told(sayer, verb, start, end) if own else None
