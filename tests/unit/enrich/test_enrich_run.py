from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import cast

import pytest
from spacy.language import Language

from pipeline import flow
from pipeline.enrich.run import Docs, Resources, enrich_batch
from pipeline.story import Actor, Dateline, EnrichedStory, Entity, Issue, Story
from tests.unit.enrich.conftest import Enrich, EnrichAll, MakeStory

SENTENCE = "Chad accused Sudan of arming the rebels."


def statuses(story: EnrichedStory) -> dict[str, str]:
    return {name: story.steps[name].status for name in (step.name for step in flow.STEPS)}


def test_every_step_leaves_its_mark(enrich: Enrich) -> None:
    story = enrich(SENTENCE, headline="Chad accuses Sudan")
    assert statuses(story) == {step.name: "ok" for step in flow.STEPS}
    assert all(step.millis >= 0 for step in story.steps.values())
    assert story.times.enriched == datetime(2026, 3, 4, 12, 0, 0, tzinfo=UTC)
    assert EnrichedStory.from_record(story.to_json()) == story


@pytest.mark.parametrize("fields", [{}, {"status": "canceled"}, {"language": "und"}])
def test_a_step_names_its_version_and_its_model(enrich: Enrich, resources: Resources, fields: dict[str, str]) -> None:
    story = enrich(SENTENCE, **fields)
    assert re.fullmatch(r"core_web_(sm|md|lg)-3\.8\.\d+", resources.model)
    assert all(story.steps[step.name].version == f"{step.version}+{resources.model}" for step in flow.STEPS)


def test_order_and_neighbours_of_a_batch(enrich_all: EnrichAll, make_story: MakeStory) -> None:
    batch = [make_story(SENTENCE, id=f"s{number}") for number in range(40)]
    assert [story.id for story in enrich_all(batch)] == [story.id for story in batch]


def test_the_same_story_gives_the_same_record(enrich: Enrich) -> None:
    first, second = (enrich(SENTENCE).model_dump(exclude={"steps"}) for _ in range(2))
    assert first == second


def test_nothing_is_read_of_a_canceled_story(enrich: Enrich) -> None:
    story = enrich(SENTENCE, status="canceled")
    assert set(statuses(story).values()) == {"skipped"}
    assert not story.entities
    assert not story.events


def test_a_withheld_story_is_enriched(enrich: Enrich) -> None:
    assert enrich(SENTENCE, status="withheld").events


def test_a_story_without_words_is_skipped(enrich: Enrich) -> None:
    assert set(statuses(enrich("")).values()) == {"skipped"}


def test_a_headline_alone_is_read(enrich: Enrich) -> None:
    story = enrich("", headline="Chad accuses Sudan of arming rebels")
    assert {entity.field for entity in story.entities} == {"headline"}


@pytest.mark.parametrize("language", ["en", "en-GB", None])
def test_english_is_enriched(enrich: Enrich, language: str | None) -> None:
    assert set(statuses(enrich(SENTENCE, language=language)).values()) == {"ok"}


def test_english_by_the_format_alone_is_not_enriched(enrich: Enrich) -> None:
    doubted = Issue(step="decode", code="language_doubted", message="the format says en, the copy reads as de")
    assert set(statuses(enrich(SENTENCE, language="en", issues=(doubted,))).values()) == {"unsupported_language"}


@pytest.mark.parametrize("language", ["und", "de", "fr-CA", "eng", ""])
def test_other_languages_are_labelled(enrich: Enrich, language: str) -> None:
    story = enrich(SENTENCE, language=language)
    assert set(statuses(story).values()) == {"unsupported_language"}
    assert (story.entities, story.events) == ((), ())


def test_what_was_cut_is_partial(enrich: Enrich) -> None:
    story = enrich("\n\n".join(["The minister left the city on Monday."] * 3000))
    assert set(statuses(story).values()) == {"partial"}
    assert [issue.code for issue in story.issues][:1] == ["analysis_truncated"]


def _break(_: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    raise ValueError("the words of the story")


def test_one_steps_failure_leaves_the_others_work(
    monkeypatch: pytest.MonkeyPatch, enrich: Enrich, resources: Resources
) -> None:
    broken = flow.EnrichStep("broken", "1", _break)
    monkeypatch.setattr(flow, "STEPS", (flow.STEPS[0], broken, *flow.STEPS[1:]))
    story = enrich(SENTENCE)
    assert statuses(story) == {step.name: "failed" if step is broken else "ok" for step in flow.STEPS}
    assert story.events
    assert [(issue.step, issue.code, issue.message) for issue in story.issues] == [("broken", "bug", "ValueError")]


class Choking:
    """A model that fails on one word, in a batch and alone."""

    def __init__(self, resources: Resources) -> None:
        self._nlp = resources.nlp
        self.memory_zone = self._nlp.memory_zone
        self.meta = self._nlp.meta

    def __call__(self, text: str) -> object:
        if "poison" in text:
            raise RuntimeError(text)
        return self._nlp(text)

    def pipe(self, texts: list[str]) -> list[object]:
        return [self(text) for text in texts]


def test_a_story_that_the_model_chokes_on_hurts_only_itself(resources: Resources, make_story: MakeStory) -> None:
    batch = [make_story(SENTENCE, id="a"), make_story("poison", id="b"), make_story(SENTENCE, id="c")]
    choking = replace(resources, nlp=cast("Language", Choking(resources)))
    done = enrich_batch(batch, choking, lambda: datetime.now(UTC), time.perf_counter)
    assert [set(statuses(story).values()) for story in done] == [{"ok"}, {"failed"}, {"ok"}]
    assert {issue.message for issue in done[1].issues} == {"RuntimeError"}
    # The memory zone was left in order: the model goes on.
    assert enrich_batch(batch[:1], resources, lambda: datetime.now(UTC), time.perf_counter)[0].events


def test_milliseconds_come_from_the_timer(resources: Resources, make_story: MakeStory) -> None:
    ticks: Callable[[], float] = count(start=0.0, step=0.01234).__next__
    story = enrich_batch([make_story(SENTENCE)], resources, lambda: datetime.now(UTC), ticks)[0]
    assert [story.steps[step.name].millis for step in flow.STEPS] == [12.3] * len(flow.STEPS)


def strings_known(resources: Resources) -> int:
    gc.collect()
    return len(resources.nlp.vocab.strings)


def test_the_vocabulary_does_not_grow(enrich_all: EnrichAll, make_story: MakeStory, resources: Resources) -> None:
    enrich_all([make_story(SENTENCE)])
    before = strings_known(resources)
    for number in range(5):
        words = " ".join(f"Zork{number}x{other}x{'long' * 6}ville" for other in range(200))
        enrich_all([make_story(f"{words} met {words}.")])
    assert strings_known(resources) == before


@pytest.mark.parametrize(
    "text",
    [
        "!" * 16_000, "=" * 16_000, "$" * 16_000, "🔥" * 16_000, "A" * 100_000, "AB CD " * 5_000, "\n" * 5_000,
        "a\ud800b \x00 c", "(" * 5_000 + ")" * 5_000, ", ".join(["Chad"] * 3_000),
        "\u202e\u0000\ufeff", "word " * 25_000,
    ],
)  # fmt: skip
def test_hostile_text_is_answered(enrich: Enrich, text: str) -> None:
    story = enrich(text)
    assert "failed" not in statuses(story).values()
    for entity in story.entities:
        assert text[entity.start : entity.end] == entity.text


def test_offsets_are_exact_in_every_field(enrich: Enrich) -> None:
    text = f"President Anna Berg of Austria met Hungarian leaders in Vienna. {'*' * 300} Chad accused Sudan of lying."
    dateline = Dateline(text="VIENNA, March 4 (Reuters) -", places=("VIENNA",))
    story = enrich(text, headline="Austria’s Berg meets Hungarians", dateline=dateline)
    fields = {"text": story.text, "headline": story.headline or "", "dateline": dateline.text}
    actors = [actor for event in story.events for actor in (*event.sources, *event.targets)]
    spans: list[Entity | Actor] = [*story.entities, *actors]
    assert {span.field for span in spans} == {"text", "headline", "dateline"}
    for span in spans:
        assert fields[span.field][span.start : span.end] == span.text
    for event in story.events:
        proof = event.evidence
        assert fields[proof.field][proof.start : proof.end] == proof.text
        assert proof.start <= proof.trigger_start < proof.trigger_end <= proof.end


def test_a_story_is_not_changed_otherwise(enrich: Enrich, make_story: MakeStory) -> None:
    story = make_story(SENTENCE, headline="Chad accuses Sudan", slug="CHAD-SUDAN")
    added = {"entities", "events", "issues", "steps", "times", "places", "countries", "quotes", "topics"}
    assert enrich(SENTENCE, headline="Chad accuses Sudan", slug="CHAD-SUDAN").model_dump(exclude=added) == (
        Story.model_validate(story).model_dump(exclude=added)
    )
