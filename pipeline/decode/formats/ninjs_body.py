"""The body of a ninjs item: of several renditions of one text the fullest, laid out as plain paragraphs."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.decode.formats import fields, xmlfields
from pipeline.decode.formats.jsonitems import Told
from pipeline.decode.formats.markup import Flow, html_flow
from pipeline.decode.formats.nitf import Article, article_of
from pipeline.decode.formats.xmltree import tree_of
from pipeline.decode.words import words

Kind = Literal["nitf", "html", "plain", "other"]

_ORDER: tuple[Kind, ...] = ("nitf", "html", "plain", "other")
"""What is read where several say the same: the one that marks up most."""
_METADATA = re.compile(
    r"<(?P<tag>div|ul)\s[^<>]{0,60}\bclass=[\"'](?:dat|slugline)[\"'][^<>]{0,60}>.{0,600}?</(?P=tag)>", re.S
)
"""What dpa and TT set into the body once more: the slug, the line of section and source."""
_BLANK_LINE = re.compile(r"\n[ \t]{0,99}\n")
_NEARLY = 0.9
"""Share of the fullest text's letters from which on another says the same."""
_OPEN = words("<p> <p <br> <br/> <div <div> <html> <body> <h1> <h2> <ul> <table <section <article </p>")


def fullest(texts: list[Told]) -> Flow:
    """The fullest of `texts` laid out; an empty flow where there is none."""
    found = [(_ORDER.index(_kind(one)), _laid_out(one)) for one in texts]
    known = [pair for pair in found if pair[0] < _ORDER.index("other")] or found
    sizes = [len(xmlfields.letters(flow.copy)) for _, flow in known]
    most = max(sizes, default=0)
    nearly = [pair for pair, size in zip(known, sizes, strict=True) if size and size >= _NEARLY * most]
    return min(nearly, key=lambda pair: pair[0])[1] if nearly else Flow()


def _kind(one: Told) -> Kind:
    """By the media type, then by the role, then by the text's own tags."""
    opening = one.value[:2000].lower()
    if "nitf" in one.content_type or ("xml" in one.content_type and "<nitf" in opening):
        return "nitf"
    if "html" in one.content_type or (not one.content_type and "html" in one.role):
        return "html"
    if "xml" in one.content_type or "json" in one.content_type:
        return "other"
    if "<nitf" in opening:
        return "nitf"
    return "html" if any(mark in opening for mark in _OPEN) else "plain"


def _laid_out(one: Told) -> Flow:
    kind = _kind(one)
    if kind == "plain":
        return Flow(fields.plain_paragraphs(one.value))
    if kind == "html" and fields.is_marked_up(one.value):
        return html_flow(_METADATA.sub("", one.value), wired=True)
    if kind == "html":
        return Flow(tuple(" ".join(paragraph.split()) for paragraph in _BLANK_LINE.split(one.value.strip())))
    tree = tree_of(one.value, lower=True)
    article = article_of(tree.root) if tree else Article()
    return Flow(article.paragraphs, article.captions)
