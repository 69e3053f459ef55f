"""Quotations in marks, each with its speaker: the verb beside the words, then whose verb it is, then who spoke last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich.quotes.cues import Cues
from pipeline.enrich.quotes.marks import Marked, inside, marked_spans
from pipeline.enrich.quotes.speakers import Speaker, Speakers
from pipeline.story import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_END = re.compile(r"[.!?][”’\"']?\s+(?=[A-Z“‘\"'„«(])|\n\n|$")
_SIGNED = re.compile(r"\s*(?:--|[—–-])\s*(?=[A-Z])")
_TRANSCRIPT = re.compile(r"(?:^|\n\n)(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}): (?P<words>[^\n]+)")
_NAME_LINE = re.compile(r"(?:^|\n)(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}): ?$")
_REACH = 300
"""Characters beside a quotation within which its verb stands."""
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@dataclass(frozen=True)
class _Told:
    """A verb that gives words to somebody, and whom: a speaker, or the pronoun that stands for one."""

    cue: str
    speaker: Speaker | None
    pronoun: str | None = None
    at: int = 0


def direct_quotes(text: str, doc: Doc, speakers: Speakers, cues: Cues) -> list[Quote]:
    """In the order of `text`, which `doc` is the parse of. Marks that quote nobody are left out."""
    spans = marked_spans(text)
    finder = _Finder(text, doc, speakers, cues, spans)
    quotes = [quote for quote in map(finder.quote, range(len(spans))) if quote is not None]
    return [*quotes, *_transcripts(text, spans, speakers)]


class _Finder:
    """One story's quotations, asked for in their order: who spoke last is part of the answer."""

    def __init__(self, text: str, doc: Doc, speakers: Speakers, cues: Cues, spans: Sequence[Marked]) -> None:
        self._text, self._doc, self._speakers, self._cues, self._spans = text, doc, speakers, cues, spans
        self._inside = inside(tuple(spans), len(text) + 1)
        self._tokens = [token for token in doc if not self._inside[token.idx] and not token.is_space]
        self._starts = [token.idx for token in self._tokens]
        self._last: Speaker | None = None
        self._last_end = -1

    def quote(self, at: int) -> Quote | None:
        span = self._spans[at]
        words = span.words(self._text)
        told = self._told(at)
        if told is None and not self._speaks_alone(span, words):
            return None
        if told is not None and self._is_title(span, words):
            return None
        speaker = self._resolved(told, span) if told else self._unsaid(span)
        if speaker is not None:
            self._last, self._last_end = speaker, span.after
        return Quote(
            text=words, start=span.start, end=span.start + len(self._text[span.start : span.end].rstrip()),
            speaker=speaker.name if speaker else None,
            speaker_start=speaker.start if speaker else None, speaker_end=speaker.end if speaker else None,
            speaker_entity=speaker.entity if speaker else None, cue=told.cue or None if told else None,
        )  # fmt: skip

    def _told(self, at: int) -> _Told | None:
        """The verb beside quotation number `at`: behind it where the words end in a comma, else before it first."""
        span = self._spans[at]
        last_mark = self._text[span.start : span.end].rstrip()[-1:]
        ends_open = last_mark in ",?!—–-" or self._text[span.after : span.after + 1] == ","
        before, behind = self._before(at), self._behind(at)
        introduced = bool(re.search(r"[,:]\s*$", self._text[max(0, span.before - 3) : span.before]))
        order = (behind, before) if ends_open and not (introduced and before) else (before, behind)
        return next((told for told in order if told is not None), None)

    def _behind(self, at: int) -> _Told | None:
        span = self._spans[at]
        limit = self._spans[at + 1].before if at + 1 < len(self._spans) else len(self._text)
        end = min(limit, span.after + _REACH)
        stop = _END.search(self._text, span.after, end)
        closing = self._text[span.start : span.end].rstrip()[-1:]
        if closing in ".?!" and re.match(r"\s+[A-Z“\"‘']", self._text[span.after : span.after + 3]):
            follows = self._first_cue_opens(span.after, end)
            if not follows:
                return None
        return self._cue(self._between(span.after, stop.start() + 1 if stop else end), first=True)

    def _first_cue_opens(self, start: int, end: int) -> bool:
        """Behind a full stop or question a new sentence begins, but for `he said` and `Roe asked`."""
        tokens = self._between(start, end)[:6]
        verb = next(
            (at for at, token in enumerate(tokens) if token.lemma_.lower() in self._cues.said and token.pos_ == "VERB"),
            None,
        )
        return (
            verb is not None
            and verb <= 4
            and "." not in [token.text for token in tokens[:verb]]
            and self._text[start : start + 1] != "\n"
            and self._ends_soon(tokens[verb])
        )

    def _ends_soon(self, verb: Token) -> bool:
        following = verb.nbor(1) if verb.i + 1 < len(self._doc) else None
        return following is None or following.text in (".", ",", ":") or following.is_space

    def _before(self, at: int) -> _Told | None:
        span = self._spans[at]
        if (line := _NAME_LINE.search(self._text, max(0, span.before - 40), span.before)) is not None:
            named = self._speakers.surnamed(line["name"])
            return _Told("", named, at=line.start()) if named else None
        floor = self._spans[at - 1].after if at else 0
        start = max(floor, span.before - _REACH, self._sentence_start(span.before))
        return self._cue(self._between(start, span.before), first=False)

    def _sentence_start(self, at: int) -> int:
        window = max(0, at - _REACH)
        starts = [found.end() for found in _END.finditer(self._text, window, at) if found.end() <= at and found[0]]
        return starts[-1] if starts else window

    def _between(self, start: int, end: int) -> list[Token]:
        from bisect import bisect_left

        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _cue(self, tokens: Sequence[Token], *, first: bool) -> _Told | None:
        """The first verb behind the words, or the last before them, that gives them to somebody."""
        verbs = [token for token in tokens if self._is_cue(token, first=first)]
        for verb in verbs if first else reversed(verbs):
            if (told := self._whose(verb, tokens)) is not None:
                return told
        return self._according(tokens)

    def _is_cue(self, token: Token, *, first: bool) -> bool:
        lemma = token.lemma_.lower()
        known = lemma in self._cues.said or (not first and lemma in self._cues.named)
        return known and token.pos_ in ("VERB", "AUX") and not (token.tag_ == "VBN" and token.dep_ == "amod")

    def _whose(self, verb: Token, tokens: Sequence[Token]) -> _Told | None:
        cue = verb.text
        subject = self._subject(verb)
        if verb.lemma_.lower() in ("quote", "cite") and any(child.dep_ == "dobj" for child in verb.children):
            subject = next(child for child in verb.children if child.dep_ == "dobj")
        inverted = self._inverted(verb, tokens)
        for noun in (subject, inverted):
            if noun is None:
                continue
            if noun.lower_ in ("he", "she", "they", "it", "him", "her", "who"):
                if noun.lower_ == "who":
                    noun = noun.head.head if noun.head.dep_ == "relcl" else noun
                    if (speaker := self._speakers.of(noun)) is not None:
                        return _Told(cue, speaker, at=verb.idx)
                    continue
                return _Told(cue, None, noun.lower_, noun.idx)
            if (speaker := self._speakers.of(noun)) is not None:
                return _Told(cue, speaker, at=verb.idx)
        return None

    def _subject(self, verb: Token) -> Token | None:
        """The verb's subject, or that of the verb that it goes on from: `stood up and said`."""
        for _ in range(4):
            for child in verb.children:
                if child.dep_ in _SUBJECTS and not self._inside[child.idx]:
                    return child
            if verb.dep_ not in ("conj", "xcomp", "advcl", "relcl", "acl", "ccomp") or verb.head.i == verb.i:
                return None
            if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
                return verb.head
            verb = verb.head
        return None

    def _inverted(self, verb: Token, tokens: Sequence[Token]) -> Token | None:
        """`said Jane Roe`: the parser often loses the subject behind marks; the noun right behind the verb is it."""
        following = [token for token in tokens if token.i > verb.i][:8]
        for token in following:
            if token.is_punct or token.pos_ in ("VERB", "ADP", "SCONJ", "CCONJ"):
                break
            if token.pos_ in ("PROPN", "NOUN", "PRON"):
                noun = token
                while (
                    noun.dep_ in ("compound", "amod", "poss", "nmod", "flat")
                    and noun.head.i > noun.i
                    and noun.head.i - noun.i < 6
                ):
                    noun = noun.head
                return noun
        before = [token for token in tokens if token.i < verb.i][-6:]
        for token in reversed(before):
            if token.pos_ in ("PROPN", "NOUN", "PRON"):
                return token
            if token.pos_ not in ("ADV", "AUX", "PART"):
                break
        return None

    def _according(self, tokens: Sequence[Token]) -> _Told | None:
        for token in tokens:
            if token.lower_ == "according":
                for preposition in token.children:
                    for noun in preposition.children:
                        if noun.dep_ == "pobj" and (speaker := self._speakers.of(noun)) is not None:
                            return _Told("according", speaker, at=token.idx)
        return None

    def _resolved(self, told: _Told, span: Marked) -> Speaker | None:
        if told.speaker is not None:
            return told.speaker
        paragraph = self._text.rfind("\n\n", 0, span.before) + 1
        if told.pronoun in ("he", "she", "him", "her"):
            found = self._speakers.person(told.pronoun, paragraph, min(told.at, span.before), self._last)
        else:
            found = self._speakers.group_before(paragraph, span.before) or self._last
        if found is None or told.pronoun is None:
            return None
        return Speaker(found.name, told.at, told.at + len(told.pronoun), found.entity, found.is_person)

    def _speaks_alone(self, span: Marked, words: str) -> bool:
        """Whole sentences are somebody's, also without a verb beside them; a term or a title is nobody's."""
        count = len(words.split())
        whole = self._text[span.before - 1 : span.before] in ("", "\n", " ") and words[-1:] in ".?!,…”’"
        return whole and count >= 3 and not self._is_title(span, words)

    def _is_title(self, span: Marked, words: str) -> bool:
        """A work, a nickname or a term, by the word before the marks; or nothing but capitals within them."""
        before = self._text[max(0, span.before - 40) : span.before].lower().replace(",", "").split()
        while before and before[-1] in ("the", "a", "an", "as"):
            before.pop()
        ends = words[-1:] in ".?!"
        if before and not ends and before[-1] in self._cues.terms:
            return True
        if before and not ends and before[-1] in self._cues.works and words[:1].isupper():
            return True
        plain = words.rstrip(",").split()
        return len(plain) > 1 and all(word[:1].isupper() for word in plain) and not ends

    def _unsaid(self, span: Marked) -> Speaker | None:
        """Without a verb: who signs behind a dash, the subject of the sentence before, the last speaker."""
        signed = _SIGNED.match(self._text, span.after)
        if signed and (named := self._speakers.named_between(signed.end(), signed.end() + 60)):
            return named
        start = self._text.rfind("\n\n", 0, span.before) + 1
        if span.before - start > 3:
            subject = self._speakers.subject_before(start, span.before)
            if subject is not None and subject.start > self._last_end - 1:
                return subject
        return self._last or self._speakers.subject_before(max(0, start - 2 * _REACH), span.before)


def _transcripts(text: str, spans: Sequence[Marked], speakers: Speakers) -> Iterator[Quote]:
    """`SMITH: We will go.`, where the copy has it twice and more: words without marks."""
    found = list(_TRANSCRIPT.finditer(text))
    if len(found) < 2:
        return
    for line in found:
        if any(line.start("words") <= span.before < line.end("words") for span in spans):
            continue
        named = speakers.surnamed(line["name"])
        yield Quote(
            text=line["words"], start=line.start("words"), end=line.end("words"),
            speaker=named.name if named else line["name"].title(), speaker_start=line.start("name"),
            speaker_end=line.end("name"), speaker_entity=named.entity if named else None,
        )  # fmt: skip
