"""Where quoted words stand in a text: from quotation marks alone, without a model.

Marks are read by shape (`“` opens, `”` closes) unless what stands beside them says the contrary; straight marks are
read by their neighbours alone. Only the outermost marks count: what is quoted within a quotation belongs to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Family = Literal["double", "angle", "single"]
Side = Literal["open", "close", "either"]

_MARK = re.compile(r"``|''|[\"“”„‟«»‘’‚'`´]")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]*)*")
_SHAPES: dict[str, tuple[Family, Side]] = {
    "“": ("double", "open"), "„": ("double", "open"), "``": ("double", "open"), "”": ("double", "close"),
    "‟": ("double", "open"), '"': ("double", "either"), "''": ("double", "either"), "«": ("angle", "open"),
    "»": ("angle", "close"), "‘": ("single", "open"), "‚": ("single", "open"), "`": ("single", "open"),
    "’": ("single", "close"), "´": ("single", "close"), "'": ("single", "either"),
}  # fmt: skip
_OPENS_AFTER = " \t\n\xa0([{—–-/‘'“\"„«"
_ENDS_SPEECH = ",.?!…—-:;"
_ENDS_CLAUSE = ",.;:!?)"
_ELIDED = re.compile(r"(?:\d0s|\d\d\b|(?:em|til|till|tis|twas|cause|bout|round|n|cos|neath)\b)", re.IGNORECASE)
_DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_NAME_BEFORE = re.compile(r"\b[^\W\d_a-z][\w.’'-]{0,18} $")
_NAME_BEHIND = re.compile(rf" (?!{_DAYS})[^\W\d_a-z][^\W\d_]")
_TURN = re.compile(r"(Q|A|[^\W\d_a-z]{2,20}(?:[ .’'-]{1,2}[^\W\d_a-z]{1,20}){0,4}): +(?=[^\W_])(.+)", re.DOTALL)
_NICKNAME = 30
_AHEAD = 8
"""Marks that are looked at to decide what one of them does: a bound, so that no run of marks costs its square."""


@dataclass(frozen=True)
class Marked:
    """Quoted words: `text[start:end]`, with the marks `text[outer_start:outer_end]`.

    `repeats` are the opening marks that stand again before each further paragraph, as offsets into the text.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    repeats: tuple[tuple[int, int], ...] = ()

    def words(self, text: str) -> str:
        """The quoted words without the repeated marks."""
        parts, position = [], self.start
        for start, end in self.repeats:
            parts.append(text[position:start])
            position = end
        return "".join([*parts, text[position : self.end]])


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    family: Family
    shape: Side
    context: Side


@dataclass
class _Open:
    """A quotation whose closing mark is still to come."""

    mark: _Mark
    repeats: list[tuple[int, int]]
    depth: int = 0


def find_marked(text: str) -> list[Marked]:
    """All quoted stretches in order, none within another.

    A quotation without closing mark ends with its paragraph, unless the next one opens with a mark of its kind.
    """
    found: list[Marked] = []
    opened: _Open | None = None
    last_end = 0
    for paragraph in _PARAGRAPH.finditer(text):
        marks = _marks(text, paragraph.start(), paragraph.end())
        if opened is not None:
            again = marks[0] if marks and not text[paragraph.start() : marks[0].start].strip() else None
            if again is not None and again.family == opened.mark.family and again.context != "close":
                opened.repeats.append((again.start, again.end))
                marks = marks[1:]
            else:
                found.append(_ended(opened, last_end, last_end))
                opened = None
        opened = _read(text, marks, opened, found)
        last_end = paragraph.end()
    if opened is not None:
        found.append(_ended(opened, last_end, last_end))
    return [kept for marked in found if not _is_nickname(marked, text) and (kept := _trimmed(marked, text)) is not None]


def find_turns(text: str) -> list[Marked]:
    """What is said in a transcript, without marks: `TOLLA: We stay.`, `Q: …`, one paragraph a turn.

    Labels have to alternate: at least two, one of them twice. A list of `WHO:` and `WHERE:` is no talk.
    """
    turns = [match for part in _PARAGRAPH.finditer(text) if (match := _TURN.match(text, *part.span())) is not None]
    labels = [match[1] for match in turns]
    if len(set(labels)) < 2 or len(labels) == len(set(labels)):
        return []
    return [Marked(match.start(2), match.end(2), match.start(2), match.end(2)) for match in turns]


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of one paragraph that may be quotation marks: no apostrophes, no inches behind a number."""
    return [
        mark
        for match in _MARK.finditer(text, start, end)
        if (mark := _mark(text, match.start(), match.end())) is not None
    ]


def _mark(text: str, start: int, end: int) -> _Mark | None:
    family, shape = _SHAPES[text[start:end]]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if family == "single" and (before.isalnum() or before == ".") and after.isalnum():
        return None  # don’t, U.S.'s
    if family == "single" and not before.isalnum() and _ELIDED.match(text, end):
        return None
    return _Mark(start, end, family, shape, _context(before, after))


def _context(before: str, after: str) -> Side:
    opens = before in _OPENS_AFTER and not after.isspace() and after not in _ENDS_CLAUSE
    closes = not before.isspace() and not after.isalnum()
    if opens != closes:
        return "open" if opens else "close"
    return "either"


def _read(text: str, marks: list[_Mark], opened: _Open | None, found: list[Marked]) -> _Open | None:
    """Go through the marks of one paragraph; gives what is still open at its end."""
    position, unclosable = 0, False
    while position < len(marks):
        mark = marks[position]
        position += 1
        if opened is None:
            if not _opens(mark, text):
                continue
            if mark.family == "single":
                closing = None if unclosable else _single_close(text, marks, position)
                if closing is not None:
                    found.append(Marked(mark.end, marks[closing].start, mark.start, marks[closing].end))
                    position = closing + 1
                    continue
                unclosable = True
                if (mark.start and text[mark.start - 1] != "\n") or not (mark.shape == "open" or _goes_on(text, mark)):
                    continue  # an apostrophe
            opened = _Open(mark, [])
        elif mark.family == opened.mark.family:
            opened = _within(text, marks, position, opened, found)
    return opened


def _goes_on(text: str, mark: _Mark) -> bool:
    """Whether the next paragraph begins with the same mark."""
    gap = text.find("\n\n", mark.end)
    return gap >= 0 and text.startswith(text[mark.start : mark.end], gap + 2)


def _opens(mark: _Mark, text: str) -> bool:
    if mark.context == "close":
        return False
    if mark.context == "open":
        return True
    before = text[mark.start - 1] if mark.start else " "
    return mark.shape == "open" or (mark.shape == "either" and not before.isdigit() and mark.family != "single")


def _within(text: str, marks: list[_Mark], position: int, opened: _Open, found: list[Marked]) -> _Open | None:
    """What a mark of the same kind does inside a quotation: end it, end or begin an inner one, or begin the next."""
    mark = marks[position - 1]
    if mark.family == "single":
        if not _closes_single(text, marks, position - 1):
            return opened
        found.append(_ended(opened, mark.start, mark.end))
        return None
    if mark.context == "close" or (mark.context == "either" and mark.shape != "open"):
        if _is_inch(text, marks, position):
            return opened
        if opened.depth:
            opened.depth -= 1
            return opened
        found.append(_ended(opened, mark.start, mark.end))
        return None
    if _is_balanced(marks, position - 1, opened.mark.family):
        opened.depth += 1
        return opened
    # The closing mark was forgotten.
    found.append(_ended(opened, mark.start, mark.start))
    return _Open(mark, [])


def _ended(opened: _Open, end: int, outer_end: int) -> Marked:
    return Marked(opened.mark.end, end, opened.mark.start, outer_end, tuple(opened.repeats))


def _is_balanced(marks: list[_Mark], position: int, family: Family) -> bool:
    """Whether an opening mark inside a quotation has a closing one of its own."""
    depth = 1
    for mark in marks[position : position + _AHEAD]:
        if mark.family == family:
            depth += 1 if mark.context == "open" else -1
            if depth == 0:
                return True
    return False


def _is_inch(text: str, marks: list[_Mark], position: int) -> bool:
    """`a 12" gun` inside a quotation that goes on: a straight mark behind a digit, and the next one closes as well."""
    mark = marks[position - 1]
    if mark.shape != "either" or not text[mark.start - 1].isdigit():
        return False
    following = next((other for other in marks[position : position + _AHEAD] if other.family == mark.family), None)
    return following is not None and following.context == "close"


def _single_close(text: str, marks: list[_Mark], position: int) -> int | None:
    return next((at for at in range(position, len(marks)) if _closes_single(text, marks, at)), None)


def _closes_single(text: str, marks: list[_Mark], at: int) -> bool:
    """Whether a single mark ends a quotation; behind a plural's s it may be a genitive, if a surer one follows."""
    mark = marks[at]
    if mark.family != "single" or mark.shape == "open" or mark.context == "open":
        return False
    if text[mark.start - 1] != "s":
        return True
    for other in marks[at + 1 : at + 1 + _AHEAD]:
        if other.family == "single":
            if other.context == "open" or other.shape == "open":
                return True
            if text[other.start - 1] in _ENDS_SPEECH:
                return False
    return True


def _is_nickname(marked: Marked, text: str) -> bool:
    """`Mohammed “the Lion” Kassem`: a few words between the parts of a name, without a comma."""
    before = _NAME_BEFORE.search(text[max(0, marked.outer_start - 20) : marked.outer_start])
    behind = _NAME_BEHIND.match(text, marked.outer_end)
    inside = text[marked.start : marked.end]
    ends = inside.endswith((",", "?", "!")) or (inside.endswith(".") and " " in inside)
    short = len(inside) <= _NICKNAME and len(inside.split()) <= 4 and not ends
    return short and before is not None and behind is not None


def _trimmed(marked: Marked, text: str) -> Marked | None:
    """Without white space at its ends; None where nothing but marks is left."""
    start, end = marked.start, marked.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not any(letter.isalnum() for letter in text[start:end]):
        return None
    return Marked(start, end, marked.outer_start, marked.outer_end, marked.repeats)
