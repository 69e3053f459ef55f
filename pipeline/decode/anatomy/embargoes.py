"""Embargoes, advances and holds: lines and notes that keep a story back until a day or until further notice."""

from __future__ import annotations

import re

_WHEN = (
    r"(?:[0-9]|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]{0,6}\b|noon\b|midnight\b|(?:am|pm)s?\b|weekend\b|release\b|use\b|publication\b)"
)
_EMBARGO = re.compile(
    r"[(\[*#>=~–—\s-]{0,8}(?:achtung[:,!]{0,1}\s|bitte\s|attention[:,!]?\s)?(?:(?:press|news) release\s?[-–—:|]\s?)?(?:"
    r"(?:please (?:note|observe)[\s:,-]{1,3}(?:the )?|under |sous |sotto |sob |bajo |this (?:story|item|report"
    r"|copy) is )?"
    r"(?:strictly |strict |news |press )?(?!embargo (?:until|to) (?:19|20)[0-9]{2}\s[a-z])"
    r"embargoe?d?\b(?:[:\s-]{1,4}(?:until|till|for|to|not|against|before|strictly"
    r"|release|jusqu|hasta|fino|bis|até|[0-9])|\s?:|\W{0,4}$)"
    r"|embargad[oa] (?:hasta|até)\b"
    r"|not for (?:release|broadcast|publication|use) (?:until|before|prior)"
    rf"|(?:hold|advance) for (?:release |use |publication |the )?{_WHEN}|for (?:release|use) (?:(?:at|on|after"
    rf"|from) (?:the )?)?(?=[a-z0-9]){_WHEN}(?<!release)(?<!use)|budget advance\b|hfr\b(?=\W{{0,3}}(?:$|{_WHEN}))"
    r"|do not (?:use|publish|release|run|broadcast) (?:until|before)"
    r"|sperrfrist(?:\s?:|\s(?:bis|[0-9]|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|\W{0,3}$)"
    r"|nicht vor [^\n]{3,60}(?:veröffentlichen|verwenden|senden)\b)", re.I,
)  # fmt: skip
_IN_NOTE = re.compile(
    r"\bembargoed\b|\bembargo\s?(?::|until|till|[0-9])|\bunder embargo\b|\bhold for release\b|\bsperrfrist\b"
    r"|\b(?:do not|not for|not to be) (?:use|publi|release)\w{0,8} (?:until|before)\b|\bmoved in advance\b"
    rf"|\badvance for (?:release |use )?{_WHEN}|\bHFR\b",
    re.I,
)
_TRAILING = re.compile(
    r"\s[-–—(\[|]{1,2}\s?(?:STRICTLY )?EMBARGOED?\b(?:[:\s-]{1,3}(?:UNTIL|TILL|FOR|TO|NOT|[0-9])|\W{0,3}$)"
)
_A_TIME = re.compile(r"[0-9]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bnotice\b", re.I)
HOLD = re.compile(
    r"[*\s(]{0,9}(?:HOLD(?:[ ,.!-]{1,3}HOLD){1,3}\b|(?:PLEASE|MUST|EDITORS:?) HOLD\b"
    r"|HOLD (?:STORY|ITEM|PUBLICATION)\b|HOLD\s{0,3}(?:\n|$))"
)
"""A hold that is called out at the head of a message."""
LONGEST_LINE = 400
"""Characters: a longer block that begins like an embargo has run into the text."""


def begins_embargoed(flat: str) -> bool:
    """True for a block that begins with an embargo or a hold, whatever follows."""
    start = flat[:120]
    if HOLD.match(start):
        return True
    return bool(_EMBARGO.match(start)) and not (
        flat.endswith(".") and len(flat.split()) > 8 and not _A_TIME.search(flat)
    )


def trails_embargo(headline: str) -> bool:
    """True for a headline with an embargo behind it: `Port workers plan strike - EMBARGOED UNTIL 0001 GMT MAY 6`."""
    return bool(_TRAILING.search(headline))


def embargoes(note: str) -> bool:
    """True for a note to editors that embargoes its story."""
    return bool(_IN_NOTE.search(note))
