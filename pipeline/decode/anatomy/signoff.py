"""What closes a story: the end mark, the agency's name, the desk's initials, the line with the time.

A line at the foot of a story is made of few kinds of words: names of agencies, initials, words for the end, marks. What
is glued to the last sentence is asked more strictly, for there no layout sets it apart.
"""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import exact_name
from pipeline.decode.words import words

_END = re.compile(
    r"(?:reuters?(?:\s?\.{3}|\.)?(?:\^m)?|[-–—]\s?30\s?[-–—]|-\s?0\s?-|#\s?30\s?#|#(?:\s?#){0,4}|/{2,3}|={1,9}|n{2,4}|x{3}"
    r"|[-–—<(\[/*]{0,2}\s?(?:ends?|enditem|endall|item ends|more|more to come|more follows|more to follow|more coming"
    r"|continued|continues|to be continued|end mfl|mfl|mf|reopens|fin|fim|final|schluss|forts|forts\. mögl\.|segue"
    r"|sigue|continua)\s?[-–—>)\]/*]{0,2}[.]?(?:\^m)?"
    r"|\(?(?:end of|ends) (?:item|story|message|text|bulletin)\)?|xinhua|enditem|■|\*{3,5}|_{3,5}|-{3,5})$", re.I,
)  # fmt: skip
_I = r"(?:[a-z]{2,4}|[A-Z]{2,4})"
_ENDED = rf"(?:Enditem/|MORE |\((?i:end|schluss|fin)\) )(?:{_I}[./-])*{_I}"
"""The end and initials: `Enditem/AB`, `(end) ab.cd`."""
_INITIALS = re.compile(
    r"(?:\([a-z]{2,3}(?:-[a-z]{2,3}){0,3}\)"  # (ab-cd)
    r"|(?:\. ?)?\([A-Z]{2,4}(?:(?:/|, ?)[A-Z]{2,4}){1,3}\)"  # Belga's (ABC/DEF)
    rf"|/?(?:{_I}-){{0,4}}{_I}/\s?(?:{_I}[-/]\s?){{0,4}}{_I}/?|/{_I}/?|{_I}/"  # bur-ab/cd, /ab/DP/cd, ab/ cd/
    r"|[a-z]{2,4}(?: [a-z]{2,4}){1,4} /[a-z]{2,4}"
    r"|(?:[A-Z]{2,3}|Y[0-9]{2})-[A-Z]{2,4}"  # ANSA's ABC-DEF
    rf"|{_I}(?: \({_I}(?:/{_I}){{0,3}}\))? // {_I}|[A-Z]{{2,4}} \([A-Z]{{2,4}}\)"  # Lusa's ABC (DEF) // GHI
    rf"|{_I}(?:/{_I}){{1,3}} \((?:[A-Za-z]{{2,8}}(?:, ?|\))){{1,5}}"  # Deutsche Welle's ab/cd (AFP, dpa)
    rf"|{_ENDED}"
    r"|[A-Z][a-z] [a-z]{2})$"  # Interfax's Ab cd
)
_TRAILER = re.compile(
    r"-0-\s.{3,40}$|AP-[A-Z]{2}-[0-9]{2}-[0-9]{2}-|[A-Z]{3}-[0-9]{2}-[0-9]{2}-[0-9]{2} "
    r"|[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{4}[A-Z]{2,3}(?: .{0,12})?$"
    r"|[0-9]{6} (?:[A-Z]{3,4} )?[A-Z][a-z]{2}\.? ?[0-9]{2,4}(?: [0-9]{2,4})?$"
    r"|(?:© )?dpa-infocom(?:, dpa:[0-9-]{8,20}/[0-9]{1,3}| GmbH)$"
    r"|[A-Z][a-z]{2,8} [0-9]{2}, [0-9]{4} [0-9:]{4,5} ET\b.{0,20}$|\(END\) .{3,40}$"
    r"|[(\[](?:ENDS?|FIN|FINE|FIM|ENDE)(?:/[\w .-]{1,20}){1,6}[)\]]$"
    r"|END \[Copyright [^\]]{3,40}\]$|[0-9]{1,2}:[0-9]{2} LOCAL TIME [0-9]{1,2}:[0-9]{2} GMT$|0[0-9]{3}$"
    r"|[0-9]{1,2}:[0-9]{2} GMT [0-9]{2}[A-Z][a-z]{2}[0-9]{2}$|www\.\S{3,40} \(Juche[0-9 .]{1,14}\)$"
    r"|#[A-Z][\w-]{2,40}$|ISSN [0-9 -]{8,14}$|WAM/[A-Z][\w'’-]{1,20}(?: [\w'’-]{2,20}){0,3}$"
    r"|AGERPRES\s?/?\s?\([^()]{3,90}\)$|\./\.\s?\.?(?:[A-Z]{2,5}/?){0,3}$|Lusa/[Ff]im$"
)
_MEDIA = re.compile(r"(?:\(\s?(?:fotos?|photos?|v[ií]deos?|audios?|gr[áa]ficos?|infograf[íi]as?)\s?\)\s?){1,4}$", re.I)
_SITE = re.compile(r"\s?\((?:https?://|www\.)[^\s()]{3,60}\)$")
_SPLIT = re.compile(r"[\s/\\,.*()\[\]=_–—-]+")
_DESK = re.compile(r"[a-zß-ÿ]{1,4}[0-9]?|[A-Z]{2,4}|[0-9]{1,6}|[A-Z][a-z]{2}|[a-z][0-9]{2}")
_SPOKEN = frozenset({"agencies", "wire services", "with agencies", "with agency inputs", "agency"})
_GLUE = re.compile(r"(?:(?<=[.!?\"”’»])|(?<=[.!?]\)))\s{0,2}(?=[^\s.!?\"”’»)]|\./\.)")
_INITIAL = re.compile(r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|No))\.$")
_GLUED_END = words("/. Enditem ENDITEM ENDS ■ (SEGUE) (SEGUE). (segue) (MORE) (more) (END) (end) (Schluss) (Sigue)")
_GLUED_INITIALS = re.compile(rf"/?(?:[a-z]{{2,4}}[-/])+{_I}/?$|/{_I}(?:/{_I})+/?$")
_GLUED_MARK = re.compile(r"\.?/\. ?(?:[A-Z]{2,5}/?){0,3}$|\([A-Z]{2,4}(?:(?:/|, ?)[A-Z]{2,4}){1,3}\)$")
"""Belga's `/.ABC/DEF/`, `(ABC/DEF)`."""
_NO_INITIALS = words("and/or he/him she/her he/she his/her they/them km/h")
_MARKED = re.compile(r"EFE(?:COM|AGRO|VERDE)$|\(©\s?[A-Z]{2,5}\)$")
LONGEST, MOST_BLANKS, GLUED = 110, 12, 60
"""Characters and blanks of a line that closes a story, and characters of what is glued to its last sentence."""


def is_signoff(line: str) -> bool:
    """True for a mark of the end or of more to come, wherever it stands: `-30-`, `(MORE)`, `Enditem`."""
    text = line.strip()
    return len(text) < 40 and bool(_END.match(text))


def is_initials(line: str) -> bool:
    """The desk's initials that AFP and dpa close a story with: `ab-cd/ef`."""
    return len(line) < 40 and bool(_INITIALS.match(line.strip()))


def closes(line: str) -> bool:
    """True for a line that closes a story at its foot: also an agency's name, with initials, or the time."""
    text = " ".join(line.split())
    if not text or len(text) > LONGEST or (text.count(" ") > MOST_BLANKS and not text.startswith("AGERPRES")):
        return False
    if is_signoff(text):
        return True
    if _is_sentence(text):
        return False
    return bool(is_initials(text) or _TRAILER.match(text) or _MEDIA.match(text) or _names_agency(text))


def glued_signoff(paragraph: str) -> tuple[str, str] | None:
    """A last paragraph and the agency's name glued behind it (`… he said. (AFP)`, `…. EFE ab/cd`), or None."""
    if paragraph.endswith(("!", "?", "”", '"')) or (paragraph.endswith(".") and not paragraph.endswith((").", "/."))):
        return None
    for found in _GLUE.finditer(paragraph, max(0, len(paragraph) - GLUED)):
        mark = paragraph[found.end() :]
        if _may_be_glued(mark, set_off=found.end() > found.start(), before=paragraph[: found.start()][-6:]):
            return paragraph[: found.start()].rstrip(), mark
    return None


def _may_be_glued(mark: str, *, set_off: bool, before: str) -> bool:
    """True for a sign-off that is plainly none of the sentence's words: marked, or the agency's bare name."""
    if mark in _GLUED_END or _MEDIA.match(mark) or _GLUED_MARK.match(mark):
        return True
    if _GLUED_INITIALS.match(mark):
        return mark not in _NO_INITIALS and (set_off or mark[0] == "/")
    if mark[0] in "(EM" and re.fullmatch(_ENDED, mark):
        return True
    marked = mark[0] in "(-–—=/"
    if not marked and (mark.endswith(".") or not set_off or _INITIAL.search(before)):
        return False
    return bool(_MARKED.match(mark)) or _names_agency(mark)


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and not text.endswith((").", "/.")) and " " in text


def _names_agency(text: str) -> bool:
    """Agencies, and beside them nothing but initials and hours: `dpa ac n1`, `MORE PTI ABC`, `(Rre/Adnkronos)`."""
    text = _SITE.sub("", text)
    if _is_sentence(text):
        return False
    bare = text.strip(" -–—=/()[].")
    if exact_name(bare) or bare.lower() in _SPOKEN:
        return True
    atoms = [atom for atom in _SPLIT.split(text) if atom]
    if atoms and atoms[0] == "MORE":
        del atoms[0]
    first = 3 if text[0] == "(" else 1
    named = any(map(exact_name, atoms[:first]))
    return named and len(atoms) < 10 and all(exact_name(atom) or _DESK.fullmatch(atom) for atom in atoms)
