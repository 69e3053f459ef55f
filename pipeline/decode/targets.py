"""What another message names: the story that a kill kills, a hold holds or a correction corrects."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.decode.anatomy.dates import days_in, iso
from pipeline.decode.anatomy.headline import read_headline, tags_of
from pipeline.decode.anatomy.marks import USN_IN_TEXT
from pipeline.decode.identity import dated, headline_ref
from pipeline.story import Ref, RefRole

_ID = re.compile(r"(?:^|\s)id\s?[:=]\s?(?P<id>[a-z0-9-]{1,30}-(?:usn-[A-Za-z0-9_-]{1,40}|[a-z2-7]{26}))(?![\w-])", re.I)
_QUOTED = re.compile(
    r"\b(?:headlined|headed|entitled|titled|headline|slugged)\W{1,3}[\"“‘'](?P<name>[^\"”\n]{8,250})[\"”]", re.I
)
_ITEM = re.compile(
    r"\b(?P<dpa>dpa\s\d{2,5})\b|\bitem\s(?:no\.?\s|number\s|#)?(?P<item>[a-z]{0,3}\d{2,5})\b|\b(?P<anpa>[a-z]\d{4})\b",
    re.I,
)
_SLUGGED = re.compile(r"\bslug(?:ged|line)?\W{1,3}(?P<slug>[A-Z][\w<>&/.-]{3,60})")


@dataclass(frozen=True)
class Targets:
    """The names that a message gives its target; `story_id` where it is one of our own ids."""

    usn: str | None = None
    story_id: str | None = None
    headline: str | None = None
    slug: str | None = None
    item: str | None = None
    day: str | None = None

    def refs(self, agency: str | None, role: RefRole) -> tuple[Ref, ...]:
        """References with `role`. A USN is name enough; without one all that the copy gives is passed on."""
        if self.usn:
            return (Ref(kind="usn", value=self.usn, role=role),)
        refs = [Ref(kind="guid", value=self.story_id, role=role)] if self.story_id else []
        if self.item:
            refs.append(Ref(kind="item", value=dated(self.item, self.day), role=role))
        if self.slug:
            refs.append(Ref(kind="slug", value=dated(self.slug, self.day), role=role))
        if self.headline:
            refs.append(Ref(kind="headline", value=headline_ref(agency, self.headline), role=role))
        return tuple(refs)


def targets_of(copy: str, slug: str | None = None, day: str | None = None) -> Targets:
    """The names in the opening of `copy`; `slug` and `day` are those of the message itself, where it names no
    others.
    """
    opening = copy[:4000]
    usn = USN_IN_TEXT.search(opening)
    own = _ID.search(opening)
    own_id = own["id"] if own else None
    slugged = _SLUGGED.search(opening)
    if own_id and "-usn-" in own_id:
        return Targets(usn=usn["usn"] if usn else own_id.split("-usn-", 1)[1], story_id=own_id)
    return Targets(
        usn=usn["usn"] if usn else None, story_id=own_id, headline=_headline(opening),
        slug=slugged["slug"] if slugged else slug, item=_item(opening),
        day=next((found for found in map(iso, days_in(opening)) if found), day),
    )  # fmt: skip


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
