"""Is it English? A check by its commonest small words: enough to say yes, never to name another language."""

from __future__ import annotations

import re

from pipeline.decode.words import words

_SMALL_WORDS = words(
    "the of and to in a for on that said is was with by at from as it its has have had he his be an after over "
    "not says who will are were would which their they been but than or about into up out no new against under "
    "amid vs off more"
)
_ELSEWHERE = words(
    "der die und das von mit den dem ist nicht auf für le la les des et une est dans pour que du el los las del "
    "en una por con il di che per della e o os da em um uma não het een van niet och att det som på"
)
_WORD = re.compile(r"[^\W\d_]+")
REACH = 800


def is_english(text: str) -> bool:
    """True where the opening of `text` is plainly English; a line in capitals without small words counts where
    it is ASCII.
    """
    words = _WORD.findall(text[:REACH].lower())
    if not words:
        return False
    ours = sum(map(_SMALL_WORDS.__contains__, words))
    theirs = sum(map(_ELSEWHERE.__contains__, words))
    return ours > 2 * theirs and (ours * 12 >= len(words) or (ours > 0 and len(words) < 30))
