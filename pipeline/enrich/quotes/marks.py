"""Words between quotation marks: where they begin and end, by the text alone.

Typographic and straight marks, double and single, low ones, guillemets, and the `` `` '' `` of older copy. A quotation
over several paragraphs opens each of them anew and is closed in the last (the agencies' style books); where a mark is
never closed, its paragraph ends it. An apostrophe is no mark: `workers’ rights`, `the ’80s`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "``": "''", '"': '"', "‘": "’", "'": "'", "»": "«"}
_OPENER = re.compile(r"``|[“„«\"‘']|(?<![\w.,!?…])»")
_BREAK = re.compile(r"\n\n+")
_BEFORE_OPENING = re.compile(r"[\s(\[—–/:-]$|^$")
MOST = 400
"""Quotations that are looked for in one story."""
LONGEST_SINGLE, MOST_PARAGRAPHS = 2_000, 30
"""Characters within which a single mark is closed, and paragraphs over which a quotation runs: a bound on the work."""


@dataclass(frozen=True)
class Marked:
    """`start` to `end`: the words, without the outer marks; `before` and `after` the places outside the marks.

    `openings`: where later paragraphs open their mark again.
    """

    start: int
    end: int
    before: int
    after: int
    closed: bool = True
    openings: tuple[tuple[int, int], ...] = ()

    def words(self, text: str) -> str:
        """The quoted words, without the marks that open its further paragraphs."""
        out, position = [], self.start
        for start, end in self.openings:
            out.append(text[position:start])
            position = end
        return "".join((*out, text[position : self.end])).rstrip()


def marked_spans(text: str) -> tuple[Marked, ...]:
    """All quotations in order; none within another."""
    spans: list[Marked] = []
    paragraphs = _paragraphs(text)
    at = 0
    while at < len(paragraphs) and len(spans) < MOST:
        start, end = paragraphs[at]
        position = start
        while position < end and len(spans) < MOST:
            opener = _next_opener(text, position, end)
            if opener is None:
                break
            mark = opener[0]
            close = _closer(text, mark, opener.end(), end)
            follows = at + 1 < len(paragraphs) and text.startswith(mark, paragraphs[at + 1][0])
            if close is None and mark in ("'", "‘") and not follows:
                position = opener.end()
                continue
            if close is not None:
                spans.append(Marked(opener.end(), close, opener.start(), close + _length(mark)))
                position = close + _length(mark)
                continue
            span, at = _over_paragraphs(text, paragraphs, at, opener)
            spans.append(span)
            start, end = paragraphs[at]
            position = span.after
        at += 1
    return tuple(span for span in spans if text[span.start : span.end].strip())


def _over_paragraphs(
    text: str, paragraphs: list[tuple[int, int]], at: int, opener: re.Match[str]
) -> tuple[Marked, int]:
    """From an opening that its paragraph does not close to the paragraph that does, or to its own end."""
    mark, openings = opener[0], []
    following = at
    while following + 1 < len(paragraphs) and following - at < MOST_PARAGRAPHS:
        start, end = paragraphs[following + 1]
        if not text.startswith(mark, start):
            break
        following += 1
        openings.append((start, start + len(mark)))
        close = _closer(text, mark, start + len(mark), end)
        if close is not None:
            after = close + _length(mark)
            return Marked(opener.end(), close, opener.start(), after, openings=tuple(openings)), following
    end = paragraphs[at][1]
    return Marked(opener.end(), end, opener.start(), end, closed=False), at


def _paragraphs(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for gap in _BREAK.finditer(text):
        out.append((start, gap.start()))
        start = gap.end()
    return [*out, (start, len(text))]


def _next_opener(text: str, position: int, end: int) -> re.Match[str] | None:
    for found in _OPENER.finditer(text, position, end):
        before = text[found.start() - 1] if found.start() else ""
        after = text[found.end() : found.end() + 1]
        if found[0] in ("'", "‘", '"'):
            opens = not before or _BEFORE_OPENING.search(before) or (before in "“‘\"'" and found[0] != before)
            if not opens or not after or after.isspace() or (found[0] != '"' and after.isdigit()):
                continue
        return found
    return None


def _closer(text: str, mark: str, start: int, end: int) -> int | None:
    """Where the words end that `mark` opened, None where this paragraph does not close them."""
    if mark in ("'", "‘"):
        return _single(text, mark, start, end)
    if mark == "``":
        found = text.find("''", start, end)
        return found if found >= 0 else None
    closers, position = _CLOSERS[mark], start
    while position < end:
        if text[position] in closers and not (mark == '"' and _opens_straight(text, position)):
            return position
        position += 1
    return None


def _opens_straight(text: str, position: int) -> bool:
    """A straight mark that stands like an opening one: the copy forgot to close the one before."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return before.isspace() and bool(after) and not after.isspace()


def _single(text: str, mark: str, start: int, end: int) -> int | None:
    """Of single marks up to the next opening one, the first behind a stop or comma closes, else the last."""
    closer, last, end = _CLOSERS[mark], None, min(end, start + LONGEST_SINGLE)
    for found in re.finditer(re.escape(closer), text[start:end]):
        at = start + found.start()
        after = text[at + 1 : at + 2]
        before = text[at - 1]
        if mark == "'" and (before.isspace() or before == "") and after.isalpha():
            break
        if after.isalnum() or before.isspace():
            continue
        if before in ",.!?…":
            return at
        last = at
    reopened = text.find("‘", start, end) if mark == "‘" else -1
    if last is not None and 0 <= reopened < last:
        firsts = [
            start + f.start()
            for f in re.finditer("’", text[start:reopened])
            if not text[start + f.start() + 1].isalnum()
        ]
        return firsts[-1] if firsts else None
    return last


def _length(mark: str) -> int:
    return 2 if mark == "``" else 1


def inside(spans: tuple[Marked, ...], length: int) -> list[bool]:
    """For each character of a text of `length`, whether it stands in a quotation, marks included."""
    out = [False] * length
    for span in spans:
        out[span.before : span.after] = [True] * (span.after - span.before)
    return out


def pairs(spans: tuple[Marked, ...]) -> Iterator[tuple[Marked | None, Marked]]:
    """Each quotation with the one before it."""
    last = None
    for span in spans:
        yield last, span
        last = span
