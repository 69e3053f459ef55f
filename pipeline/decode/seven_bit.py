"""The alphabets of seven bits in which telex lines and early wires sent letters with accents.

National variants of ISO 646 put letters where ASCII has brackets and the like. Copy in them can't be told from ASCII,
so that they are read only where the supplier's settings name one or an escape sequence of ISO 2022 switches to one. The
tables are those of the International Register of Coded Character Sets (ISO-IR, numbers in brackets below).
"""

from __future__ import annotations

import re

_PLACES = "#$@[\\]^`{|}~"
_LETTERS = {
    "de": "#$§ÄÖÜ^`äöüß",  # DIN 66003 (21)
    "fr": "£$à°ç§^µéùè¨",  # NF Z 62-010 (69)
    "fr1": "£$à°ç§^`éùè¨",  # NF Z 62-010 of 1973 (25)
    "it": "£$§°çé^ùàòèì",  # (15)
    "es": "£$§¡Ñ¿^`°ñç~",  # (17)
    "pt": "#$§ÃÇÕ^`ãçõ°",  # (16)
    "se": "#¤@ÄÖÅ^`äöå‾",  # SEN 850200 B (10)
    "se2": "#¤ÉÄÖÅÜéäöåü",  # SEN 850200 C, for names (11)
    "no": "#$@ÆØÅ^`æøå‾",  # NS 4551-1 (60)
    "gb": "£$@[\\]^`{|}~",  # BS 4730 (4)
}
_TABLES = {name: dict(zip(map(ord, _PLACES), letters, strict=True)) for name, letters in _LETTERS.items()}
_NAMES = {
    "din66003": "de", "iso646-de": "de", "iso-ir-21": "de", "nfz62-010": "fr", "iso646-fr": "fr", "iso-ir-69": "fr",
    "iso-ir-25": "fr1", "iso646-it": "it", "iso-ir-15": "it", "iso646-es": "es", "iso-ir-17": "es",
    "iso646-pt": "pt", "iso-ir-16": "pt", "sen850200b": "se", "iso646-se": "se", "iso646-fi": "se", "iso-ir-10": "se",
    "sen850200c": "se2", "iso646-se2": "se2", "iso-ir-11": "se2", "ns4551-1": "no", "iso646-no": "no",
    "iso646-dk": "no", "ds2089": "no", "iso-ir-60": "no", "bs4730": "gb", "iso646-gb": "gb", "iso-ir-4": "gb",
}  # fmt: skip
# The last bytes of the sequences that put a set at G0 (ISO 2022: `ESC ( F`).
_FINALS = dict(zip("KfRYZLGH`A", ("de", "fr", "fr1", "it", "es", "pt", "se", "se2", "no", "gb"), strict=True))
_JAPANESE = re.compile(rb"\x1b\$[@B]")
ESCAPED = re.compile(rb"\x1b\([KfRYZLGH`A]|\x1b\$[@B]")
"""Switches to an alphabet that is not ASCII. Those back to it (`ESC ( B`) alone change nothing."""
_SWITCH = re.compile(r"\x1b\(([0-9A-Za-z@`])")


def is_national(charset: str) -> bool:
    return _name(charset) in _NAMES


def national(text: str, charset: str) -> str:
    """ASCII `text` read in the national variant that `charset` names (`is_national`)."""
    return text.translate(_TABLES[_NAMES[_name(charset)]])


def shifted(value: bytes) -> str:
    """Seven-bit bytes with ISO 2022's escape sequences obeyed: national variants, or Japanese."""
    if _JAPANESE.search(value):
        return value.decode("iso2022_jp_2", "replace")
    pieces = _SWITCH.split(value.decode("ascii"))
    out = [pieces[0]]
    for final, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        alphabet = _FINALS.get(final)
        out.append(piece.translate(_TABLES[alphabet]) if alphabet else piece)
    return "".join(out)


def _name(charset: str) -> str:
    return charset.lower().replace("_", "-").replace(" ", "").replace("din-", "din").replace("sen-", "sen")
