"""Files, folders and archives as pieces, in name order, with nothing too large read whole."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from pipeline.collect.files import Piece, Refused, read_jsonl, read_paths
from pipeline.errors import BadSetting


def test_a_folder_stands_for_every_file_below_it_in_name_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found = list(read_paths([tmp_path, tmp_path / "b.txt"], 100))
    names = [str(Path(piece.uri).relative_to(tmp_path)) for piece in found]
    assert names == ["a/10.txt", "a/2.txt", "b.txt", "b.txt"]


def test_archives_are_split_and_each_member_is_a_piece(tmp_path: Path) -> None:
    archive = tmp_path / "feed.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("x/one.txt", "first")
        opened.writestr("bomb.txt", b"0" * 1_000_000)
    (tmp_path / "two.gz").write_bytes(gzip.compress(b"second"))
    found = list(read_paths([archive, tmp_path / "two.gz"], 1000))
    assert found[1] == Piece(f"{archive}!x/one.txt", b"first")
    assert isinstance(found[0], Refused)
    assert found[0].code == "too_large"
    assert found[2] == Piece(str(tmp_path / "two.gz"), b"second")


def test_what_cannot_be_read_is_refused_with_a_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"cut off")[:-6])
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 no archive at all")
    (tmp_path / "c.txt").write_text("fine")
    first, second, third = read_paths([tmp_path], 1000)
    assert isinstance(first, Refused)
    assert isinstance(second, Refused)
    assert first.code == second.code == "unreadable"
    assert first.reason
    assert second.reason
    assert isinstance(third, Piece)


def test_a_path_that_is_not_there_is_bad_use(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="no such file"):
        list(read_paths([tmp_path / "nowhere"], 10))


def test_json_lines_hold_text_or_base64_and_bad_lines_are_refused_alone() -> None:
    lines = io.BytesIO(b'{"raw": "Caf\\u00e9", "uri": "u1"}\n\n{"base64": "AAE="}\nnonsense\n{"raw": 3}\n[]\n')
    found = list(read_jsonl(lines, 100))
    assert found[0] == Piece("u1", "Café".encode())
    assert found[1] == Piece("-:3", b"\x00\x01")
    assert [type(one) for one in found[2:]] == [Refused] * 3
