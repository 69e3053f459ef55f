"""Until when a story is withheld, where the copy says it without leaving anything to guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from pipeline.decode.anatomy.dates import days_in, iso

# Only zones that mean one offset the world over, in minutes.
_OFFSETS = {
    "GMT": 0, "UTC": 0, "Z": 0, "CET": 60, "CEST": 120, "MESZ": 120, "MEZ": 60, "EET": 120, "EEST": 180, "MSK": 180,
    "HKT": 480, "SGT": 480, "AWST": 480, "JST": 540, "ACST": 570, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "EDT": -240, "MDT": -360, "PDT": -420,
}  # fmt: skip
_TIME = re.compile(
    r"(?<![\d.:])(?P<hour>[01]?[0-9]|2[0-3])(?:[:.h]?(?P<minute>[0-5][0-9]))?\s?(?P<half>[ap]\.?m\.?)?(?:\s?uhr)?"
    rf"\s?\(?(?P<zone>{'|'.join(sorted(_OFFSETS, key=len, reverse=True))})\b(?![+-]\d)",
    re.I,
)
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>[01]?[0-9]|2[0-3])(?:[:.h](?P<minute>[0-5][0-9])\s?(?P<half>[ap]\.?m\.?)?(?:\s?uhr\b)?"
    r"|\s?(?P<only>[ap]\.m\.|[ap]m\b)"
    r"|\s?uhr\b)(?!\s?\(?(?:GMT|UTC|[A-Z]{1,4}T)\b)(?![.:]?\d)",
    re.I,
)
"""A time without a zone: only with minutes, a half of the day or `Uhr`, so that a day's number is none."""
_NEAR = timedelta(days=60)


def until(lines: Iterable[str], dateline_date: str | None, zone: ZoneInfo | None = None) -> datetime | None:
    """The moment in the first embargo that has day, time and zone; its year may be a dateline's.

    `zone`: the supplier's, for a time that is printed without one.
    """
    for line in lines:
        time = _TIME.search(line) or (_CLOCK.search(line) if zone else None)
        without_time = line if time is None else line[: time.start()] + " " + line[time.end() :]
        day = next((found for found in map(iso, days_in(without_time)) if found), None)
        when = _day(day, dateline_date)
        if time and when:
            return _moment(when, time, zone)
    return None


def _day(day: str | None, dateline_date: str | None) -> date | None:
    if not day:
        return None
    if not day.startswith("--"):
        return date.fromisoformat(day)
    if not dateline_date or dateline_date.startswith("--"):
        return None
    written = date.fromisoformat(dateline_date)
    for year in (written.year, written.year + 1):
        try:
            when = date.fromisoformat(f"{year}-{day[2:]}")
        except ValueError:
            continue
        if written - timedelta(days=1) <= when <= written + _NEAR:
            return when
    return None


def _moment(when: date, time: re.Match[str], zone: ZoneInfo | None) -> datetime | None:
    hour = int(time["hour"])
    half = (time["half"] or time.groupdict().get("only") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    named = time.groupdict().get("zone")
    offset = timezone(timedelta(minutes=_OFFSETS[named.upper()])) if named else zone
    return datetime(when.year, when.month, when.day, hour, int(time["minute"] or 0), tzinfo=offset).astimezone(UTC)
