"""One table of what the quality tests measured, printed at the end of a run: `make quality`."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One figure: of which set, what, how much, and what is wanted (empty: only reported)."""

    data: str
    what: str
    figure: str
    wanted: str = ""


Rows = list[Row]
ROWS = pytest.StashKey[Rows]()


@pytest.fixture(scope="session")
def rows(request: pytest.FixtureRequest) -> Rows:
    """The table's rows; a test adds its own."""
    return request.config.stash.setdefault(ROWS, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = terminalreporter.config.stash.get(ROWS, [])
    if not found:
        return
    table = Table("data", "what", "measured", "wanted", title="Quality", title_justify="left")
    for row in found:
        table.add_row(row.data, row.what, row.figure, row.wanted)
    Console(width=130).print(table)
