"""Datelines: `BRUSSELS (Reuters) -`, `SALEM, Ore. (AP) _`, `MOSCOW, March 9. /TASS/.`, `(ANSA) - ROMA, 3 MAR -`.

A dateline is a head (places, region, day) and the mark that ends it: an agency in brackets or slashes with or without a
dash, or a dash alone where the head ends in a day or is a place in capitals. What does not look like places is no
dateline. Forms: the agencies' style guides and the copy they send; see `docs/decode.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.decode.anatomy.agencies import BARE, usual_name
from pipeline.decode.anatomy.dates import days_in, iso
from pipeline.decode.words import words
from pipeline.story import Dateline

REACH = 160
"""Characters from its start within which a dateline has to end."""

_DASH = r"(?:-{1,3}|[–—―_]{1,2}|\.-)"
_BRACKET = re.compile(
    rf"\s{{0,3}},?\s{{0,2}}\((?P<agency>[^()\n]{{2,40}})\)\s{{0,3}}(?P<dash>{_DASH}|:)?(?=\s|$|[\"“A-Z])\s{{0,4}}"
)
_SLASH = re.compile(rf"[.,]?\s{{0,3}}/(?P<agency>[A-Z][A-Za-z -]{{1,24}})/\.?\s{{0,3}}(?P<dash>{_DASH})?\s{{0,4}}")
_NAKED = re.compile(rf"(?:^|[,.]?\s{{1,3}})(?P<agency>{BARE})\s{{0,2}}(?P<dash>{_DASH})(?=\s|$)\s{{0,4}}")
_DASHED = re.compile(r"(?P<dash>,?\s{0,4}(?:--|[–—―_]|-)-{0,2})(?=\s|$|(?<=\s-)[A-Z<])\s{0,4}")
_LEADING_AGENCY = re.compile(rf"\((?P<agency>[^()\n]{{2,30}})\)\s{{0,3}}(?P<dash>{_DASH})\s{{1,4}}")
_QUICK = re.compile(rf"[(/]|[-–—―_](?:\s|$)|\s-|\b{BARE}\b")
_STRAY_START = re.compile(r"(?:RPT\s?--?|\*{2,6}\s?|[b-z0-9]\s(?=[A-Z]{3}))")
_NO_PLACE = words(
    "the a an he she it they in on at according but and we i this that these those his her its our for from "
    "with by as if when while after before what who how why note to there"
)
_SMALL = words(
    "de la le del di da do du des of the el al and y und an am den der upon on aux les sur et in near aboard"
)
_WORD = re.compile(r"[^\W\d_]+")
_DAY_SLIP = re.compile(r"[A-Z][a-z]{2,8}\.? (?:[0-9]{1,3}|[0-9]?[lO])$")
_ABBREVIATED = re.compile(r"(?<=[A-Za-z])\.\s+(?=[A-Z][a-z]+\.?$)")


@dataclass(frozen=True)
class _End:
    start: int
    end: int
    agency: str | None
    dashed: bool


def dateline_of(text: str) -> tuple[Dateline, str] | None:
    """The dateline at the start of folded `text` and the text behind it, or None."""
    found = _scan(text[:REACH])
    return (found[0], text[found[1] :].lstrip()) if found else None


@lru_cache(maxsize=64)
def _scan(near: str) -> tuple[Dateline, int] | None:
    """The dateline at the start of `near` and where it ends. Cached: the same line is asked by several readers."""
    if (near[:1].islower() and near[1:2] != " " and "," not in near[:40]) or not _QUICK.search(near):
        return None
    leading = _LEADING_AGENCY.match(near)
    if leading and usual_name(leading["agency"]):
        return _agency_first(near, leading)
    undated: tuple[Dateline, int] | None = None
    for mark in _ends(near):
        head = near[: mark.start]
        found = _read(head, mark, " ".join(near[: mark.end].split()))
        if found is None:
            continue
        if mark.agency or found.date or _DAY_SLIP.search(head):
            return found, mark.end
        if undated is None and not near[mark.end :].lstrip()[:1].islower():
            undated = found, mark.end
    return undated


def bare_dateline(text: str) -> Dateline | None:
    """The dateline of a line that is place and day and nothing else: `GREENWICH, Conn., April 13`."""
    if len(text) > 80 or not text[-1:].isdigit():
        return None
    found = _read(text, _End(len(text), len(text), None, True), text)
    return found if found and found.date else None


def printed_dateline(text: str) -> Dateline:
    """The dateline that a format gives in a field of its own, with or without the mark that ends it."""
    printed = " ".join(text.split())
    found = _scan(f"{printed} - "[:REACH]) or _scan(f"{printed} "[:REACH])
    if found:
        return found[0].model_copy(update={"text": printed})
    dated = _read(printed, _End(len(printed), len(printed), None, True), printed)
    return dated or Dateline(text=printed, places=(printed,))


def _ends(near: str) -> list[_End]:
    """Where a dateline may end, best mark first: brackets, slashes, a naked agency, a dash."""
    marks: list[_End] = []
    for form in (_BRACKET, _SLASH, _NAKED):
        found = form.search(near)
        if found:
            agency = usual_name(found["agency"])
            unknown_in_form = agency is None and form is _BRACKET and bool(found["dash"])
            if agency or unknown_in_form:
                end = found.end("dash") if found["dash"] else _close(found)
                marks.append(_End(found.start(), end, agency or found["agency"], bool(found["dash"])))
    marks += [_End(m.start(), m.end("dash"), None, True) for m in _DASHED.finditer(near, 0, 90)][:3]
    return sorted(marks, key=lambda mark: (mark.agency is None, mark.start))


def _close(found: re.Match[str]) -> int:
    return found.start() + len(found[0].rstrip())


def _agency_first(near: str, leading: re.Match[str]) -> tuple[Dateline, int]:
    """`(ANSA) - ROMA, 3 MAR -`, or the agency alone: `(Reuters) -`."""
    rest = near[leading.end() :]
    for dash in _DASHED.finditer(rest, 0, 80):
        end = leading.end() + dash.end("dash")
        mark = _End(dash.start(), end, usual_name(leading["agency"]), True)
        found = _read(rest[: dash.start()], mark, " ".join(near[:end].split()))
        if found:
            return found, end
    end = leading.end("dash")
    return Dateline(text=" ".join(near[:end].split()), agency=usual_name(leading["agency"])), end


def _read(head: str, mark: _End, printed: str) -> Dateline | None:
    """The dateline that is `printed`: places, region and day of its `head`; None where that is no dateline's head."""
    stray = _STRAY_START.match(head)
    body = head[stray.end() :] if stray else head
    body, date, dated = _without_day(body.strip(" \t,\u00a0"))
    body = body.strip(" \t,-–—[")
    if mark.agency is not None and usual_name(mark.agency) is None and not dated:
        return None
    if not body:
        return Dateline(text=printed, date=date, agency=mark.agency) if dated and mark.agency else None
    body = _ABBREVIATED.sub(", ", body, count=1)
    parts = [part.strip() for part in body.split(",") if part.strip(" .")]
    if not parts or len(parts) > 5 or not all(_is_region(part) for part in parts[1:]):
        return None
    places = [place.strip(" .") for place in re.split(r"\s?/\s?", _without_dot(parts[0])) if place.strip(" .")]
    if not places or len(places) > 6 or not all(_is_place(place, mark, dated) for place in places):
        return None
    return Dateline(
        text=printed, places=tuple(places), region=", ".join(parts[1:]) or None, date=date, agency=mark.agency
    )


def _without_day(head: str) -> tuple[str, str | None, bool]:
    """`head` without the day at its end, the day in ISO form, and whether one stood there."""
    for found in days_in(head):
        if found.end() >= len(head.rstrip(" .,")):
            return head[: found.start()], iso(found), True
    slip = _DAY_SLIP.search(head)
    if slip and "," in head[: slip.start()]:
        return head[: slip.start()], None, True
    return head, None, False


def _without_dot(place: str) -> str:
    return place if place.startswith("ST.") else place.rstrip(".")


def _is_place(place: str, mark: _End, dated: bool) -> bool:
    words = _WORD.findall(place)
    if not words or len(place) > 50 or len(words) > 7 or any(character in '"“”;:!?<>*=+$%&' for character in place):
        return False
    if any(character.isdigit() for character in place):
        return False
    if all(word.isupper() or word in ("Mc", "Mac", "d", "l", "s", "al", "de", "la") for word in words if len(word) > 1):
        return bool(mark.agency or dated or len(words) <= 4)
    if words[0].lower() in _NO_PLACE or not (mark.agency or dated):
        return False
    lower = sum(not word[0].isupper() and word.lower() not in _SMALL for word in words)
    if dated or (mark.agency and mark.dashed):
        return len(words) <= 6 and lower <= (2 if dated and len(words) <= 3 else 0)
    return lower == 0 and len(words) <= 4


def _is_region(part: str) -> bool:
    words = _WORD.findall(part)
    return (
        bool(words) and len(words) <= 5 and len(part) <= 45 and not any(character.isdigit() for character in part)
        and (words[0][0].isupper() or words[0].lower() in _SMALL)
        and sum(not word[0].isupper() and word.lower() not in _SMALL for word in words) == 0
    )  # fmt: skip
