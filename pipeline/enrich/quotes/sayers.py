"""The token that names who says it, by the parse, or by the order of words where the parse has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.quotes.frame import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_IN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON"})
_CLIMB = 12
_REACH = 25


def sayer_of(frame: Frame, verb: Token) -> Token | None:
    """Who says what the verb reports: its subject, the agent of a passive, the one whom an agency quotes."""
    lemma = verb.lemma_.lower()
    if lemma in frame.cues.verbs.quoting:
        passive = grammar.child(verb, "nsubjpass") if grammar.is_passive(verb) else None
        found = passive or grammar.child(verb, "dobj") or grammar.subject(verb)
    elif verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in frame.cues.verbs.quoting:
        found = sayer_of(frame, verb.head.head)
    else:
        found = grammar.subject(verb) or unparsed_subject(verb)
    if found is not None and found.lower_ in grammar.RELATIVE and found.head.dep_ == "relcl":
        found = found.head.head
    return found if found is not None and frame.is_outside(found) and found.pos_ in NOMINAL | {"ADJ", "DET"} else None


def unparsed_subject(verb: Token) -> Token | None:
    """`In a talk with NRK, Anna Tolla called …`, `Tolla, a teacher from Bergen, called …`: the person whose name or
    description stands right before a verb that the parse leaves without subject.
    """
    if verb.tag_ not in ("VBD", "VBZ") or grammar.is_passive(verb) or grammar.child(verb, "nsubj") is not None:
        return None
    front = noun_before(list(verb.doc[max(0, verb.i - _REACH) : verb.i]))
    for _ in range(_CLIMB):
        if front is None or front.ent_type_ == "PERSON" or front.head.i >= front.i:
            break
        front = front.head
    return front if front is not None and front.ent_type_ == "PERSON" else None


def noun_before(tokens: list[Token]) -> Token | None:
    """The noun right before a cue that the parse leaves without subject: `Tolla, a trader, said`, `Tolla, 34, said`."""
    passed = (token for token in reversed(tokens) if token.pos_ not in ("ADV", "AUX") and token.text != ",")
    front = next((token for token in passed if not token.like_num), None)
    return front if front is not None and front.pos_ in NOMINAL and front.ent_type_ != "DATE" else None


def phrase_behind(words: list[Token], position: int) -> Token | None:
    """The head of the noun phrase that begins here."""
    head = None
    for token in words[position:]:
        if token.pos_ not in _IN_PHRASE:
            break
        if token.pos_ in NOMINAL:
            head = token
    return head


def name_alone(words: list[Token], bare: bool) -> Token | None:
    """`— Anna Tolla, a teacher.`; behind a whole sentence `— a teacher from Bergen` too."""
    article = bare and words[0].lower_ in ("a", "an", "the")
    named = article or words[0].text[0].isupper()
    if not named or any(token.pos_ in ("VERB", "AUX") for token in words[:12]):
        return None
    return phrase_behind(words, 0)


def maker_of(frame: Frame, noun: Token) -> Token | None:
    """Whose statement it is: `the ministry’s warning`, `a letter from the ministry`, `his call`."""
    owner = grammar.child(noun, "poss")
    if owner is None:
        owner = next((found for word in ("by", "from") for found in grammar.after(noun, word)), None)
    return owner if owner is not None and frame.is_outside(owner) else None


def main_subject(tokens: list[Token]) -> Token | None:
    return next((t for t in tokens if t.dep_ in ("nsubj", "nsubjpass") and t.lower_ not in grammar.RELATIVE), None)


def label(before: list[Token]) -> Token | None:
    """`TOLLA: “…”`: the words before the colon are a name alone."""
    names = before[:-1]
    if 0 < len(names) <= 6 and all(token.pos_ in _IN_PHRASE for token in names) and names[0].text[0].isupper():
        return names[-1]
    return None
