"""The frame of an entry: whether the words around a verb are those it asks for, and where its parties stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.around import Around
from pipeline.enrich.events.lexicon import Entry

if TYPE_CHECKING:
    from spacy.tokens import Token

PASSED_ON = frozenset({"from", "to", "for", "by"})
"""Prepositions that the parser hangs on what stands behind `of`."""
NEAR = 8
"""Words between a verb and what belongs to its trigger."""


def fits(entry: Entry, around: Around) -> bool:
    """Whether the words around a verb or noun are those that the entry asks for."""
    if entry.particle and around.particles.isdisjoint(entry.particle):
        return False
    if entry.on and not any((preposition, noun) in around.behind for preposition in entry.prep for noun in entry.on):
        return False
    if entry.prep and not entry.on and not _has_preposition(entry, around):
        return False
    if entry.without and _has_one_of(entry.without, entry, around):
        return False
    if entry.noun:
        return not entry.with_ or not around.subtree_lemmas.isdisjoint(entry.with_)
    if entry.stance and entry.stance not in around.stances:
        return False
    if entry.subject and around.subject_lemmas.isdisjoint(entry.subject):
        return False
    if entry.object is not None:
        if not entry.object:
            return not around.objects
        if not any(_is_meant(entry, noun, names) for noun, names in around.named):
            return False
    return (entry.clause is None and not entry.complement) or _clause_fits(entry, around)


def _has_one_of(lemmas: tuple[str, ...], entry: Entry, around: Around) -> bool:
    """Among what hangs on a verb or noun; of `a charge that Dushanbe rejected` the charge."""
    if not around.child_lemmas.isdisjoint(lemmas):
        return True
    return bool(entry.verb) and not around.object_lemmas.isdisjoint(lemmas)


def _has_preposition(entry: Entry, around: Around) -> bool:
    """On the verb, or on the object that the entry asks for: `dropped charges against`."""
    if not around.prepositions.isdisjoint(entry.prep):
        return True
    return bool(entry.object) and not around.object_prepositions.isdisjoint(entry.prep)


def _is_meant(entry: Entry, noun: Token, names: frozenset[str]) -> bool:
    if names.isdisjoint(entry.object or ()):
        return False
    return not entry.with_ or any(other.lemma_.lower() in entry.with_ for other in noun.subtree)


def _clause_fits(entry: Entry, around: Around) -> bool:
    clause = _clause(entry, around)
    if clause is None:
        return False
    if entry.about and not any(noun.lemma_.lower() in entry.about for noun in grammar.subjects(clause)):
        return False
    words = {clause.lemma_.lower()} | {other.lower_ for other in grammar.children(clause) if other.dep_ == "aux"}
    if entry.complement and words.isdisjoint(entry.complement):
        return False
    return words.isdisjoint(entry.complement_not)


def _clause(entry: Entry, around: Around) -> Token | None:
    return around.finite if entry.clause == "that" else around.infinitive


def in_slot(slot: str, around: Around, entry: Entry) -> Iterator[Token]:
    """The nouns in one of the places where an entry looks for a party. `owner`: of them the owner is meant."""
    verb = around.word
    heads = around.subjects if entry.subject else around.objects
    anchors = [noun for head in heads for noun in grammar.with_conjuncts(head)]
    if slot == "subject":
        yield from around.subjects
    elif slot == "object":
        yield from around.objects
    elif slot == "owner":
        yield from anchors
    elif slot == "dative":
        if (given := grammar.dative(verb)) is not None:
            yield given
    elif slot == "clause":
        clause = _clause(entry, around)
        if clause is not None:
            yield from _in_clause(clause, finite=entry.clause == "that")
    else:
        yield from grammar.after(verb, slot)
        if entry.prep:  # "reneged on a promise to"
            anchors += [noun for preposition in entry.prep for noun in grammar.after(verb, preposition)]
        # "providing arms, logistical support, and training to rebels": the last of a list may hang on the verb.
        anchors += [last for last in verb.children if last.dep_ == "conj" and last.pos_ == "NOUN"]
        if slot == "in":  # "for clinics in Togo"
            anchors += [noun for anchor in (verb, *anchors) for noun in grammar.after(anchor, "for")]
        for noun in anchors:
            yield from grammar.after(noun, slot)
            if slot in PASSED_ON:  # "a shipment of rice from Vietnam"
                yield from (below for whole in grammar.after(noun, "of") for below in grammar.after(whole, slot))
        for anchor in (verb, *anchors):
            yield from grammar.spoken_of(anchor, slot)


def _in_clause(clause: Token, *, finite: bool) -> Iterator[Token]:
    """Of `demanded that Albania release …` Albania; of `threatened to attack Iran` Iran."""
    if finite and (own := grammar.child(clause, "nsubj", "nsubjpass")):
        yield own
        return
    if (given := grammar.dative(clause)) is not None:
        yield given
    yield from grammar.objects(clause)
    for preposition in ("against", "with", "on", "to", "from", "for", "in"):
        yield from grammar.after(clause, preposition)
        for noun in grammar.objects(clause):
            yield from grammar.after(noun, preposition)


def trigger(entry: Entry, around: Around) -> list[Token]:
    """The words that carry the event: the verb, with particle, subject and object where the entry asks for them."""
    verb = around.word
    words = [verb]
    if entry.particle:
        words += [other for other in verb.children if other.lower_ in entry.particle]
    if entry.subject:
        words += [noun for noun in around.subjects if noun.lemma_.lower() in entry.subject]
    if entry.object:
        words += [noun for noun, names in around.named if _is_meant(entry, noun, names)]
    return [word for word in words if abs(word.i - verb.i) < NEAR]
