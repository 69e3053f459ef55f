"""Bylines (`By Rosario Villamarin, Reuters`) and credits (`(Reporting by A in X; Writing by B Editing by C)`)."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.words import words
from pipeline.story import Credit

_VERB = (
    r"reporting|writing|editing|reported|written|edited|compiled|compilation|translated|translation|photography|photographs|graphics?"
    r"|research|produced|production|filming|video"
)
_ROLE = re.compile(
    rf"(?:^|(?<=[\s;,.(/&]))(?P<role>(?:(?:additional|further|original)\s)?(?:{_VERB})(?:\s(?:and|&)\s(?:{_VERB}))?)\s(?:by|from)\b:?\s*",
    re.I,
)
_START = re.compile(
    rf"\(?\s{{0,3}}(?:(?:additional|further|original)\s)?(?:{_VERB})(?:\s(?:and|&)\s(?:{_VERB}))?\s(?:by|from)\b", re.I
)
_CONTRIBUTED = re.compile(
    r"(?:The\s)?(?P<a>Associated Press|AP|Reuters|AFP|dpa)\s(?:[A-Z]?[a-z]+\s){0,2}(?:writers?|journalists?"
    r"|reporters?|correspondents?)\s"
    r"(?P<who>[^\n]{3,400}?)\scontributed(?:\sto\s(?:this|the)\s(?:report|story))?\.?$"
)
_BYLINE = re.compile(r"(?:By|BY|by|Von|Par|Por)\s+(?P<who>[^\n]{3,110})$")
_TITLE = re.compile(
    r"(?:,\s*|\s+)(?:(?:[A-Z][A-Za-z.]*\s){0,4}(?:Writer|Correspondent|Editor|Reporter|Columnist|Analyst|Staff))\b.*$",
    re.I,
)
_JOB = re.compile(r"\s+(?:Staff\s)?(?:Writer|Correspondent|Staff|Editor|Reporter)s?$", re.I)
_NAME_PARTICLES = words(
    "de da do dos das du della di del der den van von la le al el bin ibn ben abu zu zur ten ter y e i and und et"
)
_NO_NAME = words(
    "the a an our this that its his her their more early late now then monday tuesday wednesday thursday friday "
    "saturday sunday contrast comparison tradition law next end far mid"
)
_TRAILER = re.compile(r"\(\(.*$|\[.*$")
_SEPARATOR = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b)\s*")
_GROUP = re.compile(r"\s+(?:in|at|from)\s+(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


def byline_of(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """Names and agency of a byline, or None where `line` is none."""
    found = _BYLINE.match(line)
    if not found or len(line) > 115:
        return None
    who = found["who"].strip().rstrip(".=")
    agency = next((name for name in (agency_line(part.strip()) for part in who.split(",")[1:]) if name), None)
    who = _TITLE.sub("", who)
    names = tuple(name for name in _SEPARATOR.split(who) if name and usual_name(name) is None)
    if not names or len(names) > 6 or not all(_is_name(name) for name in names):
        return None
    return names, agency


def agency_line(line: str) -> str | None:
    """The agency of what stands under or behind a name: `Associated Press Writer`, `Reuters Correspondent`, `dpa`."""
    words = line.strip()
    if len(words) > 50 or not words[:1].isalpha():
        return None
    without_title = _JOB.sub("", words)
    return usual_name(without_title) or usual_name(without_title.rsplit(" ", 1)[0])


def is_credits(flat: str) -> bool:
    if len(flat) > 900:
        return False
    return bool(_START.match(flat) and _looks_like_credits(flat)) or bool(_CONTRIBUTED.match(flat))


def credits_of(flat: str) -> tuple[Credit, ...]:
    """The people of a credits line by role and place; a role with two places gives two credits."""
    contributed = _CONTRIBUTED.match(flat)
    if contributed:
        return _groups("contributing", contributed["who"])
    inner = _TRAILER.sub("", flat).strip()
    if inner.startswith("("):
        inner = inner[1:].removesuffix(")")
    roles = list(_ROLE.finditer(inner))
    out: list[Credit] = []
    for at, role in enumerate(roles):
        end = roles[at + 1].start() if at + 1 < len(roles) else len(inner)
        out += _groups(" ".join(role["role"].lower().split()), inner[role.end() : end])
    return tuple(out)


def _looks_like_credits(flat: str) -> bool:
    """A sentence like `Reporting by the bank's auditors showed a loss.` is none: behind the role stands a name."""
    role = _ROLE.search(flat.lstrip("( "))
    if role is None:
        return False
    rest = flat.lstrip("( ")[role.end() :]
    words = rest.split()
    if not words or not (words[0][:1].isupper() or words[0].lower() in ("the", "staff")):
        return False
    lower = [word for word in words if word[:1].islower() and word.strip(".,;)") not in _CREDIT_WORDS]
    return len(lower) * 4 <= len(words)


_CREDIT_WORDS = words(
    "reporting writing editing additional by and in at from for the newsroom bureau staff desk with compiled "
    "reported written edited translated further original graphics graphic research production video photography "
    "de da van von der al el bin la di du del dos"
)


def _groups(role: str, people: str) -> tuple[Credit, ...]:
    """`A and B in X, C in Y` → one credit for X with A and B, one for Y with C."""
    rest = people.strip(" ;,./&")
    out: list[Credit] = []
    pieces = _GROUP.split(rest)
    names_text = pieces[0]
    for following in pieces[1:]:
        place, more = _place_and_more(following)
        out.append(Credit(role=role, names=_names(names_text), place=place))
        names_text = more
    if names_text.strip(" ;,.") or not out:
        out.append(Credit(role=role, names=_names(names_text)))
    return tuple(credit for credit in out if credit.names or credit.place)


def _place_and_more(text: str) -> tuple[str, str]:
    """The place at the start of `text` and the people behind it (`London and Satomi Hagino`, `Paris, B`)."""
    found = re.search(r"\s*(?:[,;]\s*(?:and\s+)?|\sand\s+|\s&\s+)", text)
    if not found:
        return text.strip(" .;,)"), ""
    return text[: found.start()].strip(" .;,)"), text[found.end() :]


def _names(text: str) -> tuple[str, ...]:
    names = (" ".join(name.split()).strip(" .;,()/") for name in _SEPARATOR.split(text))
    return tuple(name for name in names if name and name.lower() not in ("and", "the"))


def _is_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 6 or any(character.isdigit() for character in name):
        return False
    if words[0].lower() in _NO_NAME:
        return False
    lower = [word for word in words if not word[0].isupper() and word.lower() not in _NAME_PARTICLES]
    return len(lower) <= (1 if len(words) > 2 else 0) and bool(_WORD.match(words[0]))
