"""Which format a record is in, from its bytes and its characters alone.

The formats not yet read are named, not guessed at.
"""

from __future__ import annotations

import re

_BINARY_STARTS = (
    b"\xff\xd8\xff", b"\x89PNG", b"%PDF-", b"II*\x00", b"MM\x00*",
    b"\x00\x00\x01\x00", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp", b"\x00\x00\x00\x1cftyp", b"\xd0\xcf\x11\xe0",
    b"\x1aE\xdf\xa3", b"\x7fELF", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3",
)  # fmt: skip
# Letters that a story may begin with too (`RIFFA, Bahrain`): believed beside what no text has.
_LETTER_STARTS = (b"GIF87a", b"GIF89a", b"OggS", b"ID3", b"8BPS", b"fLaC")
_RIFF = re.compile(rb"RIFF.{4}(?:WAVE|AVI |WEBP)", re.S)
_ARCHIVE_STARTS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh9", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Controls that neither layout nor any wire format uses.
_FOREIGN = (
    bytes(range(0x0E)).translate(None, b"\x00\x01\x02\x03\x05\t\n\x0b\x0c\r") + b"\x0e\x0f\x10\x17\x18\x19\x1a\x1c\x1d"
)
_XML = re.compile(r"<(?:\?xml\b|!DOCTYPE\b|!--|[A-Za-z][\w.:-]{0,60}(?:\s[^<>]{0,2000})?/?>)", re.I)
_ROOTS = (
    (
        "newsmlg2",
        re.compile(r"<(?:\w{1,20}:)?(?:newsItem|newsMessage|packageItem|conceptItem|knowledgeItem|planningItem)\b"),
    ),
    ("newsml12", re.compile(r"<NewsML\b")),
    ("nitf", re.compile(r"<nitf\b", re.I)),
    ("rss", re.compile(r"<(?:rss|feed|rdf:RDF)\b")),
    ("sgml", re.compile(r"<!DOCTYPE lewis\b|<REUTERS\b")),
    ("html", re.compile(r"<html\b|<!DOCTYPE html\b", re.I)),
)
_JSON = re.compile(r"\{\s{0,999}(?:\"|\})|\[\s{0,999}\{\s{0,999}\"")
_MAIL_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]")
_MAIL_SURE = {"message-id", "mime-version", "received", "return-path", "content-transfer-encoding", "delivered-to"}
_IPTC7901 = re.compile(r"\x01?\s{0,3}[a-z]{2,4}[0-9]{3,4} [1-9] [a-z]{1,3} [0-9]{1,5}\b[^\n]{0,80}\n|\s{0,9}ZCZC\b")
_ANPA_HEADER = re.compile(r"\x01[a-z][0-9]{4}[\x1f \n]")


def binary_or_archive(value: bytes) -> str | None:
    """`binary`, the name of an archive's format, or None for what may be text."""
    for start, name in _ARCHIVE_STARTS:
        if value.startswith(start):
            return name
    if value.startswith(_BINARY_STARTS) or _RIFF.match(value) or (value.startswith(_LETTER_STARTS) and 0 in value[:16]):
        return "binary"
    if value.startswith(_UTF16_MARKS):
        return None
    foreign = len(value) - len(value.translate(None, _FOREIGN))
    nulls = value.count(0)
    if foreign * 20 > len(value) - nulls and not _is_utf8(value):
        return "binary"
    return None


def format_of(text: str) -> str:
    """The format's name: one of `story.Format`, or that of a format that no story is read from (`html`, `json`)."""
    start = text.lstrip()[:4000]
    if _is_markup(start, text):
        return next((name for name, root in _ROOTS if root.search(start)), "xml")
    if _JSON.match(start) and text.rstrip().endswith(("}", "]")):
        return "ninjs" if '"uri"' in text[:20000] else "json"
    head = text[:2000]
    if _IPTC7901.match(head):
        return "iptc7901"
    if _ANPA_HEADER.search(head) or ("\x02" in head and "\x16" in head):
        return "anpa1312"
    if _is_mail(start):
        return "email"
    return "plaintext"


def _is_markup(start: str, text: str) -> bool:
    """A declaration, or a tag at the start and another at the end with one that closes between them."""
    if not _XML.match(start):
        return False
    return start.startswith(("<?", "<!")) or (text.rstrip().endswith(">") and ("</" in text or "/>" in text))


def _is_mail(start: str) -> bool:
    """RFC 5322: the copy opens with header fields, and one of them is a mail system's own."""
    fields = set()
    for line in start.split("\n")[:60]:
        if not line.strip():
            break
        found = _MAIL_FIELD.match(line)
        if found:
            fields.add(found[1].lower())
        elif not line.startswith((" ", "\t")):
            break
    return bool(fields & _MAIL_SURE and len(fields) > 1) or {"from", "subject"} <= fields


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
