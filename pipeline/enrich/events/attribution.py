"""Who says that it happened, where the story itself doesn't: read upwards from the deed, then off the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.story import EnrichedStory, FieldName, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYING = frozenset({
    "say", "tell", "announce", "add", "declare", "claim", "report", "state", "quote", "note", "confirm", "believe",
    "acknowledge", "admit", "allege", "write", "insist", "argue", "assert", "warn", "accuse", "estimate", "think",
    "deny", "recall", "stress", "show", "reveal", "disclose", "complain", "charge", "suggest", "indicate", "testify",
    "caution", "explain", "maintain", "contend", "hint", "concede", "conclude", "find", "rule", "reply", "signal",
})  # fmt: skip
"""Above a full clause: whose subject answers for what it says."""
CLOSING = SAYING - {"find", "rule", "accuse", "charge", "quote", "believe", "think", "deny"}
"""Behind what is said, after a comma: `…, two officials in Seoul said`."""
COMMAS = (",", '"', "”", "''")
FINITE = ("VBD", "VBZ", "VBP")
MAX_CLIMB = 12
LAST_WORDS = 60
"""Tokens at the end of a sentence among which its speaker is looked for."""


def speaker_of(word: Token) -> Token | None:
    """The noun of who says it; None where the story does, or where nobody is plain."""
    node = word
    for _ in range(MAX_CLIMB):
        if (found := _beside(node)) is not None:
            return found
        if node.dep_ == "ccomp" and node.head.lemma_ in SAYING and not grammar.has_to(node):
            return _according_to(node.head) or _sayer(node.head)
        if node.dep_ == "conj" and _goes_on(node):
            return grammar.subject(node.head)
        if node.head.i == node.i:
            break
        node = node.head
    return _closing_speaker(word)


def _sayer(verb: Token) -> Token | None:
    """Who says it. Behind a comma, `asserting that …` is said by who says what stands before it, not by whom it tells:
    `said Chad would not yield, asserting that …`.
    """
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i and verb.nbor(-1).text == ",":
        node = verb.head
        for _ in range(MAX_CLIMB):
            if node.dep_ == "ccomp" and node.head.lemma_ in SAYING:
                return grammar.subject(node.head)
            if node.head.i == node.i:
                break
            node = node.head
    return grammar.subject(verb)


def _beside(node: Token) -> Token | None:
    """`…, witnesses said, …` pushed into the clause, or `according to witnesses`."""
    for other in node.children:
        if other.dep_ == "parataxis" and other.lemma_ in CLOSING:
            return grammar.subject(other)
    return _according_to(node)


def _goes_on(verb: Token) -> bool:
    """`Chad will attack, its minister said, and could send the fleet`: the parser joins the fleet to the saying."""
    said = verb.head
    if said.lemma_ not in CLOSING or not any(other.dep_ == "aux" for other in verb.children):
        return False
    words = next((other for other in said.lefts if other.dep_ == "ccomp"), None)
    return words is not None and not any(other.dep_ in ("nsubj", "nsubjpass") for other in verb.children)


def _according_to(node: Token) -> Token | None:
    for other in node.children:
        if other.lower_ == "according":
            return next(grammar.after(other, "to"), None)
    return None


def _closing_speaker(word: Token) -> Token | None:
    """The subject of a verb of saying that ends the sentence, whatever the parser hung it on."""
    sentence = word.sent
    for verb in reversed(sentence[-LAST_WORDS:]):
        if verb.i <= word.i:
            return None
        if verb.lemma_ in CLOSING and verb.tag_ in FINITE and (speaker := _before_comma(verb)) is not None:
            return speaker if word.i < speaker.left_edge.i else None
    return None


def _before_comma(verb: Token) -> Token | None:
    """The noun of the words between the last comma and the verb."""
    if verb.i == verb.sent.start or any(other.dep_ in ("ccomp", "xcomp") for other in verb.rights):
        return None
    node = verb.nbor(-1)
    for _ in range(MAX_CLIMB):
        before = node.left_edge.i - 1
        if before >= node.sent.start and node.doc[before].text in COMMAS and node.right_edge.i == verb.i - 1:
            return node if node.pos_ in ("NOUN", "PROPN", "PRON") and node.lower_ not in grammar.RELATIVE else None
        if node.head.i in (verb.i, node.i):
            return None
        node = node.head
    return None


def quoted(story: EnrichedStory, field: FieldName, start: int, end: int) -> Span | None:
    """The speaker of the quotation in whose marks the characters from `start` to `end` stand."""
    if field != "text":
        return None
    for quote in story.quotes:
        if quote.kind == "direct" and quote.start <= start and end <= quote.end:
            first, last = quote.speaker_start, quote.speaker_end
            if first is not None and last is not None:
                return Span(text=story.text[first:last], start=first, end=last, field=field)
    return None
