"""What stands together at the top without a blank line is parted: headline, notes, byline and dateline."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.decode.anatomy.furniture import is_furniture, is_time_line
from pipeline.decode.anatomy.lines import Block, continues, ends_sentence
from pipeline.decode.anatomy.marks import front_kind, note_kind, slug_of
from pipeline.decode.anatomy.parts import Anatomy
from pipeline.decode.anatomy.people import byline_of, names_alone
from pipeline.decode.anatomy.tags import tag_alone, tags_of

LONGEST_HEADLINE = 250
SHORT_LINE = 50
"""Columns: a note that ends earlier does not run on."""
DEEPEST, LINES = 8, 12
"""Blocks, and lines of each, within which a dateline is looked for."""
_LOWER_WORDS = re.compile(r"\b[a-zà-ÿ]{4,}\b")
_PLACE_STARTS = re.compile(
    r"\s(?=[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? [0-9])"
)


def split_front(parts: Anatomy, blocks: list[Block]) -> list[Block]:
    """The blocks, those before the dateline parted where each part begins."""
    out: list[Block] = []
    for at, whole in enumerate(blocks):
        first, *rest = without_glued_byline(parts, whole)
        if rest:
            return [*out, first, *rest, *blocks[at + 1 :]]
        if at >= DEEPEST or parts.dateline_of(whole.flat):
            return out + blocks[at:]
        if whole.table:
            out.append(whole)
            continue
        cuts, at_dateline = _cuts(parts, whole, at == 0)
        for begin, end in pairwise((0, *cuts, len(whole.lines))):
            out.append(Block(whole.lines[begin:end], whole.table, whole.gap and begin == 0))
        if at_dateline:
            return out + blocks[at + 1 :]
    return out


def without_glued_byline(parts: Anatomy, block: Block) -> list[Block]:
    """`By Ana Costa LISBON (Reuters) - Talks …` as two blocks."""
    line = block.lines[0].strip()
    if block.table or not line.startswith(("By ", "by ")):
        return [block]
    for found in _PLACE_STARTS.finditer(line, 8, 120):
        left, right = line[: found.start()], line[found.end() :]
        dateline = parts.dateline_of(" ".join((right, *block.lines[1:2])))
        if dateline and (dateline[0].agency or dateline[0].date) and byline_of(left):
            return [Block((left,), gap=block.gap), Block((right, *block.lines[1:]), gap=False)]
    return [block]


def _cuts(parts: Anatomy, block: Block, top: bool) -> tuple[list[int], bool]:
    """The lines of a block at which another part begins, and whether the last of them is the dateline."""
    cuts: list[int] = []
    lines = [" ".join(line.split()) for line in block.lines[:LINES]]
    for at in range(1, len(lines)):
        before, line = lines[at - 1], lines[at]
        dated = len(before) < LONGEST_HEADLINE and parts.dateline_of(" ".join(lines[at : at + 2]))
        if dated and not continues(before, line):
            return [*cuts, at], True
        if (
            _names_author(lines, at)
            or _stands_alone(before)
            or _stands_alone(line)
            or (top and at == 1 and _is_title(before) and line[:1].isupper())
        ):
            cuts.append(at)
    return cuts, False


def _names_author(lines: list[str], at: int) -> bool:
    """True for a page's line of nothing but names above its `3 Min Read` or its time."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(names_alone(lines[at])) and (
        is_time_line(below) or (below[-5:].lower() == " read" and is_furniture(below))
    )


def _is_title(line: str) -> bool:
    """True for a first line that is a headline by itself: tagged, or short without a sentence's end; in title case the
    next line may be its own.
    """
    if ends_sentence(line):
        return False
    longest = SHORT_LINE if len(_LOWER_WORDS.findall(line)) > 1 else 40
    return len(line) < longest or (bool(tags_of(line)[0]) and line.upper() != line)


def _stands_alone(line: str) -> bool:
    """True for a line that is a whole part of the front matter by itself, blank lines around it or not."""
    if byline_of(line) or slug_of(line) or front_kind(line, (line,)) or tag_alone(line):
        return True
    kind = note_kind(line)
    if kind is not None and line[:1] in "([":
        return line[-1:] in ")]"
    if kind == "boilerplate":
        return len(line) < SHORT_LINE
    return kind in ("embargo", "usn") or (kind == "editor_note" and (ends_sentence(line) or len(line) < SHORT_LINE))
