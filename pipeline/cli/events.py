"""`wire events`: why a sentence has the events that it has, and whether every entry's example is coded as its type."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.cli.common import Format, Source, known_format, piece_limit, read_pieces
from pipeline.collect.files import Refused, raw_stories
from pipeline.errors import EXIT_DONE, EXIT_SOME_FAILED, BadSetting
from pipeline.settings import Settings, load
from pipeline.story import Failure, RawStory, Story

What = Annotated[str, typer.Argument(help="a sentence in quotes, a file of stories in any format, or -")]
All = Annotated[bool, typer.Option("--all", help="also the entries whose frame doesn't fit, and every sentence")]
Own = Annotated[Path | None, typer.Argument(help="a .toml file of entries; without it those of configs/lexicons")]


def explain(what: What, source: Source = "files", format: Format = "auto", show_all: All = False) -> None:
    """Which entry made each event and what lowered its score; which entries made none of their word, and why."""
    from pipeline.cli.explained import in_words
    from pipeline.enrich.events import explain as room
    from pipeline.enrich.model import load_resources

    known_format(format)
    settings = load()
    is_copy = what == "-" or os.path.exists(what)
    if not is_copy and len(what.split()) < 2:
        raise BadSetting(f"{what!r}: there is no such file, and one word is no sentence; put a sentence in quotes")
    pieces = read_pieces([Path(what)], False, piece_limit(settings, source)) if is_copy else iter(())
    raws = raw_stories(pieces, source, format)
    parts = _decoded(raws, settings) if is_copy else iter([(None, room.sentence_story(what))])
    resources = load_resources(settings.enrich.model)
    console, failed = Console(highlight=False, soft_wrap=True), False
    for uri, part in parts:
        if isinstance(part, Story):
            explained = room.explain(part, resources, datetime.now(UTC))
            console.print(in_words(explained, show_all=show_all, with_title=is_copy))
        else:
            failed = True
            print(f"not decoded: {uri}: {part.reason} ({part.code})", file=sys.stderr)
    raise typer.Exit(EXIT_SOME_FAILED if failed else EXIT_DONE)


def check(file: Own = None) -> None:
    """Run every entry's example through the coder; exit code 1 where one isn't coded as its entry's type.

    The entries of a file of one's own stand beside those of the lexicons, or in place of the file of its name: what
    they do to the others' examples is checked too.
    """
    from pipeline.cli.explained import miscoded
    from pipeline.enrich import tables
    from pipeline.enrich.events.explain import broken
    from pipeline.enrich.model import load_resources

    settings = load()
    words = tables.load_events(_own_entries(file) if file else None)
    resources = replace(load_resources(settings.enrich.model), lexicon=words)
    console, wrong = Console(highlight=False, soft_wrap=True), 0
    for entry, explained in broken(words.entries, resources, datetime.now(UTC)):
        wrong += 1
        console.print(miscoded(entry, explained))
    own = sum(entry.where.startswith(f"{file.name}, ") for entry in words.entries) if file else 0
    counted = _count(len(words.entries), "entry", "entries") + (f", {own} of them in {file.name}" if file else "")
    examples = _count(wrong, "example is", "examples are") if wrong else "no example is"
    print(f"{counted}: {examples} coded as another type or as nothing")
    raise typer.Exit(EXIT_SOME_FAILED if wrong else EXIT_DONE)


def _decoded(
    raws: Iterable[RawStory | Refused], settings: Settings
) -> Iterator[tuple[str | None, Story | Failure | Refused]]:
    """Each part of each piece with the address of the piece, as `wire decode` takes it apart."""
    from pipeline.decode.guard import decode_guarded

    for raw in raws:
        parts = (raw,) if isinstance(raw, Refused) else decode_guarded(raw, settings.sources(), time.perf_counter)
        yield from ((raw.uri, part) for part in parts)


def _own_entries(file: Path) -> dict[str, str]:
    """The text by its name. Raises `BadSetting` with the path where it can't be read or an entry is broken."""
    from pipeline.enrich.events.lexicon import read_entries

    if not file.is_file():
        raise BadSetting(f"{file}: there is no such file")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file}: {error}") from None
    if not read_entries(text, str(file)):
        raise BadSetting(f"{file}: there is no entry in it")
    return {file.name: text}


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
