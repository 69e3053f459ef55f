"""Datelines: `BRUSSELS (Reuters) -`, `SALEM, Ore. (AP) _`, `MOSCOW, March 9. /TASS/.`, `(ANSA) - ROMA, 3 MAR -`.

A dateline is a head (`heads.py`) and the mark that ends it: an agency in brackets or slashes with or without a dash,
or a dash alone where the head ends in a day, has a region or is a place in capitals. The weaker the mark, the more what
follows has to be prose. Forms: the agencies' style guides and the copy they send; see `docs/decode.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal

from pipeline.decode.anatomy.agencies import BARE, BEHIND_DASH, usual_name
from pipeline.decode.anatomy.dates import days_in, iso
from pipeline.decode.anatomy.heads import DAY_SLIP, Mark, read_head
from pipeline.decode.anatomy.lines import ends_sentence
from pipeline.decode.anatomy.places import (
    in_capitals,
    is_known,
    is_label,
)
from pipeline.story import Dateline

Style = Literal["usual", "title", "none"]
"""`title`: a place in title case with a dash is a dateline; `none`: nothing is (`Supplier.dateline`)."""

REACH = 160
"""Characters from its start within which a dateline has to end."""
MOST_MARKS, SHORTEST, LONGEST_NAME = 3, 4, 3
"""Marks that are tried; letters of a place in capitals that nothing else speaks for; words of an unknown sender."""
PROSE, ENOUGH = 40, 100
"""Characters that prose has at least; and from which on it needs no sentence's end, for it may be cut off."""

_DASH = r"(?:-{1,3}|[–—―_]{1,2}|\.-)"
_BRACKET = re.compile(
    rf"\s{{0,3}},?\s{{0,2}}-{{0,2}}\s?\(\s?(?P<agency>[^()\n]{{2,40}}?)\s?\)\s{{0,3}}(?P<dash>{_DASH}|:|=(?=\s|$)"
    rf"|\.(?=\s|$))?"
    r"(?=\s|$|[\"“‘A-Z0-9$€£])\s{0,4}"
)
_SLASH = re.compile(
    rf"[.,]?\s{{0,3}}/\s?(?P<agency>[A-ZА-Я][A-Za-zА-я. -]{{1,48}}?|ritzau(?=/ [-–]))\s?/\.?"
    rf"(?:\s{{1,3}}(?P<day>[A-Z][a-z]{{2,8}}\.? [0-9]{{1,2}}, (?:19|20)[0-9]{{2}})\s?/)?"
    rf"\s{{0,3}}(?P<dash>{_DASH})?\s{{0,4}}"
)
_NAKED = re.compile(
    rf"(?:^|[,.]?\s{{1,3}})(?P<agency>{BARE})"
    rf"(?:(?!-[A-Z])\s{{0,2}}(?P<dash>{_DASH})(?=\s|$|[\"“A-ZА-Я])\s{{0,4}}|\.?(?=\s[A-ZА-Я\"“]))"
)
_BEHIND_DASH = re.compile(rf"\s[-–—]\s(?P<agency>{BEHIND_DASH})(?P<dash>)\.(?=\s)")
_DASHED = re.compile(
    r"(?P<dash>,?\s{0,4}(?:--|[–—―_]|-)-{0,2})(?=\s|$|(?<=[\s.]-)[A-Z<“\"]|(?<=[0-9]\s-)[a-z]|(?<=--)[A-Z“\"]"
    r"|(?<=[–—―])[A-Z“\"])\s{0,4}"
)
_FIRST = re.compile(
    rf"\(\s?(?P<agency>[^()\n]{{2,30}}?)\s?\)(?:\s{{0,3}}(?P<dash>{_DASH})(?=\s|$|[^\W\d_a-z]|[\"“])"
    rf"|:(?=\s)|(?=[A-Z\s]))\s{{0,4}}"
)
_NAKED_FIRST = re.compile(rf"(?P<agency>[A-Z][A-Za-z]{{1,8}}|dpa)(?P<gap>\s{{1,2}}{_DASH}\s{{0,4}}|,?\s{{1,3}})(?=\S)")
_IN_BRACKETS = re.compile(
    rf"(?:\[(?P<square>[^][()\n]{{3,50}})\]:?|\((?P<round>[^()\n]{{3,60}})\)(?:\s{{1,3}}(?P<dash>{_DASH}))?)(?=\s"
    rf"|(?<=[-–—])[A-Z“\"])"
)
_COLON = re.compile(r"(?P<head>[^\W\d_][^:\n(]{2,40}):(?=\s)")
_QUICK = re.compile(rf"[(/[:]|\.-|[-–—―_](?:\s|$)|\s-|[–—―]|--|\b{BARE}\b")
_NAME = re.compile(r"[A-Z][\w .&/'’-]{1,39}$")
_LOWER_WORD = re.compile(r"(?<![\w'’])[a-zà-ÿ]{2,}")


def dateline_of(text: str, style: Style = "usual") -> tuple[Dateline, str] | None:
    """The dateline at the start of folded `text` and the text behind it, or None."""
    found = _scan(text[:REACH], style, len(text) > REACH) if style != "none" else None
    return (found[0], text[found[1] :].lstrip()) if found else None


def bare_dateline(text: str) -> Dateline | None:
    """The dateline of a line that is place and day, perhaps an agency, and nothing else: `TOKYO, April 13 Kyodo`."""
    if not 8 <= len(text) <= 80:
        return None
    naked = re.search(rf"\s\(?(?P<agency>{BARE})\)?$", text)
    head = text[: naked.start()] if naked else text
    if not head[-1].isdigit() or " -" in head or ("," not in head and not in_capitals(head.split(" ")[0])):
        return None
    agency = usual_name(naked["agency"]) if naked else None
    found = read_head(head, Mark(len(head), len(text), agency, named=bool(agency)), text)
    return found if found and found.date and (found.places and found.places[0].lower() != "by") else None


def printed_dateline(text: str) -> Dateline:
    """The dateline that a format gives in a field of its own, with or without the mark that ends it."""
    printed = " ".join(text.split())
    found = _scan(f"{printed} - "[:REACH], "usual", True) or _scan(f"{printed} "[:REACH], "usual", True)
    if found:
        return found[0].model_copy(update={"text": printed})
    sure = read_head(printed, Mark(len(printed), len(printed), named=True), printed)
    return sure or Dateline(text=printed, places=(printed,))


@lru_cache(maxsize=64)
def _scan(near: str, style: Style, cut: bool) -> tuple[Dateline, int] | None:
    """The dateline at the start of `near` and where it ends. Cached: the same line is asked by several readers.

    `cut`: the text goes on behind `near`.
    """
    if (near[:1].islower() and near[1:2] != " " and "," not in near[:40]) or not _QUICK.search(near):
        return None
    first = _agency_first(near)
    if first:
        return first
    undated: tuple[Dateline, int] | None = None
    for mark in _ends(near):
        found = _ended(near, mark, style, cut)
        if found and (mark.agency or found.date):
            return found, mark.end
        if found and undated is None:
            undated = found, mark.end
    return undated or _weakest(near, style, cut)


def _ended(near: str, mark: Mark, style: Style, cut: bool) -> Dateline | None:
    """The dateline that ends with `mark`; None where its head or what follows speaks against it."""
    head, rest = near[: mark.start], near[mark.end :].lstrip()
    if mark.agency and not mark.dashed and rest[:1].islower():
        return None
    found = read_head(head, mark, " ".join(near[: mark.end].split()), title=style == "title")
    if found is None or mark.agency:
        return found
    if found.date or mark.day or DAY_SLIP.search(head):
        return None if rest[:1].islower() and not in_capitals(found.places[0]) and "," not in head else found
    if rest[:1].islower() or any(map(is_label, found.places)):
        return None
    if not in_capitals(found.places[0]):
        return found if style == "title" and _is_prose(rest, cut) else None
    if all(map(is_known, found.places)) or (found.region and not is_label(found.region)):
        return found if not rest or _is_sentence_case(rest) else None
    glued = near[mark.start] != " " and near[mark.end : mark.end + 1] != " "
    return found if _is_prose(rest, cut) and len(found.places[0]) >= SHORTEST and not glued else None


def _ends(near: str) -> Iterator[Mark]:
    """Where a dateline may end, best mark first: brackets, slashes, a naked agency, a dash."""
    for form in (_BRACKET, _SLASH, _NAKED, *((_BEHIND_DASH,) if "ovosti." in near or "овости." in near else ())):
        for found in islice(form.finditer(near), MOST_MARKS):
            mark = _mark(found, near)
            if mark:
                yield mark
                break
    for found in islice(_DASHED.finditer(near, 0, 90), MOST_MARKS):
        yield Mark(found.start(), found.end("dash"))


def _mark(found: re.Match[str], near: str) -> Mark | None:
    """The end that an agency makes, or a day in brackets; None where the words are neither."""
    words, dashed = found["agency"], bool(found["dash"])
    end = found.end("dash") if dashed else found.start() + len(found[0].rstrip())
    days = [day for day in days_in(words) if day.end() >= len(words)] if found.re is _BRACKET else []
    before = words[: days[0].start()].strip(" -–,") if days else words
    day = iso(days[0]) if days else None
    if days and not before and dashed:
        return Mark(found.start(), end, day=day or "")
    agency = usual_name(before)
    if agency:
        if found.re in (_NAKED, _BEHIND_DASH) and not dashed and not _ends_in_day(near[: found.start()].rstrip(" ,.")):
            return None
        if found.re is _SLASH and found["day"]:
            day = next(map(iso, days_in(found["day"])), None)
        return Mark(found.start(), end, agency, dashed, named=True, day=day)
    known_form = found.re is _BRACKET and dashed and found["dash"][-1] not in "=.:" and not days and _NAME.match(before)
    return Mark(found.start(), end, before, dashed) if known_form else None


def _ends_in_day(head: str) -> bool:
    return head[-1:].isdigit() or any(day.end() >= len(head) for day in days_in(head))


def _agency_first(near: str) -> tuple[Dateline, int] | None:
    """`(ANSA) - ROMA, 3 MAR -`, `AKP Phnom Penh, May 3 -`, or the agency alone: `(Reuters) -`, `TASS, May 3.`"""
    leading = _FIRST.match(near) or _NAKED_FIRST.match(near)
    agency = usual_name(leading["agency"]) if leading else None
    if leading is None or agency is None:
        return None
    bracketed = leading.re is _FIRST
    if not bracketed and leading["agency"] != agency and not leading["agency"].isupper():
        return None
    placed = _placed_behind(near, leading.end(), agency, bracketed=bracketed)
    if placed:
        return placed
    return _in_brackets_alone(near, leading, agency) if bracketed else _naked_alone(near, leading, agency)


def _placed_behind(near: str, at: int, agency: str, *, bracketed: bool) -> tuple[Dateline, int] | None:
    """The place and the day that stand behind the agency, up to a dash."""
    rest = near[at:]
    for dash in _DASHED.finditer(rest, 0, 80):
        end = at + dash.end("dash")
        found = read_head(
            rest[: dash.start()], Mark(dash.start(), end, agency, named=True), " ".join(near[:end].split())
        )
        if found and (found.date or (bracketed and found.places and in_capitals(found.places[0]))):
            return found, end
    return None


def _in_brackets_alone(near: str, leading: re.Match[str], agency: str) -> tuple[Dateline, int] | None:
    """`(Reuters) -`, or before prose with a colon, a blank or nothing between them: `(NTB): The`, `(CNN)The`."""
    if not (leading["dash"] or _is_prose(near[leading.end() :], True)):
        return None
    end = leading.end("dash") if leading["dash"] else leading.start() + len(leading[0].rstrip())
    return Dateline(text=" ".join(near[:end].split()), agency=agency), end


def _naked_alone(near: str, leading: re.Match[str], agency: str) -> tuple[Dateline, int] | None:
    """`TASS, May 3.`, `NNA -` before prose."""
    rest, gap = near[leading.end() :], leading["gap"]
    day = next((day for day in days_in(rest[:30]) if day.start() == 0), None)
    if day and day[0].endswith(".") and rest[day.end() :][:1] == " ":
        end = leading.end() + day.end()
        return Dateline(text=near[:end], date=iso(day), agency=agency), end
    if not gap.startswith(" ") or not gap.strip() or not _is_prose(rest, len(near) == REACH):
        return None
    end = leading.end() - len(gap) + len(gap.rstrip())
    return Dateline(text=near[:end], agency=agency), end


def _weakest(near: str, style: Style, cut: bool) -> tuple[Dateline, int] | None:
    """`ISLAMABAD: …`, `[MANILA] …`, `(Beirut) – …` before prose."""
    found = _IN_BRACKETS.match(near) or _COLON.match(near)
    if found is None or not _is_prose(near[found.end() :].lstrip(), cut):
        return None
    dateline = _behind_colon(found, style) if found.re is _COLON else _within_brackets(found)
    return (dateline, found.end()) if dateline else None


def _behind_colon(found: re.Match[str], style: Style) -> Dateline | None:
    """A known place in capitals; in title case only for a supplier whose datelines are."""
    dateline = read_head(found["head"], Mark(0, 0, named=True), found[0])
    if dateline is None or not dateline.places or not all(map(is_known, dateline.places)):
        return None
    return dateline if style == "title" or all(map(in_capitals, dateline.places)) else None


def _within_brackets(found: re.Match[str]) -> Dateline | None:
    """Places that are known or in capitals, a place with a day, or a sender's name: `(Sports Network) -`."""
    head = found["square"] or found["round"]
    dateline = read_head(head, Mark(0, 0, named=True), found[0])
    if dateline and dateline.date and dateline.places:
        return dateline
    if not (found["square"] or found["dash"]) or all(map(is_label, head.split())):
        return None
    places = dateline.places if dateline else ()
    if places and not any(map(is_label, places)) and (all(map(is_known, places)) or all(map(in_capitals, places))):
        return dateline
    named = found["round"] and _NAME.match(head) and 1 < len(head.split()) <= LONGEST_NAME
    return Dateline(text=found[0], agency=head) if named else None


def _is_prose(rest: str, cut: bool) -> bool:
    """True for the beginning of running text: small words, a capital in front, a sentence's end where all is here."""
    return (
        len(rest) >= PROSE
        and _is_sentence_case(rest)
        and len(_LOWER_WORD.findall(rest)) >= 5
        and (cut or len(rest) >= ENOUGH or ends_sentence(rest))
    )


def _is_sentence_case(rest: str) -> bool:
    """True for a beginning in mixed case: no score, no table, no headline in capitals."""
    return (rest[0].isupper() or rest[0] in "“\"'‘<" or rest[0].isdigit()) and any(map(str.islower, rest))
