"""What a message is in the life of its story: alert, update, correction, kill, hold … read from its tags and its words.

Tags come from the headline and the slug. A kill is believed where the word is called out (`KILL KILL KILL`), where a
tag in capitals says it over a line that is not all capitals, or where the copy gives the order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.decode.anatomy.headline import tags_of
from pipeline.decode.anatomy.marks import HOLD
from pipeline.story import Lifecycle, LifecycleKind

_FORMS: tuple[tuple[str, LifecycleKind], ...] = (
    (r"(?:story )?(?:kill|killed|withdrawn|withdrawal|withhold)\b", "kill"),
    (r"hold\b", "hold"),
    (r"advisory\b", "advisory"),
    (r"(?:official )?(?:corrected|correction|corrective)\b", "correction"),
    (r"(?:refiled?|resend)\b", "refile"),
    (r"(?:rpt|repeat)\b", "repeat"),
    (r"wrap(?:up)?\b", "wrapup"),
    (r"(?:alert|snap|flash|bulletin|(?:ap)?newsalert|breaking)\b|\*{2,12}$", "alert"),
    (
        r"(?:update[ds]?|urgent|newsbreak)\b|lead\b"
        r"|[0-9]{1,2}(?:st|nd|rd|th)\s?(?:lead|net|ld|update|writethru)(?:-writethru)?|writethru",
        "update",
    ),
)
_KINDS = tuple((re.compile(form, re.I), kind) for form, kind in _FORMS)
_NUMBER = re.compile(r"[0-9]{1,2}")
_KNOWN = re.compile(
    rf"(?:{'|'.join(form for form, _ in _FORMS)}|(?:embargo(?:ed)?|exclusive|take)\b)(?:[\s#]{{1,2}}[0-9]{{1,2}}\b)?",
    re.I,
)
_CALLED_OUT = re.compile(
    r"[*\s(]{0,9}(?:KILL(?:[ ,.!-]{1,3}KILL)+\b|KILL\s{0,3}(?:\n|$)|(?:MANDATORY|BULLETIN) KILL\b"
    r"|STORY (?:KILLED|WITHDRAWN)(?=\s{0,2}(?:[-–—:.)\n]|$)))"
)
_CALLED = re.compile(
    r"[*\s(]{0,9}(?:(?:PRESS|URGENT) KILL\b|(?:KILL|KILLED|WITHDRAWN)(?=\s{0,2}[-:])"
    r"|ADVISORY[-: ]{1,3}(?:STORY )?(?:KILLED|WITHDRAWN|KILL)\b)"
)
_STORY = r"(?:stor(?:y|ies)|items?|reports?|versions?)\b"
_KILL_ORDER = re.compile(
    rf"\bkill (?:the |our |th(?:is|at|ese) )?(?:{_STORY}|text|headline|copy|slug|earlier|dpa|ap|afp|reuters|bc-|[0-9])"
    rf"|\b{_STORY}[^.\n]{{0,120}} (?:is|are|was|were|has been|have been) (?:withdrawn|killed)\b"
    rf"|\b(?:has|have) (?:withdrawn|killed) (?:the |our |its |this |that |these )?{_STORY}"
    rf"|\bplease (?:withdraw|disregard) (?:the |our |this )?{_STORY}|\bwe (?:have|are) withdraw(?:n|ing)\b"
    r"|\bplease kill\b|\bkill is mandatory\b", re.I,
)  # fmt: skip
_ASKED = re.compile(rf"[^\n]{{0,40}}\bplease (?:kill|withdraw|disregard)\b[^\n.]{{0,80}}\b{_STORY}", re.I)
LONGEST_ORDER = 4000
"""Characters: an order to kill is short; a long message that only speaks of one is a story."""


@dataclass(frozen=True)
class Standing:
    """The kind of a message with the tags that say so, and the number in them."""

    kind: LifecycleKind
    tags: tuple[str, ...]

    def to_lifecycle(self, note: str | None) -> Lifecycle:
        return Lifecycle(
            kind=self.kind, number=number_of(self.tags), tags=self.tags,
            exclusive=any(tag.upper() == "EXCLUSIVE" for tag in self.tags), note=note,
        )  # fmt: skip


def standing_of(message: str, tags: tuple[str, ...], *, kill: bool = False, stub: bool = False) -> Standing:
    """What `message` (what stands under header lines) is. `tags` of headline and slug; `kill` by `is_kill`; `stub`: a
    line in capitals without text.
    """
    if kill or HOLD.match(message):
        return Standing("kill" if kill else "hold", tags or _called(message))
    kinds = (kind for kind in map(kind_of, tags) if kind and kind != "kill")
    return Standing(next(kinds, "alert" if stub else "story"), tags)


def kind_of(tag: str) -> LifecycleKind | None:
    """The kind that one tag says, or None for a tag that names no stage of life (`EXCLUSIVE`, `ANALYSIS`)."""
    return next((kind for form, kind in _KINDS if form.match(tag)), None)


def number_of(tags: tuple[str, ...]) -> int | None:
    return next((int(found[0]) for tag in tags if (found := _NUMBER.search(tag))), None)


def known_tags(part: str) -> tuple[str, ...]:
    """The lifecycle tags at the start of one part of a slug, in the form that is known; its other words are none."""
    found = _KNOWN.match(part)
    return (found[0], *known_tags(part[found.end() :].lstrip(" -"))) if found else ()


def is_kill(message: str, tags: tuple[str, ...]) -> bool:
    """True for a message (what stands under header lines) that kills a story; `tags` of its first line and slug."""
    if _CALLED_OUT.match(message):
        return True
    kinds = [kind_of(tag) for tag in tags]
    first = message.split("\n", 1)[0]
    if first.upper() != first and any(kind == "kill" and tag.isupper() for kind, tag in zip(kinds, tags, strict=True)):
        return True
    if _ASKED.match(message):
        return True
    marked = "kill" in kinds or "advisory" in kinds or _CALLED.match(message)
    return bool(marked and len(message) <= LONGEST_ORDER and _KILL_ORDER.search(message))


def _called(message: str) -> tuple[str, ...]:
    """The tag that a called-out word is: `KILL KILL KILL`, `MANDATORY KILL`."""
    tags, _ = tags_of(" ".join(message[:300].split("\n", 1)[0].split()))
    found = _CALLED_OUT.match(message) or _CALLED.match(message) or HOLD.match(message)
    return tags or ((" ".join(found[0].strip("* (\n").split()),) if found else ())
