"""The parts of a mail (MIME: RFC 2045 to 2049, 2231): its text, and what comes with it.

Of alternatives the plain text is read where it is real copy, the HTML otherwise. Charsets are those of the parts; a
label of ASCII over other bytes is not believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import errors, header, message

from pipeline.decode.charset import issue, to_text, without_controls
from pipeline.decode.detect import format_of
from pipeline.decode.envelope import Enclosed
from pipeline.decode.formats import xmlfields
from pipeline.decode.formats.mailcopy import unflowed
from pipeline.decode.formats.markup import html_flow
from pipeline.decode.words import words
from pipeline.story import Caption, Issue
from pipeline.supplier import Supplier

LONGEST_FIELD = 4000
"""Characters of a header field that are read."""
_WIRE = words("ninjs newsmlg2 newsml12 nitf rss sgml iptc7901 anpa1312")
_READ_ENDINGS = words("xml nitf newsml json txt htm html eml rss sgml sgm iptc anpa")
_UNREAD_TEXTS = words("text/calendar text/csv text/css text/vcard text/x-vcard text/directory text/rtf text/richtext")
_SILENT = words(
    "application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature application/ms-tnef text/css "
    "text/vcard text/x-vcard text/directory text/calendar text/x-amp-html message/delivery-status"
)
_REAL = 0.5
"""Share of the fullest alternative's letters from which on another is real copy."""
_TEXTS = ("text/plain", "text/html")


@dataclass
class Mail:
    """What the parts of one mail hold, in their order."""

    texts: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    enclosed: list[Enclosed | message.Message] = field(default_factory=list)
    unread: list[tuple[str, str, bytes]] = field(default_factory=list)
    """Media type, file name and bytes of attachments in formats that no story is read from."""
    is_plain: bool = True


def gathered(mail: message.Message, supplier: Supplier) -> Mail:
    """The parts of `mail`. May raise `RecursionError` where they are nested too deep."""
    found = Mail()
    _gather(mail, found, supplier)
    cut = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
    if any(isinstance(defect, cut) for defect in mail.defects):
        found.issues.append(issue("cut_off", "the mail's last part has no end"))
    return found


def field_of(mail: message.Message, name: str) -> str:
    """A header field on one line, encoded words (RFC 2047) and raw bytes decoded; `""` where there is none."""
    raw = next((value for key, value in mail.raw_items() if key.lower() == name), "")
    text = to_text(str(raw)[:LONGEST_FIELD].encode("ascii", "surrogateescape"), None).text
    return " ".join(_words(" ".join(without_controls(text)[0].split())).split())


def _words(line: str) -> str:
    if "=?" not in line:
        return line
    try:
        pieces = header.decode_header(line)
    except errors.HeaderParseError:
        return line
    return "".join(
        piece if isinstance(piece, str)
        else to_text(piece, f"charset={charset}").text if charset
        else piece.decode("raw-unicode-escape", "replace")
        for piece, charset in pieces
    )  # fmt: skip


def _gather(part: message.Message, found: Mail, supplier: Supplier) -> None:
    """What `part` holds, added to `found`; of alternatives the one that is read."""
    kind = part.get_content_type()
    payload = part.get_payload()
    if kind == "message/rfc822" and isinstance(payload, list):
        found.enclosed += (inner for inner in payload if isinstance(inner, message.Message))
    elif isinstance(payload, list):
        inner = [one for one in payload if isinstance(one, message.Message)]
        if kind == "multipart/alternative":
            _gather_alternatives(inner, found, supplier)
        else:
            for one in inner:
                _gather(one, found, supplier)
    elif not (kind in _SILENT or (kind.startswith("image/") and part.get("content-id"))):
        _gather_leaf(part, kind, found, supplier)


def _gather_alternatives(parts: list[message.Message], found: Mail, supplier: Supplier) -> None:
    """Plain text where it is real copy, HTML otherwise; what is attached to either."""
    ways: list[Mail] = []
    for part in parts:
        ways.append(Mail())
        _gather(part, ways[-1], supplier)
    told = [way for way in ways if way.texts]
    sizes = [sum(len(xmlfields.letters(text)) for text in way.texts) for way in told]
    real = [way for way, size in zip(told, sizes, strict=True) if size >= _REAL * max(sizes)]
    chosen = next((way for way in real if way.is_plain), real[0] if real else None)
    for way in ways:
        found.enclosed += way.enclosed
        found.unread += way.unread
    if chosen:
        found.texts += chosen.texts
        found.captions += chosen.captions
        found.issues += chosen.issues
        found.is_plain &= chosen.is_plain


def _gather_leaf(part: message.Message, kind: str, found: Mail, supplier: Supplier) -> None:
    """A text, an attachment that is read, or one that is not."""
    value = part.get_payload(decode=True)
    value = value if isinstance(value, bytes) else b""
    name = _words(str(part.get_filename() or ""))[:200]
    attached = part.get_content_disposition() == "attachment" or (bool(name) and kind not in _TEXTS)
    label = str(part.get("content-type") or "")
    if kind in _TEXTS and not attached:
        _gather_text(value, kind, label, part.get_param("delsp", ""), found, supplier)
    elif value.strip() and _is_read(kind, name):
        found.enclosed.append(Enclosed(value, label or kind))
    elif value.strip():
        found.unread.append((kind, name, value))


def _gather_text(value: bytes, kind: str, label: str, delsp: object, found: Mail, supplier: Supplier) -> None:
    """A text that is shown: HTML laid out, plain text with its lines; one that is in a wire format is opened."""
    ascii_label = re.search(r"charset\s{0,3}=\s{0,3}[\"']?(?:us-)?ascii", label, re.I)
    copy = to_text(value, None if ascii_label else label, supplier.charset)
    if not copy.text.strip():
        return
    format_name = format_of(copy.text) if kind == "text/plain" else "html"
    if format_name in _WIRE:
        found.enclosed.append(Enclosed(value, label or kind))
        return
    text, controls = without_controls(copy.text)
    found.issues += (*copy.issues, *controls)
    if format_name == "html":
        flow = html_flow(text)
        found.texts.append(flow.copy)
        found.captions += flow.captions
        found.is_plain = False
    elif re.search(r"format\s{0,3}=\s{0,3}[\"']?flowed", label, re.I):
        found.texts.append(unflowed(text, delete_space=str(delsp).lower() == "yes"))
    else:
        found.texts.append(text)


def _is_read(kind: str, name: str) -> bool:
    """True for a media type, or a file name's ending, of a format that a story may be read from."""
    if kind.startswith("text/"):
        return kind not in _UNREAD_TEXTS
    if kind.endswith(("/xml", "+xml", "/json", "+json")):
        return not kind.startswith("image/")
    return kind == "application/octet-stream" and name.rpartition(".")[2].lower() in _READ_ENDINGS
