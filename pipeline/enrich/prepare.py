"""What the model can't bear is masked before it reads, letter for letter, so that every offset stays exact.

spaCy's tokenizer takes time in the square of a run of symbols (16,000 exclamation marks: 41 s), refuses lone
surrogates and needs a gigabyte for 400,000 characters; see `docs/enrich.md`.
"""

from __future__ import annotations

import re

from pipeline.story import Issue

MAX_CHARS = 100_000
"""A longer text is analysed up to the paragraph that ends before this."""
MAX_SYMBOLS = 64
MAX_TOKEN = 200

_UNREADABLE = re.compile(r"[\ud800-\udfff\x00]")
_SYMBOLS = re.compile(rf"(?:[^\w\s]|_){{{MAX_SYMBOLS + 1},}}")
_LONG_TOKEN = re.compile(rf"\S{{{MAX_TOKEN + 1},}}")


def readable(text: str) -> tuple[str, list[Issue]]:
    """The text for analysis, of the same length or cut at a paragraph, without what hurts; and what was done to it."""
    issues = []
    masked = _UNREADABLE.sub(" ", text)
    masked, symbols = _SYMBOLS.subn(_blank, masked)
    masked, tokens = _LONG_TOKEN.subn(_blank, masked)
    if symbols or tokens:
        what = f"{symbols} runs of symbols and {tokens} words of more than {MAX_TOKEN} characters were not analysed"
        issues.append(Issue(step="prepare", code="symbols_masked", message=what))
    if len(masked) > MAX_CHARS:
        masked = masked[: _last_break(masked)]
        what = f"only the first {len(masked)} of {len(text)} characters were analysed"
        issues.append(Issue(step="prepare", code="analysis_truncated", message=what))
    return masked, issues


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _last_break(text: str) -> int:
    """Where the last paragraph, else line, else word ends before the limit."""
    for mark in ("\n\n", "\n", " "):
        if (end := text.rfind(mark, 0, MAX_CHARS)) > 0:
            return end
    return MAX_CHARS
