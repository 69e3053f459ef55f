"""The walls: pure rooms touch nothing outside, no room looks to its right, only the settings read the environment."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIPELINE = ROOT / "pipeline"

# Values in, values out: no clock, network, file, environment or log.
PURE = (
    "decode/**/*.py", "enrich/**/*.py", "index/documents.py", "search/query.py", "folding.py",
    "story.py", "supplier.py", "topics.py", "flow.py", "errors.py",
)  # fmt: skip
# The edges within pure rooms: Faust's shell, the worker processes, what loads model and lexicons, the archives' way.
EDGES = (
    "enrich/agent.py",
    "enrich/delivery.py",
    "enrich/workers.py",
    "enrich/model.py",
    "enrich/tables.py",
    "enrich/lines.py",
    "enrich/names/component.py",
    "enrich/places/gazetteer.py",
    "enrich/places/geonames.py",
)
PURE_MODULES = frozenset({
    "__future__", "base64", "bisect", "codecs", "collections", "collections.abc", "dataclasses", "datetime",
    "decimal", "enum", "fractions", "functools", "hashlib", "heapq", "html", "html.entities", "html.parser",
    "itertools", "json",
    "math", "operator", "re", "string", "textwrap", "tomllib", "types", "typing", "unicodedata", "zlib", "ftfy",
    "pydantic", "zoneinfo", "pycountry", "pathlib", "lxml", "email", "spacy.attrs", "spacy.language",
    "spacy.matcher", "spacy.strings", "spacy.tokens",
    "py3langid.langid",  # reads a constant table of its own once, as zoneinfo does
})  # fmt: skip
OUTSIDE_CALLS = frozenset({
    "open", "print", "input", "breakpoint", "exec", "eval", "compile", "__import__",
})  # fmt: skip
OUTSIDE_METHODS = frozenset({
    "now", "utcnow", "today", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir",
    "touch", "getenv", "urandom", "sleep",
})  # fmt: skip

# Who may import whom, in the order of the way. What everybody stands on first, what stands over the whole way last.
FLOOR = frozenset(
    {"errors", "folding", "story", "supplier", "topics", "flow", "settings", "checks", "metrics", "logs", "transport"}
)
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "errors": frozenset(),
    "folding": frozenset(),
    "story": frozenset(),
    "supplier": frozenset(),
    "checks": frozenset(),
    "metrics": frozenset({"errors"}),
    "breaker": frozenset({"errors"}),
    "logs": frozenset(),
    "topics": frozenset(),
    "flow": frozenset({"story", "topics", "enrich"}),  # the steps are registered there, in order
    "settings": frozenset({"errors", "supplier", "topics"}),
    "transport": FLOOR - {"metrics", "logs"},
    "collect": FLOOR - {"logs"},
    "decode": frozenset({"errors", "story", "supplier"}),
    "enrich": FLOOR | {"breaker", "collect", "decode"},
    "lifecycle": FLOOR,
    "index": FLOOR | {"breaker"},
    "search": FLOOR | {"enrich", "index"},
    "schema": FLOOR,
}
OVER_THE_WAY = frozenset({"cli", "demo", "up", "check", "ledger", "__init__"})


def files() -> list[Path]:
    return sorted(PIPELINE.rglob("*.py"))


def pure_files() -> list[Path]:
    edges = {PIPELINE / name for name in EDGES}
    return sorted({path for pattern in PURE for path in PIPELINE.glob(pattern)} - edges)


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(path: Path) -> str:
    return path.relative_to(PIPELINE).with_suffix("").parts[0]


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of each imported module; of `from pipeline.x import y` the module y where it is one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are written in full"
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                is_module = (ROOT / deeper.replace(".", "/")).with_suffix(".py").exists()
                yield node.lineno, deeper if is_module else node.module or ""


def outside_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in OUTSIDE_CALLS:
            yield node.lineno, node.func.id
        elif isinstance(node.func, ast.Attribute):
            # Without an argument, `astimezone` takes the machine's own time zone.
            local_time = node.func.attr == "astimezone" and not (node.args or node.keywords)
            if node.func.attr in OUTSIDE_METHODS or local_time:
                yield node.lineno, node.func.attr


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_there_is_something_to_watch() -> None:
    assert {room_of(path) for path in pure_files()} == {
        "decode",
        "enrich",
        "index",
        "search",
        "story",
        "supplier",
        "topics",
        "flow",
        "errors",
        "folding",
    }
    assert all((PIPELINE / name).exists() for name in EDGES)


@pytest.mark.parametrize("path", pure_files(), ids=module_of)
def test_a_pure_room_touches_nothing_outside(path: Path) -> None:
    tree = parsed(path)
    foreign = [(line, name) for line, name in imports(tree) if not name.startswith("pipeline")]
    assert [(line, name) for line, name in foreign if name not in PURE_MODULES] == []
    assert list(outside_calls(tree)) == []


@pytest.mark.parametrize("path", pure_files(), ids=module_of)
def test_a_pure_room_imports_only_pure_rooms(path: Path) -> None:
    pure = {module_of(pure) for pure in pure_files()}
    ours = [(line, name) for line, name in imports(parsed(path)) if name.startswith("pipeline")]
    assert [(line, name) for line, name in ours if name not in pure] == []


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(PIPELINE).as_posix())
def test_no_room_looks_to_its_right(path: Path) -> None:
    room = room_of(path)
    if room in OVER_THE_WAY:
        return
    used = {name.split(".")[1] for _, name in imports(parsed(path)) if name.startswith("pipeline.")}
    assert used - {room} <= MAY_IMPORT[room]


def test_only_the_settings_read_the_environment() -> None:
    readers = set()
    for path in files():
        for node in ast.walk(parsed(path)):
            named = isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}
            taken = (
                isinstance(node, ast.ImportFrom) and node.module == "os" and "environ" in {a.name for a in node.names}
            )
            if named or taken:
                readers.add(path.relative_to(PIPELINE).as_posix())
    assert readers == {"settings.py"}


def test_the_command_waits_for_no_room_that_it_may_not_need() -> None:
    code = "import sys, pipeline.cli; print(*sorted({'spacy', 'faust', 'kafka', 'elasticsearch'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.split() == []


@pytest.mark.parametrize(
    "code",
    [
        "open('x')",
        "print('x')",
        "datetime.now(UTC)",
        "date.today()",
        "Path('x').read_text()",
        "moment.astimezone()",
    ],
)
def test_the_rule_sees_a_call_to_the_outside(code: str) -> None:
    assert list(outside_calls(ast.parse(code)))


def test_the_rule_lets_values_pass() -> None:
    assert not list(outside_calls(ast.parse("moment.astimezone(UTC); text.strip(); re.compile('x')")))
