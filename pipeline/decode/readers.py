"""Which reader reads which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.decode.charset import Copy
from pipeline.decode.envelope import Part
from pipeline.decode.formats import (
    anpa1312,
    iptc7901,
    newsml12,
    newsmlg2,
    ninjs,
    nitf,
    plaintext,
    rfc822,
    rss,
    sgml,
    webpage,
)
from pipeline.supplier import Supplier

Reader = Callable[[Copy, Supplier], tuple[Part, ...]]

READERS: Mapping[str, Reader] = MappingProxyType({
    "plaintext": plaintext.read,
    "anpa1312": anpa1312.read,
    "iptc7901": iptc7901.read,
    "html": webpage.read,
    "newsml12": newsml12.read,
    "newsmlg2": newsmlg2.read,
    "nitf": nitf.read,
    "ninjs": ninjs.read,
    "rss": rss.read,
    "email": rfc822.read,
    "sgml": sgml.read,
})  # fmt: skip
"""The formats that are read, by the names that `detect` gives them."""
