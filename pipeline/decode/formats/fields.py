"""What stands in the fields of JSON, feeds and mail: lines with markup in them, plain bodies, bylines, codes, times.

`xmlfields.py` has what these share with the XML news formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from email import utils

from pipeline.decode.anatomy.agencies import exact_name
from pipeline.decode.anatomy.lines import ends_sentence
from pipeline.decode.charset import without_controls
from pipeline.decode.formats import xmlfields
from pipeline.decode.formats.layout import wire_paragraphs
from pipeline.decode.formats.markup import html_flow
from pipeline.decode.formats.xmlfields import Byline, agency_named
from pipeline.decode.words import words
from pipeline.story import Code, Note

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
_BY = re.compile(r"(?:by|von|par|por|av|af|tekst|texte?|text)(?:\s{1,3}|\s?:\s{0,3})(?=\S)", re.I)
_BRACKET = re.compile(r"\s?\(([^()]{1,60})\)")
_AND = re.compile(r"\s(?:and|AND|und|et|och|og|y|e|en|with|&)\s")
_JOINED = re.compile(rf"{_AND.pattern}|\s{{0,3}}[,;|/•·]\s{{0,3}}")
_PLACE_BEHIND = re.compile(r"\s(?:in|at|aus|à|i)\s(?=[A-Z])")
_JOINERS = words("by von par por av af and und et och og y e en with &")
_PARTICLES = words(
    "de da do dos das du della di del der den van von zu zur ten ter la le al el bin ibn ben abu af av la los las y e"
)
_PREFIX = re.compile(r"^(?:[dlDLO]['’]|[ae]l-)(?=[^\W\d_])")
_NAME = re.compile(r"[^\W\d_][^\W\d_]{0,40}(?:[.'’-]{1,2}[^\W\d_]{0,40}){0,4}")
_NO_PERSON = words(
    "university institute college school academy agency database news newspaper newspapers press times post media "
    "bureau staff desk network service services team redaktion redaktionen redaksjonen newsroom editorial board "
    "correspondent correspondents reporter reporters writer writers editor editors tribune herald journal gazette "
    "guardian telegraph radio tv television center centre council ministry group inc ltd gmbh ag llc foundation "
    "company corporation association federation archive handout pool stringer images photo photos wire online com"
)
_MEDIA = words(
    "agency database news newspaper press times post media network tribune herald journal gazette guardian telegraph "
    "radio tv television magazine wire service chronicle observer mirror echo today express mail"
)
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


def people(line: str) -> tuple[tuple[str, ...], str | None]:
    """Names and agency of a byline or a credit (`Von Ana Lima, dpa`, `Ana Lima/TT`, `By Ana Lima and Rui Reis`)."""
    rest = " ".join(line.split()).rstrip(".")
    by = _BY.match(rest)
    rest = rest[by.end() :] if by else rest
    agency = next((name for name in map(agency_alone, _BRACKET.findall(rest)) if name), None)
    names: list[str] = []
    rest = _BRACKET.sub("", rest)[:400]
    fewest = 1 if _AND.search(rest) or rest.upper() == rest.lower() else 2  # a script without capitals
    for part in _JOINED.split(rest):
        named = agency_alone(part)
        agency = agency or named
        name = _PLACE_BEHIND.split(part, maxsplit=1)[0].split()
        if named is None and _is_person(name, fewest):
            names.append(" ".join(name))
    return tuple(dict.fromkeys(names)), agency


def agency_alone(part: str) -> str | None:
    """The agency that a part of a byline is: `Petra`, `Reuters Staff`, but not `Petra Lind`."""
    printed = part.split()
    known = agency_named(part) if printed else None
    if known and (len(printed) == 1 or exact_name(part) or {word.lower() for word in printed} & _NO_PERSON):
        return known
    return known if printed and known == printed[0] and not known.istitle() else None


def _is_person(name: list[str], fewest: int) -> bool:
    """True for a name of at least `fewest` words; an organisation's, an address, a login are none."""
    if not fewest <= len(name) <= 6 or {word.lower().strip(".") for word in name} & _NO_PERSON:
        return False
    bare = [_PREFIX.sub("", word) for word in name]
    return all(word in _PARTICLES or (_NAME.fullmatch(word) and not word[0].islower()) for word in bare)


def byline(line: str) -> Byline:
    """Names and agency of a byline field, and the note that keeps the line where it is more than the names."""
    names, agency = people(line)
    known = {word for name in names for word in name.split()}
    more = [word for word in line.replace(",", " ").split() if word not in known]
    told = all(word.lower().strip(":;/.") in _JOINERS for word in more)
    return Byline(names, None if told else Note(kind="byline", text=" ".join(line.split())), agency)


def publication(line: str) -> str | None:
    """The newspaper, site or agency that a byline names behind its people (`Ana Lima, The Example Herald`)."""
    parts = (part.strip(" .") for part in re.split(r",|\s[-–—|]\s", line[:400])[1:])
    return next((part for part in parts if _MEDIA & {word.lower() for word in part.split()}), None)


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
