"""The heading of an IPTC 7901 text: what stands before its ` =`.

That is the headline, which may run over several lines, and around it what agencies put there: tags of a line each
(`2ND LEAD`, `KILL KILL KILL`), notes in brackets (`(Berichtigung: …)`, `(Eil)`, `(Foto Produktion)`), the keywords told
again, APA's sub-headline (`Utl.:`), the byline. Between it and the dateline dpa sets a summary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.anatomy.lines import ends_sentence
from pipeline.decode.anatomy.marks import note_kind
from pipeline.decode.anatomy.people import byline_of
from pipeline.story import LifecycleKind, Note, NoteKind, Status

REACH = 14
"""Lines within which the heading has to end."""
LONGEST_SUMMARY = 600

_TAG = re.compile(
    r"[*\s]{0,5}(?P<tag>(?P<word>KILL|HOLD|FLASH|URGENT|BULLETIN|ADVISORY|CORRECTION|RPT)(?:[ ,.!-]{1,3}(?P=word)){1,3}"
    r"|[0-9]{1,2}(?:ST|ND|RD|TH) (?:LEAD|NET|LD|UPDATE|WRITETHRU|ADD|TAKE)"
    r"|(?:LEAD|NET|UPDATE|WRAPUP|ROUNDUP|TAKE)(?: [0-9]{1,2})?"
    r"|ADVISORY|ANALYSIS|BACKGROUND|BULLETIN|CORRECTED|CORRECTION|EXCLUSIVE|EXTRA|FEATURE|FLASH|INTERVIEW|PREVIEW"
    r"|PROFILE|REFILE|REPEAT|URGENT|EIL(?:MELDUNG)?|BLITZ)[*\s:.!-]{0,6}$",
    re.I,
)
_CANCELS = re.compile(r"[*\s]{0,5}(?:KILL[ ,.!-]{1,3}KILL\b|ELIMINAR\b|АННУЛИРОВАНИЕ|حظر حظر)")
"""Calls to kill an item, in the languages of dpa's services."""
_FORMS: tuple[tuple[str, NoteKind, LifecycleKind], ...] = (
    (
        r"berichtigung|korrektur|correct\w{2,5}|rectificatif|correzione|korekta|versión corregida",
        "correction", "correction",
    ),
    (r"blitz|flash|eil|eilmeldung", "header", "alert"),
    (r"wiederholung|wdh|répétition|ripetizione|repetición", "header", "repeat"),
    (r"\w{0,12}zusammenfassung|überblick|synthèse|sintesi|resumen|roundup", "header", "wrapup"),
    (r"aktualisier\w{2,4}|neu|update|actualis\w{2,5}|aggiorna\w{2,6}|actualización", "header", "update"),
    (r"achtung|\w{0,12}vorschau|planungshinweis|advisory", "header", "advisory"),
)  # fmt: skip
_BRACKETED = tuple((re.compile(rf"\(\s?(?P<tag>{form})\b", re.I), kind, stage) for form, kind, stage in _FORMS)
_BY = re.compile(r"(?:By|Von|Par|Por)\s+\S")
_BETWEEN_DASHES = re.compile(r"-\s?(?P<by>(?:by|von|par|por)\s{1,3}[^\n-][^\n]{2,80}?)\s?-$", re.I)
"""`- von Ana Costa -`, as the German service of Reuters had it under the heading."""
_BLANK = re.compile(r"(?:[ \t]{0,200}\n){1,2000}")
_UNDER = re.compile(r"Utl\.?\s?[0-9]?\s?:")


@dataclass(frozen=True)
class Title:
    """`before`: what stands around the headline, in its order."""

    headline: str | None = None
    subheadline: str | None = None
    byline: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kind: LifecycleKind | None = None
    status: Status | None = None
    before: tuple[Note, ...] = ()


def title_of(body: str, slug: str | None) -> tuple[Title, str]:
    """The heading of a text, and the copy under it. Without ` =` there is no telling the headline from the copy: only
    tags on lines of their own are taken off.
    """
    blank = _BLANK.match(body)
    lines = body[blank.end() if blank else 0 :].split("\n", REACH)
    end = _end(lines[:REACH])
    if end is None:
        tags = 0
        while tags < len(lines) and _TAG.match(lines[tags]) and not _CANCELS.match(lines[tags]):
            tags += 1
        return _read(lines[:tags], slug), "\n".join(lines[tags:])
    title = _read([line.rstrip().removesuffix("=") for line in lines[: end + 1]], slug)
    return _with_summary(*_with_byline(title, "\n".join(lines[end + 1 :])))


def tag_line(line: str) -> str | None:
    """The tag that a line is and nothing else: `2ND LEAD`, `Eil`."""
    found = _TAG.match(line)
    return found["tag"] if found else None


def _end(lines: list[str]) -> int | None:
    """The line that closes the heading: with ` =` at its end before any blank line, or `=` alone."""
    bare = [line.strip() for line in lines]
    upto = bare.index("") if "" in bare else len(bare)
    closed = next((at for at in range(upto) if bare[at].endswith("=")), None)
    return bare.index("=") if closed is None and "=" in bare else closed


def _read(lines: list[str], slug: str | None) -> Title:
    headline: list[str] = []
    under: list[str] = []
    notes: list[Note] = []
    tags: list[str] = []
    names: tuple[str, ...] = ()
    kind: LifecycleKind | None = None
    status: Status | None = None
    for line in _whole_brackets(lines):
        tag = None if headline else _TAG.match(line)
        cancels = _CANCELS.match(line) is not None
        status = "canceled" if cancels else status
        if tag or cancels:
            tags += [tag["tag"]] if tag else []
            notes.append(Note(kind="header", text=line))
        elif _embargoes(line, continues=bool(headline)):
            notes.append(Note(kind="embargo", text=line))
        elif line.startswith("(") and line.endswith(")"):
            note, told, stage = _bracketed(line)
            notes.append(note)
            tags += [told] if told else []
            kind = kind or stage
        elif slug and not headline and line.rstrip(" :") == slug:
            notes.append(Note(kind="header", text=line))
        elif _UNDER.match(line) or under:
            under.append(line)
        elif headline and (found := _names(line)) is not None:
            names += found
            notes.append(Note(kind="byline", text=line))
        else:
            headline.append(line)
    return Title(" ".join(headline) or None, " ".join(under) or None, names, tuple(tags), kind, status, tuple(notes))


def _whole_brackets(lines: list[str]) -> list[str]:
    """The lines folded and without blank ones; a note in brackets that runs over lines is one."""
    out: list[str] = []
    for line in lines:
        folded = " ".join(line.split())
        if out and out[-1].startswith("(") and not out[-1].endswith(")"):
            out[-1] = f"{out[-1]} {folded}".strip()
        elif folded:
            out.append(folded)
    return out


def _embargoes(line: str, *, continues: bool) -> bool:
    """True for a line that embargoes; one that may go on with the headline needs more than `Embargo bis 2030`."""
    bare = continues and line[0].isalpha() and ":" not in line and not line.isupper()
    return not bare and note_kind(line) == "embargo"


def _bracketed(line: str) -> tuple[Note, str | None, LifecycleKind | None]:
    for form, kind, stage in _BRACKETED:
        found = form.match(line)
        if found:
            return Note(kind=kind, text=line), found["tag"], stage
    return Note(kind="header", text=line), None, None


def _names(line: str) -> tuple[str, ...] | None:
    """The names in a byline (`By Helen Okoro, dpa`; `By dpa correspondents` names nobody), None where it is none."""
    if not _BY.match(line) or len(line) > 115:
        return None
    found = byline_of(line) or byline_of(line.partition(",")[0])
    return found[0] if found else ()


def _with_byline(title: Title, copy: str) -> tuple[Title, str]:
    """A byline between dashes on the first line under the heading."""
    first, _, rest = copy.lstrip("\n").partition("\n")
    dashed = _BETWEEN_DASHES.match(first.strip())
    names = _names(dashed["by"][0].upper() + dashed["by"][1:]) if dashed else None
    if not names:
        return title, copy
    note = Note(kind="byline", text=" ".join(first.split()))
    return replace(title, byline=(*title.byline, *names), before=(*title.before, note)), rest


def _with_summary(title: Title, copy: str) -> tuple[Title, str]:
    """The one paragraph between heading and dateline is a summary, told apart by the dateline with its agency."""
    blocks = re.split(r"\n[ \t]{0,80}\n", copy.lstrip("\n")[: LONGEST_SUMMARY * 2], maxsplit=2)
    summary = " ".join(blocks[0].split())
    dated = dateline_of(" ".join(blocks[1].split())) if len(blocks) > 1 else None
    told = not summary or len(summary) > LONGEST_SUMMARY or note_kind(summary) or dateline_of(summary)
    if told or not ends_sentence(summary) or summary.startswith("(") or dated is None or dated[0].agency is None:
        return title, copy
    rest = copy.lstrip("\n")[len(blocks[0]) :]
    note = Note(kind="abstract", text=summary)
    return replace(title, before=(*title.before, note)), rest
