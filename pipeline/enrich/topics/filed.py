"""What the provider filed the story under: codes and names of the IPTC are topics, other names are evidence."""

from __future__ import annotations

import re

from pipeline.enrich.topics.lexicon import Topics
from pipeline.folding import fold
from pipeline.story import Code, Story

_EIGHT = re.compile(r"(?P<scheme>https?://[^\s]{1,80}/(?:mediatopic|subjectcode)/)?(?P<number>[0-9]{8})")
_SLUG_MARK = re.compile(r"[-/,_\s]+")
_IPTC = ("medtop", "mediatopic", "subj", "iptc", "topic")
MOST = 200
"""Codes and keywords of one story that are looked at."""


def topics_filed(story: Story, topics: Topics) -> dict[str, str]:
    """Code and name of each Media Topic that the provider gives, and of the first level above it.

    Eight figures are a Media Topic (from 20000000) or one of the older Subject Codes, whose first two figures name a
    first level that is the same in both. The name of a first level is as good as its code.
    """
    found: dict[str, str] = {}
    for code in (*story.subjects, *story.categories)[:MOST]:
        number = _number(code, topics)
        first = topics.first_level(number) if number else None
        if number is None or first is None:
            continue
        name = topics.names.get(number) or (code.name if number >= "2" else None)
        found |= {number: name} if name else {}
        found[first] = topics.names[first]
    return found


def names_filed(story: Story, topics: Topics) -> set[str]:
    """The topics that names of categories, keywords or words of the slug stand for in the lexicon."""
    said = [name for code in (*story.subjects, *story.categories)[:MOST] for name in (code.name, code.code) if name]
    slug = _SLUG_MARK.split(story.slug or "")
    return {
        code
        for name in (*said, *story.keywords[:MOST], *slug[:MOST])
        if (code := topics.called.get(fold(name)) or topics.firsts.get(fold(name)))
    }


def _number(code: Code, topics: Topics) -> str | None:
    if (found := _EIGHT.fullmatch(code.code or "")) and (found["scheme"] or _is_iptc(code.scheme)):
        number = found["number"]
        return number if number >= "2" else number[:2] + "000000"
    return topics.firsts.get(fold(code.name)) if code.name else None


def _is_iptc(scheme: str | None) -> bool:
    """Providers write the scheme as an alias, an address or not at all."""
    return scheme is None or any(mark in scheme.lower() for mark in _IPTC)
