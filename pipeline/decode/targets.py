"""What another message names: the story that a kill kills, a hold holds or a correction corrects."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.decode.anatomy.dates import days_in, iso
from pipeline.decode.anatomy.headline import read_headline, tags_of
from pipeline.decode.anatomy.marks import USN_IN_TEXT, usn_of
from pipeline.decode.identity import bare_slug, dated, headline_ref
from pipeline.story import Ref, RefRole

_ID = re.compile(
    r"(?:^|\s)id\s?[:=]\s?(?P<owner>[a-z0-9-]{1,20})-(?:usn-(?P<usn>[A-Za-z0-9_-]{1,39})|(?P<hash>[a-z2-7]{26}))(?![\w-])",
    re.I | re.ASCII,
)
_QUOTED = re.compile(
    r"\b(?:headlined|headed|entitled|titled|headline|slugged)\W{1,3}[\"“‘'](?P<name>[^\"”\n]{8,250})[\"”]", re.I
)
_ITEM = re.compile(
    r"\b(?P<dpa>dpa\s[0-9]{2,5})\b|\bitem\s(?:no\.?\s|number\s|#)?(?P<item>[a-z]{0,3}[0-9]{2,5})\b"
    r"|\b(?P<anpa>[a-z][0-9]{4})\b",
    re.I,
)
_SLUGGED = re.compile(r"\bslug(?:ged|line)?\W{1,3}(?P<slug>[A-Z][\w<>&/.-]{3,60})")
_SUBSTITUTE = re.compile(r"\b(?:substitut|replac|use\b|see\b|instead\b)[^.\n]{0,80}$", re.I)
NEAR, REACH = 1200, 4000
"""Characters within which a kill names its stories, and any other message the story it speaks of."""


@dataclass(frozen=True)
class Targets:
    """The names that a message gives one target; `story_id` where it is one of our own ids, `guid` the provider's."""

    usn: str | None = None
    guid: str | None = None
    story_id: str | None = None
    headline: str | None = None
    slug: str | None = None
    item: str | None = None
    day: str | None = None

    def refs(self, agency: str | None, role: RefRole) -> tuple[Ref, ...]:
        """References with `role`: all the names that there are."""
        refs = [Ref(kind="usn", value=self.usn, role=role)] if self.usn else []
        if self.guid:
            refs.append(Ref(kind="guid", value=self.guid, role=role))
        if self.story_id and not self.usn:
            refs.append(Ref(kind="guid", value=self.story_id, role=role))
        if self.item:
            refs.append(Ref(kind="item", value=dated(self.item, self.day), role=role))
        if self.slug:
            refs.append(Ref(kind="slug", value=dated(self.slug, self.day), role=role))
        if self.headline:
            refs.append(Ref(kind="headline", value=headline_ref(agency, self.headline), role=role))
        return tuple(refs)


def killed_by(
    message: str, own_usn: str | None = None, slug: str | None = None, day: str | None = None
) -> tuple[Targets, ...]:
    """The stories that a kill names, at least one. A number or an id in its words is name enough.

    Otherwise all that the copy gives is passed on; `slug`, `day` and `own_usn` are those of the message itself, which
    is sent under the killed story's number where it names no other.
    """
    numbered = _our_ids(message[:NEAR]) + tuple(Targets(usn=usn) for usn in usns_in(message[:NEAR]))
    if numbered:
        return numbered
    opening = message[:REACH]
    slugged = _SLUGGED.search(opening)
    days = (found for found in map(iso, days_in(opening)) if found)
    named = Targets(
        usn=own_usn, headline=_headline(opening), slug=bare_slug(slugged["slug"].rstrip(".-")) if slugged else slug,
        item=_item(opening), day=next(days, day),
    )  # fmt: skip
    return (named,)


def usns_in(text: str) -> tuple[str, ...]:
    """The numbers that a text names, each once: those in its sentences, else those on lines of their own."""
    spoken: dict[str, None] = {}
    substitutes: dict[str, None] = {}
    alone: dict[str, None] = {}
    for line in text.split("\n"):
        for found in USN_IN_TEXT.finditer(line):
            kind = alone if usn_of(line.strip()) else spoken
            if kind is spoken and _SUBSTITUTE.search(line[: found.start()].rpartition(". ")[2]):
                kind = substitutes
            kind[found["usn"]] = None
    return tuple(spoken or alone or substitutes)


def _our_ids(text: str) -> tuple[Targets, ...]:
    """The stories that are named by an id of ours: `id: reuters-usn-nL5N2AB3CD`. Only a number's case counts."""
    out: dict[str, Targets] = {}
    for found in _ID.finditer(text):
        owner, usn, hashed = found["owner"].lower(), found["usn"], found["hash"]
        name = f"{owner}-usn-{usn}" if usn else f"{owner}-{hashed.lower()}"
        out[name] = Targets(usn=usn, story_id=name)
    return tuple(out.values())


def _headline(opening: str) -> str | None:
    quoted = _QUOTED.search(opening)
    if quoted:
        return read_headline(quoted["name"]).key_text
    line = " ".join(opening.lstrip().split("\n", 1)[0].split())
    tags, rest = tags_of(line)
    return rest if tags and len(rest.split()) >= 3 else None


def _item(opening: str) -> str | None:
    found = _ITEM.search(opening)
    if not found:
        return None
    return " ".join((found["dpa"] or found["anpa"] or found["item"]).split())
