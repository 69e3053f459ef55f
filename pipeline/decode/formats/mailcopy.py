"""The text of a mail as copy: what mail programs and mail's own habits put around it is taken off, as notes.

That is the greeting above, the head of a message that was forwarded within the text, the signature behind `-- `
(RFC 3676, 4.3), and what companies, list servers and telephones add at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.decode.anatomy import take_apart
from pipeline.decode.anatomy.slugs import slug_of
from pipeline.decode.anatomy.tags import tags_of
from pipeline.decode.formats import xmlfields
from pipeline.decode.lifecycle import known_tags, withholds
from pipeline.story import Note, NoteKind

OPENING = 8000
"""Characters of the copy in which its own headline is looked for."""
LONGEST_COVER = 600
"""Characters: a longer text above a forwarded message, or beside an attachment, is a text of its own."""
LONGEST_SIGNATURE, LINES_OF_SIGNATURE = 1500, 20
HIGHEST, LOWEST = 3, 8
"""Paragraphs at the top that may be greetings, and at the end that may have been added."""

_GREETING = re.compile(
    r"(?:dear|hi|hello|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:morgen|tag)|bonjour|ch[eè]re?s?|buenos d[ií]as"
    r"|estimad[oa]s?|good (?:morning|afternoon|evening)|ciao|kj[aæ]re|hej)\b[^.!?\n]{0,60}[,!:.]?$", re.I,
)  # fmt: skip
_FORWARDED = re.compile(
    r"^[ \t>]{0,8}(?:-{2,12}\s{0,3}(?:original message|forwarded message|urspr[uü]ngliche nachricht|weitergeleitete"
    r" nachricht|message transf[ée]r[ée]|message d['’]origine|mensaje (?:original|reenviado)|videresendt melding)"
    r"[^\n]{0,40}-{2,12}|begin forwarded message:|anfang der weitergeleiteten nachricht:)[ \t]{0,9}$", re.I | re.M,
)  # fmt: skip
_HEAD = re.compile(
    r"[ \t>*_]{0,8}(?P<name>from|von|de|da|fra|från|date|datum|sent|gesendet|envoyé|enviado|to|an|à|para|til|till|cc"
    r"|kopie|subject|betreff|objet|asunto|oggetto|emne|ämne|reply-to|importance)[*_ ]{0,4}:[*_]{0,3}"
    r"(?P<value>[^\n]{0,400})$", re.I,
)  # fmt: skip
_SUBJECTS = ("subject", "betreff", "objet", "asunto", "oggetto", "emne", "ämne")
_SUBJECT_LINE = re.compile(rf"[ \t>*_]{{0,8}}(?:{'|'.join(_SUBJECTS)})[*_ ]{{0,4}}:", re.I)
_SENDERS = ("from", "von", "de", "da", "fra", "från")
_SIGNATURE = re.compile(r"^--[ ]?$", re.M)
_MAIL = r"(?:e-?mail|message|communication|newsletter)"
_ADDED = re.compile(
    r"[ \t*>]{0,8}(?:_{5,80}(?:\s|$)|={10,80}(?:\s|$)|sent from (?:my|outlook|mail|yahoo)\b"
    r"|von meinem \w{2,20} gesendet|envoyé de mon\b|get outlook for\b|confidential(?:ity)?(?: notice)?\b.{0,40}:"
    rf"|disclaimer\b|legal notice\b|(?:this|the information (?:contained )?in this|the contents of this) {_MAIL}\b"
    rf"|if you (?:are not the intended|have received this {_MAIL})|diese (?:e-?mail|nachricht) (?:enthält|ist|kann)"
    r"|ce (?:message|courriel|mail) (?:et|est|contient|peut)|este (?:mensaje|correo)\b|think before you print"
    r"|(?:please )?consider the environment|(?:to |click here to )?unsubscribe\b|you can (?:update your|unsubscribe)"
    rf"|you (?:are receiving|received) this {_MAIL}\b|(?:view|read) this {_MAIL} (?:in|online)\b"
    r"|(?:update|manage) (?:your )?(?:e-?mail )?(?:preferences|subscription)|registered (?:in england|office)\b"
    rf"|caution: this {_MAIL}|\[?external\]? (?:e-?mail|sender)\b)", re.I,
)  # fmt: skip
_PREFIX = re.compile(
    r"(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|fyi)\s{0,2}(?:\[[0-9]{1,3}\])?\s?:\s{0,3}|\[(?P<tag>[^\[\]]{1,40})\]\s{0,3}",
    re.I,
)
_CYCLED = re.compile(r"(?P<slug>(?:(?:BC|AM|PM)-\S{2,60}?|[A-Z][A-Z0-9.&-]{2,60}/))(?::\s{1,3}|\s{1,3})(?=\S)")
_NO_SUBJECT = re.compile(r"\(?no subject\)?$|\(?kein betreff\)?$|untitled$", re.I)
_PARAGRAPH = re.compile(r"^[^\n]*[^\s][^\n]*(?:\n[^\n]*[^\s][^\n]*)*", re.M)
BLANK = re.compile(r"\n[ \t]{0,80}\n\s{0,999}")


@dataclass(frozen=True)
class MailCopy:
    """`copy` without what stood around it. `subject` and `sender` are those of a message forwarded within the text."""

    copy: str
    before: tuple[Note, ...] = ()
    after: tuple[Note, ...] = ()
    subject: str | None = None
    sender: str | None = None


def mail_copy(text: str) -> MailCopy:
    """What a mail's text (LF line ends, no controls) says, and the notes around it, in their order."""
    copy, signature = _without_signature(text.strip("\n"))
    copy, before, subject, sender = _forwarded(copy)
    above, copy, added = _without_additions(copy)
    after = (*notes_of("boilerplate", added), *notes_of("boilerplate", BLANK.split(signature)))
    return MailCopy(copy, (*before, *notes_of("boilerplate", above)), after, subject, sender)


class Subject(NamedTuple):
    """What a subject line says: the headline where the copy has none, a slug, tags; and what of it is a note."""

    headline: str | None = None
    slug: str | None = None
    slug_tags: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def subject_of(line: str, copy: str) -> Subject:
    start, tags = _behind_prefixes(line)
    prefix = notes_of("header", [line[:start]])
    rest = line[start:].strip()
    slug = slug_of(rest)
    if slug:
        return Subject(slug=slug[0], slug_tags=slug[1], tags=tags, notes=notes_of("header", [line]))
    cycled = _CYCLED.match(rest)
    if cycled:
        prefix = notes_of("header", [line[: start + cycled.end()]])
        rest = rest[cycled.end() :]
    named = cycled["slug"] if cycled else None
    if not rest or _NO_SUBJECT.match(rest):
        return Subject(slug=named, tags=tags, notes=prefix)
    own = take_apart(copy[:OPENING]).headline if copy.strip() else None
    if own is None:
        return Subject(rest, named, (), tags, prefix)
    told, bare = tags_of(rest)
    same = xmlfields.letters(bare) in (xmlfields.letters(own.key_text), xmlfields.letters(own.text))
    return Subject(None, named, (), (*tags, *told), prefix if same else notes_of("header", [line]))


def _behind_prefixes(line: str) -> tuple[int, tuple[str, ...]]:
    """Where the subject begins behind `Fwd:`, `[AFP]` and the like, and the lifecycle tags in brackets."""
    at = 0
    tags: list[str] = []
    while found := _PREFIX.match(line, at):
        told = found["tag"] or ""
        tags += (told,) if withholds(told) else known_tags(told)
        at = found.end()
    return at, tuple(tags)


def unflowed(text: str, *, delete_space: bool) -> str:
    """`format=flowed` (RFC 3676): lines that end in a blank go on with the next; a blank in front was stuffed."""
    out: list[str] = []
    flowing = False
    for line in text.split("\n"):
        unstuffed = line.removeprefix(" ")
        signed = unstuffed in ("-- ", "--")
        goes_on = unstuffed.endswith(" ") and not signed
        piece = unstuffed[:-1] if goes_on and delete_space else unstuffed
        if flowing and not signed:
            out[-1] += piece
        else:
            out.append(piece)
        flowing = goes_on
    return "\n".join(line if line == "-- " else line.rstrip() for line in out)


def _without_signature(text: str) -> tuple[str, str]:
    """The text, and what stands behind the last `-- ` near its end."""
    marks = list(_SIGNATURE.finditer(text, max(0, len(text) - LONGEST_SIGNATURE)))
    found = marks[-1] if marks else None
    if found is None or not text[: found.start()].strip():
        return text, ""
    behind = text[found.start() :]
    if behind.strip().count("\n") > LINES_OF_SIGNATURE:
        return text, ""
    return text[: found.start()].rstrip(), behind.strip()


def _forwarded(text: str) -> tuple[str, tuple[Note, ...], str | None, str | None]:
    """A message forwarded within the text: its copy, its head and the cover above it as notes, its subject and sender.

    Where the text above is long, it is the copy, and the older message below stays with it.
    """
    found = _FORWARDED.search(text)
    start, behind = (found.start(), found.end()) if found else _bare_head(text)
    above = text[:start].strip()
    head, end = _read_head(text, behind)
    if behind < 0 or len(head) < 2 or (len(above) > LONGEST_COVER and len(above) > len(text) - end):
        return text, (), None, None
    lines = [line for line in text[behind:end].split("\n") if not _SUBJECT_LINE.match(line)]
    marks = notes_of("header", [text[start:behind], *lines])
    told = (*notes_of("editor_note", BLANK.split(above)), *marks)
    subject = next((value for name, value in head if name in _SUBJECTS), None)
    sender = next((value for name, value in head if name in _SENDERS), None)
    return text[end:].strip("\n"), told, subject, sender


def _bare_head(text: str) -> tuple[int, int]:
    """Where the head of a forwarded message begins that has no line above it: `From:` with a subject below."""
    for line in re.finditer(r"^[ \t>*]{0,8}(?:From|Von|De)[*]{0,2}:[^\n]{1,300}$", text[:4000], re.M):
        head, _ = _read_head(text, line.start())
        if len(head) > 2 and any(name in _SUBJECTS for name, _ in head):
            return line.start(), line.start()
    return len(text), -1


def _read_head(text: str, start: int) -> tuple[list[tuple[str, str]], int]:
    """The fields of a head that begins at `start` (blank lines may stand before it), and where it ends."""
    at = start
    fields: list[tuple[str, str]] = []
    for line in text[max(start, 0) : max(start, 0) + 4000].split("\n")[:24]:
        found = _HEAD.match(line)
        if found:
            fields.append((found["name"].lower(), found["value"].strip(" *_\t")))
        elif line.strip() or fields:
            break
        at += len(line) + 1
    return fields, min(max(at, 0), len(text))


def _without_additions(text: str) -> tuple[list[str], str, list[str]]:
    """Greeting and banners above, the copy, and what mail systems added below; the outer two as paragraphs.

    Behind the first line that was added everything was.
    """
    spans = [found.span() for found in _PARAGRAPH.finditer(text)]
    first = 0
    while first < min(len(spans) - 1, HIGHEST) and _is_above(text[slice(*spans[first])]):
        first += 1
    near = range(max(first + 1, len(spans) - LOWEST), len(spans))
    last = next((at for at in near if _ADDED.match(text, spans[at][0])), len(spans))
    copy = text[spans[first][0] : spans[last - 1][1]] if spans else ""
    return [text[slice(*span)] for span in spans[:first]], copy, [text[slice(*span)] for span in spans[last:]]


def _is_above(paragraph: str) -> bool:
    folded = " ".join(paragraph[:LONGEST_COVER].split())
    return bool(_GREETING.match(folded) or _ADDED.match(folded))


def notes_of(kind: NoteKind, pieces: Iterable[str]) -> tuple[Note, ...]:
    """A note for each piece that is not blank, its white space folded."""
    return tuple(note for piece in pieces for note in xmlfields.note(kind, piece))
