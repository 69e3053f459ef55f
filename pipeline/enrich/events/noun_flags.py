"""Whether the deed that a noun carries happened: `the bombing of`, `a planned visit`, `denied the attack`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events import flags
from pipeline.enrich.events.attribution import speaker_of
from pipeline.enrich.events.clauses import UNREAL, is_negated
from pipeline.enrich.events.flags import Flags
from pipeline.enrich.events.lexicon import Carriers

if TYPE_CHECKING:
    from spacy.tokens import Token

NO = frozenset({"no", "neither", "without"})
UNDONE = frozenset({"failed", "foiled", "thwarted", "averted", "cancelled", "canceled", "aborted"})
POSSIBLE = frozenset(
    {"possible", "potential", "likely", "feared", "eventual", "threatened", "proposed", "hypothetical"}
)
PLANNED = frozenset({
    "planned", "future", "upcoming", "forthcoming", "coming", "scheduled", "next", "imminent", "intended", "expected",
})  # fmt: skip
STAGED = frozenset({"mock", "simulated", "fake", "hoax", "fictional"})
BESIDE = frozenset({"after", "during", "following", "since", "before", "amid", "despite"})
TOLD_BEHIND = frozenset({
    "after", "in", "during", "following", "by", "over", "since", "with", "from", "at", "before", "amid", "despite",
    "through", "on", "against", "until",
})  # fmt: skip
"""Prepositions behind which a deed is one that took place: `after the attack`, `wounded in clashes with`."""
OCCURRING = frozenset({
    "begin", "start", "resume", "happen", "occur", "follow", "continue", "open", "erupt", "last", "take", "hold", "go",
    "schedule", "expect", "plan", "set", "due", "convene", "end", "launch", "postpone",
})  # fmt: skip
"""Verbs whose subject is the deed: their flags are its flags, `talks will begin`, `no attack took place`."""
PLANNING = frozenset({"plan", "schedule", "arrange", "prepare"})
PLANS = frozenset({"plan", "preparation", "date", "deadline", "ahead"})
CHANCES = frozenset({"possibility", "prospect", "chance", "likelihood", "option", "idea", "proposal", "future"})
PLACE_IN_TIME = frozenset({"in", "at", "during", "for", "to"})
MAX_CLIMB = 4


def read_noun(noun: Token, carrier: Token | None, carriers: Carriers) -> Flags | None:
    """The flags of the deed that a noun carries, with the light verb over it if there is one; None where the sentence
    doesn't say that it is done or planned.
    """
    words = {other.lower_ for other in noun.children}
    if words & STAGED:
        return None
    found = flags.read(carrier) if carrier is not None else _standing(noun, carriers)
    if found is None:
        return None
    # "held no talks": the verb's reading has seen the `no` of its object
    counted = carrier is not None and noun.head.i == carrier.i and noun.dep_ in ("dobj", "nsubj", "nsubjpass")
    negated = bool(words & UNDONE) or (bool(words & NO) and not counted and not _counted_above(noun))
    hypothetical = found.hypothetical or bool(words & POSSIBLE)
    future = (found.future or bool(words & PLANNED) or _is_ahead(noun)) and not hypothetical
    return Flags(found.negated ^ negated, future, hypothetical, found.speaker or speaker_of(noun))


def _counted_above(noun: Token) -> bool:
    """Whether the verb over the noun was read with the noun's own `no`."""
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in OCCURRING


def _is_ahead(noun: Token) -> bool:
    """`talks next week`, `the visit tomorrow`, `ahead of a rally`."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "ahead":
        return True
    times = (other for other in noun.children if other.dep_ in ("npadvmod", "nmod", "advmod"))
    return any(time.lower_ == "tomorrow" or any(o.lower_ == "next" for o in time.children) for time in times)


def _standing(noun: Token, carriers: Carriers) -> Flags | None:
    """The flags of a noun without light verb, by what stands over it."""
    for _ in range(MAX_CLIMB):
        if noun.dep_ != "conj" or noun.head.pos_ not in ("NOUN", "PROPN"):
            break
        noun = noun.head
    head = noun.head
    match noun.dep_:
        case "ROOT":
            return Flags()
        case "dobj":
            return _as_object(head, carriers)
        case "nsubj" | "nsubjpass":
            return _as_subject(head, carriers)
        case "attr" if head.lemma_ == "be" and any(other.dep_ == "expl" for other in head.children):
            return flags.read(head)
        case "pobj":
            return _behind_preposition(head, carriers)
    return None


def _as_object(verb: Token, carriers: Carriers) -> Flags | None:
    lemma = verb.lemma_.lower()
    if lemma == "deny":
        return Flags(negated=not is_negated(verb), speaker=grammar.subject(verb))
    if lemma in PLANNING:
        standing = flags.read(verb)
        return replace(standing, future=not standing.hypothetical) if standing is not None else None
    return Flags() if lemma in carriers.telling else None


def _as_subject(verb: Token, carriers: Carriers) -> Flags | None:
    lemma = verb.lemma_.lower()
    if lemma in OCCURRING:
        return flags.read(verb)
    unreal = any(other.lower_ in UNREAL for other in verb.children if other.dep_ == "aux")
    return None if lemma in carriers.wanting or unreal else Flags()


def _behind_preposition(preposition: Token, carriers: Carriers) -> Flags | None:
    over, word = preposition.head, preposition.lower_
    lemma = over.lemma_.lower()
    if word == "without" or (lemma == "do" and over.head.lower_ == "nothing"):  # "nothing to do with the shelling"
        return Flags(negated=True)
    if over.pos_ in ("NOUN", "PROPN") or lemma == "ahead":
        if lemma in PLANS and word in ("for", "of"):
            return Flags(future=True)
        if lemma in CHANCES and word == "of":
            return Flags(hypothetical=True)
        return _in_claim(over, word) or (Flags() if lemma in carriers.bearing else None)
    if word in PLACE_IN_TIME and over.pos_ == "VERB" and lemma not in carriers.wanting:
        standing = flags.read(over)
        if standing is not None and standing.future:
            return Flags(future=True)
    told = word in BESIDE or (word in TOLD_BEHIND and lemma not in carriers.wanting)
    return Flags() if told else None


def _in_claim(noun: Token, preposition: str) -> Flags | None:
    """`denied responsibility for the bombing`, `nothing to do with the shelling`."""
    over = noun.head
    if over.lemma_ == "deny" and noun.dep_ == "dobj" and preposition in ("for", "in", "of"):
        return Flags(negated=not is_negated(over), speaker=grammar.subject(over))
    return None
