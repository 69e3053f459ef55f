"""Who wrote it: the people and the agency of a byline or credit field, in every format that has one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.decode.anatomy.agencies import exact_name
from pipeline.decode.anatomy.people import NO_PERSON, PARTICLES, PREFIX
from pipeline.decode.formats.xmlfields import agency_named, folded
from pipeline.decode.words import words
from pipeline.story import Note

_BY = re.compile(r"(?:by|von|par|por|av|af|tekst|texte?|text)(?:\s{1,3}|\s?:\s{0,3})(?=\S)", re.I)
_BRACKET = re.compile(r"\s?\(([^()]{1,60})\)")
_AND = re.compile(r"\s(?:and|AND|und|et|och|og|y|e|en|with|&)\s")
_JOINED = re.compile(rf"{_AND.pattern}|\s{{0,3}}[,;|/•·]\s{{0,3}}")
_PLACE_BEHIND = re.compile(r"\s(?:in|at|aus|à|i)\s(?=[A-Z])")
_JOINERS = words("by von par por av af and und et och og y e en with &")
_NAME = re.compile(r"[^\W\d_][^\W\d_]{0,40}(?:[.'’-]{1,2}[^\W\d_]{0,40}){0,4}")
_MEDIA = words(
    "agency database news newspaper press times post media network tribune herald journal gazette guardian telegraph "
    "radio tv television magazine wire service chronicle observer mirror echo today express mail"
)


class Byline(NamedTuple):
    """The people of a byline field; `note` is the line as sent where it says more than their names."""

    names: tuple[str, ...] = ()
    note: Note | None = None
    agency: str | None = None


NO_BYLINE = Byline()


def people_in(line: str) -> tuple[tuple[str, ...], str | None]:
    """Names and agency of a byline or a credit (`Von Ana Lima, dpa`, `Ana Lima/TT`, `By Ana Lima and Rui Reis`)."""
    rest = " ".join(line.split()).rstrip(".")
    by = _BY.match(rest)
    rest = rest[by.end() :] if by else rest
    agency = next((name for name in map(agency_alone, _BRACKET.findall(rest)) if name), None)
    names: list[str] = []
    rest = _BRACKET.sub("", rest)[:400]
    fewest = 1 if _AND.search(rest) or rest.upper() == rest.lower() else 2  # a script without capitals
    for part in _JOINED.split(rest):
        named = agency_alone(part)
        agency = agency or named
        name = _PLACE_BEHIND.split(part, maxsplit=1)[0].split()
        if named is None and _is_person(name, fewest):
            names.append(" ".join(name))
    return tuple(dict.fromkeys(names)), agency


def agency_alone(part: str) -> str | None:
    """The agency that a part of a byline is: `Petra`, `Reuters Staff`, but not `Petra Lind`."""
    printed = part.split()
    known = agency_named(part) if printed else None
    if known and (len(printed) == 1 or exact_name(part) or {word.lower() for word in printed} & NO_PERSON):
        return known
    return known if printed and known == printed[0] and not known.istitle() else None


def _is_person(name: list[str], fewest: int) -> bool:
    """True for a name of at least `fewest` words; an organisation's, an address, a login are none."""
    if not fewest <= len(name) <= 6 or {word.lower().strip(".") for word in name} & NO_PERSON:
        return False
    bare = [PREFIX.sub("", word) for word in name]
    return all(word in PARTICLES or (_NAME.fullmatch(word) and not word[0].islower()) for word in bare)


def read_byline(line: str | None, people: Iterable[str] = ()) -> Byline:
    """Names and agency of a byline field, and the note that keeps the line where it is more than the names.

    `people`: names that the format marks as such.
    """
    printed = folded(line)
    names, agency = people_in(printed)
    names = tuple(dict.fromkeys(filter(None, map(folded, people)))) or names
    known = {word for name in names for word in name.split()}
    more = [word for word in printed.replace(",", " ").split() if word not in known]
    told = all(word.lower().strip(":;/.") in _JOINERS for word in more)
    return Byline(names, None if told else Note(kind="byline", text=printed), agency)


def publication(line: str) -> str | None:
    """The newspaper, site or agency that a byline names behind its people (`Ana Lima, The Example Herald`)."""
    parts = (part.strip(" .") for part in re.split(r",|\s[-–—|]\s", line[:400])[1:])
    return next((part for part in parts if _MEDIA & {word.lower() for word in part.split()}), None)
