"""Lifecycle tags in front of a headline (`RPT-UPDATE 3-`, `2ND LEAD: `, `+++ … +++`) and behind it (`(UPDATE 2)`).

Tags are a list of known words, never "whatever stands before a hyphen": `PRECIOUS-` is a column's name. In a headline
set in capitals only tags that can't begin a compound are believed, and without a mark behind it only a tag in capitals
before a headline that is not. Forms: the handbooks of Reuters, AP, AFP and dpa, and the other agencies' files.
"""

from __future__ import annotations

import re

from pipeline.decode.anatomy.embargoes import parted_embargo

_NUMBERED = (
    r"(?:UPDATE|WRAPUP|WRAP|LEAD|TAKE|CORRECTED|ROUNDUP|WDH|ACTUALIZA|ATUALIZA|AGGIORNA|RESUMEN|PUNTO|SNAP|RUSH"
    r"|KORREKTUR)"
)
_WHOSE = r"(?:[ -]{1,3}(?:\([A-Z][A-Z ]{2,24}\)|OFFICIAL)(?=\s?[-:]))?"
"""Whose mistake was put right: `CORRECTED-(OFFICIAL)-`."""
_STAGES = (
    rf"RPT|REPEAT|REFILED?|RESEND|CORRECTED{_WHOSE}|CORRECTIONS?|CORRECTIVE|CLARIFICATION|OFFICIAL CORRECTION"
    r"|UPDATED?|WRAPUP|WRAP|LEAD|ROUNDUP|RUSH|ALERT|SNAP|FLASH|BULLETIN|URGENT|NEWSBREAK|(?:AP ?|CP ?)?NEWSALERT"
    r"|AP[ -]?NEWSBREAK"
    r"|BREAKING(?: NEWS)?|KILL(?:ED)?|STORY KILLED|(?:STORY )?WITHDRAWN|WITHDRAWAL|RETRACTION|HOLD|ADVISORY|EMBARGOED"
    r"|HFR|REINSTATED"
    r"|ALERTE|ALERTA|URGENTE|EIL(?:MELDUNG)?|BLITZ|KORREKTUR|BERICHTIGUNG|WIEDERHOLUNG|WDH(?:LG)?|ZUSAMMENFASSUNG"
    r"|NACHTRAG|RECTIFICATIF|CORREGIDO|CORREÇÃO|CORRETTO|KORRIGIERT|REPITE|ANULACIÓN|ANULAÇÃO|ANNULATION"
    r"|ANNULLA(?:MENTO)?"
)
_PRODUCTS = (
    r"EXCLUSIVE|AP EXCLUSIVE|ANALYSIS|FACTBOX|INTERVIEW|INSIGHT|TIMELINE|NEWSMAKER|PREVIEW|PROFILE|EXPLAINER"
    r"|BREAKINGVIEWS|SPECIAL REPORT|FEATURE|COLUMN|OBITUARY|SCENARIOS|INSTANT VIEW|GRAPHIC|BRIEF|POLL|TEXT|WITNESS"
    r"|CHRONOLOGY|Q\+A|Q&A|TABLE|SNAPSHOT|PRESS DIGEST|DIARY|TAKE A LOOK|NEWS FEATURE|NEWS ANALYSIS|EXTRA|FOCUS"
    r"|ESCLUSIVA|EXCLUSIVA|DELAYED"
)
_TAG = re.compile(
    rf"(?P<tag>{_NUMBERED}\s?#?(?P<n>[0-9]{{1,2}})|{_STAGES}|{_PRODUCTS})\s{{0,2}}(?:[-–—:]|/(?=[A-Z]))\s{{0,3}}(?=\S)"
)
_TRIPLE = re.compile(
    r"(?P<tag>(?P<w>KILL|HOLD|FLASH|ALERT|BULLETIN|URGENT|ADVISORY|EIL"
    r"|CORRECTION)(?:[ ,.!-]{1,3}(?P=w)){1,3})\b[\s.!:-]{0,4}",
    re.I,
)
_BARE = re.compile(
    r"(?P<tag>UPDATED?(?: [0-9]{1,2})?|URGENT|LEAD(?: [0-9])?|WRAP|ALERTE?|EIL|BLITZ|URGENTE|ALERTA|FLASH|LD ?ALL|RPT"
    r"|CORRECTED|CORRECTION|BREAKING|EXCLUSIVE)\s{1,3}(?=[^\Wa-zß-ÿ_]|[“\"‘'+/¥])"
)
_WEB = re.compile(
    r"(?P<tag>Exclusive|Corrected|Refile|Update(?:\s[0-9]{1,2})?|Wrapup(?:\s[0-9]{1,2})?|Analysis|News Analysis|Factbox"
    r"|Explainer|Insight|Timeline|Newsmaker|Breakingviews|Alert|Breaking(?: News)?|Urgent|Flash|Roundup|Eil(?:meldung)?"
    r"|Korrektur|Berichtigung|Wiederholung|Xinhua Headlines|(?:AP |CP )?News ?Alert|APNewsAlert|AP ?NewsBreak"
    r"|AP (?:Exclusive|Analysis|Interview|Investigation)"
    r"|(?:Correction|Clarification)(?=: [^:]{3,80} (?:story|stories)$)):\s{1,3}(?=\S)"
)
_WEB_DASH = re.compile(
    r"(?P<tag>Exclusive|Corrected|Refile|(?:Update|Wrapup)\s[0-9]{1,2}|(?:News )?Analysis|Factbox|Explainer|Insight"
    r"|Timeline|Newsmaker|Breakingviews|Special Report|Instant View)-(?=[^\Wa-zß-ÿ_]|[“\"‘'$£€])"
)
"""Reuters' page puts its tags in small letters: `Factbox-What we know`."""
_ENCLOSED = re.compile(rf"(?P<tag>(?i:{_STAGES}))\s?(?:\+{{3}}|/{{3}})\s{{0,3}}(?=\S)")
"""Behind the mark that opened it: `+++ Eilmeldung +++ …`."""
_ORDINAL = re.compile(
    r"(?P<tag>[0-9]{1,2}(?:st|nd|rd|th)[ -]?(?:LEAD|NET|LD(?:[ -]?WRITETHRU)?|UPDATE|WRITETHRU)\b)"
    r"(?:\s{0,2}[-:,]\s{0,3}|\s{1,3}(?-i:(?=[^\Wa-zß-ÿ_]|[“\"‘'])))",
    re.I,
)
_GERMAN_ORDINAL = re.compile(
    r"(?P<tag>(?:[0-9]{1,2}\. )?(?:Zusammenfassung|Nachtrag|Update|Korrektur|Überblick))"
    r"(?:\s{0,2}[-:]\s{1,3}|(?<=\. Zusammenfassung)\s{1,3}|(?<=\. Nachtrag)\s{1,3})(?=\S)"
)
_MARK = re.compile(r"(?P<tag>\*{2,12}|(?:\+{2,3}|/{3})(?=\s)|\*(?=[A-Z][^a-z\n]{12,240}$))\s{0,3}(?=[^\s*])")
_ORNAMENT = re.compile(r"(?:/{3}|¥{2,3})\s{0,3}")
_DASHED = re.compile(rf"-{{2,3}}\s?(?P<tag>{_STAGES})\s?-{{2,3}}\s{{0,3}}")
_IN_FRONT = re.compile(
    r"[(\[](?P<tag>(?:[0-9](?:st|nd|rd|th) )?(?:LEAD|LD|UPDATED?|URGENT|WRAP)(?: [0-9]{1,2})?|News Focus"
    r"|Yonhap (?:Interview"
    r"|Feature)|RPT|CORRECTED|CORRECTION|EXCLUSIVE|REFILE|(?i:ampliación|corrección|actualización|actualiza|repetición"
    r"|rectificación|urgente|correção|atualização|aggiornamento|rettifica|wiederholung|korrektur|berichtigung"
    r"|(?:[0-9]{1,2}\. )?(?:zusammenfassung|nachtrag)))[)\]](?:\s{0,2}[-–—:]\s{0,2}|\s{1,3})(?=\S)"
)
_SLASHED = re.compile(r"(?P<tag>ANSA/)\s{0,2}(?=[A-Z])")
_BEHIND = re.compile(
    r"\s{1,3}[(\[](?P<tag>(?:UPDATE|WRAPUP|ROUNDUP)(?:\s?[0-9]{1,2})?|LEAD\s?[0-9]|CORRECTED|CORRECTION|REFILE|RPT"
    r"|REPEAT|EXCLUSIVE|UPDATED|RECASTS|[0-9](?:st|nd|rd|th) (?:LD|LEAD)|(?:[0-9]{1,2}\. )?(?:Zusammenfassung"
    r"|Nachtrag)(?: [0-9]{4})?"
    r"|wiederholt|Wiederholung|Korrektur|Ampliación|Actualiza|Actualización|Corrección|Repetición|Aggiornamento"
    r"|(?-i:LEAD|WRAP|KILL|HOLD|EMBARGOED|HFR))[)\]]$",
    re.I,
)
_BEHIND_DASH = re.compile(
    r"\s{1,2}[-–—]{1,2}\s{0,2}(?P<tag>UPDATE(?:\s[0-9]{1,2})?|Update|[0-9](?:st|nd|rd|th) (?:UPDATE|Update)|CORRECTED"
    r"|RPT)$"
)
_IN_CAPITALS = re.compile(
    r"(?:RPT|REPEAT|REFILED?|RESEND|CORRECTED(?:[ -]{1,3}\(?[A-Z ]{3,25}\)?)?|CORRECTION|URGENT"
    r"|EXCLUSIVE|NEWSBREAK|NEWSALERT|FACTBOX|ALERT|UPDATE"
    r"|WRAPUP|BULLETIN|ADVISORY|WITHDRAWN|STORY (?:KILLED|WITHDRAWN)|HFR|EMBARGOED|(?:UPDATE|WRAPUP|WRAP|LEAD"
    r"|CORRECTED)\s?#?[0-9]{1,2})$"
)
_ALONE = re.compile(
    rf"[-*+/=(\s]{{0,4}}(?P<tag>{_NUMBERED}\s?#?[0-9]{{1,2}}|{_STAGES}|LD ALL|(?:AP[ -]?|CP ?)?News ?Alert"
    r"|AP ?NewsBreak|[0-9]{1,2}(?:ST|ND|RD|TH|st|nd|rd|th)[ -]?(?:LEAD|NET|LD(?:-WRITETHRU)?|Ld(?:-Writethru)?|UPDATE)"
    rf")[-*+/=:)\s]{{0,4}}$"
)
_ALONE_IN_BRACKETS = re.compile(
    r"\((?P<tag>(?:[0-9]{1,2}\. )?(?:Zusammenfassung|Nachtrag|Korrektur|Wiederholung|Überblick)(?: [0-9]{4})?)"
    r"(?:\s?[-–:,]\s[^()\n]{2,50})?\)$"
)
_CLOSING = re.compile(r"\s{0,3}(?:\+{2,3}|/{3}|¥{2,3})$")
MOST = 8


def tags_of(line: str) -> tuple[tuple[str, ...], str]:
    """The lifecycle tags of a headline, outermost first, as sent without their dash; and the headline without them."""
    tags: list[str] = []
    rest = line
    embargo = parted_embargo(line)
    if embargo:
        tags, rest = [embargo[0]], embargo[1]
    while len(tags) < MOST:
        found = _next_tag(rest)
        if found is None:
            break
        tag = " ".join(found["tag"].split())
        tags += [tag] if tag not in tags else []
        rest = rest[found.end() :]
        ornament = _ORNAMENT.match(rest) if found.re is not _MARK else None
        rest = rest[ornament.end() :] if ornament else rest
    closing = _CLOSING.search(rest[-8:]) if tags else None
    rest = rest[: len(rest) - len(closing[0])] if closing else rest
    for form in (_BEHIND, _BEHIND_DASH):
        behind = form.search(rest[-48:])
        if behind and len(rest) > len(behind[0]):
            tags.append(behind["tag"])
            rest = rest[: len(rest) - len(behind[0])]
    return tuple(tags), rest


def tag_alone(line: str) -> str | None:
    """The tag that a whole line is: `URGENT`, `UPDATE 2`, `-- CORRECTION --`, `(Zusammenfassung - neu: Details)`."""
    if len(line) > 80:
        return None
    found = _ALONE.match(line) or _ALONE_IN_BRACKETS.match(line)
    return " ".join(found["tag"].split()) if found else None


def _next_tag(line: str) -> re.Match[str] | None:
    if not line[:1].isalnum():
        return next((found for form in (_MARK, _DASHED, _IN_FRONT) if (found := form.match(line))), None)
    enclosed = _ENCLOSED.match(line) if "+++" in line or "///" in line else None
    found = enclosed or _TRIPLE.match(line) or _TAG.match(line)
    if found:
        glued = found.re is _TAG and line[found.end() - 1] == "-"
        rest = line[found.end() :]
        compound = glued and (_is_capitals(rest) or rest[0].islower())
        return None if compound and not _IN_CAPITALS.match(found["tag"]) else found
    bare = _BARE.match(line)
    if bare and not _is_capitals(line[bare.end() :]):
        return bare
    return next(
        (found for form in (_WEB, _WEB_DASH, _ORDINAL, _GERMAN_ORDINAL, _SLASHED) if (found := form.match(line))), None
    )


def _is_capitals(text: str) -> bool:
    return text.upper() == text
