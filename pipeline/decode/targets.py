"""What another message names: the story that is killed, held, released or corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.decode.anatomy.dates import days_in, iso
from pipeline.decode.anatomy.headline import read_headline
from pipeline.decode.anatomy.marks import USN_IN_TEXT, usn_of
from pipeline.decode.anatomy.tags import tags_of
from pipeline.decode.identity import bare_slug, dated, headline_ref
from pipeline.story import Ref, RefRole

_ID = re.compile(
    r"(?:^|\s)id\s?[:=]\s?(?P<owner>[a-z0-9-]{1,20})-(?:usn-(?P<usn>[A-Za-z0-9_-]{1,39})"
    r"|(?P<hash>[a-z2-7]{26}))(?![\w-])",
    re.I | re.ASCII,
)
_SAID_TO_BE = (
    r"\b(?:headlined|headed|entitled|titled|titulada|intitulée|headline|slugged|item|story|report|alert|Meldung|Zusammenfassung"
    r"|dépêche|noticia|nota|notizia|notícia|intitolata|intitulada|titolo|Titel|Überschrift|(?:dpa|item|no\.)\s[0-9]{2,5}"
    r"|[a-z]{3}[0-9]{3,5}|of\s[0-9]{1,2}\s\w{3,9}|[a-zA-Z][0-9]{4})"
)
_QUOTED = re.compile(
    rf"{_SAID_TO_BE}[\s,:(]{{1,3}}(?:“(?P<curly>[^“”\n]{{8,250}})”|„(?P<low>[^„“”\n]{{8,250}})[“”]"
    rf"|«\s?(?P<angle>[^«»\n]{{8,250}}?)\s?»"
    r"|\"(?P<straight>[^\"\n]{8,250})\"|‘(?P<single>[^‘\n]{8,250}?)’(?![\w’])"
    r"|'(?P<plain>[^\n]{8,250}?)'(?=[\s,.;:)]{0,2}"
    r"(?:$|\n|[a-z]|which|is|was|it|[A-Z(])))",
    re.I,
)
_ITEM = re.compile(
    r"\b(?P<dpa>dpa\s[0-9]{2,5})\b|\b(?:item|meldung)\s(?:no\.?\s|number\s|nr\.?\s|#)?(?P<item>[a-z]{0,3}[0-9]{2,5})\b"
    r"|(?<![\w-])(?P<anpa>[a-z][0-9]{4})\b(?!-)",
    re.I,
)
_SLUGGED = re.compile(
    r"\b(?:slug(?:ged|line)?\W{1,3}|and\s(?=[A-Z]{3,24}-[A-Z]{2,24}/))(?P<slug>[A-Z][\w<>&/.-]{3,60})"
    r"|\b(?:[Kk]ill|KILL)(?:/[A-Z]{4,9})?\s(?:the\s)?(?:story\s|item\s)?(?:[A-Z]{3}[0-9]{1,3}\s)?"
    r"(?P<kill>(?:BC-{1,2})?[A-Z][\w.]{1,24}(?:-{1,2}[A-Z][\w.]{1,24}){1,5})"
    r"(?=,\s|(?<=\.)(?:\s|$)|\s(?:which|that|is|was|sent|moved|filed|issued|ISSUED|SENT)\b)"
    r"|\b(?:using|used|USING|USED)\s(?P<used>BC-{1,2}[A-Z][\w.]{1,24}(?:-{1,2}[A-Z][\w.]{1,24}){0,5}"
    r"(?:\s[A-Z][a-z]{2,20})?)(?=,?\s)|\b[Kk]ill\sthe\s(?P<spaced>[A-Z][\w. ]{1,30}-[\w. -]{2,40}?)\sstory\b"
)
_CORRECTIVE = re.compile(r"(?P<slug>[A-Z][\w.&-]*(?:[- ][\w.&-]+){0,6})\s(?:story|stories)$")
_SUBSTITUTE = re.compile(r"\b(?:substitut|replac|use\b|see\b|instead\b)[^.\n]{0,80}$", re.I)
NEAR, REACH = 1200, 4000
"""Characters within which a kill names its stories, and any other message the story it speaks of."""
MOST = 20


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

    @property
    def is_named(self) -> bool:
        """By more than a slug, which stories share."""
        return bool(self.usn or self.guid or self.story_id or self.headline or self.item)

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


def killed_by(message: str, own: Targets) -> tuple[Targets, ...]:
    """The stories that a kill names, at least one. A number or an id in its words is name enough.

    Otherwise all that the copy gives is passed on; `own` are the names of the message itself, which is sent under the
    killed story's number where it names no other.
    """
    numbered = _numbered(message[:NEAR])
    if numbered:
        return numbered
    opening = message[:REACH]
    named = _named(opening)
    if len(named) > 1:
        return named
    (one,) = named or (Targets(),)
    headline = one.headline or _tagged(opening)
    return (replace(own, item=one.item, slug=one.slug or own.slug, day=one.day or own.day, headline=headline),)


def spoken_of(text: str, slug: str | None = None, headline: str | None = None) -> tuple[Targets, ...]:
    """The stories that a correction, a hold or a release names in `text`; none where it names none.

    A day alone names the story under the message's own `slug`. `headline`: that of AP's correctives, which is the
    slug of what they correct (`Harbour-Talks story`).
    """
    opening = text[:REACH]
    numbered = _numbered(opening)
    if numbered:
        return numbered
    corrected = _CORRECTIVE.match(headline) if headline else None
    slug = corrected["slug"] if corrected else slug
    named = _named(opening)
    if named:
        return named if len(named) > 1 or not corrected else (replace(named[0], slug=named[0].slug or slug),)
    day = next((found for found in map(iso, days_in(opening)) if found), None)
    return (Targets(slug=slug, day=day),) if slug and (day or corrected) else ()


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


def _named(opening: str) -> tuple[Targets, ...]:
    """The stories that are named by item, slug or headline: several of one kind are several stories."""
    items = _once(_item(found) for found in _ITEM.finditer(opening))
    slugs = _once(_slug(found) for found in _SLUGGED.finditer(opening))
    headlines = _once(_headline(found) for found in _QUOTED.finditer(opening))
    most = max(len(items), len(slugs), len(headlines))
    day = next((found for found in map(iso, days_in(opening)) if found), None)
    each = (
        Targets(item=_at(items, at, most), slug=_at(slugs, at, most), headline=_at(headlines, at, most), day=day)
        for at in range(min(most, MOST))
    )
    return tuple(each)


def _at(names: tuple[str, ...], at: int, most: int) -> str | None:
    """The name of story number `at`: where there are as many names of this kind as stories."""
    return names[at] if len(names) == most else None


def _once(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _numbered(text: str) -> tuple[Targets, ...]:
    """The stories that are named by an id of ours or by their numbers, each once."""
    by_id = _our_ids(text)
    named = {target.usn for target in by_id}
    return by_id + tuple(Targets(usn=usn) for usn in usns_in(text) if usn not in named)


def _our_ids(text: str) -> tuple[Targets, ...]:
    """The stories that are named by an id of ours: `id: reuters-usn-nL5N2AB3CD`. Only a number's case counts."""
    out: dict[str, Targets] = {}
    for found in _ID.finditer(text):
        owner, usn, hashed = found["owner"].lower(), found["usn"], found["hash"]
        name = f"{owner}-usn-{usn}" if usn else f"{owner}-{hashed.lower()}"
        out[name] = Targets(usn=usn, story_id=name)
    return tuple(out.values())


def _headline(found: re.Match[str]) -> str:
    return read_headline(next(name for name in found.groups() if name)).key_text


def _tagged(opening: str) -> str | None:
    """The headline behind a kill's own tag: `KILL-Owner to buy port`."""
    line = " ".join(opening.lstrip().split("\n", 1)[0].split())
    tags, rest = tags_of(line)
    return rest if tags and len(rest.split()) >= 3 else None


def _item(found: re.Match[str]) -> str:
    """`dpa 157`, `157`; the letter of an ANPA number is small, as in its header."""
    return " ".join((found["dpa"] or found["item"] or found["anpa"].lower()).split())


def _slug(found: re.Match[str]) -> str | None:
    return bare_slug((found["slug"] or found["kill"] or found["used"] or found["spaced"]).rstrip(".-,"))
