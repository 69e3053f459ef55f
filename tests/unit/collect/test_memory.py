"""What was confirmed is known after a restart, and forgotten only long after its place has gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.collect.memory import KEPT_SECONDS, Memory, Reading
from pipeline.errors import BadSetting

A = Reading(b"/in/a", "3:1", 1000.0)


def test_pieces_and_places_survive_a_restart_each_for_its_source(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "new" / "m.sqlite")
    memory.note("desk", [("k1", A), ("k2", A)], [A])
    memory.close()
    again = Memory(tmp_path / "new" / "m.sqlite")
    assert again.known("desk", ["k1", "k2", "k3"]) == {"k1", "k2"}
    assert again.known("wire", ["k1"]) == set()
    assert again.marks("desk") == {b"/in/a": ("3:1", False)}
    assert again.mark("desk", b"/in/a") == "3:1"
    assert again.mark("wire", b"/in/a") is None


def test_what_went_is_forgotten_only_after_its_time_and_not_when_it_came_back(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.sqlite")
    kept = Reading(b"/in/b", "3:1", 1000.0)
    memory.note("desk", [("k1", A), ("k2", kept)], [A, kept])
    memory.set_gone("desk", {A.place: True, kept.place: True}, 2000.0)
    memory.set_gone("desk", {kept.place: False}, 3000.0)
    memory.forget(2000.0 + KEPT_SECONDS)
    assert memory.known("desk", ["k1", "k2"]) == {"k1", "k2"}
    memory.forget(2001.0 + KEPT_SECONDS)
    assert memory.known("desk", ["k1", "k2"]) == {"k2"}
    assert memory.marks("desk") == {b"/in/b": ("3:1", False)}


def test_a_piece_lives_as_long_as_one_place_holds_it(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.sqlite")
    copy = Reading(b"/in/copy", "3:2", 1000.0)
    memory.note("desk", [("k1", A), ("k1", copy)], [A, copy])
    memory.set_gone("desk", {A.place: True}, 2000.0)
    memory.forget(2001.0 + KEPT_SECONDS)
    assert memory.known("desk", ["k1"]) == {"k1"}


def test_what_a_place_held_before_it_changed_is_forgotten_in_time(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.sqlite")
    changed = Reading(A.place, "4:2", 5000.0)
    memory.note("desk", [("old", A)], [A])
    memory.note("desk", [("new", changed)], [changed])
    memory.forget(5000.0)
    assert memory.known("desk", ["old", "new"]) == {"old", "new"}
    memory.forget(5001.0 + KEPT_SECONDS)
    assert memory.known("desk", ["old", "new"]) == {"new"}


def test_a_note_is_whole_or_not_there(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.sqlite")
    broken = Reading(b"/in/x", None, 1.0)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        memory.note("desk", [("k1", A)], [A, broken])
    assert memory.known("desk", ["k1"]) == set()
    assert memory.marks("desk") == {}


def test_a_file_that_is_no_database_is_named_with_the_fix(tmp_path: Path) -> None:
    file = tmp_path / "m.sqlite"
    file.write_bytes(b"no database at all" * 100)
    with pytest.raises(BadSetting, match=r"data_dir: .*m\.sqlite.*delete it"):
        Memory(file)
