"""Days as datelines and headers print them: `Feb 26`, `3 mar 2018`, `Nov. 4, 2016`, `le 3 mai`, `Monday, Oct 8`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.decode.words import words

_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian, Swedish. Any beginning of three
# letters and more counts; abbreviations that are no beginning stand behind, Russian in the case that a day asks.
_NAMES = (
    "january januar jänner janvier enero gennaio janeiro januari genn jaenner января",
    "february februar feber février fevrier febrero febbraio fevereiro februari февраля",
    "march märz maerz mars marzo março marco maart marts mrz mrt марта",
    "april avril abril aprile апреля",
    "may mai mayo maggio maio mei maj мая",
    "june juni juin junio giugno junho июня",
    "july juli juillet julio luglio julho июля",
    "august août aout agosto augustus augusti aoû августа",
    "september septembre septiembre setembro settembre setiembre сентября",
    "october oktober octobre octubre ottobre outubro октября",
    "november novembre noviembre novembro ноября",
    "december dezember décembre decembre diciembre dicembre dezembro desember декабря",
)
_SHORTEST = 3
_MONTHS = {
    name[:length]: number
    for number, names in enumerate(_NAMES, 1)
    for name in names.split()
    for length in range(_SHORTEST, len(name) + 1)
}
_BEHIND_ONLY = words("set out ago mag mars marco janeiro")
"""They name a month behind its day (`3 set`), not before it: English words, `RIO DE JANEIRO, 6 Mar`."""
_LONGEST = 10
_WEEKDAY = (
    r"(?:\b(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?[,.]{0,2}\s{1,3}"
    r"|(?:^|(?<=,\s))(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes"
    r"|sábado|domingo),?\s{1,3})?"
)
DAY = re.compile(
    rf"{_WEEKDAY}(?:(?P<m1>[^\W\d_]{{3,{_LONGEST}}})[.,]?\s{{0,3}}(?P<d1>[0-9]{{1,2}})(?!\d)(?:st|nd|rd|th)?"
    rf"|(?:\ble\s)?(?<!\d)(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s{{0,3}}(?:de\s)?(?P<m2>"
    rf"[^\W\d_]{{3,{_LONGEST}}})\.?)"
    r"(?:(?:,?\s{1,3}(?:del?\s)?|/)(?P<year>(?:19|20)[0-9][0-9])(?!\d))?\.?",
    re.I,
)
_FIGURES = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"
    r"|(?P<one>[0-9]{1,2})(?P<mark>[./])(?P<other>[0-9]{1,2})(?:(?P=mark)(?P<years>(?:19|20)?[0-9]{2}))?)\.?$"
)


def days_in(text: str) -> Iterator[re.Match[str]]:
    """The days in a short text, each a match of `DAY` whose month is one."""
    at = 0
    while found := DAY.search(text, at):
        first = found["m1"]
        if month_of(first or found["m2"]) is None or (first and first.lower() in _BEHIND_ONLY):
            at = found.start("d1") if found["d1"] else found.start() + 1
        else:
            yield found
            at = found.end()


def month_of(word: str) -> int | None:
    """1 to 12, by any beginning of a month's name that has three letters or more."""
    return _MONTHS.get(word.lower().rstrip("."))


def iso(found: re.Match[str]) -> str | None:
    """`2016-10-04`, `--10-04` where no year stands there, None where it is no day of a calendar."""
    month = month_of(found["m1"] or found["m2"])
    return _iso(found["year"], month, int(found["d1"] or found["d2"])) if month else None


def day_in_figures(text: str) -> tuple[int, str | None] | None:
    """Where a day in figures at the end of `text` begins (`2018-05-03`, `23/05`), and the day.

    It is None where nothing tells the month from the day (`03/05`), or where the year has two figures.
    """
    found = _FIGURES.search(text[-12:])
    if not found:
        return None
    start = max(0, len(text) - 12) + found.start()
    if found["year"]:
        return start, _iso(found["year"], int(found["m"]), int(found["d"]))
    one, other = int(found["one"]), int(found["other"])
    year = found["years"] if found["years"] and len(found["years"]) == 4 else None
    if not (1 <= min(one, other) <= 12 and max(one, other) <= 31) or (found["years"] and not year):
        return None if max(one, other) > 31 or min(one, other) > 12 else (start, None)
    if one > 12 or found["mark"] == ".":
        return start, _iso(year, other, one)
    return start, _iso(year, one, other) if other > 12 else None


def _iso(year: str | None, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS_IN[month - 1]:
        return None
    if year and month == 2 and day == 29 and not _is_leap(int(year)):
        return None
    return f"{year}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
