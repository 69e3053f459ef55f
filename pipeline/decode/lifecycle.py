"""What a message is in the life of its story: alert, update, correction, kill, hold … read from its tags and its words.

Tags come from the headline and the slug. A kill or a hold is believed only where a tag of its own says so in a headline
that is not all capitals, where the word is called out (`KILL KILL KILL`), or where the copy gives the instruction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.decode.anatomy.headline import tags_of
from pipeline.story import Lifecycle, LifecycleKind

_FORMS: tuple[tuple[str, LifecycleKind], ...] = (
    (r"(?:story )?(?:kill|killed|withdrawn|withdrawal|withhold)\b", "kill"),
    (r"hold\b", "hold"),
    (r"advisory\b", "advisory"),
    (r"(?:official )?(?:corrected|correction|corrective)\b", "correction"),
    (r"(?:refiled?|resend)\b", "refile"),
    (r"(?:rpt|repeat)\b", "repeat"),
    (r"wrap(?:up)?\b", "wrapup"),
    (r"(?:alert|snap|flash|bulletin|(?:ap)?newsalert|breaking|\*{2,12}$)", "alert"),
    (
        r"(?:update[ds]?|urgent|newsbreak)\b|lead\b|\d{1,2}(?:st|nd|rd|th)\s?(?:lead|net|ld|update|writethru)|writethru",
        "update",
    ),
)
_KINDS = tuple((re.compile(form, re.I), kind) for form, kind in _FORMS)
_NUMBER = re.compile(r"\d{1,2}")
_CALLED_KILL = re.compile(
    r"\s{0,9}[*\s(]{0,6}(?:KILL(?:[ ,.!-]{1,3}KILL)+|(?:MANDATORY|PRESS|BULLETIN|URGENT) KILL|STORY (?:KILLED"
    r"|WITHDRAWN)|(?:KILL|KILLED|WITHDRAWN)\s{0,2}[-:]"
    r"|ADVISORY[-: ]{1,3}(?:STORY )?(?:KILLED|WITHDRAWN|KILL))"
)
_KILL_ORDER = re.compile(
    r"\b(?:please |must |editors:? |mandatory )?kill (?:the |our |this |that )?(?:story|item|report|text"
    r"|headline|copy|version|slug|earlier|dpa|ap|afp|reuters|\d)"
    r"|\b(?:story|item|report|version)\b[^.\n]{0,120} (?:is|are|was|has been|have been) (?:withdrawn|killed)\b"
    r"|\bplease (?:withdraw|disregard) (?:the |our |this )?(?:story|item|report)|\bwe (?:have|are) withdraw(?:n"
    r"|ing)\b|\bplease kill\b", re.I,
)  # fmt: skip
_CALLED_HOLD = re.compile(r"[*\s(]{0,6}HOLD(?:[ ,.!-]{1,3}HOLD)+|[*\s(]{0,6}(?:PLEASE|MUST|EDITORS:?) HOLD\b")
_REINSTATED = re.compile(r"[*\s(]{0,6}(?:REINSTATED?|STORY REINSTATED|KILL LIFTED)\s{0,2}[-:]")
_RELEASED = re.compile(
    r"\b(?:hold (?:is|was|has been) (?:lifted|released)|may now be (?:used|published|released)"
    r"|release[sd]? (?:the |our )?hold)\b",
    re.I,
)
_REPEATED_KILL = re.compile(r"[*\s(]{0,6}KILL(?:[ ,.!-]{1,3}KILL)+")
_PLEASE_KILL = re.compile(r"[^\n]{0,40}\bplease kill (?:item|story)\b", re.I)
LONGEST_ORDER = 4000
"""Characters: a kill is a short message; a long one that speaks of a kill is a story."""


@dataclass(frozen=True)
class Standing:
    """`order`: a message that acts on another story rather than telling one."""

    kind: LifecycleKind
    tags: tuple[str, ...]
    number: int | None
    exclusive: bool = False
    reinstated: bool = False
    releases: bool = False

    def to_lifecycle(self, note: str | None) -> Lifecycle:
        return Lifecycle(kind=self.kind, number=self.number, tags=self.tags, exclusive=self.exclusive, note=note)


def standing_of(copy: str, tags: tuple[str, ...], *, kill: bool = False, stub: bool = False) -> Standing:
    """What the message is. `tags` of headline and slug; `kill` by `is_kill`; `stub`: a line in capitals
    without text.
    """
    opening = copy.lstrip()[:LONGEST_ORDER]
    kind = next((kind for kind in map(kind_of, tags) if kind), None)
    if kill:
        kind, tags = "kill", tags or _called(opening)
    elif _CALLED_HOLD.match(opening):
        kind, tags = "hold", tags or _called(opening)
    elif kind == "kill":
        kind = next((kind for kind in map(kind_of, tags) if kind and kind != "kill"), None)
    if kind is None:
        kind = "alert" if stub else "story"
    number = next((int(found[0]) for tag in tags if (found := _NUMBER.search(tag))), None)
    return Standing(
        kind, tags, number, any(tag.upper() == "EXCLUSIVE" for tag in tags), bool(_REINSTATED.match(opening)),
        kind in ("hold", "advisory") and bool(_RELEASED.search(opening)),
    )  # fmt: skip


def kind_of(tag: str) -> LifecycleKind | None:
    """The kind that one tag says, or None for a tag that names no stage of life (`EXCLUSIVE`, `ANALYSIS`)."""
    return next((kind for form, kind in _KINDS if form.match(tag)), None)


def is_kill(copy: str, tags: tuple[str, ...]) -> bool:
    """True for a message that kills a story."""
    if len(copy) > LONGEST_ORDER or not any(word in copy.lower() for word in ("kill", "withdr", "disregard")):
        return False
    opening = copy.lstrip()
    tagged = any(kind_of(tag) == "kill" for tag in tags)
    called = bool(_CALLED_KILL.match(opening))
    ordered = bool(_KILL_ORDER.search(opening))
    repeated = bool(_REPEATED_KILL.match(opening))
    first = opening.split("\n", 1)[0]
    return (
        repeated
        or (tagged and (ordered or first.upper() != first))
        or (called and ordered)
        or bool(_PLEASE_KILL.match(opening))
    )


def _called(opening: str) -> tuple[str, ...]:
    """The tag that a called-out word is: `KILL KILL KILL`."""
    line = " ".join(opening.split("\n", 1)[0].split())
    tags, _ = tags_of(line)
    found = re.match(r"[A-Z]+(?: [A-Z]+){0,3}", line)
    return tags or ((found[0],) if found and len(found[0]) <= 40 else ())
