"""Slug lines and story numbers: `GLOBAL-OIL/ (UPDATE 1)`, `BC-Truce, 2nd Ld-Writethru`, `nL5N2AB3CD`."""

from __future__ import annotations

import re

_PARTS = r"(?P<rest>(?:\s?\([^()\n]{2,40}\)|,\s?[^,\n]{2,40}){0,4})$"
_WORD = r"[A-ZÀ-Þ][\w.&'’]{0,24}"
_SLUG = re.compile(
    r"(?P<slug>BC-{1,2}[A-Za-z][\w<>&.'’/ -]{1,60}?|(?:AM|PM|AP|US|EU|ZZ)-{1,2}[A-Za-z][\w<>&.'’/-]{1,60}"
    r"|(?:AM|PM|AP)-{1,2}[A-Z][\w<>&.'’/ -]{1,60}?(?=,)"
    r"|[A-Z][A-Z0-9&.'’]{1,24}(?:[-/][A-Z0-9&.'’]{1,24}){1,6}/?|[A-Z]{3,24}/"
    rf"|{_WORD}(?:[-/]{_WORD}){{1,5}}/|[A-Z][a-z]+(?:-[A-Za-z]+){{1,6}}(?=,))" + _PARTS
)
_DESK_SLUG = re.compile(
    r"(?:[0-9]{1,2}\s)?(?P<slug>[A-Z]{3,20} [A-Z][\w'’-]{2,20}(?: [A-Z][\w'’-]{2,20})?)"
    r"\s(?P<rest>\(?(?:Night|Late|New)?(?:[Ll]ead|Substitute|Sub|Snap|Rush|Update|Correction)(?: [0-9])?\)?)$"
)
"""PA's: section, catchword, what it is: `POLITICS Budget Nightlead`."""
_NUMBERED_SLUG = re.compile(
    r"[0-9]{1,2}\s(?P<slug>(?:POLITICS|POLICE|COURTS|INQUEST|HEALTH|EDUCATION|CITY|ROYAL|SHOWBIZ|WEATHER|TRANSPORT"
    r"|SCOTLAND|IRISH|ULSTER|WALES|FOREIGN|DEFENCE|INDUSTRY|CONSUMER|SCIENCE|ENVIRONMENT|SOCIAL|ACCIDENT|FIRE|RAIL|AIR"
    r"|SPORT|SOCCER|CRICKET|RUGBYU|RUGBYL|RACING|TENNIS|GOLF|MOTOR)"
    r" [A-Z][\w'’-]{2,20}(?: [A-Z][\w'’-]{2,20})?)(?P<rest>)$"
)
"""PA's first version, which says only its number: `1 HEALTH Obesity`."""
_SPACED_TAG = re.compile(
    r"(?P<slug>[A-Z][A-Z0-9&.]{1,24}(?:-[A-Z0-9&.]{1,24}){1,4}) (?P<rest>LD ?ALL|[0-9](?:ST|ND|RD|TH) LD|LD ?[0-9])$"
)
_LONGEST = 120
_USN = re.compile(r"(?:USN\s?[:#]?\s?)?(?P<usn>n[A-Z][A-Z0-9]{6,13})$")
USN_IN_TEXT = re.compile(r"(?<![\w-])(?P<usn>n[A-Z](?=[A-Z0-9]{0,12}\d)[A-Z0-9]{6,13})(?![\w-])")
_LOWER_WORD = re.compile(r"(?:^|\s)[a-z]{2,}")
_NUMBER = re.compile(r"(?:[a-z]?[0-9]{2,5}|[0-9]{2}-[0-9]{2})$", re.I)


def slug_of(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Slug and what stands behind it where a line is a slug line: `GLOBAL-OIL/ (UPDATE 1)`, `Portugal-Hafen/`."""
    line = line.lstrip("^").rstrip("< ") if line.startswith("^") else line
    if len(line) >= _LONGEST or not (line[:1].isupper() or line[:1].isdigit()):
        return None
    found = _SLUG.match(line) or _DESK_SLUG.match(line) or _NUMBERED_SLUG.match(line) or _SPACED_TAG.match(line)
    if not found or line.endswith((".", "!", "?")):
        return None
    parts = [part.strip(" ()") for part in re.split(r"[,(]", found["rest"])]
    if not found["slug"].startswith(("BC-", "AM-", "PM-")) and any(map(_LOWER_WORD.search, parts)):
        return None
    return found["slug"].strip(), tuple(part for part in parts if part and not _NUMBER.match(part))


def usn_of(flat: str) -> str | None:
    found = _USN.match(flat)
    return found["usn"] if found else None
