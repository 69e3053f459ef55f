"""Photo captions that were set into the copy: `… Syria October 4, 2016. REUTERS/Khalil Name`, `… (AFP Photo/Name)`.

Scraped pages also glue a caption to the dateline behind it: `…/File PhotoOSLO, Aug 21 (Reuters) - The prime`.
"""

from __future__ import annotations

import re

from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.words import words
from pipeline.story import Caption

_MARKS: dict[str, str | None] = {
    "REUTERS": "Reuters", "Reuters": "Reuters", "AFP": "AFP", "AP": "AP", "EPA": "EPA", "dpa": "dpa", "UPI": "UPI",
    "Xinhua": "Xinhua", "TASS": "TASS", "Kyodo": "Kyodo", "PTI": "PTI", "ANSA": "ANSA", "EFE": "EFE", "PA": "PA",
    "Yonhap": "Yonhap", "AAP": "AAP", "Anadolu": "Anadolu", "THE CANADIAN PRESS": "CP", "The Canadian Press": "CP",
    "Getty Images": "Getty Images", "Sputnik": "Sputnik", "NTB": "NTB", "TT": "TT", "ANP": "ANP", "APA": "APA",
    "KEYSTONE": "Keystone", "Keystone": "Keystone", "Ritzau": "Ritzau", "LUSA": "Lusa", "Belga": "Belga", "ANI": "ANI",
    "IANS": "IANS", "Bernama": "Bernama", "NurPhoto": "NurPhoto", "VNA": "VNA", "ANTARA": "Antara", "CNA": "CNA",
    "USA TODAY Sports": None, "Imagn Images": None, "STT": "STT", "PAP": "PAP", "MTI": "MTI", "HINA": "HINA",
}  # fmt: skip
_MARK = rf"(?:{'|'.join(sorted(_MARKS, key=len, reverse=True))})"
_MARKS_ALONE = re.compile(rf"(?:©\s?)?{_MARK}(?:[-/–]{_MARK}|,\s{_MARK}){{0,3}}$")
"""Agencies and no photographer: a sign-off (`(ANSA-AFP)`), unless a picture is plainly told of."""
_ANY_MARK = re.compile(rf"(?<![A-Za-z])(?P<mark>{_MARK})(?![A-Za-z])")
_LEAD = (
    r"(?:(?:[Pp]hoto(?:graph)?|PHOTO|Foto|Picture|(?:Mandatory )?Credit|Image)s?(?: credit)?\s?"
    r"(?:by\s|courtesy of\s|:\s?))"
)
_LIBRARY = r"-(?=USA TODAY|Imagn)"
"""What stands before a library of sports pictures: `Ana Costa-USA TODAY Sports`."""
_NAME = r"(?![a-zß-ÿ])[^\W\d_](?:[\w.'’&]|-(?!USA TODAY|Imagn))*"
_NAMES = rf"{_NAME}(?:,?\s(?:{_NAME}|of|the|de|da|van|von|and)){{0,6}}"
_PART = (
    rf"(?:{_MARK}(?:\s(?:Photo|PHOTO|photo|Image|Wire|Agency|TV|News Agency))?(?:\sby)?(?:-[A-Z]\w{{1,15}})?|{_NAMES})"
)
_CREDIT = re.compile(
    rf"(?:©\s?)?{_LEAD}?{_PART}(?:\s?(?:/|\bvia\b|,|\|)\s?{_PART}|\sby\s{_NAMES}|{_LIBRARY}{_PART}){{0,5}}$"
)
_SUFFIX = re.compile(
    r"\s?(?:TPX IMAGES OF THE DAY|Purchase Licensing Rights(?:, opens new tab)?|\((?!.*(?:AP|AFP"
    r"|Photo))[A-Z][A-Z ,-]{2,60}\)"
    r"|ATTENTION EDITORS\b.{0,200})$"
)
_BEFORE_GLUE = re.compile(rf"(?<![A-Za-z])(?P<mark>{_MARK})(?:\s?[Pp]hoto)?(?P<rest>\s?/\s?[^().\n]{{1,60}})?")
_LABEL = re.compile(
    r"(?:(?:FILE PHOTO|FILE PICTURE|PHOTO|Photo|File photo|Photograph|HANDOUT PHOTO|Bild|Foto|Image"
    r"|IMAGE)\s?[:–—-]\s?\S|FILE\s?[-–—:]\s?(?=[A-Z])|\(FILES\)\s?\S)"
)
_HINTS = ("/", "©", " via ", "hoto", "PHOTO", "Foto", "REUTERS", "Getty Images", "Credit:")
_NO_PHOTOGRAPHER = words(
    "file files photo photos picture handout pool stringer tv illustration archive video grab screenshot staff wire "
    "image images purchase tpx"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GLUE = re.compile(r"(?<=[a-z.)\s])(?=[A-Z][A-Z]+|[A-Z][a-z]+ \()")
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[JS]r)(?<!\bDr)(?<!\bSt)[.!?][”\")]?\s+(?=[A-Z©(\[])")
_OPENING = re.compile(r"\s(?=[(\[©])")
_CAPITAL_MARK = re.compile(r"\s(?=(?:REUTERS|EPA|AFP PHOTO)\s?/)")
LONGEST, REACH = 900, 170
"""Characters: a caption is one to three sentences; its credit stands within the last of them."""


def caption_of(flat: str) -> Caption | None:
    """The caption that a whole block is, or None."""
    if len(flat) > LONGEST:
        return None
    labelled = bool(_LABEL.match(flat[:24]))
    if _hinted(flat[-REACH:]):
        for at in _starts(flat):
            found = _caption(flat, at, labelled=labelled)
            if found:
                return found
    return Caption(text=flat) if labelled and len(flat) > 30 else None


def glued_caption(flat: str) -> tuple[Caption, str] | None:
    """A caption with a dateline and its paragraph glued behind it, and the paragraph; or None."""
    if not _hinted(flat[:LONGEST]):
        return None
    for mark in _BEFORE_GLUE.finditer(flat, 0, LONGEST):
        if mark["mark"] != "REUTERS" and not mark["rest"] and "hoto" not in mark[0]:
            continue
        for glue in _GLUE.finditer(flat, mark.end("mark"), min(len(flat), mark.end("mark") + 90)):
            found = dateline_of(flat[glue.start() : glue.start() + 200])
            caption = caption_of(flat[: glue.start()].rstrip()) if found and found[0].agency else None
            if caption and caption.text and caption.credit:
                return caption, flat[glue.start() :]
    return None


def _hinted(near: str) -> bool:
    """A cheap look: most paragraphs are no captions, and are told so by it."""
    return near.endswith((")", "]", ").", "Reuters")) or any(hint in near for hint in _HINTS)


def _starts(flat: str) -> list[int]:
    """Where a credit may begin, likeliest first: a sentence's end, a bracket, a mark in capitals, the block itself."""
    tail = max(0, len(flat) - REACH)
    starts = [
        found.end()
        for form in (_SENTENCE_END, _OPENING, _CAPITAL_MARK)
        for found in reversed(list(form.finditer(flat, tail)))
    ]
    return starts + ([0] if len(flat) <= REACH else [])


def _caption(flat: str, at: int, *, labelled: bool) -> Caption | None:
    """The caption whose credit begins at `at`, or None where that is no credit."""
    credit, text = flat[at:], flat[:at].rstrip()
    core = _SUFFIX.sub("", credit)
    bracketed = core[:1] in "(["
    core = core.removesuffix(".").rstrip() if bracketed or core.endswith((" Photo.", "REUTERS.")) else core.rstrip(".")
    if bracketed:
        if core[-1:] not in ")]" or len(core) < 4:
            return None
        core = core[1:-1].strip()
    marks = [found["mark"] for found in _ANY_MARK.finditer(core)]
    if not marks or not _CREDIT.match(core):
        return None
    bare = bool(_MARKS_ALONE.match(core))
    ended = text.endswith((".", "”", '"', ")")) or credit[0] == "©"
    evident = labelled or bool(ended and _YEAR.search(text[-30:]) and not credit.endswith("."))
    if (bare and not evident) or (not text and (bare or core.startswith("©"))) or (not text and len(core.split()) > 8):
        return None
    if not bracketed and "/" not in core and " via " not in core and not evident and not re.match(_LEAD, core):
        return None
    mark = _giver(core, marks)
    return Caption(text=text, credit=credit, photographer=_photographer(core), agency=_MARKS[mark])


def _giver(core: str, marks: list[str]) -> str:
    """The agency: the first that is named, but the one behind `via` where that is no picture library."""
    via = core.rpartition(" via ")[2] if " via " in core else ""
    last = next((mark for mark in marks if via.startswith(mark) and mark != "Getty Images"), None)
    return last or marks[0]


def _photographer(core: str) -> str | None:
    """`REUTERS/Name/File Photo`, `Name/Pool via REUTERS`, `Photo by Name / AFP`; none for a handout."""
    lead = re.match(_LEAD, core)
    if "handout" in core.lower():
        return None
    plain = core.removeprefix("©").strip()
    if lead:
        plain = plain[lead.end() :]
    before_via = plain.split(" via ")[0]
    parts = [part.strip() for part in re.split(rf"/|\||{_LIBRARY}", before_via)]
    parts = [re.sub(rf"^{_MARK}(?: Photo| PHOTO| Image)? by ", "", part) for part in parts]
    if len(parts) == 1 and not lead and " by " not in before_via and not core.startswith("©"):
        return None
    for part in parts:
        name = part.split(",")[0].strip()
        if name and not set(name.lower().split()) & _NO_PHOTOGRAPHER and not _ANY_MARK.match(name):
            return name
    return next((_before_pool(part) for part in parts[:1] if _before_pool(part)), None)


def _before_pool(part: str) -> str | None:
    """The name in `Name Pool Photo`."""
    kept = [word for word in part.split() if word.lower() not in _NO_PHOTOGRAPHER]
    return " ".join(kept) if 2 <= len(kept) < len(part.split()) and not _ANY_MARK.match(kept[0]) else None
