"""What can go wrong, in three meanings: a bad story, a part that is away, a bug. And what a command's exit code
says."""

from __future__ import annotations

EXIT_DONE = 0
EXIT_SOME_FAILED = 1
EXIT_BAD_USE = 2
EXIT_STOPPED = 3
"""A service stopped itself without losing anything: a part stayed away, or the breaker judged that the fault is
ours."""


class BadSetting(Exception):
    """A setting, a server or a command's use is wrong. The message is one sentence that names the key and the fix."""


class Unavailable(Exception):
    """A part is away: wait and retry; after the limit exit without acking, so that the work is done again."""


class Stopped(Exception):
    """The service has to stop: bugs pile up across sources, or a dead letter can't be written. One clear sentence."""


DEAD_CODES: dict[str, str] = {
    "empty": "the record holds no text",
    "binary": "the bytes are no text: a picture, an archive or rubbish",
    "too_large": "the copy is larger than the limit",
    "unsupported_format": "a format that is recognised but not read as a story",
    "bad_headers": "the record's headers are missing or unreadable",
    "picture": "a picture or a set of pictures: no story",
    "graphic": "a graphic: no story",
    "audio": "sound: no story",
    "video": "moving pictures: no story",
    "planning": "a planning item, a coverage, an event or a calendar: no story",
    "concept": "terms, people, organisations or places described for machines: no story",
    "catalogue": "a catalogue of schemes or codes: no story",
    "package": "a package that only points to items elsewhere",
    "data": "scores, prices or other tables for machines, without running copy",
    "malformed": "the markup is broken beyond reading",
    "no_story": "the copy has an envelope but no headline and no text",
    "oversize_enriched": "the enriched story is larger than its topic takes",
    "timeout": "a worker spent longer on this story than allowed",
    "worker_died": "a worker died on this story (memory or a crash)",
    "bug": "the pipeline failed on this story: a fault of ours",
    "bad_message": "the record on the enriched topic is no story/1",
    "index_rejected": "Elasticsearch refused the document for good",
}
"""Every code that a dead letter may carry, with its meaning for an operator."""

BUG_CODES = frozenset({"bug", "worker_died", "timeout"})
"""The codes that the breaker counts: across two sources they say that the fault is ours."""
