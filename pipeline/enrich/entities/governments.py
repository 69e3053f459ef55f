"""A capital that stands for its government: `Moscow accused`, `talks with Washington`, but `in Moscow`.

Read from the parse: who speaks, acts, owns a policy or is dealt with is the government; where something happens is the
place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.enrich.countries import Countries
from pipeline.enrich.entities.mentions import Fields, Mention, root_of
from pipeline.folding import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEALT_WITH = frozenset({"with", "between", "against", "by", "on"})
_DONE_TO = frozenset({
    "accuse", "urge", "tell", "ask", "warn", "press", "pressure", "sanction", "blame", "threaten", "persuade",
    "convince", "force", "support", "back", "praise", "help", "allow", "call", "condemn", "criticise", "criticize",
    "oppose", "provoke", "anger",
})  # fmt: skip
_HAPPENS = frozenset(["be", "see", "host", "witness", "wake", "sit", "lie", "become", "remain", "have", "stand"])
"""Verbs whose subject may well be the town: `Moscow hosted the games`."""
_STANDS = frozenset({"ready", "willing", "unwilling", "prepared", "determined", "committed", "opposed", "keen"})
_HYPHENED = frozenset({"-led", "-backed", "-sponsored", "-brokered", "-aligned", "-imposed", "-run", "-controlled"})
"""`the Moscow-led alliance`; `London-based` is a town."""
_POLICY = frozenset({
    "decision", "policy", "comment", "word", "pressure", "government", "support", "offer", "demand", "refusal",
    "position", "stance", "view", "claim", "role", "ally", "allies", "relation", "relations", "tie", "ties",
    "ambassador", "envoy", "accusation", "call", "proposal", "plan", "intention", "goal", "aim", "interest",
    "influence", "behaviour", "behavior", "strategy", "response", "reaction", "commitment", "pledge", "request",
    "insistence", "willingness", "effort", "hand", "agreement", "army", "troop", "force", "intervention", "involvement",
    "warning", "threat", "rejection", "withdrawal", "sanction", "veto",
})  # fmt: skip


def as_governments(mentions: list[Mention], fields: Fields, countries: Countries) -> list[Mention]:
    """Capitals that stand for a government get their country; all others stay towns."""
    out = []
    for mention in mentions:
        code = countries.capitals.get(fold(mention.text)) if _may_act(mention) else None
        if code and (token := root_of(mention, fields)) is not None and _acts(token):
            mention = replace(mention, country=code)
        out.append(mention)
    return out


def _may_act(mention: Mention) -> bool:
    """A town's own name; `Santiago` for `Santiago de Cuba` is no capital."""
    return mention.label == "GPE" and not mention.country and mention.stands_for is None


def _acts(token: Token) -> bool:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    head = token.head
    behind = token.doc[token.i + 1 : token.i + 3].text.lower()
    if behind in _HYPHENED or any(child.dep_ == "relcl" and _is_deed(child) for child in token.rights):
        return True
    match token.dep_:
        case "nsubj":
            stands = any(child.dep_ == "acomp" and child.lower_ in _STANDS for child in head.children)
            return stands or (head.pos_ == "VERB" and head.lemma_ not in _HAPPENS)
        case "nsubjpass" | "dobj" | "dative":
            return head.lemma_ in _DONE_TO
        case "poss":
            return head.lemma_.lower() in _POLICY
        case "pobj" if head.lower_ in ("of", "from"):
            return head.head.lemma_.lower() in _POLICY
        case "pobj":
            return head.lower_ in _DEALT_WITH and not (head.lower_ in ("by", "on") and head.head.pos_ != "VERB")
        case _:
            return False


def _is_deed(verb: Token) -> bool:
    """`Ottawa, which shields its farmers,`: what a town that is no government doesn't do."""
    does = verb.pos_ == "VERB" and verb.lemma_ not in _HAPPENS
    return does and any(child.dep_ == "nsubj" and child.lower_ in ("which", "that") for child in verb.lefts)
