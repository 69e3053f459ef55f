"""What closes a piece of copy: sign-offs, a byline at the foot, and the notes that stand behind them."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.decode.anatomy.lines import Block, ends_sentence
from pipeline.decode.anatomy.parts import Anatomy
from pipeline.decode.anatomy.people import byline_of, is_credits
from pipeline.decode.anatomy.signoff import closes, is_signoff
from pipeline.decode.words import words
from pipeline.story import NoteKind

LONGEST_TAIL = 6
"""Pieces that may close a story."""
MOST_PASSED = 4
"""Notes in a row that may stand behind a sign-off."""
LONGEST_CLOSING = 50
"""Characters of a line that closes the copy and stands on another."""
_BEHIND = words("boilerplate contact correction editor_note rights signoff usn")
_BETWEEN_RULES = re.compile(r"[-–—]{1,4}\s?(?P<inner>[^-–—].{3,90}?)\s?[-–—]{1,4}$")
_SLASHED = re.compile(r"[^\W\d_][\w'’ -]{3,50}/TT$")


class Closing(NamedTuple):
    """A piece of copy that closes it."""

    block: Block
    kind: NoteKind | None
    """`signoff`, `byline`, or None for a note that stands behind one of these."""


def without_tail(parts: Anatomy, blocks: list[Block]) -> tuple[list[Block], list[Closing]]:
    """The copy, and what closes it: sign-offs (`Reuter`, `-30-`, `dpa ac bl`), a byline, and the notes behind them."""
    rest, tail, passed = list(blocks), list[Closing](), list[Closing]()
    while rest and len(tail) < LONGEST_TAIL:
        last = rest.pop()
        ruled = (tail or passed) and len(last.lines) == 1 and parts.note_kind(last.flat) == "boilerplate"
        kind = None if ruled else _closing_kind(last, above=len(rest) + parts.body_only)
        if kind:
            tail = [Closing(Block(last.lines[-1:]), kind), *passed, *tail]
            passed = []
            if len(last.lines) > 1:
                rest.append(Block(last.lines[:-1], last.table, last.gap))
        elif rest and len(passed) < MOST_PASSED and _is_note(parts, last):
            passed.insert(0, Closing(last, None))
        else:
            rest.append(last)
            break
    return [*rest, *(piece.block for piece in passed)], tail


def _closing_kind(last: Block, *, above: int) -> NoteKind | None:
    """What the last line of a block is that closes the copy, with so many blocks above it; the last word of a sentence
    that runs over lines (`told` / `Reuters.`) is nothing of the kind, nor is a byline under nothing but a headline.
    """
    line = " ".join(last.lines[-1].split())
    if len(last.lines) == 1:
        if is_signoff(line) or (above and closes(line)):
            return "signoff"
        return "byline" if above > 1 and closing_byline(line) else None
    before = " ".join(last.lines[-2].split())
    ended = ends_sentence(before)
    if is_signoff(line):
        return "signoff" if ended or not line.endswith(".") else None
    set_off = not last.table and (ended or len(before) <= LONGEST_CLOSING)
    return "signoff" if set_off and closes(line) and (ended or closes(before)) else None


def _is_note(parts: Anatomy, block: Block) -> bool:
    """True for a note that may stand behind a sign-off."""
    flat = "" if block.table else block.flat
    return bool(flat) and (parts.note_kind(flat) in _BEHIND or is_credits(flat))


def take_closing(parts: Anatomy, kind: NoteKind, flat: str) -> None:
    """Read a sign-off or a byline that closes the copy; the byline adds whom that at the head does not name."""
    found = closing_byline(flat) if kind == "byline" else None
    if found:
        parts.byline += tuple(name for name in found[0] if name not in parts.byline)
        parts.agency = parts.agency or found[1]
    parts.note(kind, flat)


def closing_byline(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """Names and agency of a byline at the foot: `Ana Costa, The Canadian Press`, `--- Von Bo Lind, dpa-AFX ---`,
    `Ana Costa/TT`, `(By Ana Costa)`. With a slash other agencies print the photographer.
    """
    ruled = _BETWEEN_RULES.match(line)
    line = ruled["inner"] if ruled else line
    sentence = line.endswith((".", "!", "?", "”", '"')) and not line.endswith(").")
    if sentence or is_credits(line) or ("/" in line and not _SLASHED.match(line)):
        return None
    found = byline_of(line)
    return found if found and found[0] else None
