"""What a message is in the life of its story: alert, update, correction, kill, hold … read from its tags and its words.

Tags come from the headline, the slug and the fields of a format; where they say nothing, the editors' notes are asked.
Kills and holds: `orders.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.decode.anatomy.marks import HOLD, begins_embargoed
from pipeline.decode.anatomy.tags import tags_of
from pipeline.decode.orders import CALLED, CALLED_OUT, asks_a_hold, asks_a_kill, calls_a_kill
from pipeline.story import Lifecycle, LifecycleKind, Note

_FORMS: tuple[tuple[str, LifecycleKind], ...] = (
    (
        r"(?:story )?(?:kill|killed|withdrawn|withdrawal|withhold)\b|(?:mandatory|bulletin|press|urgent) kill\b"
        r"|retraction\b|elimination\b|annul\b|anula(?:ción|ção)\b|annulation\b|annulla(?:mento)?\b",
        "kill",
    ),
    (r"hold\b", "hold"),
    (r"advisory\b|(?:ap[ -])?(?:business )?(?:news|sports)[ -]digest\b", "advisory"),
    (
        r"(?:official )?correct(?:ed|ions?|ive)\b|clarification\b|korrektur\b|berichtigung\b|rectificatif\b"
        r"|corregido\b|correcci[oó]n\b|correç[aã]o\b|corretto\b|korrigiert\b"
        r"|rectificación\b|rettifica\b",
        "correction",
    ),
    (r"(?:refiled?|resend|reissue)\b", "refile"),
    (r"(?:rpt|repeat|wdh(?:lg)?|wiederholt|wiederholung|repite|repetición)\b", "repeat"),
    (
        r"wrap(?:up)?\b|wrapup|roundup\b|(?:[0-9]{1,2}\. )?zusammenfassung\b|resumen\b|(?:[0-9]{1,2}\. )?überblick\b",
        "wrapup",
    ),
    (
        r"(?:alerte?|alerta|snap|flash|bulletin|(?:ap[ -]?|cp ?)?news[ -]?alert|breaking(?: news)?|eil|eilmeldung"
        r"|blitz)\b|(?:\*{1,12}|\+{2,3}|/{3})$",
        "alert",
    ),
    (
        r"update[ds]?(?![a-z])|urgente?\b|(?:ap ?)?newsbreak\b|lead\b|ld ?all\b|ld\b|(?:night|late|new)lead\b"
        r"|recasts\b|rush\b|sub(?:stitute)?\b|actualiza(?:ción)?\b|atualiza(?:ção)?\b|aggiorna(?:mento)?\b|punto\b|ampliación\b"
        r"|(?:[0-9]{1,2}\. )?(?:nachtrag|update)\b|writethru"
        r"|[0-9]{1,2}(?:st|nd|rd|th)[ -]?(?:lead|net|ld|update|writethru)(?:[ -]?writethru)?",
        "update",
    ),
)
_KINDS = tuple((re.compile(form, re.I), kind) for form, kind in _FORMS)
_NUMBER = re.compile(r"(?<!\d)[0-9]{1,2}(?!\d)")
_ADVANCE = r"(?:adv\.?\s?[0-9]{1,2}(?:[-–/][0-9]{1,2}){0,2}\b|advance\b|budget advance\b|hfr\b|embargo(?:ed)?\b)"
_KNOWN = re.compile(
    rf"{_ADVANCE}|(?:{'|'.join(form for form, _ in _FORMS)}|(?:exclusive|take)\b)(?:[\s#]{{1,2}}[0-9]{{1,2}}\b)?", re.I
)
_WITHHOLDS = re.compile(_ADVANCE, re.I)
_IN_SLUG = re.compile(
    r"(?:--|^(?:BC|AM|PM|AP)-{1,2})(?P<tag>Correction|Clarification|Corrective"
    r"|(?:AP[ -]?)?(?:News[ -]?(?:Alert|Break|Digest)|(?:Sports|Business News)[ -]Digest))(?=$|[-/ ,])"
    r"|(?<=/)(?P<part>LEAD|ROUNDUP|URGENT|EIL|KORREKTUR|KILL|HOLD|UPDATE)(?=/|$)"
    r"|(?<![^\W\d_])(?P<held>EMBARGOED|Embargoed|HFR|SPERRFRIST)(?![^\W\d_])"
)
_SAYS: tuple[tuple[re.Pattern[str], LifecycleKind], ...] = (
    (re.compile(r"\b(?:CORRECTS|CORRECTING)\b|^[(\[]{1,2}\s?Correct(?:s|ing)\b"), "correction"),
    (
        re.compile(r"^[(\[]{1,2}\s?(?:Refil(?:es|ing)|(?:This|The) \w{0,9} ?story (?:was|has been) refiled)\b", re.I),
        "refile",
    ),
    (re.compile(r"^[(\[]{1,2}\s?Repeat(?:s|ing)\b", re.I), "repeat"),
    (re.compile(r"\b(?:LEADS|UPDATES?|UPDATING|RECASTS|RECASTING|ADDS|ADDING|RELEADS|SUBS)\b"), "update"),
)


@dataclass(frozen=True)
class Standing:
    """The kind of a message with the tags that say so, and the number in them."""

    kind: LifecycleKind
    tags: tuple[str, ...]

    def to_lifecycle(self, note: str | None) -> Lifecycle:
        return Lifecycle(
            kind=self.kind, number=number_of(self.tags), tags=self.tags,
            exclusive=any("EXCLUSI" in tag.upper() or tag.upper() == "ESCLUSIVA" for tag in self.tags), note=note,
        )  # fmt: skip


def standing_of(
    message: str, tags: tuple[str, ...], *, kill: bool = False, stub: bool = False, told: tuple[str, ...] = ()
) -> Standing:
    """What `message` (what stands under header lines) is. `tags` of headline and slug; `kill` by `is_kill`; `stub`: a
    line in capitals without text; `told`: the passages that may ask for a hold.
    """
    if kill:
        return Standing("kill", tags or _called(message))
    if asks_a_hold(message, told):
        return Standing("hold", tags or _called(message))
    kinds = (kind for kind in map(kind_of, tags) if kind and kind != "kill")
    return Standing(next(kinds, "alert" if stub else "story"), tags)


def kind_of(tag: str) -> LifecycleKind | None:
    """The kind that one tag says, or None for a tag that names no stage of life (`EXCLUSIVE`, `ANALYSIS`)."""
    return next((kind for form, kind in _KINDS if form.match(tag)), None)


def kind_told(notes: Iterable[Note]) -> LifecycleKind | None:
    """The kind that a note to editors says: a correction, a refile, a repeat, an update called out in capitals."""
    for note in notes:
        if note.kind == "correction":
            return "correction"
        if note.kind in ("editor_note", "trash_line"):
            found = next((kind for form, kind in _SAYS if form.search(note.text)), None)
            if found:
                return found
    return None


def number_of(tags: tuple[str, ...]) -> int | None:
    counted = (tag for tag in tags if not withholds(tag))
    return next((int(found[0]) for tag in counted if (found := _NUMBER.search(tag))), None)


def withholds(tag: str) -> bool:
    """True for the tag of an embargo or an advance: `EMBARGOED`, `HFR`, `ADV03`, `Sperrfrist 6. Mai`."""
    return bool(_WITHHOLDS.match(tag)) or begins_embargoed(tag)


def known_tags(part: str) -> tuple[str, ...]:
    """The lifecycle tags at the start of one part of a slug, in the form that is known; its other words are none.

    Words behind a tag speak against it, unless it stands in capitals: `Kill Bill` is none.
    """
    found = _KNOWN.match(part)
    if found is None:
        return ()
    rest = part[found.end() :].lstrip(" -/")
    further = known_tags(rest) if rest != part else ()
    return (found[0], *further) if not rest or further or found[0].isupper() else ()


def tags_of_slug(slug: str | None, parts: Iterable[str]) -> tuple[str, ...]:
    """The tags of a slug line: those of its `parts` behind the slug, and one that stands in the slug itself."""
    inside = tuple(found["tag"] or found["part"] or found["held"] for found in _IN_SLUG.finditer(slug or ""))
    return (*inside, *(tag for part in parts for tag in known_tags(part)))


def is_kill(
    message: str, tags: tuple[str, ...], told: tuple[str, ...] = (), sender: str | None = None, *, whole: bool = False
) -> bool:
    """True for a message (what stands under header lines) that kills a story of its sender's.

    `tags` of its first line and slug; `told`: headline, notes to editors and paragraphs, without a dateline;
    `whole`: it is a story of several paragraphs.
    """
    return calls_a_kill(message, tags, [kind_of(tag) for tag in tags], whole=whole) or asks_a_kill(told, sender)


def _called(message: str) -> tuple[str, ...]:
    """The tag that a called-out word is: `KILL KILL KILL`, `MANDATORY KILL`."""
    tags, _ = tags_of(" ".join(message[:300].split("\n", 1)[0].split()))
    found = CALLED_OUT.match(message) or CALLED.match(message) or HOLD.match(message)
    return tags or ((" ".join(found[0].strip("* (\n").split()),) if found else ())
