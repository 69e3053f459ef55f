"""The step `quotes`: what the story says that somebody said, and who that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.enrich.quotes import frame as frames
from pipeline.enrich.quotes.attribution import Attribution, attribute
from pipeline.enrich.quotes.cast import Cast
from pipeline.enrich.quotes.frame import Frame, Sentence
from pipeline.enrich.quotes.indirect import Told, find_told
from pipeline.enrich.quotes.marks import Marked, find_marked, find_turns
from pipeline.enrich.quotes.speaker import Speaker
from pipeline.enrich.quotes.speech import is_speech
from pipeline.story import EnrichedStory, Issue, Quote

if TYPE_CHECKING:
    from pipeline.enrich.run import Docs, Resources

MAX_QUOTES = 300


def find_quotes(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    """Fill `quotes`, in the order of the text; more than `MAX_QUOTES` are cut, with the issue `quotes_capped`."""
    if docs.text is None:
        return story
    last = docs.text[-1]
    text = story.text[: last.idx + len(last.text_with_ws)]
    marked = find_turns(text) or find_marked(text)
    frame = frames.build(docs.text, text, marked, resources.cues)
    quotes = sorted(_Reader(text, marked, frame, Cast(frame, story.entities)).quotes(), key=lambda q: (q.start, -q.end))
    issues = story.issues
    if len(quotes) > MAX_QUOTES:
        what = f"{len(quotes)} quotations were found, the first {MAX_QUOTES} are kept"
        issues = (*issues, Issue(step="quotes", code="quotes_capped", message=what))
    return story.model_copy(update={"quotes": tuple(quotes[:MAX_QUOTES]), "issues": issues})


@dataclass
class _Said:
    """A quotation on its way: its speaker may be told by a later sentence of the paragraph."""

    number: int
    paragraph: int
    cue: str | None = None
    speaker: Speaker | None = None
    settled: bool = True


@dataclass
class _Floor:
    """Who has the floor: the last who spoke in this paragraph, and before it."""

    paragraph: int = -1
    here: Speaker | None = None
    before: Speaker | None = None
    waiting: list[_Said] = field(default_factory=list)


class _Reader:
    """Goes through one story, sentence by sentence."""

    def __init__(self, text: str, marked: Sequence[Marked], frame: Frame, cast: Cast) -> None:
        self._text, self._marked, self._frame, self._cast = text, marked, frame, cast
        self._floor = _Floor()

    def quotes(self) -> Iterator[Quote]:
        said: list[_Said] = []
        for sentence in self._frame.sentences:
            if sentence.paragraph != self._floor.paragraph:
                self._turn_to(sentence.paragraph)
            said.extend(self._quotations(sentence))
            yield from (self._indirect(told, speaker) for told, speaker in self._told(sentence))
            self._listen(sentence)
        self._turn_to(-1)
        yield from map(self._direct, said)

    def _quotations(self, sentence: Sentence) -> Iterator[_Said]:
        for at, item in enumerate(sentence.items):
            if isinstance(item, int):
                words = self._text[self._marked[item].start : self._marked[item].end]
                found = attribute(self._frame, sentence, at, words[-1])
                if is_speech(self._frame, sentence, at, words, found):
                    yield self._said(_Said(item, sentence.paragraph), found)

    def _said(self, said: _Said, found: Attribution | None) -> _Said:
        floor = self._floor
        speaker = self._cast.speaker(found.sayer) if found is not None and found.sayer is not None else None
        if found is not None and (found.cue or found.near or (speaker is not None and speaker.kind != "thing")):
            said.cue, said.speaker = found.cue, speaker
            if said.speaker is not None:
                floor.here = said.speaker
                for earlier in floor.waiting:
                    earlier.speaker = said.speaker.unplaced
                floor.waiting.clear()
        elif floor.here is not None:
            said.speaker = floor.here.unplaced
        else:
            floor.waiting.append(said)
        return said

    def _turn_to(self, paragraph: int) -> None:
        """A new paragraph: what nobody in the last one said was said by who had the floor before it."""
        floor = self._floor
        for said in floor.waiting:
            said.speaker = floor.before.unplaced if floor.before is not None else None
        self._floor = _Floor(paragraph, None, floor.here or floor.before)

    def _listen(self, sentence: Sentence) -> None:
        scene = self._cast.hear(sentence)
        leads = bool(sentence.tokens) and sentence.tokens[-1].text == ":"
        if scene.sayers:
            self._floor.here = scene.sayers[-1]
        elif leads and scene.subjects:
            self._floor.here = scene.subjects[0]
        elif self._floor.here is None:
            self._floor.here = next((s for s in scene.subjects if s.kind == "person"), None)

    def _told(self, sentence: Sentence) -> Iterator[tuple[Told, Speaker]]:
        for told in find_told(self._frame, sentence):
            speaker = self._cast.speaker(told.sayer)
            if speaker is not None and speaker.kind != "thing":
                yield told, speaker

    def _indirect(self, told: Told, speaker: Speaker) -> Quote:
        span = self._frame.doc[told.start : told.end]
        words = self._text[span.start_char : span.end_char]
        return _quote(words, span.start_char, span.end_char, "indirect", speaker, told.cue.text)

    def _direct(self, said: _Said) -> Quote:
        marked = self._marked[said.number]
        return _quote(marked.words(self._text), marked.start, marked.end, "direct", said.speaker, said.cue)


def _quote(text: str, start: int, end: int, kind: str, speaker: Speaker | None, cue: str | None) -> Quote:
    fields = {"text": text, "start": start, "end": end, "kind": kind, "cue": cue}
    if speaker is not None:
        fields |= {"speaker": speaker.name, "speaker_start": speaker.start, "speaker_end": speaker.end}
        fields["speaker_entity"] = speaker.entity
    return Quote.model_validate(fields)
