"""Which language is it? English by its commonest small words; all else named by py3langid, or left open.

Small words come first since they are right where a statistical model is not: on tables, telegram style and lists of
names (one in eight messages of Reuters 1987 is no English to py3langid alone), and since they cost a tenth of its time.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.decode.words import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SMALL_WORDS = words(
    "the of and to in a for on that said is was with by at from as it its has have had he his be an after over "
    "not says who will are were would which their they been but than or about into up out no new against under "
    "amid vs off more"
)
_ELSEWHERE = words(
    "der die und das von mit den dem ist nicht auf für le la les des et une est dans pour que du el los las del "
    "en una por con il di che per della e o os da em um uma não het een van niet och att det som på og er av til har "
    "ikke efter se yang dan dari untuk dengan ve bir ja sekä się nie jest ze az és egy și cu pe este na je že"
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
REACH = 800
ENOUGH = 12
"""Words of running text, none of them a name or in capitals, from which on the lack of English ones tells: but not in a
table, where one character in twenty is a figure."""
HEADLINE = 4
"""Running words, at least a third of all, below which a Latin line may be names only."""
SURE = 0.8
SURE_OF_SCRIPT = 0.5
"""Where the letters alone say that it isn't English, the likeliest language of that script will do."""
NO_LANGUAGE = "zxx"


def language_of(text: str) -> str | None:
    """The BCP 47 code of the opening of `text`; `und` where it plainly isn't English but not plainly what; None where
    it may be anything: a line of names, a table.
    """
    opening = text[:REACH]
    found = _WORD.findall(opening)
    low = [word.lower() for word in found]
    ours = sum(map(_SMALL_WORDS.__contains__, low))
    theirs = sum(map(_ELSEWHERE.__contains__, low))
    if ours > 2 * theirs and (ours * 12 >= len(low) or len(low) < 30):
        return "en"
    letters = sum(map(len, found))
    if letters >= HEADLINE and len(_LATIN.findall(opening)) * 2 < letters:
        return _named(opening, SURE_OF_SCRIPT) or "und"
    running = found if opening.isupper() else [word for word in found if not word[0].isupper()]
    figures = sum(map(str.isdigit, opening))
    if len(running) < HEADLINE or len(running) * 3 < len(found) or figures * 20 > len(opening):
        return None
    small = sum(map(_SMALL_WORDS.__contains__, map(str.lower, running)))
    foreign = len(running) >= ENOUGH and not opening.isupper() and (theirs > ours or small * 20 < len(running))
    return _named(opening, SURE) or ("und" if foreign else None)


def contradicts(told: str, text: str) -> str | None:
    """The language of `text` where it is one and `told`, a format's field, another, of which one is English."""
    read = language_of(text) if len(_WORD.findall(text[:REACH])) >= ENOUGH else None
    return read if read and (read == "en") != is_english(told) else None


def is_english(tag: str) -> bool:
    return tag.partition("-")[0].lower() == "en"


def _named(text: str, sure: float) -> str | None:
    name, share = _identifier().classify(text)
    # What is left open is read as English, so that for English the likeliest will do.
    return name if (share >= sure or name == "en") and name != NO_LANGUAGE else None


@cache
def _identifier() -> LanguageIdentifier:
    """The library's own constant table, unpacked (0.4 s) when the first text that isn't plainly English comes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
