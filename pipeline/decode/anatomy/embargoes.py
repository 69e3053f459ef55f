"""Embargoes, advances and holds: lines and notes that keep a story back until a day or until further notice.

What a desk writes is a phrase of the tables and a time. Plain phrases (`EMBARGOED UNTIL`, `NOT FOR PUBLICATION BEFORE`,
`HOLD FOR RELEASE`) are believed whatever follows, short of prose; those that open news as well (`Embargo until`, `Frei
ab`, `Hold until`) only where nothing but words of time and of the trade follows, or hardly more than a clock.
"""

from __future__ import annotations

import re

from pipeline.decode.words import words

_WHEN = (
    r"(?:[0-9]|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]{0,6}\b|noon\b|midnight\b|(?:am|pm)s?\b|weekend\b)"
)
_UNTIL = r"(?:until|till?|tot|jusqu\S{0,3}|hasta|fino|bis|até|klo?)"
_USES = r"(?:release|broadcast|publication|(?:online )?use|distribution|print|transmission)"
_USED = r"(?:published|used|quoted(?: from)?|released|broadcast|printed|distributed|reported)"
_LIST = r"(?:,? (?:or|and) |, ?|/)"
_PLAIN = (
    r"(?:this (?:story|item|report|copy) is |under )?(?:strictly |strict |news |press )?embargoed\b(?:[:\s-]{1,4}"
    r"(?:until|till?|for(?! (?:\w{2,9} )?(?:long|weeks|months|years|decades))|to|not|against|before|strictly|release"
    r"|[0-9])|\s?[:!]|\W{0,4}$)",
    r"embargad[oa] (?:hasta|até)\b",
    rf"not for {_USES}(?:{_LIST}{_USES}){{0,4}}(?: on [\w ]{{2,30}}?)? (?:until|before|prior)\b"
    r"(?! (?:19|20)[0-9]{2}, [a-z])",
    rf"(?:must not|not to|may not) be {_USED}(?:{_LIST}{_USED}){{0,3}} (?:until|before|prior)\b",
    rf"(?:hold|advance) for (?:release |use |publication |the )?(?:{_WHEN}|release\b|use\b|publication\b)",
    rf"for {_USES}(?! [0-9]{{1,3}} (?:times|hours|days|weeks|years|in|million))\s?[:,–-]?\s?"
    rf"(?:(?:not before|at|on|after|from) (?:the )?)?{_WHEN}",
    r"budget advance\b|moved in advance\b(?! of)",
    rf"hfr\b(?=\W{{0,3}}(?:$|{_WHEN}))",
    r"do not (?:use|publish|release|run|broadcast) (?:until|before)\b",
    r"(?:mit )?sperre?frist(?:\s(?:bis|[0-9]|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|beachten)\b|\W{0,3}$)",
    r"nicht vor [^\n]{3,60}(?:veröffentlichen|verwenden|senden)\b",
    r"klausuler(?:t|et|ad) till?\b",
)
_LIKE_NEWS = (
    r"(?:(?:this|the|all|following|material|information|story|item|report|copy|study|research|statement|results|is|are"
    r"|press|news|strict|strictly|under|sous|sotto|sob|bajo|onder|mit) ){0,6}embargo(?:ed)?\b"
    r"(?:[\s:!–)\]-]|\W{0,4}$)",
    rf"hold {_UNTIL}\b|no {_USES} (?:until|before)\b",
    r"sperre?frist\s?[:!–-]|gesperrt bis\b|frei (?:ab|für)\b|(?:nicht )?(?:zur )?veröffentlichung (?:erst |frei )?"
    r"(?:vor|ab|bis)\b",
    r"(?:[aà] )?ne pas (?:publier|diffuser|utiliser|reprendre) avant\b",
    r"no (?:publicar|difundir|usar|utilizar|emitir) (?:antes|hasta)\b",
    r"(?:da )?non (?:pubblicare|diffondere|utilizzare) prima\b|não (?:publicar|divulgar|usar|utilizar) antes\b",
    r"niet (?:publiceren|gebruiken|voor publicatie) v(?:oo|óó)r\b",
)
_CALLED = (
    r"[(\[*#>=~+/!–—\s-]{0,8}(?:(?:achtung|wichtig|attention)\s?[:,!–-]{0,1}\s|please (?:note|observe)"
    r"[\s:,-]{1,3}(?:the )?|bitte (?:beachten sie )?(?:die )?)?(?:(?:press|news) release\s?[-–—:|]?\s?)?"
)
_EMBARGO = re.compile(rf"{_CALLED}(?:(?P<plain>{'|'.join(_PLAIN)})|(?:{'|'.join(_LIKE_NEWS)}))", re.I)
_TO_EDITORS = re.compile(
    r"[(\[]{0,2}\s?(?:eds?|editors?|note to editors|att(?:entio)?n[ .]?(?: editors)?|achtung redaktionen)\s?"
    r"[:,–—-]{1,2}\s(?:(?:the|this) )?(?:(?:story|copy|item|report) (?:is )?)?", re.I,
)  # fmt: skip
_IN_NOTE = re.compile(
    r"\bembargoed\b|\bembargo\s?(?::|until|till|[0-9])|\bunder embargo\b|\bhold for release\b|\bsperrfrist\b"
    r"|\b(?:do not|not for|not to be|must not be) (?:use|publi|release)\w{0,8} (?:until|before)\b|\bmoved in advance\b"
    rf"|\badvance for (?:(?:release |use )?{_WHEN}|release\b|use\b)|\bHFR\b",
    re.I,
)
_LIFTED = re.compile(
    r"\bno longer (?:under )?(?:an )?embargo|\b(?:embargo|sperre?frist)\b[^.:;\n]{0,30}?(?<!be )(?<!considered )"
    r"(?:lifted|aufgehoben|abgelaufen|levé|levantado|revocato|over|entfällt)\b",
    re.I,
)
_CLOCK = re.compile(
    r"(?<![\d.:])(?:[01]?[0-9]|2[0-4])(?:[:.h][0-5][0-9](?!\d)|\s?[ap]\.?m\b|\s?uhr\b|h\b|[0-5][0-9]\s?(?:hrs|hours"
    r"|gmt|utc|[a-z]{1,3}t\b))", re.I,
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ZONE = re.compile(r"\b[a-z]+(?:[ .][a-z]+)? time\b|(?<=[0-9])(?:st|nd|rd|th|er|h|hrs|am|pm)\b|\bo['’]clock\b", re.I)
_TIMES = words(
    "monday tuesday wednesday thursday friday saturday sunday weekend weekends mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi "
    "vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì "
    "venerdì lunedi martedi mercoledi giovedi venerdi sabato domenica segunda terça quarta quinta sexta feira "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag mandag tirsdag onsdag torsdag fredag lørdag søndag "
    "måndag tisdag lördag söndag january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril "
    "mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio "
    "settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro januari "
    "februari maart mei augustus marts maj am pm a p m h hr hrs hour hours heures uhr uur ore horas kl klo noon "
    "midnight midday mezzogiorno mediodía local today tomorrow morgen heute gmt utc est edt et ct cst cdt mt mst "
    "mdt pt pst pdt bst ist cet cest mez mesz eet msk aest aedt awst acst nzst nzdt jst kst hkt sgt sast eat wat "
    "wib"
)
_TRADE = words(
    "embargo embargoed embargado embargada sperrfrist sperrefrist gesperrt frei klausulert klausuleret hfr hold "
    "release releases released publication publish published publiceren publier publicar pubblicare broadcast "
    "broadcasting print online use used quoted distribution transmission media press news editions editors story "
    "copy report material information study research item statement results strictly strict further notice delivery "
    "speech check redebeginn rede beginn ende erscheinen veröffentlichung advance thereafter please note attention "
    "achtung wichtig bitte beachten under sous sotto sob bajo onder mit not no do must be is are this that then all "
    "any following until till til to tot for against before prior after at on of from by and or the le la les à au "
    "aux jusqu jusqu'à jusqu'a jusqu'au jusqu'aux a hasta las los el del de das dos da à às ao até fino alle "
    "all'alle al di dal delle dell' bis zum zur der den dem am um ab vor nicht nach voor vóór niet den ne pas avant "
    "não antes non prima diffuser diffondere difundir divulgar"
)
_KNOWN = _TIMES | _TRADE
_SEPARATOR = re.compile(r"\s?(?:[:|]|[)\]]:?|\s[-–—]{1,2})\s{1,3}(?=\S)")
_OPENS_BEHIND = re.compile(r"\s{1,3}(?:[-–—|]{1,2}\s{0,2}|[(\[])(?=\S)")
_MENTIONED = re.compile(r"embarg|sperre?frist|gesperrt|release|publi|broadcast", re.I)
HOLD = re.compile(
    r"[*\s(]{0,9}(?:HOLD(?:[ ,.!-]{1,3}HOLD){1,3}\b|(?:PLEASE|MUST|EDITORS:?) HOLD\b"
    r"|HOLD (?:STORY|ITEM|PUBLICATION)\b|HOLD\s{0,3}(?:\n|$))"
)
"""A hold that is called out at the head of a message."""
LONGEST_LINE, LONGEST_TAG = 400, 120
"""Characters: a longer block that begins like an embargo has run into the text; an embargo in a headline is shorter."""
MOST_OTHER, BESIDE_A_CLOCK = 6, 4
"""Words that are neither of time nor of the trade: more of them are prose in a sentence, and news beside a clock."""
FIRST_WORDS = words(
    "embargo embargoed embargado embargada strictly strict press news not hold advance budget hfr for do under sous "
    "sotto sob bajo onder must may this the all following material information research achtung wichtig attention "
    "bitte please mit sperrfrist sperrefrist gesperrt frei nicht veröffentlichung klausulert klausuleret "
    "klausulerad moved no ne a à da non não niet"
)
"""What a line that embargoes may begin with."""


def begins_embargoed(flat: str) -> bool:
    """True for a block that begins with an embargo or a hold, whatever follows; not where that is a headline."""
    if HOLD.match(flat[:120]):
        return True
    found = _EMBARGO.match(flat[:160])
    if found is None or _LIFTED.search(flat[:LONGEST_LINE]):
        return False
    return _is_told(found, flat) and parted_embargo(flat) is None


def embargoes(note: str) -> bool:
    """True for a note to editors that embargoes its story."""
    told = _TO_EDITORS.match(note)
    line = note[told.end() :] if told else ""
    return not _LIFTED.search(note) and (bool(_IN_NOTE.search(note)) or begins_embargoed(line))


def parted_embargo(line: str) -> tuple[str, str] | None:
    """The embargo in front of a headline or behind it, and the headline: `EMBARGOED UNTIL 6 MAY: Port strike ends`."""
    if not _MENTIONED.search(line[:LONGEST_TAG]) and not _MENTIONED.search(line[-LONGEST_TAG:]):
        return None
    return _in_front(line) or _behind(line)


def _in_front(line: str) -> tuple[str, str] | None:
    if not _EMBARGO.match(line[:160]):
        return None
    parted = None
    for mark in _SEPARATOR.finditer(line, 3, LONGEST_TAG):
        tag, rest = line[: mark.start()], line[mark.end() :]
        enclosed = line[0] in "([" and mark[0].strip()[0] in ")]"
        if (enclosed or line[0] not in "([") and _is_tag(tag.strip("([ "), rest, enclosed) and _is_headline(rest):
            parted = tag.strip("([ "), rest
    return parted


def _behind(line: str) -> tuple[str, str] | None:
    for mark in _OPENS_BEHIND.finditer(line, max(3, len(line) - LONGEST_TAG)):
        tag, rest = line[mark.end() :].strip(")] "), line[: mark.start()]
        if _is_tag(tag, rest, enclosed=mark[0][-1] in "([") and _is_headline(rest):
            return tag, rest
    return None


def _is_tag(tag: str, headline: str, enclosed: bool) -> bool:
    """True for an embargo and nothing else; the bare noun only in brackets, or in capitals beside small letters."""
    found = _EMBARGO.match(tag)
    if found is None or _others(tag):
        return False
    plain = found["plain"] is not None or any(map(str.isdigit, tag)) or len(tag.split()) > 1
    return plain or enclosed or (tag.isupper() and not headline.isupper())


def _is_headline(rest: str) -> bool:
    return not rest.endswith(".") and len(rest.split()) > 1 and _others(rest) > 0


def _is_told(found: re.Match[str], flat: str) -> bool:
    others, clock = _others(flat), _CLOCK.search(flat[:200])
    if found["plain"]:
        is_sentence = flat.endswith(".") and not found[0].isupper()
        return not (is_sentence and others > MOST_OTHER and not clock)
    return others == 0 or (others <= BESIDE_A_CLOCK and clock is not None and _others(flat[: clock.end()]) == 0)


def _others(text: str) -> int:
    """How many words are neither of time nor of the trade."""
    return sum(word.lower() not in _KNOWN for word in _WORD.findall(_ZONE.sub(" ", text[:LONGEST_LINE])))
