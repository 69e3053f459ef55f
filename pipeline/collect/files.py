"""Files, folders, archives and standard input as pieces of raw copy, one at a time, in name order.

Archives are split here: `feed.zip!a/b.txt` is a piece of its own. Nothing larger than the limit is unpacked or read
whole.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from pipeline.errors import BadSetting
from pipeline.story import RawStory
from pipeline.transport.records import raw_story

UNREADABLE = (
    OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile
)  # fmt: skip
"""What reading a broken file or archive may raise."""
MAX_MEMBERS = 100_000
"""Members read of one archive; an archive with more is refused whole."""


class BinaryReader(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Piece:
    """Raw copy and where it came from."""

    uri: str
    value: bytes


@dataclass(frozen=True)
class Refused:
    """Something that can't be accepted; `code` as in `errors.DEAD_CODES`, or `unreadable`."""

    uri: str
    code: str
    reason: str


Found = Piece | Refused


def read_paths(paths: Sequence[Path], max_bytes: int) -> Iterator[Found]:
    """Every piece below the paths. A folder stands for every file below it, in name order; hidden files are left out.

    Raises `BadSetting` at once where a path is not there.
    """
    for path in paths:
        if not path.exists():
            raise BadSetting(f"{path}: there is no such file or folder")
    return (found for path in paths for file in _files(path) for found in _read_file(file, max_bytes))


def read_jsonl(lines: Iterable[bytes], max_bytes: int) -> Iterator[Found]:
    """One story a line: `{"raw": "…"}` or `{"base64": "…"}`, with an optional `uri`."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        uri = f"-:{number}"
        try:
            fields = json.loads(line)
            uri = _uri(str(fields.get("uri") or uri))
            if "base64" in fields:
                value = base64.b64decode(fields["base64"], validate=True)
            else:
                value = fields["raw"].encode("utf-8", "surrogatepass")
        except (ValueError, KeyError, AttributeError, TypeError, binascii.Error, RecursionError):
            yield Refused(uri, "unreadable", f'line {number} is no JSON object with "raw" or "base64"')
            continue
        yield _sized(uri, value, max_bytes)


def read_stream(stream: BinaryReader, uri: str, max_bytes: int) -> Found:
    """A whole stream as one piece; no more than the limit is read."""
    return _sized(uri, stream.read(max_bytes + 1), max_bytes)


def raw_stories(found: Iterable[Found], source: str, format: str) -> Iterator[RawStory | Refused]:
    """Pieces as raw stories, received now; what was refused passes through in its place."""
    for piece in found:
        if isinstance(piece, Refused):
            yield piece
        else:
            yield raw_story(piece.value, source=source, received_at=datetime.now(UTC), uri=piece.uri, format=format)


def _files(path: Path) -> Iterator[Path | Refused]:
    if not path.is_dir():
        yield path
        return
    try:
        below = sorted(path.iterdir())
    except OSError as error:
        yield Refused(_uri(path), "unreadable", _why(error))
        return
    for entry in below:
        if entry.name.startswith("."):
            continue
        # A link to a folder may lead back up; a pipe or a device never ends.
        if entry.is_file() or (entry.is_dir() and not entry.is_symlink()):
            yield from _files(entry)


def _read_file(file: Path | Refused, max_bytes: int) -> Iterator[Found]:
    if isinstance(file, Refused):
        yield file
        return
    uri = _uri(file)
    try:
        with file.open("rb") as opened:
            magic = opened.read(4)
            opened.seek(0)
            if magic == b"PK\x03\x04":
                yield from _read_zip(uri, opened, max_bytes)
            elif magic[:2] == b"\x1f\x8b":
                with gzip.GzipFile(fileobj=opened) as unpacked:
                    yield read_stream(unpacked, uri, max_bytes)
            else:
                yield read_stream(opened, uri, max_bytes)
    except UNREADABLE as error:
        yield Refused(uri, "unreadable", _why(error))


def _read_zip(file: str, opened: IO[bytes], max_bytes: int) -> Iterator[Found]:
    with zipfile.ZipFile(opened) as archive:
        members = sorted((member for member in archive.infolist() if not member.is_dir()), key=lambda m: m.filename)
        if len(members) > MAX_MEMBERS:
            yield Refused(file, "too_large", f"the archive has {len(members):,} members, the limit is {MAX_MEMBERS:,}")
            return
        for member in members:
            uri = _uri(f"{file}!{member.filename}")
            try:
                with archive.open(member) as unpacked:
                    yield read_stream(unpacked, uri, max_bytes)
            except UNREADABLE as error:
                yield Refused(uri, "unreadable", _why(error))


def _sized(uri: str, value: bytes, max_bytes: int) -> Found:
    if len(value) > max_bytes:
        return Refused(uri, "too_large", f"larger than {max_bytes:,} bytes, the limit of the raw topic")
    return Piece(uri, value)


def _uri(path: Path | str) -> str:
    """A path as text that can be written: a name that is no UTF-8 keeps its readable letters."""
    return str(path).encode("utf-8", "replace").decode()


def _why(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said or type(error).__name__
