"""Word lists, written as running text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, by white space."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases between the bars of a text."""
    return frozenset(text.split("|"))
