"""`wire produce`, `wire decode`, `wire enrich`: raw copy in."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

import typer

from pipeline import logs
from pipeline.cli.common import (
    AsJson,
    Format,
    Jsonl,
    Paths,
    Source,
    Watch,
    known_format,
    piece_limit,
    progress_bar,
    read_pieces,
)
from pipeline.collect.files import raw_stories
from pipeline.errors import EXIT_DONE, EXIT_SOME_FAILED, BadSetting
from pipeline.settings import Settings, load
from pipeline.transport.records import RECORD_OVERHEAD


def produce(
    paths: Paths,
    source: Source = "files",
    format: Format = "auto",
    jsonl: Jsonl = False,
    watch: Watch = False,
    as_json: AsJson = False,
) -> None:
    """Push raw copy onto wire.raw and wait for the broker to confirm each record."""
    from pipeline.collect import produce as room
    from pipeline.transport.kafka import connect_producer
    from pipeline.transport.rights import require

    known_format(format)
    settings = load()
    limit = piece_limit(settings, source)
    if watch:
        _watch(settings, paths, source, format, jsonl or as_json)
        return
    topics = settings.topics()
    require(settings.kafka, topics, "collect")
    pieces = read_pieces(paths, jsonl, limit)
    with progress_bar(quiet=as_json) as progress:
        task = progress.add_task("producing", total=None)
        sent = room.produce(
            lambda: connect_producer(settings.kafka, topics["raw"].max_bytes),
            topics["raw"].name,
            raw_stories(pieces, source, format),
            lambda: progress.advance(task),
        )
        progress.update(task, total=len(sent.confirmed) + len(sent.refused))
    if as_json:
        print(json.dumps({"sent": len(sent.confirmed), "refused": [asdict(one) for one in sent.refused]}))
    elif not (sent.confirmed or sent.refused):
        print("nothing was sent: there is no copy in what was given")
    else:
        print(f"{len(sent.confirmed)} sent and confirmed, {len(sent.refused)} not sent")
        for one in sent.refused:
            print(f"  not sent: {one.uri}: {one.reason} ({one.code})", file=sys.stderr)
    raise typer.Exit(EXIT_SOME_FAILED if sent.refused else EXIT_DONE)


def _watch(settings: Settings, paths: list[Path], source: str, format: str, with_others: bool) -> None:
    from pipeline.collect.serve import watch_folders
    from pipeline.transport.rights import require

    for path in paths:
        if not path.is_dir():
            raise BadSetting(f"--watch: {path} is no folder")
    if with_others:
        raise BadSetting("--watch: it goes without --jsonl and --json")
    topics = settings.topics()
    require(settings.kafka, topics, "collect")
    logs.set_up(settings.log_format)
    watch_folders(settings, topics, paths, source, format)


def decode(paths: Paths, source: Source = "files", format: Format = "auto", jsonl: Jsonl = False) -> None:
    """Take raw copy apart: one JSON line a story on standard output, one for each failure on standard error."""
    from pipeline.enrich.lines import decode_lines

    known_format(format)
    settings = load()
    pieces = read_pieces(paths, jsonl, piece_limit(settings, source))
    count = decode_lines(raw_stories(pieces, source, format), settings.sources(), _out, _err)
    raise typer.Exit(EXIT_SOME_FAILED if count.failed else EXIT_DONE)


def enrich(paths: Paths, source: Source = "files", format: Format = "auto", jsonl: Jsonl = False) -> None:
    """Decode and enrich on all cores: JSON lines (story/1) in input order, failures on standard error."""
    from pipeline.enrich.lines import enrich_lines
    from pipeline.enrich.workers import Workers

    known_format(format)
    settings = load()
    pieces = read_pieces(paths, jsonl, piece_limit(settings, source))
    part = settings.enrich
    limit = settings.topics()["enriched"].max_bytes - RECORD_OVERHEAD
    with Workers(part.model, settings.sources(), part.workers, part.story_timeout_seconds, limit) as workers:
        count = asyncio.run(enrich_lines(raw_stories(pieces, source, format), workers, part.batch, _out, _err))
    raise typer.Exit(EXIT_SOME_FAILED if count.failed else EXIT_DONE)


def _out(line: bytes) -> None:
    sys.stdout.buffer.write(line)


def _err(line: bytes) -> None:
    sys.stderr.buffer.write(line)
    sys.stderr.flush()
