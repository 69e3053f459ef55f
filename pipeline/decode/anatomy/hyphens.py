"""Hyphens at line ends: whose are they, the line's (`govern-` / `ment`) or the word's (`safe-` / `haven`)?

Without a dictionary the paragraph itself is asked first, then the forms of English syllables (what no word begins or
ends with: `destr-` / `oyed`, `sus-` / `pended`), then a table of words that nobody writes with a hyphen (`out-` /
`side`). Where none says plainly that the hyphen is the line's, it stays: nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.decode.words import words

SHORTEST = 24
"""Columns: a shorter line was not broken for want of room."""

_LAST_WORD = re.compile(r"(?<!\w-)(?<![\w.'’])([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# Ends that no English word of its own is made of.
_BOUND_END = re.compile(
    r"(?:[bcdfghlmnprstvz]{0,2}(?:ments?|tions?|sions?|tures?|tional|sional|mental|tively|tive|sive|cial(?:ly)?"
    r"|tial(?:ly)?|cian|tian|ously|ness|ity|ities|ability|ibility|ances?|ences?|ency|encies|ancy|ized?|ised?"
    r"|izing|ising|ization|isation|ists?|isms?|ings?|ers?|ors?|ed|ly|ably|ibly|able|ible|ing|ingly|ary|aries|ory"
    r"|ories|ical|ically|ious|eous|uous)"
    r"|ment[a-z]{1,5}|ture[ds]|tor[sy]?|ters?|ders?|bers?|gers?|vers?|cies|gies|ties|nies|ries|lies|ness[a-z]{0,2}"
    r"|[aeiou](?:tion|sion|ment|ture|cial|tial|cian)[a-z]{0,4}|v?ern(?:ment|or)[a-z]{0,2}|[bdlnt]ages?"
    r"|[bcdfgkptz]le[ds]?|terdays?)$"
)
_STEM = re.compile(
    r"(?:ceed|cept|ceiv|clud|duc|fess|flict|gress|ject|lect|mitt|nounc|pell|pend|ploy|quir|rupt|scrib|sist|spect|spond"
    r"|stitut|stroy|tain|tinu|tribut|vok|volv)(?:ed|es?|ing|s|ions?|ive|ors?|ers?)$|fici(?:al|en)[a-z]{0,4}$"
)
"""Stems that stand alone in no word, with what is added to them."""
_NO_BEGINNING = re.compile(
    r"(?:(?P<twice>[bcdfgkmnprstz])(?P=twice)|[lmnr][bcdfgjkpqstvxz]|[lr][mn]|ck|ct|[dt]l|x[^aeiouy])(?=[a-z]*[aeiouy])"
)
"""No English word begins so; letters without a vowel may be a unit (`mph`)."""
_NO_END = re.compile(r"[a-z](?:[bcdfgkpt][lr]|[nlr]v|q)$|[bcdfglmnprstv]i$")
"""No English word ends so: `destr`, `offi`."""
_FOREIGN = words("anti semi multi mini maxi midi quasi demi taxi bikini khaki safari graffiti ski hi bi tri wi fi di")
_WHOLE_RIGHTS = words(
    "able bed bear bears better bing bred cancer clever dancer darling ding ever fed fever fled fly fling "
    "flying former her hers king kings led lever lies liver lever member nation nations never number ocean "
    "offers order orders other others over paper red ring rings river rivers series shed sing singer sling "
    "sister spring sped sting string ties tier timber ting under water wed wing wings winter order power layer "
    "tower later lower longer leader minister ministers center letter manner matter master dinner number banner "
    "winner winners offer refer summer hammer station stations mission fission session version lesson passion "
    "motion option options action caution ration lotion notion ply portion section tension pension mansion vision "
    "fusion picture mixture future nature creature feature posture pasture venture lecture culture texture "
    "moment cement city pity bed sled bled pled fled tor mentor size sized pence story mentioned monthly"
)
_BOUND_STARTS = words("un dis mis im ir il")
_NO_WORDS = words("com coun sus suf suc dif hos gov spokes")
"""What is never put before a word with a hyphen; none is a word of its own but the last."""
_SOLID = frozenset(
    f"{left}-{right}"
    for lefts, rights in (
        ("in out be along", "side"), ("in out", "sider siders"), ("some any every", "one thing body where"),
        ("no", "thing body where"), ("him her it my your", "self"), ("them our your", "selves"),
        ("with", "in out draw drawn drew drawal hold held stand stood"), ("there here where", "fore by after as"),
        ("when what who how where", "ever"), ("never", "theless"), ("more", "over"), ("further", "more"),
        ("mean", "while"), ("al", "though ready ways most"), ("mil bil tril", "lion lions"),
        ("per", "cent centage haps"), ("to", "day night morrow gether ward wards"),
        ("be", "cause fore tween yond hind neath come came gin gan gun low lieve lieved long longs"),
        ("wo chair fisher gun police states congress law busi sales clergy", "man men woman women"),
        ("out", "look line lined law lawed come break breaks cry set put let lets lying spoken rage raged skirts "
         "standing ward weigh post posts pouring going"),
        ("over", "throw thrown threw come came all night seas haul turn turned whelm whelming rule ruled"),
        ("under", "stand stood standing take took taken mine mined ground line lined lying go went gone"),
        ("air", "port ports line lines craft"), ("rail high", "way ways"), ("rail", "road roads"), ("head", "quarters"),
        ("earth", "quake quakes"), ("land", "slide slides"), ("foot base basket", "ball"), ("news", "paper papers"),
        ("share", "holder holders"), ("fore", "cast casts most"),
    )
    for left in lefts.split()
    for right in rights.split()
)  # fmt: skip
"""Words of two words, or that look so, which no style book writes with a hyphen."""
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
        elif len(before) >= SHORTEST:
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
    if f"{low}-{right}" in words:
        return False
    if f"{low}-{right}" in _SOLID or left in _NO_WORDS or _is_no_word(left, right):
        return True
    if right in _WHOLE_RIGHTS:
        return False
    if left[0].isupper() and _NAME_ENDS.match(right):
        return True
    if len(low) < 2 or left.isupper() or low in _SHORT_WORDS:
        return False
    return low in _BOUND_STARTS or len(low) == 2 or bool(_BOUND_END.match(right))


def _is_no_word(left: str, right: str) -> bool:
    """True where one of the halves begins or ends as no English word does; names are not asked."""
    ends = left.islower() and len(left) > 2 and left not in _FOREIGN and _NO_END.search(left[-4:])
    return bool(ends or _NO_BEGINNING.match(right) or _STEM.match(right))
