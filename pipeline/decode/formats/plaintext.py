"""Plain text as it is scraped, mailed or sent: no envelope, the copy is all there is.

A file may hold several stories. It is parted only where that is certain: at telex frames (`NNNN`, `ZCZC`), at form
feeds where every page opens like a story, and behind a line that ends a story (`-30-`, `-0-`, `###`) where a headline
with its dateline follows. Everything else is one story.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.charset import Copy, without_controls
from pipeline.decode.envelope import Envelope, Part
from pipeline.decode.formats.transmission import frames
from pipeline.supplier import Supplier

OPENING = 8
"""Lines that are not blank within which a story that stands with others shows its dateline."""

_CLOSED = re.compile(r"^[ \t]{0,40}(?:-\s?(?:0|30)\s?-|#{3,5}|#\s?30\s?#)[ \t]{0,40}$", re.M)


def read(copy: Copy, _supplier: Supplier) -> tuple[Part, ...]:
    return tuple(_envelope(story, copy) for frame in frames(copy.text) for story in _stories(frame))


def _envelope(story: str, copy: Copy) -> Envelope:
    text, issues = without_controls(story)
    return Envelope(format="plaintext", copy=text, issues=(*copy.issues, *issues))


def _stories(text: str) -> list[str]:
    pages = [page for page in text.split("\x0c") if page.strip()] if "\x0c" in text else []
    if len(pages) > 1 and all(_dated_line(page) is not None for page in pages):
        return [story for page in pages for story in _behind_ends(page)]
    return _behind_ends(text)


def _behind_ends(text: str) -> list[str]:
    """`text` parted behind the lines that end a story, where both sides are one."""
    if not _CLOSED.search(text) or _dated_line(text) is None:
        return [text]
    ends = [found.end() for found in _CLOSED.finditer(text)]
    begins = [at for at, end in pairwise([*ends, len(text)]) if _dated_line(text[at:end])]
    return [text[first:last] for first, last in pairwise([0, *begins, len(text)])]


def _dated_line(piece: str) -> int | None:
    """Which of the first lines opens with a dateline that has an agency or a day, from 0; None where none does."""
    lines = [" ".join(line.split()) for line in piece.lstrip()[:4000].split("\n") if line.strip()][: OPENING + 1]
    for at, (line, following) in enumerate(pairwise([*lines, ""])):
        found = dateline_of(f"{line} {following}")
        if found and (found[0].agency or found[0].date):
            return at
    return None
