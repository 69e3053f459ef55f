"""NITF, the News Industry Text Format (IPTC; 3.x, and 2.x with a document type), as AP, AAP, PA, NTB, EFE, Ritzau and
ANSA send it; and the NITF articles inside NewsML.

`head` is the envelope: `docdata` with the identifier, urgency, times, status and message to editors; `tobject` with the
subjects; `meta` with what senders add (`anpa-keyword`, `anpa-category`). `body.head` has headline, byline, dateline and
abstract, `body.content` the copy, `body.end` what closes it. Fields: `docs/formats/nitf.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from pipeline.decode.charset import Copy
from pipeline.decode.envelope import Envelope, Part, failure
from pipeline.decode.formats.bylines import NO_BYLINE, Byline, read_byline
from pipeline.decode.formats.markup import Flow, flow_of, text_flow, words_of
from pipeline.decode.formats.xmlfields import (
    abstracts,
    agency_of,
    codes,
    day_of,
    editor_notes,
    folded,
    is_embargo,
    kind_told,
    language_tag,
    moment,
    moment_about,
    note,
    slug_and_tags,
    status_doubts,
    status_of,
    urgency_of,
    without_headline,
)
from pipeline.decode.formats.xmltree import Element, language_at, local, tree_of
from pipeline.story import Caption, Code, Issue, Note, NoteKind
from pipeline.supplier import Supplier

_EMPTY: Element = etree.Element("none")
# What `note`'s class says of it; all others are for editors.
_NOTES: dict[str, NoteKind] = {"cpyrt": "rights", "trademk": "rights", "end": "boilerplate"}
_SLUGS = ("slug", "slugline", "anpa-keyword", "ntbstikkord")
_CATEGORIES = ("anpa-category", "category", "categoria")
_PRIORITIES = ("priority", "anpa-priority", "prioridad", "ntbprioritet")
_NOTHING = ("", "no", "none", "false", "0", "n/a")
_STAMP = re.compile(r"[0-9T:.+-]{6,30}Z?")


@dataclass(frozen=True)
class Article:
    """The body of one NITF document. `paragraphs` are laid out (`markup.Flow`)."""

    headline: str | None = None
    subheadline: str | None = None
    byline: Byline = NO_BYLINE
    dateline: str | None = None
    distributor: str | None = None
    abstracts: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    paragraphs: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    tree = tree_of(copy.text, lower=True)
    if tree is None:
        return (failure("malformed", "there is no element in the record"),)
    documents = [tree.root] if tree.root.tag == "nitf" else list(tree.root.iter("nitf"))
    if not documents:
        return (failure("unsupported_format", f"the document is <{local(tree.root)}>, not NITF"),)
    issues = (*copy.issues, *tree.issues)
    return tuple(_part(document, issues, supplier) for document in documents)


def _part(document: Element, issues: tuple[Issue, ...], supplier: Supplier) -> Part:
    found = _envelope(document, issues, supplier)
    if found.headline or found.copy or found.status == "canceled":
        return found
    return failure("no_story", "the document has neither headline nor text")


def article_of(document: Element) -> Article:
    """The article in a `nitf` element, or in whatever holds its paragraphs: `body.content`, XHTML, text alone."""
    head = next(document.iter("body.head"), None)
    contents = [found for found in document.iter("body.content") if not _in_note(found)] or [document]
    flows = [_flow(part) for part in (*contents, *_endings(document))]
    paragraphs = tuple(paragraph for flow in flows for paragraph in flow.paragraphs)
    captions = tuple(caption for flow in flows for caption in flow.captions)
    if head is None:
        return Article(paragraphs=paragraphs, captions=captions)
    headline, subheadline = _headlines(head)
    return Article(
        headline=headline,
        subheadline=subheadline,
        byline=_byline(head.find("byline")),
        dateline=_dateline(head.find("dateline")),
        distributor=words_of(head.find("distributor")) or None,
        abstracts=tuple(filter(None, (words_of(found) for found in head.iter("abstract")))),
        notes=tuple(_notes(head)),
        paragraphs=without_headline(paragraphs, headline),
        captions=captions,
    )


def _flow(holder: Element) -> Flow:
    """The copy of what holds elements, or nothing but text (plain copy, or HTML in a CDATA section)."""
    return flow_of(holder, wired=True) if len(holder) else text_flow(holder.text or "")


def _envelope(document: Element, issues: tuple[Issue, ...], supplier: Supplier) -> Envelope:
    article = article_of(document)
    head = document.find("head")
    data = head.find("docdata") if head is not None else None
    head, data = _or_empty(head), _or_empty(data)
    meta = _meta(head)
    headline = article.headline or words_of(head.find("title")) or None
    copy = "\n\n".join(article.paragraphs)
    issued = _norm(data, "date.issue")
    sent, release = moment(issued, supplier.time_zone), moment(_norm(data, "date.release"), supplier.time_zone)
    management = data.get("management-status")
    held = is_embargo(management) or _is_held(release, sent, day_of(issued))
    corrects = _corrects(data)
    told = editor_notes([_get(data, "ed-msg", "info") or ""], embargo_told=held)
    guid, revision = _identifier(data, meta)
    slug, slug_tags = slug_and_tags(next(filter(None, map(meta.get, _SLUGS)), None))
    categories = tuple(_categories(head, data, meta))
    source = _get(data.find("del-list"), "from-src", "src-name")
    summary = article.abstracts if copy else ()
    return Envelope(
        format="nitf",
        copy=copy or "\n\n".join(article.abstracts),
        issues=(*issues, *status_doubts(management)),
        headline=headline,
        body_only=True,
        agency=agency_of(
            [article.distributor, _get(data, "doc-id", "regsrc"), source, _get(data, "doc.copyright", "holder"),
             article.byline.agency], copy,
        ),
        guid=guid,
        guid_owner=agency_of([_get(data, "doc-id", "regsrc"), source, _get(data, "doc.copyright", "holder")], ""),
        revision=revision,
        day=day_of(issued),
        sent=sent,
        sent_about=moment_about(issued),
        embargoed=held,
        embargo_until=release if held else None,
        status=status_of(management),
        kind=kind_told([*(it.kind for it in corrects), *(it.code for it in categories)], [it.text for it in told]),
        slug=slug,
        slug_tags=slug_tags,
        subheadline=article.subheadline,
        byline=article.byline.names,
        dateline=article.dateline,
        priority=next(filter(None, map(meta.get, _PRIORITIES)), None),
        urgency=urgency_of(_get(data, "urgency", "ed-urg")),
        categories=categories,
        subjects=tuple(_subjects(head, data)),
        keywords=tuple(dict.fromkeys(filter(None, (folded(found.get("key")) for found in data.iter("keyword"))))),
        language=language_tag(document.get("baselang") or language_at(document)),
        captions=article.captions,
        before=(*told, *corrects, *_byline_note(article), *article.notes, *abstracts(summary, copy, headline)),
    )  # fmt: skip


def _corrects(data: Element) -> tuple[Note, ...]:
    """What `correction` says was put right, or of which item; an element without words is a sender's template."""
    info = folded(_get(data, "correction", "info"))
    item = folded(_get(data, "correction", "id-string"))
    return note("correction", item if info.lower() in _NOTHING else info)


def _is_held(release: datetime | None, sent: datetime | None, day: str | None) -> bool:
    """To be released later than it was issued; where only the day of issue is given, on that day or later."""
    if release is None:
        return False
    return release > sent if sent else bool(day and release.date().isoformat() >= day)


def _identifier(data: Element, meta: dict[str, str]) -> tuple[str | None, int | None]:
    """The identifier of all versions, and the number of this one where it stands behind (`…_02`, NTB).

    What a cancellation names by `management-doc-idref` is the story that it cancels.
    """
    printed = folded(_get(data, "doc-id", "id-string"))
    if status_of(data.get("management-status")) == "canceled":
        printed = folded(data.get("management-doc-idref")) or printed
    story, _, number = printed.rpartition("_")
    if story and story == meta.get("ntbid") and number.isdecimal() and len(number) <= 4:
        return story, int(number)
    return printed or None, None


def _headlines(head: Element) -> tuple[str | None, str | None]:
    """The main headline, and the deck: every `hl2` that does not repeat it. AP's `originalHeadline` is no deck."""
    first = [words_of(found) for found in head.iter("hl1", "hedline", "headline") if found.tag == "hl1"]
    headline = next(filter(None, first), None)
    if headline is None:
        bare = next(iter(head.iter("hedline", "headline")), None)
        headline = words_of(bare) or None if bare is not None and bare.find("hl2") is None else None
    decks = [words_of(found) for found in head.iter("hl2") if found.get("id") != "originalHeadline"]
    decks = [deck for deck in dict.fromkeys(decks) if deck and deck != headline]
    return headline, " ".join(decks) or None


def _byline(byline: Element | None) -> Byline:
    if byline is None:
        return NO_BYLINE
    title = words_of(byline.find("byttl"))
    line = words_of(byline)
    people = [words_of(person) for person in byline.iter("person")]
    plain = line[: -len(title)].rstrip(" ,") if title and line.endswith(title) else line
    read = read_byline(plain, people)
    if title and line != plain:
        return read._replace(note=Note(kind="byline", text=line))
    return read


def _byline_note(article: Article) -> tuple[Note, ...]:
    return (article.byline.note,) if article.byline.note else ()


def _dateline(dateline: Element | None) -> str | None:
    """The dateline as printed; EFE's, which is a machine's time stamp, is none."""
    printed = words_of(dateline)
    return printed if any(map(str.isalpha, _STAMP.sub("", printed))) else None


def _notes(head: Element) -> Iterator[Note]:
    for found in head.iter("note"):
        yield from note(_NOTES.get(found.get("noteclass") or "", "editor_note"), words_of(found))
    for found in head.findall("rights"):
        yield from note("rights", words_of(found))


def _in_note(content: Element) -> bool:
    above = content.getparent()
    return above is not None and above.tag == "note"


def _endings(document: Element) -> Iterator[Element]:
    for end in document.iter("body.end"):
        yield from end.iter("tagline", "bibliography")


def _meta(head: Element) -> dict[str, str]:
    """`meta` elements by their name in lower case; empty ones are none."""
    pairs = ((folded(found.get("name")).lower(), folded(found.get("content"))) for found in head.iter("meta"))
    return {name: content for name, content in pairs if name and content}


def _categories(head: Element, data: Element, meta: dict[str, str]) -> Iterator[Code]:
    """The service category, NITF's type of object (`News`, `Utenriks`) and its properties, which are the genre."""
    for name in _CATEGORIES:
        yield from codes(meta.get(name), scheme="anpa1312" if name == "anpa-category" else None)
    for found in data.iter("classifier"):
        if "categ" in (found.get("type") or "").lower():
            yield from codes(found.get("value"), scheme=found.get("type"))
    for found in head.iter("tobject"):
        yield from codes(found.get("tobject.type"))
    for found in head.iter("tobject.property"):
        yield from codes(found.get("tobject.property.type"))


def _subjects(head: Element, data: Element) -> Iterator[Code]:
    for found in head.iter("tobject.subject"):
        parts = (found.get(f"tobject.subject.{part}") for part in ("detail", "matter", "type"))
        name = next((folded(part) for part in parts if folded(part)), None)
        number = found.get("tobject.subject.refnum") or found.get("tobject.subject.code")
        yield from codes(number, name, found.get("tobject.subject.ipr"))
    for found in data.iter("classifier"):
        kind = found.get("type") or ""
        if "categ" not in kind.lower():
            yield from codes(found.get("value"), words_of(found), kind)
    content = data.find("identified-content")
    for found in content if content is not None else ():
        if found.tag != "classifier":
            yield from codes(found.get("value"), words_of(found), found.get("idsrc"))


def _norm(data: Element, name: str) -> str | None:
    found = data.find(name)
    return (found.get("norm") or words_of(found)) if found is not None else None


def _get(element: Element | None, path: str, attribute: str) -> str | None:
    found = element.find(path) if element is not None else None
    return found.get(attribute) if found is not None else None


def _or_empty(element: Element | None) -> Element:
    return element if element is not None else _EMPTY
