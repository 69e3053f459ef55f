"""Whether it happened: negated, future, hypothetical, historical, and who says so. Read upwards from the verb.

A deed that is only asked for, wanted, tried or threatened isn't coded at all: the asking or threatening is the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.lexicon import Carriers

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE_HEADS = frozenset({
    "plan", "intend", "expect", "prepare", "schedule", "set", "due", "go", "decide", "ready",
})  # fmt: skip
ACTUAL_HEADS = frozenset({
    "begin", "start", "continue", "resume", "manage", "appear", "seem", "report", "resort", "say", "vote", "choose",
    "proceed", "rush", "dare", "come", "lead", "allege",
})  # fmt: skip
SAYING = frozenset({
    "say", "tell", "announce", "add", "declare", "claim", "report", "state", "quote", "note", "confirm", "believe",
    "acknowledge", "admit", "allege", "write", "insist", "argue", "assert", "warn", "accuse", "estimate", "think",
    "deny", "recall", "stress", "show", "reveal", "disclose", "complain", "charge", "suggest",
})  # fmt: skip
WISHING = frozenset({
    "demand", "urge", "ask", "want", "hope", "fear", "doubt", "propose", "request", "wish", "recommend", "pray",
    "require", "let", "prevent", "see", "imagine", "suppose", "help", "make",
})  # fmt: skip
IDEAS = frozenset(
    {"option", "possibility", "idea", "prospect", "consideration", "plan", "proposal", "scenario", "chance"}
)
"""Nouns whose content may come true: `options such as providing arms`."""
SEEING = frozenset({"see", "watch", "film", "hear", "catch", "find"})
"""`saw soldiers beat a man`: who saw it says it."""
BLAMING = frozenset({"accuse", "suspect", "blame", "charge"})
POSSIBLE = frozenset({"could", "may", "might", "can"})
ASKED = frozenset({"must", "should", "ought"})
MAX_CLIMB = 8
WOULD = frozenset({"would", "'d", "’d"})
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
FACTUAL_PREPOSITIONS = frozenset(
    {"after", "by", "since", "for", "in", "with", "before", "while", "when", "despite", "upon"}
)

_YEAR = re.compile(r"(1[6-9]\d\d|20\d\d)(?:-\d\d(?:\d\d)?|s)?")


@dataclass(frozen=True)
class Flags:
    """How a deed stands in the story. `speaker`: the noun whose words it is."""

    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    speaker: Token | None = None


def read(verb: Token) -> Flags | None:
    """The flags of the deed that `verb` carries; None where the sentence doesn't say that it is done or planned."""
    reading = _Reading()
    node: Token | None = verb
    for _ in range(MAX_CLIMB):
        if node is None or node.pos_ not in ("VERB", "AUX"):
            break
        reading.note_own_words(node)
        node = reading.climb(node)
    return None if reading.refused else reading.flags()


NO = frozenset({"no", "neither", "without"})
POSSIBLE_NOUN = frozenset({"possible", "potential", "likely", "alleged", "feared", "eventual"})
PLANNED_NOUN = frozenset({"planned", "future", "upcoming", "forthcoming", "coming", "scheduled", "proposed", "next"})
BESIDE = frozenset({"after", "during", "following", "since", "before", "amid", "despite"})
TOLD_BEHIND = frozenset({
    "after", "in", "during", "following", "by", "over", "since", "with", "from", "at", "before", "amid", "despite",
    "through", "on", "against", "until",
})  # fmt: skip
"""Prepositions behind which a deed is one that took place: `after the attack`, `wounded in clashes with`."""


UNREAL = POSSIBLE | ASKED | WOULD | FUTURE


def read_noun(noun: Token, carrier: Token | None, carriers: Carriers) -> Flags | None:
    """The flags of the deed that a noun carries, with the light verb over it if there is one; None where the sentence
    doesn't say that it is done or planned.
    """
    words = {other.lower_ for other in noun.children}
    negated = bool(words & NO)
    future, hypothetical = bool(words & PLANNED_NOUN), bool(words & POSSIBLE_NOUN)
    found: Flags | None = Flags()
    if carrier is not None:
        found = read(carrier)
    elif not _is_told(noun, carriers):
        found = None
    if found is None:
        return None
    return Flags(found.negated ^ negated, found.future or future, found.hypothetical or hypothetical, found.speaker)


def _is_told(noun: Token, carriers: Carriers) -> bool:
    """Whether a noun without a light verb tells of a deed, by what stands over it."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    head = noun.head
    match noun.dep_:
        case "ROOT":
            return True
        case "dobj":
            return head.lemma_.lower() in carriers.telling
        case "nsubj" | "nsubjpass":
            unreal = any(other.lower_ in UNREAL for other in head.children if other.dep_ == "aux")
            return head.lemma_.lower() not in carriers.wanting and not unreal
        case "pobj":
            over = head.head
            if over.pos_ in ("NOUN", "PROPN"):
                return over.lemma_.lower() in carriers.bearing
            return head.lower_ in BESIDE or (head.lower_ in TOLD_BEHIND and over.lemma_.lower() not in carriers.wanting)
    return False


@dataclass
class _Reading:
    """What was gathered on the way up from the verb."""

    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    would: bool = False
    refused: bool = False
    speaker: Token | None = None

    def flags(self) -> Flags:
        return Flags(self.negated, self.future, self.hypothetical or self.would, self.speaker)

    def note_own_words(self, verb: Token) -> None:
        words = {other.lower_ for other in verb.children if other.dep_ in ("aux", "auxpass")}
        # "Should they vote for it, Serbia would close …": the parser gives one verb both.
        inverted = "should" in words and bool(words & (FUTURE | WOULD))
        self.refused |= bool(words & ASKED) and not inverted
        self.negated ^= any(other.dep_ == "neg" for other in verb.children)
        self.future |= bool(words & FUTURE)
        self.hypothetical |= bool(words & POSSIBLE) or _is_condition(verb)
        self.would |= bool(words & WOULD)

    def climb(self, verb: Token) -> Token | None:
        """Take in what stands above the verb; the verb above, or None where the way ends."""
        infinitive = grammar.has_to(verb)
        match verb.dep_:
            case "advcl" if infinitive and verb.head.lemma_ == "use":
                return verb.head  # "used tractors to block a road"
            case "acl" | "advcl" if infinitive:
                self.refused = True
                return None
            case "xcomp":
                return self._open_clause(verb, infinitive=infinitive)
            case "ccomp" if infinitive or verb.tag_ == "VBG":
                return self._open_clause(verb, infinitive=infinitive)
            case "ccomp":
                return self._full_clause(verb)
            case "pcomp":
                return self._behind_preposition(verb)
            case "conj" | "advcl":
                return self._beside(verb)
        return None

    def _open_clause(self, verb: Token, *, infinitive: bool) -> Token | None:
        head = verb.head
        if head.lemma_ == "deny":
            self.negated = not self.negated
            self.speaker = self.speaker or grammar.subject(head)
        elif head.lemma_ in FUTURE_HEADS or (head.lemma_ == "be" and infinitive):
            self.future |= infinitive
        elif head.lemma_ in SEEING and not infinitive:
            self.speaker = self.speaker or grammar.subject(head)
            return None
        elif head.lemma_ not in ACTUAL_HEADS:
            self.refused = True
        return head

    def _full_clause(self, verb: Token) -> Token | None:
        head = verb.head
        if any(between.text == ";" for between in verb.doc[verb.i : head.i]):
            return None  # two sentences, and the parser hung the first on the second
        if head.lemma_ in WISHING:
            self.refused = True
        if head.lemma_ == "deny":
            self.negated = not self.negated
        if head.lemma_ in SAYING:
            self.speaker = self.speaker or grammar.subject(head)
            # "said it would meet" was "will meet" when it was said.
            self.future |= self.would
            self.would = False
            return None
        self.hypothetical |= any(other.lower_ in ("whether", "if") for other in verb.children)
        return head

    def _behind_preposition(self, verb: Token) -> Token | None:
        preposition = verb.head
        if preposition.head.lemma_.lower() in IDEAS:
            self.hypothetical = True
        elif preposition.lower_ == "without":
            self.negated = not self.negated
        elif preposition.lower_ not in FACTUAL_PREPOSITIONS or preposition.head.lemma_ in BLAMING:
            self.refused = True
        self.speaker = self.speaker or _speaker(preposition.head)
        return None

    def _beside(self, verb: Token) -> Token | None:
        """A clause beside another shares its modals, unless it has a subject, auxiliary or conjunction of its own."""
        if any(other.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass", "mark", "advmod") for other in verb.children):
            self.speaker = self.speaker or _speaker(verb.head)
            return None
        return verb.head


def _speaker(verb: Token) -> Token | None:
    """Whose words the clause of this verb is."""
    for _ in range(MAX_CLIMB):
        if verb.dep_ == "ccomp" and verb.head.lemma_ in SAYING:
            return grammar.subject(verb.head)
        if verb.dep_ not in ("conj", "advcl", "xcomp"):
            return None
        verb = verb.head
    return None


def _is_condition(verb: Token) -> bool:
    """`if …` over the deed itself; an `unless` beside a deed makes the deed conditional."""
    own = any(other.dep_ == "mark" and other.lower_ in ("if", "unless", "should") for other in verb.children)
    beside = any(
        other.dep_ == "advcl"
        and any(mark.dep_ == "mark" and mark.lower_ in ("if", "unless") for mark in other.children)
        for other in verb.children
    )
    return own or beside


def is_historical(word: Token, year: int | None, future: bool) -> bool:
    """A deed of another time: its clause, or one above, names a year before the story's or says that it is long ago.

    Where the story's own year isn't known any year counts as past, unless the deed is still to come.
    """
    if future:
        return False
    above = set(_upwards(word))
    return any(_is_past(other, year) and _dates(other, word, above) for other in word.sent)


def _is_past(word: Token, year: int | None) -> bool:
    if (found := _YEAR.fullmatch(word.text)) is not None:
        return year is None or int(found[1]) < year
    if word.lower_ in ("ago", "earlier"):
        return any(other.lemma_.lower() in ("year", "decade", "century") for other in word.children)
    if word.lower_ == "century":
        return any(other.lower_ == "last" for other in word.children)
    return word.lower_ == "war" and word.nbor(-1).lower_ == "world" if word.i else False


def _dates(date: Token, word: Token, above: set[int]) -> bool:
    """Whether a date hangs on the deed's word or on a clause that the deed stands in; `since 1991` dates no deed."""
    node = date
    for _ in range(MAX_CLIMB):
        if node.i == word.i:
            return True
        if node.dep_ == "prep" and node.lower_ == "since":
            return False
        if node.pos_ in ("VERB", "AUX"):
            return node.i in above
        if node.head.i == node.i:
            return node.i in above
        node = node.head
    return False


def _upwards(word: Token) -> Iterator[int]:
    for _ in range(2 * MAX_CLIMB):
        yield word.i
        if word.head.i == word.i:
            return
        word = word.head
