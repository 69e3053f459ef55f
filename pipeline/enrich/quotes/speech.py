"""Whether marks hold what somebody says: titles and terms stand in marks too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.quotes.attribution import Attribution
from pipeline.enrich.quotes.frame import Frame, Sentence, is_cue

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORT = 2
_TITLE = 10
_SMALL = frozenset({"DET", "ADP", "CCONJ", "PART", "PRON", "PUNCT"})
_SENTENCE_ENDS = (",", ".", "?", "!", "…", "-", "—")


def is_speech(frame: Frame, sentence: Sentence, at: int, quoted: str, found: Attribution | None) -> bool:
    """True unless the words beside the marks, or the words between them, show a title or a term."""
    number = sentence.items[at]
    words = list(frame.words(number)) if isinstance(number, int) else []
    before = _neighbour(sentence, at - 1)
    if _is_named(frame, before, words):
        return False
    leads = before is not None and before.text == ":"
    if leads or sentence.is_bare or (found is not None and found.near and quoted.endswith(_SENTENCE_ENDS)):
        return True
    if _is_titled(frame, before, words) or _is_titled(frame, _neighbour(sentence, at + 1), words[:1]):
        return False
    if found is not None and found.near:
        return True
    if 1 < len(words) <= _TITLE and _in_title_case(words) and not quoted.endswith(("?", "!")):
        return False
    if before is not None and before.lower_ == "or" and len(words) <= _SHORT:
        return False
    if found is None or found.cue is None:
        return len(words) > _SHORT or quoted.endswith(_SENTENCE_ENDS)
    return True


def _neighbour(sentence: Sentence, at: int) -> Token | None:
    item = sentence.items[at] if 0 <= at < len(sentence.items) else None
    return None if isinstance(item, int) else item


def _is_named(frame: Frame, before: Token | None, words: list[Token]) -> bool:
    """`so-called “smart” bombs`, `a plan called “Clean Hands”`, `known as the “Lion”`."""
    if before is None or len(words) > _TITLE:
        return False
    verb = before
    while before.pos_ == "DET" and before.i > 0:
        before = before.doc[before.i - 1]
    if before.lower_ == "as" and before.i > 0 and before.doc[before.i - 1].lower_ in ("known", "billed", "marketed"):
        return True
    if before.lower_ not in frame.cues.nouns.naming and before.lower_ != "called":
        return False
    active = verb.tag_ in ("VBD", "VBZ", "VBP", "VB", "VBG") and grammar.child(verb, "nsubj") is not None
    return not active and grammar.agent(verb) is None


def _is_titled(frame: Frame, before: Token | None, words: list[Token]) -> bool:
    """`the film “Cold Bread”`, `the word “peace”` where nobody uses it."""
    if before is None or before.pos_ not in ("NOUN", "PROPN") or len(words) > _TITLE:
        return False
    noun = before.lemma_.lower()
    judged = is_cue(before.head, frame.cues.verbs.judging)
    if noun in frame.cues.nouns.titled:
        # Of a film somebody may say what he thinks: `called the film “a long yawn”`.
        return not (judged and words and words[0].text[0].islower())
    return noun in frame.cues.nouns.wording and not judged


def _in_title_case(words: list[Token]) -> bool:
    return all(word.text[0].isupper() or word.pos_ in _SMALL or not word.is_alpha for word in words)
