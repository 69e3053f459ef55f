"""Which charset of eight bits are undeclared bytes in? Windows-1252, unless they make sense only as another.

The question is put to the words: read in the wrong charset, letters with accents become capitals within a word, signs
between letters, letters that stand alone. Windows-1252 is given up only where at least half of what is not ASCII is so
odd, and another charset leaves nothing odd at all.
"""

from __future__ import annotations

import re

# As the WHATWG reads Windows-1252: the five bytes that it leaves open stay C1 controls.
_C1 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_OTHERS = (("mac_roman", "Mac Roman"), ("cp850", "code page 850"))

_UPPER = "À-ÖØ-ÞŠŒŽŸ"
_LOWER = "ß-öø-ÿšœžıﬁﬂ"
_LETTER = f"A-Za-z{_UPPER}{_LOWER}"
_BETWEEN = "’‘·\u00ad\u00a0–—…"
"""What is not ASCII and no letter, and yet stands between letters in good copy."""
_ODD = re.compile(
    rf"(?<=[a-z{_LOWER}])[{_UPPER}]"  # cafŽ
    rf"|(?<=[A-Z])[{_UPPER}](?=[a-z])"  # MŸller
    rf"|(?<![{_LETTER}])[{_UPPER}](?=[A-Z][a-z])"  # ÒTalks
    rf"|[{_LOWER}](?=[A-Z][a-z])"  # ìTalks
    rf"|[{_UPPER}{_LOWER}](?=[0-9])|(?<=[0-9])[{_UPPER}{_LOWER}]"  # Û5
    rf"|(?<=[{_LETTER}])[^\x00-\x7f{_LETTER}{_BETWEEN}ªº](?=[{_LETTER}])"  # M¸ller
    rf"|(?<=[{_LETTER}])[ˆ˜¸¨¯‚„]|[ˆ˜¸¨¯](?=[{_LETTER}])"  # giˆ
    rf"|(?<![{_LETTER}])[{_UPPER}{_LOWER}]{{2,40}}(?![{_LETTER}])"  # ÿÿ
    rf"|(?<![{_LETTER}’'-])[^\x00-\x7fàÀáÁâÂéÉèÈêÊóÓòÒôÔíÍìÌúÚùÙýÝåÅöÖäÄøØæÆœŒªº\W\d_](?![{_LETTER}’'-])"  # ñ for -
    r"|[\x80-\x9fƒ\ufffd]"
)
_RARE = re.compile("[^\x00-\x7f" + _LETTER + _BETWEEN + "“”„‚«»‹›•§£€¥¢°©®™†‡½¼¾²³¹¿¡´¨ªº±×÷µ¶\u200b]")
"""Signs that wire copy seldom has: mathematics, box drawing, Greek."""

_SHOWN = re.compile(r"[^\x00-\x7f\s]")


def windows_1252(value: bytes, name: str = "cp1252") -> str:
    """`value` in Windows-1252 with its open places as C1 controls. `name` `iso8859-15`: in Latin-9, which in practice
    has the quotation marks of Windows-1252 too.
    """
    return value.decode("iso8859-15" if name == "iso8859-15" else "latin-1").translate(_C1)


def guessed(value: bytes) -> tuple[str, str]:
    """The characters of undeclared `value`, and the name of the charset that they were read in."""
    text = windows_1252(value)
    high = sum(byte >= 0x80 for byte in value)
    odd = len(_ODD.findall(text))
    if odd * 2 >= high:
        for codec, name in _OTHERS:
            other = value.decode(codec)
            if is_sensible(other) and not _RARE.search(other) and _SHOWN.search(other):
                return other, name
    return text, "Windows-1252"


def is_sensible(text: str) -> bool:
    """True where nothing in `text` looks like the wrong charset."""
    return not _ODD.search(text)
