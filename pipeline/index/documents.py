"""EnrichedStory → the documents of Elasticsearch. Pure.

The head document (`stories`) holds what people search, filter and count, and under `story` (not indexed) the whole
message, without its text where the text stands in the document anyway; `story_of` puts it together again. The version
document (`story-versions`) holds the whole message only.

A canceled story leaves a tombstone: no words of it, neither indexed nor stored. A withheld story keeps its words under
`story`, which no query reads, so that it can't be found by them; its searchable fields say only what it is. Of both the
address (`source.uri`) is dropped, since a file is often named like its headline.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pipeline.folding import folded
from pipeline.story import Actor, Code, EnrichedStory, Entity, Event, Issue, Lifecycle, Place, Topic, rfc3339

MAX_ENTITIES = 1_000
MAX_EVENTS = 500
MAX_PLACES = 500
"""Elasticsearch refuses a document with more than 10,000 nested objects; no story that people read comes near these."""
MAX_TEXT = 30_000
"""Characters. A longer text goes to `long_text`: searched alike, but not highlighted, since the embedded server takes
minutes for a text of a megabyte. Wire stories are rarely longer than 10,000."""
OPENING = 300
LARGEST = 2**31 - 1
PLACE_LABELS = frozenset({"GPE", "LOC"})
FLAGS = ("negated", "future", "hypothetical", "historical", "retracted")
WORDLESS_REFS = frozenset({"usn", "guid", "item"})
"""Kinds of refs that hold no words of the story that they name."""
TAG_WORDS = frozenset({
    "alert", "snap", "flash", "bulletin", "urgent", "breaking", "newsbreak", "newsalert", "apnewsalert", "update",
    "updated", "wrap", "wrapup", "lead", "ld", "st", "nd", "rd", "th", "net", "take", "writethru", "official",
    "corrected", "correction", "corrective", "rpt", "repeat", "refile", "refiled", "resend", "mandatory", "press",
    "story", "kill", "killed", "withdrawn", "withdrawal", "withhold", "hold", "advisory", "embargoed", "reinstated",
    "exclusive", "analysis", "factbox", "explainer", "timeline", "newsmaker", "breakingviews", "interview", "insight",
})  # fmt: skip
"""Words of tags that say the stage or the genre of a story and nothing of what it tells."""
_WORD = re.compile(r"[^\W\d_]+")


def actions(
    story: EnrichedStory, stories_index: str, versions_index: str, indexed_at: datetime
) -> list[dict[str, Any]]:
    """The bulk actions of one story, in the form of `elasticsearch.helpers`: its head, and its version.

    The head is written with `external_gte`: a lower version is answered 409 and leaves the higher one standing.
    """
    head, version = head_and_version(story, indexed_at)
    return [
        {
            "_op_type": "index", "_index": stories_index, "_id": story.id, "version": story.version,
            "version_type": "external_gte", "_source": head,
        },
        {"_op_type": "index", "_index": versions_index, "_id": story.key, "_source": version},
    ]  # fmt: skip


def head_and_version(story: EnrichedStory, indexed_at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """The documents of `configs/mappings/stories.json` and `story-versions.json`; a canceled version holds a tombstone
    in both. `indexed_at` is the clock's time, with its zone.
    """
    story = kept(story)
    stored = story.model_dump(mode="json", by_alias=True)
    return _head(story, stored, indexed_at), _version(story, stored)


def _head(story: EnrichedStory, stored: dict[str, Any], indexed_at: datetime) -> dict[str, Any]:
    capped = _caps(story)
    document = _identity(story, indexed_at) | {"issues": _unique(issue.code for issue in (*story.issues, *capped))}
    stored = stored | {"issues": stored["issues"] + [issue.model_dump(mode="json") for issue in capped]}
    if story.status == "usable":
        field = "text" if len(story.text) <= MAX_TEXT else "long_text"
        document |= _words(story) | _facets(story) | {field: stored.pop("text")}
        document |= {"entities": _entities(story), "places": _places(story), "events": _events(story)}
    return _present(document) | {"story": stored}


def _version(story: EnrichedStory, stored: dict[str, Any]) -> dict[str, Any]:
    times = {"version_created": stored["times"]["version_created"], "received": stored["times"]["received"]}
    identity = {"id": story.id, "version": story.version, "status": story.status}
    return identity | {name: moment for name, moment in times.items() if moment} | {"story": stored}


def story_of(document: dict[str, Any]) -> EnrichedStory:
    """The message of a head or version document."""
    text = document.get("text", document.get("long_text"))
    stored = document["story"] if text is None else document["story"] | {"text": text}
    return EnrichedStory.model_validate({"text": "", **stored})


def kept(story: EnrichedStory) -> EnrichedStory:
    """What the indices hold of a story: a tombstone of a canceled one; of a withheld one no address and no tag that
    may be its own word."""
    if story.status == "usable":
        return story
    tags = tuple(tag for tag in story.lifecycle.tags if TAG_WORDS.issuperset(_WORD.findall(tag.lower())))
    wordless = {
        "source": story.source.model_copy(update={"uri": None}),
        "lifecycle": story.lifecycle.model_copy(update={"tags": tags}),
    }
    story = story.model_copy(update=wordless)
    return tombstone(story) if story.status == "canceled" else story


def tombstone(story: EnrichedStory) -> EnrichedStory:
    """What may remain of a canceled story: identity, source, agency, kind, times, and whom it kills. No word of it."""
    return EnrichedStory(
        id=story.id,
        version=story.version,
        status="canceled",
        source=story.source.model_copy(update={"content_type": None}),
        agency=story.agency,
        refs=tuple(ref for ref in story.refs if ref.role == "kills" and ref.kind in WORDLESS_REFS),
        language=story.language,
        times=story.times,
        lifecycle=Lifecycle(kind=story.lifecycle.kind, number=story.lifecycle.number, tags=story.lifecycle.tags),
        steps=story.steps,
    )


def story_time(story: EnrichedStory) -> datetime | None:
    """The time by which stories are sorted and filtered: of this version, else of the first, else of its receipt."""
    return story.times.version_created or story.times.first_created or story.times.received


def _caps(story: EnrichedStory) -> list[Issue]:
    """An issue for each list that the index cuts; the lists in the story stay whole."""
    counts = {
        "entities": (len({entity.id for entity in story.entities}), MAX_ENTITIES),
        "events": (len(story.events), MAX_EVENTS),
        "places": (len(story.places), MAX_PLACES),
    }
    return [
        Issue(step="index", code=f"{name}_capped", message=f"{count} {name}, of which the first {cap} can be searched")
        for name, (count, cap) in counts.items()
        if count > cap
    ]


def _identity(story: EnrichedStory, indexed_at: datetime) -> dict[str, Any]:
    """What every head document says, whatever its status."""
    time = story_time(story)
    times = story.times.model_dump(mode="json", exclude_none=True) | {"indexed": rfc3339(indexed_at)}
    lifecycle = story.lifecycle
    kind = {"kind": lifecycle.kind, "number": _number(lifecycle.number), "tags": list(lifecycle.tags)}
    return {
        "id": story.id,
        "version": story.version,
        "status": story.status,
        "source": _present({"name": story.source.name, "sha256": story.source.sha256, "uri": story.source.uri}),
        "format": story.source.format,
        "agency": story.agency,
        "agency_folded": folded([story.agency]),
        "language": _languages(story.language),
        "lifecycle": kind | {"exclusive": lifecycle.exclusive},
        "time": rfc3339(time) if time else None,
        "times": times,
        "refs": [f"{ref.kind}:{ref.value}" for ref in story.refs] if story.status != "withheld" else None,
        "steps": [f"{name}:{step.status}" for name, step in story.steps.items()],
    }


def _languages(tag: str | None) -> list[str]:
    """`en-US` → `en-us` and `en`, by either of which it is found."""
    return _unique([tag.lower(), tag.lower().partition("-")[0]]) if tag else []


def _words(story: EnrichedStory) -> dict[str, Any]:
    return {
        "slug": story.slug,
        "headline": story.headline,
        "subheadline": story.subheadline,
        "captions": [caption.text for caption in story.captions],
        "opening": _opening(story.text),
        "byline_folded": folded(story.byline),
        "dateline_places": folded(story.dateline.places if story.dateline else ()),
        "credit_names": folded(name for credit in story.credits for name in credit.names),
        "photographers": folded(caption.photographer for caption in story.captions),
    }


def _facets(story: EnrichedStory) -> dict[str, Any]:
    dateline = story.dateline
    named = [entity.canonical or entity.text for entity in story.entities]
    where = [name for e in story.entities if e.label in PLACE_LABELS for name in (e.canonical, e.text)]
    where += [place.name for place in story.places]
    where += [*dateline.places, dateline.region] if dateline else []
    return {
        "priority": story.priority,
        "urgency": story.urgency,
        "word_count": _number(story.word_count),
        "categories": _codes(story.categories),
        "subjects": _codes(story.subjects),
        "keywords": _unique(story.keywords),
        "topics": _codes(story.topics),
        "topic_names": folded(topic.name for topic in story.topics),
        "chain": _present(story.chain.model_dump(exclude={"similarity"})),
        "quote_speakers": _speakers(story),
        "entity_names": _unique(named)[:MAX_ENTITIES],
        "countries": list(story.countries),
        "event_types": _unique(event.type for event in story.events if not (event.negated or event.retracted)),
        "place_names": folded(where)[:MAX_ENTITIES],
    }


def _codes(codes: Iterable[Code | Topic]) -> list[str]:
    """`iptc:11000000`; a code without a scheme stands alone, and a name where there is no code."""
    printed = ((code.scheme, code.code or code.name or "") for code in codes)
    return _unique(f"{scheme}:{name}" if scheme else name for scheme, name in printed if name)


def _speakers(story: EnrichedStory) -> list[str]:
    known = _names_of(story)
    return folded(name for quote in story.quotes for name in (quote.speaker, known.get(quote.speaker_entity or "")))


def _entities(story: EnrichedStory) -> list[dict[str, Any]]:
    """One object for each entity, not for each mention."""
    mentions: dict[str, list[Entity]] = defaultdict(list)
    for entity in story.entities:
        mentions[entity.id].append(entity)
    return [_entity(id, found) for id, found in list(mentions.items())[:MAX_ENTITIES]]


def _entity(id: str, mentions: list[Entity]) -> dict[str, Any]:
    names = [entity.canonical for entity in mentions if entity.canonical]
    labels = [entity.label for entity in mentions]
    return {
        "id": id,
        "name": names[0] if names else max((entity.text for entity in mentions), key=len),
        "folded": folded([*names, *(entity.text for entity in mentions)]),
        "label": max(dict.fromkeys(labels), key=labels.count),
        "country": next((entity.country for entity in mentions if entity.country), None),
        "mentions": len(mentions),
    }


def _places(story: EnrichedStory) -> list[dict[str, Any]]:
    return [
        {
            "place_id": place.place_id,
            "name": place.name,
            "folded": folded([place.name]),
            "kind": place.kind,
            "country": place.country,
            "admin1": place.admin1,
            "location": _location(place),
            "is_focus": place.is_focus,
            "mentions": len(place.mentions),
        }
        for place in story.places[:MAX_PLACES]
    ]


def _events(story: EnrichedStory) -> list[dict[str, Any]]:
    names = _names_of(story)
    return [_event(event, names) for event in story.events[:MAX_EVENTS]]


def _names_of(story: EnrichedStory) -> dict[str, str]:
    """The full name of each entity by its id."""
    return {entity.id: entity.canonical for entity in story.entities if entity.canonical}


def _event(event: Event, names: dict[str, str]) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "quad": event.quad,
        **_side("source", event.sources, names),
        **_side("target", event.targets, names),
        **_side("recipient", event.recipients, names),
        "flags": [flag for flag in FLAGS if getattr(event, flag)],
        "place": event.place,
        "date": _day(event.date),
        "score": event.score,
        "evidence": event.evidence.text,
    }


def _side(side: str, actors: tuple[Actor, ...], names: dict[str, str]) -> dict[str, list[str]]:
    known = [names.get(actor.entity or "") for actor in actors]
    return {
        f"{side}_country": _unique(actor.country for actor in actors if actor.country),
        f"{side}_sector": _unique(actor.sector for actor in actors if actor.sector),
        f"{side}_name": folded([*(actor.text for actor in actors), *(actor.name for actor in actors), *known]),
    }


def _location(place: Place) -> dict[str, float] | None:
    """A point that Elasticsearch takes; one outside the globe would have the whole document refused."""
    if place.lat is None or place.lon is None:
        return None
    on_globe = -90 <= place.lat <= 90 and -180 <= place.lon <= 180
    return {"lat": place.lat, "lon": place.lon} if on_globe else None


def _day(text: str | None) -> str | None:
    """The day where it is a whole one; a month or a year alone stays in the story only."""
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}


def _number(value: int | None) -> int | None:
    """A number that fits the index; a larger one is no number that anybody searches."""
    return value if value is not None and abs(value) <= LARGEST else None


def _opening(text: str) -> str:
    """The first words, cut between words: what a list shows of a story without a headline."""
    first = " ".join(text[: OPENING + 100].split())
    return first if len(first) <= OPENING else first[:OPENING].rsplit(" ", 1)[0] + " …"


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
