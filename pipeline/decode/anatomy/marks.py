"""What a whole line or block of copy is when it is not text: editor's notes, embargoes, contacts, rights, furniture.

Each question is answered from the block's own words. Patterns are anchored at its start and bounded, so that no line,
however long, costs more than its length.
"""

from __future__ import annotations

import re

from pipeline.decode.anatomy.embargoes import FIRST_WORDS, HOLD, LONGEST_LINE, begins_embargoed, embargoes
from pipeline.decode.anatomy.furniture import is_furniture, is_time_line, is_wire_line
from pipeline.decode.anatomy.lines import is_bullet
from pipeline.decode.anatomy.signoff import closes, glued_signoff, is_initials, is_signoff
from pipeline.decode.anatomy.slugs import USN_IN_TEXT, slug_of, usn_of
from pipeline.decode.words import words
from pipeline.story import NoteKind

__all__ = [
    "HOLD", "LONGEST_LINE", "USN_IN_TEXT", "begins_embargoed", "beneath_header", "closes", "front_kind",
    "glued_signoff", "is_initials", "is_signoff", "note_kind",
    "one_bracket", "slug_of", "unmarked", "usn_of",
]  # fmt: skip

_CORRECTION = re.compile(
    r"[(\[]{1,2}\s?(?:Correct(?:s|ing|ed)\b|(?:This|The) [^)\]\n]{0,60}\bcorrect(?:s|ed)\b"
    r"|In (?:[\w. ]{3,20} )?(?:story|item)\b"
    r"|In (?:paragraph|headline|para)\b|Berichtigung\b|Berichtigt\b|Korrigiert\b|Korrektur\b|Corrige\b|Corregido\b"
    r"|Bien lire\b|Corregge\b|Rettifica\b|Rectifie\b|Rectifica\b|Corrigido\b"
    r"|Im? [^)\n]{0,40}\b(?:Absatz|Satz|Überschrift)\b[^)\n]{0,80}\b(?:berichtigt|korrigiert)\b)", re.I,
)  # fmt: skip
_CORRECTED = re.compile(
    r"This (?:story|version|article|report|item)\b[^\n]{0,80}?\s(?:corrects|(?:has been|was|is) (?:also )?corrected)\b"
    r"|(?:(?:correction|clarification)\s?[:.]\s)?(?:An earlier|A previous|The original|An original) version of this"
    r" (?:(?:story|article|dispatch|item|post)\b"
    r"|report\b[^\n]{0,60}\b(?:incorrect|misspell|misstat|misidentif|wrong|error))"
    r"|This (?:story|article|report) was (?:first|originally) published (?:on )?[^\n]{4,160}\bcorrect", re.I,
)  # fmt: skip
_EDITOR = re.compile(
    r"[(\[]{0,2}\s?(?:(?:Eds?|Editors?|Note to (?:editors|readers|users|subscribers|clients)|Attention(?: editors"
    r"| clients| subscribers)?|Editor['’]?s?['’]? note|Eds note|Desks|News editors|Redaktionshinweis"
    r"|Achtung Redaktionen"
    r"|Note aux (?:rédactions|abonnés)|Nota a los editores)\s?[:,–—_-]\s?\S"
    r"|Editor['’]?s?['’]? note\s?[:–—_-]{0,2}$|Hinweis:\s)", re.I,
)  # fmt: skip
_EDITOR_BRACKET = re.compile(
    r"[(\[]{1,2}\s?(?:Refil(?:es|ing|ed)|Repeat(?:s|ing)|Fix(?:es|ing)|Remov(?:es|ing)|Clarif(?:ies|ying)"
    r"|Resend(?:s|ing)|Note|Editor|Eds|Story refiled|(?:This|The) (?:\w+ \d{1,2} )?(?:story|version|item) (?:was"
    r"|has been) (?:refiled|repeated|resent|moved)"
    r"|This (?:story|version|item)|Please"
    r"|For (?:more|a|other|use|clients|subscribers|related)|See|Attention|Also see|With|Text"
    r"|Graphic|Adds link|Paragraph|(?:BEGIN|END) OPTIONAL|Optional (?:trim|material|add)|Story can end"
    r"|The (?:opinions|views) expressed|Achtung(?=\s?[:!])|Mit (?:Bild|Foto|Grafik|Video)|Hinweis(?=\s?:))\b",
    re.I,
)
_TRASH = re.compile(
    r"[(\[]\s?(?:(?:Adds?|Adding|Updates?|Updating|Recasts?|Recasting|Writes? through|Wraps?|Releads?|Rewrites?"
    r"|Inserts?|Changes?|Includes?|New (?:throughout|headline|lead|dateline|quotes|byline)|Trims"
    r"|Rereads?|Deletes?|Drops?|Combines?|Rounds up|Leads?|Edits|Amends|Moves|Expands|Tops|Subs|Recaps"
    r"|Incorporates|Actualiza|Añade|Amplía|Ajoute|Actualisé|Ergänzt|Aktualisiert|Aggiorna|Aggiunge|Acrescenta|Atualiza"
    r"|Texto atualizado|Avec (?:détails|précisions|réactions|citations|contexte|bilan)"
    r"|Con (?:detalles|más|citas|reacciones|dettagli)|Com (?:mais|detalhes|declarações))\b"
    r"(?!\s(?:are|is|were|was|have|has|had|will|would"
    r"|to)\b)|(?:Details|Quotes|Background|Byline|Mehr Details)(?=[,;)\]])|(?:neu|ATTN)\s?:\s)"
    r"|ATTENTION\s?[-–—]\s?(?:ADDS|UPDATES|RECASTS|CORRECTS|REFILES|Ajoute|Actualise|Précise|Corrige|Añade"
    r"|Actualiza)\b",
    re.I,
)
_NOT_FOR_PUBLICATION = re.compile(
    r"[#*(\[\s-]{0,6}(?:(?:the )?following (?:information|details|text) (?:is"
    r"|are) not (?:intended )?for publication|not (?:intended )?for publication\b"
    r"|(?:dpa-)?(?:Notebook|Notizblock)$|(?:die )?folgenden? informationen sind nicht|nicht zur ver[öo]ffentlichung"
    r"|not for broadcast)", re.I,
)  # fmt: skip
_CONTACT = re.compile(
    r"[(\[]{0,2}\s?(?:(?:media |press |news |for more )?(?:contacts?|kontakt)\s?[:–—-]\s|for (?:further"
    r"|more) information,?(?: please)? (?:contact|call)\b|to contact the (?:reporter|editor|author|writer)s?\b"
    r"|(?:tel|phone|telephone|e-?mail|fax|messaging|reuters messaging)\s?(?:[:.]\s|\+?\d)"
    r"|(?:work|office|mobile|cell|direct|switchboard)\s?:\s?\+?[(\d]"
    r"|(?:media|journalists|reporters)\b[^.\n]{0,40} (?:can|may|should) (?:contact|reach|call)\b"
    r"|follow (?!us\b|reuters\b|ap\b)[\w@ ]{2,40} on twitter\b|on twitter\s?:\s|[\w .'’-]{3,60} (?:can be"
    r"|is) (?:reached|followed) (?:at|on)\b)",
    re.I,
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w")
_KEYWORDS = re.compile(r"(?:Keywords?|Tags|Topics)\s?:\s", re.I)
_RIGHTS = re.compile(
    r"[(\[\s]{0,3}(?:©|\(c\)|c\.\s?(?:19|20)\d\d\b|copyright\s?(?::|\(c\)|©|\d{4}|by\b|the\b|thomson|reuters|agence|agencia|efe\b|ansa\b|dpa\b|lusa\b|kyodo|xinhua)"
    r"|all rights reserved|no archival use\b|no part of this|usage terms?:|this material may not be published"
    r"|for editorial use only|not to be (?:published|stored|redistributed|reproduced)|unauthori[sz]ed (?:reproduction"
    r"|use)|reproduction (?:is )?prohibited|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|tutti i diritti riservati|riproduzione riservata|todos os direitos reservados)", re.I,
)  # fmt: skip
_TRASH_IN_CAPITALS = re.compile(r"(?:ADDS|UPDATES|RECASTS|AJOUTE|ACTUALISE|AÑADE|ACTUALIZA|AMPLÍA)\s[a-zà-ÿ]")
"""AFP's line under a headline, without a bracket: `ADDS quotes from union`."""
_FIRST_WORD = re.compile(r"[^\W\d_][\w'’-]{0,20}")
_FIRST_WORDS = FIRST_WORDS | words(
    "work office mobile cell direct switchboard journalists reporters keyword keywords tags topics eds ed editor "
    "editors editor's editor’s editors' editors’ note nota "
    "desks die folgende dpa-notizblock notizblock notebook contact contacts kontakt "
    "media more tel phone telephone e-mail email fax messaging reuters follow to on copyright usage unauthorized "
    "correction clarification companies information issued published posted updated modified acquire suggested "
    "unauthorised reproduction alle tous todos tutti riproduzione related read also see advertisement advertising "
    "sponsored promoted "
    "recommended most trending share continue our purchase opens slideshow latest explore view show story article "
    "newsletter sign "
    "subscribe register log login reporting back print comments leave post add watch listen video photo gallery you "
    "popular up "
    "next previous load skip download get except disclaimer click source sources quelle fonte fuente image usn hinweis "
    "redaktionshinweis top thomson write save copy https http www ap anadolu c"
)
_LONGEST_BRACKET, _LONGEST_CORRECTED = 1200, 500


def note_kind(flat: str) -> NoteKind | None:
    """What a block is wherever it stands in the copy, or None where it may be text."""
    flat = unmarked(flat)
    kind = _kind(flat) if _may_be_note(flat) else None
    return "embargo" if kind == "editor_note" and embargoes(flat) else kind


def unmarked(flat: str) -> str:
    """A line without AP's marks of its header lines: `^By ANA COSTA=`, `^Talks resume <`."""
    return flat[1:].rstrip("<= ") if flat.startswith("^") else flat


def beneath_header(copy: str) -> str:
    """`copy` without the slug, number and header lines at its top."""
    rest = copy.lstrip()
    for _ in range(8):
        end = rest.find("\n", 0, 200)
        line = " ".join(rest[: max(end, 0)].split())
        if not line or not (slug_of(line) or front_kind(line, (line,)) == "header" or _kind(line) in ("usn", "header")):
            break
        rest = rest[end:].lstrip()
    return rest or copy


def front_kind(flat: str, lines: tuple[str, ...]) -> NoteKind | None:
    """What a block is that stands before the body: these would be text further down."""
    if len(lines) == 1 and (is_wire_line(flat) or is_time_line(flat)):
        return "header"
    if _TRASH_IN_CAPITALS.match(flat) and len(flat) < 160:
        return "trash_line"
    if is_bullet(lines[0]) and not flat.startswith("**"):
        return "bullets"
    return None


def _kind(flat: str) -> NoteKind | None:
    start = flat[:120]
    if begins_embargoed(flat):
        return "embargo" if len(flat) < LONGEST_LINE else None
    if _NOT_FOR_PUBLICATION.match(start):
        return "not_for_publication"
    if _KEYWORDS.match(start) and len(flat) < 200:
        return "header"
    if start.startswith("ATTENTION") and _TRASH.match(start):
        return "trash_line"
    if start.startswith("((") or _EDITOR.match(start):
        return "editor_note"
    if (
        start[:1] in "(["
        and len(flat) < _LONGEST_BRACKET
        and flat.rstrip(". ").endswith((")", "]"))
        and one_bracket(flat)
    ):
        kind = _bracket_kind(start)
        if kind:
            return kind
    return _plain_kind(flat, start)


def _plain_kind(flat: str, start: str) -> NoteKind | None:
    if _CORRECTED.match(flat[:300]) and len(flat) < _LONGEST_CORRECTED:
        return "correction"
    if _CONTACT.match(start) and len(flat) < 400 and not _is_prose(flat):
        return "contact"
    if "@" in flat and len(flat) < 250 and _MAIL.search(flat) and not _is_prose(flat):
        return "contact"
    if _RIGHTS.match(start) and len(flat) < 900:
        return "rights"
    if is_furniture(flat):
        return "boilerplate"
    if len(flat) < 24 and usn_of(flat):
        return "usn" if any(map(str.isdigit, flat)) else None
    return None


def _may_be_note(flat: str) -> bool:
    """A cheap look at the first word: most blocks are text, and are told so by it."""
    if not flat[:1].isalpha() or len(flat) < 24 or "@" in flat[:400]:
        return True
    word = _FIRST_WORD.match(flat)
    if word is None or word[0].lower() in _FIRST_WORDS:
        return True
    if len(flat) < 140 and ("http" in flat or " can be " in flat):
        return True
    return flat.endswith((" here.", " here")) or "solely" in flat or " version of this " in flat[:60]


def _bracket_kind(start: str) -> NoteKind | None:
    if _CORRECTION.match(start):
        return "correction"
    if _TRASH.match(start):
        return "trash_line"
    return "editor_note" if _EDITOR_BRACKET.match(start) and not is_furniture(start) else None


def one_bracket(flat: str) -> bool:
    """True where the bracket that opens the block closes at its end."""
    depth = 0
    last = len(flat.rstrip(". ")) - 1
    for at, character in enumerate(flat):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth <= 0:
                return at >= last
    return False


def _is_prose(flat: str) -> bool:
    """True for a line that tells something: a verb of saying, a quotation, or many words without a colon."""
    found = flat.split()
    return (len(found) > 14 and ":" not in flat) or any(word in ("said", "says", "told") for word in found)
