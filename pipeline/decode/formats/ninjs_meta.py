"""What a ninjs item says of itself, beside its words: whose it is, which version, when, under which codes."""

from __future__ import annotations

import re
from datetime import datetime

from pipeline.decode.charset import issue
from pipeline.decode.formats import fields, xmlfields
from pipeline.decode.formats.jsonitems import Item, folded, many, string
from pipeline.decode.words import words
from pipeline.story import Code, Issue, LifecycleKind, Note
from pipeline.supplier import Supplier

SUBJECTS = words(
    "subject subjects person people organisation organisations organization organizations place places object objects "
    "event events"
)
CATEGORIES = words("service services category categories anpa_category genre genres")
_USN_ROLES = words("usn originaltransmissionreference")
_CHANGES: tuple[tuple[re.Pattern[str], LifecycleKind], ...] = (
    (
        re.compile(r"\b(?:korrig|korrektur|korreksj|berichtig|rettel|rättel|rättar|retter\b|corrige|corrección)", re.I),
        "correction",
    ),
    (
        re.compile(r"\b(?:utvide|oppdater|uppdater|aktualisier|erweiter|ergänz|actualiza|mise à jour|aggiorna)", re.I),
        "update",
    ),
)
"""What notes to editors say in other languages than English."""
LONGEST_NOTE = 200
"""Characters of an editors' note that are searched for what was changed."""


def rights_of(item: Item) -> tuple[Note, ...]:
    texts = [one for name in ("usageterms", "copyrightnotice") for one in many(item.get(name)) if isinstance(one, str)]
    return tuple(note for text in texts for note in xmlfields.note("rights", fields.one_line(text)))


def times_of(item: Item, supplier: Supplier) -> tuple[dict[str, datetime | None], tuple[Issue, ...]]:
    """The item's times by name, and an issue for each that is no time, or one without a zone."""
    sent = {name: string(item, name) for name in ("firstcreated", "versioncreated")}
    sent["embargoed"] = string(item, "embargoed")
    times = {name: xmlfields.moment(text, supplier.time_zone) for name, text in sent.items()}
    unread = (
        issue("time_not_read", f"{name}: no moment with a zone")
        for name, text in sent.items()
        if text and not times[name]
    )
    return times, tuple(unread)


def dateline_of(item: Item) -> str | None:
    printed = item.get("dateline")
    text = string(folded(printed), "text") if isinstance(printed, dict) else string(item, "dateline")
    return fields.one_line(text or string(item, "located")) or None


def agency_of(item: Item, of_byline: str | None, copy: str) -> str | None:
    """Whose story it is: provider, credit, source, byline, dateline; the copyright holder where it is an agency."""
    named = ("provider", "creditline", "credit", "source", "infosources")
    given = [_name(one) for name in named for one in many(item.get(name))]
    feed = xmlfields.agency_named(string(item, "source-feed").replace("_", " "))
    holder = string(item, "copyrightholder")
    return xmlfields.agency_of([*given, of_byline], copy) or xmlfields.agency_named(holder) or feed


def guid_of(item: Item) -> str | None:
    """The identifier of all versions. Some addresses are of one delivery (AP's hold the query that found the item,
    Fingerpost's the time): there it is the item's id within them.
    """
    guid = string(item, "uri", "guid", "id", "_id")
    name = string(folded(item.get("altids")), "itemid") if "?" in guid else string(item, "usn")
    return name if name and name in guid else guid or None


def usn_of(item: Item) -> str | None:
    """The number of the transmission among the alternative identifiers: by name in 1.x, by role in 2.x and 3.x."""
    every = item.get("altids")
    named = folded(every)
    pairs = [("usn", string(item, "usn")), *((name, string(named, name)) for name in named)]
    pairs += ((string(folded(one), "role").lower(), string(folded(one), "value")) for one in many(every))
    return next((value for role, value in pairs if role in _USN_ROLES and value), None)


def editor_notes_of(item: Item) -> list[str]:
    """The notes to editors: one in ninjs, a list of objects with roles at dpa."""
    listed = (
        one if isinstance(one, str) else string(folded(one), "ednote", "value") for one in many(item.get("ednote"))
    )
    return [text for text in map(fields.one_line, listed) if text]


def lifecycle_of(item: Item, notes: list[str]) -> LifecycleKind | None:
    """What signals, genre or the editors' notes say; an item that Superdesk says evolved from another is an update."""
    names = ("signals", "genre", "genres", "profile")
    signals = (_name(one, "code", "literal", "uri", "name") for name in names for one in many(item.get(name)))
    kind = xmlfields.kind_told((signal.rpartition("/")[2] for signal in signals), notes)
    found = (change for note in notes for form, change in _CHANGES if form.search(note[:LONGEST_NOTE]))
    return kind or next(found, None) or ("update" if string(item, "evolvedfrom") else None)


def codes_of(item: Item, names: frozenset[str]) -> tuple[Code, ...]:
    return fields.codes(
        found for name in item if name in names for one in many(item[name]) for found in _codes(one) if found
    )


def _codes(value: object) -> list[Code | None]:
    """1.x has `code` and `scheme`; 2.x and 3.x `literal`, or `uri` alone; Fingerpost one object with many codes."""
    if isinstance(value, str):
        return [fields.code(part, None, None) for part in value.split("+")]
    one = folded(value)
    listed = one.get("code")
    if isinstance(listed, list):
        return [fields.code(part, None, None) for part in listed if isinstance(part, str)]
    return [fields.code(string(one, "code", "qcode", "literal", "uri"), string(one, "scheme"), string(one, "name"))]


def keywords_of(item: Item) -> tuple[str, ...]:
    every = item.get("keywords")
    listed = re.split(r"[,;+]", every) if isinstance(every, str) else many(every)
    return tuple(dict.fromkeys(filter(None, (fields.one_line(_name(one)) for one in listed))))


def _name(value: object, *names: str) -> str:
    """A string as it is, or the first of these fields of an object that holds one."""
    return value.strip() if isinstance(value, str) else string(folded(value), *(names or ("name", "literal")))
