"""Hyphens at line ends: whose are they, the line's (`govern-` / `ment`) or the word's (`safe-` / `haven`)?

Without a dictionary the paragraph itself is asked first, then the forms of English syllables. Where neither says
plainly that the hyphen is the line's, it stays: nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.decode.words import words

_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# Ends that no English word of its own is made of.
_BOUND_END = re.compile(
    r"(?:[bcdfghlmnprstvz]{0,2}(?:ments?|tions?|sions?|tures?|tional|sional|mental|tively|tive|sive|cial(?:ly)?"
    r"|tial(?:ly)?|cian|tian|ously|ness|ity|ities|ability|ibility|ances?|ences?|ency|encies|ancy|ized?|ised?"
    r"|izing|ising|ization|isation|ists?|isms?|ings?|ers?|ors?|ed|ly|ably|ibly|able|ible|ing|ingly|ary|aries|ory"
    r"|ories|ical|ically|ious|eous|uous)"
    r"|ment[a-z]{1,5}|ture[ds]|tor[sy]?|ters?|ders?|bers?|gers?|vers?|cies|gies|ties|nies|ries|lies|ness[a-z]{0,2})$"
)
_WHOLE_RIGHTS = words(
    "able bed bear bears better bing bred cancer clever dancer darling ding ever fed fever fled fly fling "
    "flying former her hers king kings led lever lies liver lever member nation nations never number ocean "
    "offers order orders other others over paper red ring rings river rivers series shed sing singer sling "
    "sister spring sped sting string ties tier timber ting under water wed wing wings winter order power layer "
    "tower later lower longer leader minister ministers center letter manner matter master dinner number banner "
    "winner winners offer refer summer hammer station stations mission fission session version lesson passion "
    "motion option options action caution ration lotion notion portion section tension pension mansion vision "
    "fusion picture mixture future nature creature feature posture pasture venture lecture culture texture "
    "moment cement city pity bed sled bled tor mentor"
)
_BOUND_STARTS = words("un dis mis im ir il")
_SHORT_WORDS = words(
    "co ex re by no up go on in to so do be he me we at as an or of if is it us my al el de la le di du da mc "
    "st ad ok id oz hi"
)
_NAME_ENDS = re.compile(
    r"(?:holm|burg|furt|grad|ville|shire|stan|hagen|ington|inger|ovich|enko|ova|escu|oglu|sels|borough)$"
)


def joined(lines: Sequence[str]) -> tuple[str, int]:
    """`lines` as one, folded; and how many hyphens were the line's and are gone."""
    if not any(line.endswith("-") for line in lines[:-1]):
        return " ".join(" ".join(lines).split()), 0
    out = [lines[0]]
    gone = 0
    known: frozenset[str] | None = None
    for before, after in pairwise(lines):
        start = after.lstrip()
        if not _is_broken_word(before, start):
            out.append(" ")
        elif len(before) >= 40:
            known = _words(lines) if known is None else known
            if _is_the_lines(before, start, known):
                out[-1] = out[-1][:-1]
                gone += 1
        out.append(start)
    return " ".join("".join(out).split()), gone


def _words(lines: Sequence[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in _WORD.findall(line.lower()))


def _is_broken_word(before: str, after: str) -> bool:
    return before.endswith("-") and len(before) > 1 and before[-2].isalnum() and bool(after) and after[0].isalnum()


def _is_the_lines(before: str, after: str, words: frozenset[str]) -> bool:
    found, following = _LAST_WORD.search(before[-40:]), _FIRST_WORD.match(after[:40])
    if not found or not following or not following[0].islower():
        return False
    left, right = found[1], following[0]
    low = left.lower()
    if low + right in words:
        return True
    if f"{low}-{right}" in words or right in _WHOLE_RIGHTS:
        return False
    if left[0].isupper() and _NAME_ENDS.match(right):
        return True
    if len(low) < 2 or left.isupper() or low in _SHORT_WORDS:
        return False
    return low in _BOUND_STARTS or len(low) == 2 or bool(_BOUND_END.match(right))
