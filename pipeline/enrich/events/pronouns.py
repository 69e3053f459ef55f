"""What a pronoun stands for, where that is plain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.enrich import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = frozenset({"he", "she", "him", "her"})
IMPERSONAL = frozenset({"it", "they", "them"})
SPEAKING = frozenset({"we", "i"})
REPORTING = frozenset({
    "say", "announce", "tell", "add", "declare", "claim", "deny", "warn", "insist", "report", "state",
})  # fmt: skip


def antecedent(pronoun: Token, person_at: Callable[[Token], str | None]) -> Token | None:
    """The speaker of the clause that the pronoun stands in, or the one person spoken of before; None where unsure.

    `person_at` gives the id of the person that a noun names, None where it names none.
    """
    word = pronoun.lower_
    if word not in PERSONAL | IMPERSONAL | SPEAKING:
        return None
    speaker = _speaker_above(pronoun)
    if word in SPEAKING:
        return speaker if speaker is not None and speaker.pos_ != "PRON" else None
    if speaker is not None and speaker.pos_ != "PRON" and word not in ("him", "her"):
        is_person = person_at(speaker) is not None
        if is_person == (word in PERSONAL):
            return speaker
    return _last_person(pronoun, person_at) if word in PERSONAL else None


def _last_person(pronoun: Token, person_at: Callable[[Token], str | None]) -> Token | None:
    """The only person who is subject of this sentence before the pronoun, or else of the sentence before."""
    for sentence in (pronoun.sent, _sentence_before(pronoun)):
        subjects = [
            noun
            for noun in sentence
            if noun.i < pronoun.i and noun.dep_ in ("nsubj", "nsubjpass") and person_at(noun) is not None
        ]
        if subjects:
            return subjects[-1] if len({person_at(noun) for noun in subjects}) == 1 else None
    return None


def _speaker_above(token: Token) -> Token | None:
    """Of `Russia said it had deployed …`: Russia."""
    verb = token.head
    for _ in range(4):
        if verb.dep_ == "ccomp" and verb.head.lemma_ in REPORTING:
            return grammar.subject(verb.head)
        if verb.dep_ not in ("conj", "xcomp"):
            return None
        verb = verb.head
    return None


def _sentence_before(token: Token) -> list[Token]:
    first = token.sent.start
    while first > 0 and token.doc[first - 1].is_space:
        first -= 1
    before = list(token.doc[first - 1].sent) if first > 0 else []
    return before if len(before) <= grammar.LONGEST_SENTENCE else []
