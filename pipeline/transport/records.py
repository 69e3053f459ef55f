"""Records and their headers, both ways. Pure.

A raw record: the value is the untouched copy, the key its sha256, the headers are UTF-8: `source`, `sha256`, and
where known
`format`, `content-type`, `received-at`, `uri`. Records of other producers may lack any of them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from pipeline.story import EnrichedStory, Failure, Format, RawStory, rfc3339

Headers = Sequence[tuple[str, bytes]]
FORMATS = (*get_args(Format), "auto")
MAX_HEADER = 1024
RECORD_OVERHEAD = 8192
"""Bytes of a record that are not its value: key, headers (a path may be long), framing."""


@dataclass(frozen=True)
class Record:
    """A record as it was read: what a dead letter keeps of it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes
    headers: Headers


def raw_story(
    value: bytes,
    *,
    source: str,
    received_at: datetime,
    uri: str | None = None,
    format: str = "auto",
    content_type: str | None = None,
) -> RawStory:
    """Copy that has just been received, outside Kafka."""
    return RawStory(
        value=value,
        source=source,
        sha256=hashlib.sha256(value).hexdigest(),
        format=format,
        content_type=content_type,
        received_at=received_at.replace(microsecond=0),
        uri=uri,
    )


def raw_headers(raw: RawStory) -> list[tuple[str, bytes]]:
    """The headers of a raw record; a value longer than `MAX_HEADER` characters is cut."""
    said = {
        "source": raw.source,
        "sha256": raw.sha256,
        "format": None if raw.format == "auto" else raw.format,
        "content-type": raw.content_type,
        "received-at": rfc3339(raw.received_at) if raw.received_at else None,
        "uri": raw.uri,
    }
    return [(name, value[:MAX_HEADER].encode("utf-8", "replace")) for name, value in said.items() if value]


def read_raw(record: Record) -> RawStory | Failure:
    """The raw story of a record, or the failure `bad_headers` that names the header."""
    said = {name: (value or b"").decode("utf-8", "replace")[:MAX_HEADER] for name, value in record.headers}
    named = said.get("format") or "auto"
    if named not in FORMATS:
        known = ", ".join(FORMATS)
        return Failure(stage="decode", code="bad_headers", reason=f"header format is {named[:40]!r}; known are {known}")
    return RawStory(
        value=record.value,
        source=said.get("source") or "unknown",
        sha256=hashlib.sha256(record.value).hexdigest(),
        format=named,
        content_type=said.get("content-type"),
        received_at=_moment(said.get("received-at")),
        uri=said.get("uri"),
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
    )


def enriched_headers(story: EnrichedStory) -> list[tuple[str, bytes]]:
    said = {"schema": story.schema_, "id": story.id, "version": str(story.version), "status": story.status}
    return [(name, value.encode()) for name, value in said.items()]


def partition_of(story_id: str, partitions: int) -> int:
    """All versions of one id lie in one partition, in the order in which they were sent."""
    return zlib.crc32(story_id.encode()) % partitions


def _moment(said: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(said) if said else None
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
