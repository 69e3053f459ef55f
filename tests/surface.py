"""What the pipeline offers to people: commands with their options, and settings. Docs and deploy are held to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import typer.main

from pipeline.cli import app
from pipeline.settings import OWN_VARIABLES, Part, Settings

Commands = Mapping[tuple[str, ...], frozenset[str]]


def commands() -> Commands:
    """`("run", "enrich")` → the options it takes; groups are not commands."""
    return dict(_walk((), typer.main.get_command(app)))


def _walk(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield path, frozenset(name for option in command.params for name in (*option.opts, *option.secondary_opts))
        return
    for name, child in below.items():
        yield from _walk((*path, name), child)


def setting_names() -> frozenset[str]:
    """Every variable that `pipeline/settings.py` reads."""
    names = set(OWN_VARIABLES)
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, Part):
            names |= {f"WIRE_{name}__{key}".upper() for key in type(field.default).model_fields}
        else:
            names.add(f"WIRE_{name}".upper())
    return frozenset(names)
