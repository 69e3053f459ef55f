"""NewsML 1.0 to 1.2 (IPTC), as AFP, Business Wire, dpa, EFE, ANP, ATS, Kyodo, PA and TASS send it.

A `NewsItem` is one story: `Identification` and `NewsManagement` are its envelope, `NewsComponent`s nest at will around
what it consists of. The copy is the fullest text in the item's language; headline, dateline and the like stand in the
`NewsLines` nearest to it, codes in the metadata on the way to it. Fields: `docs/formats/newsml12.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.decode.anatomy.marks import note_kind
from pipeline.decode.charset import Copy
from pipeline.decode.envelope import Envelope, Part, failure
from pipeline.decode.formats.bylines import Byline, read_byline
from pipeline.decode.formats.markup import words_of
from pipeline.decode.formats.newsml12_meta import (
    categories_of,
    embargo_end,
    identifier,
    keywords_of,
    line_of,
    name_label,
    subjects_of,
    text_at,
    typed_lines,
)
from pipeline.decode.formats.newsml12_text import (
    ABSTRACTS,
    CONTACTS,
    DECKS,
    HEADS,
    Text,
    body_of,
    captions_of,
    formal,
    media_of,
    texts_of,
)
from pipeline.decode.formats.nitf import Article
from pipeline.decode.formats.xmlfields import (
    abstracts,
    agency_of,
    day_of,
    editor_notes,
    folded,
    is_embargo,
    kind_told,
    language_tag,
    letters,
    moment,
    moment_about,
    note,
    slug_and_tags,
    status_doubts,
    status_of,
    urgency_of,
    without_headline,
)
from pipeline.decode.formats.xmltree import Element, language_at, tree_of
from pipeline.decode.words import words
from pipeline.story import Caption, Code, Issue, LifecycleKind, Note
from pipeline.supplier import Supplier

_ADVISING = words("advisoryline note instruction correction")
_TELLING = words("summary abstract teaser description")


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    tree = tree_of(copy.text)
    if tree is None:
        return (failure("malformed", "there is no element in the record"),)
    issues = (*copy.issues, *tree.issues)
    items = list(tree.root.iter("NewsItem"))
    parts = tuple(part for item in items for part in _parts(item, tree.root, issues, supplier, alone=len(items) == 1))
    if parts:
        return parts
    if next(tree.root.iter("TopicSet", "Topic"), None) is not None:
        return (failure("concept", "the document describes topics for machines"),)
    if tree.root.tag in ("Catalog", "NewsML") and next(tree.root.iter("Catalog"), None) is not None:
        return (failure("catalogue", "the document is a catalogue of schemes"),)
    return (failure("no_story", "the document holds no news item"),)


def _parts(
    item: Element, root: Element, issues: tuple[Issue, ...], supplier: Supplier, *, alone: bool
) -> Iterator[Part]:
    """The story or the dead code of an item; nothing for one that only points to others in a message of several."""
    texts = texts_of(item)
    copies = any(text.is_body for text in texts)
    told = copies or any(text.role in ABSTRACTS for text in texts)
    medium = media_of(item)
    headline = any(words_of(line) for line in item.iter("HeadLine"))
    canceled = status_of(formal(item, "NewsManagement/Status")) == "canceled"
    if told or (medium is None and (headline or canceled)):
        yield _envelope(item, root, texts, issues, supplier)
    elif medium:
        yield failure(medium, f"the item is {medium}, without copy of its own")
    elif next(item.iter("TopicSet", "Topic"), None) is not None:
        yield failure("concept", "the item describes topics for machines")
    elif next(item.iter("NewsItemRef"), None) is None:
        yield failure("no_story", "the item has neither headline nor text")
    elif alone:
        yield failure("package", "the item only points to others")


def _envelope(
    item: Element, root: Element, texts: list[Text], issues: tuple[Issue, ...], supplier: Supplier
) -> Envelope:
    zone = supplier.time_zone
    language = _language(item, texts)
    body, paragraphs = body_of(texts, language)
    ours = [text for text in texts if text.language == language] or texts
    way = body.way if body else tuple(item.iter("NewsComponent"))
    article = body.article if body else Article()
    headline = line_of(way, "HeadLine") or article.headline or _told(ours, HEADS) or None
    captions = captions_of(item, body)
    copy = "\n\n".join(_without_captions(without_headline(paragraphs, headline), captions))
    management = item.find("NewsManagement")
    status = formal(management, "Status")
    created = text_at(management, "ThisRevisionCreated")
    held, until = is_embargo(status), embargo_end(management, zone)
    summaries = [*typed_lines(way, _TELLING), *article.abstracts, *(t.plain for t in ours if t.role in ABSTRACTS)]
    slug, slug_tags = slug_and_tags(line_of(way, "SlugLine") or next(typed_lines(way, {"slug", "slugline"}), None))
    advice = tuple(_advice(item, way, embargo_told=held))
    byline = _byline(way, article)
    guid, revision = identifier(item)
    categories = tuple(categories_of(way))
    return Envelope(
        format="newsml12",
        copy=copy or "\n\n".join(filter(None, map(folded, summaries))),
        issues=(*issues, *status_doubts(status)),
        headline=headline,
        body_only=True,
        agency=agency_of([*_agencies(way, item, root), article.distributor, byline.agency], copy),
        guid=guid,
        guid_owner=agency_of([*_agencies(way, item, root)], ""),
        revision=revision,
        day=day_of(created or text_at(management, "FirstCreated")),
        first_created=moment(text_at(management, "FirstCreated"), zone),
        sent=moment(created, zone),
        sent_about=moment_about(created),
        embargoed=held,
        embargo_until=until if held else None,
        status=status_of(status),
        kind=_kind(item, categories, advice),
        slug=slug or name_label(item),
        slug_tags=slug_tags,
        subheadline=line_of(way, "SubHeadLine") or article.subheadline or _told(ours, DECKS) or None,
        byline=byline.names,
        dateline=line_of(way, "DateLine") or article.dateline,
        priority=formal(root, "NewsEnvelope/Priority") or None,
        urgency=urgency_of(formal(management, "Urgency")),
        categories=categories,
        subjects=subjects_of(way),
        keywords=keywords_of(way),
        language=language,
        captions=captions + article.captions,
        before=(
            *advice,
            *_rights(way),
            *((byline.note,) if byline.note else ()),
            *article.notes,
            *(abstracts(summaries, copy, headline) if copy else ()),
        ),
        after=tuple(told for text in ours if text.role in CONTACTS for told in note("contact", text.plain)),
    )


def _language(item: Element, texts: list[Text]) -> str | None:
    """The item's default language: of its outermost component, else of its first text."""
    outer = item.find("NewsComponent")
    told = language_tag(formal(outer, "DescriptiveMetadata/Language"))
    own = language_tag(language_at(outer if outer is not None else item))
    return told or own or next((text.language for text in texts if text.language and text.is_body), None)


def _kind(item: Element, categories: tuple[Code, ...], advice: tuple[Note, ...]) -> LifecycleKind | None:
    """From an instruction (`Rectify`), the genre, a note's opening; else a revision of an earlier one is an update."""
    orders = [formal(found, ".") for found in item.iterfind("NewsManagement/Instruction")]
    if any(order.lower() == "rectify" for order in orders):
        return "correction"
    told = kind_told((*orders, *(code.code for code in categories)), (found.text for found in advice))
    revision = item.find("Identification/NewsIdentifier/RevisionId")
    previous = folded(revision.get("PreviousRevision")) if revision is not None else ""
    return told or ("update" if previous.strip("0") else None)


def _byline(way: tuple[Element, ...], article: Article) -> Byline:
    """The printed byline; where there is none, the people whom the metadata name as creators."""
    printed = " ".join(filter(None, (line_of(way, "ByLine"), line_of(way, "ByLineTitle"))))
    if printed or article.byline.names or article.byline.note:
        return read_byline(printed) if printed else article.byline
    for component in way:
        for party in component.iterfind("AdministrativeMetadata/Creator/Party"):
            found = read_byline(party.get("FormalName"))
            if found.names and all(" " in name for name in found.names):
                return found
    return Byline()


def _agencies(way: tuple[Element, ...], item: Element, root: Element) -> Iterator[str]:
    """Provider, credit, sender and source, in this order of trust."""
    outward = [component.find("AdministrativeMetadata") for component in way]
    yield from (formal(found, "Provider/Party") for found in outward)
    yield line_of(way, "CreditLine")
    yield formal(root, "NewsEnvelope/SentFrom/Party")
    yield text_at(item, "Identification/NewsIdentifier/ProviderId")
    yield from (formal(found, "Source/Party") for found in outward)


def _advice(item: Element, way: tuple[Element, ...], *, embargo_told: bool) -> Iterator[Note]:
    """What the sender tells editors: instructions, advisory lines, comments without a name; what comes with the story.

    AFP's advisory line is the line in brackets of plain copy (`(ADDS …)`) without them.
    """
    told = [words_of(found) for found in item.iterfind("NewsManagement/Instruction")]
    told += typed_lines(way, _ADVISING)
    told += (words_of(found) for component in way for found in component.findall("Comment") if _is_bare(found))
    for text in told:
        kind = note_kind(f"({folded(text)})")
        yield from note("trash_line", text) if kind == "trash_line" else editor_notes([text], embargo_told=embargo_told)
    for text in typed_lines(way, {"productline"}):
        yield from note("header", text)


def _is_bare(comment: Element) -> bool:
    return not comment.get("FormalName")


def _rights(way: tuple[Element, ...]) -> Iterator[Note]:
    for component in reversed(way):
        for line in component.iterfind("NewsLines/*"):
            if line.tag in ("CopyrightLine", "RightsLine"):
                yield from note("rights", words_of(line))


def _told(texts: list[Text], roles: frozenset[str]) -> str:
    found = next((text.article.paragraphs for text in texts if text.role in roles), ())
    return folded(" ".join(paragraph.removeprefix("* ") for paragraph in found))


def _without_captions(paragraphs: tuple[str, ...], captions: tuple[Caption, ...]) -> Iterator[str]:
    """Captions that the copy repeats have their home."""
    known = {letters(f"{caption.text} {caption.credit or ''}") for caption in captions}
    return (paragraph for paragraph in paragraphs if letters(paragraph) not in known)
