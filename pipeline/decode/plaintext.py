"""Plain text as it is scraped, mailed or sent: no envelope, the copy is all there is."""

from __future__ import annotations

from pipeline.decode.charset import Copy, without_controls
from pipeline.decode.envelope import Envelope


def read(copy: Copy) -> Envelope:
    text, issues = without_controls(copy.text)
    return Envelope(format="plaintext", copy=text, issues=(*copy.issues, *issues))
