"""Photo captions that were set into the copy: `… Syria October 4, 2016. REUTERS/Khalil Name`, `… (AFP Photo/Name)`.

Scraped pages also glue a caption to the dateline behind it: `…/File PhotoOSLO, Aug 21 (Reuters) - The prime`.
"""

from __future__ import annotations

import re

from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.words import words
from pipeline.story import Caption

_MARK = (
    r"(?:REUTERS|(?:AFP|AP|EPA|dpa|UPI|Xinhua|TASS|Kyodo|PTI|ANSA|EFE)\s?(?:Photo|PHOTO|photo)"
    r"|AFP|AP|EPA|dpa|Xinhua|Getty Images)"
)
_CREDIT = re.compile(
    rf"(?P<credit>\(?(?:(?:[Pp]hoto(?:graph)?|Foto|Picture|Credit)s?\s?(?:by|:)\s?)?(?:[^.()\n!?]{{1,60}}?\s?(?:via|/)\s?)?(?P<mark>{_MARK})"
    rf"(?:\s?TV)?(?P<rest>\s?/\s?[^().\n]{{1,60}}?(?:\.[^().\n]{{1,30}}?){{0,3}})?"
    r"(?:\svia\s[A-Z][\w .]{1,30})?\)?)\.?$"
)
_BEFORE_GLUE = re.compile(rf"(?P<mark>{_MARK})(?P<rest>\s?/\s?[^().\n]{{1,60}})?")
_LABEL = re.compile(r"(?:FILE PHOTO|FILE PICTURE|FILE|PHOTO|Photo|File photo|Photograph|HANDOUT PHOTO)\s?[:–—-]\s?\S")
_HINTS = (
    "REUTERS",
    "hoto",
    "PHOTO",
    "/AFP",
    "/ AFP",
    "/AP",
    "/ AP",
    "AFP/",
    "AP/",
    "EPA",
    "dpa/",
    "/dpa",
    "/ dpa",
    "Xinhua/",
    "/Xinhua",
    "FILE",
    "Getty",
    "Foto",
)
_NO_PHOTOGRAPHER = words(
    "file photo files picture handout pool stringer tv illustration archive video grab screenshot staff"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_USUAL = {"REUTERS": "Reuters", "Getty": "Getty Images"}
_GLUE = re.compile(r"(?<=[a-z.)\s])(?=[A-Z][A-Z]+|[A-Z][a-z]+ \()")
_CREDIT_START = re.compile(r"(?<![A-Z])[.!?][”\")]?\s+|\s(?=\()")
_ANY_MARK = re.compile(_MARK)
LONGEST = 900
"""Characters: a caption is one to three sentences."""


def caption_of(flat: str) -> Caption | None:
    """The caption that a whole block is, or None."""
    if len(flat) > LONGEST or not _hinted(flat):
        return None
    start = _credit_reach(flat)
    found = _CREDIT.search(flat, start)
    if found is None:
        return Caption(text=flat) if _LABEL.match(flat) and len(flat) > 30 else None
    text, credit = flat[: found.start("credit")].rstrip(), flat[found.start("credit") :]
    bare = found["rest"] is None and not credit.startswith("(") and "/" not in credit and " via " not in credit
    if bare and not (text.endswith((".", ")")) and (_LABEL.match(flat) or _YEAR.search(text[-30:]))):
        return None
    if found["mark"] in ("AP", "AFP", "EPA", "dpa", "Xinhua") and "/" not in credit:
        return None
    return Caption(
        text=text, credit=credit, photographer=_photographer(credit, found["mark"]), agency=_agency(found["mark"])
    )


def glued_caption(flat: str) -> tuple[Caption, str] | None:
    """A caption with a dateline and its paragraph glued behind it, and the paragraph; or None."""
    if not _hinted(flat[:LONGEST]):
        return None
    for mark in _BEFORE_GLUE.finditer(flat, 0, LONGEST):
        if mark["mark"] != "REUTERS" and not mark["rest"] and "hoto" not in mark["mark"].lower():
            continue
        for glue in _GLUE.finditer(flat, mark.end("mark"), min(len(flat), mark.end("mark") + 90)):
            found = dateline_of(flat[glue.start() : glue.start() + 200])
            caption = caption_of(flat[: glue.start()].rstrip()) if found and found[0].agency else None
            if caption and caption.text:
                return caption, flat[glue.start() :]
    return None


def _hinted(flat: str) -> bool:
    return any(hint in flat for hint in _HINTS)


def _credit_reach(flat: str) -> int:
    """Where the last sentence begins: the credit can't reach over its start."""
    tail = max(0, len(flat) - 160)
    ends = [found.end() for found in _CREDIT_START.finditer(flat[tail:-1])]
    for end in reversed(ends):
        if _ANY_MARK.search(flat, tail + end):
            return tail + end
    return tail


def _agency(mark: str) -> str:
    first = mark.split()[0].removesuffix("Photo").removesuffix("PHOTO")
    return _USUAL.get(first, first)


def _photographer(credit: str, mark: str) -> str | None:
    """`REUTERS/Name/File Photo`, `Name/Pool via REUTERS`, `Photo by Name / AFP`; none for a handout."""
    inner = credit.strip("() .")
    before, _, after = inner.partition(mark)
    behind = next(iter(_people(after.split("/")[1:])), None)
    if behind:
        return behind
    lead = re.sub(r"^(?:Photo(?:graph)?|Foto|Picture|Credit)s?\s?(?:by|:)\s?", "", before, flags=re.I)
    if "handout" in lead.lower():
        return None
    giver = lead.rsplit(" via", 1)[0].split("/")
    is_person = "/" in lead or bool(re.match(r"(?:Photo|Foto|Picture|Credit)", before, re.I))
    return next(iter(_people(giver)), None) if is_person else None


def _people(parts: list[str]) -> list[str]:
    names = (part.split(",")[0].split(" via ")[0].strip(" ()") for part in parts)
    return [name for name in names if name and not set(name.lower().split()) & _NO_PHOTOGRAPHER]
