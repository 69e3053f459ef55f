"""Names against the two open sets that have them marked, beside the bare model in the same run."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from spacy.tokens import Doc

from pipeline.enrich.model import load_model, load_resources
from pipeline.enrich.run import enrich_batch
from pipeline.story import EnrichedStory, Source, Story
from tests.quality.conftest import Row, Rows
from tests.quality.names import KINDS, Marked, Name, gum, re3d, score

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SETS = {"gum_news": gum, "re3d": re3d}
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def bare(docs: Iterable[Doc]) -> list[set[Name]]:
    """The model's own spans, without article and possessive, which no set marks."""
    return [
        {name for span in doc.ents if (name := _bare_name(doc.text, span.start_char, span.end_char, span.label_))}
        for doc in docs
    ]


def _bare_name(text: str, start: int, end: int, label: str) -> Name | None:
    if label not in KINDS:
        return None
    start += len("the ") if text[start:end].lower().startswith("the ") else 0
    end -= 2 if text[start:end].endswith(("'s", "’s")) else 0
    return Name(start, end, KINDS[label])


def ours(stories: Iterable[EnrichedStory]) -> list[set[Name]]:
    return [
        {Name(entity.start, entity.end, KINDS[entity.label]) for entity in story.entities if entity.label in KINDS}
        for story in stories
    ]


def enriched(texts: Sequence[str]) -> list[EnrichedStory]:
    source = Source(name="quality", sha256="0" * 64)
    stories = [Story(id="q", version=1, source=source, text=text) for text in texts]
    return enrich_batch(stories, load_resources("auto"), lambda: NOW, time.perf_counter)


@pytest.mark.parametrize("name", SETS)
def test_the_error_on_names_is_cut_by_a_quarter(name: str, rows: Rows) -> None:
    if not (DATA / name).exists():
        pytest.skip(f"the data set {name} is not beside the repository")
    documents: list[Marked] = list(SETS[name](DATA / name))
    texts = [document.text for document in documents]
    alone = bare(load_model("auto").pipe(texts))
    mended = ours(enriched(texts))
    for kind in (None, "PERSON", "ORG", "PLACE"):
        before, after = (score(zip(documents, found, strict=True), kind).f for found in (alone, mended))
        cut = (after - before) / (100 - before)
        rows.append(
            Row(
                name,
                f"names, {kind or 'all'}: bare F, ours, error cut",
                f"{before:.1f}, {after:.1f}, {cut:.2f}",
                "" if kind else "0.25",
            )
        )
        if kind is None:
            assert cut >= 0.25
