"""Typed questions → request bodies of Elasticsearch. Pure.

Nothing typed becomes query language: the free text goes into `simple_query_string` with fixed fields and flags
(Elastic's manual names it for search boxes, since it never fails on syntax), all else into terms and ranges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal, get_args

import pycountry
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipeline.errors import BadSetting
from pipeline.folding import fold
from pipeline.story import MAX_VERSION, EventType, rfc3339

MAX_TEXT = 1_000
MAX_WORDS = 50
MAX_NAME = 200
DEEPEST = 10_000
"""Elasticsearch answers no page that ends beyond this hit (`index.max_result_window`)."""
EVENT_TYPES = get_args(EventType)
FLAGS = "PHRASE|NOT|OR|WHITESPACE"
"""All words, `"a phrase"`, `-without`, `one | other`. Without WHITESPACE words are not split and nothing is found."""
FIELDS = ("headline^3", "subheadline^2", "text", "long_text", "captions^0.5")
HIT_SOURCE = (
    "id", "version", "agency", "headline", "opening", "time", "times", "countries", "event_types", "lifecycle",
    "story.dateline.text",
)  # fmt: skip
MARK, UNMARK = "\ue000", "\ue001"
"""Around the words that hit: private characters, which no wire sends. One that stands in the copy all the same can
only mark a word too many."""
ENGLISH_STOP_WORDS = frozenset(
    [
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not",
        "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was",
        "will", "with",
    ]
)  # fmt: skip
"""What the `english` analyzer leaves out. A word that vanishes there must not be asked for: the embedded server finds
nothing then."""
STANDINGS = ("negated", "future", "hypothetical", "historical")
"""What a story may say of a deed that didn't simply happen: each can be left out, by `not_` and its name."""
Sort = Literal["relevance", "newest", "oldest"]
CountryOf = Callable[[str], str | None]
"""A country's name or code → ISO 3166-1 alpha-3."""


def _event_type(value: object) -> object:
    if not isinstance(value, str) or value.strip().upper() in EVENT_TYPES:
        return value.strip().upper() if isinstance(value, str) else value
    raise ValueError(f"there is no event type {value.strip()[:40]!r}; the 16 types are {', '.join(EVENT_TYPES)}")


def _language(tag: str | None) -> str | None:
    """A code that names a language, in small letters. The three letters of libraries (`ger`) are used by wires too."""
    if tag is None:
        return None
    tag, known = tag.strip().lower(), pycountry.languages
    code = re.split("[-_]", tag)[0]
    if known.get(alpha_2=code) or known.get(alpha_3=code) or known.get(bibliographic=code):
        return tag.replace("_", "-")
    named = known.get(name=tag)
    near = f"write {getattr(named, 'alpha_2', named.alpha_3)}" if named else "write a code, as in en, de, zh, nb-NO"
    raise ValueError(f"no language has the code {tag[:40]!r}; {near}")


def is_topic_code(name: str) -> bool:
    """Eight figures: any of them may be what a provider filed a story under."""
    return bool(re.fullmatch(r"[0-9]{8}", name.strip().removeprefix("medtop:")))


def _moment(value: object, end_of_day: bool) -> object:
    """A day or an RFC 3339 time → the moment; a day means its first moment, or the next day's where it ends a range."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    try:
        if len(text) == len("2016-10-04"):
            return datetime.combine(date.fromisoformat(text), time(), UTC) + timedelta(days=int(end_of_day))
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("the zone is missing")
        return moment.astimezone(UTC) + timedelta(seconds=int(end_of_day and not moment.microsecond))
    except (ValueError, OverflowError):
        raise ValueError("write a day (2016-10-04) or a time with its zone (2016-10-04T12:00:00Z)") from None


def _few_words(text: str | None) -> str | None:
    if text and len(text.split()) > MAX_WORDS:
        raise ValueError(f"ask with at most {MAX_WORDS} words")
    return text


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _blank_is(default: bool) -> BeforeValidator:
    return BeforeValidator(lambda value: default if _blank_is_none(value) is None else value)


Blankable = BeforeValidator(_blank_is_none)
Text = Annotated[str | None, Field(max_length=MAX_TEXT), AfterValidator(_few_words), Blankable]
Name = Annotated[str | None, Field(max_length=MAX_NAME), Blankable]
Language = Annotated[Name, AfterValidator(_language)]
Event = Annotated[EventType | None, BeforeValidator(_event_type), Blankable]
Since = Annotated[datetime | None, BeforeValidator(lambda value: _moment(value, end_of_day=False)), Blankable]
Until = Annotated[datetime | None, BeforeValidator(lambda value: _moment(value, end_of_day=True)), Blankable]
Unless = Annotated[bool, _blank_is(False)]
Unasked = Annotated[bool, _blank_is(True)]

Version = Annotated[int | None, Field(ge=1, le=MAX_VERSION), Blankable]


class Question(BaseModel):
    """What may be asked. `until` is exclusive once read: a day or second given for it is still inside."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text = Field(default=None, description='all words; "a phrase", -without, one | other')
    agency: Name = Field(default=None, description="Reuters, AP, …")
    place: Name = Field(default=None, description="a place or country named in the story or its dateline")
    entity: Name = Field(default=None, description="a person, organisation or other name, in any form the story uses")
    event: Event = Field(default=None, description="a PLOVER type: SANCTION, ACCUSE, …")
    source_country: Name = Field(default=None, description="who did it: a country's name or ISO code of three letters")
    target_country: Name = Field(default=None, description="to whom: in the same event as the type and the source")
    not_hypothetical: Unless = Field(default=False, description="no event that could or may happen, or if")
    not_future: Unless = Field(default=False, description="no event that is yet to come")
    not_historical: Unless = Field(default=False, description="no event of the past that the story only recalls")
    not_negated: Unasked = Field(default=True, description="no event that the story denies; false finds those too")
    topic: Name = Field(default=None, description="an IPTC Media Topic: its English name, or its code")
    language: Language = Field(default=None, description="a BCP 47 code: en finds en-US as well, en-us only that")
    since: Since = Field(default=None, description="2016-10-04 or 2016-10-04T12:00:00Z, inclusive")
    until: Until = Field(default=None, description="as since, inclusive")
    sort: Sort = "relevance"
    limit: int = Field(default=10, ge=1, le=100)
    offset: int = Field(default=0, ge=0, le=DEEPEST - 100, description="how many hits to leave out before the first")

    @property
    def refused(self) -> tuple[str, ...]:
        """The flags that an event may not have."""
        return tuple(flag for flag in STANDINGS if getattr(self, f"not_{flag}"))

    @property
    def asks_for_event(self) -> bool:
        """Whether stories without an event can't answer."""
        wanted = (self.event, self.source_country, self.target_country)
        return any(wanted) or self.not_hypothetical or self.not_future or self.not_historical


def ask(**fields: object) -> Question:
    """A question from what a person or program gave; `BadSetting` with one sentence that names the field."""
    try:
        return Question.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadSetting(complaint(first["loc"], first["type"], first["msg"])) from None


def complaint(place: Sequence[int | str], kind: str, message: str) -> str:
    """One sentence of what pydantic found wrong, with the name of the field."""
    name = ".".join(str(part) for part in place)
    if kind == "extra_forbidden":
        return f"{name}: there is no such parameter; known are {', '.join(Question.model_fields)}"
    words = message.removeprefix("Value error, ").removeprefix("Input ").removeprefix("String ")
    return f"{name}: {words[:1].lower()}{words[1:]}"


def build(question: Question, country_of: CountryOf) -> dict[str, Any]:
    """The request body. Raises `BadSetting` where a country is not known."""
    filters = [{"term": {"status": "usable"}}, *_filters(question, country_of)]
    query: dict[str, Any] = {"filter": filters}
    body: dict[str, Any] = {
        "query": {"bool": query},
        "sort": _sort(question),
        "from": question.offset,
        "size": question.limit,
        "track_total_hits": True,
        "_source": list(HIT_SOURCE),
    }
    if question.text:
        query["must"] = [_text(question.text)]
        body["highlight"] = HIGHLIGHT
    return body


HIGHLIGHT: dict[str, Any] = {
    "type": "unified",
    "pre_tags": [MARK],
    "post_tags": [UNMARK],
    "fields": {
        "headline": {"number_of_fragments": 0},
        "headline.folded": {"number_of_fragments": 0},
        "text": {"number_of_fragments": 2, "fragment_size": 180},
        "text.folded": {"number_of_fragments": 2, "fragment_size": 180},
    },
}
"""`long_text` is not here: see `documents.MAX_TEXT`."""


def _text(text: str) -> dict[str, Any]:
    fields = [form for field in FIELDS for form in (field, _folded_field(field))]
    query = {"query": _without_stop_words(text), "fields": fields, "flags": FLAGS, "default_operator": "and"}
    return {"simple_query_string": query}


def _folded_field(field: str) -> str:
    name, boosted, boost = field.partition("^")
    return f"{name}.folded{boosted}{boost}"


def _without_stop_words(text: str) -> str:
    """The text without the stop words outside quotation marks; the text itself where it has no other words."""
    pieces = text.replace("“", '"').replace("”", '"').split('"')
    pieces[::2] = [
        " ".join(word for word in piece.split() if word.lower() not in ENGLISH_STOP_WORDS) for piece in pieces[::2]
    ]
    kept = '"'.join(f" {piece} " if number % 2 == 0 else piece for number, piece in enumerate(pieces)).strip()
    return kept if any(char.isalnum() for char in kept) else text


def _filters(question: Question, country_of: CountryOf) -> list[dict[str, Any]]:
    filters: list[dict[str, Any]] = []
    if question.agency:
        filters.append({"term": {"agency_folded": fold(question.agency)}})
    if question.place:
        filters.append(_place(question.place, country_of(question.place)))
    if question.entity:
        named = {"term": {"entities.folded": fold(question.entity)}}
        filters.append({"nested": {"path": "entities", "query": named}})
    if question.topic:
        filters.append(_topic(question.topic))
    if question.language:
        filters.append({"term": {"language": question.language}})
    if question.asks_for_event:
        filters.append(_event(question, country_of))
    if question.since or question.until:
        span = {"gte": question.since, "lt": question.until}
        filters.append({"range": {"time": {bound: rfc3339(at) for bound, at in span.items() if at}}})
    return filters


def _place(name: str, country: str | None) -> dict[str, Any]:
    """A place by its name, in the text, the dateline or the places; a country also by every name it goes by."""
    named: dict[str, Any] = {"term": {"place_names": fold(name)}}
    if not country:
        return named
    return {"bool": {"should": [named, {"term": {"countries": country}}], "minimum_should_match": 1}}


def _topic(name: str) -> dict[str, Any]:
    """A topic by its name, or by its code, which may also be what the provider filed the story under: stories that no
    step reads have only that.
    """
    code = f"medtop:{name.strip().removeprefix('medtop:')}"
    fields = {"topic_names": fold(name), "topics": code, "subjects": code}
    return {
        "bool": {"should": [{"term": {field: value}} for field, value in fields.items()], "minimum_should_match": 1}
    }


def _event(question: Question, country_of: CountryOf) -> dict[str, Any]:
    """Type, source, target and flags of one and the same event, which was not taken back."""
    wanted: list[dict[str, Any]] = [{"term": {"events.type": question.event}}] if question.event else []
    for side, name in (("source", question.source_country), ("target", question.target_country)):
        if name:
            wanted.append({"term": {f"events.{side}_country": _country(f"{side}_country", name, country_of)}})
    refused = {"terms": {"events.flags": [*question.refused, "retracted"]}}
    both = {"bool": {"filter": wanted, "must_not": [refused]}}
    return {"nested": {"path": "events", "query": both, "inner_hits": {"size": 3}}}


def _country(field: str, name: str, country_of: CountryOf) -> str:
    if code := country_of(name):
        return code
    raise BadSetting(f"{field}: no country is called {name!r}; write its name or its three-letter code, as in USA")


def _sort(question: Question) -> list[dict[str, Any]]:
    order = "asc" if question.sort == "oldest" else "desc"
    by_time: list[dict[str, Any]] = [{"time": {"order": order, "missing": "_last"}}, {"id": {"order": "asc"}}]
    return [{"_score": {"order": "desc"}}, *by_time] if question.sort == "relevance" and question.text else by_time
