"""The body: its dateline, its paragraphs, what was set into it (captions, notes, page furniture), what closes it."""

from __future__ import annotations

from itertools import chain, takewhile

from pipeline.decode.anatomy.captions import caption_of, glued_caption
from pipeline.decode.anatomy.credits import credits_of, glued_credits, is_credits
from pipeline.decode.anatomy.dateline import bare_dateline
from pipeline.decode.anatomy.front import PAGE_TEXT, PAGE_TOP
from pipeline.decode.anatomy.lines import Block, continues, ends_sentence, is_bullet
from pipeline.decode.anatomy.marks import LONGEST_LINE, begins_embargoed, glued_signoff, is_signoff, usn_of
from pipeline.decode.anatomy.parts import Anatomy
from pipeline.decode.anatomy.tail import Closing, take_closing
from pipeline.decode.words import words
from pipeline.story import Note

LONGEST_TOPIC, MOST_TOPICS = 40, 12
"""Characters and number of the topics that a page lists."""
_HEADINGS = words("final fin fim schluss forts end ends more")
"""Marks of the end that are headings where text follows."""


def read_body(parts: Anatomy, blocks: list[Block], tail: list[Closing]) -> None:
    """Read the body into `parts`: text, and what was set into it or closes it."""
    open_to_join = closed = False
    before: str | None = None
    numbers: list[tuple[int, str | None, int]] = []
    last_noted = 0
    for block, closing in chain(((block, None) for block in blocks), tail):
        flat = block.flat
        if closing and not (closed and closing == "byline"):
            take_closing(parts, closing, flat)
            before = closing
            continue
        parts.joined_hyphens += 0 if block.table else block.folded[1]
        if closed:
            parts.note("not_for_publication", flat)
            continue
        if len(flat) >= LONGEST_LINE and begins_embargoed(flat):
            parts.embargo_glued = True
        if parts.dateline is None and _may_be_dated(parts, flat):
            flat = _take_dateline(parts, flat)
            if not flat:
                continue
            if parts.dateline:
                block = Block((flat,))
        kind = None if block.table else _set_in(parts, flat, before)
        if kind == "usn":
            numbers.append((len(parts.notes) - 1, before, len(parts.paragraphs)))
        elif kind is None:
            open_to_join = _take_paragraph(parts, block, flat, open_to_join)
            last_noted = len(parts.notes)
        closed = kind == "not_for_publication"
        before = kind or "text"
    _settle_numbers(parts, numbers)
    _take_glued(parts, last_noted)


def _may_be_dated(parts: Anatomy, flat: str) -> bool:
    """The body's first paragraph; further down, past what a page put above it, only where an agency is named."""
    if not parts.paragraphs:
        return True
    found = parts.dateline_of(flat) if len(parts.paragraphs) <= PAGE_TOP else None
    return bool(found and found[0].agency and sum(len(piece[0]) for piece in parts.paragraphs) < PAGE_TEXT)


def _take_dateline(parts: Anatomy, flat: str) -> str:
    """Take the dateline off the first paragraph, and a caption glued before it; what is left is text."""
    glued = glued_caption(flat)
    if glued and parts.supplier.dateline != "none":
        parts.captions.append(glued[0])
        flat = glued[1]
    found = parts.dateline_of(flat)
    if found:
        parts.dateline, flat = found
        return flat
    parts.dateline = bare_dateline(flat) if parts.supplier.dateline != "none" else None
    return "" if parts.dateline else flat


def _set_in(parts: Anatomy, flat: str, before: str | None) -> str | None:
    """Take a block that is no text (credits, caption, note); its kind, or None for text."""
    if is_credits(flat):
        parts.credits += credits_of(flat)
        parts.note("credits", flat)
        return "credits"
    caption = caption_of(flat)
    if caption:
        parts.add_caption(caption)
        return "caption"
    kind = parts.note_kind(flat)
    if kind is None and before == "boilerplate" and _is_topic(parts, flat):
        kind = "boilerplate"
    if kind is None and is_signoff(flat) and any(map(str.isalnum, flat)) and flat.lower() not in _HEADINGS:
        kind = "signoff"
    if kind:
        parts.note(kind, flat)
    return kind


def _is_topic(parts: Anatomy, flat: str) -> bool:
    """True for a short line in the list under a page's `Suggested Topics:`."""
    if len(flat) > LONGEST_TOPIC or ends_sentence(flat):
        return False
    listed = takewhile(lambda note: note.kind == "boilerplate", reversed(parts.notes[-MOST_TOPICS:]))
    return any(note.text.lower().startswith("suggested topics") for note in listed)


def _take_paragraph(parts: Anatomy, block: Block, flat: str, open_to_join: bool) -> bool:
    """Add a block to the text, to the paragraph before it where that breaks off in mid-sentence."""
    if block.table:
        parts.paragraphs.append(["\n".join(block.lines)])
        return False
    joins = open_to_join and not parts.body_only and not is_bullet(block.lines[0])
    if joins and continues(parts.paragraphs[-1][-1], flat):
        parts.paragraphs[-1].append(flat)
        parts.joined_paragraphs += 1
    else:
        parts.paragraphs.append([flat])
    return True


def _settle_numbers(parts: Anatomy, numbers: list[tuple[int, str | None, int]]) -> None:
    """A number behind the text is the story's own where it is the copy's only one; any other is another story's.

    `numbers`: where in the notes each stands, the kind of the block before it, the paragraphs so far.
    """
    alone = parts.usn is None and len(numbers) == 1
    for at, before, paragraphs in numbers:
        text = parts.notes[at].text
        if alone and before != "boilerplate" and paragraphs == len(parts.paragraphs):
            parts.usn = usn_of(text)
        else:
            parts.notes[at] = Note(kind="boilerplate", text=text)


def _take_glued(parts: Anatomy, at: int) -> None:
    """Take credits and the agency's name off the last paragraph (`… he said. (AFP)`); the note stands at place `at`."""
    last = parts.paragraphs[-1][-1] if parts.paragraphs else ""
    people = glued_credits(last)
    if people and people[0]:
        parts.paragraphs[-1][-1] = people[0]
        parts.credits += credits_of(people[1])
        parts.notes.insert(at, Note(kind="credits", text=people[1]))
    sign = glued_signoff(parts.paragraphs[-1][-1]) if last else None
    if sign and sign[0]:
        parts.paragraphs[-1][-1] = sign[0]
        parts.notes.insert(at, Note(kind="signoff", text=sign[1]))
