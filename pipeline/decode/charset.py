"""Bytes to characters: the charset, and the repair of what transmission broke.

The order is: a byte order mark, UTF-8, the charset that the record's content type declares, Windows-1252, Latin-1.
Line ends become LF, form feeds and vertical tabs line ends. Control characters stay until the format has used its
own as fields (`without_controls` takes the rest out).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ftfy import TextFixerConfig, fix_encoding

from pipeline.story import Issue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9._:-]{1,40})", re.I)
_TEXT_CODECS = re.compile(
    r"(?:utf|ascii|us-ascii|iso|latin|l\d|cp|windows|mac|koi8|big5|gb|euc|shift|sjis|ibm|hz|johab)", re.I
)
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# C0 and C1 controls but for TAB and LF, DEL, and the characters that only steer layout or mark byte order.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
# The first byte of a UTF-8 pair or triple and the byte behind it, both shown as Windows-1252 or Latin-1 characters.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_ENCODING_ONLY = TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
    uncurl_quotes=False, fix_line_breaks=False, remove_control_chars=False, normalization=None,
    restore_byte_a0=True, replace_lossy_sequences=False, decode_inconsistent_utf8=True, fix_c1_controls=False,
)  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """Decoded copy with what was repaired in it. `value`: the record's bytes, for a format whose parts have charsets
    of their own.
    """

    text: str
    issues: tuple[Issue, ...] = ()
    value: bytes = b""


def issue(code: str, message: str) -> Issue:
    return Issue(step="decode", code=code, message=message)


def to_text(value: bytes, content_type: str | None, supplied: str | None = None) -> Copy:
    """Characters of `value`, with LF line ends. Never raises; what can't be decoded is U+FFFD and an issue.

    `supplied`: the charset of a supplier that declares none.
    """
    text, issues = _characters(value, content_type or (f"charset={supplied}" if supplied else None))
    if not text.isascii() and _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        issues.append(issue("undecodable_bytes", "lone surrogates were replaced"))
    text = _LINE_END.sub("\n", text)
    repaired = _without_mojibake(text)
    if repaired != text:
        issues.append(issue("mojibake_repaired", "UTF-8 that had been read as a one-byte charset was put right"))
    return Copy(repaired, tuple(issues), value)


def without_controls(text: str) -> tuple[str, tuple[Issue, ...]]:
    """`text` without the control characters that the format did not use as fields, and an issue that counts them."""
    clean, count = _CONTROL.subn("", text)
    if not count:
        return text, ()
    return clean, (issue("control_characters_removed", f"{count} control characters were removed"),)


def _characters(value: bytes, content_type: str | None) -> tuple[str, list[Issue]]:
    for mark, name in _MARKS:
        if value.startswith(mark):
            return _replacing(value[len(mark) :], name)
    try:
        return value.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    declared = _declared(content_type)
    if declared == "utf-8":
        return _mostly_utf8(value)
    if declared:
        return _replacing(value, declared)
    try:
        return value.decode("cp1252"), [issue("charset_guessed", "no charset was declared: read as Windows-1252")]
    except UnicodeDecodeError:
        return value.decode("latin-1"), [issue("charset_guessed", "no charset was declared: read as Latin-1")]


def _mostly_utf8(value: bytes) -> tuple[str, list[Issue]]:
    """A label of UTF-8 over bytes that are none is believed only where most of what is not ASCII decodes by it."""
    text = value.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 2 > sum(not character.isascii() for character in text):
        return _characters(value, None)
    return text, [issue("undecodable_bytes", f"{broken} places could not be decoded as utf-8")]


def _replacing(value: bytes, name: str) -> tuple[str, list[Issue]]:
    try:
        return value.decode(name), []
    except UnicodeDecodeError:
        text = value.decode(name, "replace")
        return text, [issue("undecodable_bytes", f"{text.count(chr(0xFFFD))} places could not be decoded as {name}")]


def _declared(content_type: str | None) -> str | None:
    """The declared charset, where it is one that Python reads as text."""
    found = _DECLARED.search(content_type or "")
    if not found or not _TEXT_CODECS.match(found[1]):
        return None
    try:
        name = codecs.lookup(found[1]).name
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return None
    return "cp1252" if name == "iso8859-1" else name


def _without_mojibake(text: str) -> str:
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    return "\n".join(
        fix_encoding(line, _ENCODING_ONLY) if _MOJIBAKE.search(line) else line for line in text.split("\n")
    )
