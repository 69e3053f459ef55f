"""Marked-up copy laid out as plain paragraphs: XHTML, HTML and NITF, as an element or as a string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.anatomy.captions import caption_of
from pipeline.decode.charset import without_controls
from pipeline.decode.formats.layout import BREAK, Page, separator, wire_paragraphs, without_marks
from pipeline.decode.formats.layout import CELL_GAP as CELL_GAP
from pipeline.decode.formats.xmltree import Element, local, parsed
from pipeline.decode.words import words
from pipeline.story import Caption

_PHOTO_WORDS = re.compile(
    r"\b(?:file |handout )?(?:photo(?:graph)?|foto|picture|image|bild|credit|pool|handout|stringer)s?\b(?: by\b)?\s?:?",
    re.I,
)
_CREDIT_BEHIND = re.compile(r"\s(?P<credit>\((?P<inner>[^()]{2,80})\))\.?$")
_HTML = re.compile(r"<(?:p|br|div|html|body|b|i|em|strong|table|ul|h[1-6]|span)\b[^<>]{0,500}>|</[a-z]", re.I)
_GIVERS = re.compile(r"/|\bvia\b|,")
_SKIPPED = words(
    "script style head template noscript iframe object embed applet audio video svg map colgroup media-object "
    "media-metadata nitf-table-metadata"
)


@dataclass(frozen=True)
class Flow:
    """Marked-up copy laid out: paragraphs (a table's rows are lines of one), and the captions set between them."""

    paragraphs: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()

    @property
    def copy(self) -> str:
        return "\n\n".join(self.paragraphs)


def html_flow(text: str, *, wired: bool = False) -> Flow:
    """The copy of a string of HTML (a fragment, a page, or text without any mark). `wired` as in `flow_of`."""
    clean, _ = without_controls(text)
    # HTML declares no entities; here `huge_tree` only lifts the depth to 2048, which fonts left open do reach.
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True, encoding="utf-8"
    )
    root = parsed(clean, parser)
    return Flow() if root is None else flow_of(root, wired=wired)


def text_flow(text: str) -> Flow:
    """Copy that comes as a string: HTML, or plain copy whose own lines, indents and blank lines part it."""
    if _HTML.search(text):
        return html_flow(text, wired=True)
    return Flow(tuple(wire_paragraphs(without_controls(text)[0])))


def words_of(element: Element | None) -> str:
    """All text within `element` on one line, white space folded; what stands in blocks is parted by blanks."""
    if element is None:
        return ""
    pieces = [text if text else separator(name) for text, name in _pieces(element)]
    return without_marks("".join(pieces).replace(BREAK, " "))


def captioned(text: str, credit: str | None) -> Caption:
    """The caption of a picture whose credit may be a field of its own (`AP Photo/Ana Lima`) or the caption's end."""
    behind = None if credit else _CREDIT_BEHIND.search(text)
    if behind and (_PHOTO_WORDS.match(behind["inner"]) or usual_name(behind["inner"].rpartition("/")[2].strip())):
        text, credit = text[: behind.start()].rstrip(), behind["credit"]
    read = caption_of(f"{text.rstrip(' .')}. {credit}" if credit else text) or Caption(text=text)
    if credit and read.credit != credit:
        read = Caption(text=text, credit=credit)
    givers = [giver.strip(" ().:") for giver in _GIVERS.split(_PHOTO_WORDS.sub(" ", read.credit or ""))]
    agencies = [name for name in map(_picture_agency, givers) if name]
    people = [giver for giver in givers if 1 < len(giver.split()) < 6 and not _picture_agency(giver)]
    return read.model_copy(
        update={
            "text": text if credit else read.text,
            "agency": next(iter(agencies), read.agency),
            "photographer": next(iter(people), None),
        }
    )


def _picture_agency(giver: str) -> str | None:
    return "Getty Images" if giver.startswith("Getty") else usual_name(giver)


def flow_of(root: Element, *, wired: bool = False) -> Flow:
    """The copy within `root`, laid out. Linear in its size.

    `wired`: an element may hold plain wire copy, whose own lines, indents and blank lines part it (Reuters sends a
    whole story in one `p`).
    """
    page = Page(wired=wired)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element).lower()
        if event == "end":
            if page.unknown and page.unknown[-1] is element:
                page.unknown.pop()
                page.end_paragraph()
            page.close(name)
            if element is not root and element.tail:
                page.words.append(element.tail)
        elif _set_apart(page, name, element):
            walk.skip_subtree()
        else:
            if page.is_block(name, element):
                page.unknown.append(element)
                page.end_paragraph()
            page.open(name)
            page.words.append(element.text or "")
    page.end_paragraph()
    return Flow(tuple(page.lists[0]), tuple(page.captions))


def _set_apart(page: Page, name: str, element: Element) -> bool:
    """Take an element whose content does not flow with the rest."""
    if name == "pre":
        page.end_paragraph()
        for paragraph in wire_paragraphs(_lines(element), listed=True):
            page.add(paragraph)
        return True
    if name in ("figcaption", "media") or (name == "figure" and _is_picture(element)):
        page.end_paragraph()
        caption = _media_caption(element) if name == "media" else _figure_caption(element)
        if caption:
            page.captions.append(caption)
        return True
    return name in _SKIPPED


def _is_picture(figure: Element) -> bool:
    """False for a figure that holds copy (a table, a quotation, paragraphs) or stands in another."""
    if next(figure.iterancestors("figure"), None) is not None:
        return False
    return next(figure.iter("p", "table", "blockquote", "pre", "ul", "ol"), None) is None


def _figure_caption(figure: Element) -> Caption | None:
    """The caption of HTML's `figure`; what else stands in it is the credit (TT: `<div class="byline">`)."""
    texts = [words_of(found) for found in figure.iter("figcaption")]
    text = " ".join(filter(None, texts))
    whole = words_of(figure)
    credit = " ".join(whole.replace(text, " ", 1).split())
    return captioned(text, credit or None) if text else None


def _media_caption(media: Element) -> Caption | None:
    """The caption of NITF's `media`, with its producer or the credit among its metadata."""
    text = " ".join(filter(None, (words_of(found) for found in media.iter("media-caption"))))
    credit = " ".join(filter(None, (words_of(found) for found in media.iter("media-producer"))))
    named = {str(found.get("name")).lower(): found.get("value") for found in media.iter("media-metadata")}
    return captioned(text, credit or named.get("credit") or named.get("byline")) if text else None


def _pieces(root: Element) -> Iterator[tuple[str, str]]:
    """The text within `root` in order, and between it the names of the elements that begin or end (with no text)."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element).lower()
        if event == "start" or name != "br":
            yield "", name
        if event == "end":
            if element is not root and element.tail:
                yield element.tail, ""
        elif name in _SKIPPED and element is not root:
            walk.skip_subtree()
        elif element.text:
            yield element.text, ""


def _lines(pre: Element) -> str:
    return "".join(text if text else "\n" * (name == "br") for text, name in _pieces(pre))
