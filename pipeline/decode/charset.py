"""Bytes to characters: the charset, and the repair of what transmission broke.

The order is: a byte order mark; two or four bytes a character by their look; escapes of ISO 2022; UTF-8; the charset
that the record's content type declares, or its XML declaration or HTML `meta`, or the supplier's settings;
Windows-1252, or Mac Roman or code page 850 where the bytes make sense only as these (`seven_bit.py` has the national
alphabets of seven bits, `guess.py` the last question). Line ends become LF. Control characters and form feeds stay
until the format has used its own as fields (`without_controls` takes them out).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ftfy import TextFixerConfig, fix_encoding

from pipeline.decode.guess import guessed, is_sensible, windows_1252
from pipeline.decode.seven_bit import ESCAPED, is_national, national, shifted
from pipeline.story import Issue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9._:-]{1,40})", re.I)
_IN_XML = re.compile(rb"\s{0,40}<\?xml\b[^>]{0,200}?\bencoding\s{0,3}=\s{0,3}[\"']([A-Za-z0-9._:-]{1,40})")
_IN_HTML = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9._:-]{1,40})", re.I)
_IN_HTML_REACH = 4096
_TEXT_CODECS = re.compile(
    r"(?:x-)?(?:utf|ascii|us-ascii|iso|latin|l\d|cp|windows|mac|koi8|big5|gb|euc|shift|sjis|ibm|hz|johab)", re.I
)
_STATEFUL = re.compile(r"iso2022|hz|utf-?7$")
_WIDE = re.compile(r"utf[-_]?(?:16|32)")
_LINE_END = re.compile(r"\r{1,3}\n|\n\r(?!\n)|[\r\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Bytes that are no UTF-8, as `surrogateescape` shows them; and single ones that Windows-1252 has.
_ESCAPED_BYTES = re.compile("[\udc80-\udcff]{1,9}")
_PASTED = re.compile("(?<![\udc80-\udcff])[\udc82-\udc8c\udc8e\udc91-\udc9c\udc9e-\udcff](?=[^\udc80-\udcff])")
_PAGE = re.compile("[\x0b\x0c]")
# C0 and C1 controls but for TAB and LF, DEL, and the characters that only steer layout or mark byte order; the escape
# sequences of terminals (ECMA-48) and of changed alphabets (ISO 2022) as wholes.
_CONTROL = re.compile(
    r"\x1b(?:\[[0-9;?]{0,20}[A-Za-z]|[()*+./-][0-9A-Za-z@`~]|%[@G8])"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
# UTF-8 read as something else. Its first byte and the byte behind it as Windows-1252 or Latin-1 shows them; as Mac
# Roman (`√©`, `‚Äô`); as code page 437 or 850 (`├®`, `ΓÇÖ`).
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|\u221a[\u0080-\uffff]|\u201a\u00c4[\u0080-\uffff]|\u251c[\u0080-\uffff]|\u0393\u00c7[\u0080-\uffff]"
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

    `supplied`: the charset of a supplier that declares none, one of Python's or a national one of seven bits
    (`din66003`, `iso646-se`, …).
    """
    text, issues = _characters(value, content_type, supplied)
    text = text.lstrip("\ufeff")
    if not text.isascii() and _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        issues.append(issue("undecodable_bytes", "lone surrogates were replaced"))
    repaired = _without_mojibake(text)
    if repaired != text:
        issues.append(issue("mojibake_repaired", "UTF-8 that had been read as a one-byte charset was put right"))
    return Copy(_LINE_END.sub("\n", repaired), tuple(issues), value)


def without_controls(text: str) -> tuple[str, tuple[Issue, ...]]:
    """`text` without the control characters that the format did not use as fields, and an issue that counts them. Form
    feeds and vertical tabs end lines.
    """
    clean, count = _CONTROL.subn("", _PAGE.sub("\n", text))
    if not count:
        return clean, ()
    return clean, (issue("control_characters_removed", f"{count} control characters were removed"),)


def wide_codec(value: bytes) -> str | None:
    """`utf-16-le`, `utf-16-be` or UTF-32's for bytes that are plainly two or four to a character, without a mark.

    Told by the zeros, which stand in one place of each unit and not in the other.
    """
    near = value[:4000]
    if near.count(0) < 8 or near.count(0) * 10 < len(near):
        return None
    zeros = [near[at::4].count(0) * 4 / len(near) for at in range(4)]
    if min(zeros[2:]) > 0.95 and zeros[0] < 0.2:
        name = "utf-32-le"
    elif min(zeros[:2]) > 0.95 and zeros[3] < 0.2:
        name = "utf-32-be"
    else:
        low, high = zeros[0] + zeros[2], zeros[1] + zeros[3]
        if max(low, high) < 0.2 or min(low, high) > 0.02:
            return None
        name = "utf-16-le" if high > low else "utf-16-be"
    return name if _reads_as_text(near[: len(near) // 4 * 4].decode(name, "replace")) else None


def _reads_as_text(text: str) -> bool:
    odd = sum(not (character.isprintable() or character in "\t\n\r\x0c") for character in text)
    return odd * 20 < len(text)


def _characters(value: bytes, content_type: str | None, supplied: str | None) -> tuple[str, list[Issue]]:
    for mark, name in _MARKS:
        if value.startswith(mark):
            return _replacing(value[len(mark) :], name)
    wide = wide_codec(value)
    if wide:
        return _replacing(value, wide)
    declared = _codec(_DECLARED.search(content_type or "")) or _declared_inside(value)
    if value.isascii():
        return _seven_bits(value, declared, supplied)
    for errors in ("strict", "surrogatepass"):
        try:
            return _paired(value.decode("utf-8", errors)), []
        except UnicodeDecodeError:
            continue
    return _eight_bits(value, declared or _named(supplied))


def _paired(text: str) -> str:
    """Surrogates that UTF-8 should not hold joined to the characters that they stand for in pairs (CESU-8)."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _seven_bits(value: bytes, declared: str | None, supplied: str | None) -> tuple[str, list[Issue]]:
    """Where a charset of seven bits is declared or switched to, ASCII is not what the bytes mean."""
    if declared is None and supplied and is_national(supplied):
        return national(value.decode("ascii"), supplied), []
    name = declared or _named(supplied)
    if name and _STATEFUL.match(name):
        return _replacing(value, name)
    if ESCAPED.search(value):
        text = shifted(value)
        return text, [issue("charset_guessed", "the alphabet was read from escape sequences (ISO 2022)")]
    return value.decode("ascii"), []


def _eight_bits(value: bytes, declared: str | None) -> tuple[str, list[Issue]]:
    """Bytes that are no UTF-8, by the charset that is declared where that can be."""
    if declared == "utf-8":
        return _mostly_utf8(value)
    if declared and _WIDE.match(declared) and not _may_be_wide(value):
        declared = None
    if declared == "ascii" and is_sensible(windows_1252(value)):
        declared = None
    if declared in ("iso8859-1", "iso8859-15", "cp1252"):
        return windows_1252(value, declared), []
    if declared:
        return _replacing(value, declared)
    mixed = _partly_utf8(value, 4)
    if mixed:
        return mixed
    text, name = guessed(value)
    return text, [issue("charset_guessed", f"no charset was declared: read as {name}")]


def _mostly_utf8(value: bytes) -> tuple[str, list[Issue]]:
    """A label of UTF-8 over bytes that are none is believed only where most of what is not ASCII decodes by it."""
    found = _partly_utf8(value, 2)
    if found:
        return found
    text, name = guessed(value)
    return text, [issue("charset_guessed", f"the bytes are no UTF-8, as they are labelled: read as {name}")]


def _partly_utf8(value: bytes, share: int) -> tuple[str, list[Issue]] | None:
    """UTF-8 with broken places, where these are at most one in `share` of what is not ASCII; else None. A single byte
    amid the rest is read in Windows-1252, from which it was pasted.
    """
    text = value.decode("utf-8", "surrogateescape")
    runs = _ESCAPED_BYTES.findall(text)
    if len(runs) * share > sum(not character.isascii() for character in text) - sum(map(len, runs)) + len(runs):
        return None
    pasted = _PASTED.sub(lambda found: windows_1252(bytes([ord(found[0]) - 0xDC00])), text)
    mixed, lost = _ESCAPED_BYTES.subn("\ufffd", pasted)
    issues = [issue("undecodable_bytes", f"{lost} places could not be decoded as utf-8")] if lost else []
    if lost < len(runs):
        issues.append(issue("charset_guessed", f"{len(runs) - lost} bytes amid UTF-8 were read as Windows-1252"))
    return mixed, issues


def _may_be_wide(value: bytes) -> bool:
    """False for bytes that are mostly ASCII's printable ones: two of them are no character of any script."""
    near = value[:4000]
    return sum(0x20 <= byte < 0x7F for byte in near) * 4 < 3 * len(near)


def _replacing(value: bytes, name: str) -> tuple[str, list[Issue]]:
    try:
        return value.decode(name), []
    except (UnicodeDecodeError, UnicodeError):
        text = value.decode(name, "replace")
        return text, [issue("undecodable_bytes", f"{text.count(chr(0xFFFD))} places could not be decoded as {name}")]


def _declared_inside(value: bytes) -> str | None:
    """The charset that an XML declaration or an HTML `meta` element names."""
    found = _IN_XML.match(value[:400]) or _IN_HTML.search(value[:_IN_HTML_REACH])
    return _named(found[1].decode("ascii")) if found else None


def _codec(found: re.Match[str] | None) -> str | None:
    return _named(found[1]) if found else None


def _named(charset: str | None) -> str | None:
    """Python's name of a charset, where it is one that Python reads as text."""
    if not charset or not _TEXT_CODECS.match(charset):
        return None
    try:
        name = codecs.lookup(charset.lower().removeprefix("x-")).name
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return None
    return name


def _without_mojibake(text: str) -> str:
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    return "\n".join(
        fix_encoding(line, _ENCODING_ONLY) if _MOJIBAKE.search(line) else line for line in text.split("\n")
    )
