"""`wire decode` and `wire enrich`: the services' very steps without broker or index, JSON lines out in input order."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.collect.files import Refused
from pipeline.decode.guard import decode_guarded
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import Supplier

if TYPE_CHECKING:
    from pipeline.enrich.workers import Workers

Emit = Callable[[bytes], None]


@dataclass
class Count:
    """How many stories came out and how many pieces or parts did not."""

    stories: int = 0
    failed: int = 0


def decode_lines(raws: Iterable[RawStory | Refused], sources: Mapping[str, Supplier], out: Emit, bad: Emit) -> Count:
    """Decode in this process."""
    count = Count()
    for raw in raws:
        if isinstance(raw, Refused):
            _report(raw.uri, Failure(stage="collect", code=raw.code, reason=raw.reason), bad, count)
            continue
        for part in decode_guarded(raw, sources, time.perf_counter):
            if isinstance(part, Story):
                out(part.model_dump_json(by_alias=True).encode() + b"\n")
                count.stories += 1
            else:
                _report(raw.uri, part, bad, count)
    return count


async def enrich_lines(raws: Iterable[RawStory | Refused], workers: Workers, batch: int, out: Emit, bad: Emit) -> Count:
    """Decode and enrich in the workers, a bounded number of batches ahead of the output."""
    from pipeline.enrich.workers import in_order  # spaCy: `wire decode` must not wait for it

    count = Count()

    def accepted() -> Iterator[RawStory]:
        for raw in raws:
            if isinstance(raw, Refused):
                _report(raw.uri, Failure(stage="collect", code=raw.code, reason=raw.reason), bad, count)
            else:
                yield raw

    async for raw, parts in in_order(workers, accepted(), batch):
        for part in parts:
            if isinstance(part, Failure):
                _report(raw.uri, part, bad, count)
            else:
                out(part.value + b"\n")
                count.stories += 1
    return count


def _report(uri: str | None, failure: Failure, bad: Emit, count: Count) -> None:
    count.failed += 1
    bad(json.dumps({"uri": uri, **failure.model_dump()}, ensure_ascii=False).encode() + b"\n")
