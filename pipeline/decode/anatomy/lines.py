"""Lines become blocks, blocks become paragraphs: what layout alone says about a piece of copy.

A block ends at a blank line, before an indented line (a TAB or two blanks and more: how ANPA 1312 copy marks
paragraphs), before a bullet and around a table. Where lines are longer than any wire's column, each line is a paragraph
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.decode.anatomy.hyphens import joined
from pipeline.decode.words import words

LONG_LINE = 120
"""Columns. Wires wrap at 64 to 80; copy with a longer line is not wrapped at all."""

_FULL = 50
"""Columns from which on a line may have been wrapped."""
_BLANK_LINES = re.compile(r"\n[ \t]{0,80}\n\s{0,200}")
_CELLS = re.compile(r"\S(?: {3,}|\t)\S")
_BULLET = re.compile(r"\s{0,20}(?:[*•▪●◦]{1,2}\s+\S|[-–—]\s{1,3}\S)")
_SET_OFF = re.compile(
    r"\s?(?:\(\(|\((?:Additional r|R)eporting (?:[Bb]y|from)\b|\((?:Writing|Editing|Compiled) [Bb]y\b)"
)
"""What closes a story stands apart from its last paragraph, indented or not."""
_COLUMN_GAP = re.compile(r"[^\s](?: {3,}|\t[\t ]*)[^\s]|\.{4,}")
_NARROW_GAP = re.compile(r"[^\s.!?:;\"'”’) ] {2}(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:;।。][\"'”’»)\]*]*$")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Prof|St|No|vs)\.)$")
_OPEN_ENDS = words(
    "a an the of to in on at by for from with and or but nor as than that which who whose whom into onto over "
    "under between among against through during about its their his her our your this these those is are was "
    "were be been has have had will would could should may might must can not said"
)


@dataclass(frozen=True)
class Block:
    """Lines that layout holds together, right blanks taken off. `table`: each line is a row of its own."""

    lines: tuple[str, ...]
    table: bool = False
    gap: bool = True
    """True where a blank line (or the copy's beginning) stands before it."""

    @cached_property
    def folded(self) -> tuple[str, int]:
        """The block on one line, white space folded; and how many line-end hyphens were the line's and are gone."""
        return joined(self.lines)

    @property
    def flat(self) -> str:
        return self.folded[0]


def blocks_of(copy: str) -> list[Block]:
    """The blocks of LF-separated copy, in order. Linear in its length."""
    lines = [line.rstrip() for line in copy.split("\n")]
    in_table = _table_lines(lines)
    unwrapped = any(len(line) > LONG_LINE for line, table in zip(lines, in_table, strict=True) if not table)
    blocks: list[Block] = []
    held: list[str] = []
    gap = held_gap = True
    held_table = False
    for line, table in zip(lines, in_table, strict=True):
        if not line:
            gap = True
            continue
        if held and (gap or table != held_table or (not table and _begins(held[-1], line, unwrapped))):
            blocks.append(Block(tuple(held), held_table, held_gap))
            held = []
        if not held:
            held_gap, held_table = gap, table
        held.append(line)
        gap = False
    if held:
        blocks.append(Block(tuple(held), held_table, held_gap))
    return blocks


def paragraphs_of(copy: str) -> list[Block]:
    """The blocks of a body in whole paragraphs: a blank line ends one, and nothing else but an item of a list does."""
    blocks: list[Block] = []
    for paragraph in _BLANK_LINES.split(copy):
        lines = [line.rstrip() for line in paragraph.split("\n") if line.strip()]
        if any(map(_CELLS.search, lines)):
            blocks.append(Block(tuple(lines), table=True))
            continue
        held: list[str] = []
        for line in lines:
            if held and _BULLET.match(line):
                blocks.append(Block((" ".join(held),)))
                held = []
            held.append(line.strip())
        if held:
            blocks.append(Block((" ".join(held),)))
    return blocks


def set_apart(blocks: list[Block], starts: tuple[str, ...]) -> list[Block]:
    """Part the lines that begin with one of `starts` (in small letters), with the lines over which such a one runs on,
    from the blocks in which they stand.
    """
    out: list[Block] = []
    for block in blocks:
        begins = [line.strip().lower().startswith(starts) for line in block.lines]
        cuts = {0, len(block.lines)}
        apart = False
        for at in range(len(block.lines)):
            runs_on = apart and len(block.lines[at - 1]) >= _FULL and not ends_sentence(block.lines[at - 1])
            if begins[at] or (apart and not runs_on):
                cuts.add(at)
            apart = begins[at] or runs_on
        for first, last in pairwise(sorted(cuts)):
            out.append(Block(block.lines[first:last], block.table, block.gap or first > 0))
    return out


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text[-12:]))


def continues(before: str, after: str) -> bool:
    """True where `after` is plainly the rest of the sentence that `before` breaks off."""
    if not before or not after:
        return False
    lower = after[0].islower() or after[0] in ",;)"
    if ends_sentence(before):
        return lower and bool(_ABBREVIATION.search(before[-12:])) and not before.endswith((":", ";"))
    tail = before[-400:].split()
    if lower:
        return len(tail) >= 4
    return len(tail) >= 4 and (tail[-1].endswith(",") or tail[-1] in _OPEN_ENDS) and not before.isupper()


def is_bullet(text: str) -> bool:
    return bool(_BULLET.match(text))


def _begins(before: str, line: str, unwrapped: bool) -> bool:
    """True where `line` begins a block though no blank line stands before it."""
    indent = _indent(line)
    if indent >= 2:
        hanging = indent == _indent(before) and len(before) > 50 and continues(before.strip(), line.strip())
        return not hanging
    if _BULLET.match(line) or ("(" in line[:3] and _SET_OFF.match(line)):
        return True
    return unwrapped and not continues(before.strip(), line.strip())


def _indent(line: str) -> int:
    """Columns of blank in front; a TAB counts as eight."""
    width = 0
    for character in line:
        if character == "\t":
            width += 8
        elif character.isspace():
            width += 1
        else:
            break
    return width


def _is_columnar(line: str) -> bool:
    """True for a line set in columns: wide gaps or leader dots, or several narrow gaps between figures."""
    if "  " not in line and "\t" not in line and "...." not in line:
        return False
    inner = line.strip()
    if _COLUMN_GAP.search(inner):
        return True
    return len(_NARROW_GAP.findall(inner)) >= 2 and any(character.isdigit() for character in inner)


def _table_lines(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is a row of a table: columnar lines in a run, with the short lines between them."""
    columnar = [_is_columnar(line) for line in lines]
    rows = [False] * len(lines)
    for first, last in _runs(columnar, lines):
        if sum(columnar[first : last + 1]) >= 2 or len(lines[first]) < 50:
            rows[first : last + 1] = [True] * (last + 1 - first)
    return rows


def _runs(columnar: Sequence[bool], lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = last = None
    for at, line in enumerate(lines):
        if columnar[at]:
            first, last = (at if first is None else first), at
        elif (
            first is not None
            and last is not None
            and (not line or at - last > 2 or len(line) > 40 or ends_sentence(line))
        ):
            yield first, last
            first = last = None
    if first is not None and last is not None:
        yield first, last
