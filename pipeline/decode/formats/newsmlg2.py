"""NewsML-G2 (IPTC, 2.0 to 2.35), as Reuters, AP, dpa, TT, STT, ANSA and GlobeNewswire send it.

A `newsItem` whose class is text (or composite, with text in it) is a story; `newsMessage` carries several items. The
copy stands inline as NITF, XHTML, another vocabulary of paragraphs, or data. Pictures, sound, planning, concepts and
packages are refused, each with its code. Codes are kept as scheme alias and code. Fields: `docs/formats/newsmlg2.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.decode.charset import Copy
from pipeline.decode.envelope import Envelope, Part, failure
from pipeline.decode.formats.markup import words_of
from pipeline.decode.formats.newsmlg2_meta import Meta
from pipeline.decode.formats.nitf import Article, article_of
from pipeline.decode.formats.xmlfields import (
    abstracts,
    agency_of,
    day_of,
    folded,
    language_tag,
    letters,
    local_code,
    moment,
    moment_about,
    revision_of,
    slug_and_tags,
    status_doubts,
    status_of,
    urgency_of,
    without_headline,
)
from pipeline.decode.formats.xmltree import Element, language_at, tree_of
from pipeline.decode.words import words
from pipeline.story import Failure, Issue
from pipeline.supplier import Supplier

ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "catalogItem", "planningItem")
_MEDIA = {
    "picture": "picture", "photo": "picture", "graphic": "graphic", "animation": "graphic", "audio": "audio",
    "video": "video",
}  # fmt: skip
_MIME_MEDIA = {"image": "picture", "video": "video", "audio": "audio"}
_PLANNING = words("events event eventDetails planning newsCoverage newsCoverageSet")
_DATA = words("sports-content sports-event standing schedule statistic market-data")
_COPY = words("nitf html body article p text")
_CLASSES_OF_METADATA = words("slugline dat")
"""Classes under which dpa and TT set their metadata into the body once more."""


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    tree = tree_of(copy.text)
    if tree is None:
        return (failure("malformed", "there is no element in the record"),)
    issues = (*copy.issues, *tree.issues)
    items = [item for item in tree.root.iter(*ITEMS) if next(item.iterancestors(*ITEMS), None) is None]
    if not items:
        return (failure("no_story", "the document holds no item"),)
    return tuple(part for item in items for part in _parts(item, tree.root, issues, supplier, alone=len(items) == 1))


def _parts(
    item: Element, root: Element, issues: tuple[Issue, ...], supplier: Supplier, *, alone: bool
) -> Iterator[Part]:
    """The story or the dead code of an item; nothing for a package beside the items that it points to."""
    if item.tag == "newsItem":
        yield _news(item, root, issues, supplier)
    elif item.tag == "packageItem":
        if alone:
            yield failure("package", "the package only points to items elsewhere")
    elif item.tag == "catalogItem":
        yield failure("catalogue", "the item is a catalogue of schemes")
    elif item.tag == "planningItem" or next(item.iter("eventDetails"), None) is not None:
        yield failure("planning", "the item plans coverage or tells of events")
    else:
        yield failure("concept", "the item describes concepts for machines")


def _news(item: Element, root: Element, issues: tuple[Issue, ...], supplier: Supplier) -> Envelope | Failure:
    meta = Meta(item, _language(item))
    medium = _MEDIA.get(local_code(meta.code("itemMeta/itemClass")).lower())
    if medium:
        return failure(medium, f"the item is {medium}, without copy of its own")
    content = item.find("contentSet")
    article = _article(content, meta.language) if content is not None else Article()
    if not article.paragraphs and content is not None:
        other = _other(content)
        if other:
            return failure(other, f"the item's content is {other}, without running copy")
    described = any(words_of(found) for found in item.iterfind("contentMeta/description"))
    told = article.paragraphs or article.headline or article.abstracts or described or meta.headlines()[0]
    if not told and status_of(meta.code("itemMeta/pubStatus")) != "canceled":
        return failure("no_story", "the item has neither headline nor text")
    return _envelope(meta, root, article, issues, supplier)


def _other(content: Element) -> str | None:
    """The dead code of content that is no copy: events, data, media that stand elsewhere."""
    tags = {found.tag for inline in content.iterfind("inlineXML") for found in inline}
    if tags & _PLANNING:
        return "planning"
    if tags & _DATA:
        return "data"
    mimes = (folded(found.get("contenttype")).partition("/")[0] for found in content.iterfind("remoteContent"))
    return next(filter(None, map(_MIME_MEDIA.get, mimes)), None)


def _article(content: Element, language: str | None) -> Article:
    """The fullest inline text in `language`, or in any where there is none."""
    found: list[tuple[bool, int, Article]] = []
    for inline in content.iterfind("inlineXML"):
        if not any(child.tag in _PLANNING | _DATA for child in inline) or _holds_copy(inline):
            found.append(_sized(inline, language))
    for inline in content.iterfind("inlineData"):
        if folded(inline.get("contenttype")).partition("/")[0] in ("", "text") and not inline.get("encoding"):
            found.append(_sized(inline, language))
    return max(found, key=lambda one: one[:2])[2] if found else Article()


def _sized(inline: Element, language: str | None) -> tuple[bool, int, Article]:
    _drop_metadata(inline)
    article = article_of(_copy_within(inline))
    own = language_tag(inline.get("{http://www.w3.org/XML/1998/namespace}lang"))
    ours = not own or not language or own.split("-")[0] == language.split("-")[0]
    return ours, len(letters("\n".join(article.paragraphs))), article


def _holds_copy(inline: Element) -> bool:
    return next(inline.iter("nitf", "html", "article"), None) is not None


def _copy_within(inline: Element) -> Element:
    """SportsML and the like carry an article in the middle of their data."""
    if any(child.tag in _DATA for child in inline):
        return next(inline.iter("nitf", "html", "article"), inline)
    return inline


def _drop_metadata(inline: Element) -> None:
    """Take out what the body repeats of the metadata: dpa's page header, TT's line of section and source."""
    headers = [found for found in inline.iter("header") if next(found.iter("h1"), None) is not None]
    told = [found for found in inline.iter("div", "ul") if found.get("class") in _CLASSES_OF_METADATA]
    for found in (*headers, *told):
        parent = found.getparent()
        if parent is not None and not (found.tail or "").strip():
            parent.remove(found)


def _envelope(meta: Meta, root: Element, article: Article, issues: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    item, zone = meta.item, supplier.time_zone
    headline, deck = meta.headlines()
    headline = headline or article.headline or _title(meta)
    paragraphs = without_headline(article.paragraphs, headline)
    copy = "\n\n".join(paragraphs)
    created = meta.first("itemMeta/versionCreated")
    embargo = item.find("itemMeta/embargoed")
    categories, subjects = meta.subjects()
    told = meta.editor_notes(embargo_told=embargo is not None)
    slug, slug_tags = slug_and_tags(meta.first("contentMeta/slugline"))
    byline = meta.byline(article.byline)
    summaries = [words_of(found) for found in item.iterfind("contentMeta/description")] + list(article.abstracts)
    slugged = f"{meta.first('contentMeta/slugline')}:{headline}"
    parties = [name for path in ("itemMeta/provider", "contentMeta/creditline", "contentMeta/infoSource")
               for name in (*meta.names_at(path), meta.first(path))]  # fmt: skip
    return Envelope(
        format="newsmlg2",
        copy=copy or "\n\n".join(dict.fromkeys(filter(None, summaries))),
        issues=(*issues, *status_doubts(meta.code("itemMeta/pubStatus"))),
        headline=headline,
        body_only=True,
        agency=agency_of([*parties, article.distributor, byline.agency], copy),
        guid=folded(item.get("guid")) or None,
        guid_owner=agency_of(parties, ""),
        revision=revision_of(item.get("version")),
        usn=meta.usn(),
        day=day_of(created),
        first_created=moment(meta.first("itemMeta/firstCreated"), zone),
        sent=moment(created, zone),
        sent_about=moment_about(created),
        embargoed=embargo is not None,
        embargo_until=moment(words_of(embargo), zone),
        status=status_of(meta.code("itemMeta/pubStatus")),
        kind=meta.kind(categories, told),
        slug=slug,
        slug_tags=slug_tags,
        subheadline=deck or article.subheadline,
        byline=byline.names,
        dateline=meta.dateline() or article.dateline,
        priority=words_of(root.find("header/priority")) or None,
        urgency=urgency_of(meta.first("contentMeta/urgency")),
        categories=categories,
        subjects=subjects,
        keywords=meta.keywords(),
        language=meta.language,
        captions=article.captions,
        before=(
            *meta.rights(),
            *told,
            *((byline.note,) if byline.note else ()),
            *article.notes,
            *(abstracts(summaries, copy, headline, slugged) if copy else ()),
        ),
    )


def _language(item: Element) -> str | None:
    told = (found.get("tag") for found in item.iterfind("contentMeta/language"))
    return next(filter(None, map(language_tag, told)), language_tag(language_at(item)))


def _title(meta: Meta) -> str | None:
    """The item's own title, unless it is a slug."""
    title = meta.first("itemMeta/title")
    return title if " " in title else None
