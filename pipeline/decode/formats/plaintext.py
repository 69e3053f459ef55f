"""Plain text as it is scraped, mailed or sent: no envelope, the copy is all there is."""

from __future__ import annotations

from pipeline.decode.charset import Copy, without_controls
from pipeline.decode.envelope import Envelope, Part
from pipeline.supplier import Supplier


def read(copy: Copy, _supplier: Supplier) -> tuple[Part, ...]:
    text, issues = without_controls(copy.text)
    return (Envelope(format="plaintext", copy=text, issues=(*copy.issues, *issues)),)
