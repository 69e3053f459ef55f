"""Headlines: the lifecycle tags in front (`RPT-UPDATE 3-`), the flash mark, the attribution at the end (`…: Kerry`).

Tags are a list of known words, never "whatever stands before a hyphen": `PRECIOUS-` is a column's name. In a
headline set in capitals only tags that can't begin a compound are believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.decode.words import words

_NUMBERED = r"(?:UPDATE|WRAPUP|WRAP|LEAD|TAKE|CORRECTED)"
_PLAIN = (
    r"(?:RPT|REPEAT|REFILE|REFILED|RESEND|CORRECTED|CORRECTION|CORRECTIVE|OFFICIAL CORRECTION|UPDATE|WRAPUP"
    r"|ALERT|SNAP|FLASH|BULLETIN|URGENT"
    r"|NEWSBREAK|NEWSALERT|APNEWSALERT|BREAKING|EXCLUSIVE|KILL|KILLED|STORY KILLED|WITHDRAWN|STORY WITHDRAWN"
    r"|WITHDRAWAL|HOLD|ADVISORY"
    r"|EMBARGOED|REINSTATED|ANALYSIS|FACTBOX|INTERVIEW|INSIGHT|TIMELINE|NEWSMAKER|PREVIEW|PROFILE|EXPLAINER|BREAKINGVIEWS"
    r"|SPECIAL REPORT|FEATURE|COLUMN|OBITUARY|SCENARIOS|INSTANT VIEW|GRAPHIC|BRIEF|POLL|TEXT|WITNESS|CHRONOLOGY"
    r"|Q\+A|Q&A)"
)
_TAG = re.compile(
    rf"(?P<tag>{_NUMBERED}\s?#?(?P<n>[0-9]{{1,2}})|{_PLAIN})\s{{0,2}}(?:[-–—:]|/(?=[A-Z]))\s{{0,3}}(?=\S)"
)
_TRIPLE = re.compile(
    r"(?P<tag>(?P<w>KILL|HOLD|FLASH|ALERT|BULLETIN|URGENT|ADVISORY"
    r"|CORRECTION)(?:[ ,.!-]{1,3}(?P=w)){1,3})\b[\s.!:-]{0,4}",
    re.I,
)
_WEB_TAG = re.compile(
    r"(?P<tag>Exclusive|Corrected|Refile|Update(?:\s(?P<n>[0-9]{1,2}))?|Wrapup(?:\s(?P<m>[0-9]{1,2}))?|Analysis|Factbox|Explainer|Insight"
    r"|Timeline|Newsmaker|Breakingviews|Alert|Breaking|Urgent|Correction(?=: [^:]{3,80} story$)):\s{1,3}(?=\S)"
)
_AP_LEAD = re.compile(
    r"(?P<tag>(?P<n>[0-9]{1,2})(?:st|nd|rd|th)\s?(?:LEAD|NET|Ld(?:-Writethru)?|Update|Writethru))\b\s{0,2}[-:,]?\s{0,3}",
    re.I,
)
_FLASH = re.compile(r"(?P<tag>\*{2,12})\s{0,3}(?=\S)")
_BEHIND = re.compile(
    r"\s{1,3}[(\[](?P<tag>(?:UPDATE|WRAPUP|LEAD)\s?(?P<n>[0-9]{1,2})|CORRECTED|REFILE|RPT|REPEAT|EXCLUSIVE|UPDATED|(?-i:KILL|HOLD|EMBARGOED))[)\]]$",
    re.I,
)
_IN_CAPITALS = re.compile(
    r"(?:RPT|REPEAT|REFILED?|RESEND|CORRECTED|CORRECTION|URGENT|EXCLUSIVE|NEWSBREAK|NEWSALERT|FACTBOX|ALERT|UPDATE|WRAPUP|BULLETIN|ADVISORY|WITHDRAWN"
    r"|STORY (?:KILLED|WITHDRAWN)|(?:UPDATE|WRAPUP|WRAP|LEAD|CORRECTED)\s?#?[0-9]{1,2})$"
)

_COLON = re.compile(r":\s{1,3}(?P<name>[^:;?!]{2,45})$")
_DASH = re.compile(r"(?:\s{1,3}[-–—]{1,2}\s{0,3}|[–—])(?P<name>[^-–—:;?!][^–—:;?!]{1,44})$")
_SAYERS = words(
    "source sources official officials ministry ministries minister ministers police report reports reporter "
    "study studies survey poll polls paper papers newspaper newspapers media agency agencies tv television "
    "radio spokesman spokeswoman spokesperson statement document documents data memo filing filings court "
    "lawyer lawyers attorney prosecutor prosecutors judge president premier pm ceo cfo chairman executive "
    "analyst analysts economist economists trader traders dealer dealers broker brokers witness witnesses "
    "residents rebels army military navy pentagon kremlin govt government un nato eu fed ecb imf who company "
    "union unions group groups watchdog regulator regulators bank envoy envoys diplomat diplomats ambassador "
    "commission committee council parliament lawmaker lawmakers senator mayor governor activists monitor "
    "monitors researchers scientists experts aide aides letter letters wsj nyt ft bbc cnn xinhua tass ria "
    "interfax nikkei kyodo dpa afp ap reuters bloomberg spiegel telegraph guardian times post journal magazine "
    "website blog department office center centre institute coroner doctors hospital family agent coach club "
    "exchange association federation authority authorities"
)
_NO_NAMES = words(
    "timeline factbox analysis live video photos pictures results graphic explainer preview summary update "
    "updates text highlights scores standings calendar diary table list day week review roundup report"
)
_WORD = re.compile(r"[^\W_][\w.'’&/-]*")


@dataclass(frozen=True)
class Headline:
    """`raw` as sent, folded; `text` without tags and attribution; `key_text` without tags, with the attribution."""

    raw: str
    text: str
    key_text: str
    tags: tuple[str, ...] = ()
    attribution: str | None = None


def read_headline(raw: str) -> Headline:
    folded = " ".join(raw.split())
    tags, rest = tags_of(folded)
    text, attribution = _without_attribution(rest)
    text = text.removesuffix("=").rstrip() or text
    return Headline(folded, text or folded, rest or folded, tags, attribution)


def tags_of(line: str) -> tuple[tuple[str, ...], str]:
    """The lifecycle tags of a headline, outermost first, as sent without their dash; and the headline without them."""
    tags: list[str] = []
    rest = line
    while len(tags) < 8:
        found = _next_tag(rest)
        if found is None:
            break
        tags.append(" ".join(found["tag"].split()))
        rest = rest[found.end() :]
    behind = _BEHIND.search(rest[-40:]) if rest.endswith((")", "]")) else None
    if behind:
        tags.append(behind["tag"])
        rest = rest[: len(rest) - len(behind[0])]
    return tuple(tags), rest


def _next_tag(line: str) -> re.Match[str] | None:
    found = _FLASH.match(line) or _TRIPLE.match(line) or _TAG.match(line)
    if found:
        glued = found.re is _TAG and line[found.end() - 1] == "-"
        rest = line[found.end() :]
        compound = glued and (_is_capitals(rest) or rest[0].islower())
        return None if compound and not _IN_CAPITALS.match(found["tag"]) else found
    return _WEB_TAG.match(line) or _AP_LEAD.match(line)


def _is_capitals(text: str) -> bool:
    return text.upper() == text


def _without_attribution(line: str) -> tuple[str, str | None]:
    colon = _COLON.search(line)
    if colon and _is_sayer(line[: colon.start()], colon["name"], dash=False):
        return line[: colon.start()].rstrip(), colon["name"].strip()
    dash = _DASH.search(line[-60:])
    if dash:
        start = max(0, len(line) - 60) + dash.start()
        if _is_sayer(line[:start], dash["name"], dash=True):
            return line[:start].rstrip(), dash["name"].strip()
    return line, None


def _is_sayer(before: str, name: str, *, dash: bool) -> bool:
    """True where `name` says who told it: a kind of source, or a name of at most three words."""
    words = _WORD.findall(name)
    if not 1 <= len(words) <= 5 or len(before.split()) < 4 or words[0].lower() in _NO_NAMES:
        return False
    last = words[-1].lower().rstrip(".")
    if last in _SAYERS or last.removesuffix("'s") in _SAYERS:
        return True
    if any(character.isdigit() or character in '$%<>,"“' for character in name) or (
        _is_capitals(name) and _is_capitals(before)
    ):
        return False
    if before[-1:].isdigit() or before[-1:] in ".,":
        return False
    return len(words) <= (2 if dash else 3) and all(
        word[0].isupper() or word in ("of", "de", "al", "van", "von") for word in words
    )
