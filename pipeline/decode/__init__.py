"""Raw bytes become stories: charset, format, anatomy of the copy, lifecycle marks, identity. Pure.

`decode` is the only door. `detect` names the format; its reader in `formats` takes the envelope off; `anatomy` takes
the plain copy inside apart; `compose` puts the story together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.decode.charset import to_text
from pipeline.decode.compose import compose
from pipeline.decode.detect import binary_or_archive, format_of
from pipeline.decode.envelope import Enclosed, Envelope, Part, failure
from pipeline.decode.formats.xmltree import multiplies
from pipeline.decode.readers import READERS
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

DEEPEST = 3
"""Records within records: an e-mail that was forwarded with its attachment."""


def decode(raw: RawStory, supplier: Supplier = UNKNOWN) -> tuple[Story | Failure, ...]:
    """The stories in one raw record, one element a part; what can't be decoded is a `Failure` with one of `DEAD_CODES`.

    Parts are numbered in their order. Never raises on any bytes. `steps["decode"].millis` is 0: the caller has the
    clock.
    """
    out: list[Story | Failure] = []
    for part in _parts(raw.value, raw.content_type, raw.format, supplier, DEEPEST):
        if isinstance(part, Failure):
            out.append(part.model_copy(update={"part": len(out)}))
        else:
            out += compose(raw, part, supplier, len(out))
    return tuple(out) or (failure("empty", "the record holds no story and nothing else"),)


def _parts(
    value: bytes, content_type: str | None, format: str, supplier: Supplier, depth: int
) -> Iterator[Envelope | Failure]:
    """The envelopes and failures in `value`, in order; what is enclosed is opened in its place."""
    for part in _read(value, content_type, format, supplier):
        if isinstance(part, Enclosed) and depth == 0:
            yield failure("unsupported_format", "records enclosed in records, deeper than is read")
        elif isinstance(part, Enclosed):
            for inner in _parts(part.value, part.content_type, "auto", supplier, depth - 1):
                yield inner if isinstance(inner, Failure) else replace(inner, before=(*part.before, *inner.before))
        elif isinstance(part, Envelope) and part.is_blank:
            yield failure("empty", "nothing is left but white space and controls")
        else:
            yield part


def _read(value: bytes, content_type: str | None, format: str, supplier: Supplier) -> tuple[Part, ...]:
    refused = binary_or_archive(value)
    if refused == "binary":
        return (failure("binary", "the bytes are no text"),)
    if refused:
        return (_unsupported(refused),)
    copy = to_text(value, content_type, supplier.charset)
    name = format_of(copy.text, content_type) if format == "auto" else format
    if multiplies(copy.text):
        return (failure("malformed", "the document type makes entities of entities: the document was not read"),)
    reader = READERS.get(name)
    return reader(copy, supplier) if reader else (_unsupported(name),)


def _unsupported(name: str) -> Failure:
    return failure("unsupported_format", f"the record is {name}, which is recognised but not read as a story")
