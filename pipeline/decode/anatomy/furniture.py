"""What a web page puts around a story: links, buttons, counters, notices, and the line of its time."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import exact_name
from pipeline.decode.words import phrases

_LINES = phrases(
    "related coverage|related stories|related content|related articles|related topics|related news|related|read more"
    "|read also|"
    "also read|see also|more on this story|more on this topic|more from reuters|more from ap|more news|more stories|"
    "advertisement|advertising|advertisement - story continues below|advertisement - scroll to continue|sponsored|"
    "sponsored content|promoted content|recommended|recommended for you|most popular|most read|most viewed|trending|"
    "trending now|share this article|share this story|share this|share|share on facebook|share on twitter|tweet"
    "|facebook|"
    "twitter|whatsapp|linkedin|telegram|email|facebook twitter email|facebook twitter whatsapp|continue reading|"
    "continue reading below|our standards: the thomson reuters trust principles.|"
    "our standards: the thomson reuters trust principles|our standards: the thomson reuters trust principles., opens "
    "new tab|"
    "acquire licensing rights|suggested topics|suggested topics:|"
    "purchase licensing rights|purchase licensing rights, opens new tab|opens new tab|slideshow|slideshow (1 image)|"
    "latest updates|latest news|explore further|view original post|story continues|story continues below advertisement|"
    "article continues below|article continues below advertisement|story highlights|top stories|editor's picks"
    "|editors' picks|"
    "follow us|newsletter sign-up|newsletter|get our daily newsletter|sign up|sign up here|sign up here.|subscribe"
    "|register|"
    "log in|login|sign in|reporting for reuters|back to top|print|print this article|comments|comment|view comments|"
    "in this article|"
    "show comments|leave a comment|post a comment|add a comment|watch:|video|photo gallery|view gallery|gallery|image"
    "|images|"
    "photos|getty images|you may also like|you might also like|popular now|up next|next article|previous article"
    "|next story|"
    "previous story|next|previous|load more|show more|skip to content|skip to main content|download our app|"
    "listen to this story|listen to this article|listen|save|bookmark|copy link|thomson reuters|tags|topics|"
    "world news|business news|politics news|political news|sports news|us news|u.s. news|technology news|tech news"
    "|health news|market news|markets news|science news|entertainment news|environment news|top news|money news"
    "|energy news|company news|internet news|lifestyle news|oddly enough"
)  # fmt: skip
_STARTS = re.compile(
    r"(?:sign up (?:for|to|here)\b|register now for|subscribe (?:to|now)\b|click here\b|register for\b|log in to\b"
    r"|for (?:more|all|full|the latest)\b[^\n]{0,60}?,? (?:click|visit|go to|see|follow|download)\b"
    r"|download the [^\n]{0,30} app\b"
    r"|follow (?:us|reuters|\w+ reuters|ap) on\b|follow [^\n]{0,80}(?:https?://|www\.)"
    r"|(?:read(?: more| also)?|also read|see also|related|watch|listen|more)\s?[:|]\s"
    r"|slideshow\s?\(|\(?reuters is the news and media|\(?for (?:more )?(?:graphics?|related news|the full story"
    r"|a graphic|a table|other news)\b.{0,80}(?:click|http|<|see)|more on this story|<\^{3,}|\^{3,}>"
    r"|more stories like this are available|view original content\b|related news\s?:\s"
    r"|companies (?:in|mentioned in) this story\s?:\s|information from: [^\n]{2,60}(?:https?:|www\.)"
    r"|(?:more )?(?:ap|reuters|afp|cp) [\w&' -]{2,40}: (?:https?://|www\.)"
    r"|[\w' -]{0,40}\bcoverage(?: of [\w' -]{2,30})?: (?:https?://|www\.)"
    r"|\(?(?:except for the headline, )?this (?:story|article|report|copy|post) (?:has not been (?:edited|created)"
    r"|is (?:auto-?|being )?"
    r"(?:generated|published)|was auto|has been (?:auto|published (?:from|without|as part of)))|disclaimer\s?[:-]\s"
    r"|\(?this is (?:an? )?(?:(?:un-?edited|unformatted|auto-?generated|syndicated)(?:,? (?:and )?)?){1,3}"
    r" (?:feed|story|report|copy|text|article|content|post)\b"
    r"|(?:the )?[\w' -]{2,40} (?:web ?site|site|page) contains only (?:a )?(?:portion|part"
    r"|selection|summar)"
    r"|this report by [\w .-]{2,40} was first published\b"
    r"|(?:view|show|see|read) (?:all )?comments\b|leave a comment\b)", re.I,
)  # fmt: skip
_SHORT = re.compile(
    r"[0-9]{1,2} min(?:s?\.?|(?:ute)?s?\.? read)$|[0-9,]{1,7} comments?$|(?:show|view) comments? \([0-9,]{1,7}\)$"
    r"|[0-9]{1,3} shares?$|[0-9]{1,3} of [0-9]{1,3}(?:\s?\|)?$|(?:https?://|www\.)\S{3,200}$",
    re.I,
)
_RESPONSIBLE = re.compile(r"\bis solely responsible for (?:all|this) content\b", re.I)
_NEWSLETTER = re.compile(r"\bnewsletters?\b.{0,80}\bsign up (?:for it )?here\.?$", re.I)
"""How a notice of the publisher ends, however it begins."""
_SOURCE = re.compile(r"(?:source|sources|quelle|fonte|fuente)\s?:\s?(?P<who>[^\n|/]{2,30})(?:/[a-z]{2,3})?$", re.I)
_ISSUED = re.compile(r"(?:issued|published|posted|modified|updated)(?: on| at)?\s?:\s", re.I)
_RULE = re.compile(r"_{2,80}$|[*•](?:\s?[*•]){2,40}$")

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|fév|avr|juin|juil|août|déc|ene|abr|ago|dic"
    r"|gen|mag|giu|lug|set|ott)[a-zéû]{0,7}\.?"
)
_DAY = re.compile(
    rf"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,?\s)?(?:{_MONTH}\s[0-9]{{1,2}}(?:st|nd"
    rf"|rd|th)?,?\s(?:19|20)[0-9]{{2}}|[0-9]{{1,2}}(?:st|nd|rd|th|\.)?\s{_MONTH},?\s(?:19|20)[0-9]{{2}}|(?:19"
    rf"|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}(?:T(?=[0-9]))?|[0-9]{{1,2}}-{_MONTH}-(?:19|20)[0-9]{{2}}"
    r"|[0-9]{1,2}(?P<mark>[./-])[0-9]{1,2}(?P=mark)(?:19|20)?[0-9]{2}(?![0-9]))",
    re.I,
)
_CLOCK = re.compile(
    r"(?<!\d)[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2}Z?)?\s?(?:[ap]\.?m\.?)?(?:\suhr|\shrs?)?(?:\s\(?(?:GMT|UTC|[A-Z]{1,4}T"
    r"|[A-Z]{3,4})(?:\s?[+-][0-9:]{1,5})?\)?)?(?=\W|$)|\b(?:GMT|UTC)\b|(?<=\d{4} )ET\b",
    re.I,
)
_ZONED = re.compile(r"\d\s?(?:[ap]\.?m\b|uhr\b|hrs\b|GMT\b|UTC\b)", re.I)
"""A clock that names its half of the day or its zone tells a time without a day: `9:12 AM UTC`."""
_AGO = re.compile(
    r"\b(?:an?|[0-9]{1,2}|one|two) (?:sec|second|min|minute|hour|hr|day|week|month|year)s? ago\b"
    r"|\bin [0-9]{1,2} (?:minute|hour|day|month|year)s\b|\byesterday\b"
    r"|\btoday\b",
    re.I,
)
_MAY_BE_TIME = re.compile(r"[0-9]{4}|[0-9][.:][0-9]| ago|today|yesterday", re.I)
_GLUED = re.compile(r"(?<=[^\s(])(?=Updated\b)")
_COLUMNS = re.compile(r"\s?[|/]\s|\s-\s")
"""What parts a page's line of sender, place and time: `AFP | Lisbon | Published 04.03.24, 02:12 PM`."""
_LABEL = re.compile(
    r"(?:(?:world|business|politics|sports?|us|u\.s\.|technology|health|market|intel) news\s"
    r"|source\s?:\s?[A-Za-z ]{2,20}\s?\|\s?"
    r"|[A-Z][A-Za-z]{2,12}\s\|\s)?"
    r"(?:(?:last |first )?(?:updated|published|posted|modified|issued)(?: on| at)?\s?:?\s|(?:stand|date|datum"
    r"|publié le|mis à jour le|publicado|actualizado|veröffentlicht am)\s?:?\s)?",
    re.I,
)
_TAIL = re.compile(
    r"(?:\b(?:updated?|published|at|on|editor:? ?\w{2,12}|by \w{2,12}|is?t|[0-9]{1,2} min(?:ute)?s? read)\b"
    r"|[|/,:•·()–—-]|\s)+",
    re.I,
)
_WIRE_LINE = re.compile(
    r"(?:slug|slugline|keywords?|urgency|priority|category|word count|words|take|item|topics?|usn|item number"
    r"|story id|id|desk|section)\s?:\s?\S"
    r"|\(?(?:take|page|part)\s(?:[0-9]{1,2}|one|two|three|four)(?:\s(?:of|/)\s\d{1,2})?\)?$|\d(?:st|nd|rd"
    r"|th)\s(?:take|add)\b.{0,40}$"
    r"|(?-i:NEWS STORY|[A-Z]{3}[0-9]{8}\.[0-9]{4}|[a-z][0-9]{4} [a-z]{2,6}-?"
    r"|[a-z] [a-z]{1,3} \S.{2,60} [0-9]{2}-[0-9]{2} [0-9]{4})$"
    r"|(?-i:GENERAL|BUSINESS|POLITICS|SPORTS?|WORLD|NATIONAL|INTERNATIONAL|ECONOMY|FEATURES|CRIME)$|(?-i:[A-Z]{3}[0-9]{2,4})$"
    r"|add\s[0-9]{1,2}$|[0-9]{2,5} words$|zczc\b.{0,20}$|(?-i:[a-z][0-9]{4}(?:\s[a-z]{1,3}){0,2}|[a-z] [a-z])$",
    re.I,
)
_HEADINGS = phrases("UP NEXT")
"""Headings of AP's sports stories that pages use in small letters as furniture."""
LONGEST, LONGEST_NOTICE, LONGEST_TIME = 300, 700, 110


def is_furniture(flat: str) -> bool:
    """True for a line that a page puts beside a story wherever it stands: `Related Coverage`, `3 Min Read`, a link."""
    if flat in _HEADINGS:
        return False
    if flat[:80].lower().strip(" *-–—>|:") in _LINES or flat[:90].lower() in _LINES:
        return True
    if len(flat) < 220 and (_SHORT.match(flat) or _RULE.match(flat)):
        return True
    source = _SOURCE.match(flat)
    if source and exact_name(source["who"].strip()):
        return True
    if len(flat) < LONGEST and _STARTS.match(flat):
        return True
    return _is_notice(flat) or (flat[-1:].isdigit() and bool(_ISSUED.match(flat)) and is_time_line(flat))


def _is_notice(flat: str) -> bool:
    """True for a publisher's notice that is told by its end: `… newsletter. Sign up here.`"""
    if len(flat) > LONGEST_NOTICE:
        return False
    if flat.endswith((" here.", " here")) and _NEWSLETTER.search(flat, max(0, len(flat) - 120)):
        return True
    return "solely" in flat and bool(_RESPONSIBLE.search(flat))


def is_time_line(line: str) -> bool:
    """True for a line that says when a page was published and nothing more: `Fri May 3, 2019 10:15am EDT`."""
    if not 5 <= len(line) <= LONGEST_TIME or line[-1] in ".!?" or not _MAY_BE_TIME.search(line):
        return False
    rest = _without_sender(_GLUED.sub(" ", line) if "Updated" in line else line)
    rest = rest[_LABEL.match(rest).end() :]  # type: ignore[union-attr]
    left, days = _DAY.subn(" ", rest)
    left, ago = _AGO.subn(" ", left)
    left, clocks = _CLOCK.subn(" ", left)
    return bool(days or ago or (clocks and _ZONED.search(rest))) and not _TAIL.sub("", left).strip()


def _without_sender(line: str) -> str:
    """A line of columns without those that name an agency or a place."""
    columns = _COLUMNS.split(line)
    agencies = [exact_name(column.partition("/")[0]) is not None for column in columns]
    if len(columns) == 1 or not (any(agencies) or columns[-1].isupper()):
        return line
    places = [column.replace(" ", "").isalpha() and (column.istitle() or column.isupper()) for column in columns]
    kept = zip(columns, agencies, places, strict=True)
    return " | ".join(column for column, agency, place in kept if not (agency or place))


def is_wire_line(line: str) -> bool:
    """True for a line of a message's header that names its parts: `Slug: …`, `TAKE 2`, `a0345`."""
    return len(line) < 160 and bool(_WIRE_LINE.match(line))
