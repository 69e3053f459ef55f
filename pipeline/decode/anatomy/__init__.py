"""Plain copy taken apart, the same way inside every format.

`take_apart` reads from top to bottom: what stands before the body (embargo, slug, headline, sub-headline, notes,
bullets, byline), the dateline, the body with what was set into it (captions, boilerplate, notes), what closes it
(credits, contacts, rights, sign-off). Each non-space character ends in exactly one place: `headline_raw`,
`subheadline`, `dateline.text`, a caption's text and credit, a note, or the text.
"""

from __future__ import annotations

from pipeline.decode.anatomy.body import read_body
from pipeline.decode.anatomy.front import read_front
from pipeline.decode.anatomy.headline import read_headline
from pipeline.decode.anatomy.lines import blocks_of, paragraphs_of, set_apart
from pipeline.decode.anatomy.parts import Anatomy
from pipeline.decode.anatomy.tail import without_tail
from pipeline.supplier import UNKNOWN, Supplier

__all__ = ["Anatomy", "take_apart"]


def take_apart(
    copy: str, headline: str | None = None, supplier: Supplier = UNKNOWN, *, body_only: bool = False
) -> Anatomy:
    """The parts of `copy` (LF line ends, no controls). `headline`: as sent, where the format says which it is.

    `body_only`: `copy` is a body in marked-up paragraphs; it is searched for no headline, and no paragraphs are joined.
    A first paragraph that is the headline again, letter for letter, is dropped.
    """
    parts = Anatomy(headline=read_headline(headline) if headline else None, supplier=supplier, body_only=body_only)
    blocks = paragraphs_of(copy) if body_only else blocks_of(copy)
    if supplier.boilerplate:
        blocks = set_apart(blocks, parts.boilerplate)
    if body_only and parts.headline and len(blocks) > 1 and blocks[0].flat == parts.headline.raw:
        blocks = blocks[1:]
    blocks, tail = without_tail(parts, blocks)
    read_body(parts, read_front(parts, blocks), tail)
    return parts
