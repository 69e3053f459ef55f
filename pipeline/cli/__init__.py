"""The command `wire`. Exit codes: 0 done, 1 some stories failed, 2 bad use or setting, 3 a service stopped itself."""
# Rooms are imported in the commands that need them: `wire search` must not wait for spaCy, nor `wire enrich` for Kafka.

from __future__ import annotations

import sys
from importlib import metadata
from typing import Annotated, NoReturn

import typer

from pipeline.cli import admin, asking, dead, events, services, stories
from pipeline.errors import EXIT_BAD_USE, EXIT_DONE, EXIT_STOPPED, BadSetting, Stopped, Unavailable

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
run_app = typer.Typer(no_args_is_help=True, help="Run one service until it is asked to stop.")
topics_app = typer.Typer(no_args_is_help=True, help="The topics of configs/topics.toml.")
index_app = typer.Typer(no_args_is_help=True, help="The indices of configs/mappings.")
events_app = typer.Typer(no_args_is_help=True, help="The event coder and its entries, configs/lexicons/events.")
dead_app = typer.Typer(no_args_is_help=True, help="Dead letters: what failed, where and why.")

for command in (
    stories.produce, stories.decode, stories.enrich, asking.search, asking.show, services.up, services.demo,
    admin.check, admin.reindex,
):  # fmt: skip
    app.command()(command)
for name, command in (
    ("collect", services.run_collect), ("enrich", services.run_enrich), ("index", services.run_index),
    ("search", services.run_search),
):  # fmt: skip
    run_app.command(name)(command)
topics_app.command("create")(admin.topics_create)
topics_app.command("check")(admin.topics_check)
index_app.command("create")(admin.index_create)
index_app.command("check")(admin.index_check)
events_app.command("explain")(events.explain)
events_app.command("check")(events.check)
dead_app.command("list")(dead.dead_list)
dead_app.command("show")(dead.dead_show)
dead_app.command("replay")(dead.dead_replay)
for group, name in (
    (run_app, "run"), (topics_app, "topics"), (index_app, "index"), (events_app, "events"), (dead_app, "dead"),
):  # fmt: skip
    app.add_typer(group, name=name)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"wire {metadata.version('wire-pipeline')}")
        raise typer.Exit


@app.callback(help=__doc__)
def _wire(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, help="Print the version.", callback=_version)
    ] = False,
) -> None:
    pass


def main() -> NoReturn:
    """Run the command; every expected fault is one sentence and an exit code."""
    try:
        app(standalone_mode=True)
    except BadSetting as error:
        _end(error, EXIT_BAD_USE)
    except (Unavailable, Stopped) as error:
        _end(error, EXIT_STOPPED)
    sys.exit(EXIT_DONE)


def _end(error: Exception, code: int) -> NoReturn:
    print(f"wire: {error}", file=sys.stderr)
    sys.exit(code)
