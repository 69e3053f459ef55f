"""`wire dead`: what failed, and sending it again."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console

from pipeline.cli.common import AsJson, progress_bar
from pipeline.errors import EXIT_DONE, EXIT_SOME_FAILED, BadSetting
from pipeline.settings import load

if TYPE_CHECKING:
    from pipeline.transport.dead import Wanted

Stage = Annotated[str | None, typer.Option(help="where it failed: decode, enrich or index")]
Code = Annotated[str | None, typer.Option(help="why it failed, as the list prints it")]
Since = Annotated[str | None, typer.Option(help="failed on 2016-10-04 or at an RFC 3339 time, or later")]
Until = Annotated[str | None, typer.Option(help="as --since, inclusive")]
Release = Annotated[str | None, typer.Option(help="the release in which it failed")]
Place = Annotated[str | None, typer.Argument(help="TOPIC/PARTITION/OFFSET, as the list prints it")]


def dead_list(
    stage: Stage = None,
    code: Code = None,
    since: Since = None,
    until: Until = None,
    release: Release = None,
    as_json: AsJson = False,
) -> None:
    """Every unresolved dead letter that matches, oldest first: its place, code and reason."""
    from pipeline.transport.letters import letters, table

    found = letters(load(), _wanted(stage, code, since, until, release))
    if as_json:
        for letter in found:
            print(json.dumps(letter.fields(), ensure_ascii=False))
        return
    rows = list(found)
    if rows:
        Console().print(table(rows))
    else:
        print("no dead letter matches")


def dead_show(
    place: Place = None,
    stage: Stage = None,
    code: Code = None,
    since: Since = None,
    until: Until = None,
    release: Release = None,
) -> None:
    """One dead letter, by its place or as the only one that matches: its headers, and its untouched bytes on standard
    output."""
    from pipeline.transport.letters import letter_at, the_letter

    wanted = _wanted(stage, code, since, until, release)
    letter = letter_at(load(), place) if place else the_letter(load(), wanted)
    print(json.dumps(letter.fields(), ensure_ascii=False, indent=2), file=sys.stderr)
    sys.stdout.buffer.write(letter.record.value)


def dead_replay(
    stage: Stage = None,
    code: Code = None,
    since: Since = None,
    until: Until = None,
    release: Release = None,
) -> None:
    """Send the original bytes of every letter that matches back to their topic, and take the letters off the list."""
    from pipeline.transport.replay import replay

    settings, wanted = load(), _wanted(stage, code, since, until, release)
    with progress_bar() as progress:
        task = progress.add_task("replaying", total=None)
        done = replay(settings, wanted, lambda now, total: progress.update(task, completed=now, total=total))
    if not (done.sent or done.found or done.foreign):
        print("no dead letter matches: nothing was sent")
        return
    again = f", {done.found} had been sent by a replay that was cut off" if done.found else ""
    print(f"{done.sent} sent and confirmed{again}")
    for where in done.foreign:
        print(f"  not sent: {where} came from no topic of configs/topics.toml", file=sys.stderr)
    raise typer.Exit(EXIT_SOME_FAILED if done.foreign else EXIT_DONE)


def _wanted(stage: str | None, code: str | None, since: str | None, until: str | None, release: str | None) -> Wanted:
    from pipeline.search import query
    from pipeline.transport.dead import Wanted

    bounds = {"--since": (since, query.Since), "--until": (until, query.Until)}
    first, last = (_moment(option, said, kind) for option, (said, kind) in bounds.items())
    return Wanted(stage=stage, code=code, since=first, until=last, release=release)


def _moment(option: str, said: str | None, kind: object) -> datetime | None:
    try:
        found: datetime | None = TypeAdapter(kind).validate_python(said)  # type: ignore[arg-type]
    except ValidationError:
        raise BadSetting(
            f"{option} {said}: write a day (2016-10-04) or a time with its zone (2016-10-04T12:00:00Z)"
        ) from None
    return found
