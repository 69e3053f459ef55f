"""An RSS or Atom feed cut into feeds of one entry each: untouched bytes all, nothing is parsed and written anew. Pure.

Feeds are often not well-formed, so the mark-up is only read for where elements begin and end; what stands between is
the decoder's. Formats: RSS 0.9 to 2.0 (`item` in `channel`), RSS 1.0 (`item` beside `channel` in `rdf:RDF`), Atom 0.3
and RFC 4287 (`entry` in `feed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ENTRY_OF = {b"rss": b"item", b"RDF": b"item", b"feed": b"entry"}
HEAD = frozenset({b"title", b"link", b"id", b"language", b"author", b"publisher", b"rights", b"copyright"})
"""What an entry inherits from its feed, and goes with it; by its address one feed is told from another."""
COPIED_BYTES = 100_000_000
"""What the entries may come to, each with a copy of the feed's head, which may be megabytes."""
SKIPPED = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!", b">"))
NAME = re.compile(rb"</?([A-Za-z_][\w.-]{0,60}:)?([\w.-]{1,60})")


class BadFeed(Exception):
    """The bytes are no feed, or one that can't be trusted. One clause that says why."""


@dataclass(frozen=True)
class Feed:
    """`before` + an entry + `after` is a feed of that entry. `whole` is false where the mark-up ends early."""

    before: bytes
    after: bytes
    entries: tuple[bytes, ...]
    whole: bool


@dataclass(frozen=True)
class Tag:
    """`name` as it is written, `local` without its prefix; `start` and `end` are offsets into the feed."""

    name: bytes
    local: bytes
    closes: bool
    empty: bool
    start: int
    end: int


def cut(body: bytes) -> Feed:
    """Take a feed apart.

    Raises `BadFeed` where it is neither RSS nor Atom, declares entities, with which a few bytes can stand for any
    number, or comes to more than `COPIED_BYTES`.
    """
    tags = _tags(body)
    root = next(tags, None)
    if root is None or root.local not in ENTRY_OF:
        raise BadFeed("it is neither RSS nor Atom")
    if b"<!ENTITY" in body[: root.start]:
        raise BadFeed("it declares entities")
    entry = ENTRY_OF[root.local]
    named = (entry, root.name.removesuffix(root.local) + entry)
    head = [_declaration(body[: root.start]), body[root.start : root.end]]
    entries: list[bytes] = []
    depth, channel, held = 1, b"", None
    ended = lost = False
    for tag in tags:
        if held:
            # Within an entry or an element of the head nothing counts but its end.
            if tag.name == held.name and tag.closes:
                (entries if held.local == entry else head).append(body[held.start : tag.end])
                held = None
            elif tag.name == held.name:
                held, lost = tag, True
        elif tag.closes:
            depth -= 1
            ended = ended or tag.name == root.name
            if tag.name == channel and root.local == b"RDF":
                head.append(body[tag.start : tag.end])
                channel = b""
        elif tag.empty:
            if tag.local in HEAD and depth == _head_depth(root, channel):
                head.append(body[tag.start : tag.end])
        elif tag.name in named or (tag.local in HEAD and depth == _head_depth(root, channel)):
            held = tag
        else:
            depth += 1
            if tag.local == b"channel" and depth == 2:
                channel = tag.name
                head.append(body[tag.start : tag.end])
    closing = b"".join(b"</" + name + b">" for name in (channel, root.name) if name)
    before = b"\n".join(part for part in head if part)
    if len(entries) * len(before) > COPIED_BYTES:
        raise BadFeed(f"{len(entries):,} entries, each with a head of {len(before):,} bytes, are too much")
    return Feed(before + b"\n", b"\n" + closing + b"\n", tuple(entries), ended and not lost)


def _head_depth(root: Tag, channel: bytes) -> int | None:
    """How many elements are open around the title and language of the feed; null where they can't stand."""
    if root.local == b"feed":
        return 1
    return 2 if channel else None


def _tags(body: bytes) -> Iterator[Tag]:
    """Every tag outside comments, CDATA and declarations, up to the first of those that has no end."""
    at = 0
    while (start := body.find(b"<", at)) >= 0:
        if skipped := next((pair for pair in SKIPPED if body.startswith(pair[0], start)), None):
            opening, closing = skipped
            if (end := body.find(closing, start + len(opening))) < 0:
                return
            at = end + len(closing)
        elif name := NAME.match(body, start):
            if (end := body.find(b">", name.end())) < 0:
                return
            at = end + 1
            written = (name[1] or b"") + name[2]
            yield Tag(written, name[2], body[start + 1 : start + 2] == b"/", body[end - 1 : end] == b"/", start, at)
        else:
            at = start + 1


def _declaration(prolog: bytes) -> bytes:
    start, end = prolog.find(b"<?xml"), prolog.find(b"?>")
    return prolog[start : end + 2] if 0 <= start < end else b""
