"""What a whole line or block of copy is when it is not text: editor's notes, embargoes, contacts, rights, sign-offs.

Each question is answered from the block's own words. Patterns are anchored at its start and bounded, so that no line,
however long, costs more than its length.
"""

from __future__ import annotations

import re

from pipeline.decode.anatomy.lines import is_bullet
from pipeline.decode.words import phrases, words
from pipeline.story import NoteKind

_CORRECTION = re.compile(
    r"[(\[]{1,2}\s?(?:Corrects|Correcting|Corrected|CORRECTS|This version corrects|In \w+ \d+ story)\b", re.I
)
_EDITOR = re.compile(
    r"[(\[]{0,2}\s?(?:Eds|EDS|Editors?|EDITORS?|Note to (?:editors|users|subscribers)|Attention(?: editors"
    r"| clients)?|ATTENTION (?:EDITORS|CLIENTS|SUBSCRIBERS)"
    r"|Editor'?s’? note|EDITOR'?S NOTE|Editor’s note|Eds note|Desks|News editors)\s?[:,–—-]\s?\S", re.I,
)  # fmt: skip
_EDITOR_BRACKET = re.compile(
    r"[(\[]{1,2}\s?(?:Refil(?:es|ing)|Repeat(?:s|ing)|Fix(?:es|ing)|Remov(?:es|ing)|Clarif(?:ies|ying)"
    r"|Resend(?:s|ing)|Note|Editor|Eds|Story refiled"
    r"|This (?:story|version|item)|Please|For more|For a|For other|For related|See|Attention|Also see|With|Text"
    r"|Graphic|Adds link|Paragraph)\b",
    re.I,
)
_TRASH = re.compile(
    r"[(\[]\s?(?:Adds?|Adding|Updates?|Updating|Recasts?|Recasting|Writes? through|Wraps?|Releads?|Rewrites?"
    r"|Inserts?|Changes?|Includes?|New throughout"
    r"|Rereads?|Deletes?|Drops?|Combines?|Rounds up|Leads?|Edits|Amends|Details|Moves|Expands|Tops|Subs"
    r"|Incorporates)\b", re.I,
)  # fmt: skip
_EMBARGO = re.compile(
    r"[(\[*\s]{0,4}(?:(?:please (?:note|observe)[\s:,-]{1,3}(?:the )?|under |this (?:story|item|report|copy) is )?"
    r"(?:strictly |news |press )?embargoe?d?\b(?:[:\s-]{1,4}(?:until|till|for|to|not|against"
    r"|before|strictly|release|[0-9])|\s?:|\W{0,4}$)"
    r"|not for (?:release|broadcast|publication|use) (?:until|before|prior)|hold for (?:release|use|publication"
    r"|am|pm|[0-9])|for release (?:at|on|after|[0-9])"
    r"|do not (?:use|publish|release) (?:until|before)|sperrfrist)", re.I,
)  # fmt: skip
_EMBARGO_IN_NOTE = re.compile(
    r"\bembargoed\b|\bembargo\s?(?::|until|till|[0-9])|\bunder embargo\b|\bhold for release\b"
    r"|\b(?:do not|not for|not to be) (?:use|publi|release)\w{0,8} (?:until|before)\b",
    re.I,
)
HOLD = re.compile(
    r"[*\s(]{0,9}(?:HOLD(?:[ ,.!-]{1,3}HOLD){1,3}\b|(?:PLEASE|MUST|EDITORS:?) HOLD\b"
    r"|HOLD (?:STORY|ITEM|PUBLICATION)\b|HOLD\s{0,3}(?:\n|$))"
)
"""A hold that is called out at the head of a message."""
LONGEST_LINE = 400
"""Characters: a longer block that begins like an embargo has run into the text."""
_NOT_FOR_PUBLICATION = re.compile(
    r"[#*(\[\s-]{0,6}(?:(?:the )?following (?:information|details|text) (?:is"
    r"|are) not (?:intended )?for publication|not (?:intended )?for publication\b"
    r"|(?:Notebook|Notizblock)$|nicht zur ver[öo]ffentlichung|not for broadcast)", re.I,
)  # fmt: skip
_CONTACT = re.compile(
    r"[(\[]{0,2}\s?(?:(?:media |press |news |for more )?contacts?\s?[:–—-]\s|for (?:further"
    r"|more) information,?(?: please)? (?:contact|call)\b"
    r"|(?:tel|phone|telephone|e-?mail|fax|messaging|reuters messaging)\s?(?:[:.]\s|\+?\d)"
    r"|follow [\w@ ]{2,40} on twitter\b)",
    re.I,
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w")
_KEYWORDS = re.compile(r"Keywords?\s?:\s", re.I)
_RIGHTS = re.compile(
    r"[(\[\s]{0,3}(?:©|\(c\)|copyright\s?(?::|\(c\)|©|\d{4}|by\b|the\b|thomson|reuters|agence)"
    r"|all rights reserved|no archival use\b|no part of this|usage terms?:|this material may not be published"
    r"|for editorial use only|not to be (?:published|stored|redistributed))", re.I,
)  # fmt: skip
_BOILERPLATE_LINE = phrases(
    "related coverage|related stories|related content|related articles|related topics|read more|read also|"
    "also read|see also|more on this story|advertisement|advertising|sponsored|sponsored content|recommended|"
    "most popular|trending|share this article|share|continue reading|"
    "our standards: the thomson reuters trust principles.|our standards: the thomson reuters trust principles|"
    "slideshow|slideshow (1 image)|latest updates|explore further|more from reuters|view original post|"
    "story continues|story continues below advertisement|article continues below|follow us|newsletter sign-up|"
    "sign up|subscribe|reporting for reuters|back to top|print|comments|watch:|video|photo gallery|"
    "you may also like|popular now"
)  # fmt: skip
_BOILERPLATE = re.compile(
    r"(?:sign up (?:for|to) (?:our|the)\b|register now for|subscribe (?:to|now)\b|click here\b"
    r"|for more (?:stories|news|information|coverage),? (?:click|visit|go to|see)\b"
    r"|follow (?:us|\w+ reuters) on\b|read (?:more|also)\s?:|see also\s?:|also read\s?:|related\s?:"
    r"|slideshow \(\d|\(?reuters is the news and media|\(?for (?:more )?(?:graphics?|related news|the full story"
    r"|a graphic|a table|other news)"
    r"\b.{0,80}(?:click|http|<|see)|more on this story|<\^{3,}|\^{3,}>)", re.I,
)  # fmt: skip
_SIGNOFF = re.compile(
    r"(?:reuters?(?:\s?\.{3}|\.)?(?:\^m)?|-\s?30\s?-|-\s?0\s?-|#\s?30\s?#|#{1,5}|/{2,3}|=|n{4}|end(?:s|it|item|all)?\.?|-?\s?ends?\s?-|\(ends?\)|\(end\)|\(?more\)?(?:\^m)?"
    r"|\(?(?:end of|ends) (?:item|story|message|text|bulletin)\)?|/end/|xinhua|enditem|\*{3,5}|_{3,5}|-{3,5})$", re.I,
)  # fmt: skip
_INITIALS = re.compile(
    r"(?:(?:[a-z]{2,4}-){0,4}[a-z]{2,4}/(?:[a-z]{2,4}[-/]){0,4}[a-z]{2,4}|[a-z]{2,4}(?: [a-z]{2,4}){1,4} /[a-z]{2,4})$"
)
_USN = re.compile(r"(?:USN\s?[:#]?\s?)?(?P<usn>n[A-Z][A-Z0-9]{6,13})$")
USN_IN_TEXT = re.compile(r"(?<![\w-])(?P<usn>n[A-Z](?=[A-Z0-9]{0,12}\d)[A-Z0-9]{6,13})(?![\w-])")
_SLUG = re.compile(
    r"(?P<slug>(?:BC|AM|PM|AP|BC-AP|US|EU|ZZ)-{1,2}[A-Za-z][\w<>&.'/,-]{1,60}|[A-Z][A-Z0-9&.'’]{1,24}(?:[-/][A-Z0-9&.'’]{1,24}){1,6}/?|[A-Z]{3,24}/"
    r"|[A-Z][a-z]+(?:-[A-Za-z]+){1,6}(?=,))(?P<rest>(?:\s?\([^()]{2,24}\)|,\s?[^,\n]{2,40}){0,3})$"
)
_SLUG_FIELD = re.compile(
    r"(?:slug|slugline|keywords?|urgency|priority|category|word count|take|item|topics?|usn|item number|story id"
    r"|id)\s?:\s?\S",
    re.I,
)
_MINUTES = re.compile(r"\d{1,2} min(?:ute)?s? read$", re.I)
_FIRST_WORD = re.compile(r"[A-Za-z'’-]{1,20}")
_FIRST_WORDS = words(
    "keyword keywords eds ed editor editors editor's editor’s editors' note attention desks news embargo "
    "embargoed embargoe strictly press not hold for do under must sperrfrist the following nicht contact contacts "
    "please media more tel phone telephone e-mail email fax messaging reuters follow copyright all no usage this "
    "related read also see advertisement advertising sponsored recommended most trending share continue our "
    "slideshow latest explore view story article newsletter sign subscribe reporting back print comments watch "
    "video photo you popular register click usn"
)
_TAKE = re.compile(
    r"\(?(?:take|page|part)\s(?:[0-9]{1,2}|one|two|three|four)(?:\s(?:of|/)\s\d{1,2})?\)?$|\d(?:st|nd|rd|th)\stake\b.{0,40}$",
    re.I,
)


def note_kind(flat: str) -> NoteKind | None:
    """What a block is wherever it stands in the copy, or None where it may be text."""
    kind = _kind(flat) if _may_be_note(flat) else None
    return "embargo" if kind == "editor_note" and _EMBARGO_IN_NOTE.search(flat) else kind


def begins_embargoed(flat: str) -> bool:
    """True for a block that begins with an embargo or a hold, whatever follows."""
    return bool(_EMBARGO.match(flat[:120]) or HOLD.match(flat[:120]))


def beneath_header(copy: str) -> str:
    """`copy` without the slug, number and header lines at its top."""
    rest = copy.lstrip()
    for _ in range(8):
        end = rest.find("\n", 0, 200)
        line = " ".join(rest[: max(end, 0)].split())
        if not line or not (slug_of(line) or front_kind(line, (line,)) == "header" or _kind(line) in ("usn", "header")):
            break
        rest = rest[end:].lstrip()
    return rest or copy


def _kind(flat: str) -> NoteKind | None:
    start = flat[:120]
    if begins_embargoed(flat):
        return "embargo" if len(flat) < LONGEST_LINE else None
    if _NOT_FOR_PUBLICATION.match(start):
        return "not_for_publication"
    if _KEYWORDS.match(start) and len(flat) < 200:
        return "header"
    if start.startswith("((") or _EDITOR.match(start):
        return "editor_note"
    if start[:1] in "([" and len(flat) < 1200 and flat.rstrip(". ").endswith((")", "]")) and _one_bracket(flat):
        return _bracket_kind(start)
    if _CONTACT.match(start) and len(flat) < 400 and not _is_prose(flat):
        return "contact"
    if _MAIL.search(flat, 0, 400) and len(flat) < 250 and not _is_prose(flat):
        return "contact"
    if _RIGHTS.match(start) and len(flat) < 900:
        return "rights"
    if len(flat) < 24 and (_MINUTES.match(flat) or not flat.strip("_")):
        return "boilerplate"
    low = flat[:80].lower().strip(" *-–—>|")
    if low in _BOILERPLATE_LINE or (len(flat) < 300 and _BOILERPLATE.match(start)):
        return "boilerplate"
    if _USN.match(flat[:24]) and len(flat) < 24:
        return "usn" if any(character.isdigit() for character in flat) else None
    return None


def _may_be_note(flat: str) -> bool:
    """A cheap look at the first word: most blocks are text, and are told so by it."""
    if not flat[:1].isalpha() or len(flat) < 24 or "@" in flat[:400]:
        return True
    word = _FIRST_WORD.match(flat)
    return word is not None and word[0].lower() in _FIRST_WORDS


def front_kind(flat: str, lines: tuple[str, ...]) -> NoteKind | None:
    """What a block is that stands before the body: these would be text further down."""
    if len(lines) == 1 and (_SLUG_FIELD.match(flat) or _TAKE.match(flat)) and len(flat) < 160:
        return "header"
    if is_bullet(lines[0]) and not flat.startswith("**"):
        return "bullets"
    return None


def is_signoff(line: str) -> bool:
    text = line.strip()
    return len(text) < 40 and bool(_SIGNOFF.match(text))


def is_initials(line: str) -> bool:
    """The desk's initials that AFP and dpa close a story with: `ab-cd/ef`."""
    return len(line) < 30 and bool(_INITIALS.match(line.strip()))


def slug_of(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Slug and its tags where a line is a slug line: `GLOBAL-OIL/ (UPDATE 1)`, `BC-Truce, 2nd Ld-Writethru`."""
    found = _SLUG.match(line) if len(line) < 120 else None
    if not found:
        return None
    rest = (part.strip(" ()") for part in re.split(r"[,(]", found["rest"]))
    return found["slug"], tuple(part for part in rest if part and not part.isdigit())


def usn_of(flat: str) -> str | None:
    found = _USN.match(flat)
    return found["usn"] if found else None


def _bracket_kind(start: str) -> NoteKind | None:
    if _CORRECTION.match(start):
        return "correction"
    if _TRASH.match(start):
        return "trash_line"
    return "editor_note" if _EDITOR_BRACKET.match(start) else None


def _one_bracket(flat: str) -> bool:
    """True where the bracket that opens the block closes at its end."""
    depth = 0
    last = len(flat.rstrip(". ")) - 1
    for at, character in enumerate(flat):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth <= 0:
                return at >= last
    return False


def _is_prose(flat: str) -> bool:
    """True for a line that tells something: a verb of saying, a quotation, or many words without a colon."""
    words = flat.split()
    return (len(words) > 14 and ":" not in flat) or any(word in ("said", "says", "told") for word in words)
