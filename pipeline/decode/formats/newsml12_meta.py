"""The fields of a NewsML 1 item that are no text: identity, embargo, codes, and the news lines by their names.

`way` is the components around the copy, the nearest first: what stands nearest holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo

from pipeline.decode.formats.markup import words_of
from pipeline.decode.formats.newsml12_text import formal
from pipeline.decode.formats.xmlfields import codes, folded, moment, revision_of, status_of
from pipeline.decode.formats.xmltree import Element
from pipeline.decode.words import words
from pipeline.story import Code

_SUBJECTS = words("Subject SubjectMatter SubjectDetail SubjectQualifier")
_KEYWORDS = re.compile(r".{0,30}keywords?$", re.I)


def identifier(item: Element) -> tuple[str | None, int | None]:
    """`PublicIdentifier` without the revision behind it; where it is none, what it has to be by NewsML 1.2:
    `urn:newsml:ProviderId:DateId:NewsItemId`.
    """
    names = item.find("Identification/NewsIdentifier")
    printed = text_at(names, "RevisionId")
    parts = text_at(names, "PublicIdentifier").split(":")
    update = names.find("RevisionId") if names is not None else None
    mark = (update.get("Update") or "") if update is not None else ""
    # Of a URN with no more than its five parts the last is the item, though it be called as its revision is.
    if len(parts) > 5 and printed and parts[-1] in (printed, printed + mark):
        parts = parts[:-1]
    fields = [text_at(names, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    built = ":".join((*(("urn", "newsml") if all(fields) else ()), *filter(None, fields)))
    guid = ":".join(parts) if len(parts) > 3 else built if fields[2] else None
    return guid or None, revision_of(printed) if guid else None


def embargo_end(management: Element | None, zone: tzinfo | None) -> datetime | None:
    """When the status will change to usable."""
    for change in management.findall("StatusWillChange") if management is not None else ():
        if status_of(formal(change, "FutureStatus")) == "usable":
            return moment(text_at(change, "DateAndTime"), zone)
    return None


def categories_of(way: tuple[Element, ...]) -> Iterator[Code]:
    for component in reversed(way):
        for found in component.iterfind("DescriptiveMetadata/Genre"):
            yield from codes(found.get("FormalName"))
        for found in component.iterfind("DescriptiveMetadata/Property"):
            if (found.get("FormalName") or "").lower() == "category":
                yield from codes(found.get("Value"))


def subjects_of(way: tuple[Element, ...]) -> tuple[Code, ...]:
    """Each subject once: AFP repeats them for each of its categories."""
    found = (one for component in reversed(way) for one in component.iterfind("DescriptiveMetadata/SubjectCode/*"))
    told = (
        codes(one.get("FormalName"), scheme=one.get("Scheme") or one.get("Vocabulary"))
        for one in found if one.tag in _SUBJECTS
    )  # fmt: skip
    out: dict[str | None, Code] = {}
    for code in (code for some in told for code in some):
        out.setdefault(code.code, code)
    return tuple(out.values())


def keywords_of(way: tuple[Element, ...]) -> tuple[str, ...]:
    """`KeywordLine`s and properties called keywords; several in one are parted by semicolons."""
    found: list[str] = []
    for component in reversed(way):
        found += (words_of(line) for line in component.iterfind("NewsLines/KeywordLine"))
        for owner in (*component.findall("DescriptiveMetadata"), *component.findall("Metadata")):
            properties = (one for one in owner.iter("Property") if _KEYWORDS.match(one.get("FormalName") or ""))
            found += (one.get("Value") or "" for one in properties)
    return tuple(dict.fromkeys(filter(None, (folded(word) for line in found for word in line.split(";")))))


def line_of(way: tuple[Element, ...], name: str) -> str:
    """The news line of this name that stands nearest to the text."""
    lines = (words_of(line) for component in way for line in component.iterfind(f"NewsLines//{name}"))
    return next(filter(None, lines), "")


def typed_lines(way: tuple[Element, ...], kinds: frozenset[str] | set[str]) -> Iterator[str]:
    """Texts of `NewsLine`s of these types."""
    for component in way:
        for line in component.iterfind("NewsLines/NewsLine"):
            if formal(line, "NewsLineType").lower() in kinds:
                yield from filter(None, (words_of(text) for text in line.findall("NewsLineText")))


def name_label(item: Element) -> str | None:
    """AFP's slug stands in the name of the item: words joined by hyphens."""
    label = words_of(item.find("Identification/NameLabel"))
    return label if label and " " not in label else None


def text_at(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return words_of(found)
