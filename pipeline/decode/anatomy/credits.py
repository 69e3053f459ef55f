"""Credits: `(Reporting by A in X; Writing by B Editing by C)`, `AP writer A contributed`, `A reported from X.`"""

from __future__ import annotations

import re

from pipeline.decode.words import phrases, words
from pipeline.story import Credit

_VERB = (
    r"reporting|writing|editing|reported|written|edited|compiled|compilation|translated|translation|photography"
    r"|photographs|graphics?|research|produced|production|filming|video|polling|text"
)
_AND_VERB = rf"(?:(?:additional|further|original)\s)?(?:{_VERB})(?:\s(?:and|&)\s(?:{_VERB}))?"
_ROLE = re.compile(
    rf"(?:^|(?<=[\s;,.(/&])|(?-i:(?<=[a-zß-ÿ.)])(?=[A-Z])))(?P<role>{_AND_VERB})\s?(?:by|from)\b:?\s*", re.I
)
_START = re.compile(rf"(?:-\s|\*\s?)?\(?\s{{0,3}}(?:with\s)?{_AND_VERB}\s(?:by|from)\b", re.I)
_GLUED = re.compile(
    r"(?<=[.!?”\"’»)])\s?(?=\(?(?:Additional r|R)eporting (?:[Bb]y|from)\b|\((?:Writing|Editing|Compiled) [Bb]y\b)"
)
_ELSEWHERE = re.compile(
    r"(?:^|(?<=[\s;,.(]))(?P<role>report(?:e|aje|agem)(?: adicional)?|información|escrito|editado|edición|traducido"
    r"|texto|edição|redação|tradução|por|édité|rédigé|traduit|version française|reportage|bericht|mitarbeit|reporter"
    r"|redigiert|bearbeitet|geschrieben|übersetzt|tradotto|in redazione|editing|translator|editor)\b"
    r"(?:\sen español|\sem português)?(?:\s(?:de|do|da|di|por|par|von|bei)\b|:)?\s*(?-i:(?=[A-ZÀ-Þ]))",
    re.I,
)
"""Roles as Reuters, dpa and others print them in other languages, within brackets."""
_LABELLED = re.compile(r"(?:Translator|Mitarbeit)\s?:\s?(?=[A-ZÀ-Þ])|Reporter\s?:.{3,60}\bEditor\s?:")
_NEWSROOM = re.compile(
    r"\((?:(?:[A-ZÀ-Þ][\w.'’-]*\s){1,3}(?:[Nn]ewsrooms?|[Bb]ureaux?|[Nn]ews [Dd]esk)"
    r"|(?:Redaktion|Redazione|Redacción|Redação|Rédaction|Bureau)(?:\s(?:di|de|in))?(?:\s[A-ZÀ-Þ][\w.'’-]*){1,3})"
    r"(?:\s?[:,;+][^()\n]{0,60})?\)\.?$"
)
"""`(Lisbon newsroom)`, `(Bengaluru Newsroom: +91 …)`: nobody is named."""
_TEAM = re.compile(
    r"(?:(?:The\s)?(?:Associated Press|AP|Reuters|AFP|Agence France-Presse|dpa|Xinhua|Canadian Press|Bloomberg)"
    r"\s(?:[A-Z]?[\w-]+\s){0,3}?|\b(?:(?:video|sports|business|news|staff|freelance)\s)?)(?:[Ww]riters?|[Jj]ournalists?|[Rr]eporters?|[Cc]orrespondents?|[Rr]esearchers?"
    r"|[Ee]ditors?|[Pp]hotographers?|[Pp]roducers?|[Vv]ideojournalists?)\s(?=[^\W\d_])"
)
"""`Associated Press writers`, `AP Business Writer`: what stands before names."""
_CONTRIBUTED = re.compile(
    r"\(?(?P<who>[^\W\d_][^\n]{3,400}?),?\s(?:also\s)?contributed"
    r"(?:\s(?:reporting|research|to\s(?:this|the)\s(?:AP\s)?(?:report|story|article|dispatch)))?"
    r"(?:\sfrom\s(?P<place>[A-Z][\w'’., -]{1,40}?))?\.?\)?\.?$"
)
_SURNAME = r"(?:[A-Z][\w'’-]+|(?:van|von|de|al|el)\s[A-Z][\w'’-]+)"
_TOWN = r"[A-Z][\w.'’-]*(?:(?:,\s|\s)[A-Z][\w.'’-]*){0,4}?"
_REPORTED = re.compile(
    rf"(?P<who>{_SURNAME}(?:(?:,\s(?:and\s)?|\sand\s){_SURNAME}){{0,3}})\s(?:also\s)?reported\sfrom\s(?P<place>{_TOWN})"
    rf"(?P<more>(?:(?:,\s(?:and\s)?|\sand\s){_SURNAME}\sfrom\s{_TOWN}){{0,4}})\.(?=\s[A-Z]|$)"
)
_FROM = re.compile(
    rf"(?:,\s(?:and\s)?|\sand\s)(?P<who>{_SURNAME})\sfrom\s(?P<place>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)"
)
_INPUTS = re.compile(
    r"[-–—\s]{0,4}\(?With\s(?:agency\s)?(?:inputs?|files|contributions?|assistance|reports|reporting)"
    r"(?:\s(?:from|by)\s(?P<who>[^()\n]{2,120}?))?\)?\.?$",
    re.I,
)
_TRAILER = re.compile(r"\(\(.*$|\[.*$|[;,.]\s?(?:For (?:more|other|related|a|an|the)|Bei Rückfragen|Please|Visit)\b.*$")
_BY = re.compile(r"(?:By|BY|Von|Por|Par|Di)\s")
_SEPARATOR = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\s(?:y|e)\s(?=\S+\s(?!(?:y|e)\s)\S))\s*")
_GROUP = re.compile(r",?\s+(?:in|at|from|en|em)\s+(?=[A-ZÀ-Þ])")
_MORE = re.compile(r"\s*(?:[,;]\s*(?:and\s+)?|\s(?:and|und|et|y|e)\s+|\s&\s+)")
_REGIONS = phrases(
    "New York|New Jersey|New Mexico|New Hampshire|North Carolina|South Carolina|North Dakota|South Dakota|West Virginia"
    "|Rhode Island|Puerto Rico|British Columbia|Nova Scotia|New Brunswick|Gaza Strip|West Bank|South Africa"
    "|South Korea|North Korea|South Sudan|New Zealand|Saudi Arabia|Sri Lanka|Costa Rica|El Salvador|Sierra Leone"
    "|Burkina Faso|Ivory Coast|Czech Republic|Northern Ireland|United Kingdom|United States|United Arab Emirates"
)
"""States and countries of two words and more behind a place; one word there is never a whole name."""
_CREDIT_WORDS = words(
    "reporting writing editing additional by and in at from for the newsroom newsrooms bureau bureaux bureaus staff "
    "desk with compiled agencies polling text "
    "reported written edited translated further original graphics graphic research production video photography "
    "de da van von der al el bin la di du del dos por par edited editado édité redigiert en em e y et und"
)
_NO_PERSON = re.compile(r"[0-9@:]|^(?:for|see|reuters messaging|e-?mail|tel|phone|twitter|follow)\b|https?|www", re.I)
_AS_NOUN = {"reported": "reporting", "written": "writing", "edited": "editing"}
"""One role has one name, however a line puts it: `Edited by`, `Editing by`."""
LONGEST = 900
MOST_WORDS = 7


def is_credits(flat: str) -> bool:
    if len(flat) > LONGEST:
        return False
    if _START.match(flat):
        return _looks_like_credits(flat, _ROLE)
    if "contributed" in flat or " reported from " in flat:
        return _is_contribution(flat)
    inputs = _INPUTS.match(flat) if flat[:1] in "W(w-–—" else None
    if inputs:
        return _all_names(inputs["who"] or "")
    if flat[:1] != "(":
        return flat[:1] in "MRT" and bool(_LABELLED.match(flat)) and len(flat) < 120 and _all_names(flat)
    return bool(_NEWSROOM.match(flat)) or (len(flat) < 300 and _looks_like_credits(flat, _form(flat)))


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
        return _groups("contributing", _TEAM.sub("", people))
    inputs = _INPUTS.match(flat)
    if inputs:
        return _groups("contributing", inputs["who"] or "")
    if _NEWSROOM.match(flat):
        return ()
    inner = _TRAILER.sub("", flat).strip().lstrip("*- ")
    if inner.startswith("("):
        inner = inner[1:].removesuffix(".").removesuffix(")")
    roles = list(_form(inner).finditer(inner))
    before = _BY.sub("", inner[: roles[0].start()] if roles else inner, count=1)
    out = list(_groups("reporting", before)) if before.strip(" ,;") and not _START.match(flat) else []
    for at, role in enumerate(roles):
        end = roles[at + 1].start() if at + 1 < len(roles) else len(inner)
        said = " ".join(role["role"].lower().split())
        out += _groups(_AS_NOUN.get(said, said), inner[role.end() : end])
    return tuple(out)


def _form(text: str) -> re.Pattern[str]:
    """The words for roles that a line uses: English, or those of another language."""
    return _ROLE if _ROLE.search(text) else _ELSEWHERE


def _is_contribution(flat: str) -> bool:
    """`AP writers A in X and B in Y contributed to this report.`, `Costa reported from Lisbon.`"""
    reported = _REPORTED.match(flat)
    rest = flat[reported.end() :].strip() if reported else flat
    if not rest:
        return len(flat) < 200
    found = _CONTRIBUTED.match(rest)
    if found is None:
        return bool(reported and _REPORTED.match(rest))
    return _all_names(_TEAM.sub("", found["who"])) and not _ends_within(found["who"])


def _all_names(text: str) -> bool:
    """True for capitalised words and those that stand between names."""
    found = (word.strip("().,;:") for word in text.split())
    named = all(not word[:1].islower() or word in _CREDIT_WORDS or word == "of" for word in found)
    return named and "?" not in text and "!" not in text


def _ends_within(text: str) -> bool:
    """True where a sentence ends in `text`; an initial, `St.` or `Jr.` ends none."""
    return any(word[-1] == "." and len(word) > 4 and "." not in word[:-1] for word in text.split()[:-1])


def _reported(found: re.Match[str]) -> tuple[Credit, ...]:
    first = _groups("reporting", f"{found['who']} in {found['place']}")
    more = (Credit(role="reporting", names=(one["who"],), place=one["place"]) for one in _FROM.finditer(found["more"]))
    return (*first, *more)


def _looks_like_credits(flat: str, form: re.Pattern[str]) -> bool:
    """A sentence like `Reporting by the bank's auditors showed a loss.` is none: behind the role stands a name."""
    inner = _TRAILER.sub("", flat.lstrip("*(- "))
    role = form.search(inner)
    if role is None or role["role"].lower() == "editor":
        return False
    if role.start() and not _START.match(flat) and not _all_names(inner[: role.start()]):
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
    for at, following in enumerate(pieces[1:], 2):
        place, more = _place_and_more(following, last=at == len(pieces))
        out.append(Credit(role=role, names=_names(names_text), place=place))
        names_text = more
    if names_text.strip(" ;,.") or not out:
        out.append(Credit(role=role, names=_names(names_text)))
    return tuple(credit for credit in out if credit.names or credit.place)


def _place_and_more(text: str, *, last: bool) -> tuple[str, str]:
    """The place at the start of `text` and the people behind it (`London and Satomi Hagino`, `Jackson, Mississippi`).

    `last`: no other place follows, so that what stands at the end of `text` may be a region.
    """
    found = _MORE.search(text)
    if not found:
        return text.strip(" .;,)"), ""
    place, more = text[: found.start()].strip(" .;,)"), text[found.end() :]
    if "," in found[0]:
        following = _MORE.search(more)
        region = (more[: following.start()] if following else more).strip(" ;)")
        known = region.strip(".") in _REGIONS or (len(region.split()) == 1 and region[:1].isupper())
        if known and (following or last):
            more = more[following.end() :] if following else ""
    return place, more


def _names(text: str) -> tuple[str, ...]:
    names = (" ".join(name.split()).strip(" .;,()/") for name in _SEPARATOR.split(text))
    return tuple(name for name in names if name and name.lower() not in ("and", "the") and _may_be_person(name))


def _may_be_person(name: str) -> bool:
    return not _NO_PERSON.search(name) and len(name.split()) <= MOST_WORDS
