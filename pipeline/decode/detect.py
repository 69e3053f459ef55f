"""Which format a record is in: from its bytes, its characters and, where these leave it open, its content type.

Content decides before any label: `text/plain` over XML is XML. A story that quotes markup, begins with a bracket or has
lines like `From:` is plain copy; what is believed to be a format has to look like it from its first line on (blank
lines, a byte order mark and a few lines that a browser or a server put in front may stand before it). Formats from
which no story is read are named, not guessed at.
"""

from __future__ import annotations

import re

from pipeline.decode.charset import wide_codec
from pipeline.decode.formats.transmission import ANPA_HEADING, IPTC_HEADING
from pipeline.decode.words import words

_BINARY_STARTS = (
    b"\xff\xd8\xff", b"\x89PNG", b"%PDF-", b"II*\x00", b"MM\x00*",
    b"\x00\x00\x01\x00", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp", b"\x00\x00\x00\x1cftyp", b"\xd0\xcf\x11\xe0",
    b"\x1aE\xdf\xa3", b"\x7fELF", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"\x1c\x02\x00\x00\x02", b"wOFF", b"wOF2",
)  # fmt: skip
# Letters that a story may begin with too (`RIFFA, Bahrain`): believed beside what no text has.
_LETTER_STARTS = (b"GIF87a", b"GIF89a", b"OggS", b"ID3", b"8BPS", b"fLaC")
_SIZED = re.compile(rb"RIFF.{4}(?:WAVE|AVI |WEBP)|BM.{4}\x00{4}", re.S)
_ARCHIVE_STARTS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh9", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"BEGIN:VCALENDAR", "calendar"),
    (b"BEGIN:VCARD", "vcard"),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Controls that neither layout nor any wire format uses.
_FOREIGN = (
    bytes(range(0x0E)).translate(None, b"\x00\x01\x02\x03\x05\t\n\x0b\x0c\r") + b"\x0e\x0f\x10\x17\x18\x19\x1a\x1c\x1d"
)
REACH = 4000
"""Characters within which a format shows."""
_TAG = re.compile(r"<(?P<name>[A-Za-z_][\w.:-]{0,60})(?:\s[^<>]{0,2000})?/?>")
_DECLARED = re.compile(r"<\?xml\b|<!DOCTYPE\s+[A-Za-z]|<!--", re.I)
_BEFORE_ROOT = re.compile(r"\s{0,1000}(?:<\?[^>]{0,1000}>|<!--)")
_DOCTYPE = re.compile(r"\s{0,1000}<!DOCTYPE\s{1,20}(?P<name>[\w.:-]{1,60})", re.I)
_ELEMENT = re.compile(r"\s{0,1000}<(?P<name>[A-Za-z_][\w.:-]{0,60})")
# By the root element's name without its prefix.
_ROOTS = {
    **dict.fromkeys(
        ("newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"),
        "newsmlg2",
    ),
    "newsml": "newsml12", "nitf": "nitf", "rss": "rss", "feed": "rss", "lewis": "sgml", "reuters": "sgml",
}  # fmt: skip
_WITHIN = re.compile(r"<(?:[\w-]{1,20}:)?(?P<name>newsItem|newsMessage|NewsML|nitf)\b")
"""News within an element of something else (a SOAP envelope, NewsML-G2's `contentSet` alone)."""
_HTML = words(
    "html head body title meta script style p div span article section main header h1 h2 h3 h4 table ul ol br font "
    "center blockquote a b i em strong img"
)
_BLOCK_ENDS = re.compile(r"</(?:p|div|h[1-6]|article|section|body|table|ul|ol|blockquote)>|<br\s?/?>", re.I)
_RSS1 = re.compile(r"purl\.org/rss/1\.0|my\.netscape\.com/rdf")
_TREC = re.compile(r"<(?:DOCNO|DOCID|TEXT|HEADLINE|BODY)\b")
_JUNK = re.compile(
    r"(?:HTTP/[0-9.]{1,3} [0-9]{3}|[A-Za-z-]{2,40}: \S|This XML file does not appear|This page contains the following)"
    r"[^\n<]{0,300}\n"
)
"""What servers and browsers put in front of a document, line by line."""
_JSON = re.compile(
    r"\{\s{0,999}(?:\"(?:[^\"\\]|\\.){0,200}\"\s{0,99}:|\}\s{0,99}\Z)|\[\s{0,999}(?:[\[{]\s{0,999}[\[{\"]|\]\s{0,99}\Z)"
)
_NEWS_KEYS = re.compile(
    r"\"(?:uri|guid|headlines?|headline_extended|body_?(?:text|html|xhtml|nitf|sportsml)|bodies|pubstatus|usageterms|"
    r"version_?created|first_?created|altids?|nitf|renditions|associations|slugline)\"\s{0,99}:", re.I,
)  # fmt: skip
_SCHEMA = re.compile(r"\"\$schema\"\s{0,9}:\s{0,9}\"https?://json-schema\.org/")
_DEEP = re.compile(r"(?:[\[{]\s{0,9}(?:\"[^\"]{0,99}\"\s{0,9}:\s{0,9})?){100}")
_MAIL_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,40}):(?:[ \t]|$)")
_MAIL_SURE = words("message-id mime-version received return-path content-transfer-encoding delivered-to dkim-signature")
_MAILBOX = re.compile(r"From \S{1,100}[^\n]{0,100}[0-9]{4}\n")
_SOH_NUMBER = re.compile(r"\x01[A-Za-z][0-9]{4}(?:[A-Z]{2,15})?[\x1f \r\n]")
_TELEX = re.compile(r"[\s\x00\x7f]{0,40}(?:ZCZC(?![a-z])|zczc\n)")


def binary_or_archive(value: bytes) -> str | None:
    """`binary`, the name of an archive's or a document's format, or None for what may be news as text."""
    near = value[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, name in _ARCHIVE_STARTS:
        if near.startswith(start):
            return name
    if (
        near.startswith(_BINARY_STARTS)
        or value.startswith(_BINARY_STARTS)
        or _SIZED.match(value)
        or (value.startswith(_LETTER_STARTS) and 0 in value[:16])
    ):
        return "binary"
    if value.startswith(_UTF16_MARKS) or wide_codec(value):
        return None
    foreign = len(value) - len(value.translate(None, _FOREIGN))
    nulls = value.count(0)
    if foreign * 20 > len(value) - nulls and not _is_utf8(value):
        return "binary"
    return None


def format_of(text: str, content_type: str | None = None) -> str:
    """The format's name: one of `story.Format`, `html`, or that of a format that no story is read from (`json`, `xml`).

    JSON that is broken or too deep to be judged is `ninjs`, whose reader says what is wrong with it.
    """
    label = (content_type or "").partition(";")[0].strip().lower()
    start = text[: 2 * REACH].lstrip().lstrip("\ufeff\u200b\x00").lstrip()[:REACH]
    document = _without_junk(start)
    if _is_markup(document, text, label):
        return _markup(document, label)
    if _is_json(document, text, label):
        return _json(document, text)
    wire = _wire(text[:2000].lstrip("\ufeff"))
    if wire:
        return wire
    return "email" if _is_mail(start, label) else "plaintext"


def _wire(head: str) -> str | None:
    """IPTC 7901, a telex frame or ANPA 1312, by the lines and controls at the top."""
    heading = IPTC_HEADING.search(head)
    if heading and not head[: heading.start()].replace("ZCZC", "").strip("\x00\x01\x16\x7f \t\n"):
        return "iptc7901"
    if heading and "\x01" in head[: heading.end()]:
        return "iptc7901"
    if _SOH_NUMBER.search(head) or ("\x02" in head and "\x16" in head):
        return "anpa1312"
    bare = ANPA_HEADING.search(head)
    if bare and not head[: bare.start()].replace("ZCZC", "").strip("\x00\x05\x16\x7f \t\n"):
        return "anpa1312"
    return "iptc7901" if _TELEX.match(head) else None


def _without_junk(start: str) -> str:
    """`start` from its first tag or brace on, where only lines of servers and browsers stand before it."""
    at = 0
    while found := _JUNK.match(start, at):
        at = found.end()
    rest = start[at:].lstrip()
    return rest if at and rest[:1] in ("<", "{", "[") else start


def _is_markup(document: str, text: str, label: str) -> bool:
    """A declaration, or a tag at the start and another at the end with one that closes between them."""
    if not document.startswith("<"):
        return False
    if _DECLARED.match(document):
        return True
    if not _TAG.match(document):
        return False
    marked = label.endswith(("xml", "html"))
    closes = "</" in text or "/>" in text
    return closes and (marked or text.rstrip("\x00\x1a \t\n").endswith(">") or len(_BLOCK_ENDS.findall(document)) >= 3)


def _markup(document: str, label: str) -> str:
    """The format by the name of the root element, or that of the document type."""
    at = 0
    while found := _BEFORE_ROOT.match(document, at):
        ended = document.find("-->", found.end()) + 3 if found[0].endswith("<!--") else found.end()
        if ended < found.end():
            break
        at = ended
    root = _DOCTYPE.match(document, at) or _ELEMENT.match(document, at)
    name = root["name"].lower().rpartition(":")[2] if root else ""
    if name == "rdf":
        return "rss" if _RSS1.search(document) else "xml"
    if name == "doc":
        return "sgml" if _TREC.search(document) else "xml"
    if name in _HTML:
        return "html"
    within = None if name in _ROOTS else _WITHIN.search(document)
    return _ROOTS.get(within["name"].lower() if within else name, "html" if label == "text/html" else "xml")


def _is_json(document: str, text: str, label: str) -> bool:
    """An object with a name, an object without anything, or objects and arrays in an array."""
    if not _JSON.match(document):
        return bool(label.endswith("json") and document.startswith(("{", "[")))
    whole = text.rstrip("\x00\x1a \t\n").endswith(("}", "]"))
    return whole or not document.startswith("[") or bool(_DEEP.match(document))


def _json(document: str, text: str) -> str:
    broken = not text.rstrip("\x00\x1a \t\n;").endswith(("}", "]"))
    if _SCHEMA.search(document):
        return "json"
    return "ninjs" if broken or _NEWS_KEYS.search(text, 0, 20_000) or _DEEP.match(document) else "json"


def _is_mail(start: str, label: str) -> bool:
    """RFC 5322: the copy opens with header fields, and one of them is a mail system's own."""
    if label == "message/rfc822" and _MAIL_FIELD.match(start):
        return True
    box = _MAILBOX.match(start)
    fields = set()
    for line in start[box.end() if box else 0 :].split("\n")[:80]:
        if not line.strip():
            break
        found = _MAIL_FIELD.match(line)
        if found:
            fields.add(found[1].lower())
        elif not line.startswith((" ", "\t")):
            return False
    return bool(fields & _MAIL_SURE and len(fields) > 1) or {"from", "subject"} <= fields


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
