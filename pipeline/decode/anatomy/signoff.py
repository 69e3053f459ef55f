"""What closes a story: the end mark, the agency's name, the desk's initials, the line with the time."""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import exact_name

_END = re.compile(
    r"(?:reuters?(?:\s?\.{3}|\.)?(?:\^m)?|[-–—]\s?30\s?[-–—]|-\s?0\s?-|#\s?30\s?#|#(?:\s?#){0,4}|/{2,3}|=|n{4}|nn|x{3}"
    r"|[-–—<(\[/*]{0,2}\s?(?:ends?|enditem|endall|item ends|more|more to come|more follows|more to follow|continued"
    r"|continues|to be continued|end mfl|mfl|mf|fin|fim|final|schluss|forts)\s?[-–—>)\]/*]{0,2}[.]?(?:\^m)?"
    r"|\(?(?:end of|ends) (?:item|story|message|text|bulletin)\)?|xinhua|enditem|\*{3,5}|_{3,5}|-{3,5})$", re.I,
)  # fmt: skip
_INITIALS = re.compile(
    r"(?:\([a-z]{2,3}(?:-[a-z]{2,3}){0,3}\)|(?:[a-z]{2,4}-){0,4}[a-z]{2,4}/(?:[a-z]{2,4}[-/]){0,4}[a-z]{2,4}/?"
    r"|[a-z]{2,4}/[a-z]{2,4}/|[a-z]{2,4}(?: [a-z]{2,4}){1,4} /[a-z]{2,4}"
    r"|(?:[a-z]{2,3}-){1,3}[a-z]{2,3}/[a-z]{2,3})$"
)
_AGENCY_LINE = re.compile(
    r"[-–—=/(\[\s]{0,3}(?:\(?MORE\)?\s)?(?P<who>[A-Za-zÀ-ÿ][\w.' -]{1,24}?)[)\]/]?\.?"
    r"(?P<desk>(?:[ /](?:[a-z]{1,4}[0-9]?|yyzz|[A-Z]{2,4}|[0-9]{4}))(?:[ /*-](?:[\w]{1,6})){0,6}/?)?$"
)
_TRAILER = re.compile(
    r"-0-\s.{3,40}$|AP-[A-Z]{2}-[0-9]{2}-[0-9]{2}-|[A-Z]{3}-[0-9]{2}-[0-9]{2}-[0-9]{2} "
    r"|[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{4}[A-Z]{2,3}(?: .{0,12})?$"
    r"|[0-9]{6} (?:[A-Z]{3,4} )?[A-Z][a-z]{2}\.? ?[0-9]{2,4}(?: [0-9]{2,4})?$"
    r"|(?:© )?dpa-infocom, dpa:[0-9-]{8,20}/[0-9]{1,3}$"
    r"|[A-Z][a-z]{2,8} [0-9]{2}, [0-9]{4} [0-9:]{4,5} ET\b.{0,20}$|\(END\) .{3,40}$"
    r"|[0-9]{1,2}:[0-9]{2} GMT [0-9]{2}[A-Z][a-z]{2}[0-9]{2}$"
    r"|#[A-Z][\w-]{2,40}$|ISSN [0-9 -]{8,14}$"
)
_SPOKEN = frozenset({"agencies", "wire services", "with agencies", "with agency inputs", "agency"})
_GLUED = re.compile(
    r"(?<=[.!?\"”’»])\s{0,2}(?P<mark>\((?P<round>[A-Za-z][\w. -]{1,16}(?:/[\w. -]{2,12})?)\)\.?"
    r"|(?:[-–—]{1,2}|={1,3})\s?(?P<dash>[A-Z][\w.]{1,16})"
    r"|(?P<words>Enditem|ENDS|(?P<pti>PTI|IANS|UNI)(?: [A-Z]{2,4}){1,4}))$"
)
LONGEST = 60


def is_signoff(line: str) -> bool:
    """True for a mark of the end or of more to come, wherever it stands: `-30-`, `(MORE)`, `Enditem`."""
    text = line.strip()
    return len(text) < 40 and bool(_END.match(text))


def is_initials(line: str) -> bool:
    """The desk's initials that AFP and dpa close a story with: `ab-cd/ef`."""
    return len(line) < 30 and bool(_INITIALS.match(line.strip()))


def closes(line: str) -> bool:
    """True for a line that closes a story at its foot: also an agency's name, with initials, or the time."""
    text = " ".join(line.split())
    if not text or len(text) > LONGEST:
        return False
    if is_signoff(text) or is_initials(text) or _TRAILER.match(text):
        return True
    found = _AGENCY_LINE.match(text)
    if found is None:
        return False
    who = found["who"].strip()
    return who.lower() in _SPOKEN or exact_name(who) is not None or _starts_with_agency(who)


def glued_signoff(paragraph: str) -> tuple[str, str] | None:
    """A last paragraph and the agency's name glued behind it (`… he said. (AFP)`), or None."""
    found = _GLUED.search(paragraph[-60:])
    if not found:
        return None
    who = found["round"] or found["dash"] or ""
    if not found["words"] and not all(exact_name(name.strip()) for name in who.split("/")):
        return None
    at = max(0, len(paragraph) - 60) + found.start("mark")
    return paragraph[:at].rstrip(), found["mark"]


def _starts_with_agency(who: str) -> bool:
    """`dpa ac`, `BSS/AFP`, `PTI ABC`: an agency, and behind it nothing but initials."""
    first, *others = re.split(r"[ /-]", who)
    return exact_name(first) is not None and all(
        len(word) <= 4 and (word.islower() or word.isupper()) for word in others
    )
