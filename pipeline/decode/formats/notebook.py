"""dpa's notebook, which closes its stories: links, notes to editors, and what is not meant for publication.

It begins with `# Notizblock` or `# Notebook`; behind `* * * *` and a sentence that says so stand the names and numbers
of those who wrote and edited. Older messages have only that sentence.
"""

from __future__ import annotations

import re

from pipeline.decode.anatomy.marks import note_kind
from pipeline.decode.anatomy.people import is_credits
from pipeline.story import Note, NoteKind

_OPENS = re.compile(
    r"^[ \t]{0,3}(?:#{1,3}[ \t]{0,3}(?:dpa-)?(?:notizblock|notebook|notepad|cuaderno)[ \t]{0,80}$"
    r"|(?:(?:\*[ \t]{0,3}){3,8}\n\s{0,80})?(?:the following information is not (?:intended )?for publication"
    r"|die folgenden informationen sind nicht zur veröffentlichung"
    r"|(?:la siguiente información|la información que sigue) no (?:es|está) (?:destinada |pensada )?para"
    r"|les informations suivantes ne sont pas destinées à))",
    re.I | re.M,
)
_PRIVATE = re.compile(
    r"not (?:intended )?for publication|nicht zur veröffentlichung|no (?:es|está)\b|ne sont pas", re.I
)
_SECTION = re.compile(r"#{1,3}\s|(?:\*\s{0,3}){3}")
_KINDS: tuple[tuple[str, NoteKind], ...] = (
    (r"berichtigung|korrektur|correction", "correction"),
    (r"note to editors|redaktionelle hinweise|refile|aviso al editor", "editor_note"),
)
_HEADED = tuple((re.compile(rf"#{{2,3}}\s{{0,3}}(?:{form})", re.I), kind) for form, kind in _KINDS)
_REACHED = re.compile(r",?\s{0,3}(?=\+?[0-9(][0-9 ()/-]{5}|<|[\w.+-]{1,64}@)")
"""Where names end and numbers and addresses begin."""


def without_notebook(copy: str) -> tuple[str, tuple[Note, ...]]:
    """The copy without its notebook, and the notebook as one note a section, an embargo in it apart. Lines like
    `Reporting by: A in X` are put behind the copy, where they are credits.
    """
    found = _OPENS.search(copy)
    if not found:
        return copy, ()
    credits: list[str] = []
    notes: list[Note] = []
    private = False
    for section in _sections(copy[found.start() :]):
        private = private or any(map(_PRIVATE.search, section[:2]))
        kept = [item for item in (_without_credits(item, credits) for item in section) if item]
        kind: NoteKind = "not_for_publication" if private else _kind(section[0])
        held = [item for item in kept if note_kind(item.removeprefix("- ")) == "embargo"]
        notes += [Note(kind="embargo", text=item) for item in held]
        kept = [item for item in kept if item not in held]
        if kept:
            notes.append(Note(kind=kind, text=" ".join(kept)))
    return "\n\n".join([copy[: found.start()].rstrip(), *credits]), tuple(notes)


def _sections(text: str) -> list[list[str]]:
    """The sections with their heading and their items, each on one line."""
    sections: list[list[list[str]]] = []
    for line in text.split("\n"):
        folded = " ".join(line.split())
        if not folded:
            continue
        if _SECTION.match(folded) or not sections:
            sections.append([[folded]])
        elif folded.startswith("- ") or not line[:1].isspace() or is_credits(folded):
            sections[-1].append([folded])
        else:
            sections[-1][-1].append(folded)
    return [[" ".join(item) for item in section] for section in sections]


def _kind(heading: str) -> NoteKind:
    return next((kind for form, kind in _HEADED if form.match(heading)), "not_for_publication")


def _without_credits(item: str, credits: list[str]) -> str:
    """What is left of an item of the notebook when the names of its credits are taken out."""
    told = item.removeprefix("- ")
    if not is_credits(told):
        return item
    reached = _REACHED.search(told)
    names = told[: reached.end()] if reached else told
    credits.append(names.strip())
    return told[len(names) :].strip()
