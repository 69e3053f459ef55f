"""What stands in the fields of JSON, feeds and mail: lines with markup in them, plain bodies, codes, times.

`xmlfields.py` has what these share with the XML news formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from email import utils

from pipeline.decode.anatomy.lines import ends_sentence
from pipeline.decode.charset import without_controls
from pipeline.decode.formats import xmlfields
from pipeline.decode.formats.layout import wire_paragraphs
from pipeline.decode.formats.markup import html_flow
from pipeline.story import Code

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer"
    "|h[1-6]|header|hr|html|i|iframe|img|ins|li|main|mark|nav|ol|p|picture|pre|q|s|script|section|small|span|strike"
    "|strong|style|sub|sup|table|tbody|td|th|thead|time|tr|tt|u|ul|video"
)
_MARKED_UP = re.compile(
    rf"</?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>|&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z]{{2,31}});", re.I
)
"""HTML's own tags and references: `<IBM>` is a company."""
_NO_TAG = re.compile(rf"<(?!/?(?:{_TAGS})[\s/>])", re.I)
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAFE_CODE = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9._-]{0,60}):(?P<code>[^\s/].{0,300})$", re.S)
_ADDRESS = re.compile(r"(?P<scheme>[a-z]{2,12}://.{1,400}[/#])(?P<code>[^/#]{1,300})[/#]?$", re.S)
_ISO = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}[T ]?[0-9]{2}")
_CLOCK = re.compile(r"[0-9]:[0-9]{2}")


def plain(value: str) -> str:
    """A string of a format that escapes characters at will: LF line ends, no controls, no lone surrogates."""
    text = _SURROGATE.sub("\ufffd", value) if not value.isascii() else value
    return without_controls(_LINE_END.sub("\n", text))[0]


def is_marked_up(text: str) -> bool:
    return bool(_MARKED_UP.search(text))


def one_line(value: str) -> str:
    """The words of a headline or another short field on one line, its markup and entities resolved."""
    text = plain(value)
    return " ".join((html_flow(_NO_TAG.sub("&lt;", text)).copy if is_marked_up(text) else text).split())


def plain_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of plain copy in a field, parted by its own lines. Where no line is blank or indented and most end
    a sentence, each line is one.
    """
    lines = [line for line in text.strip().split("\n") if line.strip()]
    if "\n\n" not in text.strip() and not any(line[0].isspace() for line in lines[1:]):
        ended = sum(ends_sentence(line.rstrip()) for line in lines)
        if len(lines) > 1 and ended * 10 >= len(lines) * 6:
            return tuple(map(xmlfields.folded, lines))
    return tuple(wire_paragraphs(text))


def code(value: str | None, scheme: str | None, name: str | None) -> Code | None:
    """A provider's code: `medtop:20000304` and addresses are parted into scheme and code; a name may stand alone."""
    value, scheme, name = ((part or "").strip() or None for part in (value, scheme, name))
    if value is None:
        return Code(scheme=scheme, name=name) if name else None
    found = None if scheme else _ADDRESS.match(value) or _SAFE_CODE.match(value)
    if found:
        return Code(scheme=found["scheme"], code=found["code"], name=name)
    return Code(scheme=scheme, code=value, name=name)


def codes(found: Iterable[Code | None]) -> tuple[Code, ...]:
    """Each code once, in their order."""
    out: dict[tuple[str | None, str | None], Code] = {}
    for one in found:
        if one:
            out.setdefault((one.scheme, one.code or one.name), one)
    return tuple(out.values())


def mail_moment(text: str, zone: tzinfo | None) -> datetime | None:
    """A time of RFC 5322 (or 822, with two figures of the year), or of ISO 8601, in UTC; None where it is none.

    One that names no zone is in `zone`, and None without it; `-0000` is UTC (RFC 5322, 3.3).
    """
    printed = " ".join(text[:80].split())
    if _ISO.match(printed):
        return xmlfields.moment(printed, zone)
    try:
        found = utils.parsedate_to_datetime(printed)
        named = found.tzinfo or (UTC if printed.endswith("-0000") else zone)
        return found.replace(tzinfo=named).astimezone(UTC) if named and _CLOCK.search(printed) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
