"""What stands before the body: embargo, header lines, slug, headline, sub-headline, notes, bullets, byline, caption."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.captions import caption_of, glued_caption
from pipeline.decode.anatomy.credits import is_credits
from pipeline.decode.anatomy.dateline import bare_dateline
from pipeline.decode.anatomy.furniture import is_time_line
from pipeline.decode.anatomy.headline import read_headline
from pipeline.decode.anatomy.heads import Mark, read_head
from pipeline.decode.anatomy.lines import Block, ends_sentence, is_bullet
from pipeline.decode.anatomy.marks import front_kind, one_bracket, slug_of, usn_of
from pipeline.decode.anatomy.parts import Anatomy
from pipeline.decode.anatomy.people import agency_line, byline_of, names_alone
from pipeline.decode.anatomy.places import in_capitals, is_known, is_label
from pipeline.decode.anatomy.split import LONGEST_HEADLINE, split_front, without_glued_byline
from pipeline.decode.anatomy.tags import tag_alone, tags_of
from pipeline.decode.words import words
from pipeline.story import Dateline, Note, NoteKind

FRONT = 24
"""Blocks within which the front matter has to end."""
_SUMMARY = words("summary companies highlights")
"""Headings of the lines that sum a story up."""
_CORRECTS = re.compile(r"\bcorrect(?:s|ed)\b")
_LONGEST_NAME = 3
MOST_PLACE_WORDS = 5
"""Words of a dateline that stands alone."""
SHORTEST_HEADLINE = 40
"""Characters: a shorter line without a letter is what is left of a transmission's header."""
LONGEST_TITLE = 150
"""Characters: a longer line that ends like a sentence is text, though a dateline follows."""
NEAR = 6
"""Blocks within which a dateline follows the front matter's parts."""
PAGE_TOP, PAGE_TEXT = 4, 400
"""Paragraphs and characters that a page may put above a dateline which names its agency."""


def read_front(parts: Anatomy, blocks: list[Block]) -> list[Block]:
    """Read what stands before the body into `parts`; the blocks of the body are left."""
    if parts.body_only:
        blocks = [part for block in blocks[:NEAR] for part in without_glued_byline(parts, block)] + blocks[NEAR:]
    else:
        blocks = split_front(parts, blocks)
    passed: list[Block] = []
    at = 0
    while at < min(len(blocks), FRONT) and blocks[at].flat and parts.dateline is None:
        if _take(parts, blocks, at, past=bool(passed)):
            parts.joined_hyphens += blocks[at].folded[1]
        elif _is_passed(parts, blocks, at, passed):
            passed.append(blocks[at])
        else:
            break
        at += 1
    return passed + blocks[at:]


def _is_passed(parts: Anatomy, blocks: list[Block], at: int, passed: list[Block]) -> bool:
    """True for text that a page puts above its byline or a dateline with an agency; what stands below it is read."""
    flat = blocks[at].flat
    long = sum(len(block.flat) for block in passed) + len(flat) >= PAGE_TEXT
    if long or len(passed) >= PAGE_TOP or blocks[at].table or not (parts.headline or parts.body_only):
        return False
    if parts.dateline_of(flat) or bare_dateline(flat) or glued_caption(flat):
        return False
    datelines = (parts.dateline_of(block.flat) for block in blocks[at + 1 : at + 1 + NEAR])
    return _page_follows(blocks, at) or any(found and found[0].agency for found in datelines)


def _take(parts: Anatomy, blocks: list[Block], at: int, *, past: bool) -> bool:
    """Take one block of the front matter; False where the body begins with it.

    `past`: text stood above it, so that it is no headline.
    """
    flat = blocks[at].flat
    kind = parts.note_kind(flat) or _front_kind(parts, blocks, at)
    if kind:
        _take_note(parts, kind, flat, blocks[at - 1].flat if at else "")
        return True
    dateline = parts.dateline_of(flat)
    titled = dateline and _may_be_title(parts, blocks, at, dateline[0])
    if (dateline and not titled) or bare_dateline(flat):
        return False
    if _take_byline(parts, blocks, at):
        return True
    caption = caption_of(flat)
    if caption and _dateline_follows(parts, blocks, at, 2 * NEAR):
        parts.add_caption(caption)
        return True
    if _take_bracket(parts, blocks, at):
        return True
    if parts.body_only or past:
        return False
    tag = tag_alone(flat) if at + 1 < len(blocks) else None
    if tag:
        parts.slug_tags += (tag,)
        parts.note("header", flat)
        return True
    if parts.headline is None:
        return _take_head(parts, blocks, at)
    parts.dateline = _place_line(parts, blocks, at)
    if parts.dateline:
        return True
    if not _is_subheadline(parts, blocks, at):
        return False
    _take_subheadline(parts, flat)
    return True


def _take_subheadline(parts: Anatomy, flat: str) -> None:
    """Take a short line above the dateline: the sub-headline, a page's label, or one of the lines of its summary."""
    if flat.lower() in _SUMMARY:
        parts.note("boilerplate", flat)
    elif parts.subheadline or _is_summed_up(parts):
        parts.note("bullets", flat)
    elif " " in flat:
        parts.subheadline = flat
    else:
        parts.note("boilerplate", flat)


def _may_be_title(parts: Anatomy, blocks: list[Block], at: int, dateline: Dateline) -> bool:
    """True for a place with a dash that opens a headline: `GAZA - Talks resume` over a story that has its dateline."""
    unsure = dateline.agency is None and dateline.date is None and parts.headline is None and not parts.body_only
    flat = blocks[at].flat
    return unsure and not ends_sentence(flat) and len(flat) <= LONGEST_TITLE and _dateline_follows(parts, blocks, at)


def _front_kind(parts: Anatomy, blocks: list[Block], at: int) -> NoteKind | None:
    """What only the front matter has: header lines and bullets."""
    if not (parts.headline or at + 1 < len(blocks)):
        return None
    kind = front_kind(blocks[at].flat, blocks[at].lines)
    if kind == "bullets":
        listed = parts.headline is not None and _in_a_list(blocks, at)
        return kind if listed and (not parts.body_only or _dateline_follows(parts, blocks, at)) else None
    return None if parts.body_only else kind


def _in_a_list(blocks: list[Block], at: int) -> bool:
    """Stars are bullets; a dash is one only beside another, for it may also begin a paragraph."""
    if blocks[at].flat[0] not in "-–—":
        return True
    beside = (blocks[near].flat for near in (at - 1, at + 1) if 0 <= near < len(blocks))
    return any(flat[:1] == blocks[at].flat[0] and is_bullet(flat) for flat in beside)


def _take_note(parts: Anatomy, kind: NoteKind, flat: str, before: str) -> None:
    """Take a note of the front matter; a number under boilerplate (`Related Coverage`) is not the story's own."""
    if kind == "usn" and parts.notes and parts.notes[-1] == Note(kind="boilerplate", text=before):
        kind = "boilerplate"
    elif kind == "usn":
        parts.usn = parts.usn or usn_of(flat)
    parts.note(kind, flat)


def _take_byline(parts: Anatomy, blocks: list[Block], at: int) -> bool:
    """A byline, the agency under one, or a line of nothing but names above the agency, the time, or `3 Min Read`."""
    flat = blocks[at].flat
    byline = byline_of(flat) if at + 1 < len(blocks) or parts.headline else None
    if byline:
        parts.byline += byline[0]
        parts.agency = parts.agency or byline[1]
    elif parts.byline and agency_line(flat):
        parts.agency = parts.agency or agency_line(flat)
    else:
        names = names_alone(flat) if parts.headline and at + 1 < len(blocks) else None
        if not names or not _is_under_names(parts, blocks[at + 1].flat, names):
            return False
        parts.byline += names
    parts.note("byline", flat)
    return True


def _is_under_names(parts: Anatomy, flat: str, names: tuple[str, ...]) -> bool:
    """`3 Min Read`; the agency or the time only under short names, for a title may stand above them."""
    if flat[-5:].lower() == " read" and parts.note_kind(flat) == "boilerplate":
        return True
    short = all(len(name.split()) <= _LONGEST_NAME for name in names)
    return short and (agency_line(flat) is not None or is_time_line(flat))


def _take_bracket(parts: Anatomy, blocks: list[Block], at: int) -> bool:
    """A line in brackets above the dateline that no list knows: never a sub-headline."""
    flat = blocks[at].flat
    alone = flat[0] in "([" and one_bracket(flat) and (parts.headline or parts.body_only)
    if not alone or not _dateline_follows(parts, blocks, at):
        return False
    parts.note("correction" if _CORRECTS.search(flat) else "editor_note", flat)
    return True


def _take_head(parts: Anatomy, blocks: list[Block], at: int) -> bool:
    """Take a slug line, what is left of a header, or the headline; False where the copy has no headline."""
    block, flat = blocks[at], blocks[at].flat
    more = at + 1 < len(blocks)
    slug = slug_of(flat) if more and len(block.lines) == 1 and parts.slug is None else None
    if slug:
        parts.slug, tags = slug
        parts.slug_tags += tags
        parts.note("header", flat)
        return True
    if more and len(flat) < SHORTEST_HEADLINE and not any(map(str.isalpha, flat)) and not block.table:
        parts.note("header", flat)
        return True
    if glued_caption(flat) or caption_of(flat) or is_credits(flat):
        return False
    if _is_titled(parts, blocks, at) or _reads_as_headline(flat, block, alone=not more):
        parts.headline = read_headline(flat)
        return True
    return False


def _is_titled(parts: Anatomy, blocks: list[Block], at: int) -> bool:
    """True for a short line above a dateline, though it ends like a sentence: `Will talks resume?`"""
    flat = blocks[at].flat
    if len(flat) > LONGEST_TITLE or blocks[at].table or at + 1 >= len(blocks):
        return False
    if parts.dateline_of(blocks[at + 1].flat):
        return True
    return (flat[-1] in "?!’”\"'" and _dateline_follows(parts, blocks, at)) or (
        flat.rstrip("’”\"'")[-1:] in ("?", "!") and _page_follows(blocks, at)
    )


def _reads_as_headline(flat: str, block: Block, *, alone: bool) -> bool:
    if len(flat) > LONGEST_HEADLINE or block.table or (is_bullet(block.lines[0]) and not flat.startswith("**")):
        return False
    if not any(map(str.isalpha, flat)):
        return False
    if flat.upper() == flat or tags_of(flat)[0]:
        return True
    return (
        not ends_sentence(flat)
        and not flat[0].islower()
        and len(block.lines) <= 3
        and (not alone or len(flat.split()) > 1)
    )


def _place_line(parts: Anatomy, blocks: list[Block], at: int) -> Dateline | None:
    """Places in capitals on a line of their own under the byline, before running text: Anadolu's dateline."""
    flat = blocks[at].flat
    signed = any(note.kind == "byline" for note in parts.notes) and parts.notes[-1].kind in ("byline", "header")
    if not signed or at + 1 >= len(blocks) or len(flat.split()) > MOST_PLACE_WORDS or not flat[-1].isalpha():
        return None
    found = read_head(flat, Mark(len(flat), len(flat), named=True), flat)
    if found is None or not found.places or is_label(flat) or not all(map(in_capitals, found.places)):
        return None
    sure = found.region is None or all(map(is_known, found.places)) or is_known(found.region)
    follows = ends_sentence(blocks[at + 1].flat) and len(blocks[at + 1].flat) > 40
    return found if sure and follows else None


def _is_subheadline(parts: Anatomy, blocks: list[Block], at: int) -> bool:
    """A short line without a sentence's end between headline and dateline, or byline where there is none."""
    block, flat = blocks[at], blocks[at].flat
    short = len(flat) <= 200 and len(block.lines) <= 2
    if not short or ends_sentence(flat) or block.table or caption_of(flat) or is_credits(flat):
        return False
    return _dateline_follows(parts, blocks, at) or (parts.subheadline is None and _page_follows(blocks, at))


def _page_follows(blocks: list[Block], at: int) -> bool:
    """True above a byline that names people, or the line of a page's time."""
    following = [block.flat for block in blocks[at + 1 : at + 3]]
    return any((byline_of(flat) or ((), None))[0] or is_time_line(flat) for flat in following)


def _is_summed_up(parts: Anatomy) -> bool:
    """True under a page's `Summary`, whose lines are bullets without their stars."""
    return bool(parts.notes) and (parts.notes[-1].kind == "bullets" or parts.notes[-1].text.lower() in _SUMMARY)


def _dateline_follows(parts: Anatomy, blocks: list[Block], at: int, near: int = NEAR) -> bool:
    following = (block.flat for block in blocks[at + 1 : at + 1 + near])
    return any(parts.dateline_of(flat) or glued_caption(flat) for flat in following)
