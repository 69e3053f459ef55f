"""What a story goes on with after an organisation's full name: `the League` after `Arab League`, `the Navy` after
`U.S. Navy`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.entities.mentions import Fields, Mention
from pipeline.enrich.names.lexicon import Names
from pipeline.story import FieldName

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOO_COMMON = frozenset({
    "Ministry", "Department", "Government", "University", "College", "School", "Bank", "Company", "Corporation",
    "Corp", "Inc", "Ltd", "Plc", "PLC", "LLC", "AG", "News", "Police", "Court", "Office", "Service", "Services",
})  # fmt: skip
"""Words for a kind that copy writes with a capital for many bodies in one story."""


def shortened(fields: Fields, found: list[Mention], names: Names) -> list[Mention]:
    """`found` with the last words of organisations for the whole names, each for the last one before it, else the next.

    A word counts where copy writes it as a name: with a capital, and alone.
    """
    out = list(_towns(found))
    wanted = {word for m in found if m.label == "ORG" and (word := _short(m, names))}
    if not wanted:
        return out
    for field, (own, doc) in fields.items():
        covered = {at: m for m in found if m.field == field for at in range(m.start, m.end)}
        for at, word in enumerate(grammar.words(doc)):
            if word in wanted and _stands_alone(doc[at], covered):
                out = _with(out, doc[at], field, own, names)
    return out


def _towns(found: list[Mention]) -> Iterator[Mention]:
    """`Santiago` after `Santiago de Cuba` is that town, whatever a model takes it for."""
    full: dict[str, str] = {}
    for mention in found:
        words = mention.text.split()
        if mention.label == "GPE" and len(words) == 3 and words[1] in ("de", "del", "do", "da"):
            full.setdefault(words[0], mention.text)
    for mention in found:
        if mention.text in full and not mention.country and mention.label in ("PERSON", "GPE", "LOC", "ORG"):
            yield replace(mention, label="GPE", stands_for=full[mention.text])
        else:
            yield mention


def _short(mention: Mention, names: Names) -> str:
    """The last word of a name that says what it is, else nothing; `Bank of Ghana` has none."""
    words = mention.text.split()
    is_short = len(words) > 1 and names.heads.get(words[-1]) == "ORG" and words[-1] not in _TOO_COMMON
    return words[-1] if is_short and {"of", "for"}.isdisjoint(words) else ""


def _stands_alone(token: Token, covered: Mapping[int, Mention]) -> bool:
    """Behind an article, or before a word in small letters as in `Navy spokesman`; not within a longer name."""
    mention = covered.get(token.idx)
    if mention is not None and (
        mention.end - mention.start > len(token.text) or (mention.sure and mention.label != "ORG")
    ):
        return False
    before = token.nbor(-1) if token.i else None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and ((after.pos_ == "PROPN" and after.text[:1].isupper()) or after.text in ("of", "for", "-")):
        return False
    return before is not None and (before.lower_ == "the" or (mention is not None and before.text.islower()))


def _with(found: list[Mention], token: Token, field: FieldName, own: str, names: Names) -> list[Mention]:
    start, end = token.idx, token.idx + len(token.text)
    long = _meant(found, token.text, field, start, names)
    mention = next((m for m in found if m.field == field and m.start == start and m.end == end), None)
    if long is None or (mention and mention.country and long.country and mention.country != long.country):
        return found
    short = Mention(field, start, end, "ORG", own[start:end], long.country, sure=True, stands_for=long.text)
    return [*(m for m in found if m is not mention), short]


def _meant(found: Sequence[Mention], word: str, field: FieldName, start: int, names: Names) -> Mention | None:
    """The organisation with that last word that was named last, else the first one; of two others nobody knows."""
    full = [m for m in found if m.label == "ORG" and m.stands_for is None and _short(m, names) == word]
    before = [m for m in full if m.field == field and m.start < start]
    return before[-1] if before else (full[0] if len({m.text for m in full}) == 1 else None)
