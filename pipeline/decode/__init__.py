"""Raw bytes become stories: charset, format, anatomy of the copy, lifecycle marks, identity. Pure.

`decode` is the only door. `detect` names the format; one small file per format takes its envelope off; `anatomy`
takes the plain copy inside apart; `compose` puts the story together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.decode import anpa1312, plaintext
from pipeline.decode.charset import Copy, to_text
from pipeline.decode.compose import compose
from pipeline.decode.detect import binary_or_archive, format_of
from pipeline.decode.envelope import Envelope
from pipeline.story import Failure, RawStory, Story

READERS: Mapping[str, Callable[[Copy], Envelope]] = MappingProxyType(
    {"plaintext": plaintext.read, "anpa1312": anpa1312.read}
)
"""The formats that are read. A new one is a file with `read(copy) -> Envelope`, an entry here and a test in
`detect`.
"""


def decode(raw: RawStory) -> tuple[Story | Failure, ...]:
    """The stories in one raw record, one element a part; what can't be decoded is a `Failure` with one of `DEAD_CODES`.

    Never raises on any bytes. `steps["decode"].millis` is 0: the caller has the clock.
    """
    refused = binary_or_archive(raw.value)
    if refused == "binary":
        return (_failure("binary", "the bytes are no text"),)
    if refused:
        return (_unsupported(refused),)
    copy = to_text(raw.value, raw.content_type)
    name = format_of(copy.text) if raw.format == "auto" else raw.format
    reader = READERS.get(name)
    if reader is None:
        return (_unsupported(name),)
    envelope = reader(copy)
    if not envelope.whole.strip() and not envelope.before and not envelope.after:
        return (_failure("empty", "nothing is left but white space and controls"),)
    return compose(raw, envelope)


def _unsupported(name: str) -> Failure:
    return _failure("unsupported_format", f"the record is {name}, which is recognised but not read as a story")


def _failure(code: str, reason: str) -> Failure:
    return Failure(stage="decode", code=code, reason=reason)
