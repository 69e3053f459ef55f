"""Files, folders and archives as pieces, in name order, with nothing too large read whole."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from pipeline.collect import files
from pipeline.collect.files import Piece, Refused, read_file, read_jsonl, read_paths, read_zip
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


def test_an_archive_that_unpacks_to_too_much_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    bomb, honest = tmp_path / "bomb.zip", tmp_path / "honest.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
        for number in range(20):
            opened.writestr(f"{number}.txt", bytes(1_000_000))
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as opened:
        for number in range(9):
            opened.writestr(f"{number}.txt", bytes(1_000_000))
    (refused,) = read_paths([bomb], 1_000_000)
    assert isinstance(refused, Refused)
    assert (refused.uri, refused.code) == (str(bomb), "too_large")
    assert [type(piece) for piece in read_paths([honest], 1_000_000)] == [Piece] * 9
    with honest.open("rb") as archive:
        (too_much,) = read_zip("h", archive, 1_000_000, max_unpacked=8_000_000)
    assert isinstance(too_much, Refused)


def test_what_an_archive_declares_is_all_that_is_read_of_a_member(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("a", b"x" * 5000)
    lying = packed.getvalue().replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (found,) = read_zip("lying.zip", io.BytesIO(lying), 100_000)
    assert isinstance(found, Refused)
    assert found.code == "unreadable"


def test_an_archive_with_too_many_members_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_MEMBERS", 2)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        for name in "abc":
            opened.writestr(name, name)
    (refused,) = read_zip("x.zip", packed, 100)
    assert isinstance(refused, Refused)
    assert "3 members" in refused.reason


def test_an_archive_within_an_archive_is_a_piece_like_any_other(tmp_path: Path) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as opened:
        opened.writestr("a", b"copy")
    with zipfile.ZipFile(outer, "w") as opened:
        opened.writestr("inner.zip", inner.getvalue())
    assert list(read_zip("o.zip", outer, 10_000)) == [Piece("o.zip!inner.zip", inner.getvalue())]


def test_a_file_that_is_away_for_now_is_told_from_one_that_is_broken(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"copy"))
    packed[-6] ^= 1
    (tmp_path / "broken.gz").write_bytes(packed)
    (broken,) = read_file(tmp_path / "broken.gz", 10)
    assert isinstance(broken, Refused)
    assert broken.code == "unreadable"
    (away,) = read_file(tmp_path / "gone.txt", 10)
    assert isinstance(away, Refused)
    assert (away.code, away.reason) == ("unavailable", "No such file or directory")


def test_json_lines_without_an_address_are_named_and_a_long_one_is_cut() -> None:
    lines = [b'{"raw": "a"}', b'{"raw": "b", "uri": "%s"}' % (b"u" * 5000)]
    first, second = read_jsonl(lines, 100, "post")
    assert first == Piece("post:1", b"a")
    assert isinstance(second, Piece)
    assert len(second.uri) == 1024


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_zipfile_would_unpack_without_end_is_not_opened(method: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("bomb.txt", b"0" * 1000)
        archive.writestr("fine.txt", b"copy", zipfile.ZIP_DEFLATED)
    bomb, fine = read_zip("a.zip", packed, 10_000)
    assert isinstance(bomb, Refused)
    assert (bomb.uri, bomb.code) == ("a.zip!bomb.txt", "unreadable")
    assert fine == Piece("a.zip!fine.txt", b"copy")


def test_a_member_that_lies_beyond_every_offset_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", b"copy")
    value = packed.getvalue()
    entry, end = value.rfind(b"PK\x01\x02"), value.rfind(b"PK\x05\x06")
    extra = struct.pack("<HHQ", 1, 8, 2**64 - 1)
    directory, last = bytearray(value[entry:end]), bytearray(value[end:])
    struct.pack_into("<H", directory, 30, len(extra))
    struct.pack_into("<L", directory, 42, 0xFFFFFFFF)
    struct.pack_into("<L", last, 12, len(directory) + len(extra))
    (found,) = read_zip("a.zip", io.BytesIO(value[:entry] + directory + extra + last), 1000)
    assert isinstance(found, Refused)
    assert found.code == "unreadable"
