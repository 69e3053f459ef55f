"""What the commands share: options, settings, pieces of copy, findings, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline import logs
from pipeline.checks import Finding
from pipeline.collect.files import Found, read_jsonl, read_paths, read_stream
from pipeline.collect.limits import Limits, check_source
from pipeline.errors import EXIT_BAD_USE, EXIT_DONE, BadSetting
from pipeline.settings import Settings, load
from pipeline.transport.records import FORMATS, RECORD_OVERHEAD

Paths = Annotated[list[Path], typer.Argument(help="files, folders, .zip and .gz; - for standard input")]
Source = Annotated[str, typer.Option(help="the name of the feed, as in its dead letters and metrics")]
Format = Annotated[str, typer.Option(help="auto, or the format's name where detection is not wanted")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help='standard input holds one {"raw": "…"} a line')]
Watch = Annotated[bool, typer.Option("--watch", help="take what comes into the folders, until Ctrl-C")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON for a program to read")]


def service_settings() -> Settings:
    """The settings, with logging set up by them."""
    settings = load()
    logs.set_up(settings.log_format)
    return settings


def piece_limit(settings: Settings, source: str) -> int:
    """The largest piece of a source, in bytes: what the raw topic takes, or less where its supplier says so."""
    check_source(source, "--source")
    return Limits(settings.topics()["raw"].max_bytes - RECORD_OVERHEAD, settings.sources()).of(source)


def known_format(format: str) -> None:
    if format not in FORMATS:
        raise BadSetting(f"--format {format}: there is no such format; known are {', '.join(FORMATS)}")


def read_pieces(paths: list[Path], jsonl: bool, limit: int) -> Iterator[Found]:
    if [str(path) for path in paths] != ["-"]:
        if jsonl:
            raise BadSetting("--jsonl: it goes with standard input: wire … - --jsonl")
        return read_paths(paths, limit)
    stdin = sys.stdin.buffer
    return read_jsonl(stdin, limit) if jsonl else iter([read_stream(stdin, "-", limit)])


def progress_bar(quiet: bool = False) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), disable=quiet)


def print_findings(findings: Iterable[Finding], as_json: bool) -> None:
    """One line each, as soon as it is known; exit code 2 where one is not ok."""
    bad = False
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        bad = bad or not finding.ok
        if as_json:
            print(json.dumps(asdict(finding), ensure_ascii=False), flush=True)
        else:
            sign = "[green]ok[/]" if finding.ok else "[red]no[/]"
            console.print(sign, finding.name, style=None, end=": ")
            console.print(finding.message + (f" → {finding.fix}" if finding.fix else ""), markup=False)
    raise typer.Exit(EXIT_BAD_USE if bad else EXIT_DONE)
