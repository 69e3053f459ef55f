"""Credits: `(Reporting by A in X; Writing by B Editing by C)`, `AP writer A contributed`, `A reported from X.`"""

from __future__ import annotations

import re

from pipeline.decode.words import words
from pipeline.story import Credit

_VERB = (
    r"reporting|writing|editing|reported|written|edited|compiled|compilation|translated|translation|photography"
    r"|photographs|graphics?|research|produced|production|filming|video"
)
_ROLE = re.compile(
    rf"(?:^|(?<=[\s;,.(/&]))(?P<role>(?:(?:additional|further|original)\s)?(?:{_VERB})(?:\s(?:and"
    rf"|&)\s(?:{_VERB}))?)\s?(?:by|from)\b:?\s*",
    re.I,
)
_START = re.compile(
    rf"(?:-\s)?\(?\s{{0,3}}(?:with\s)?(?:(?:additional|further|original)\s)?(?:{_VERB})(?:\s(?:and"
    rf"|&)\s(?:{_VERB}))?\s(?:by|from)\b",
    re.I,
)
_GLUED = re.compile(
    r"(?<=[.!?”\"’)])\s?(?=\(?(?:Additional r|R)eporting (?:[Bb]y|from)\b|\((?:Writing|Editing|Compiled) [Bb]y\b)"
)
_ELSEWHERE = re.compile(
    r"(?:^|(?<=[\s;,.(]))(?P<role>reporte|reportaje|escrito|editado|traducido|reportagem|edição|redação|por|édité"
    r"|rédigé|reportage|bericht|redigiert|geschrieben|übersetzt)\s(?:de|do|da|por|par|von)?\b\s*(?=[A-ZÀ-Þ])",
    re.I,
)
_CONTRIBUTED = re.compile(
    r"\(?(?:The\s)?(?:(?:Associated Press|AP|Reuters|AFP|dpa|Xinhua)\s(?:[A-Z]?[a-z]+\s){0,2}(?:writers?|journalists?"
    r"|reporters?|correspondents?)\s)?(?P<who>[A-Z][^\n]{3,400}?)\s(?:also\s)?contributed(?:\s(?:reporting"
    r"|to\s(?:this|the)\s(?:report"
    r"|story|article|dispatch))|\sfrom\s(?P<place>[A-Z][\w'’. -]{1,40}?))?\.?\)?\.?$"
)
_REPORTED = re.compile(
    r"(?P<who>[A-Z][\w'’-]+(?:(?:,\s|\sand\s)[A-Z][\w'’-]+){0,3})\sreported\sfrom\s(?P<place>[A-Z][\w'’-]*(?:,?\s"
    r"[A-Z][\w.'’-]*){0,4})"
    r"(?P<more>(?:(?:,\s|\sand\s)[A-Z][\w'’-]+\sfrom\s[A-Z][\w'’-]*(?:,?\s[A-Z][\w.'’-]*){0,3}){0,4})\.(?=\s|$)"
)
_FROM = re.compile(r"(?:,\s|\sand\s)(?P<who>[A-Z][\w'’-]+)\sfrom\s(?P<place>[A-Z][\w'’-]*(?:,?\s[A-Z][\w.'’-]*){0,3})")
_INPUTS = re.compile(r"\(?With\s(?:agency\s)?inputs?(?:\sfrom\s(?P<who>[^()\n]{2,80}?))?\)?\.?$", re.I)
_TRAILER = re.compile(r"\(\(.*$|\[.*$|[;,.]\s?For (?:more|other|related|a|an|the)\b.*$")
_SEPARATOR = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*")
_GROUP = re.compile(r"\s+(?:in|at|from)\s+(?=[A-Z])")
_MORE = re.compile(r"\s*(?:[,;]\s*(?:and\s+)?|\sand\s+|\s&\s+)")
_CREDIT_WORDS = words(
    "reporting writing editing additional by and in at from for the newsroom bureau staff desk with compiled "
    "reported written edited translated further original graphics graphic research production video photography "
    "de da van von der al el bin la di du del dos por par edited editado édité redigiert"
)
_NO_PERSON = re.compile(r"[0-9@:]|^(?:for|see|reuters messaging|e-?mail|tel|phone|twitter|follow)\b|https?|www", re.I)
LONGEST = 900
MOST_WORDS = 7


def is_credits(flat: str) -> bool:
    if len(flat) > LONGEST:
        return False
    if _START.match(flat):
        return _looks_like_credits(flat, _ROLE)
    if "contributed" in flat or " reported from " in flat:
        return _is_contribution(flat)
    if _INPUTS.match(flat):
        return True
    return (
        flat.startswith("(")
        and len(flat) < 300
        and bool(_ELSEWHERE.search(flat))
        and _looks_like_credits(flat, _ELSEWHERE)
    )


def glued_credits(paragraph: str) -> tuple[str, str] | None:
    """A last paragraph and the credits glued behind it (`… he said. (Reporting by A; Editing by B)`), or None."""
    near = max(0, len(paragraph) - LONGEST)
    found = _GLUED.search(paragraph, near) if "by" in paragraph[near:] else None
    if found is None or not is_credits(paragraph[found.end() :]):
        return None
    return paragraph[: found.end()].rstrip(), paragraph[found.end() :]


def credits_of(flat: str) -> tuple[Credit, ...]:
    """The people of a credits line by role and place; a role with two places gives two credits."""
    reported = _REPORTED.match(flat)
    if reported:
        return (*_reported(reported), *credits_of(flat[reported.end() :].strip()))
    contributed = _CONTRIBUTED.match(flat)
    if contributed and not _START.match(flat):
        people = contributed["who"] + (f" in {contributed['place']}" if contributed["place"] else "")
        return _groups("contributing", people)
    inputs = _INPUTS.match(flat)
    if inputs:
        return _groups("contributing", inputs["who"] or "")
    inner = _TRAILER.sub("", flat).strip().removeprefix("- ")
    if inner.startswith("("):
        inner = inner[1:].removesuffix(".").removesuffix(")")
    form = _ROLE if _ROLE.search(inner) else _ELSEWHERE
    roles = list(form.finditer(inner))
    before = inner[: roles[0].start()] if roles and form is _ELSEWHERE else ""
    out = list(_groups("reporting", before)) if before.strip(" ,;") else []
    for at, role in enumerate(roles):
        end = roles[at + 1].start() if at + 1 < len(roles) else len(inner)
        out += _groups(" ".join(role["role"].lower().split()), inner[role.end() : end])
    return tuple(out)


def _is_contribution(flat: str) -> bool:
    """`AP writers A in X and B in Y contributed to this report.`, `Costa reported from Lisbon.`"""
    reported = _REPORTED.match(flat)
    rest = flat[reported.end() :].strip() if reported else flat
    if not rest:
        return len(flat) < 200
    found = _CONTRIBUTED.match(rest)
    if found is None:
        return bool(reported and _REPORTED.match(rest))
    people = [name for name in found["who"].replace(" and ", ", ").split(", ") if name]
    return all(name[:1].isupper() and len(name.split()) <= MOST_WORDS and ". " not in name for name in people)


def _reported(found: re.Match[str]) -> tuple[Credit, ...]:
    first = _groups("reporting", f"{found['who']} in {found['place']}")
    more = (Credit(role="reporting", names=(one["who"],), place=one["place"]) for one in _FROM.finditer(found["more"]))
    return (*first, *more)


def _looks_like_credits(flat: str, form: re.Pattern[str]) -> bool:
    """A sentence like `Reporting by the bank's auditors showed a loss.` is none: behind the role stands a name."""
    inner = _TRAILER.sub("", flat.lstrip("(- "))
    role = form.search(inner)
    if role is None:
        return False
    found = inner[role.end() :].split()
    if not found or not (found[0][:1].isupper() or found[0].lower() in ("the", "staff")):
        return False
    lower = [
        word for word in found if word[:1].islower() and word.strip(".,;)") not in _CREDIT_WORDS and "@" not in word
    ]
    return len(lower) * 4 <= len(found)


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
    found = _MORE.search(text)
    if not found:
        return text.strip(" .;,)"), ""
    return text[: found.start()].strip(" .;,)"), text[found.end() :]


def _names(text: str) -> tuple[str, ...]:
    names = (" ".join(name.split()).strip(" .;,()/") for name in _SEPARATOR.split(text))
    return tuple(name for name in names if name and name.lower() not in ("and", "the") and _may_be_person(name))


def _may_be_person(name: str) -> bool:
    return not _NO_PERSON.search(name) and len(name.split()) <= MOST_WORDS
