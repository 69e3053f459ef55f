"""Is it English? A check by its commonest small words: enough to say yes or no, never to name another language."""

from __future__ import annotations

import re
from typing import Literal

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
ENOUGH = 12
"""Words of running text, none of them a name or in capitals, from which on the lack of English ones tells: but not in a
table, where one character in twenty is a figure."""


def language_of(text: str) -> Literal["en", "und"] | None:
    """`en` where the opening of `text` is plainly English, `und` where it plainly is another language, else None.

    A short line with one English small word among its words is English enough; one without any may be anything.
    """
    found = _WORD.findall(text[:REACH])
    low = [word.lower() for word in found]
    ours = sum(map(_SMALL_WORDS.__contains__, low))
    theirs = sum(map(_ELSEWHERE.__contains__, low))
    if ours > 2 * theirs and (ours * 12 >= len(low) or len(low) < 30):
        return "en"
    running = [word for word in found if not word[0].isupper()]
    figures = sum(map(str.isdigit, text[:REACH]))
    if len(running) < ENOUGH or figures * 20 > len(text[:REACH]):
        return None
    small = sum(map(_SMALL_WORDS.__contains__, running))
    return "und" if theirs > ours or small * 20 < len(running) else None
