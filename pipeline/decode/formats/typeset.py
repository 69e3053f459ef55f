"""The marks of ANPA 1312 copy: AP's lines between `^` and `<` or `=`, tables for typesetters, fixed spaces, fractions.

A line between `^` and `<` (bold, flush left; The Canadian Press writes `@<`) or `=` (centred) is, at the top of the
copy, the slug again, the headline, photo numbers, notes, a summary or the byline; further down a heading. `BS` begins a
row of a table, whose cells are parted by fixed spaces or, in AP's feed for computers, by semicolons; `{` is a half.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.decode.anatomy.lines import ends_sentence
from pipeline.decode.anatomy.marks import begins_embargoed, note_kind
from pipeline.decode.anatomy.people import agency_line, byline_of
from pipeline.decode.formats.markup import CELL_GAP
from pipeline.decode.lifecycle import known_tags
from pipeline.story import Note, NoteKind

_SPACES = str.maketrans(dict.fromkeys("\x10\x19\x1c\x1d\x1e\x1f", " ") | dict.fromkeys("\x0e\x0f\x11\x12\x13\x14"))
"""Fixed and justifying spaces become blanks; rails (bold) and format marks are not copy."""
_ROW = re.compile(r"^[ \t]{0,8}\x08+", re.M)
_TWO_IN_A_LINE = re.compile(r"<[ \t]{0,8}\^")
_MARKED = re.compile(r"^[ \t]{0,20}\^", re.M)
_ENDS = re.compile(r"\s{0,20}@?(?P<end>[<=])$")
_HALF = re.compile(r"(?<=[0-9])\{(?=[\s;]|$)|(?<=;)\{(?=[\s;]|$)")
_MACHINES = re.compile(
    r"\*?[0-9]{3,6}$|\$?adv[0-9]{0,2}\b.{0,20}$|(?:code|index|symbol|cat|place|keyword)\s?:|with\b.{0,20}\bphotos?\b"
    r"|(?:ap|upi|epa|cp|aap|afp|reuters)?\s?(?:photos?|graphics?|video|illustrations?)\b[^a-z]{0,3}[A-Z]{2,5}[0-9]",
    re.I,
)
_RIGHTS = re.compile(r"c\.\s?[0-9]{4}\b|\(c\)\s|copyright\b", re.I)
_REMARK = re.compile(r"all times\b|update\s?:|optional\b|precede\b|editors\s?:$", re.I)
_SLUG = re.compile(r"(?P<slug>[^,]{2,80})(?P<rest>(?:,[^,]{1,60}){0,4})$")
_COUNTED = re.compile(r",\s?[0-9]{3,4}$")
"""Behind AP's slug stands the count of words."""
_PICK_UP = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{2,30})?: [a-z0-9\"'“‘`][^\n]{0,120}[.?!][\"'”’]{0,2}$")
"""Above an addition, the place and the last words of the take before it: `KOBE, Japan: before dawn.`"""
_CYCLE = re.compile(r"(?:AM|AP|BC|PM)-(?=\S)", re.I)
LONGEST_HEADLINE = 160
CUT = 20
"""Characters of a slug that are certain to be in both of its places."""


@dataclass
class Marked:
    """Copy with its marks taken off. `slug` and `tags` (versions) as the copy tells them again, in full."""

    headline: str | None = None
    copy: str = ""
    slug: str | None = None
    tags: tuple[str, ...] = ()
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: NoteKind, text: str) -> None:
        self.notes.append(Note(kind=kind, text=" ".join(text.split())))


def without_spacing(body: str) -> str:
    """`body` with blanks for the typesetter's spaces, and without its marks for rows and type."""
    return _ROW.sub("", body).translate(_SPACES)


def without_marks(body: str, slug: str | None, *, tabular: bool) -> Marked:
    """What the marked lines tell, and the copy. `slug`: the header's, which may be cut to 24 characters."""
    marked = Marked()
    if not _MARKED.search(body):
        marked.copy = _without_slug(marked, body, slug)
        return marked
    lines = _TWO_IN_A_LINE.sub("<\n^", body).split("\n")
    told, at = _told(lines)
    headed = next((place for place, (text, end) in enumerate(told) if end == "<" and _may_head(text, slug)), None)
    if headed is None:
        headed = next((place for place, (text, _) in enumerate(told) if _may_head(text, slug)), None)
    if headed is None:
        headed = next((place for place, (text, end) in enumerate(told) if end == "<" and _is_named(text, slug)), None)
    kept: list[str] = []
    for place, (text, end) in enumerate(told):
        if place == headed:
            marked.headline = text.removeprefix("HL:")
        elif not _takes(marked, text, end, slug, above=headed is None or place < headed):
            kept += _body([f"^{text}"], rows=_is_row(text))
    rows = tabular or any(_is_row(text) for text, _ in told)
    marked.copy = "\n".join([*kept, *_body(lines[at:], rows=rows)])
    return marked


def _told(lines: list[str]) -> tuple[list[tuple[str, str]], int]:
    """The marked lines at the top without their marks, with what ended them; and where the copy begins."""
    told: list[tuple[str, str]] = []
    at = 0
    while at < len(lines):
        bare = lines[at].strip()
        if bare and not bare.startswith("^") and (told or not bare.endswith(("<", "="))):
            break
        at += 1
        if not bare:
            continue
        while not bare.endswith(("<", "=")) and at < len(lines) and _goes_on(lines[at]):
            bare, at = f"{bare} {lines[at].strip()}", at + 1
        end = _ENDS.search(bare)
        text = bare[: end.start() if end else None].removeprefix("^").strip()
        if text:
            told.append((text, end["end"] if end else ""))
    return told, at


def _goes_on(line: str) -> bool:
    """True for the rest of a marked line that was wrapped (The Canadian Press does): flush left, with its end mark."""
    return line.rstrip().endswith("@<") and not line.startswith((" ", "\t", "^"))


def _takes(marked: Marked, text: str, end: str, slug: str | None, *, above: bool) -> bool:
    """Take a marked line as a note; False where it stays in the copy, for the anatomy or as a heading."""
    if _is_slug(text, slug):
        found = _SLUG.match(text)
        if found and above and not marked.slug:
            marked.slug = found["slug"].strip()
            marked.tags += tuple(part.strip() for part in found["rest"].split(",") if part.strip(" 0123456789"))
        marked.note("header", text)
    elif _MACHINES.match(text) or _PICK_UP.match(text):
        marked.note("header", text)
    elif begins_embargoed(text):
        marked.note("embargo", text)
    elif _is_tag(text):
        marked.tags += known_tags(text)
        marked.note("header", text)
    elif _RIGHTS.match(text):
        marked.note("rights", text)
    elif _REMARK.match(text):
        marked.note("editor_note", text)
    elif end == "<" and not above and not _for_anatomy(text) and (ends_sentence(text) or len(text) > LONGEST_HEADLINE):
        marked.note("abstract", text)
    else:
        return False
    return True


def _may_head(text: str, slug: str | None) -> bool:
    if text.startswith("HL:"):
        return True
    told = any(form.match(text) for form in (_MACHINES, _PICK_UP, _RIGHTS, _REMARK))
    return not (told or begins_embargoed(text) or _is_slug(text, slug) or _is_tag(text) or _for_anatomy(text))


def _for_anatomy(text: str) -> bool:
    """Notes to editors, bylines and what stands under them are read as in plain copy."""
    return bool(note_kind(text) or byline_of(text) or agency_line(text) or text.startswith("By "))


def _is_tag(text: str) -> bool:
    tags = known_tags(text)
    return bool(tags) and len(text) <= len(" ".join(tags)) + 2


def _is_slug(text: str, slug: str | None) -> bool:
    """True for the slug told again. The header's has no blanks, and is cut at 24 characters; a short one may also be
    the first word of the headline.
    """
    cycle = _CYCLE.match(text) is not None
    first = text.partition(",")[0].strip()
    unbroken = " " not in first and (cycle or "-" in first)
    if (cycle and (unbroken or not slug)) or ((cycle or unbroken) and _COUNTED.search(text)):
        return True
    if not slug:
        return False
    same = _letters(first) == _letters(slug) and (cycle or " " not in first)
    return same or ((cycle or len(slug) >= CUT) and _letters(text).startswith(_letters(slug)[:CUT]))


def _is_named(text: str, slug: str | None) -> bool:
    """True for the only headline of a digest, whose words are its slug: `AP News Digest 6 pm`."""
    bare = " " in text and "," not in text and _CYCLE.match(text) is None
    return bool(slug) and bare and _letters(text) == _letters(slug or "")


def _without_slug(marked: Marked, body: str, slug: str | None) -> str:
    """The copy without a first line that is nothing but the slug."""
    first, _, rest = body.lstrip("\n").partition("\n")
    if slug and first.strip().lower() == slug.lower():
        marked.note("header", first)
        return rest
    return body


def _letters(text: str) -> str:
    """Letters and digits of a slug without its cycle, which one of the two may lack, as it may lack hyphens."""
    return "".join(filter(str.isalnum, _CYCLE.sub("", text.strip(), count=1))).lower()


def _is_row(text: str) -> bool:
    return text.count(";") >= 2 or CELL_GAP in text


def _body(lines: list[str], *, rows: bool) -> list[str]:
    """The lines under the marked ones: headings stand alone, cells are parted by blanks."""
    out: list[str] = []
    for line in map(str.rstrip, lines):
        end = _ENDS.search(line)
        text = line[: end.start() if end else None]
        heading = _MARKED.match(text) is not None
        text = text.strip().removeprefix("^") if heading else text
        if rows:
            text = _HALF.sub("½", text)
        if rows and text.count(";") >= 2:
            out.append(text.replace(";", CELL_GAP).strip())
        elif heading and not _is_row(text):
            out += ["", text, ""]
        else:
            out.append(text)
    return out
