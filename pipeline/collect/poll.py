"""Feeds that are polled: each new or changed entry is one piece of format `rss`, noted once the broker has it."""

from __future__ import annotations

import hashlib
import io
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import feedparser
import httpx
import structlog

from pipeline.collect.feed import BadFeed, cut
from pipeline.collect.fetch import Failed, fetch, shown
from pipeline.collect.files import Refused
from pipeline.collect.intake import Intake
from pipeline.collect.memory import Memory, Reading
from pipeline.story import RawStory
from pipeline.transport.records import MAX_HEADER, raw_story

log = structlog.get_logger("collect")
DAY_SECONDS = 86400.0
LONGEST_PAUSE = 3600.0
LONGEST_OBEYED = DAY_SECONDS
"""A server may ask for more patience than an hour, but not for more than a day."""


@dataclass(frozen=True)
class Polled:
    """A feed that is asked every `seconds`, and what that takes."""

    source: str
    address: str
    seconds: float
    intake: Intake
    memory: Memory
    client: httpx.Client


def poll(feed: Polled) -> None:
    """Ask again and again until `intake.stop`."""
    failures, due = 0, time.monotonic()
    while not feed.intake.stop.is_set():
        if time.monotonic() >= due:
            # Without a watched folder nobody else lets the memory forget.
            feed.memory.forget(time.time())
            due = time.monotonic() + DAY_SECONDS
        failures, wait = turn(feed, failures)
        feed.intake.stop.wait(wait)


def turn(feed: Polled, failures: int, spread: Callable[[float, float], float] = random.uniform) -> tuple[int, float]:
    """Ask once: the failures in a row now, and the seconds until the next time."""
    try:
        take(feed)
    except (Failed, BadFeed) as error:
        asked_for = error.retry_after if isinstance(error, Failed) else None
        wait = pause(feed.seconds, failures + 1, asked_for, spread)
        log.warning(
            "feed_failed", source=feed.source, feed=shown(feed.address), reason=str(error), again_in=round(wait)
        )
        return failures + 1, wait
    return 0, feed.seconds


def pause(usual: float, failures: int, asked_for: float | None, spread: Callable[[float, float], float]) -> float:
    """Seconds after so many failures in a row: doubled each time up to an hour, spread by up to a half so that feeds
    of one server do not come back together; never less than the usual, nor than the server asked for."""
    grown = min(usual * 2.0 ** min(failures, 20), LONGEST_PAUSE)
    return max(usual, grown * spread(0.5, 1.0), min(asked_for or 0.0, LONGEST_OBEYED))


def take(polled: Polled) -> None:
    """Ask for a feed, send its new entries, note them. Raises `Failed` or `BadFeed`."""
    source, memory = polled.source, polled.memory
    place = polled.address.encode()
    began = time.time()
    answer = fetch(polled.client, polled.address, json.loads(memory.mark(source, place) or "{}"))
    if answer.body is None:
        return
    feed = cut(answer.body)
    entries = {hashlib.sha256(entry).hexdigest(): entry for entry in feed.entries}
    known = memory.known(source, entries)
    pieces = [
        _piece(polled, feed.before + entry + feed.after, answer.content_type)
        for key, entry in entries.items()
        if key not in known
    ]
    for piece in pieces:
        if isinstance(piece, Refused):
            polled.intake.refuse(source, "feed", piece)
    if polled.intake.send_all(source, "feed", [piece for piece in pieces if not isinstance(piece, Refused)]) is None:
        return
    # Only a feed that was read to its end may be answered "not changed" the next time.
    reading = Reading(place, json.dumps(answer.validators), began)
    memory.note(source, [(key, reading) for key in entries], [reading] if feed.whole else [])
    if not feed.whole:
        raise BadFeed("its mark-up ends early; the entries that are whole were taken")


def _piece(polled: Polled, document: bytes, content_type: str | None) -> RawStory | Refused:
    uri = _uri(document, content_type, polled.address)
    limit = polled.intake.limits.of(polled.source)
    if len(document) > limit:
        return Refused(uri, "too_large", f"larger than the limit of {limit:,} bytes")
    return raw_story(
        document,
        source=polled.source,
        received_at=datetime.now(UTC),
        uri=uri,
        format="rss",
        content_type=content_type,
    )


def _uri(document: bytes, content_type: str | None, address: str) -> str:
    """The link or id of a feed's only entry; the feed's address where it has none."""
    said = {"content-type": content_type or "application/xml", "content-location": address}
    try:
        # As a stream: bytes alone feedparser would take for a file's name, if there is one.
        found = feedparser.parse(io.BytesIO(document), response_headers=said, sanitize_html=False).entries
        uri = (found[0].get("link") or found[0].get("id")) if found else None
    except Exception:  # noqa: BLE001  # what can't be read is the decoder's to judge, not lost for want of an address
        uri = None
    return str(uri or shown(address))[:MAX_HEADER]
