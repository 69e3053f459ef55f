"""On which day a deed falls: the day that its own clause names, counted from the day of the story.

A day counts for the deed on whose word it hangs (`suspended talks on Monday`), or on the verb that shares its clause
(`on Monday recalled its envoy and closed the embassy`). The day on which somebody says something is no day of what is
said. Without a day there, and without one that is whole (`last week`, `in May`, `in 1994`), there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from pipeline.decode.anatomy.dates import days_in, iso
from pipeline.enrich import grammar
from pipeline.story import EnrichedStory

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Basis = Literal["text", "dateline", "caption", "version_created"]
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEAR_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTHS = {
    form: number
    for number, name in enumerate(_MONTHS, 1)
    for form in (name, f"{name[:3]}.", name[:3], f"{name[:4]}.", name[:4])
}
PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "midnight", "noon", "dawn"})
OPEN_ENDED = frozenset({"since", "until", "till", "by", "before", "after", "from", "between", "through", "than"})
"""Before a day on which the deed doesn't fall: `has held since Monday`."""
WITHIN = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
"""How the day of something else hangs on it: `rejected Monday's offer`, `the Sept. 11 attacks`."""
TELLING = frozenset(
    {"kill", "wound", "injure", "happen", "occur", "take", "come", "begin", "start", "destroy", "damage"}
)
"""Verbs that tell of the deed that is their subject: `the bombing on Monday`, `the bombing happened on Monday`."""
FARTHEST = 8
"""Steps of the parse between a day and its deed."""
NEAREST_YEAR = 45
"""Days between a dateline without a year and the time of sending that gives it one."""


@dataclass(frozen=True)
class Today:
    """The day that `on Tuesday` is counted from, and what says so; no day where nothing does."""

    day: date | None = None
    basis: Basis | None = None


@dataclass(frozen=True)
class _Named:
    """A day that a sentence names, at its word; None where it isn't whole."""

    word: Token
    day: date | None
    basis: Basis | None


def today(story: EnrichedStory) -> Today:
    """By the dateline; else by when this version was made, in the dateline's time of day; else by a caption, where the
    first weekday of the text is that of its date.
    """
    made = story.times.version_created or story.times.first_created
    for written in (story.times.dateline_date, story.dateline.date if story.dateline else None):
        if written and (day := _with_year(written, made)):
            return Today(day, "dateline")
    if made is not None:
        return Today((made + timedelta(hours=_hours_east(story))).date(), "version_created")
    weekday = next((word for word in story.text.lower().split() if word.strip(".,;:’'") in WEEK), None)
    for caption in story.captions if weekday else ():
        for found in days_in(caption.text):
            day = _whole(iso(found))
            if (
                day
                and weekday
                and weekday.strip(".,;:’'") == WEEK[day.weekday()]
                and "file" not in caption.text.lower()
            ):
                return Today(day, "caption")
    return Today()


def when(deed: Token, carrier: Sequence[Token], now: Today, *, ahead: bool) -> tuple[str | None, Basis | None]:
    """The day as ISO 8601 and what it was resolved against; None and None where the text gives none.

    `carrier`: the words that carry the deed together with its own. `ahead`: whether it is yet to come, so that
    `on Friday` is the next one and not the last.
    """
    own = {deed.i, *(word.i for word in carrier if word.pos_ in ("VERB", "AUX"))}
    best: tuple[tuple[bool, bool, int], _Named] | None = None
    shared: set[int] | None = None
    for named in _named(deed.sent, now, ahead=ahead):
        steps = _steps(named.word, own)
        is_shared = steps is None
        if steps is None:
            shared = _sharing(deed, carrier) if shared is None else shared
            steps = _steps(named.word, shared) if shared else None
        if steps is not None:
            rank = (is_shared, named.day is None, steps)
            if best is None or rank < best[0]:
                best = rank, named
    if best is None or best[1].day is None:
        return None, None
    return best[1].day.isoformat(), best[1].basis


def _named(sentence: Span, now: Today, *, ahead: bool) -> Iterator[_Named]:
    for word in sentence:
        lower = word.lower_
        if lower in WEEK:
            yield _Named(word, _weekday(word, now.day, ahead=ahead), now.basis)
        elif lower in NEAR_DAYS:
            yield _Named(word, now.day and now.day + timedelta(days=NEAR_DAYS[lower]), now.basis)
        elif lower in MONTHS and word.is_title:
            yield from _in_month(word, now, ahead=ahead)
        elif lower[:2] in ("19", "20") and (day := _whole(lower) or _in_figures(word)):
            yield _Named(word, day, "text")


def _weekday(word: Token, today: date | None, *, ahead: bool) -> date | None:
    """The last such day up to the story's, or the next one from it. `last` and `next` before it have to mean the other
    week whichever way they are read.
    """
    if today is None:
        return None
    number = WEEK.index(word.lower_)
    words = {other.lower_ for other in word.lefts}
    back = (today.weekday() - number) % 7
    if "last" in words:
        return today - timedelta(days=back) if back > today.weekday() else None
    if "next" in words:
        on = -back % 7
        return today + timedelta(days=on) if on > 6 - today.weekday() else None
    if words & {"every", "each"}:
        return None
    return today + timedelta(days=-back % 7) if ahead else today - timedelta(days=back)


def _in_month(month: Token, now: Today, *, ahead: bool) -> Iterator[_Named]:
    """`March 8`, `8 March`, `March 8, 2016`."""
    doc, at = month.doc, month.i
    behind = [doc[i] for i in range(at + 1, min(at + 4, len(doc)))]
    before = doc[at - 1] if at > 0 else None
    if behind and _is_day(behind[0].text):
        day, rest = behind[0], behind[1:]
    elif before is not None and _is_day(before.text):
        day, rest = before, behind
    else:
        return
    if rest and rest[0].text == ",":
        rest = rest[1:]
    year = rest[0].text if rest and len(rest[0].text) == 4 and rest[0].text[:2] in ("19", "20") else ""
    number = MONTHS[month.lower_]
    top = day if month.head.i == day.i else month
    if year.isdigit():
        yield _Named(top, _day(int(year), number, int(day.text)), "text")
    elif top.dep_ not in WITHIN:
        yield _Named(top, _nearest(number, int(day.text), now.day, ahead=ahead), now.basis)


def _in_figures(year: Token) -> date | None:
    """`2016-10-04`, of which the tokeniser makes five."""
    written = year.doc[year.i : year.i + 5]
    return _whole(written.text) if len(written) == 5 and written[1].text == written[3].text == "-" else None


def _nearest(month: int, day: int, today: date | None, *, ahead: bool) -> date | None:
    """The last such day up to the story's, or the next one from it."""
    if today is None:
        return None
    found = [_day(year, month, day) for year in (today.year - 1, today.year, today.year + 1)]
    days = [one for one in found if one is not None and (one >= today if ahead else one <= today)]
    return (min(days) if ahead else max(days)) if days else None


def _steps(word: Token, goals: set[int]) -> int | None:
    """How far up the parse the deed is from a day; None where the day belongs to something else."""
    for steps in range(FARTHEST):
        if word.i in goals:
            return steps
        if steps and word.pos_ in ("VERB", "AUX"):
            return None
        if word.dep_ == "prep" and word.lower_ in OPEN_ENDED:
            return None
        if word.dep_ in WITHIN and word.head.i not in goals and word.head.lower_ not in PARTS_OF_DAY:
            return None
        if word.head.i == word.i:
            return None
        word = word.head
    return None


def _sharing(deed: Token, carrier: Sequence[Token]) -> set[int]:
    """The verbs whose days are the deed's too: of which it is an open clause, or with which it shares a subject."""
    found: set[int] = set()
    word = next((other for other in carrier if other.pos_ == "VERB"), deed)
    for _ in range(FARTHEST):
        if word.dep_ == "nsubj" and word.head.lemma_ in TELLING:
            found.add(word.head.i)
            return found
        own = {other.dep_ for other in word.children}
        is_open = word.dep_ == "xcomp" or (word.dep_ in ("conj", "advcl") and not own & {"nsubj", "nsubjpass", "mark"})
        if not is_open or word.head.pos_ not in ("VERB", "AUX") or (word.dep_ == "advcl" and grammar.has_to(word)):
            return found
        word = word.head
        found.add(word.i)
    return found


def _with_year(written: str, made: datetime | None) -> date | None:
    """`2016-10-04`; `--10-04` in the year that brings it near the time of sending."""
    if not written.startswith("--"):
        return _whole(written)
    if made is None:
        return None
    days = (_whole(f"{year}{written[1:]}") for year in (made.year - 1, made.year, made.year + 1))
    near = [day for day in days if day is not None and abs((day - made.date()).days) <= NEAREST_YEAR]
    return near[0] if near else None


def _hours_east(story: EnrichedStory) -> int:
    """How far the clocks of the dateline's place are before UTC, by its longitude."""
    for place in story.places:
        if place.lon is not None and any(mention.field == "dateline" for mention in place.mentions):
            return round(place.lon / 15)
    return 0


def _whole(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and len(text) == len("2016-10-04") else None
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_day(text: str) -> bool:
    return text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31
