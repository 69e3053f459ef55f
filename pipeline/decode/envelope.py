"""What a format's reader hands on: the plain copy inside, and what its envelope says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.decode.charset import issue
from pipeline.story import Caption, Code, Failure, Format, Issue, LifecycleKind, Note, RawStory, Source, Status, Step

STEP_VERSION = "2"
AHEAD = timedelta(days=366)
"""No message is sent this long after it was received: the year is wrong."""
_LOSSES = frozenset({"undecodable_bytes", "header_without_end", "cut_off", "markup_broken"})
"""Issues that say that something of the message is missing: decoding was `partial`."""


@dataclass(frozen=True)
class Envelope:
    """`copy` holds LF line ends and no controls; paragraphs of marked-up copy stand between blank lines.

    `headline` is the headline as sent where the format says which it is; `copy` is then what follows it. `body_only`:
    the format has fields of its own for headline and slug, so that the copy is searched for neither. `before` and
    `after` are notes on what stood around the copy (header lines, abstract, rights, a trailer). Times are in UTC;
    `day` is `--MM-DD` or ISO, `sent` the message's own time; `sent_about` what its field gives of it, a day alone or a
    clock without a zone, as if in UTC: it orders versions and is not shown. `guid` is the provider's identifier without
    its version, `guid_owner` the agency by those fields alone that every version has, also one without copy, `revision`
    the provider's number of the version where the format defines one. `embargoed`: under an embargo, whose end, where
    it is known, is `embargo_until`. `status` and `kind` only where a field of the format says them; `tags` are
    lifecycle tags that a field gives (`update`, `2nd Ld`). `dateline` is printed in a field of its own.
    """

    format: Format
    copy: str
    issues: tuple[Issue, ...] = ()
    headline: str | None = None
    body_only: bool = False
    agency: str | None = None
    item: str | None = None
    guid: str | None = None
    guid_owner: str | None = None
    revision: int | None = None
    usn: str | None = None
    day: str | None = None
    first_created: datetime | None = None
    sent: datetime | None = None
    sent_about: datetime | None = None
    embargoed: bool = False
    embargo_until: datetime | None = None
    status: Status | None = None
    kind: LifecycleKind | None = None
    tags: tuple[str, ...] = ()
    slug: str | None = None
    slug_tags: tuple[str, ...] = ()
    subheadline: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    priority: str | None = None
    urgency: int | None = None
    categories: tuple[Code, ...] = ()
    subjects: tuple[Code, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str | None = None
    captions: tuple[Caption, ...] = ()
    before: tuple[Note, ...] = ()
    after: tuple[Note, ...] = ()

    @property
    def whole(self) -> str:
        """Headline and copy, as one piece."""
        return f"{self.headline}\n\n{self.copy}" if self.headline else self.copy

    @property
    def is_blank(self) -> bool:
        named = self.guid or (self.status == "canceled" and (self.usn or self.item or self.slug))
        return not (self.whole.strip() or self.before or self.after or named)


@dataclass(frozen=True)
class Enclosed:
    """A record within a record (an attachment): its bytes, and the notes that each of its stories begins with."""

    value: bytes
    content_type: str | None = None
    before: tuple[Note, ...] = ()


Part = Envelope | Failure | Enclosed
"""What a reader finds in a record, one for each story or thing that is none."""


def failure(code: str, reason: str, part: int = 0) -> Failure:
    return Failure(stage="decode", code=code, reason=reason, part=part)


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


def moments_of(raw: RawStory, envelope: Envelope) -> tuple[datetime | None, datetime | None, tuple[Issue, ...]]:
    """When the story was first made and when this version was; None, with an issue, for what lies years ahead of its
    receipt. The version goes by what is sent, whenever that is received.
    """
    times = {"first_created": envelope.first_created, "version_created": envelope.sent}
    latest = raw.received_at + AHEAD if raw.received_at else None
    ahead = {name: moment for name, moment in times.items() if moment and latest and moment > latest}
    created, sent = (None if name in ahead else moment for name, moment in times.items())
    return created, sent, tuple(issue("time_ahead", f"{name}: {ahead[name]:%Y-%m-%d} is years ahead") for name in ahead)


def step_of(issues: tuple[Issue, ...]) -> Step:
    """The mark that decoding leaves in `steps`; the caller stamps `millis`."""
    return Step(version=STEP_VERSION, status="partial" if any(found.code in _LOSSES for found in issues) else "ok")
