"""What the pages tell people to type, read or set exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.surface import commands, setting_names

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "deploy").glob("*.md"))]
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:[\w.-]+/)+(?:[\w.-]+\.\w+)?|[\w-]+\.(?:py|toml|yaml|lock|md)")
ROOMS = ("pipeline", "configs", "deploy", "docs", "seeds", "tests")
MADE_AT_RUN_TIME = (".wire/", ".venv/", "~/", "/")
OPTION = re.compile(r"--?[A-Za-z][\w-]*")


def pieces(page: Path) -> Iterator[str]:
    """What stands as code on a page: each line of the fenced blocks, and each inline span."""
    text = page.read_text(encoding="utf-8")
    for block in FENCE.findall(text):
        yield from block.splitlines()[1:-1]
    yield from INLINE.findall(FENCE.sub("", text))


def typed(piece: str, program: str) -> Iterator[list[str]]:
    """The calls of a program in a piece of code, in words: after a prompt, variables or a pipe, up to the next one."""
    for part in re.split(r"\|\||&&|[|;]|\s#\s", piece):
        words = split(part.strip().removeprefix("$ "))
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
            words = words[1:]
        if words and words[0] == program:
            yield words[1:]


def split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def is_there(path: str) -> bool:
    """A page may name a file from the root, or shortly, from within the folder that it speaks of."""
    return (ROOT / path).exists() or any(match for room in ROOMS for match in (ROOT / room).glob(f"**/{path}"))


def unknown_in(words: list[str]) -> str | None:
    """What a call of `wire` names that does not exist; None where all is known."""
    known = commands()
    before_options = [word for word in words if not word.startswith(("-", "…"))]
    if any(path[: len(before_options)] == tuple(before_options) for path in known):
        path = tuple(before_options)
    else:
        path = max((path for path in known if path == tuple(words[: len(path)])), key=len, default=())
    if not path:
        return f"command {' '.join(before_options)}" if before_options else None
    used = {match.group() for word in words if (match := OPTION.match(word.strip("[]")))}
    missing = used - known.get(path, frozenset()) - {"--help"}
    return f"option {', '.join(sorted(missing))} of {' '.join(path)}" if missing else None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_wire_command_and_option_exists(page: Path) -> None:
    wrong = [(piece, found) for piece in pieces(page) for call in typed(piece, "wire") if (found := unknown_in(call))]
    assert not wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {word for piece in pieces(page) for call in typed(piece, "make") for word in call if "=" not in word}
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_variable_is_a_setting(page: Path) -> None:
    named = set(re.findall(r"\bWIRE_[A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8")))
    assert named <= setting_names()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_path_exists(page: Path) -> None:
    named = {
        piece for piece in INLINE.findall(FENCE.sub("", page.read_text(encoding="utf-8"))) if PATH.fullmatch(piece)
    }
    ours = {path for path in named if not path.startswith(MADE_AT_RUN_TIME) and "NAME" not in path}
    assert {path for path in ours if not is_there(path)} == set()


def test_the_readme_shows_both_commands() -> None:
    targets = {word for piece in pieces(ROOT / "README.md") for call in typed(piece, "make") for word in call}
    assert {"demo", "test"} <= targets


def test_every_command_is_on_some_page() -> None:
    text = "\n".join(piece for page in PAGES for piece in pieces(page))
    absent = [" ".join(path) for path in commands() if not re.search(rf"\bwire {' '.join(path)}\b", text)]
    assert not absent


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        ("wire run enrich", None),
        ("wire run", None),
        ("wire produce feed/ --source desk", None),
        ("wire produce feed/ --sauce desk", "option --sauce of produce"),
        ("wire run oven", "command run oven"),
        ("wire fly", "command fly"),
    ],
)
def test_the_check_tells_right_from_wrong(call: str, wrong: str | None) -> None:
    assert [unknown_in(words) for words in typed(call, "wire")] == [wrong]
