"""Bylines: `By Rosario Villamarin, Reuters`, `Von Ana Costa, dpa`, `Ana Costa | AP`, `Reuters Staff`."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import exact_name
from pipeline.decode.anatomy.credits import credits_of, is_credits
from pipeline.decode.words import words

__all__ = ["agency_line", "byline_of", "credits_of", "is_credits", "is_name", "names_alone"]

_BY = re.compile(
    r"(?:(?:Story|Analysis|Commentary|Text|Reporting|Report)\s)?(?:By:?|BY:?|by|Von|VON|Par|PAR|Por|POR|di|Door|Av"
    r"|Af)\s+(?P<who>[^\n]{3,120})$"
)
_WRITERS = re.compile(
    r"(?P<agency>[A-Z][\w-]{1,12})\s(?:[Ss]taff\s)?(?:[Ww]riters?|[Cc]orrespondents?|[Rr]eporters?"
    r"|[Jj]ournalists?)\s(?=[A-Z])"
)
_STAFF = re.compile(
    r"(?:our\s)?(?:own\s)?(?:staff|STAFF|Staff)?\s?(?:[Rr]eporters?|[Ww]riters?|[Cc]orrespondents?)$"
    r"|(?P<agency>[A-Z]\w{1,11}) Staff$"
)
_JOB = (
    r"(?:Writers?|Correspondents?|Editors?|Reporters?|Staff|Columnists?|Analysts?|Bureau Chief|Bureau|Newswires"
    r"|NEWSWIRES|WRITER|CORRESPONDENT|EDITOR|STAFF)"
)
_TITLE = re.compile(rf"(?:,\s*|\s+)(?:(?:[A-Z][A-Za-z.&-]*\s){{0,4}}{_JOB})\b.*$")
_TITLE_WORDS = re.compile(rf"(?:[A-Z][\w.&-]*\s){{0,3}}{_JOB}$")
_PLACE = re.compile(
    r"\s(?:in|at|from|à|aus|en|i)\s[A-Z][\w'’. -]{1,30}?(?=$|,|;|\s(?:and|und|et|y|e|og|och|&|with|avec|mit)\s)"
)
_SEPARATOR = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\bog\b|\boch\b|\bwith\b|\bavec\b|\bmit\b)\s*")
_OTHER_WORK = re.compile(r"(?:photos?|photographs|pictures?|video|graphics?|fotos?)\s(?:by|de|von)\s", re.I)
_NAME_PARTICLES = words(
    "de da do dos das du della di del der den van von la le al el bin ibn ben abu zu zur ten ter y e i and und et al-"
)
_NO_NAME = words(
    "the a an our this that its his her their more early late now then monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december contrast "
    "comparison tradition law next end far mid order default chance favor favour"
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*$")
LONGEST = 130


def byline_of(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """Names and agency of a byline, or None where `line` is none. `By AFP`, `Reuters Staff` have no names."""
    line = line.lstrip("^").rstrip("<= ")
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1]
    if len(line) > LONGEST or not line[:1].isalpha():
        return None
    found = _BY.match(line)
    if found is None:
        return _without_by(line)
    who = found["who"].strip().rstrip(".=")
    alone = _alone(who)
    return alone if alone else _named(who, needs_agency=False)


def agency_line(line: str) -> str | None:
    """The agency of what stands under or behind a name: `Associated Press Writer`, `Reuters Correspondent`, `dpa`."""
    line = line.strip().lstrip("^").rstrip("<= ")
    found = line.removeprefix("Of ").split(" ")
    if len(line) > 60 or not line[:1].isalpha():
        return None
    for length in range(min(len(found), 4), 0, -1):
        agency, title = exact_name(" ".join(found[:length])), " ".join(found[length:])
        if agency and (not title or _TITLE_WORDS.match(title)):
            return agency
    return None


def names_alone(line: str) -> tuple[str, ...] | None:
    """The names of a line that holds nothing but names of two words and more: `Ana Costa, Bo Lind`."""
    names = tuple(name for name in _SEPARATOR.split(line) if name) if len(line) <= LONGEST else ()
    return names if names and len(names) <= 6 and all(map(is_name, names)) else None


def is_name(name: str) -> bool:
    """True for two to six words as people's names are written; initials and particles count."""
    found = name.split()
    if not 2 <= len(found) <= 6 or any(map(str.isdigit, name)) or exact_name(name):
        return False
    if found[0].lower() in _NO_NAME or not all(map(_NAME_WORD.match, found)):
        return False
    return not any(not word[0].isupper() and word.lower() not in _NAME_PARTICLES for word in found)


def _without_by(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """`Reuters Staff`, `Ana Costa | Reuters`, `Ana Costa, Associated Press`: only with an agency."""
    if not line[:1].isupper() and not line.startswith("dpa"):
        return None
    alone = _alone(line)
    return alone if alone and alone[1] else _named(line, needs_agency=True)


def _alone(who: str) -> tuple[tuple[str, ...], str | None] | None:
    """An agency or the staff, without a name."""
    agency = exact_name(who)
    if agency:
        return (), agency
    staff = _STAFF.match(who)
    if staff and staff["agency"]:
        known = exact_name(staff["agency"])
        return ((), known) if known else None
    return ((), None) if staff else None


def _named(who: str, *, needs_agency: bool) -> tuple[tuple[str, ...], str | None] | None:
    """Names with the agency that stands before, between or behind them."""
    writers = _WRITERS.match(who)
    agency = exact_name(writers["agency"]) if writers else None
    rest = who[writers.end() :] if writers and agency else who
    bracket = re.search(r"\s\((?P<agency>[^()]{2,30})\)$", rest)
    if bracket and exact_name(bracket["agency"]):
        agency, rest = exact_name(bracket["agency"]), rest[: bracket.start()]
    people: list[str] = []
    for part in re.split(r"\s*[|/]\s*|,\s*", rest):
        known = agency_line(part)
        agency = agency or known
        if not known and not _is_place_part(part, people, rest):
            people.append(part)
    names, behind = _split(", ".join(people))
    agency = agency or behind
    if not names or len(names) > 6 or not all(map(is_name, names)) or (needs_agency and agency is None):
        return None
    return names, agency


def _is_place_part(part: str, people: list[str], whole: str) -> bool:
    """`By Ana Costa | Reuters | Lisbon`, `By Ana Costa, Lisbon`: one word that is no name, behind all the people."""
    return bool(people) and whole.rstrip().endswith(part) and len(part.split()) == 1 and part[:1].isupper()


def _split(text: str) -> tuple[tuple[str, ...], str | None]:
    """Names, and an agency that follows the last of them without a comma (`BO LIND Associated Press`)."""
    text = _PLACE.sub("", _OTHER_WORK.sub("", _TITLE.sub("", text)))
    found = text.split()
    for length in (3, 2, 1):
        agency = exact_name(" ".join(found[-length:])) if len(found) > length + 1 else None
        if agency:
            text = " ".join(found[:-length])
            break
    else:
        agency = None
    return tuple(name for name in _SEPARATOR.split(text) if name), agency
