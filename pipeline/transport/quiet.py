"""A client library that says nothing while something tries whether its server is there."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator


@contextlib.contextmanager
def quiet(library: str) -> Iterator[None]:
    """Its log has a line for each try; the one sentence at the end says it all."""
    logger = logging.getLogger(library)
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
