"""`wire demo`: stories in, enriched, indexed, found, and the page open."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Column, Table
from rich.text import Text

from pipeline.cli.common import progress_bar
from pipeline.collect.files import raw_stories, read_paths
from pipeline.collect.produce import Sent, produce
from pipeline.errors import EXIT_DONE, EXIT_SOME_FAILED, BadSetting
from pipeline.ledger import Account, Place, account, mark, wait_settled
from pipeline.search.query import Question
from pipeline.search.render import results_table
from pipeline.search.service import find
from pipeline.story import EnrichedStory
from pipeline.transport.kafka import connect_producer
from pipeline.transport.records import RECORD_OVERHEAD
from pipeline.up import Running, up, wait_for_end

MISSING, DEAD = "missing", "dead letter: "
MOST_ROWS = 20
PATIENCE_SECONDS = 180
"""Loading a model on a slow machine is the longest stretch in which nothing moves."""


def demo(paths: list[Path], console: Console, stay: bool) -> int:
    """Push the stories through, say what became of each, and keep the page open until Ctrl-C. Returns the exit code."""
    if missing := next((path for path in paths if not path.exists()), None):
        raise BadSetting(f"{missing}: there is no such file or folder")
    with contextlib.ExitStack() as stack:
        with progress_bar() as progress:
            running = stack.enter_context(up(progress))
            if kept := running.client.count(index=running.settings.elasticsearch.stories)["count"]:
                folder = running.settings.data_dir
                progress.console.print(f"{kept} stories of earlier runs are kept; delete {folder} to begin anew")
            sent, accounts = _push(running, paths, progress)
        balanced = _report(running, sent, accounts, console)
        _try_searches(running, accounts, console)
        console.print(f"\nSearch page: {running.search_url}/    API: {running.search_url}/api/docs", highlight=False)
        if stay:
            console.print("Ctrl-C ends everything that was started.")
            wait_for_end(running)
    return EXIT_DONE if balanced and not sent.refused else EXIT_SOME_FAILED


def _push(running: Running, paths: list[Path], progress: Progress) -> tuple[Sent, dict[Place, Account]]:
    kafka, topics = running.settings.kafka, running.topics
    limit = topics["raw"].max_bytes - RECORD_OVERHEAD
    since = mark(running.settings, topics)
    sending = progress.add_task("producing to wire.raw", total=None)
    sent = produce(
        lambda: connect_producer(kafka, topics["raw"].max_bytes),
        topics["raw"].name,
        raw_stories(read_paths(paths, limit), "demo", "auto"),
        lambda: progress.advance(sending),
    )
    progress.update(sending, total=len(sent.confirmed) + len(sent.refused))
    places = [(partition, offset) for _, partition, offset in sent.confirmed]
    settling = progress.add_task("decoding, enriching, indexing", total=len(places))
    wait_settled(
        running.settings,
        topics,
        places,
        lambda through: progress.update(settling, completed=through),
        PATIENCE_SECONDS,
        running.check_alive,
    )
    return sent, account(running.settings, topics, running.client, places, since)


def _report(running: Running, sent: Sent, accounts: dict[Place, Account], console: Console) -> bool:
    """Print a row a story, then how many ended how; whether every record has exactly one end."""
    heads = _heads(running, [story.id for entry in accounts.values() for story in entry.stories])
    rows: list[tuple[str, str, str, str]] = []
    for uri, partition, offset in sent.confirmed:
        entry, name = accounts[partition, offset], Path(uri).name
        for story, there in zip(entry.stories, entry.indexed, strict=True):
            rows.append(_row(name, story, there, heads))
        rows += [(name, "", "", f"{DEAD}{letter.code}") for letter in entry.dead]
        if not entry.stories and not entry.dead:
            rows.append((name, "", "", MISSING))
    table = Table(
        Column("story", no_wrap=True, ratio=1), "entities", Column("events", no_wrap=True), "state", expand=True
    )
    for row in rows[:MOST_ROWS]:
        # Headlines may hold brackets: as Text they are no markup.
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
    if len(rows) > MOST_ROWS:
        console.print(f"… and {len(rows) - MOST_ROWS} more")
    console.print(_summary(len(sent.confirmed), [state for _, _, _, state in rows]))
    for refused in sent.refused:
        console.print(f"not sent: {refused.uri}: {refused.reason}", markup=False)
    return all(entry.balanced for entry in accounts.values())


def _summary(records: int, states: list[str]) -> str:
    """How the parts of all records ended; a record may hold several, or nothing that can be read."""
    dead = sum(state.startswith(DEAD) for state in states)
    letters = "dead letter" if dead == 1 else "dead letters"
    ends = Counter(letters if state.startswith(DEAD) else state for state in states)
    reasons = Counter(state.removeprefix(DEAD) for state in states if state.startswith(DEAD))
    told = ", ".join(f"{count} {end}" for end, count in ends.most_common())
    why = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    return f"{records} records held {len(states)} parts: {told}" + (f" ({why}: see `wire dead list`)" if why else "")


def _row(name: str, story: EnrichedStory, there: bool, heads: dict[str, tuple[int, str]]) -> tuple[str, str, str, str]:
    version, status = heads.get(story.id, (0, "missing"))
    if not there or not version:
        return name, "", "", MISSING
    if status != "usable":
        state = "withheld" if status == "withheld" else "kill" if story.status == "canceled" else "killed"
        return name, "", "", state
    title = story.headline or story.text.split("\n")[0] or name
    types = Counter(event.type for event in story.events)
    events = " ".join(kind for kind, _ in types.most_common(2)) + (" …" if len(types) > 2 else "")
    entities = len({entity.id for entity in story.entities})
    return title, str(entities), events, "older version" if version > story.version else "indexed"


def _heads(running: Running, ids: list[str]) -> dict[str, tuple[int, str]]:
    if not ids:
        return {}
    found = running.client.mget(
        index=running.settings.elasticsearch.stories, ids=sorted(set(ids)), source=["version", "status"]
    )
    return {d["_id"]: (d["_source"]["version"], d["_source"]["status"]) for d in found["docs"] if d.get("found")}


def _try_searches(running: Running, accounts: dict[Place, Account], console: Console) -> None:
    """Three searches that these very stories answer."""
    stories = [s for entry in accounts.values() for s in entry.stories if s.status == "usable"]
    names = Counter(
        name
        for s in stories
        for name in {e.canonical or e.text for e in s.entities if e.label in ("PERSON", "ORG") and " " in e.text}
    )
    types = Counter(event for s in stories for event in {event.type for event in s.events})
    tries: list[tuple[str, Question]] = []
    if word := _telling_word([story for story in stories if story.events] or stories):
        tries.append((f'"{word}"', Question(text=word, limit=3)))
    if names:
        name = names.most_common(1)[0][0]
        tries.append((f'--entity "{name}"', Question(entity=name, limit=3)))
    if types:
        event = types.most_common(1)[0][0]
        tries.append((f"--event {event}", Question(event=event, limit=3)))
    for words_of, question in tries:
        console.print(f"\n$ wire search {words_of}", style="bold", markup=False, highlight=False)
        console.print(results_table(find(running.client, running.settings.elasticsearch, question)))


def _telling_word(stories: list[EnrichedStory]) -> str | None:
    """The word that one story says most often and the others least."""
    told = [Counter(word for word in re.findall(r"\b[a-z]{6,}\b", story.text)) for story in stories]
    spread = Counter(word for words in told for word in words)
    scores = {word: count / spread[word] for words in told for word, count in words.items()}
    return max(sorted(scores), key=lambda word: scores[word], default=None)
