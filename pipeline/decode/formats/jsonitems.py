"""JSON records: the news items in one, wherever an API's answer has put them, under the names that ninjs gives them.

A record is one document, or one on each line. Names are told without case: the branches of ninjs differ in it. What
senders call by names of their own is renamed here: the ninjs that Fingerpost's systems write, dpa's digitalwires.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.decode.envelope import failure
from pipeline.decode.formats.fields import plain
from pipeline.decode.formats.xmlfields import status_of
from pipeline.decode.words import words
from pipeline.story import Failure

Item = Mapping[str, Any]
"""A JSON object with its names in lower case."""

DEEPEST = 6
"""Objects and lists around an item: `{"data": {"items": [{"item": …}]}}`."""
LONGEST_NUMBER = 300
"""Digits. Longer ones are no number that a field has."""

_AROUND = words(
    "data item items _items result results response articles stories entries hits _source newsitem newsitems edges node"
)
_ALIASES = {
    "urn": "uri", "altid": "altids", "infosource": "infosources", "embargoeduntil": "embargoed", "embargo": "embargoed",
    "version_created": "versioncreated", "first_created": "firstcreated", "firstversion": "firstcreated",
    "ednotes": "ednote", "usage": "usageterms", "location": "located", "mediacatcodes": "service", "signal": "signals",
    "subhead": "headline_subhead", "subheadline": "headline_subhead", "subtitle": "headline_subhead",
    "abstract": "description_abstract", "summary": "description_summary", "teaser": "description_teaser",
    "standfirst": "description_standfirst", "caption": "description_caption", "article_html": "body_html",
    "bodytext": "body_text", "bodyhtml": "body_html", "authors": "bylines", "keyword": "keywords",
}  # fmt: skip
_DIGITALWIRES = {"keyword": "keywords", "dpasubject": "subject", "geosubject": "subject", "provider": "provider"}
"""Where dpa's `categories` go by their type; all others are categories."""
_NAMED = ("uri", "guid")
_NUMBERED = words("uri guid usn altids")
_DATED = words("version versioncreated firstcreated pubstatus urgency")
_TOLD = words("headline headlines bodies slugline")
_MAYBE_TOLD = words("title description descriptions body type eventdetails plannedcoverage")
_SCHEMA = words("properties $defs definitions allof anyof oneof $ref")


class Told(NamedTuple):
    """One of several headlines, bodies or descriptions: its role and media type in lower case, and what it says."""

    role: str
    content_type: str
    value: str


def items_of(text: str) -> Iterator[Item | Failure]:
    """The items of a record in order, and a `Failure` for what is broken or no news."""
    try:
        yield from _found(_loaded(text))
    except RecursionError:
        yield failure("malformed", "the JSON is nested deeper than is read")
    except ValueError as error:
        lines = text.strip().split("\n")
        if len(lines) < 2 or not _is_object(lines[0]):
            yield failure("malformed", f"the JSON is broken: {error}"[:200])
            return
        for line in lines:
            if line.strip():
                yield from items_of(line)


def folded(value: object) -> Item:
    """A JSON object with its names in lower case; an empty one for anything else."""
    return {name.lower(): inner for name, inner in value.items()} if isinstance(value, dict) else {}


def item_of(value: object) -> Item:
    """A JSON object under ninjs' names; what stands under the own name too comes first."""
    found = folded(value)
    item: dict[str, Any] = {}
    for name in sorted(found, key=_ALIASES.__contains__):
        item.setdefault(_ALIASES.get(name, name), found[name])
    if string(item, "format").startswith("digitalwires"):
        _digitalwire(item)
    return item


def _digitalwire(item: dict[str, Any]) -> None:
    """dpa's digitalwires: box and notepad follow the article in fields of their own, and one list holds desks, genres,
    subjects, keywords and the provider, told apart by their type.
    """
    notepad = folded(item.get("notepad"))
    pieces = [string(item, "body_html", "infobox_html"), string(item, "infobox_html") if "body_html" in item else ""]
    pieces += (string(notepad, name) for name in ("header_html", "public_html", "nonpublic_html"))
    item["body_html"] = "".join(pieces)
    for one in many(item.pop("categories", None)):
        category = folded(one)
        name = _DIGITALWIRES.get(string(category, "type").rpartition(":")[2], "service")
        item.setdefault(name, []).append(string(category, "name") if name == "keywords" else category)


def string(item: Item, *names: str) -> str:
    """The first of the fields `names` that holds words or a number; `""` where none does."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return plain(value).strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def many(value: object) -> list[object]:
    """The elements of a list; a single value as a list of one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def told(item: Item, stem: str, plural: str) -> list[Told]:
    """All fields of one kind in order: `headline`, `headline_subhead`, `headlines: [{role, contentType, value}]`."""
    out: list[Told] = []
    for name, value in item.items():
        if name.startswith(f"{stem}_") and isinstance(value, str):
            out.append(Told(name[len(stem) + 1 :], "", plain(value)))
        elif name in (stem, plural):
            for one in many(value):
                each = {"value": one} if isinstance(one, str) else folded(one)
                words_ = each.get("value")
                if isinstance(words_, str):
                    kind = string(each, "contenttype", "mimetype")
                    out.append(Told(string(each, "role").lower(), kind.lower(), plain(words_)))
    return [one for one in out if one.value.strip()]


def _loaded(text: str) -> object:
    """Raises `ValueError` where `text` is no JSON. Controls in strings are let pass, numbers that are none are null."""
    return json.loads(text, strict=False, parse_int=_number, parse_constant=lambda _name: None)


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


def _is_object(line: str) -> bool:
    try:
        return isinstance(_loaded(line), dict)
    except (ValueError, RecursionError):
        return False


def _found(value: object) -> Iterator[Item | Failure]:
    """The items in a document; one failure where it has none, or something beside them."""
    count = other = 0
    for found in _within(value, DEEPEST):
        if found is None:
            other += 1
        else:
            count += 1
            yield found
    if not count:
        yield failure("unsupported_format", "the JSON holds no news item")
    elif other:
        yield failure("unsupported_format", f"{other} entries beside the items are no news items")


def _within(value: object, depth: int) -> Iterator[Item | None]:
    """The items in `value`, and None for each object that is none."""
    if isinstance(value, list):
        for inner in value if depth else ():
            yield from _within(inner, depth - 1)
    elif isinstance(value, dict):
        item = item_of(value)
        around = [item[name] for name in item if name in _AROUND and isinstance(item[name], dict | list)]
        if _is_item(item):
            yield item
        elif around and depth:
            for inner in around:
                yield from _within(inner, depth - 1)
        else:
            yield None


def _is_item(item: Item) -> bool:
    """True for what is plainly a news item: it names itself and says something, or has words and dates of ninjs'; or it
    is canceled, which takes no more than a name or a number.
    """
    if "json-schema.org" in string(item, "$schema") or item.keys() & _SCHEMA:
        return False
    says = bool(item.keys() & _TOLD) or any(name.startswith(("headline_", "body_", "description_")) for name in item)
    if status_of(string(item, "pubstatus")) == "canceled" and item.keys() & _NUMBERED:
        return True
    named = any(string(item, name) for name in _NAMED)
    if named and (says or item.keys() & _MAYBE_TOLD):
        return True
    return bool(item.keys() & _DATED) and (says or "title" in item)
