"""The messages: what stands on `wire.raw`, what decoding makes of it, what enrichment adds.

`EnrichedStory` is the message `story/1` of `docs/message.md`: field names and meanings are fixed there. All
`start`/`end` are offsets in Unicode code points, end exclusive, into the field that `field` names. Values here are
immutable; a step returns a copy with its own fields filled.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, ValidationError

SCHEMA = "story/1"
MAX_VERSION = 2**53 - 1


def rfc3339(moment: datetime) -> str:
    """`2016-10-04T12:00:00Z`, with fractions only where there are some."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


Moment = Annotated[AwareDatetime, PlainSerializer(rfc3339, return_type=str, when_used="json")]
Offset = Annotated[int, Field(ge=0)]
Score = Annotated[float, Field(ge=0, le=1)]
FieldName = Literal["text", "headline", "dateline"]
Format = Literal["plaintext", "anpa1312", "iptc7901", "nitf", "newsmlg2", "newsml12", "ninjs", "sgml", "email", "rss"]
Status = Literal["usable", "withheld", "canceled"]
RefKind = Literal["usn", "guid", "item", "slug", "headline"]
RefRole = Literal["self", "replaces", "kills", "corrects", "holds", "releases"]
LifecycleKind = Literal[
    "story", "alert", "update", "wrapup", "correction", "refile", "repeat", "kill", "hold", "advisory"
]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
NoteKind = Literal[
    "editor_note", "trash_line", "bullets", "boilerplate", "not_for_publication", "contact", "rights",
    "byline", "credits", "header", "signoff", "embargo", "kill", "correction", "usn", "abstract",
]  # fmt: skip
StepStatus = Literal["ok", "partial", "failed", "skipped", "unsupported_language"]


class Message(BaseModel):
    """Base of every part: immutable, and tolerant of fields that a newer producer added."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Span(Message):
    text: str
    start: Offset
    end: Offset
    field: FieldName = "text"


class Source(Message):
    """Where the copy came from. `topic`, `partition`, `offset` are null outside Kafka."""

    name: str
    format: Format = "plaintext"
    content_type: str | None = None
    sha256: str
    received_at: Moment | None = None
    uri: str | None = None
    part: int = 0
    topic: str | None = None
    partition: int | None = None
    offset: int | None = None


class Ref(Message):
    kind: RefKind
    value: str
    role: RefRole = "self"


class Code(Message):
    """A provider's code, kept raw; where it gives only a name, there is no code."""

    scheme: str | None = None
    code: str | None = None
    name: str | None = None


class Dateline(Message):
    """`date` is ISO where the dateline has a year, otherwise `--MM-DD`."""

    text: str
    places: tuple[str, ...] = ()
    region: str | None = None
    date: str | None = None
    agency: str | None = None


class Credit(Message):
    role: str
    names: tuple[str, ...] = ()
    place: str | None = None


class Caption(Message):
    text: str
    credit: str | None = None
    photographer: str | None = None
    agency: str | None = None


class Note(Message):
    kind: NoteKind
    text: str


class Times(Message):
    first_created: Moment | None = None
    version_created: Moment | None = None
    embargo_until: Moment | None = None
    dateline_date: str | None = None
    received: Moment | None = None
    enriched: Moment | None = None


class Lifecycle(Message):
    kind: LifecycleKind = "story"
    number: int | None = None
    tags: tuple[str, ...] = ()
    exclusive: bool = False
    supersedes: str | None = None
    note: str | None = None


class Chain(Message):
    key: str | None = None
    previous: str | None = None
    duplicate_of: str | None = None
    similarity: float | None = None


class Issue(Message):
    """What was repaired, cut or doubted. `step` is the step that found it."""

    step: str
    code: str
    message: str


class Step(Message):
    version: str
    status: StepStatus = "ok"
    millis: float = 0.0


class Entity(Message):
    """One mention; mentions of one thing share `id`. `country` is ISO 3166-1 alpha-3; `title` what stands before a
    person's name (`Foreign Minister`).
    """

    id: str
    text: str
    label: str
    start: Offset
    end: Offset
    field: FieldName = "text"
    canonical: str | None = None
    country: str | None = None
    place_id: str | None = None
    title: str | None = None
    score: Score | None = None


class PlaceMention(Message):
    start: Offset
    end: Offset
    field: FieldName = "text"


class Place(Message):
    place_id: str
    name: str
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: tuple[PlaceMention, ...] = ()
    is_focus: bool = False


class Quote(Message):
    text: str
    start: Offset
    end: Offset
    kind: Literal["direct", "indirect"] = "direct"
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_entity: str | None = None
    cue: str | None = None


class Actor(Span):
    """A party to an event: `entity` is an `Entity.id`, `sector` a PLOVER sector (`GOV MIL REB …`)."""

    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    name: str | None = None


class Evidence(Message):
    """The sentence that says it, and the words that carry the event; all offsets into `field`."""

    field: FieldName = "text"
    start: Offset
    end: Offset
    text: str
    trigger_start: Offset
    trigger_end: Offset


class Event(Message):
    """Somebody did (or will, may, did not) something to somebody. Types: PLOVER manual v2.0.

    `mentions`: where else the story tells of the same happening.
    """

    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str
    quad: Quad
    sources: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    place: str | None = None
    date: str | None = None
    date_basis: Literal["text", "dateline", "caption", "version_created"] | None = None
    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    historical: bool = False
    attribution: Span | None = None
    evidence: Evidence
    mentions: tuple[Evidence, ...] = ()
    score: Score
    retracted: bool = False


class Topic(Message):
    scheme: str
    code: str
    name: str
    score: Score | None = None


class Story(Message):
    """What decoding makes of one part of one raw record."""

    schema_: Literal["story/1"] = Field(default="story/1", alias="schema")
    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    version: int = Field(ge=1, le=MAX_VERSION)
    refs: tuple[Ref, ...] = ()
    status: Status = "usable"
    source: Source
    agency: str | None = None
    headline: str | None = None
    headline_raw: str | None = None
    headline_attribution: str | None = None
    subheadline: str | None = None
    slug: str | None = None
    priority: str | None = None
    urgency: int | None = Field(default=None, ge=1, le=9)
    word_count: int = 0
    categories: tuple[Code, ...] = ()
    keywords: tuple[str, ...] = ()
    subjects: tuple[Code, ...] = ()
    dateline: Dateline | None = None
    byline: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    captions: tuple[Caption, ...] = ()
    notes: tuple[Note, ...] = ()
    text: str = ""
    language: str | None = None
    times: Times = Times()
    lifecycle: Lifecycle = Lifecycle()
    chain: Chain = Chain()
    issues: tuple[Issue, ...] = ()
    steps: Mapping[str, Step] = {}

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    @property
    def key(self) -> str:
        """The record key on `wire.enriched`: replays collapse, every version stays."""
        return f"{self.id}/{self.version}"


class EnrichedStory(Story):
    """`story/1`: what `wire.enriched` carries and Elasticsearch stores."""

    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    countries: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    topics: tuple[Topic, ...] = ()

    def to_json(self) -> bytes:
        return self.model_dump_json(by_alias=True).encode()

    @classmethod
    def from_record(cls, value: bytes | str) -> EnrichedStory:
        """Read the value of a record of `wire.enriched`.

        Raises `ValueError` with one sentence where the major of `schema` is not ours or the value is no story.
        """
        try:
            story = cls.model_validate_json(value)
            if "schema_" in story.model_fields_set:
                return story
        except ValidationError:
            if _schema(value) == SCHEMA:
                raise
        found = _schema(value)
        if found is None or found.split("/")[0] != "story":
            raise ValueError("this record is not a story: it has no schema 'story/N'")
        raise ValueError(f"this reader knows {SCHEMA}, the record is {found}: update the reader")


def _schema(value: bytes | str) -> str | None:
    fields = json.loads(value)
    found = fields.get("schema") if isinstance(fields, dict) else None
    return found if isinstance(found, str) else None


class RawStory(Message):
    """A record of `wire.raw`: the untouched bytes and what its headers say."""

    value: bytes
    source: str
    sha256: str
    format: Format | Literal["auto"] = "auto"
    content_type: str | None = None
    received_at: Moment | None = None
    uri: str | None = None
    topic: str | None = None
    partition: int | None = None
    offset: int | None = None


class Failure(Message):
    """One part that could not become a story; it becomes a dead letter. `code` is one of `errors.DEAD_CODES`."""

    stage: str
    code: str
    reason: str
    part: int = 0
