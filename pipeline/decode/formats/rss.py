"""RSS 0.9x, 1.0 and 2.0 and Atom 1.0 (RFC 4287): a feed, or one entry in its feed's root or alone.

Specifications: rssboard.org/rss-specification, web.resource.org/rss/1.0 with the modules `content`, `dc` and `dcterms`,
rssboard.org/media-rss, RFC 4287, RFC 6721 (entries that were taken back). An entry is a story. Its text is the content;
where the feed only teases, the description is. Names are read without their prefixes (`xmltree.py`): what two modules
call alike is told apart by its attributes. `docs/formats/rss.md` has the table of fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

from lxml import etree

from pipeline.decode.anatomy import agencies
from pipeline.decode.charset import Copy, issue
from pipeline.decode.envelope import Envelope, Part, failure
from pipeline.decode.formats import fields, xmlfields
from pipeline.decode.formats.bylines import Byline, people_in, read_byline
from pipeline.decode.formats.markup import Flow, captioned, flow_of, html_flow, words_of
from pipeline.decode.formats.xmltree import Element, language_at, local, tree_of
from pipeline.decode.words import words
from pipeline.story import Caption, Code, Issue, Note
from pipeline.supplier import Supplier

_FEEDS = words("rss feed rdf channel item entry")
_EMPTY: Element = etree.Element("none")
_CONTENTS = ("encoded", "content", "body", "full-text", "fulltext")
_SUMMARIES = ("description", "summary", "abstract")
_FIRST = ("published", "issued", "created")
_SENT = ("pubdate", "date")
_CHANGED = ("updated", "modified", "lastmodified")
_MEDIA = words("url medium filesize duration bitrate")
"""Attributes that tell Media RSS's `content` from Atom's."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp)\b", re.I)
_ADDRESSED = re.compile(r"\s{0,3}\S{1,100}@\S{1,100}\s{1,3}\((?P<name>[^()]{2,80})\)\s{0,3}$")
_ESCAPED_TWICE = re.compile(r"&lt;/?(?:p|br|div|a|b|i|em|strong|ul|li|h[1-6]|img|span)\b", re.I)
_READ_ON = re.compile(
    r"(?:\[?(?:\.{3}|…)\]?\s{0,3})?(?:continue reading\b.{0,200}|read (?:more|on|the full|full)\b.{0,80}"
    r"|full story\W{0,9}|the (?:post|article) .{1,300} (?:first appeared|appeared first"
    r"|was first published|was published first) .{1,100})$", re.I,
)  # fmt: skip
_READ_ON_BEHIND = re.compile(
    r"(?<=[.!?…\"”’\]])\s(?:Continue reading|Read more|Read on|Read the full (?:story|article)|Full story)\W{0,9}$"
)
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[^/?#\s]{1,253})", re.I)
_WHOLE_SITE = re.compile(r"https?://[^/?#\s]{1,253}/?$", re.I)
_NEARLY = 0.9
"""Share of the fullest text's letters from which on the content is preferred to a description."""


@dataclass(frozen=True)
class _Feed:
    """What a feed says of itself and means for its entries. `site`: its host or identifier; `people`: its authors."""

    title: str = ""
    site: str | None = None
    publisher: str = ""
    language: str = ""
    rights: str = ""
    people: tuple[str, ...] = ()


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    tree = tree_of(copy.text, lower=True)
    if tree is None:
        return (failure("malformed", "there is no element in the record"),)
    root = tree.root
    if root.tag not in _FEEDS:
        return (failure("unsupported_format", f"the document is <{local(root)}>, no feed"),)
    issues = (*copy.issues, *tree.issues)
    feed = _feed(root)
    parts: list[Part] = [_envelope(entry, feed, supplier, issues) for entry in _entries(root)]
    parts += (_withdrawn(entry, feed, supplier, issues) for entry in root.iter("deleted-entry"))
    return tuple(parts) or (failure("no_story", "the feed has no entries"),)


def _feed(root: Element) -> _Feed:
    """What the feed says of itself; nothing where an entry stands alone."""
    if root.tag in ("item", "entry"):
        return _Feed()
    channel = root if root.tag in ("feed", "channel") else next(root.iterchildren("channel"), _EMPTY)
    title, publisher, language = (_line(_first(channel, name)) for name in ("title", "publisher", "language"))
    site = _site(channel) or _site(channel, "self") or _line(_first(channel, "id")) or None
    people = people_in(", ".join(map(_author, channel.iterchildren("author"))))[0]
    return _Feed(title, site, publisher, language, _line(_first(channel, "rights", "copyright")), people)


def _entries(root: Element) -> Iterator[Element]:
    """The entries in order, beneath the channel or (RSS 1.0) beside it."""
    if root.tag in ("item", "entry"):
        yield root
    for holder in (root, *root.iterchildren("channel")):
        yield from holder.iterchildren("item", "entry")


def _envelope(entry: Element, feed: _Feed, supplier: Supplier, issues: tuple[Issue, ...]) -> Envelope:
    headline = _line(_first(entry, "title")) or None
    flow, closing, summaries = _text(entry)
    copy = "\n\n".join(xmlfields.without_headline(flow.paragraphs, headline))
    byline = _byline(entry, feed)
    first, sent, unread = _times(entry, supplier)
    before = xmlfields.abstracts(summaries, copy, headline)
    return Envelope(
        format="rss", copy=copy, issues=(*issues, *unread), headline=headline, body_only=True,
        agency=_agency(entry, feed, byline.agency, copy, supplier), guid=_guid(entry),
        guid_owner=_owner(entry, feed, supplier), sent_about=_sent_about(entry),
        first_created=first, sent=sent, byline=byline.names, categories=_codes(entry, "category"),
        subjects=_codes(entry, "subject"), keywords=_keywords(entry), language=_language(entry, feed),
        captions=(*_captions(entry), *flow.captions),
        before=(*before, byline.note) if byline.note else before, after=(*closing, *_rights(entry, feed)),
    )  # fmt: skip


def _withdrawn(entry: Element, feed: _Feed, supplier: Supplier, issues: tuple[Issue, ...]) -> Envelope:
    """RFC 6721: the entry of this identifier was taken back."""
    comment = xmlfields.note("editor_note", _line(_first(entry, "comment")))
    return Envelope(
        format="rss", copy="", issues=issues, body_only=True, guid=entry.get("ref"), status="canceled",
        agency=_agency(entry, feed, None, "", supplier), guid_owner=_owner(entry, feed, supplier),
        sent=xmlfields.moment(entry.get("when")), before=comment,
    )  # fmt: skip


def _first(element: Element, *names: str) -> Element | None:
    """The first child of the first of these names that has one with words in it."""
    children = (child for name in names for child in element.iterchildren(name))
    return next((child for child in children if (child.text or "").strip() or len(child)), None)


def _line(element: Element | None) -> str:
    """A text construct on one line: markup within it, escaped markup, or (Atom's type `text`) the words as they are."""
    if element is None:
        return ""
    if len(element) or element.get("type") == "text":
        return words_of(element)
    return fields.one_line(element.text or "")


def _flow(element: Element) -> Flow:
    """A text construct laid out."""
    if len(element):
        return flow_of(element, wired=True)
    text = fields.plain(element.text or "")
    if _ESCAPED_TWICE.search(text) and "<" not in text:
        text = unescape(text)
    if fields.is_marked_up(text) and element.get("type") not in ("text", "text/plain"):
        return html_flow(text, wired=True)
    return Flow(fields.plain_paragraphs(text))


def _text(entry: Element) -> tuple[Flow, tuple[Note, ...], list[str]]:
    """The entry's text with the link to the page at its end as a note, and its summary as a line: the content, unless a
    description says more.
    """
    contents = [child for child in entry.iterchildren(*_CONTENTS) if not child.keys() or not _MEDIA & set(child.keys())]
    summary = _first(entry, *_SUMMARIES)
    flows = [_flow(child) for child in (*contents, *([] if summary is None else [summary]))]
    sizes = [len(xmlfields.letters(flow.copy)) for flow in flows]
    best = next((flow for flow, size in zip(flows, sizes, strict=True) if size >= _NEARLY * max(sizes)), Flow())
    told, _ = _without_read_on(flows[-1].paragraphs if summary is not None else ())
    paragraphs, closing = _without_read_on(best.paragraphs)
    return Flow(paragraphs, best.captions), closing, [" ".join(told)]


def _without_read_on(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """The paragraphs without the link to the page at their end, which is a note."""
    kept = list(paragraphs)
    closing: list[str] = []
    while kept and len(kept[-1]) < 500 and _READ_ON.match(kept[-1]):
        closing.insert(0, kept.pop())
    found = _READ_ON_BEHIND.search(kept[-1], max(0, len(kept[-1]) - 60)) if kept else None
    if found:
        closing.insert(0, found[0].strip())
        kept[-1] = kept[-1][: found.start()]
    return tuple(kept), tuple(Note(kind="boilerplate", text=text) for text in closing)


def _byline(entry: Element, feed: _Feed) -> Byline:
    """The entry's authors; the feed's (RFC 4287, 4.2.1), where they are people."""
    lines = [_author(child) for child in (*entry.iterchildren("creator"), *entry.iterchildren("author"))]
    line = ", ".join(dict.fromkeys(filter(None, lines)))
    return read_byline(line) if line else Byline(feed.people)


def _author(element: Element) -> str:
    """Atom's person, or RSS's `address (Name)`; an address alone names nobody."""
    line = _line(_first(element, "name")) if len(element) else _line(element)
    addressed = _ADDRESSED.match(line)
    return addressed["name"] if addressed else "" if "@" in line else line


def _agency(entry: Element, feed: _Feed, of_byline: str | None, copy: str, supplier: Supplier) -> str | None:
    """Publisher, source, byline, the feed's publisher, dateline; without settings the feed's title."""
    source = next(entry.iterchildren("source"), _EMPTY)
    named = [_line(_first(entry, "publisher")), _line(_first(source, "title")) if len(source) else _line(source)]
    named += (of_byline or "", feed.publisher)
    found = xmlfields.agency_of(named, copy)
    if found or supplier.agency:
        return found
    first = next(iter(feed.title.replace(":", " ").split()), "")
    return first if agencies.exact_name(first) == first else feed.title or None


def _guid(entry: Element) -> str | None:
    """The entry's identifier; where it has none, its address, unless that is the whole site's."""
    about = next((value for name, value in entry.attrib.items() if str(name).endswith("}about")), None)
    pages = [link for link in _links(entry) if not _WHOLE_SITE.match(link)]
    given = [_line(_first(entry, "guid", "id")), str(about or ""), *pages]
    return next((text.strip() for text in given if text.strip()), None)


def _links(element: Element, rel: str = "alternate") -> list[str]:
    """The addresses of the page of an entry or a feed."""
    links = (link for link in element.iterchildren("link") if link.get("rel", "alternate") == rel)
    return [text for link in links if (text := (link.get("href") or link.text or "").strip())]


def _site(element: Element, rel: str = "alternate") -> str | None:
    found = next(filter(None, map(_HOST.match, _links(element, rel))), None)
    return found["host"].lower() if found else None


def _owner(entry: Element, feed: _Feed, supplier: Supplier) -> str | None:
    """Whose a short identifier is: the site's, since its feeds number their entries together; else the agency's. The
    title of a feed is nobody's name (`News`): an item's first date stands beside it.
    """
    owner = _site(entry) or feed.site or _agency(entry, feed, None, "", supplier)
    sure = owner not in (feed.title, None) or supplier.agency or agencies.exact_name(feed.title)
    if sure or entry.tag != "item":
        return owner
    return f"{feed.title} {_line(_first(entry, *_FIRST, *_SENT))}".strip() or None


def _times(entry: Element, supplier: Supplier) -> tuple[datetime | None, datetime | None, tuple[Issue, ...]]:
    """First publication, the version's own time, and issues: a feed that tells of changes dates its first state too."""
    found: list[datetime | None] = []
    unread: list[Issue] = []
    for names in (_FIRST, _SENT, _CHANGED):
        text = _line(_first(entry, *names))
        moment = fields.mail_moment(text, supplier.time_zone) if text else None
        if text and moment is None:
            unread.append(issue("time_not_read", f"{names[0]}: no moment with a zone"))
        found.append(moment)
    first, sent, changed = found
    return first or (sent if changed else None), changed or sent or first, tuple(unread)


def _sent_about(entry: Element) -> datetime | None:
    """The version's time where it has no zone, or is a day."""
    printed = next(filter(None, (_line(_first(entry, *names)) for names in (_CHANGED, _SENT, _FIRST))), "")
    return fields.mail_moment(printed, UTC) or xmlfields.moment_about(printed)


def _codes(entry: Element, name: str) -> tuple[Code, ...]:
    """RSS: the words, with the scheme in `domain`; Atom: `term`, `scheme` and `label`."""
    return fields.codes(
        fields.code(child.get("term") or _line(child), child.get("domain") or child.get("scheme"), child.get("label"))
        for child in entry.iterchildren(name)
    )


def _keywords(entry: Element) -> tuple[str, ...]:
    listed = (one.strip() for child in entry.iterchildren("keywords") for one in _line(child).split(","))
    return tuple(dict.fromkeys(filter(None, listed)))


def _language(entry: Element, feed: _Feed) -> str | None:
    text = _first(entry, *_CONTENTS, *_SUMMARIES)
    told = (_line(_first(entry, "language")), language_at(entry if text is None else text), feed.language)
    return next(filter(None, map(xmlfields.language_tag, told)), None)


def _captions(entry: Element) -> tuple[Caption, ...]:
    """Media RSS: what pictures show, with whom they are credited to. A second description is that of the pictures."""
    pictures = [media for media in entry.iter("content", "group", "thumbnail") if _is_picture(media)]
    shown = [(_line(_first(media, "description", "text")), _line(_first(media, "credit"))) for media in pictures]
    if pictures:
        credit = _line(_first(entry, "credit"))
        shown += ((_line(child), credit) for child in list(entry.iterchildren("description"))[1:])
    seen = {xmlfields.letters(text): captioned(text, credit or None) for text, credit in reversed(shown) if text}
    return tuple(reversed(seen.values()))


def _is_picture(media: Element) -> bool:
    """By the medium, the media type or the address of it or of what it holds."""
    near = (media, *media.iterchildren("content", "thumbnail"))
    told = " ".join(f"{one.get('medium', '')} {one.get('type', '')} {one.get('url', '')}" for one in near)
    return "image" in told or bool(_PICTURE.search(told))


def _rights(entry: Element, feed: _Feed) -> tuple[Note, ...]:
    texts = (_line(_first(entry, "rights", "copyright")), feed.rights)
    return tuple(note for text in texts for note in xmlfields.note("rights", text))
