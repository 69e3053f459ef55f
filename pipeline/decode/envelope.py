"""What a format's reader hands on: the plain copy inside, and what its envelope says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.story import Code, Format, Issue, Note, RawStory, Source, Step

STEP_VERSION = "1"
_LOSSES = frozenset({"undecodable_bytes", "header_without_end", "cut_off"})
"""Issues that say that something of the message is missing: decoding was `partial`."""


@dataclass(frozen=True)
class Envelope:
    """`copy` holds LF line ends and no controls. `day` is `--MM-DD` or ISO; `sent` the message's own time, if any.

    `headline` is the headline as sent where the format says which it is; `copy` is then what follows it. `before` and
    `after` are notes on what stood around the copy (header lines, a trailer).
    """

    format: Format
    copy: str
    issues: tuple[Issue, ...] = ()
    agency: str | None = None
    item: str | None = None
    day: str | None = None
    sent: datetime | None = None
    slug: str | None = None
    slug_tags: tuple[str, ...] = ()
    priority: str | None = None
    category: str | None = None
    before: tuple[Note, ...] = ()
    after: tuple[Note, ...] = ()
    headline: str | None = None

    @property
    def whole(self) -> str:
        """Headline and copy, as one piece."""
        return f"{self.headline}\n\n{self.copy}" if self.headline else self.copy

    @property
    def categories(self) -> tuple[Code, ...]:
        return (Code(scheme=self.format, code=self.category),) if self.category else ()


def source_of(raw: RawStory, envelope: Envelope, part: int = 0) -> Source:
    return Source(
        name=raw.source,
        format=envelope.format,
        content_type=raw.content_type,
        sha256=raw.sha256,
        received_at=raw.received_at,
        uri=raw.uri,
        part=part,
        topic=raw.topic,
        partition=raw.partition,
        offset=raw.offset,
    )


def step_of(issues: tuple[Issue, ...]) -> Step:
    """The mark that decoding leaves in `steps`; the caller stamps `millis`."""
    return Step(version=STEP_VERSION, status="partial" if any(found.code in _LOSSES for found in issues) else "ok")
