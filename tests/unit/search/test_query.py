"""Questions are typed, and nothing typed becomes query language."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.errors import BadSetting
from pipeline.search.query import EVENT_TYPES, MAX_WORDS, Question, Sort, ask, build

COUNTRIES = {"russia": "RUS", "usa": "USA", "syria": "SYR"}


def no_country(name: str) -> str | None:
    return COUNTRIES.get(name.lower())


def body(**fields: object) -> dict[str, Any]:
    return build(ask(**fields), no_country)


def filters(**fields: object) -> list[dict[str, Any]]:
    """The filters beside the status."""
    return list(body(**fields)["query"]["bool"]["filter"][1:])


def typed_text(text: str) -> str:
    return str(body(text=text)["query"]["bool"]["must"][0]["simple_query_string"]["query"])


def test_only_usable_stories_are_ever_matched() -> None:
    for question in ({}, {"text": "gas | oil"}, {"event": "ACCUSE"}, {"sort": "oldest"}):
        assert body(**question)["query"]["bool"]["filter"][0] == {"term": {"status": "usable"}}


def test_text_is_all_words_over_fixed_fields_and_flags() -> None:
    query = body(text='"chlorine gas" -foo')["query"]["bool"]["must"][0]["simple_query_string"]
    assert query["query"] == '"chlorine gas" -foo'
    assert set(query["flags"].split("|")) == {"PHRASE", "NOT", "OR", "WHITESPACE"}
    assert query["default_operator"] == "and"
    assert {"headline^3", "headline.folded^3", "text", "text.folded", "long_text"} < set(query["fields"])


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("the end of the talks", "end talks"),
        ('talks "end of the war" in Syria', 'talks "end of the war" Syria'),
        ("“chlorine gas” was used", '"chlorine gas" used'),
        ("the", "the"),
        ("to be or not to be", "to be or not to be"),
        ("gas -the", "gas -the"),
        ('open "quote', 'open "quote'),
    ],
)
def test_stop_words_are_not_asked_for(typed: str, asked: str) -> None:
    assert " ".join(typed_text(typed).split()) == asked


@given(st.text(max_size=300))
def test_whatever_is_typed_stays_a_value(typed: str) -> None:
    try:
        question = Question(text=typed, agency=typed[:200], place=typed[:200], entity=typed[:200])
    except ValidationError:
        assert len(typed.split()) > MAX_WORDS
        return
    made = build(question, no_country)
    plain = build(Question(text="x", agency="x", place="x", entity="x"), no_country)
    if question.text and question.agency:
        assert _shape(made) == _shape(plain)
    json.dumps(made)


def _shape(part: Any) -> Any:
    """A body's keys and structure, its typed values left out."""
    if isinstance(part, dict):
        return {key: _shape(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_shape(value) for value in part]
    return type(part).__name__


def test_names_are_folded_as_in_the_index() -> None:
    assert filters(agency="RÉUTERS") == [{"term": {"agency_folded": "reuters"}}]
    assert filters(entity="the U.N.’s") == [
        {"nested": {"path": "entities", "query": {"term": {"entities.folded": "un"}}}}
    ]


@pytest.mark.parametrize("typed", ["04000000", "medtop:04000000"])
def test_a_topic_is_a_name_or_a_code_of_ours_or_the_providers(typed: str) -> None:
    (by_code,) = filters(topic=typed)
    assert {"term": {"topics": "medtop:04000000"}} in by_code["bool"]["should"]
    assert {"term": {"subjects": "medtop:04000000"}} in by_code["bool"]["should"]
    (by_name,) = filters(topic="Sport")
    assert {"term": {"topic_names": "sport"}} in by_name["bool"]["should"]
    assert by_name["bool"]["minimum_should_match"] == 1


def test_a_language_is_a_code_whatever_its_case() -> None:
    assert filters(language="nb-NO") == [{"term": {"language": "nb-no"}}]
    assert filters(language=" ger ") == [{"term": {"language": "ger"}}]
    assert filters(language="und") == [{"term": {"language": "und"}}]


@pytest.mark.parametrize(("typed", "hint"), [("klingonisch", "write a code, as in en"), ("German", "write de")])
def test_what_is_no_languages_code_is_refused(typed: str, hint: str) -> None:
    with pytest.raises(BadSetting, match=f"language: no language has the code '{typed.lower()}'; {hint}"):
        ask(language=typed)


def test_a_place_is_a_name_and_a_country_also_its_code() -> None:
    assert filters(place="Brüssel") == [{"term": {"place_names": "brussel"}}]
    either = [{"term": {"place_names": "syria"}}, {"term": {"countries": "SYR"}}]
    assert filters(place="Syria") == [{"bool": {"should": either, "minimum_should_match": 1}}]


def test_type_and_both_sides_are_asked_of_one_event_that_is_not_denied() -> None:
    (event,) = filters(event="sanction", source_country="USA", target_country="Russia")
    nested = event["nested"]
    assert nested["path"] == "events"
    assert nested["query"]["bool"] == {
        "filter": [
            {"term": {"events.type": "SANCTION"}},
            {"term": {"events.source_country": "USA"}},
            {"term": {"events.target_country": "RUS"}},
        ],
        "must_not": [{"terms": {"events.flags": ["negated", "retracted"]}}],
    }


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"not_hypothetical": True}, ["negated", "hypothetical"]),
        ({"not_future": "true", "not_historical": "1"}, ["negated", "future", "historical"]),
        ({"not_negated": False, "event": "SANCTION"}, []),
        ({"not_negated": "false", "not_future": True}, ["future"]),
    ],
)
def test_flags_are_refused_of_the_same_event(asked: dict[str, object], refused: list[str]) -> None:
    (event,) = filters(**asked)
    assert event["nested"]["query"]["bool"]["must_not"] == [{"terms": {"events.flags": [*refused, "retracted"]}}]


def test_without_an_event_nothing_is_asked_of_one() -> None:
    assert filters(not_negated=True) == filters(not_negated=False, not_future=False) == []


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(BadSetting, match="source_country: no country is called 'Atlantis'"):
        body(source_country="Atlantis")


@pytest.mark.parametrize(
    ("since", "until", "span"),
    [
        ("2016-10-04", "2016-10-04", {"gte": "2016-10-04T00:00:00Z", "lt": "2016-10-05T00:00:00Z"}),
        ("2016-10-04T02:00:00+02:00", None, {"gte": "2016-10-04T00:00:00Z"}),
        (None, "2016-10-04T12:00:00Z", {"lt": "2016-10-04T12:00:01Z"}),
    ],
)
def test_a_span_includes_its_ends(since: str | None, until: str | None, span: dict[str, str]) -> None:
    assert filters(since=since, until=until) == [{"range": {"time": span}}]


@pytest.mark.parametrize("typed", ["yesterday", "2016-13-01", "2016-10-04T12:00:00", "9999-12-31T23:59:59-10:00", "1"])
def test_a_wrong_time_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(BadSetting, match=r"^until: write a day \(2016-10-04\)"):
        ask(until=typed)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"event": "FIGHT"}, "event: there is no event type 'FIGHT'; the 16 types are AGREE, CONSULT"),
        ({"not_future": "perhaps"}, "not_future: should be a valid boolean"),
        ({"limit": 0}, "limit: should be greater than or equal to 1"),
        ({"limit": 101}, "limit: should be less than or equal to 100"),
        ({"limit": "many"}, "limit: should be a valid integer"),
        ({"sort": "best"}, "sort: should be 'relevance', 'newest' or 'oldest'"),
        ({"text": "x" * 1001}, "text: should have at most 1000 characters"),
        ({"text": "x " * 51}, "text: ask with at most 50 words"),
        ({"bogus": "1"}, "bogus: there is no such parameter; known are text, agency"),
        ({"offset": 9_901}, "offset: should be less than or equal to 9900"),
    ],
)
def test_a_wrong_question_is_one_sentence(fields: dict[str, object], message: str) -> None:
    with pytest.raises(BadSetting) as caught:
        ask(**fields)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_blank_parameters_are_none() -> None:
    blank = {name: " " for name in Question.model_fields if name not in ("sort", "limit", "offset")}
    assert ask(**blank) == Question()


def test_events_are_the_sixteen_of_plover_in_any_case() -> None:
    assert len(EVENT_TYPES) == 16
    assert [ask(event=f" {name.lower()} ").event for name in EVENT_TYPES] == list(EVENT_TYPES)


def test_order() -> None:
    newest = [{"time": {"order": "desc", "missing": "_last"}}, {"id": {"order": "asc"}}]
    oldest = [{"time": {"order": "asc", "missing": "_last"}}, {"id": {"order": "asc"}}]
    assert body(text="gas")["sort"] == [{"_score": {"order": "desc"}}, *newest]
    assert body(sort="relevance")["sort"] == newest, "without words nothing is more relevant"
    assert body(text="gas", sort="newest")["sort"] == newest
    assert body(text="gas", sort="oldest")["sort"] == oldest
    assert get_args(Sort) == ("relevance", "newest", "oldest")


def test_highlights_only_where_words_were_asked_and_never_of_a_long_text() -> None:
    assert "highlight" not in body(event="ACCUSE")
    assert not any("long_text" in field for field in body(text="gas")["highlight"]["fields"])


def test_since_is_a_moment_with_its_zone() -> None:
    assert ask(since="2016-10-04").since == datetime(2016, 10, 4, tzinfo=UTC)
