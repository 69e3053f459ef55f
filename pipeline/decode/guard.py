"""Decoding as the services call it: timed, and a bug on one record is that record's failure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier


def decode_guarded(
    raw: RawStory, sources: Mapping[str, Supplier], timer: Callable[[], float]
) -> tuple[Story | Failure, ...]:
    """`decode` by the ways of the record's source, with `steps.decode.millis` from `timer` (seconds), and a failure of
    code `bug` instead of an exception.
    """
    started = timer()
    try:
        parts = decode(raw, sources.get(raw.source, UNKNOWN))
    except Exception as error:  # noqa: BLE001  # its neighbours in the batch must live
        return (Failure(stage="decode", code="bug", reason=f"{type(error).__name__} while decoding"),)
    millis = round((timer() - started) * 1000, 1)
    return tuple(_stamped(part, millis) if isinstance(part, Story) else part for part in parts)


def _stamped(story: Story, millis: float) -> Story:
    step = story.steps["decode"].model_copy(update={"millis": millis})
    return story.model_copy(update={"steps": {**story.steps, "decode": step}})
