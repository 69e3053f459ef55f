"""Who gets what is done for, beside whom it is done to: `asked Russia for arms for the army`, `promised Egypt help for
Gaza`. Only where both stand there plainly; a deed with one of them has a target and no recipient.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.actors import Cast
from pipeline.enrich.events.attempts import MAX_PARTIES, Attempt
from pipeline.story import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

GIVING = frozenset({"AID", "AGREE", "REQUEST", "REJECT", "COOPERATE", "THREATEN"})
"""Types whose deed may be for a third."""


def recipients(attempt: Attempt, cast: Cast) -> tuple[Actor, ...]:
    """The parties for whom it is, none of whom is source or target."""
    if attempt.entry.type not in GIVING or not attempt.targets:
        return ()
    taken = {party.key for party in (*attempt.sources, *attempt.targets)}
    found = {
        party.key: party.actor
        for noun in beneficiaries(attempt.word)
        for party in cast.parties(noun, attempt.name)
        if party.key not in taken and party.kind != "thing"
    }
    return tuple(found.values())[:MAX_PARTIES]


def beneficiaries(deed: Token) -> Iterator[Token]:
    """The nouns behind `for` that hang on the thing that is asked for, promised or given, or on the giving of it; and
    behind `to` in what somebody is asked to give: `urged France to send arms to Chad`.
    """
    things = [*grammar.objects(deed), *grammar.after(deed, "for"), *grammar.after(deed, "with")]
    things += [thing for noun in grammar.objects(deed) for thing in grammar.after(noun, "for")]
    clause = grammar.clause_of(deed, "to")
    given = list(grammar.objects(clause)) if clause is not None else []
    if clause is not None and (whom := grammar.dative(clause)) is not None:
        yield whom
    for giver in (clause, *given) if clause is not None and given else ():
        yield from (*grammar.after(giver, "for"), *grammar.after(giver, "to"))
    for giver in (deed, *things):
        yield from grammar.after(giver, "for")
