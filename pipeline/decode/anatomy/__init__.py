"""Plain copy taken apart, the same way inside every format.

`take_apart` reads from top to bottom: what stands before the body (embargo, slug, headline, sub-headline, notes,
bullets, byline), the dateline, the body with what was set into it (captions, boilerplate, notes), what closes it
(credits, contacts, rights, sign-off). Each non-space character ends in exactly one place: `headline_raw`,
`subheadline`, `dateline.text`, a caption's text and credit, a note, or the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.decode.anatomy.captions import caption_of, glued_caption
from pipeline.decode.anatomy.dateline import bare_dateline, dateline_of
from pipeline.decode.anatomy.headline import Headline, read_headline, tags_of
from pipeline.decode.anatomy.lines import Block, blocks_of, continues, ends_sentence, is_bullet
from pipeline.decode.anatomy.marks import (
    LONGEST_LINE,
    begins_embargoed,
    front_kind,
    is_initials,
    is_signoff,
    note_kind,
    slug_of,
    usn_of,
)
from pipeline.decode.anatomy.people import agency_line, byline_of, credits_of, is_credits
from pipeline.story import Caption, Credit, Dateline, Note, NoteKind
from pipeline.supplier import UNKNOWN, Supplier

FRONT = 24
"""Blocks within which the front matter has to end."""
LONGEST_HEADLINE = 250


@dataclass
class Anatomy:
    """The parts of one piece of copy, in the order in which they stood."""

    headline: Headline | None = None
    subheadline: str | None = None
    slug: str | None = None
    slug_tags: tuple[str, ...] = ()
    dateline: Dateline | None = None
    agency: str | None = None
    usn: str | None = None
    byline: tuple[str, ...] = ()
    credits: list[Credit] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    """Each paragraph as the pieces that it was broken into."""
    joined_paragraphs: int = 0
    joined_hyphens: int = 0
    embargo_glued: bool = False
    """True where a block of the text begins with an embargo."""
    supplier: Supplier = UNKNOWN
    body_only: bool = False
    """True where the format has fields of its own for headline and slug, and its paragraphs are whole."""

    @property
    def text(self) -> str:
        return "\n\n".join(" ".join(pieces) for pieces in self.paragraphs)

    def note(self, kind: NoteKind, text: str) -> None:
        self.notes.append(Note(kind=kind, text=text))


def take_apart(
    copy: str, headline: str | None = None, supplier: Supplier = UNKNOWN, *, body_only: bool = False
) -> Anatomy:
    """The parts of `copy` (LF line ends, no controls). `headline`: as sent, where the format says which it is.

    `body_only`: `copy` is a body in marked-up paragraphs; it is searched for no headline, and no paragraphs are joined.
    """
    parts = Anatomy(headline=read_headline(headline) if headline else None, supplier=supplier, body_only=body_only)
    blocks, tail = _without_tail(blocks_of(copy))
    body = _front(parts, blocks)
    _body(parts, body)
    for line in tail:
        parts.note("signoff", line)
    return parts


def _without_tail(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """The sign-off lines at the end (`Reuter`, `-30-`, `(MORE)`), taken off the last block where they stand in it."""
    tail: list[str] = []
    while blocks and len(tail) < 6:
        last = blocks[-1]
        line = last.lines[-1].strip()
        if not (is_signoff(line) or (len(blocks) > 2 and last.gap and len(last.lines) == 1 and is_initials(line))):
            break
        tail.insert(0, " ".join(line.split()))
        blocks = blocks[:-1]
        if len(last.lines) > 1:
            blocks.append(Block(last.lines[:-1], last.table, last.gap))
    return blocks, tail


def _front(parts: Anatomy, blocks: list[Block]) -> list[Block]:
    """Read what stands before the body into `parts`; the blocks of the body are left."""
    blocks = _split_front(blocks)
    at = 0
    while at < min(len(blocks), FRONT):
        block = blocks[at]
        flat = block.flat
        if not (flat and _front_part(parts, blocks, at)):
            break
        at += 1
    return blocks[at:]


def _front_part(parts: Anatomy, blocks: list[Block], at: int) -> bool:
    """Take one block of the front matter; False where the body begins with it."""
    block, flat = blocks[at], blocks[at].flat
    kind = note_kind(flat) or (front_kind(flat, block.lines) if parts.headline or at + 1 < len(blocks) else None)
    if kind == "bullets" and (parts.headline is None or not _in_a_list(blocks, at)):
        kind = None
    if kind:
        _take_note(parts, kind, flat, blocks[at - 1].flat if at else "")
        return True
    if dateline_of(flat) or bare_dateline(flat):
        return False
    byline = byline_of(flat)
    if byline:
        parts.byline += byline[0]
        parts.agency = parts.agency or byline[1]
        parts.note("byline", flat)
        return True
    if parts.byline and agency_line(flat):
        parts.agency = parts.agency or agency_line(flat)
        parts.note("byline", flat)
        return True
    if parts.headline is None and not parts.body_only:
        return _take_head(parts, blocks, at)
    if parts.subheadline is None and not parts.body_only and not parts.byline and _is_subheadline(blocks, at):
        parts.subheadline = flat
        return True
    caption = caption_of(flat)
    if caption and _dateline_follows(blocks, at):
        parts.captions.append(caption)
        return True
    return False


def _in_a_list(blocks: list[Block], at: int) -> bool:
    """Stars are bullets; a dash is one only beside another, for it may also begin a paragraph."""
    if blocks[at].flat[0] not in "-–—":
        return True
    beside = (blocks[near].flat for near in (at - 1, at + 1) if 0 <= near < len(blocks))
    return any(flat[:1] == blocks[at].flat[0] and is_bullet(flat) for flat in beside)


def _take_head(parts: Anatomy, blocks: list[Block], at: int) -> bool:
    """Take a slug line or the headline; False where the copy has no headline."""
    block, flat = blocks[at], blocks[at].flat
    slug = slug_of(flat) if at + 1 < len(blocks) and len(block.lines) == 1 and parts.slug is None else None
    if slug:
        parts.slug, parts.slug_tags = slug
        parts.note("header", flat)
        return True
    if glued_caption(flat) or caption_of(flat) or is_credits(flat):
        return False
    titled = len(flat) <= 150 and at + 1 < len(blocks) and bool(dateline_of(blocks[at + 1].flat))
    if titled or _reads_as_headline(flat, block, alone=at + 1 == len(blocks)):
        parts.headline = read_headline(flat)
        return True
    return False


def _reads_as_headline(flat: str, block: Block, *, alone: bool) -> bool:
    if len(flat) > LONGEST_HEADLINE or block.table or (is_bullet(block.lines[0]) and not flat.startswith("**")):
        return False
    if not any(character.isalpha() for character in flat):
        return False
    if flat.upper() == flat or tags_of(flat)[0]:
        return True
    return (
        not ends_sentence(flat)
        and not flat[0].islower()
        and len(block.lines) <= 3
        and (not alone or len(flat.split()) > 1)
    )


def _is_subheadline(blocks: list[Block], at: int) -> bool:
    """A short line without a sentence's end between headline and dateline."""
    block, flat = blocks[at], blocks[at].flat
    if (
        len(flat) > 200
        or len(block.lines) > 2
        or ends_sentence(flat)
        or block.table
        or caption_of(flat)
        or is_credits(flat)
    ):
        return False
    return _dateline_follows(blocks, at)


def _dateline_follows(blocks: list[Block], at: int) -> bool:
    return any(dateline_of(block.flat) or glued_caption(block.flat) for block in blocks[at + 1 : at + 7])


def _split_front(blocks: list[Block]) -> list[Block]:
    """Part what stands together at the top without a blank line: headline, notes and byline before the dateline."""
    out: list[Block] = []
    for at, block in enumerate(blocks):
        if at >= 8 or block.table or dateline_of(block.flat):
            return out + blocks[at:]
        cuts, at_dateline = _cuts(block, at == 0)
        for first, last in pairwise((0, *cuts, len(block.lines))):
            out.append(Block(block.lines[first:last], block.table, block.gap and first == 0))
        if at_dateline:
            return out + blocks[at + 1 :]
    return out


def _cuts(block: Block, top: bool) -> tuple[list[int], bool]:
    """The lines of a block at which another part begins, and whether the last of them is the dateline."""
    cuts: list[int] = []
    lines = [" ".join(line.split()) for line in block.lines[:12]]
    for at in range(1, len(lines)):
        before, line = lines[at - 1], lines[at]
        if len(before) < LONGEST_HEADLINE and dateline_of(" ".join(lines[at : at + 2])) and not continues(before, line):
            return [*cuts, at], True
        tagged = top and at == 1 and bool(tags_of(before)[0]) and not ends_sentence(before) and before.upper() != before
        tagged = tagged or (top and at == 1 and len(before) < 40 and not ends_sentence(before))
        if _stands_alone(before) or _stands_alone(line) or (tagged and line[:1].isupper()):
            cuts.append(at)
    return cuts, False


def _stands_alone(line: str) -> bool:
    """True for a line that is a whole part of the front matter by itself, blank lines around it or not."""
    if byline_of(line) or slug_of(line) or front_kind(line, (line,)):
        return True
    kind = note_kind(line)
    return kind in ("embargo", "usn") or (kind is not None and line[:1] in "([" and line[-1:] in ")]")


def _body(parts: Anatomy, blocks: list[Block]) -> None:
    """Read the body: text, and what was set into it or closes it."""
    open_to_join = closed = False
    before: str | None = None
    numbers: list[tuple[int, str | None, int]] = []
    for block in blocks:
        flat = block.flat
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
        kind = None if block.table else _set_in(parts, flat)
        if kind == "usn":
            numbers.append((len(parts.notes) - 1, before, len(parts.paragraphs)))
        elif kind is None:
            open_to_join = _take_paragraph(parts, block, flat, open_to_join)
        closed = kind == "not_for_publication"
        before = kind or "text"
    _settle_numbers(parts, numbers)


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


def _may_be_dated(parts: Anatomy, flat: str) -> bool:
    """The body's first paragraph; further down, past what a page put above it, only where an agency is named."""
    if not parts.paragraphs:
        return True
    found = dateline_of(flat) if len(parts.paragraphs) <= 4 else None
    return bool(found and found[0].agency and sum(len(piece[0]) for piece in parts.paragraphs) < 400)


def _take_dateline(parts: Anatomy, flat: str) -> str:
    """Take the dateline off the first paragraph, and a caption glued before it; what is left is text."""
    glued = glued_caption(flat)
    if glued:
        parts.captions.append(glued[0])
        flat = glued[1]
    found = dateline_of(flat)
    if found:
        parts.dateline, flat = found
        return flat
    parts.dateline = bare_dateline(flat)
    return "" if parts.dateline else flat


def _set_in(parts: Anatomy, flat: str) -> str | None:
    """Take a block that is no text (credits, caption, note); its kind, or None for text."""
    if is_credits(flat):
        parts.credits += credits_of(flat)
        parts.note("credits", flat)
        return "credits"
    caption = caption_of(flat)
    if caption:
        parts.captions.append(caption)
        return "caption"
    kind = note_kind(flat)
    if kind is None and is_signoff(flat) and any(map(str.isalnum, flat)):
        kind = "signoff"
    if kind:
        parts.note(kind, flat)
    return kind


def _take_note(parts: Anatomy, kind: NoteKind, flat: str, before: str) -> None:
    """Take a note of the front matter; a number under boilerplate (`Related Coverage`) is not the story's own."""
    if kind == "usn" and parts.notes and parts.notes[-1] == Note(kind="boilerplate", text=before):
        kind = "boilerplate"
    elif kind == "usn":
        parts.usn = parts.usn or usn_of(flat)
    parts.note(kind, flat)


def _take_paragraph(parts: Anatomy, block: Block, flat: str, open_to_join: bool) -> bool:
    """Add a block to the text, to the paragraph before it where that breaks off in mid-sentence."""
    if block.table:
        parts.paragraphs.append(["\n".join(block.lines)])
        return False
    parts.joined_hyphens += block.folded[1]
    if (
        open_to_join
        and not parts.body_only
        and not is_bullet(block.lines[0])
        and continues(parts.paragraphs[-1][-1], flat)
    ):
        parts.paragraphs[-1].append(flat)
        parts.joined_paragraphs += 1
    else:
        parts.paragraphs.append([flat])
    return True
