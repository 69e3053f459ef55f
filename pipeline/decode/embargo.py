"""Until when a story is withheld, where the copy says it without leaving anything to guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from pipeline.decode.anatomy.dates import days_in, iso
from pipeline.story import Note

# Only zones that mean one offset the world over.
_OFFSETS = {"GMT": 0, "UTC": 0, "Z": 0, "EDT": -4, "CET": 1, "CEST": 2, "MESZ": 2, "MEZ": 1, "JST": 9}
_TIME = re.compile(
    r"\b(?P<hour>[01]?[0-9]|2[0-3])(?:[:.]?(?P<minute>[0-5][0-9]))?\s?(?P<half>[ap]\.?m\.?)?\s?\(?(?P<zone>GMT|UTC|Z|EDT|CEST|CET|MESZ|MEZ|JST)\b",
    re.I,
)
_NEAR = timedelta(days=60)


def until(notes: Sequence[Note], dateline_date: str | None) -> datetime | None:
    """The moment in the first embargo note that has day, time and zone; its year may be a dateline's."""
    for note in notes:
        if note.kind != "embargo":
            continue
        time = _TIME.search(note.text)
        without_time = note.text if time is None else note.text[: time.start()] + " " + note.text[time.end() :]
        day = next((found for found in map(iso, days_in(without_time)) if found), None)
        when = _day(day, dateline_date)
        if time and when:
            return _moment(when, time)
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


def _moment(when: date, time: re.Match[str]) -> datetime | None:
    hour = int(time["hour"])
    half = (time["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    offset = timezone(timedelta(hours=_OFFSETS[time["zone"].upper()]))
    return datetime(when.year, when.month, when.day, hour, int(time["minute"] or 0), tzinfo=offset).astimezone(UTC)
