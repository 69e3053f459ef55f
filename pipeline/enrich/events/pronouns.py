"""What a pronoun stands for, where that is plain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.enrich import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = frozenset({"he", "she", "him", "her", "his"})
IMPERSONAL = frozenset({"it", "they", "them", "its", "their"})
PLURAL = frozenset({"they", "them", "their"})
FIRST = frozenset({"i", "we", "us", "me", "our", "my"})
OWNING = frozenset({"his", "her", "its", "their"})
REPORTING = frozenset({
    "say", "announce", "tell", "add", "declare", "claim", "deny", "warn", "insist", "report", "state", "vow", "pledge",
    "promise", "threaten", "explain", "argue", "stress",
})  # fmt: skip
SOMEONE = frozenset({
    "president", "premier", "minister", "chancellor", "king", "queen", "prince", "emir", "sultan", "pope", "bishop",
    "archbishop", "governor", "mayor", "ambassador", "envoy", "general", "commander", "colonel", "leader", "judge",
    "prosecutor", "senator", "lawmaker", "secretary", "chief", "speaker", "cleric", "ayatollah", "warlord", "ruler",
})  # fmt: skip
"""Of whom `the president said he would not resign` is told; spokesmen and aides speak of another."""
SUBJECTS = ("nsubj", "nsubjpass")
PLURAL_TAGS = ("NNS", "NNPS")
ALWAYS_PLURAL = frozenset({"police", "people"})


def antecedent(pronoun: Token, person_at: Callable[[Token], str | None]) -> Token | None:
    """The speaker of the clause that the pronoun stands in, or else whom the story spoke of before; None where unsure.

    `he`: the one person who is subject before it. `it`, `they` as subject: the subject of the main clause before, where
    the number fits, `it` also that of the clause above its own. `we`: who speaks. `person_at` gives the id of the
    person that a noun names, None where it names none.
    """
    word = pronoun.lower_
    if word not in PERSONAL | IMPERSONAL | FIRST:
        return None
    speaker = _speaker_above(pronoun)
    if speaker is not None and speaker.pos_ != "PRON" and word not in ("him", "her"):
        is_person = person_at(speaker) is not None or (speaker.tag_ == "NN" and speaker.lemma_.lower() in SOMEONE)
        # A paper says things, but is none of those of whom it tells.
        if word in FIRST or (is_person == (word in PERSONAL) and speaker.lemma_.lower() not in grammar.PAPERS):
            return speaker
    if word in PERSONAL:
        return _last_person(pronoun, person_at)
    if word in ("it", "they") and pronoun.dep_ in SUBJECTS:
        return _last_subject(pronoun, person_at) or _subject_above(pronoun, person_at)
    return None


def possessor(pronoun: Token, person_at: Callable[[Token], str | None]) -> Token | None:
    """Whose `its troops` and `their embassy` are: the subject's of the clause, unless they are that subject."""
    if pronoun.lower_ not in OWNING:
        return None
    verb = pronoun.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    doer = next((part for part in verb.children if part.dep_ in SUBJECTS), None) or grammar.subject(verb)
    if doer is not None and not doer.left_edge.i <= pronoun.i <= doer.right_edge.i:
        return doer if doer.pos_ != "PRON" else antecedent(doer, person_at)
    return antecedent(pronoun, person_at) or _told_of(verb, pronoun)


def _told_of(verb: Token, pronoun: Token) -> Token | None:
    """Venezuela of `Venezuela will not sit idly by, its defence minister said`."""
    if verb.lemma_ not in REPORTING or pronoun.lower_ not in IMPERSONAL:
        return None
    for clause in verb.children:
        doer = grammar.subject(clause) if clause.dep_ == "ccomp" and clause.i < verb.i else None
        if doer is not None and doer.i < pronoun.i and doer.pos_ in ("NOUN", "PROPN"):
            return doer
    return None


def is_plural(noun: Token) -> bool:
    joined = any(part.dep_ == "conj" for part in noun.children)
    return noun.tag_ in PLURAL_TAGS or joined or noun.lemma_.lower() in ALWAYS_PLURAL


def sentence_before(token: Token) -> list[Token]:
    """The tokens of the sentence before; none at the start and none where it is too long to be read."""
    first = token.sent.start
    while first > 0 and token.doc[first - 1].is_space:
        first -= 1
    before = list(token.doc[first - 1].sent) if first > 0 else []
    return before if len(before) <= grammar.LONGEST_SENTENCE else []


def _last_person(pronoun: Token, person_at: Callable[[Token], str | None]) -> Token | None:
    """The only person who is subject of this sentence before the pronoun, or else of the sentence before."""
    for sentence in (pronoun.sent, sentence_before(pronoun)):
        subjects = [
            noun for noun in sentence if noun.i < pronoun.i and noun.dep_ in SUBJECTS and person_at(noun) is not None
        ]
        if subjects:
            return subjects[-1] if len({person_at(noun) for noun in subjects}) == 1 else None
    return None


def _last_subject(pronoun: Token, person_at: Callable[[Token], str | None]) -> Token | None:
    """The subject of the main clause of the sentence before, for the subject of this one's."""
    verb = pronoun.head
    if verb.dep_ not in ("ROOT", "conj", "ccomp"):
        return None
    for noun in sentence_before(pronoun):
        if noun.dep_ in SUBJECTS and noun.head.dep_ == "ROOT" and noun.pos_ in ("NOUN", "PROPN"):
            fits = is_plural(noun) if pronoun.lower_ == "they" else not is_plural(noun) and person_at(noun) is None
            return noun if fits else None
    return None


def _subject_above(pronoun: Token, person_at: Callable[[Token], str | None]) -> Token | None:
    """Jordan of `Jordan released students whom it had held`: the one that `it` can be."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or verb.dep_ not in ("relcl", "advcl"):
        return None
    doers = (noun for noun in pronoun.sent if noun.i < pronoun.i and noun.dep_ in SUBJECTS)
    found = [noun for noun in doers if noun.pos_ in ("NOUN", "PROPN") and not is_plural(noun) and not person_at(noun)]
    return found[0] if len(found) == 1 else None


def _speaker_above(token: Token) -> Token | None:
    """Of `Russia said it had deployed …`: Russia."""
    verb = token.head
    for _ in range(5):
        if verb.dep_ == "ccomp" and verb.head.lemma_ in REPORTING:
            return grammar.subject(verb.head)
        if verb.dep_ not in ("conj", "xcomp", "dobj", "nsubj"):
            return None
        verb = verb.head
    return None
