"""A web page as a scraper saves it: its article, laid out and read as plain copy.

The article is the `article` or `main` element, or the body without what goes around a story on a page (navigation,
header, footer, asides, forms). The headline is its `h1`, else the page's, else the title that it gives to others.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.decode.charset import Copy, without_controls
from pipeline.decode.envelope import Envelope, Part, failure
from pipeline.decode.formats.markup import flow_of, words_of
from pipeline.decode.formats.xmltree import Element, language_at, local, parsed
from pipeline.decode.words import words
from pipeline.supplier import Supplier

_AROUND = words("nav footer aside form button select dialog menu")
_BODY = re.compile(r"\b(?:articleBody|article-body|article__body|story-body|entry-content|post-content)\b")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$")
_SITE = re.compile(r"\s{1,3}[|–—·-]\s{1,3}[^|–—]{2,60}$")


def read(copy: Copy, _supplier: Supplier) -> tuple[Part, ...]:
    text, issues = without_controls(copy.text)
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True, encoding="utf-8"
    )
    page = parsed(text, parser)
    if page is None:
        return (failure("malformed", "the page holds no element"),)
    article = _article(page)
    plain = _plain(article)
    if plain:
        return (Envelope(format="plaintext", copy=plain, issues=(*copy.issues, *issues)),)
    _leave_out(article)
    flow = flow_of(article)
    headline = _headline(page, article, flow.paragraphs)
    paragraphs = _under(headline, flow.paragraphs, local(article) == "body")
    if not paragraphs and not headline:
        return (failure("no_story", "the page holds no copy"),)
    return (
        Envelope(
            format="plaintext", copy="\n\n".join(paragraphs), issues=(*copy.issues, *issues), headline=headline,
            language=_language(article), captions=flow.captions,
        ),
    )  # fmt: skip


def _article(page: Element) -> Element:
    """The element with the story: the fullest article, what is named as an article's body, the main part, the body."""
    named = (found for found in page.iter("div", "section") if _BODY.search(_names(found)))
    found = (_fullest(page), next(named, None), next(page.iter("main"), None), next(page.iter("body"), None))
    return next((element for element in found if element is not None), page)


def _fullest(page: Element) -> Element | None:
    """The `article` with the most characters of its own: those of an article within it are not its own."""
    lengths: list[tuple[int, Element]] = []
    open_ones: list[int] = []
    for event, element in etree.iterwalk(page, events=("start", "end")):
        is_article = local(element) == "article"
        if event == "start" and is_article:
            open_ones.append(len(lengths))
            lengths.append((0, element))
        if event == "end" and is_article:
            open_ones.pop()
        text = element.text if event == "start" else element.tail
        if open_ones and text:
            length, owner = lengths[open_ones[-1]]
            lengths[open_ones[-1]] = (length + len(text.strip()), owner)
    return max(lengths, key=lambda pair: pair[0])[1] if lengths else None


def _names(element: Element) -> str:
    return f"{element.get('itemprop', '')} {element.get('class', '')} {element.get('id', '')}"


def _plain(article: Element) -> str:
    """The copy of a page that is plain copy in a `pre` element and nothing else."""
    pre = next(article.iter("pre"), None)
    text = "" if pre is None else "".join(pre.itertext())
    return text if pre is not None and "".join(text.split()) == "".join("".join(article.itertext()).split()) else ""


def _headline(page: Element, article: Element, paragraphs: tuple[str, ...]) -> str | None:
    first = next(article.iter("h2"), None)
    opening = words_of(first) if paragraphs and words_of(first) == paragraphs[0] else ""
    for told in (words_of(next(root.iter("h1"), None)) for root in (article, page)):
        if told:
            return told
    title = next((meta.get("content") for meta in page.iter("meta") if meta.get("property") == "og:title"), None)
    return " ".join((title or "").split()) or opening or _SITE.sub("", words_of(next(page.iter("title"), None))) or None


def _under(headline: str | None, paragraphs: tuple[str, ...], whole_page: bool) -> list[str]:
    """The paragraphs without the headline; on a page that marks no article, those behind it."""
    at = next((at for at, paragraph in enumerate(paragraphs) if paragraph == headline), None)
    if at is None:
        return list(paragraphs)
    rest = list(paragraphs[at + 1 :])
    return rest if whole_page and rest else [*paragraphs[:at], *rest]


def _leave_out(article: Element) -> None:
    """Mark what goes around a story as what is never laid out; a page's header only where no article is marked."""
    around = (*_AROUND, "header") if local(article) == "body" else tuple(_AROUND)
    for element in list(article.iter(*around)):
        if element is not article:
            element.tag = "template"


def _language(article: Element) -> str | None:
    told = language_at(article) or ""
    return told if _LANGUAGE.match(told) else None
