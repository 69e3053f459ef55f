"""The head of a dateline: places, region and day in front of the mark that ends it (`NEW YORK and LONDON, May 3`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.decode.anatomy.dates import day_in_figures, days_in, iso
from pipeline.decode.anatomy.places import in_capitals, is_label, is_place, is_region, places_of, without_state
from pipeline.story import Dateline

_STRAY_START = re.compile(
    r"(?:RPT\s?--?|\*{2,6}\s?|\((?:[0-9A-Za-z]{3,5} )?(?:LEAD|LD|URGENT|UPDATE)(?: [0-9])?\)\s|[b-z0-9]\s(?=[A-Z]{3}))"
)
DAY_SLIP = re.compile(r"[A-Z][a-z]{2,8}\.? (?:[0-9]{1,3}|[0-9]?[lO]|l[0-9])$")
_DAY_ALONE = re.compile(r",\s[0-9]{1,2}$")
_HIJRI = re.compile(r",\s[A-Z][^\d,]{3,20}\s[0-9]{1,2},?\s1[34][0-9]{2}(?:\s?H)?\s?$")
_ABBREVIATED = re.compile(r"(?<=[A-Za-z])(?<!\.[a-z])\.\s+(?=[A-Z][a-z]+\.?$)")
_IN_REGION_BRACKETS = re.compile(r"\s?[\[(](?P<region>[^][()]{2,30})[\])]$")
_IN_SQUARE = re.compile(r"\s?\[(?P<region>[^][()]{2,30})\]$")
_CALL_SIGN = re.compile(r"[A-Z][A-Z0-9 -]{3,15}$")
_MOST_REGIONS, _LONGEST_UNMARKED = 4, 4
"""Parts behind the place; words of a place before an agency without a dash or a day."""


@dataclass(frozen=True)
class Mark:
    """Where the mark that ends a dateline begins and ends, and what it says. `day`: one that stands in it, ISO."""

    start: int
    end: int
    agency: str | None = None
    dashed: bool = True
    named: bool = False
    """True where the agency is known."""
    day: str | None = None


def read_head(head: str, mark: Mark, printed: str, *, title: bool = False) -> Dateline | None:
    """The dateline that is `printed`: places, region and day of its `head`; None where that is no dateline's head."""
    stray = _STRAY_START.match(head)
    body, date, dated = _without_day((head[stray.end() :] if stray else head).strip(" \t,\u00a0\u200b\ufeff-–—"), mark)
    date, dated = (mark.day or None, True) if mark.day is not None else (date, dated)
    body = body.strip(" \t,-–—[")
    if not body:
        return Dateline(text=printed, date=date, agency=mark.agency) if dated and mark.agency else None
    body, behind = _without_brackets(body, _IN_REGION_BRACKETS if dated or mark.named else _IN_SQUARE)
    body = _ABBREVIATED.sub(", ", body, count=1)
    first, *regions = [part.strip() for part in body.split(",") if part.strip(" .")] or [""]
    first, state = without_state(first)
    regions = [*([state] if state else []), *regions, *behind]
    if len(regions) > _MOST_REGIONS or not all(is_region(region, slips=dated) for region in regions):
        return None
    places = places_of(first)
    if not (mark.named or dated or mark.agency is None or _is_station(mark.agency, first)):
        return None
    sure = mark.agency is not None or mark.named or title
    if not places or not all(is_place(place, sure=sure, dated=dated) for place in places):
        return None
    if sure and not mark.dashed and not dated and any(len(place.split()) > _LONGEST_UNMARKED for place in places):
        return None
    return Dateline(text=printed, places=places, region=", ".join(regions) or None, date=date, agency=mark.agency)


def _without_brackets(body: str, form: re.Pattern[str]) -> tuple[str, list[str]]:
    """`Mumbai (Maharashtra) [India]` → `Mumbai`, and what stood in brackets."""
    behind: list[str] = []
    while found := form.search(body):
        body, behind = body[: found.start()], [found["region"], *behind]
    return body, behind


def _is_station(agency: str, place: str) -> bool:
    """`SALT LAKE CITY (KUTV)`: an unknown sender is believed by its call letters behind a place in capitals."""
    return bool(_CALL_SIGN.match(agency)) and in_capitals(place) and not is_label(place)


def _without_day(head: str, mark: Mark) -> tuple[str, str | None, bool]:
    """`head` without the day at its end, the day in ISO form, and whether one stood there."""
    bare = head.rstrip(" .,")
    for found in days_in(head):
        if found.end() >= len(bare):
            return _HIJRI.sub("", head[: found.start()].rstrip(" ,")), iso(found), True
    figures = day_in_figures(bare)
    if figures and (mark.named or (figures[1] and not figures[1].startswith("--"))):
        return head[: figures[0]], figures[1], True
    slip = DAY_SLIP.search(head)
    if slip and "," in head[: slip.start()]:
        return head[: slip.start()], None, True
    alone = _DAY_ALONE.search(head) if mark.named else None
    return (head[: alone.start()], None, True) if alone else (head, None, False)
