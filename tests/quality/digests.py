"""Answers about copy that may not be kept in the repository: short values in clear, longer ones as digests.

A digest says how many words the value has and how its letters hash, white space folded, so that the answer can be held
against a result but not read.
"""

from __future__ import annotations

import hashlib
from typing import Any

CLEAR_WORDS, CLEAR_CHARACTERS = 4, 40


def digested(value: Any) -> Any:
    """`value` with each string of more than four words or forty characters as a digest; containers keep their form."""
    if isinstance(value, dict):
        return {key: digested(one) for key, one in value.items()}
    if isinstance(value, list):
        return [digested(one) for one in value]
    if not isinstance(value, str) or value.startswith(("urn:", "tag:", "http:", "https:")):
        return value
    words = value.split()
    if len(words) <= CLEAR_WORDS and len(value) <= CLEAR_CHARACTERS:
        return value
    folded = " ".join(words)
    return f"({len(words)} words, {len(folded)} characters, sha256 {hashlib.sha256(folded.encode()).hexdigest()[:16]})"
