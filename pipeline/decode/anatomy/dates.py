"""Days as datelines and headers print them: `Feb 26`, `3 mar 2018`, `Nov. 4, 2016`, `Monday, Oct 8`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# First letters by which the months of English, German, French, Spanish, Portuguese and Italian are known, in the
# order in which they are tried.
_MONTHS: tuple[tuple[str, int], ...] = (
    ("jan", 1), ("ene", 1), ("gen", 1), ("jän", 1), ("feb", 2), ("fév", 2), ("fev", 2), ("mar", 3), ("mär", 3),
    ("mrz", 3),
    ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5), ("mai", 5), ("mag", 5), ("jun", 6), ("juin", 6), ("giu", 6),
    ("jul", 7), ("juil", 7), ("lug", 7), ("aug", 8), ("août", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("set", 9),
    ("oct", 10), ("okt", 10), ("ott", 10), ("out", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("déc", 12), ("dic", 12),
)  # fmt: skip
_LONGEST = 10
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
DAY = re.compile(
    rf"{_WEEKDAY}(?:(?P<m1>[^\W\d_]{{3,{_LONGEST}}})\.?\s{{0,3}}(?P<d1>[0-9]{{1,2}})(?!\d)(?:st|nd|rd|th)?"
    rf"|(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?\s{{0,3}}(?P<m2>[^\W\d_]{{3,{_LONGEST}}})\.?)"
    r"(?:,?\s{1,3}(?P<year>(?:19|20)[0-9][0-9]))?\.?",
    re.I,
)


def days_in(text: str) -> Iterator[re.Match[str]]:
    """The days in a short text, each a match of `DAY` whose month is one."""
    at = 0
    while found := DAY.search(text, at):
        if month_of(found["m1"] or found["m2"]) is None:
            at = found.start("d1") if found["d1"] else found.start() + 1
        else:
            yield found
            at = found.end()


def month_of(word: str) -> int | None:
    low = word.lower().rstrip(".")
    for start, number in _MONTHS:
        if low.startswith(start):
            return number
    return None


def iso(found: re.Match[str]) -> str | None:
    """`2016-10-04`, `--10-04` where no year stands there, None where it is no day of a calendar."""
    month = month_of(found["m1"] or found["m2"])
    day = int(found["d1"] or found["d2"])
    if month is None or not 1 <= day <= _DAYS_IN[month - 1]:
        return None
    year = found["year"]
    if year and month == 2 and day == 29 and not _is_leap(int(year)):
        return None
    return f"{year}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
