"""The line at the end of a transmission that says when it was sent: the forms of IPTC 7901, AP, APA, ANSA and others.

A stamp gives the day without its year, as a dateline does, since that is what messages call each other by; and the
moment in UTC where year and zone are known: from the line, from the supplier's settings, or because the form is one
agency's and always in its zone. A year of two figures is of this century below 70.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from pipeline.decode.anatomy.dates import month_of

_DAY, _MONTH, _YEAR = r"(?P<day>[0-9]{2})", r"(?P<month>[0-9]{2})", r"(?P<year>[0-9]{2})"
_CLOCK = r"(?P<hour>[0-9]{1,2})[:.]?(?P<minute>[0-9]{2})"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        # IPTC 7901: `161142 GMT Jan 23`, `231010 Jan 17`, `031234 MÄR`
        rf"(?:^|(?<=\s)){_DAY}(?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}})(?:\s{{1,3}}(?P<zone>GMT|UTC|CES?T|MES?Z|BST))?"
        r"\s{1,3}(?P<name>[^\W\d_]{3,10})\.?(?:\s{1,3}(?P<year>(?:19|20)?[0-9]{2}))?(?![0-9])",
        # APA: `APA0186 2018-03-03/11:05`
        rf"\bAPA[0-9]{{3,5}}\s{{1,12}}(?P<year>[0-9]{{4}})-{_MONTH}-{_DAY}/{_CLOCK}",
        # ANSA and its neighbours: `03-MAR-18 12:34`
        rf"\b(?P<day>[0-9]{{1,2}})-(?P<name>[A-Z]{{3}})-{_YEAR} {{1,3}}{_CLOCK}",
        # AP: `AP-NY-05-03-98 1621GMT`
        rf"\bAP-[A-Z]{{2}}-{_MONTH}-{_DAY}-{_YEAR}\s{_CLOCK}(?P<zone>[A-Z]{{3}})",
        # Kyodo, in Japan's time: `KWS-21:37-09-12-18`
        rf"\b(?P<zone>KWS)-{_CLOCK}-{_DAY}-{_MONTH}-{_YEAR}",
        # UPI: `upi 05-14-88 02:13 aed`
        rf"\bupi {{1,3}}{_MONTH}-{_DAY}-{_YEAR} {{1,3}}{_CLOCK} {{0,2}}(?P<zone>[ap]e[sd])",
        # Reuters: `Reut12:34 02-26-98`
        rf"^Reut(?:er)?s?\s?{_CLOCK} {_MONTH}-{_DAY}-{_YEAR}",
    )
)
# Hours from UTC. UPI's zones say which half of the day it is.
_OFFSETS = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AES": -5, "PES": -5, "AED": -4, "PED": -4, "KWS": 9,
}  # fmt: skip
_HALVES = {"AES": 0, "AED": 0, "PES": 12, "PED": 12}


@dataclass(frozen=True)
class Stamp:
    """`day` is `--MM-DD`; `moment` in UTC, where year and zone are known."""

    day: str
    moment: datetime | None


def stamp_of(lines: Iterable[str], zone: tzinfo | None) -> Stamp | None:
    """The first stamp in `lines`; `zone` is the supplier's, for times without one."""
    for line in lines:
        for form in _FORMS:
            found = form.search(line[:200])
            stamp = _stamp(found.groupdict(), zone) if found else None
            if stamp:
                return stamp
    return None


def _stamp(told: dict[str, str | None], zone: tzinfo | None) -> Stamp | None:
    month = month_of(told["name"] or "") if "name" in told else int(told["month"] or 0)
    day = int(told["day"] or 0)
    if not month or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return Stamp(f"--{month:02}-{day:02}", _moment(told, month, day, zone))


def _moment(told: dict[str, str | None], month: int, day: int, zone: tzinfo | None) -> datetime | None:
    year, mark = told.get("year"), (told.get("zone") or "").upper()
    if mark:
        zone = timezone(timedelta(hours=_OFFSETS[mark])) if mark in _OFFSETS else None
    if not year or zone is None:
        return None
    hour, minute = int(told["hour"] or 0), int(told["minute"] or 0)
    if mark in _HALVES:
        hour = hour % 12 + _HALVES[mark]
    number = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 70 else 2000)
    try:
        return datetime(number, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
