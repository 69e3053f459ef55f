"""Which words of a sentence say who said the quotation in it: the cue, and the token that names the speaker.

Read off the dependency parse where it can be trusted, and off the order of words where the marks confuse it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.quotes.frame import FINITE, Frame, Sentence, is_cue
from pipeline.enrich.quotes.sayers import (
    NOMINAL,
    label,
    main_subject,
    maker_of,
    name_alone,
    noun_before,
    phrase_behind,
    sayer_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

DASHES = frozenset({"-", "--", "—", "–", "_"})
_CLIMB = 12
_REACH = 25


@dataclass(frozen=True)
class Attribution:
    """`sayer` heads the words that name the speaker; None where the sentence says that somebody unnamed said it.

    `near`: the cue stands right beside the quotation, so that its words are surely somebody's. `cue_at` is its token.
    """

    sayer: Token | None
    cue: str | None = None
    near: bool = False
    cue_at: int = -1


def attribute(frame: Frame, sentence: Sentence, at: int, ending: str) -> Attribution | None:
    """Who says the quotation at item `at` of the sentence; None where the sentence doesn't say.

    `ending` is the last letter of the quoted words.
    """
    before = [item for item in sentence.items[:at] if not isinstance(item, int)]
    behind = _up_to_quotation(sentence, at + 1)
    touching = at > 0 and not isinstance(sentence.items[at - 1], int)
    if touching and (found := _leading(frame, before)):
        return found
    bare = not any(token.is_alpha for token in before)
    above = _governing(frame, sentence, at)
    if above is not None and not bare and 0 <= above.cue_at < before[-1].i:
        return above  # "Lund, who called it “a sham”, urged …"
    return (
        _following(frame, behind, ending, bare)
        or above
        or _earlier(frame, before)
        or _trailing(frame, sentence, at)
        or _acting(frame, sentence, at)
    )


def _named(found: Attribution | None) -> Attribution | None:
    return found if found is not None and found.sayer is not None else None


def _up_to_quotation(sentence: Sentence, position: int) -> list[Token]:
    tokens: list[Token] = []
    for item in sentence.items[position:]:
        if isinstance(item, int):
            break
        tokens.append(item)
    return tokens


def _leading(frame: Frame, before: list[Token]) -> Attribution | None:
    """`Tolla said: “…”`, `he called it “…”`: what stands before leads into the quotation."""
    last = before[-1]
    verbs = frame.cues.verbs
    if is_cue(last, verbs.governing) and not _is_unsaid(last):
        return _named(_by(frame, last, near=True))
    if last.text not in (":", ",", "that", *DASHES):
        return None
    for position in range(len(before) - 1, -1, -1):
        if last.text != ":" and before[position].tag_ in FINITE and not is_cue(before[position], verbs.saying):
            return None  # another clause stands between: the parse knows better
        if is_cue(before[position], verbs.next_to) and (found := _led(frame, before, position)):
            return found if last.text == ":" or before[position].dep_ != "advcl" else None
    if last.text != ":":
        return None
    if (noun := next((t for t in reversed(before) if _is_statement(frame, t)), None)) is not None:
        return Attribution(maker_of(frame, noun) or main_subject(before), noun.text, near=True)
    if before[0].text in ("Q", "A") and len(before) == 2:
        return Attribution(None, None, near=True) if before[0].text == "Q" else None
    subject = main_subject(before) or label(before)
    return Attribution(subject, None, near=True) if subject is not None else None


def _led(frame: Frame, before: list[Token], position: int) -> Attribution | None:
    """The speaker of a cue that leads in: by the parse, or else the noun right before it."""
    cue = before[position]
    if found := _named(_by(frame, cue, near=True)):
        return found
    front = noun_before(before[:position])
    return Attribution(front, cue.text, near=True) if front is not None else None


def _following(frame: Frame, behind: list[Token], ending: str, bare: bool) -> Attribution | None:
    """`“…,” Tolla said`, `“…,” said Tolla`, `“…,” according to Tolla`, `“…” — Anna Tolla`."""
    comma = ending in ",?!—-…." or (bool(behind) and behind[0].text == ",")
    dash = bool(behind) and behind[0].text in DASHES
    words = behind[1:] if dash or (behind and behind[0].text == ",") else behind
    if not words or not (comma or dash or bare):
        return None
    if (told := _according(words[:2])) is not None and words[0].lower_ == "according":
        return told
    if (words[0].pos_ in ("CCONJ", "SCONJ") and words[0].lower_ != "as") or words[0].tag_ == "VBG":
        return None
    verbs = frame.cues.verbs
    for position, token in enumerate(words[:_REACH]):
        if token.text == ":":
            break
        if not is_cue(token, verbs.next_to) or _is_relative(token):
            continue
        if found := _beside(frame, token, words, position):
            return found
    if dash and (name := name_alone(words, bare and ending in ".?!…")):
        return Attribution(name, None, near=True)
    return None


def _is_relative(verb: Token) -> bool:
    """`“…,” Hesse, who advises ministers, said`: not the verb behind `who`."""
    subject = grammar.child(verb, "nsubj")
    return subject is not None and subject.lower_ in grammar.RELATIVE


def _beside(frame: Frame, cue: Token, words: list[Token], position: int) -> Attribution | None:
    """The speaker of a cue behind a quotation: between the two, or right behind the cue."""
    front = [token for token in words[:position] if token.pos_ not in ("ADV", "AUX")]
    if found := _by(frame, cue, near=True):
        sayer = found.sayer
        if sayer is None or sayer.i >= words[0].i:
            return found
    if front:
        nominal = next((token for token in reversed(front) if token.pos_ in NOMINAL), None)
        return Attribution(nominal, cue.text, near=True) if nominal is not None else None
    inverted = phrase_behind(words, position + 1)
    return Attribution(inverted, cue.text, near=True) if inverted is not None else None


def _governing(frame: Frame, sentence: Sentence, at: int) -> Attribution | None:
    """The innermost verb or noun of saying above the quoted words in the parse."""
    here = {token.i for token in sentence.tokens}
    number = sentence.items[at]
    root = frame.root(number) if isinstance(number, int) else None
    verbs = frame.cues.verbs
    unnamed = None
    for _ in range(_CLIMB):
        if root is None or root.head.i == root.i:
            return unnamed
        below, root = root, root.head
        if root.i not in here or below.dep_ in ("nsubj", "nsubjpass"):
            continue
        if is_cue(root, verbs.governing):
            found = None if _is_unsaid(root) else _by(frame, root, near=False)
            if _named(found):
                return found
            unnamed = unnamed or found
        elif below.lower_ != "as" and _is_statement(frame, root) and (maker := maker_of(frame, root)) is not None:
            return Attribution(maker, root.text)
    return unnamed


def _earlier(frame: Frame, before: list[Token]) -> Attribution | None:
    """The nearest verb of saying before the quotation, or `according to`."""
    for token in reversed(before):
        says = is_cue(token, frame.cues.verbs.governing) and not _is_unsaid(token)
        if says and (found := _named(_by(frame, token, near=False))):
            return found
    return _according(before)


def _trailing(frame: Frame, sentence: Sentence, at: int) -> Attribution | None:
    """`The plan is “dead” and nobody wants it, Tolla said.`"""
    behind = [item for item in sentence.items[at + 1 :] if not isinstance(item, int)]
    if told := _according(behind):
        return told
    for token in reversed(behind):
        if is_cue(token, frame.cues.verbs.saying) and (found := _by(frame, token, near=False)):
            sayer = found.sayer
            if sayer is not None and sayer.i >= behind[0].i:
                return found
    return None


def _acting(frame: Frame, sentence: Sentence, at: int) -> Attribution | None:
    """`Lund saw “no reason to wait”`: no word of saying, but a subject right before the verb that the words hang on."""
    number = sentence.items[at]
    verb = frame.root(number) if isinstance(number, int) else None
    for _ in range(_CLIMB):
        if verb is None or (verb.pos_ == "VERB" and frame.is_outside(verb)) or verb.head.i == verb.i:
            break
        verb = verb.head
    if verb is None or verb.pos_ != "VERB" or not frame.is_outside(verb):
        return None
    sayer = sayer_of(frame, verb)
    return Attribution(sayer, None) if sayer is not None and sayer.i < verb.i else None


def _is_unsaid(verb: Token) -> bool:
    """`Lund said Oslo would respond “firmly”`: what somebody will say was said by him who reports it."""
    return any(child.tag_ == "MD" for child in verb.children) and verb.dep_ == "ccomp"


def _by(frame: Frame, verb: Token, near: bool) -> Attribution | None:
    """None where the verb has no subject to be found; without sayer where it is a passive that names nobody."""
    sayer = sayer_of(frame, verb)
    if sayer is not None:
        return Attribution(sayer, verb.text, near, verb.i)
    if grammar.is_passive(verb) and verb.lemma_.lower() in frame.cues.verbs.judging:
        return Attribution(None, verb.text, near)
    return None


def _according(tokens: list[Token]) -> Attribution | None:
    for token, following in pairwise(tokens):
        if token.lower_ == "according" and following.lower_ == "to":
            head = grammar.child(following, "pobj")
            return Attribution(head, f"{token.text} {following.text}", near=True) if head is not None else None
    return None


def _is_statement(frame: Frame, token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_.lower() in frame.cues.nouns.statement
