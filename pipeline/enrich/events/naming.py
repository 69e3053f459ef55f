"""How a party is printed: the span of its words in the story, and what the message says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.lexicon import Lexicon
from pipeline.enrich.events.roles import MODIFIERS
from pipeline.folding import fold
from pipeline.story import Actor, Entity, FieldName, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 10
"""Characters between a noun and the name behind `of` that belongs to it."""
FAR = 60
"""Characters between a leader and the noun of those whom he leads."""


def span_of(token: Token, own: str, field: FieldName) -> Span:
    """The noun with what stands before it, as printed: `a senior European diplomat`. `own`: the field's text."""
    start = min((part.left_edge.idx for part in token.children if part.dep_ in (*MODIFIERS, "det")), default=token.idx)
    start, end = min(start, token.idx), token.idx + len(token)
    return Span(text=own[start:end], start=start, end=end, field=field)


def named(entity: Entity, country: str | None, sector: str | None, lexicon: Lexicon) -> Actor:
    """An actor that has a name; what `roles.toml` knows of the name wins."""
    known = lexicon.organisations.get(fold(entity.text))
    return Actor(
        text=entity.text, start=entity.start, end=entity.end, field=entity.field, entity=entity.id, country=country,
        sector=known or sector, name=entity.canonical,
    )  # fmt: skip


def described(
    token: Token,
    own: str,
    field: FieldName,
    entity_at: Callable[[Token], Entity | None],
    country: str | None,
    sector: str | None,
    *,
    with_whole: bool = False,
) -> Actor:
    """An actor that a noun describes, without article, with the state or body behind `of`; `with_whole`: with whatever
    stands there (`leaders of the strike`).
    """
    parts = [part for part in token.lefts if part.dep_ in ("amod", "compound", "poss", "nmod")]
    start = min([part.left_edge.idx for part in parts] + [token.idx])
    end = token.idx + len(token)
    for noun in grammar.after(token, "of"):
        whole = entity_at(noun)
        if whole and whole.label in ("GPE", "ORG") and whole.start - end < NEAR:
            end = whole.end
        elif with_whole and noun.idx - end < FAR:
            end = max(noun.idx + len(noun), whole.end if whole else 0)
    text = own[start:end]
    if text[:4].lower() == "the ":
        start, text = start + 4, text[4:]
    return Actor(text=text, start=start, end=end, field=field, country=country, sector=sector)
