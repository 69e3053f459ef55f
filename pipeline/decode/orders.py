"""Does a message kill or hold one of the agency's own stories? Told by a tag, called out, or asked in prose.

A kill is believed where the word is called out (`KILL KILL KILL`), where a tag in capitals says it over a line that is
not all capitals, or where the copy gives the order: clients are asked to drop a story, the sender says that it has
withdrawn its own, or an item is spoken of as the desk does. A story that reports on another's withdrawal is none: there
the sender is another, the words stand between quotation marks, or somebody is said to have said so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.decode.anatomy.agencies import usual_name
from pipeline.decode.anatomy.marks import HOLD
from pipeline.decode.annulments import CALLED_OUT as ANNULLED
from pipeline.decode.annulments import REQUEST as ASKED_TO_ANNUL
from pipeline.decode.annulments import asks_to_annul, asks_to_wait

LONGEST_ORDER, LONGEST_PROSE, LONGEST_UNSIGNED = 4000, 1500, 900
"""Characters: an order to kill is short; a long message that only speaks of one is a story. With a tag, in prose, and
in prose of an unknown sender."""
MOST_PARAGRAPHS = 6

CALLED_OUT = re.compile(
    r"[*\s(]{0,9}(?:(?:ATTENTION )?[A-Z]{2,12}:\s{1,2}|BC-{1,2})?"
    r"(?:KILL(?:[ ,.!-]{1,3}KILL)+\b|KILL\s{0,3}(?:\n|$)|(?:MANDATORY|BULLETIN|LEGAL) KILL\b"
    r"|(?:Mandatory|Bulletin|Press) Kill\s{0,3}(?:\n|$)"
    r"|STORY (?:KILLED|WITHDRAWN|REMOVED|RETRACTED|ELIMINATED)(?=\s{0,2}(?:[-–—:.)\n]|$)))"
)
CALLED = re.compile(
    r"[*\s(]{0,9}(?:(?:PRESS|URGENT) KILL\b|(?:KILL|KILLED|WITHDRAWN|RETRACTION)(?=\s{0,2}[-:])"
    r"|ADVISORY[-: ]{1,3}(?:STORY )?(?:KILLED|WITHDRAWN|KILL)\b)"
)
_NOUN = r"(?:stor(?:y|ies)|items?|reports?|versions?|alerts?|snaps?|dispatch(?:es)?|takes?|leads?|urgents?)"
_STORY = r"(?:stor(?:y|ies)|items?|reports?|versions?)\b"
_ORDER = re.compile(
    rf"\bkill (?:the |our |th(?:is|at|ese) )?(?:{_STORY}|text|headline|copy|slug|earlier|dpa|ap|afp|reuters|bc-|[0-9])"
    rf"|\b{_STORY}[^.\n]{{0,120}} (?:is|are|was|were|has been|have been) (?:withdrawn|killed|eliminated)\b"
    rf"|\b(?:has|have) (?:withdrawn|killed|eliminated) (?:the |our |its |this |that |these )?{_STORY}"
    rf"|\bplease (?:withdraw|disregard) (?:the |our |this )?{_STORY}|\bwe (?:have|are) withdraw(?:n|ing)\b"
    r"|\bplease kill\b|\bkill is mandatory\b|\bKILL KILL\b", re.I,
)  # fmt: skip
_ASKED = re.compile(
    rf"[(*\s]{{0,4}}(?:[A-Z][\w ,/]{{0,36}}(?<!said)(?<!told)\s?[:,–—-]\s{{1,3}})?please (?:kill|withdraw|disregard)\b"
    rf"[^\n.]{{0,80}}\b{_STORY}",
    re.I,
)
_CLIENTS = r"(?:clients|subscribers|users|editors|members|newspapers|broadcasters|customers)"
_TO_WHOM = (
    r"(?:attention|attn\.?|note to|the )?\s?(?:all )?(?:reuters |ap |afp |dpa )?(?:eds|editors?|desks?|clients"
    r"|subscribers|users|members|redaktionen)(?: and (?:eds|editors|desks|clients|subscribers))?\s?[:,–—-]{1,2}\s{1,3}"
)
_ADDRESS = rf"(?:{_TO_WHOM})?"
_WHICH = r"(?:(?:the|our|this|that|these|those|all|any|its|earlier|previous|following|first|alert|two|three)\s){1,4}"
_OBJECT = rf"(?:{_WHICH}[^\n“\"'‘]{{0,60}}?\b{_NOUN}\b|{_NOUN}\b|(?:dpa|ap|afp|bc-|item)\b)"
_REQUEST = re.compile(
    rf"[(*\s]{{0,4}}{_ADDRESS}(?:(?:please|pls|kindly)\s|{_CLIENTS} are (?:kindly )?(?:asked"
    rf"|requested|advised|to) |{_CLIENTS} (?:must|should)\s|(?=(?:do not|don['’]t)\s))"
    r"(?:to\s)?(?:kill|annul|disregard|ignore|withdraw|cancel|delete|discard|remove|retract|eliminate"
    rf"|(?:do not|don['’]t|not(?: to)?) (?:use|publish|run))\s{_OBJECT}",
    re.I,
)
_OF_THOSE_WHO_USED_IT = re.compile(
    rf"[(*\s]{{0,4}}{_ADDRESS}{_CLIENTS}(?: (?:who|that|which))?(?: have)? (?:using|used|receiving|received)\b"
    r"[^\n“\"]{1,100}? (?:are (?:kindly )?(?:asked|requested|advised|urged|to)|must|should)(?: to)? (?:kill|eliminate"
    rf"|withdraw|disregard|delete|not (?:to )?use)\s(?:it\b|them\b|{_OBJECT})",
    re.I,
)
_TO_EDITORS = re.compile(
    rf"[(*\s]{{0,4}}(?!editor\b){_TO_WHOM}(?:(?:please|pls|kindly)\s)?kill(?:(?:/|,? and |,? or )[a-z' ]{{3,20}}?)?\s"
    rf"(?=[^\n]{{0,100}}(?:\b{_NOUN}\b|(?-i:\b[A-Z]\w*-{{1,2}}[A-Z])|\b[A-Za-z][0-9]{{4}}\b|\b(?:sent|moved|filed|issued"
    r"|slugged)\b))[^\n.,:;]{1,80}",
    re.I,
)
_A_PART = re.compile(
    r"\b(?:para(?:graph)?s?|gra[fp]h?s?|lines?|sentences?|byline|headline|captions?|photos?|pictures?|images?|graphics?"
    r"|quotes?|quotations?|references?|words?|figures?|phrase|dateline|tables?|links?)\b",
    re.I,
)
"""What a desk has dropped from a story that stands."""
_MANDATORY = re.compile(r"\b(?:a|this|the) kill is mandatory\b", re.I)
_FOR_NOW = re.compile(r"\b(?:until further notice|for now|for the time being|for the moment|until we)\b", re.I)
_PLAIN_KILL = re.compile(
    rf"[(*\s]{{0,4}}(?i:{_ADDRESS})(?:KILL|Kill|kill)\s"
    rf"(?=[^\n]{{0,160}}(?:\b[A-Za-z][0-9]{{4}}\b|\bslugged\b|\bheadlined\b))"
    rf"(?:[Tt]he\s|our\s)?(?:BC-|AM-|PM-|[^\n“\"]{{0,80}}?\b{_NOUN}\b)"
)
_OWN = re.compile(
    r"(?:(?:Eds|Editors|Attention editors|Clients|Note to editors)\s?[:,–—-]\s{1,3})?(?:The\s)?(?P<who>We|Reuters"
    r"|Thomson Reuters|Associated Press|AP|AFP|Agence France-Presse"
    r"|[A-Z]?[A-Za-z]{1,11}(?: [A-Z][a-z]+)?)"
    r"\s(?:has|have|is|are|hereby)?\s?(?:hereby\s|now\s)?"
    r"(?:withdrawn|withdrawing|withdraws?|killed|killing|kills|retracted|retracting|retracts|deleted|cancell?ed"
    r"|cancels|eliminated|eliminates|removed)\s(?:the|its|this|these|our|all|an?)\s"
    rf"(?:(?:earlier|previous|original|first|following|news|two|three|[A-Z][\w.-]{{1,20}}"
    rf"|[0-9]{{1,2}})\s){{0,3}}(?:{_NOUN}|articles?)\b"
)
_SPOKEN_OF = re.compile(
    rf"(?:(?:Attention )?(?:[Ee]ds|[Ee]ditors|[Cc]lients|[Ss]ubscribers|EDITORS|EDS)\s?:\s{{1,3}})?"
    rf"(?:[Tt]he|[Oo]ur|[Tt]his|These|Both)\s(?:(?:[A-Z][A-Z.-]+|Reuters|earlier|previous|following|above|below|first"
    rf"|original|two|three|{_NOUN})\s){{0,3}}{_NOUN}\b(?! of )[^\n]{{0,260}}?"
    r"\s(?:is|are|was|were|has been|have been)\s(?:hereby\s)?(?:withdrawn|killed|retracted|cancell?ed)\b"
    r"(?! by )(?! from (?!the (?:wire|file|service)|our |all ))"
)
_WITHDRAWN_LINE = re.compile(r"(?:story|item|report|alert) (?:is |has been )?(?:withdrawn|killed|retracted)\.?$", re.I)
_DESK = re.compile(
    r"\bheadlined\b|\bslugged\b|\bn[A-Z](?=[A-Z0-9]{0,12}\d)[A-Z0-9]{6,13}\b|\b(?:dpa|item) [0-9]{2,5}\b"
    r"|\b(?:no|a|any) (?:replacement|substitute)\b|\b(?:transmitted|sent|issued|published|filed) in error\b"
    r"|\bplease (?:do not|disregard)\b|\bkill is mandatory\b|\bshould not be (?:used|published)\b",
    re.I,
)
_SAID = re.compile(
    r",? (?:the |its |an? )?(?:\w+ ){0,3}(?:said|says|told|announced|according to)\b(?! (?:wrongly|erroneously"
    r"|incorrectly))",
    re.I,
)
_INSTEAD = re.compile(
    r"\b(?:use|run) (?:the following|this)\b|\bfollowing (?:corrected )?(?:story|version) (?:replaces|instead)\b"
    r"|\bprevious versions? of this story\b|\breplaces\b",
    re.I,
)
_HOLD_ORDER = re.compile(
    rf"[(*\s]{{0,4}}{_ADDRESS}(?:please|kindly)\shold\s(?:{_WHICH}[^\n“\"'‘]{{0,60}}?\b{_NOUN}\b|{_NOUN}\b|dpa\b)", re.I
)


def calls_a_kill(message: str, tags: Sequence[str], kinds: Sequence[str | None], *, whole: bool = False) -> bool:
    """True where a tag or a call at the head of `message` (what stands under header lines) kills a story.

    `tags` of its first line and slug, `kinds` what each says; `whole`: a story of several paragraphs stands beneath,
    and a word like `WITHDRAWN:` over it may be its news.
    """
    if CALLED_OUT.match(message) or ANNULLED.match(message):
        return True
    first = message.split("\n", 1)[0]
    plain = [tag for kind, tag in zip(kinds, tags, strict=True) if kind == "kill" and tag.isupper()]
    if first.upper() != first and any(not whole or "KILL" in tag for tag in plain):
        return True
    asked = _ASKED.match(message)
    if asked and not _A_PART.search(asked[0]) and not _INSTEAD.search(message[:400]):
        return True
    marked = "kill" in kinds or "advisory" in kinds or CALLED.match(message)
    if not marked or len(message) > LONGEST_ORDER:
        return False
    return bool(_ORDER.search(message) or ASKED_TO_ANNUL.search(message))


def asks_a_kill(told: Sequence[str], sender: str | None) -> bool:
    """True where prose gives the order. `told`: headline, editors' notes and paragraphs without their dateline, in
    order; `sender`: whose copy it is, where that is known.
    """
    whole = " ".join(told)
    if len(whole) > (LONGEST_PROSE if sender else LONGEST_UNSIGNED) or len(told) > MOST_PARAGRAPHS:
        return False
    if _INSTEAD.search(whole):
        return False
    return any(_asks(passage, whole, sender) for passage in told)


def asks_a_hold(message: str, told: Iterable[str]) -> bool:
    """True where a hold is called out at the head of `message`, or asked in one of the passages."""
    return bool(HOLD.match(message)) or any(
        _HOLD_ORDER.match(passage) or asks_to_wait(passage) or (_REQUEST.match(passage) and _FOR_NOW.search(passage))
        for passage in told
    )


def _asks(passage: str, whole: str, sender: str | None) -> bool:
    if asks_to_annul(passage, sender):
        return not _is_quoted(passage)
    asked = _REQUEST.match(passage) or _TO_EDITORS.match(passage)
    if asked or _PLAIN_KILL.match(passage) or _MANDATORY.search(passage):
        of_a_part = asked is not None and _A_PART.search(asked[0])
        return not (of_a_part or _is_quoted(passage) or _FOR_NOW.search(passage))
    users = _OF_THOSE_WHO_USED_IT.match(passage)
    if users:
        return not _SAID.search(_sentence(passage, users.end()))
    if _WITHDRAWN_LINE.match(passage):
        return bool(_DESK.search(whole))
    spoken = _SPOKEN_OF.match(passage)
    if spoken and not _SAID.search(_sentence(passage, spoken.end())):
        return bool(_DESK.search(whole))
    own = _OWN.match(passage)
    if own is None or _SAID.search(_sentence(passage, own.end())):
        return False
    who = usual_name(own["who"])
    return own["who"] == "We" or (who is not None and sender in (None, who))


def _sentence(passage: str, at: int) -> str:
    """From `at` to the end of the sentence: a full stop before a capital."""
    end = re.compile(r"[.!?]\s+(?=[A-Z])").search(passage, at)
    return passage[at : end.start() if end else len(passage)]


def _is_quoted(passage: str) -> bool:
    """True where the passage is somebody's words: it begins or goes on behind a closing mark with who said so."""
    return passage[:1] in "“\"'‘„«" or bool(
        re.search(r"[,”\"]\s(?:he|she|they|[A-Z]\w+)\s(?:said|told|says)\b", passage)
    )
