"""A name and its acronym in brackets: `African Party for the Independence of Guinea and Cape Verde (PAIGC)`.

Brackets say more than a model does: what stands before them is one name, as far back as its initials or its first
capital go, and what stands in them is its other name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.spans import Found

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINKS = frozenset({
    "of", "for", "the", "and", "&", "on", "in", "to", "against", "de", "del", "la", "las", "los", "el", "y", "e", "da",
    "do", "dos", "das", "di", "der", "die", "des", "du", "et", "für", "und", "van", "-", "'s", "’s", "'", "’", ",",
})  # fmt: skip
"""Small words and marks inside the names of organisations."""
_PART = re.compile(r"[A-Z][a-z]*")
LONGEST = 16
_KINDS = frozenset({"ORG", "FAC", "PRODUCT", "EVENT", "LAW", "LOC"})
"""Labels of the model's that a long form keeps."""


def is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("-", "")
    capitals = sum(map(str.isupper, letters))
    longest = 8 if capitals == len(letters) else 12
    return 2 <= len(letters) <= longest and letters.isalnum() and letters[0].isupper() and capitals >= 2


def with_long_forms(found: Sequence[Found], doc: Doc, words: Sequence[str], names: Names) -> list[Found]:
    """`found` with the names that acronyms in brackets speak of, whole, and the acronyms."""
    told = [span for at in _brackets(words) for span in _introduced(at, found, doc, names)]
    if not told:
        return list(found)
    taken = {at for span in told for at in range(span.start, span.end)}
    rest = [span for span in found if taken.isdisjoint(range(span.start, span.end))]
    return sorted((*rest, *told), key=lambda span: span.start)


def _brackets(words: Sequence[str]) -> Iterator[int]:
    """Where an acronym stands alone in brackets."""
    for at, word in enumerate(words):
        if word == "(" and at and at + 2 < len(words) and words[at + 2] == ")":
            yield at + 1


def _introduced(at: int, found: Iterable[Found], doc: Doc, names: Names) -> Iterator[Found]:
    short = doc[at].text
    if not is_acronym(short) or short in names.no_bodies:
        return
    last = at - 1
    first = _capitals(doc, last)
    before = next((span for span in found if span.start < last <= span.end or first <= span.start < last), None)
    start = _by_initials(doc, first, last, short)
    if start is None:
        start = _by_syllables(doc, first, last, short)
    if start is not None:
        whole = (span.start for span in found if span.label == "ORG" and span.end == last and span.start < last - 1)
        start = min(start, next(whole, start))
    else:
        start = _by_head(found, doc, first, last, short, names)
    if start is None or (before and before.label == "PERSON" and names.is_given(doc[start].text)):
        return
    if _says_no_body(doc, start, last, names):
        return
    exact = next((span.label for span in found if (span.start, span.end) == (start, last)), None)
    if exact == "GPE":
        return
    label = _head(doc, start, last, names) or (exact if exact in _KINDS else None) or "ORG"
    yield Found(start, last, label, sure=True)
    yield Found(at, at + 1, label, sure=True)


def _capitals(doc: Doc, end: int) -> int:
    """Where the capitalised words begin that end before `end`, with small words between."""
    first = at = end
    while at and end - at < LONGEST:
        token = doc[at - 1]
        if token.text[:1].isupper() or token.text.isdigit():
            first = at = at - 1
        elif token.lower_ in _LINKS:
            at -= 1
        else:
            break
    return first


def _by_initials(doc: Doc, first: int, end: int, short: str) -> int | None:
    """Where the name begins whose capitals are the acronym's letters, in any order: foreign names have another."""
    wanted = Counter(short.replace(".", "").replace("-", "").upper())
    best = None
    for start in range(first, end - 1):
        if _is_capital(doc[start]):
            capitals = Counter(token.text[0].upper() for token in doc[start:end] if _is_capital(token))
            every = Counter(token.text[0].upper() for token in doc[start:end] if token.is_alpha)
            if wanted in (capitals, every):
                best = start
    return best


def _by_syllables(doc: Doc, first: int, end: int, short: str) -> int | None:
    """`Caledonian MacBrayne (CalMac)`: the name whose words begin with the acronym's parts."""
    parts = _PART.findall(short)
    for start in range(first, end):
        words = [token.text for token in doc[start:end] if _is_capital(token)]
        if len(words) == len(parts) and all(map(str.startswith, words, parts)):
            return start
    return None


def _by_head(found: Iterable[Found], doc: Doc, first: int, end: int, short: str, names: Names) -> int | None:
    """Of a name in another language than its acronym: the organisation that begins it, up to the bracket."""
    if sum(map(str.isupper, short)) < 3:
        return None
    for span in found:
        is_body = span.label == "ORG" and span.end - span.start > 1
        if is_body and first <= span.start and span.end < end and _has_head(doc, span.start, span.end, names):
            inside = doc[span.end : end]
            if inside[0].lower_ in ("of", "for", "and") and "," not in [token.text for token in inside]:
                return span.start
    return None


def _has_head(doc: Doc, start: int, end: int, names: Names) -> bool:
    return any(names.heads.get(token.text) == "ORG" for token in doc[start:end])


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _noun(doc: Doc, start: int, end: int) -> str:
    """The word that says what the name is: the one before `of` or `for`, else the last."""
    words = [token.text for token in doc[start:end]]
    return next((words[at - 1] for at, word in enumerate(words) if at and word in ("of", "for", "on")), words[-1])


def _head(doc: Doc, start: int, end: int, names: Names) -> str | None:
    return names.heads.get(_noun(doc, start, end))


def _says_no_body(doc: Doc, start: int, end: int, names: Names) -> bool:
    """`Consumer Price Index (CPI)` and `Comprehensive Test Ban Treaty (CTBT)` are nobody."""
    return _noun(doc, start, end) in names.no_bodies or doc[end - 1].text in names.no_bodies
