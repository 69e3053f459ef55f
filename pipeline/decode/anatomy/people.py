"""Bylines: `By Rosario Villamarin, Reuters`, `Von Ana Costa, dpa`, `Ana Costa | AP`, `Reuters Staff`."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import FIRST_WORDS, exact_name, usual_name
from pipeline.decode.anatomy.credits import credits_of, is_credits
from pipeline.decode.anatomy.furniture import is_time_line
from pipeline.decode.anatomy.places import is_known
from pipeline.decode.words import words

__all__ = ["agency_line", "byline_of", "credits_of", "is_credits", "is_name", "names_alone"]

_ORNAMENT = re.compile(r"(?:\*{2,3}|-{3})\s")
"""Around a byline: `*** Ana Costa, da agência Lusa ***`, `--- Von Bo Lind, dpa-AFX ---`."""
_BY = re.compile(
    r"(?:(?:Story|Analysis|Commentary|Text|Reporting|Report|Written|Interview)\s)?"
    r"(?P<by>By|BY|by|Von|VON|[-–—] [Vv]on|[Pp]ar|PAR|[Pp]or|POR|di|Door|Av|Af|d(?:ell|all)['’]inviat[oa]"
    r"|(?:Tekst|Texte|Texto|Testo|Autor(?:in)?|Author)(?=:)):?"
    r"\s+(?P<who>[^\n]{3,120})$"
)
_WRITERS = re.compile(
    r"^(?P<agency>(?:The )?[A-Z][\w-]{1,12}?(?: [A-Z][\w-]{1,12}?)?|dpa)(?:\s(?:[A-Za-z]{2,10}\s)?(?:[Ss]ports?)?"
    r"(?:[Ww]riters?|[Cc]orrespondents?|[Rr]eporters?|[Jj]ournalists?)|-(?:Korrespondent|Redakteur|Reporter"
    r"|Mitarbeiter)(?:in|innen|en|e)?)\s(?=[A-Z])"
)
_LEAD_IN = re.compile(r"(?:of|for|special to|da ag[êe]ncia|de la agencia|de l['’]agence)\s", re.I)
_MAY_NAME = FIRST_WORDS | words("of for special da de")
"""With which an agency's name, or what leads to one, begins."""
_WORK = re.compile(r"\s?\((?:text[eo]?|testo|words|pictures|photos?|fotos?|v[ií]deo|Bild(?:er)?)\)", re.I)
_AND_AGENCIES = re.compile(
    r"\s(?:and|with|und|mit|et|avec|y|con|e|com)\s(?:[Nn]ews )?(?:agenc(?:ies|y staff)|wires|wire services|Agenturen"
    r"|agences|agencias|agências|agenzie|les (?:agences|bureaux)(?: de l['’](?P<agency>\w{2,10}))?"
    r"|(?P<bureaus>\w{2,10}) burea(?:us|ux))$"
)
_STAFF = re.compile(
    r"(?:our\s)?(?:own\s)?(?:staff|STAFF|Staff)?\s?(?:[Rr]eporters?|[Ww]riters?|[Cc]orrespondents?)$"
    r"|(?P<agency>[A-Z]\w{1,11}) Staff$"
)
_JOB = (
    r"(?:Writers?|Correspondents?|Editors?|Reporters?|Staff|Columnists?|Analysts?|Bureau Chief|Bureau|Newswires"
    r"|NEWSWIRES|WRITER|CORRESPONDENT|EDITOR|STAFF)"
)
_JOB_ABROAD = r"(?:enviad[oa] especial|corresponsal|correspondente|envoyée? spéciale?|inviat[oa])"
_TITLE = re.compile(rf"(?:,\s*|\s+)(?:(?:[A-Z][A-Za-z.&-]*\s){{0,4}}{_JOB})\b.*$|,\s{_JOB_ABROAD}\b.*$")
_TITLE_WORDS = re.compile(rf"(?:[A-Z][\w.&-]*\s){{0,3}}{_JOB}$")
_PLACE = re.compile(
    r"\s(?:in|at|from|à|aus|en|i)\s[A-Z][\w'’. -]{1,30}?(?=$|,|;|\s(?:and|und|et|y|e|og|och|&|with|avec|mit)\s)"
)
_WORDS = re.compile(r"\w+")
_PARTS = re.compile(r"\s*[|/]\s*|,\s*|\s[-–—]{1,2}\s")
_BETWEEN_NAMES = re.compile(r"\se\s")
"""And, where a name of two words and more stands on both sides (`Ana Costa e Bo Lind`, but `Rui Silva e Costa`)."""
_SEPARATOR = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\bog\b|\boch\b|\bwith\b|\bavec\b|\bmit\b)\s*")
_OTHER_WORK = re.compile(r"(?:photos?|photographs|pictures?|video|graphics?|fotos?)\s(?:by|de|von)\s", re.I)
PARTICLES = words(
    "de da do dos das du della di del der den van von la le al el bin ibn ben abu zu zur ten ter y e i and und et af "
    "av los las"
)
"""Small words inside a name."""
PREFIX = re.compile(r"^(?:[dlo]['’]|(?:a[dlnrstz]|ash|el|ibn|bin|ben|u[ldrz])-)(?=[^\W\d_])", re.I)
"""What is glued before a name: `d'Orval`, `al-Costa`."""
NO_PERSON = words(
    "university institute college school academy agency database news newspaper newspapers press times post media "
    "bureau staff desk network service services team redaktion redaktionen redaksjonen newsroom editorial board "
    "correspondent correspondents reporter reporters writer writers editor editors tribune herald journal gazette "
    "guardian telegraph radio tv television center centre council ministry group inc ltd gmbh ag llc foundation "
    "company corporation association federation archive handout pool stringer images photo photos wire online com "
    "editor's editor’s editors' editors’ note"
)
"""Words of organisations and jobs that no person's name has."""
_NO_NAME = words(
    "the a an our this that its his her their more early late now then monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december contrast "
    "comparison tradition law next end far mid order default chance favor favour"
)
_SECTIONS = words(
    "world business politics sport sports life style opinion culture health science travel tech technology economy "
    "markets finance east asia africa europe america americas pacific estate breaking top latest"
)
"""Of the sections that pages print where others have the author: `Middle East | May 3, 2019`."""
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*$")
LONGEST, MOST_NAMES = 130, 10


def byline_of(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """Names and agency of a byline, or None where `line` is none. `By AFP`, `Reuters Staff` have no names."""
    line = line.lstrip("^").rstrip("<= ")
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1]
    ornament = _ORNAMENT.match(line)
    line = line[ornament.end() :].rstrip(" *-–—") if ornament else line
    if len(line) > LONGEST or not line:
        return None
    found = _BY.match(line)
    timed = _timed(found["who"] if found else line) if "|" in line else None
    if found is None or timed:
        return timed or _without_by(line)
    who = found["who"].rstrip(" .=-–—")
    who = who.replace(" en ", " & ") if found["by"] == "Door" else who
    alone, agency = _alone(who), agency_line(who)
    return alone or ((), agency) if alone or agency else _named(who, needs_agency=False)


def agency_line(line: str) -> str | None:
    """The agency of what stands under or behind a name: `Associated Press Writer`, `Reuters Correspondent`, `dpa`."""
    line = line.strip().lstrip("^").rstrip("<= ")
    if line.partition(" ")[0].lower() not in _MAY_NAME:
        return None
    lead = _LEAD_IN.match(line)
    found = line[lead.end() if lead else 0 :].split(" ")
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
    return names if names and len(names) <= MOST_NAMES and all(map(is_name, names)) else None


def is_name(name: str) -> bool:
    """True for two to six words as people's names are written; initials and particles count, organisations are none."""
    found = name.split()
    if not 2 <= len(found) <= 6 or any(map(str.isdigit, name)) or exact_name(name):
        return False
    if found[0].lower() in _NO_NAME or not all(map(_NAME_WORD.match, found)):
        return False
    if NO_PERSON.intersection(name.lower().split()) or (exact_name(found[0]) == found[0] and found[0].isupper()):
        return False
    return all(PREFIX.sub("", word)[0].isupper() or word.lower() in PARTICLES for word in found)


def _timed(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """`Ana Costa | 08.06.2023 - Update : 08.06.2023`: a page's line of author and time."""
    who, _, time = line.partition("|")
    names = names_alone(who.strip()) if is_time_line(time.strip()) else None
    section = is_known(who.strip()) or not _SECTIONS.isdisjoint(who.lower().split())
    return (names, None) if names and not section else None


def _without_by(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """`Reuters Staff`, `Ana Costa | Reuters`, `Ana Costa, Associated Press`: only with an agency."""
    if FIRST_WORDS.isdisjoint(_WORDS.findall(line.lower())) or not (line[0].isupper() or line.startswith("dpa")):
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
    rest = _WORK.sub("", rest)
    agencies = _AND_AGENCIES.search(rest)
    if agencies:
        agency, rest = agency or exact_name(agencies["agency"] or agencies["bureaus"] or ""), rest[: agencies.start()]
    bracket = re.search(r"\s\((?P<agency>[^()]{2,30})\)$", rest)
    if bracket and exact_name(bracket["agency"]):
        agency, rest = exact_name(bracket["agency"]), rest[: bracket.start()]
    people: list[str] = []
    for part in _PARTS.split(rest):
        name, known = _with_agency_behind(part)
        agency = agency or known
        if name and not _is_place_part(part, people, rest):
            people.append(name)
    names, others = _split(", ".join(people))
    agency = agency or next(filter(None, map(usual_name, others)), None)
    if not names or len(names) > MOST_NAMES or not all(map(is_name, names)) or (needs_agency and agency is None):
        return None
    return names, agency


def _with_agency_behind(part: str) -> tuple[str, str | None]:
    """A part of a byline without the agency and the title that follow its last name: `BO LIND AP Business Writer`."""
    found = part.split()
    for at in (0, *range(2, len(found))):
        agency = agency_line(" ".join(found[at:])) if found and found[at].lower() in _MAY_NAME else None
        if agency:
            return " ".join(found[:at]), agency
    return part, None


def _is_place_part(part: str, people: list[str], whole: str) -> bool:
    """`By Ana Costa | Reuters | Lisbon`, `By Ana Costa, Lisbon`: one word that is no name, behind all the people."""
    return bool(people) and whole.rstrip().endswith(part) and len(part.split()) == 1 and part[:1].isupper()


def _split(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names, and the organisations that stand behind them."""
    text = _PLACE.sub("", _OTHER_WORK.sub("", _TITLE.sub("", text)))
    wholes = (_WRITERS.sub("", whole, count=1) for whole in _SEPARATOR.split(text) if whole)
    parts = tuple(name for whole in wholes for name in _two_names(whole))
    people = tuple(part for part in parts if not _is_organisation(part))
    return people, tuple(part for part in parts if part not in people)


def _two_names(part: str) -> tuple[str, ...]:
    two = tuple(_BETWEEN_NAMES.split(part, maxsplit=1))
    return two if len(two) == 2 and all(map(is_name, two)) else (part,)


def _is_organisation(part: str) -> bool:
    """`PA Scotland`, `Local Democracy Reporting Service`: words in title case, among them an agency or `Service`."""
    found = part.split()
    named = found[0].isupper() and exact_name(found[0]) is not None
    return len(found) > 1 and (named or found[-1].lower() in NO_PERSON) and all(word[0].isupper() for word in found)
