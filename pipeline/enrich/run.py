"""One batch of stories through the model and every step of `flow.STEPS`. No clock, no disk: both are handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline import flow
from pipeline.decode.language import is_english
from pipeline.enrich.countries import Countries
from pipeline.enrich.events.lexicon import Lexicon
from pipeline.enrich.names.casing import Casing, true_cased
from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.prepare import readable
from pipeline.enrich.quotes.cues import Cues
from pipeline.enrich.topics.lexicon import Topics
from pipeline.story import EnrichedStory, FieldName, Issue, Step, StepStatus, Story

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.enrich.places.spots import Gazetteer


@dataclass(frozen=True)
class Resources:
    """What is loaded once in each process: the model and the lexicons. `model` names it: `core_web_md-3.8.0`; `learn`
    shows it texts before it reads them in a memory zone.
    """

    nlp: Language
    learn: Callable[[Iterable[str]], None]
    model: str
    countries: Countries
    names: Names
    casing: Casing
    gazetteer: Gazetteer
    cues: Cues
    lexicon: Lexicon
    topics: Topics


@dataclass(frozen=True)
class Docs:
    """What the model made of a story's fields; None where the story has no such field."""

    text: Doc | None = None
    headline: Doc | None = None
    dateline: Doc | None = None


_Work = tuple[int, FieldName, str]
"""A text for the model: its story's number, its field, its words as the model bears them."""


@dataclass
class _Analysis:
    """A story on its way: what the model read, and what was doubted before."""

    docs: Docs = field(default_factory=Docs)
    issues: list[Issue] = field(default_factory=list)
    failure: Exception | None = None


def enrich_batch(
    stories: Sequence[Story], resources: Resources, now: Callable[[], datetime], timer: Callable[[], float],
    steps: Sequence[flow.EnrichStep] | None = None,
) -> list[EnrichedStory]:  # fmt: skip
    """Enrich stories, in order. Never raises for what a story holds: see `steps` and `issues` of each result.

    `now` gives the time for `times.enriched`, `timer` seconds for `steps.*.millis`. `steps`: others than `flow.STEPS`.
    """
    analyses = [_Analysis() for _ in stories]
    work = list(_to_read(stories, analyses, resources.casing))
    resources.learn(text for _, _, text in work)
    # Nothing may be raised out of the zone: spaCy would be left in it. Only plain data leaves it.
    with resources.nlp.memory_zone():
        _analyse(analyses, work, resources.nlp)
        return [
            _finished(_with_steps(story, analysis, resources, timer, steps or flow.STEPS), now)
            for story, analysis in zip(stories, analyses, strict=True)
        ]


def _to_read(stories: Sequence[Story], analyses: Sequence[_Analysis], casing: Casing) -> Iterator[_Work]:
    for number, story in enumerate(stories):
        if _reason_to_pass(story) is None:
            for name, text in _fields(story, casing):
                masked, issues = readable(text)
                analyses[number].issues.extend(issues)
                yield number, name, masked


def _analyse(analyses: Sequence[_Analysis], work: Sequence[_Work], nlp: Language) -> None:
    try:
        docs = list(nlp.pipe([text for _, _, text in work]))
    except Exception:  # noqa: BLE001 - one story's text must not hurt its neighbours
        for number, analysis in enumerate(analyses):
            _alone(analysis, number, work, nlp)
        return
    for (number, name, _), doc in zip(work, docs, strict=True):
        _note(analyses[number], name, doc)


def _alone(analysis: _Analysis, number: int, work: Sequence[_Work], nlp: Language) -> None:
    try:
        for owner, name, text in work:
            if owner == number:
                _note(analysis, name, nlp(text))
    except Exception as error:  # noqa: BLE001
        analysis.failure = error


def _note(analysis: _Analysis, name: FieldName, doc: Doc) -> None:
    analysis.docs = Docs(**{**vars(analysis.docs), name: doc})


def _fields(story: Story, casing: Casing) -> Iterator[tuple[FieldName, str]]:
    if story.text:
        yield "text", story.text
    if story.headline:
        yield "headline", true_cased(story.headline, story.text, casing)
    if story.dateline:
        yield "dateline", story.dateline.text


def _reason_to_pass(story: Story) -> StepStatus | None:
    """Why a story isn't analysed: nothing to read or nothing that may be served; or plainly another language, be it
    against the word of its format. A story too short to tell has no language, and is read.
    """
    if story.status == "canceled" or not (story.text or story.headline):
        return "skipped"
    doubted = any(issue.code == "language_doubted" for issue in story.issues)
    if doubted or (story.language is not None and not is_english(story.language)):
        return "unsupported_language"
    return None


def _with_steps(
    story: Story, analysis: _Analysis, resources: Resources, timer: Callable[[], float],
    steps: Sequence[flow.EnrichStep],
) -> EnrichedStory:  # fmt: skip
    enriched = EnrichedStory.model_construct(**dict(story))
    enriched = enriched.model_copy(update={"issues": (*story.issues, *analysis.issues)})
    for step in steps:
        status: StepStatus = _reason_to_pass(story) or "ok"
        if status == "ok":
            started = timer()
            enriched, status = _one_step(step, enriched, analysis, resources)
            millis = round((timer() - started) * 1000, 1)
        else:
            millis = 0.0
        entry = Step(version=f"{step.version}+{resources.model}", status=status, millis=millis)
        enriched = enriched.model_copy(update={"steps": {**enriched.steps, step.name: entry}})
    return enriched


def _one_step(
    step: flow.EnrichStep, story: EnrichedStory, analysis: _Analysis, resources: Resources
) -> tuple[EnrichedStory, StepStatus]:
    try:
        if analysis.failure:
            raise analysis.failure
        done = step.run(story, analysis.docs, resources)
    except Exception as error:  # noqa: BLE001 - one step's failure leaves the others' work standing
        issue = Issue(step=step.name, code="bug", message=type(error).__name__)
        return story.model_copy(update={"issues": (*story.issues, issue)}), "failed"
    cut = any(issue.code == "analysis_truncated" for issue in analysis.issues)
    return done, "partial" if cut else "ok"


def _finished(story: EnrichedStory, now: Callable[[], datetime]) -> EnrichedStory:
    enriched = now().replace(microsecond=0)
    return story.model_copy(update={"times": story.times.model_copy(update={"enriched": enriched})})
