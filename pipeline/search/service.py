"""Asks Elasticsearch and reads its answers. Killed and withheld stories come out as a notice, never as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Literal, get_args

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from pydantic import BaseModel, ConfigDict

from pipeline import settings as settings_module
from pipeline.enrich.tables import load_countries, topic_names
from pipeline.errors import BadSetting, Unavailable
from pipeline.folding import fold
from pipeline.index.documents import story_of
from pipeline.search.query import MARK, UNMARK, Question, build, is_topic_code
from pipeline.story import EnrichedStory, Moment, Status

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
MOST_VERSIONS = 100
KILLED = "This story was killed. It must not be published, and copies in use must be removed."
WITHHELD = "This story is withheld"
NO_SUCH_INDEX = "index_not_found_exception"


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Piece(Answer):
    """A stretch of a fragment; `hit` where it answers the question."""

    text: str
    hit: bool = False


Fragment = tuple[Piece, ...]
TimeBasis = Literal["version_created", "first_created", "received"]


class FoundEvent(Answer):
    """An event that answers the question, and the sentence that says so. `flags`: `future`, `negated`, …"""

    type: str
    flags: tuple[str, ...] = ()
    evidence: str


class Hit(Answer):
    """`title` is the headline, or the first words where there is none. `fragments` are passages that answer.

    `time` is what `time_basis` says: stories without a time of their own are sorted by when they were received.
    """

    id: str
    version: int
    title: Fragment
    has_headline: bool
    agency: str | None = None
    dateline: str | None = None
    time: Moment | None = None
    time_basis: TimeBasis | None = None
    kind: str = "story"
    opening: str = ""
    fragments: tuple[Fragment, ...] = ()
    countries: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    events: tuple[FoundEvent, ...] = ()
    score: float | None = None


class Results(Answer):
    """`total` counts all that answer, `hits` are those from `offset` on."""

    total: int
    offset: int
    hits: tuple[Hit, ...]


class VersionLine(Answer):
    version: int
    status: Status
    version_created: Moment | None = None


class Shown(Answer):
    """One version of a story, or where it may not be shown `notice` and no story. `versions`: newest first."""

    id: str
    version: int
    status: Status
    notice: str | None = None
    story: EnrichedStory | None = None
    versions: tuple[VersionLine, ...] = ()


def find(client: Elasticsearch, settings: settings_module.Elasticsearch, question: Question) -> Results:
    """The stories that answer. Raises `BadSetting` for an unknown country or topic, `Unavailable` when Elasticsearch is
    away.
    """
    body = build(question, load_countries().asked)
    with _reaching(settings.stories):
        if question.topic:
            _known_topic(client, settings.stories, question.topic)
        answer = client.search(index=settings.stories, body=body).body
    found = answer["hits"]
    return Results(
        total=found["total"]["value"], offset=question.offset, hits=tuple(_hit(hit) for hit in found["hits"])
    )


def _known_topic(client: Elasticsearch, index: str, topic: str) -> None:
    """Raises `BadSetting` for a name that is neither the lexicon's nor one that a provider gave to any story."""
    names = {fold(name): name for name in topic_names()}
    if is_topic_code(topic) or fold(topic) in names:
        return
    if client.count(index=index, query={"term": {"topic_names": fold(topic)}})["count"]:
        return
    near = [names[name] for name in get_close_matches(fold(topic), names, 3, 0.5)]
    hint = f"the nearest are {', '.join(near)}" if near else f"such as {', '.join(sorted(names.values())[:3])}"
    raise BadSetting(f"topic: no topic is called {topic[:40]!r}; {hint}; or write a code of eight figures")


def show(
    client: Elasticsearch, settings: settings_module.Elasticsearch, id: str, version: int | None = None
) -> Shown | None:
    """A story or one of its versions; none where there is no such one.

    The head is always looked at first: an earlier version of a killed or withheld story is not shown either.
    """
    if not ID.fullmatch(id) or (head := _get(client, settings.stories, id)) is None:
        return None
    if head["status"] != "usable":
        return _notice(head, id)
    found = head
    if version is not None and version != head["version"]:
        earlier = _get(client, settings.versions, f"{id}/{version}")
        if earlier is None:
            return None
        found = earlier
    versions = _versions(client, settings.versions, id)
    if found["status"] != "usable":
        return _notice(found, id).model_copy(update={"versions": versions})
    story = story_of(found)
    return Shown(id=id, version=story.version, status=story.status, story=story, versions=versions)


def fragment(marked: str) -> Fragment:
    """`a \\ue000hit\\ue001 b` → its pieces."""
    pieces: list[Piece] = []
    for number, part in enumerate(marked.split(MARK)):
        hit, closed, rest = part.partition(UNMARK)
        if number == 0 or not closed:
            pieces.append(Piece(text=part.replace(UNMARK, "")))
        else:
            pieces += [Piece(text=hit, hit=True), Piece(text=rest.replace(UNMARK, ""))]
    return tuple(piece for piece in pieces if piece.text)


def _hit(hit: Mapping[str, Any]) -> Hit:
    source, highlights = hit["_source"], hit.get("highlight", {})
    headline, opening = source.get("headline"), source.get("opening", "")
    marked = _better(highlights, "headline")
    inner = hit.get("inner_hits", {}).get("events", {}).get("hits", {}).get("hits", ())
    return Hit(
        id=source["id"],
        version=source["version"],
        title=fragment(marked[0] if marked else headline or opening),
        has_headline=bool(headline),
        agency=source.get("agency"),
        dateline=((source.get("story") or {}).get("dateline") or {}).get("text"),
        time=source.get("time"),
        time_basis=next((name for name in get_args(TimeBasis) if source["times"].get(name)), None),
        kind=source["lifecycle"]["kind"],
        opening=opening,
        fragments=tuple(fragment(passage) for passage in _better(highlights, "text")),
        countries=tuple(source.get("countries", ())),
        event_types=tuple(source.get("event_types", ())),
        events=tuple(FoundEvent.model_validate(one["_source"]) for one in inner),
        score=hit.get("_score"),
    )


def _better(highlights: Mapping[str, list[str]], field: str) -> list[str]:
    """The highlights of the stemmed or of the folded form of a field, whichever marks more."""
    forms = [highlights.get(field, []), highlights.get(f"{field}.folded", [])]
    return max(forms, key=lambda passages: sum(passage.count(MARK) for passage in passages))


def _get(client: Elasticsearch, index: str, key: str) -> dict[str, Any] | None:
    with _reaching(index):
        try:
            return dict(client.get(index=index, id=key)["_source"])
        except NotFoundError as error:
            if error.error == NO_SUCH_INDEX:
                raise
            return None


def _versions(client: Elasticsearch, index: str, id: str) -> tuple[VersionLine, ...]:
    with _reaching(index):
        answer = client.search(
            index=index,
            query={"term": {"id": id}},
            sort=[{"version": {"order": "desc"}}],
            size=MOST_VERSIONS,
            source_includes=["version", "status", "version_created"],
        )
    return tuple(VersionLine.model_validate(hit["_source"]) for hit in answer["hits"]["hits"])


def _notice(document: Mapping[str, Any], id: str) -> Shown:
    status, version = document["status"], document["version"]
    if status == "canceled":
        return Shown(id=id, version=version, status=status, notice=KILLED)
    until = story_of(dict(document)).times.embargo_until
    reason = f" under an embargo until {_clock(until)}" if until else ": it is on hold or under an embargo"
    return Shown(id=id, version=version, status=status, notice=f"{WITHHELD}{reason}.")


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


@contextmanager
def _reaching(index: str) -> Iterator[None]:
    """Say in one sentence what is away. A request that Elasticsearch calls wrong is our fault and passes as it is."""
    try:
        yield
    except TransportError as error:
        raise Unavailable(f"Elasticsearch does not answer ({type(error).__name__}): try again later") from None
    except NotFoundError:
        raise Unavailable(f"Elasticsearch has no index {index}: run `wire index create`") from None
    except ApiError as error:
        if error.status_code == 400:
            raise
        raise Unavailable(f"Elasticsearch refuses to answer ({error.status_code} {error.error})") from None
