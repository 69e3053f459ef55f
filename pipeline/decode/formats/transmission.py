"""A file of many messages cut into its messages, and the heading lines by which wire formats are known.

Lines bring one message after the other: in telex frames (`ZCZC … NNNN`), behind SOH, or, where the control characters
were lost when the file was saved, behind a heading line as only a wire has it.
"""

from __future__ import annotations

import re
from itertools import pairwise

IPTC_HEADING = re.compile(
    r"^[\x00-\x09\x0b-\x20\x7f]{0,40}(?:ZCZC[ \t]{1,4})?(?P<source>[A-Za-z]{2,5})(?P<number>[0-9]{2,6})[ \t]{1,8}"
    r"(?P<priority>[1-9])[ \t]{1,8}(?P<category>[A-Za-z]{1,3})[ \t]{1,8}(?P<words>[0-9]{1,6})(?!\S)"
    r"(?P<rest>[^\n\x02]{0,200})",
    re.M,
)
"""IPTC 7901: source and number, priority, category, words, and what the provider adds: `eca0157 3 i 310  dpa 0904`."""
ANPA_HEADING = re.compile(
    r"^[\x00-\x09\x0b-\x20\x7f]{0,40}[A-Za-z][0-9]{4}(?:[A-Z]{2,15})?[ \t\x1f]{0,3}(?:[a-z-]{3,12})?[ \t]{0,8}\n"
    r"[a-zA-Z][ \t]{1,3}[a-zA-Z]{1,3}[ \t\x11-\x14]{1,6}[^\s\x02][^\n\x02]{0,120}?[ \t]{1,12}[0-9]{1,2}-[0-9]{1,2}"
    r"(?:[ \t]{1,6}[0-9]{1,5})?[ \t]{0,8}(?=[\x02\n]|\Z)",
    re.M,
)
"""ANPA 1312: two lines, `w1742 asian` and `u i BC-SLUG 09-14 0412`."""
_FRAME = re.compile(r"^[ \t\x00\x7f]{0,40}ZCZC|(?:^|(?<=[\s\x03]))NNNN[ \t\x03\x04\x7f]{0,20}$", re.M)
_MARKS = re.compile(r"ZCZC|NNNN|[\x00-\x04\x7f]")
_SOH = re.compile(r"[\x00\x16\x7f]{0,80}\x01(?=[A-Za-z]{1,5}[0-9]{2,6})")
_CLOCK = re.compile(r"[^\n]{0,20}\b[0-9]{6}\b|AP-")


def frames(text: str) -> tuple[str, ...]:
    """`text` cut in front of lines that begin with `ZCZC` and behind those that end with `NNNN`. Frames with nothing in
    them stay with their neighbours.
    """
    if "ZCZC" not in text and "NNNN" not in text:
        return (text,)
    cuts = [found.start() if "Z" in found[0] else found.end() for found in _FRAME.finditer(text)]
    kept = [at for at, end in pairwise([*cuts, len(text)]) if _MARKS.sub("", text[at:end]).strip()]
    return _pieces(text, kept[1:] if kept and not _MARKS.sub("", text[: kept[0]]).strip() else kept)


def messages(text: str, heading: re.Pattern[str]) -> tuple[str, ...]:
    """`text` cut in front of each SOH with a number behind it, with the codes that desks put there; where there is no
    SOH, in front of each `heading`. What stands before the first belongs to it.
    """
    if "\x01" in text:
        return _pieces(text, _at_soh(text))
    cuts = [found.start() for found in heading.finditer(text) if _after_a_gap(text, found.start())]
    return _pieces(text, cuts[1:])


def _at_soh(text: str) -> list[int]:
    """Where each message but the first begins: ENQ and desk codes behind the last ETX belong to what follows."""
    cuts: list[int] = []
    before: re.Match[str] | None = None
    for found in _SOH.finditer(text):
        if before:
            ended = text.rfind("\x03", before.end(), found.start())
            codes = text.find("\x05", ended, found.start()) if ended >= 0 else -1
            cuts.append(codes if codes >= 0 else found.start())
        before = found
    return cuts


def _after_a_gap(text: str, at: int) -> bool:
    """True behind a blank line or a line with a time: a heading in the middle of a paragraph is a quotation."""
    line = text[max(0, at - 120) : at].removesuffix("\n").rpartition("\n")[2]
    return not line.strip() or bool(_CLOCK.match(line.strip()))


def _pieces(text: str, cuts: list[int]) -> tuple[str, ...]:
    edges = [0, *cuts, len(text)]
    pieces = (text[first:last] for first, last in pairwise(edges))
    return tuple(piece for piece in pieces if piece.strip()) or (text,)
