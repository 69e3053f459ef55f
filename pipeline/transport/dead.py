"""Dead letters: the original bytes and headers, untouched, and beside them why, where and when. Pure.

The services send what `dead_letter` returns and wait for the broker before they go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from pipeline.story import Failure, rfc3339
from pipeline.transport.records import Record

RELEASE = version("wire-pipeline")
MAX_REASON = 300


RESOLVED = "dead-resolved"
"""The header of a record without a value that takes a letter of its own topic off the list: `PARTITION/OFFSET`."""
REPLAYS = "dead-replays"
"""The header of a replayed record: the place (`TOPIC/PARTITION/OFFSET`) of the record that failed."""
NUMBERS = ("dead-part", "dead-attempt", "dead-partition", "dead-offset")


@dataclass(frozen=True)
class DeadLetter:
    """A record of a dead-letter topic, read back. `topic` and `place` (partition, offset) are those of the record
    that failed."""

    record: Record
    stage: str
    code: str
    reason: str
    at: str
    part: int
    attempt: int
    release: str
    topic: str
    place: tuple[int, int]

    @property
    def origin(self) -> str:
        """The place of the record that failed."""
        return f"{self.topic}/{self.place[0]}/{self.place[1]}"

    @property
    def where(self) -> str:
        """The place of the dead letter itself."""
        return f"{self.record.topic}/{self.record.partition}/{self.record.offset}"

    def fields(self) -> dict[str, str | int]:
        """What a list shows: everything but the copy."""
        said = {name: (value or b"").decode("utf-8", "replace") for name, value in self.record.headers}
        return {**said, "where": self.where, "origin": self.origin, "bytes": len(self.record.value)}


def dead_letter(record: Record, failure: Failure, at: datetime) -> list[tuple[str, bytes]]:
    """The headers of the dead letter: the record's own, then `dead-*`. Its value and key are the record's,
    untouched."""
    own = [(name, value) for name, value in record.headers if not name.startswith("dead-")]
    before = dict(record.headers).get("dead-attempt") or b""
    attempt = _number(before.decode("utf-8", "replace")) + 1
    said = {
        "dead-stage": failure.stage,
        "dead-code": failure.code,
        "dead-reason": _one_line(failure.reason),
        "dead-at": rfc3339(at.astimezone(UTC).replace(microsecond=0)),
        "dead-topic": record.topic,
        "dead-partition": str(record.partition),
        "dead-offset": str(record.offset),
        "dead-part": str(failure.part),
        "dead-attempt": str(attempt),
        "dead-release": RELEASE,
    }
    return own + [(name, value.encode()) for name, value in said.items()]


def letter_of(record: Record) -> DeadLetter:
    """Read a dead letter back; what its headers do not say is `?`."""
    said = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
    numbers = {name: _number(said.get(name)) for name in NUMBERS}
    return DeadLetter(
        record=record,
        stage=said.get("dead-stage", "?"),
        code=said.get("dead-code", "?"),
        reason=said.get("dead-reason", ""),
        at=said.get("dead-at", ""),
        part=numbers["dead-part"],
        attempt=numbers["dead-attempt"],
        release=said.get("dead-release", "?"),
        topic=said.get("dead-topic", "?"),
        place=(numbers["dead-partition"], numbers["dead-offset"]),
    )


@dataclass(frozen=True)
class Wanted:
    """Which letters are asked for; null asks for any. `since` is inclusive, `until` is not."""

    stage: str | None = None
    code: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    release: str | None = None


def matches(letter: DeadLetter, wanted: Wanted) -> bool:
    """Whether a letter is asked for; one without a readable time matches no time."""
    asked = ((wanted.stage, letter.stage), (wanted.code, letter.code), (wanted.release, letter.release))
    if any(want is not None and want != said for want, said in asked):
        return False
    if wanted.since is None and wanted.until is None:
        return True
    try:
        at = datetime.fromisoformat(letter.at)
    except ValueError:
        return False
    if at.tzinfo is None:
        return False
    return (wanted.since is None or wanted.since <= at) and (wanted.until is None or at < wanted.until)


def replay_headers(letter: DeadLetter) -> list[tuple[str, bytes]]:
    """The headers with which a letter's bytes go back: the record's own, how often it has failed, and its old place.

    `dead_letter` counts on from `dead-attempt` and drops both, should it fail again.
    """
    own = [(name, value) for name, value in letter.record.headers if not name.startswith("dead-")]
    return [*own, ("dead-attempt", str(letter.attempt).encode()), (REPLAYS, letter.origin.encode())]


def resolution(letter: DeadLetter, at: datetime) -> list[tuple[str, bytes]]:
    """The headers of the record that resolves a letter: it is written behind it, in the letter's own partition."""
    return [
        (RESOLVED, f"{letter.record.partition}/{letter.record.offset}".encode()),
        ("dead-at", rfc3339(at.astimezone(UTC).replace(microsecond=0)).encode()),
        ("dead-release", RELEASE.encode()),
    ]


def resolved_by(record: Record) -> str | None:
    """The `where` of the letter that this record resolves; null for a letter."""
    place = dict(record.headers).get(RESOLVED)
    return f"{record.topic}/{place.decode('utf-8', 'replace')}" if place is not None else None


def _number(said: str | None) -> int:
    """A number of a header that anyone may have set; 0 where it is none."""
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 19 else 0


def _one_line(reason: str) -> str:
    folded = " ".join(reason.split())
    return folded if len(folded) <= MAX_REASON else folded[: MAX_REASON - 1] + "…"
