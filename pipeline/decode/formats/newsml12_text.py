"""What a NewsML 1 item consists of: its texts by role and language, the captions of its pictures, its media."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.decode.formats.markup import captioned, words_of
from pipeline.decode.formats.nitf import Article, article_of
from pipeline.decode.formats.xmlfields import folded, language_tag, letters
from pipeline.decode.formats.xmltree import Element, language_at
from pipeline.decode.words import words
from pipeline.story import Caption

LEADS = words("lead lede intro ingress")
ABSTRACTS = words("abstract summary synopsis teaser description tweettext")
DECKS = words("subheadline subheading subtitle deck")
HEADS = words("headline title")
CONTACTS = words("contact contacts")
CAPTIONS = words("caption photocaption picturecaption")
_NO_COPY = words("stylesheet logo keywords metadata")
_MEDIA = {
    "photo": "picture", "picture": "picture", "image": "picture", "graphic": "graphic", "graphics": "graphic",
    "animation": "graphic", "video": "video", "livevideo": "video", "audio": "audio",
}  # fmt: skip
_NOT_LETTERS = re.compile(r"[^a-z]")
_SAME, _REACH = 150, 20_000
"""Letters by whose first a text is known again, and those of the main text among which it is looked for."""


@dataclass(frozen=True)
class Text:
    """One text of an item. `role` in lower-case letters, `way` the components around it, the nearest first; `choice`:
    one of several renditions, of which a reader takes one.
    """

    role: str
    language: str | None
    way: tuple[Element, ...]
    article: Article
    marked_up: bool
    choice: bool

    @property
    def plain(self) -> str:
        return "\n\n".join(self.article.paragraphs)

    @property
    def is_body(self) -> bool:
        return self.role not in LEADS | ABSTRACTS | DECKS | HEADS | CONTACTS | CAPTIONS


def texts_of(item: Element) -> list[Text]:
    """All texts of a `NewsItem`, in order, those without a letter left out."""
    components = list(item.iter("NewsComponent"))
    roles = {component: _role(component) for component in components}
    languages = {component: formal(component, "DescriptiveMetadata/Language") for component in components}
    choices = {component for component in components if component.get("EquivalentsList") == "yes"}
    choices.update(found for found in (basis.getparent() for basis in item.iter("BasisForChoice")) if found is not None)
    out = []
    for content in item.iter("ContentItem"):
        data = content.find("DataContent")
        way = way_of(content, item) if data is not None else None
        if data is None or way is None or _medium(content) or _is_style(content):
            continue
        role = next(filter(None, map(roles.__getitem__, way)), "")
        article = article_of(data)
        if role not in _NO_COPY and (article.paragraphs or article.headline):
            told = next(filter(None, map(languages.__getitem__, way)), None) or language_at(content)
            choice = not choices.isdisjoint(way)
            out.append(Text(role, language_tag(told), way, article, len(data) > 0, choice))
    return out


def body_of(texts: list[Text], language: str | None) -> tuple[Text | None, tuple[str, ...]]:
    """The fullest body in `language` (in any where there is none), and its paragraphs: the lead before it, and what
    stands beside it and is no rendition of it behind.
    """
    ours = [text for text in texts if text.language == language] or texts
    bodies = [text for text in ours if text.is_body]
    if not bodies:
        return None, ()
    sizes = {id(text): len(letters(text.plain)) for text in bodies}
    fullest = max(bodies, key=lambda text: sizes[id(text)])
    alike = (text for text in bodies if text.marked_up and sizes[id(text)] * 10 >= sizes[id(fullest)] * 9)
    best = fullest if fullest.marked_up else next(alike, fullest)
    known = letters(best.plain)[:_REACH]
    openings: set[str] = set()
    before: list[str] = []
    behind: list[str] = []
    for text in ours:
        opening = letters(text.plain)[:_SAME]
        if text is best or opening in openings or opening in known:
            continue
        openings.add(opening)
        if text.role in LEADS:
            before += text.article.paragraphs
        elif text.is_body and not text.choice:
            behind += text.article.paragraphs
    return best, (*before, *best.article.paragraphs, *behind)


def captions_of(item: Element, body: Text | None) -> tuple[Caption, ...]:
    """The captions of what is seen beside the body: components with a picture (also a video's), and pictures in the
    body's own component.
    """
    on_way = set(body.way) if body else set()
    taken: set[Element] = set()
    out: list[Caption] = []
    for component in item.iter("NewsComponent"):
        if component in on_way or any(above in taken for above in component.iterancestors("NewsComponent")):
            continue
        taken.add(component)
        if _role(component) != "logo" and _has_picture(component):
            out += _caption(component)
    if body and body.way:
        out += filter(None, map(_caption_property, body.way[0].findall("ContentItem")))
    return tuple(dict.fromkeys(out))


def media_of(item: Element) -> str | None:
    """The dead code of what the item consists of beside text: its first medium."""
    return next(filter(None, map(_medium, item.iter("ContentItem"))), None)


def formal(element: Element | None, path: str) -> str:
    """The `FormalName` of what stands at `path`, or its text where a sender writes it so."""
    found = element.find(path) if element is not None else None
    return folded(found.get("FormalName") or found.text) if found is not None else ""


def way_of(content: Element, item: Element) -> tuple[Element, ...] | None:
    """The components around `content` up to `item`, the nearest first; None where it belongs to an item within."""
    way: list[Element] = []
    for above in content.iterancestors("NewsComponent", "NewsItem"):
        if above is item:
            return tuple(way)
        if above.tag == "NewsItem":
            return None
        way.append(above)
    return None


def _role(component: Element) -> str:
    return _NOT_LETTERS.sub("", formal(component, "Role").lower())


def _medium(content: Element) -> str | None:
    """The dead code of a medium that is no text."""
    kind = _MEDIA.get(_NOT_LETTERS.sub("", formal(content, "MediaType").lower()))
    mime = formal(content, "MimeType").lower().partition("/")[0]
    return kind or _MEDIA.get(mime)


def _is_style(content: Element) -> bool:
    return "css" in formal(content, "Format").lower() or formal(content, "MimeType").lower() == "text/css"


def _has_picture(component: Element) -> bool:
    return any(_medium(content) == "picture" for content in component.iter("ContentItem"))


def _caption(component: Element) -> Iterator[Caption]:
    told = (content for content in component.iter("ContentItem") if _medium(content) is None)
    articles = (article_of(data) for content in told for data in content.findall("DataContent"))
    texts = (" ".join(" ".join(article.paragraphs).split()) for article in articles)
    lines = component.find("NewsLines")
    headline = words_of(lines.find("HeadLine")) if lines is not None else ""
    text = next(filter(None, texts), headline)
    if text and lines is not None:
        person = words_of(lines.find("ByLine"))
        read = captioned(text, words_of(lines.find("CreditLine")) or None)
        yield read.model_copy(update={"photographer": person or read.photographer})
    elif text:
        yield captioned(text, None)


def _caption_property(content: Element) -> Caption | None:
    if _medium(content) != "picture":
        return None
    for found in content.iter("Property"):
        text = folded(found.get("Value") or found.get("value"))
        if (found.get("FormalName") or "").lower() == "caption" and text:
            return captioned(text, None)
    return None
