"""Enrichment beside the bare model on the same texts: `python -m tests.bench.enrich`.

The peer is the model as spaCy loads it, with the same parts left out and the same numpy, fed the texts that
`enrich_batch` hands to its own. It needs no memory zone, so its tokenizer remembers what it has split; both have read
all texts before. They run in turn, batch by batch, each as often first as the other, in one process and on one core
(numpy takes one thread, unless the environment says more); given are medians of six rounds. The second table says what
each of our parts takes. The third makes hostile copy longer and longer: what grows faster than the copy would show.
"""

from __future__ import annotations

import gc
import gzip
import json
import os
import platform
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from rich.console import Console
from rich.table import Table

from pipeline import flow
from pipeline.decode import decode
from pipeline.decode.language import language_of
from pipeline.enrich.run import Resources, enrich_batch
from pipeline.settings import Enrich
from pipeline.story import EnrichedStory, Source, Story
from tests.bench.decode import REUTERS, ROUNDS, SEEDS, raw_story, seconds

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = Enrich().batch
ENOUGH = 200
"""Messages of Reuters in one round; the seeds come again as long as they are no more."""
BEFORE, BEHIND = ("paragraphs",), ("wire_tables", "wire_names")
OURS = (*BEFORE, *BEHIND)
"""Our components, which stand before and behind the model's own."""
TURNS = 6
BARE, LANGUAGE, MODEL = "bare model, alone", "language (in decoding)", "bare model, within"
REST, ALL = "casing, masks, the rest", "enrichment"
LENGTHS = {5_000: ROUNDS, 20_000: 3, 80_000: 1}
"""Characters of a hostile text, and how often it is read. `prepare.MAX_CHARS` is not far above the longest."""
UNITS = (
    "A", "!", "🔥", "MINISTER ", "Chad, ", "prime minister supreme court world cup ", "he said ", "“a ", "“a\n\n",
    "“ he said Tolla ", 'The man said "no" and ', "killed " * 390 + ".\n\n",
)  # fmt: skip

Spent = dict[str, float]  # seconds by part
Known = tuple[Sequence[Story], list[str]]  # a batch, and what the model is given to read of it


class Watched:
    """The model as enrichment knows it; it keeps what it was given to read, and the seconds of its parts."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self.memory_zone = nlp.memory_zone
        self.fed: list[str] = []
        self.spent: defaultdict[str, float] = defaultdict(float)

    def pipe(self, texts: list[str]) -> list[Doc]:
        self.fed = texts
        docs: list[Doc] = []
        self.spent[MODEL] += seconds(lambda: docs.extend(map(self._nlp.make_doc, texts)))
        self._ours(BEFORE, docs)
        self.spent[MODEL] += seconds(lambda: list(self._nlp.pipe(docs, disable=OURS)))
        self._ours(BEHIND, docs)
        return docs

    def _ours(self, names: Iterable[str], docs: list[Doc]) -> None:
        for name in names:
            component = self._nlp.get_pipe(name)
            self.spent[name] += seconds(lambda component=component: list(map(component, docs)))  # type: ignore[misc]


def enriched(batch: Sequence[Story], resources: Resources) -> tuple[list[EnrichedStory], list[str], Spent]:
    """A batch: what comes out, what the model was given to read, and the seconds by part."""
    watched, stories = Watched(resources.nlp), list[EnrichedStory]()
    known = replace(resources, nlp=cast("Language", watched))

    def work() -> None:
        # The timer gives milliseconds: `millis`, which are rounded, are microseconds then.
        stories.extend(enrich_batch(batch, known, lambda: datetime.now(UTC), lambda: time.perf_counter() * 1000))

    whole = seconds(work)
    if any(step.status == "failed" for story in stories for step in story.steps.values()):
        raise SystemExit("a step failed: what it takes cannot be measured")
    spent: Spent = {part: watched.spent[part] for part in (MODEL, *OURS)}
    for step in flow.STEPS:
        spent[step.name] = sum(story.steps[step.name].millis for story in stories) / 1e6
    return stories, watched.fed, {**spent, REST: whole - sum(spent.values()), ALL: whole}


def bare(texts: list[str], peer: Language) -> None:
    list(peer.pipe(texts, disable=BEFORE))


def batches(stories: Sequence[Story]) -> list[Sequence[Story]]:
    return [stories[at : at + BATCH] for at in range(0, len(stories), BATCH)]


def decoded(values: Iterable[bytes]) -> Iterator[Story]:
    yield from (part for value in values for part in decode(raw_story(value)) if isinstance(part, Story))


def sets(resources: Resources) -> Iterator[tuple[str, list[Story]]]:
    """By name, the stories of each set that enrichment reads: English ones, with words, not killed."""
    known = {"seeds": list(decoded(path.read_bytes() for path in sorted(SEEDS.iterdir())))}
    if REUTERS.exists():
        with gzip.open(REUTERS, "rt") as lines:
            known["Reuters of 1987"] = list(islice(decoded(json.loads(line)["raw"].encode() for line in lines), ENOUGH))
    for name, stories in known.items():
        done = [story for batch in batches(stories) for story in enriched(batch, resources)[0]]
        read = [story for story, one in zip(stories, done, strict=True) if one.steps["entities"].status == "ok"]
        yield name, read * max(1, ENOUGH // len(read))


def medians(rounds: Sequence[Spent]) -> Spent:
    return {part: statistics.median(spent[part] for spent in rounds) for part in rounds[0]}


def one_round(turn: int, known: Sequence[Known], resources: Resources, peer: Language) -> Spent:
    spent: Spent = defaultdict(float)
    for number, (batch, fed) in enumerate(known, turn):
        openings = [f"{story.headline or ''}\n{story.text[:1000]}" for story in batch]
        if number % 2:
            spent[BARE] += seconds(lambda fed=fed: bare(fed, peer))  # type: ignore[misc]
        took = enriched(batch, resources)[2]
        if not number % 2:
            spent[BARE] += seconds(lambda fed=fed: bare(fed, peer))  # type: ignore[misc]
        spent[LANGUAGE] += seconds(lambda openings=openings: list(map(language_of, openings)))  # type: ignore[misc]
        spent.update({part: spent[part] + more for part, more in took.items()})
    return spent


def beside_the_bare_model(resources: Resources, peer: Language) -> Iterator[Table]:
    speeds = ("bare model, stories/s", "enrichment, stories/s", "added", "without events, with language")
    whole = Table("copy", "stories", *speeds, title="Enrichment beside the bare model")
    parts = Table("part", title="Milliseconds a story, and the share of the bare model's time")
    columns = []
    for name, stories in sets(resources):
        known = [(batch, enriched(batch, resources)[1]) for batch in batches(stories)]
        spent = medians([one_round(turn, known, resources, peer) for turn in range(TURNS)])
        count, beside = len(stories), spent[BARE]
        wanted = spent[ALL] - spent["events"] + spent[LANGUAGE]
        speed = (f"{count / took:.1f}" for took in (beside, spent[ALL]))
        whole.add_row(name, str(count), *speed, *(f"{took / beside - 1:.1%}" for took in (spent[ALL], wanted)))
        parts.add_column(name)
        columns.append({part: f"{1000 * took / count:5.2f} {took / beside:7.1%}" for part, took in spent.items()})
    for part in columns[0]:
        parts.add_row(part, *(column[part] for column in columns))
    yield whole
    yield parts


def longer_and_longer(resources: Resources) -> Table:
    """For all that is ours and for spaCy; last what of ours takes longest."""
    shortest, *longer = LENGTHS
    heads = [f"{length:,}" for length in longer]
    table = Table("repeated", "ours, ms", *heads, "spaCy, ms", *heads, f"slowest of ours at {heads[-1]}, ms")
    table.title = f"Milliseconds at {shortest:,} characters; time a character beside it"
    for unit in UNITS:
        ours, model = [], []
        for length, times in LENGTHS.items():
            text = (unit * -(-length // len(unit)))[:length]
            story = Story(id="bench", version=1, source=Source(name="bench", sha256="0" * 64), text=text)
            spent = medians([enriched([story], resources)[2] for _ in range(times)])
            model.append(spent.pop(MODEL) / length)
            ours.append(spent.pop(ALL) / length - model[-1])
        cells = (
            (f"{each[0] * shortest * 1000:,.1f}", *(f"{one / each[0]:.2f}" for one in each[1:]))
            for each in (ours, model)
        )
        slowest = max(spent, key=lambda part: spent[part])
        table.add_row(repr(unit[:24]), *chain(*cells), f"{slowest}: {spent[slowest] * 1000:,.0f}")
    return table


def main() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from pipeline.enrich.model import load_model, load_resources  # numpy reads the line above when it is imported

    console = Console(width=130)
    resources = load_resources("auto")
    gc.collect()
    gc.freeze()  # as each worker does
    console.print(f"Python {platform.python_version()}, {platform.machine()}, {resources.model}, medians of {TURNS}")
    for table in beside_the_bare_model(resources, load_model("auto")):
        console.print(table)
    console.print(longer_and_longer(resources))


if __name__ == "__main__":
    main()
