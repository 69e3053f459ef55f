"""Files, folders, archives and standard input as pieces of raw copy, one at a time, in name order.

Archives are split here: `feed.zip!a/b.txt` is a piece of its own. Nothing larger than the limit is unpacked or read
whole, and no archive may unpack to more than `MAX_UNPACKED` bytes in all or `MAX_RATIO` times its own size.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from pipeline.errors import BadSetting
from pipeline.story import RawStory
from pipeline.transport.records import MAX_HEADER, raw_story

UNREADABLE = (
    OSError, EOFError, RuntimeError, NotImplementedError, ValueError, OverflowError, zlib.error, zipfile.BadZipFile
)  # fmt: skip
"""What reading a broken file or archive may raise."""
MAX_MEMBERS = 100_000
"""Members read of one archive; an archive with more is refused whole."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How members may be packed: of bzip2 and LZMA zipfile unpacks all that it has read at once, whatever was asked for."""
MAX_UNPACKED = 10_000_000_000
MAX_RATIO = 200
"""Copy packs to a tenth or a twentieth; what unpacks to more than 200 times its size was made to do harm."""
ALWAYS_UNPACKED = 10_000_000
"""Bytes that the smallest archive may unpack to, whatever its ratio."""


class BinaryReader(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Piece:
    """Raw copy and where it came from."""

    uri: str
    value: bytes


@dataclass(frozen=True)
class Refused:
    """Something that can't be accepted: `too_large`, `unreadable` (broken for good), `unavailable` (no permission, a
    share that is away: it may be read later) or `not_confirmed` (by the broker)."""

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
    return (found for path in paths for file in _files(path) for found in read_file(file, max_bytes))


def read_jsonl(lines: Iterable[bytes], max_bytes: int, name: str = "-") -> Iterator[Found]:
    """One story a line: `{"raw": "…"}` or `{"base64": "…"}`, with an optional `uri` (without one, `name` and the
    line's number)."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        uri = f"{name}:{number}"
        try:
            fields = json.loads(line)
            uri = _uri(str(fields.get("uri") or uri)[:MAX_HEADER])
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


def raw_stories(
    found: Iterable[Found], source: str, format: str, content_type: str | None = None
) -> Iterator[RawStory | Refused]:
    """Pieces as raw stories, received now; what was refused passes through in its place."""
    for piece in found:
        if isinstance(piece, Refused):
            yield piece
        else:
            received = datetime.now(UTC)
            yield raw_story(
                piece.value,
                source=source,
                received_at=received,
                uri=piece.uri,
                format=format,
                content_type=content_type,
            )


def _files(path: Path) -> Iterator[Path | Refused]:
    if not path.is_dir():
        yield path
        return
    try:
        below = sorted(path.iterdir())
    except OSError as error:
        yield _unread(_uri(path), error)
        return
    for entry in below:
        if entry.name.startswith("."):
            continue
        # A link to a folder may lead back up; a pipe or a device never ends.
        if entry.is_file() or (entry.is_dir() and not entry.is_symlink()):
            yield from _files(entry)


def read_file(file: Path | Refused, max_bytes: int) -> Iterator[Found]:
    """The pieces of one file: the members of a zip, what a gzip holds, or the file itself."""
    if isinstance(file, Refused):
        yield file
        return
    uri = _uri(file)
    try:
        with file.open("rb") as opened:
            magic = opened.read(4)
            opened.seek(0)
            if magic == b"PK\x03\x04":
                yield from read_zip(uri, opened, max_bytes)
            elif magic[:2] == b"\x1f\x8b":
                with gzip.GzipFile(fileobj=opened) as unpacked:
                    yield read_stream(unpacked, uri, max_bytes)
            else:
                yield read_stream(opened, uri, max_bytes)
    except UNREADABLE as error:
        yield _unread(uri, error)


def read_zip(name: str, opened: IO[bytes], max_bytes: int, max_unpacked: int = MAX_UNPACKED) -> Iterator[Found]:
    """The members of an archive in name order; one that unpacks to too much is refused whole, before anything is
    read."""
    size = opened.seek(0, io.SEEK_END)
    with zipfile.ZipFile(opened) as archive:
        members = sorted((member for member in archive.infolist() if not member.is_dir()), key=lambda m: m.filename)
        if len(members) > MAX_MEMBERS:
            yield Refused(name, "too_large", f"the archive has {len(members):,} members, the limit is {MAX_MEMBERS:,}")
            return
        # zipfile never gives more of a member than the archive declares, nor is more than the limit ever asked for.
        unpacked = sum(min(member.file_size, max_bytes + 1) for member in members)
        allowed = min(max_unpacked, max(MAX_RATIO * size, ALWAYS_UNPACKED))
        if unpacked > allowed:
            yield Refused(name, "too_large", f"the archive unpacks to {unpacked:,} bytes, the limit is {allowed:,}")
            return
        for member in members:
            uri = _uri(f"{name}!{member.filename}")
            if member.compress_type not in METHODS:
                yield Refused(uri, "unreadable", "packed by a method other than deflate")
                continue
            try:
                with archive.open(member) as found:
                    yield read_stream(found, uri, max_bytes)
            except UNREADABLE as error:
                yield _unread(uri, error)


def _sized(uri: str, value: bytes, max_bytes: int) -> Found:
    if len(value) > max_bytes:
        return Refused(uri, "too_large", f"larger than the limit of {max_bytes:,} bytes")
    return Piece(uri, value)


def _uri(path: Path | str) -> str:
    """A path as text that can be written: a name that is no UTF-8 keeps its readable letters."""
    return str(path).encode("utf-8", "replace").decode()


def _unread(uri: str, error: Exception) -> Refused:
    # A broken gzip is an OSError too, but without the number of an error of the system.
    if isinstance(error, OSError) and error.errno:
        return Refused(uri, "unavailable", error.strerror or type(error).__name__)
    return Refused(uri, "unreadable", str(error) or type(error).__name__)
