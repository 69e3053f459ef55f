"""Stories become documents and come back; what must not be seen is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import settings as settings_module
from pipeline.index import documents
from pipeline.index.documents import actions, head_and_version, story_of
from pipeline.story import (
    Actor,
    Caption,
    Chain,
    Code,
    Credit,
    Dateline,
    EnrichedStory,
    Entity,
    Event,
    Evidence,
    Issue,
    Lifecycle,
    Note,
    Place,
    PlaceMention,
    Quote,
    Ref,
    Source,
    Span,
    Step,
    Times,
    Topic,
)

NOW = datetime(2016, 10, 5, 9, 30, tzinfo=UTC)
SENT = datetime(2016, 10, 4, 14, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=2)))
TEXT = "Ministers met in Riga. Latvia accused Ruritania of delay.\n\nThe Latvian side left early."
SECRETS = ("Ministers", "Riga", "Latvia", "Ruritania", "SLUG-WORD", "Talks fail", "Some Reporter", "left early")


def a_story(**changes: Any) -> EnrichedStory:
    fields: dict[str, Any] = {
        "id": "reuters-abc",
        "version": 7,
        "refs": (Ref(kind="usn", value="nX1"), Ref(kind="headline", value="Talks fail", role="kills")),
        "source": Source(name="feed", sha256="0" * 64, received_at=NOW),
        "agency": "Réuters",
        "headline": "Talks fail",
        "headline_raw": "UPDATE 2-Talks fail",
        "slug": "SLUG-WORD",
        "urgency": 3,
        "categories": (Code(scheme="x", code="G"),),
        "keywords": ("Latvia talks",),
        "countries": ("LVA",),
        "dateline": Dateline(text="RIGA, Oct 4 (Reuters) -", places=("RIGA",), date="--10-04", agency="Reuters"),
        "byline": ("Some Reporter",),
        "credits": (Credit(role="editing", names=("Some Reporter",)),),
        "captions": (Caption(text="Ministers in Riga"),),
        "notes": (Note(kind="trash_line", text="(Adds Latvia)"),),
        "text": TEXT,
        "language": "en",
        "times": Times(version_created=SENT, received=NOW, dateline_date="--10-04"),
        "lifecycle": Lifecycle(kind="update", number=2, tags=("UPDATE 2",), note="Talks fail"),
        "issues": (Issue(step="decode", code="charset", message="Riga"),),
        "steps": {"entities": Step(version="1", millis=3.5)},
        "entities": (
            Entity(id="e1", text="Riga", label="GPE", start=17, end=21, country="LVA"),
            Entity(id="e2", text="Latvia", label="GPE", start=23, end=29, country="LVA", canonical="Latvia"),
            Entity(id="e2", text="Latvian", label="NORP", start=63, end=70),
        ),
        "places": (Place(place_id="456172", name="Riga", country="LVA", lat=56.9, lon=24.1, is_focus=True),),
        "quotes": (Quote(text="left early", start=76, end=86),),
        "events": (an_event(), an_event(negated=True, type="SANCTION")),
        "topics": (Topic(scheme="mediatopic", code="11000000", name="politics", score=0.5),),
    }
    return EnrichedStory(**(fields | changes))


def an_event(**changes: Any) -> Event:
    fields: dict[str, Any] = {
        "type": "ACCUSE",
        "cameo": "11",
        "quad": "verbal_conflict",
        "sources": (Actor(text="Latvia", start=23, end=29, entity="e2", country="LVA", sector="GOV"),),
        "targets": (Actor(text="Ruritania", start=38, end=47),),
        "evidence": Evidence(
            start=23, end=57, text="Latvia accused Ruritania of delay.", trigger_start=30, trigger_end=37
        ),
        "mentions": (Evidence(start=60, end=80, text="Riga blamed the port", trigger_start=65, trigger_end=71),),
        "score": 0.75,
        "date": "2016-10-04",
    }
    return Event(**(fields | changes))


def a_full_story(**changes: Any) -> EnrichedStory:
    """A story of which no field is empty."""
    latvia = Actor(text="Latvia", start=23, end=29, entity="e2", country="LVA", sector="GOV", name="Latvia")
    event = an_event(
        mode="allege", contexts=("trade",), sources=(latvia,), targets=(latvia,), recipients=(latvia,), place="456172",
        date_basis="text", attribution=Span(text="Latvia", start=23, end=29),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "source": Source(
            name="feed", format="anpa1312", content_type="text/plain", sha256="0" * 64, received_at=NOW,
            uri="seeds/talks.txt", part=1, topic="wire.raw", partition=1, offset=9,
        ),
        "headline_attribution": "envoy", "subheadline": "Both sides leave", "priority": "u", "word_count": 14,
        "categories": (Code(scheme="anpa1312", code="i", name="World"),),
        "subjects": (Code(scheme="iptc", code="11", name="Politics"),),
        "dateline": Dateline(text="RIGA, Oct 4 -", places=("RIGA",), region="Latvia", date="--10-04", agency="Reuters"),
        "credits": (Credit(role="editing", names=("Bo Editor",), place="Riga"),),
        "captions": (Caption(text="Riga", credit="REUTERS/Ints Light", photographer="Ints Light", agency="Reuters"),),
        "times": Times(
            first_created=SENT, version_created=SENT, embargo_until=NOW, dateline_date="--10-04", received=NOW,
            enriched=NOW,
        ),
        "lifecycle": Lifecycle(
            kind="update", number=2, tags=("UPDATE 2",), exclusive=True, supersedes="Talks on", note="Talks fail"
        ),
        "chain": Chain(key="c1", previous="reuters-abc/6", duplicate_of="reuters-xyz", similarity=0.5),
        "entities": (
            Entity(
                id="e2", text="Latvia", label="GPE", start=23, end=29, canonical="Latvia", country="LVA",
                place_id="458258", title="President", score=0.5,
            ),
        ),
        "countries": ("LVA", "EST"),
        "places": (
            Place(
                place_id="456172", name="Riga", kind="PPLC", country="LVA", admin1="25", lat=56.9, lon=24.1,
                mentions=(PlaceMention(start=17, end=21),), is_focus=True,
            ),
        ),
        "quotes": (
            Quote(
                text="left early", start=76, end=86, speaker="Räsälä", speaker_start=0, speaker_end=6,
                speaker_entity="e2", cue="said",
            ),
        ),
        "events": (event, event.model_copy(update=dict.fromkeys(documents.FLAGS, True))),
    }  # fmt: skip
    return a_story(**(fields | changes))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Path and value of all that holds no other; the places in a list share a path."""
    if isinstance(value, dict) and value:
        for name, part in value.items():
            yield from leaves(part, f"{path}.{name}".strip("."))
    elif isinstance(value, list) and value:
        for part in value:
            yield from leaves(part, path)
    else:
        yield path, value


def test_the_full_story_is_full() -> None:
    filled = {path for path, value in leaves(a_full_story().model_dump(mode="json")) if value not in (None, [], {}, "")}
    assert {path for path, _ in leaves(a_full_story().model_dump(mode="json"))} == filled


def through_json(document: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(json.dumps(document)))


def head(story: EnrichedStory) -> dict[str, Any]:
    return through_json(head_and_version(story, NOW)[0])


def fields_of(mapping: dict[str, Any], document: dict[str, Any], path: str = "") -> list[str]:
    """The paths of a document that the strict mapping does not know."""
    unknown = []
    for name, value in document.items():
        known = mapping["properties"].get(name)
        if known is None:
            unknown.append(f"{path}{name}")
        elif "properties" in known:
            for part in value if isinstance(value, list) else [value]:
                unknown += fields_of(known, part, f"{path}{name}.")
    return unknown


def mapping_file(name: str) -> dict[str, Any]:
    path: Path = settings_module.CONFIGS / "mappings" / f"{name}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["mappings"])


words = st.text(max_size=40)
maybe = st.none() | words
moments = st.none() | st.datetimes(
    min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)
)
spans = st.integers(min_value=0, max_value=100_000)
entities = st.builds(
    Entity, id=st.sampled_from("abc"), text=words, label=st.sampled_from(["GPE", "PERSON"]), start=spans, end=spans,
    canonical=maybe, country=st.none() | st.just("LVA"), score=st.none() | st.floats(0, 1),
)  # fmt: skip
places = st.builds(
    Place, place_id=words, name=words, lat=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    lon=st.none() | st.floats(-180, 180), mentions=st.just((PlaceMention(start=0, end=1),)),
)  # fmt: skip
stories = st.builds(
    a_story, version=st.integers(1, 2**53 - 1), status=st.sampled_from(["usable", "withheld"]), headline=maybe,
    text=st.text(max_size=500), slug=maybe, agency=maybe, byline=st.lists(words, max_size=3),
    entities=st.lists(entities, max_size=5), places=st.lists(places, max_size=3),
    times=st.builds(Times, version_created=moments, first_created=moments, received=moments, dateline_date=maybe),
    lifecycle=st.builds(Lifecycle, number=st.none() | st.integers(), note=maybe), word_count=st.integers(),
    events=st.lists(st.builds(an_event, date=maybe, negated=st.booleans()), max_size=3),
    issues=st.lists(st.builds(Issue, step=words, code=words, message=words), max_size=2),
)  # fmt: skip


@given(stories)
def test_a_story_comes_back_from_either_document_as_it_was(story: EnrichedStory) -> None:
    kept = documents.kept(story)
    assert story_of(head(story)) == story_of(through_json(head_and_version(story, NOW)[1])) == kept
    assert kept == story or story.status == "withheld"


@given(stories)
def test_the_strict_mappings_know_every_field(story: EnrichedStory) -> None:
    assert fields_of(mapping_file("stories"), head(story)) == []
    assert fields_of(mapping_file("story-versions"), head_and_version(story, NOW)[1]) == []


def mapped(mapping: dict[str, Any], path: str = "") -> set[str]:
    """The paths of a mapping that hold values."""
    return {
        deeper
        for name, field in mapping["properties"].items()
        for deeper in (mapped(field, f"{path}{name}.") if "properties" in field else {f"{path}{name}"})
    }


def test_a_full_story_fills_every_field_of_the_mappings() -> None:
    long = head(a_full_story(text="x" * (documents.MAX_TEXT + 1)))
    filled = {path for document in (head(a_full_story()), long) for path, value in leaves(document) if value != []}
    points = {f"places.location.{axis}" for axis in ("lat", "lon")}
    assert {path for path in filled - points if not path.startswith("story.")} | {"story", "places.location"} == (
        mapped(mapping_file("stories"))
    )


def test_people_behind_a_story_are_found_by_their_folded_names() -> None:
    document = head(a_full_story())
    assert document["quote_speakers"] == ["rasala", "latvia"]
    assert document["credit_names"] == ["bo editor"]
    assert document["photographers"] == ["ints light"]


def test_a_code_stands_with_its_scheme() -> None:
    codes = (Code(scheme="iptc", code="11"), Code(code="11"), Code(scheme="iptc", code="11", name="politics"))
    document = head(a_story(categories=codes, subjects=codes))
    assert document["categories"] == document["subjects"] == ["iptc:11", "11"]
    assert document["topics"] == ["mediatopic:11000000"]
    assert document["topic_names"] == ["politics"]


def test_where_the_copy_came_from_and_its_chain_can_be_asked_for() -> None:
    document = head(a_full_story())
    assert document["source"] == {"name": "feed", "sha256": "0" * 64, "uri": "seeds/talks.txt"}
    assert document["chain"] == {"key": "c1", "previous": "reuters-abc/6", "duplicate_of": "reuters-xyz"}


@given(stories)
def test_the_same_story_twice_makes_the_same_actions(story: EnrichedStory) -> None:
    again = EnrichedStory.from_record(story.to_json())
    assert actions(story, "s", "v", NOW) == actions(again, "s", "v", NOW)


def test_actions_write_the_head_by_version_and_each_version_once() -> None:
    head_action, version_action = actions(a_story(), "stories", "story-versions", NOW)
    assert {name: value for name, value in head_action.items() if name != "_source"} == {
        "_op_type": "index", "_index": "stories", "_id": "reuters-abc", "version": 7, "version_type": "external_gte",
    }  # fmt: skip
    assert {name: value for name, value in version_action.items() if name != "_source"} == {
        "_op_type": "index", "_index": "story-versions", "_id": "reuters-abc/7",
    }  # fmt: skip


def test_what_people_search_is_in_the_head() -> None:
    document = head(a_story())
    assert document["text"] == TEXT
    assert "text" not in document["story"]
    assert document["agency_folded"] == ["reuters"]
    assert document["time"] == "2016-10-04T12:00:00.250000Z"
    assert document["times"] == {
        "version_created": "2016-10-04T12:00:00.250000Z", "received": "2016-10-05T09:30:00Z",
        "indexed": "2016-10-05T09:30:00Z", "dateline_date": "--10-04",
    }  # fmt: skip
    assert document["lifecycle"] == {"kind": "update", "number": 2, "tags": ["UPDATE 2"], "exclusive": False}
    assert document["place_names"] == ["riga", "latvia"]
    assert document["countries"] == ["LVA"]
    assert document["event_types"] == ["ACCUSE"], "a denied event is no event of the story"
    assert document["refs"] == ["usn:nX1", "headline:Talks fail"]
    assert document["steps"] == ["entities:ok"]
    assert document["opening"].startswith("Ministers met in Riga.")


def test_an_entity_stands_once_with_all_its_forms() -> None:
    latvia = head(a_story())["entities"][1]
    assert latvia == {
        "id": "e2", "name": "Latvia", "folded": ["latvia", "latvian"], "label": "GPE", "country": "LVA", "mentions": 2,
    }  # fmt: skip


def test_an_event_names_both_sides() -> None:
    event, denied = head(a_story())["events"]
    assert event["source_country"] == ["LVA"]
    assert event["source_name"] == ["latvia"]
    assert event["source_sector"] == ["GOV"]
    assert event["target_name"] == ["ruritania"]
    assert event["target_country"] == []
    assert event["recipient_name"] == []
    assert event["flags"] == []
    assert denied["flags"] == ["negated"]


@pytest.mark.parametrize("date", ["2016-10", "May", "2016-02-30", "--10-04"])
def test_a_date_that_is_no_whole_day_stays_out_of_the_date_field(date: str) -> None:
    assert head(a_story(events=(an_event(date=date),)))["events"][0]["date"] is None


def test_numbers_and_points_that_the_index_would_refuse_stay_in_the_story_only() -> None:
    wild = a_story(
        lifecycle=Lifecycle(kind="update", number=10**30),
        word_count=10**30,
        places=tuple(Place(place_id="1", name="Nowhere", lat=lat, lon=0) for lat in (float("nan"), 91)),
    )
    document = head_and_version(wild, NOW)[0]
    assert document["lifecycle"]["number"] is None
    assert "word_count" not in document
    assert [place["location"] for place in document["places"]] == [None, None]
    assert document["story"]["lifecycle"]["number"] == 10**30


TOLD = frozenset({
    "schema", "id", "status", "agency", "language", "source.name", "source.format", "source.sha256",
    "source.received_at", "source.topic", "times.first_created", "times.version_created", "times.embargo_until",
    "times.dateline_date", "times.received", "times.enriched", "lifecycle.kind", "steps.entities.version",
    "steps.entities.status",
})  # fmt: skip
"""What may be told of any story: identity, sender, times. The words of the contract itself stand in `OWN_WORDS`."""
OWN_WORDS = frozenset({"kind", "role", "field", "type", "quad", "date_basis", "code", "step"})


def spoiled(story: EnrichedStory, status: str, word: str) -> EnrichedStory:
    """The story with `word` in every text that came from its copy or its sender."""

    def spoil(value: Any, path: str = "") -> Any:
        if isinstance(value, dict):
            return {name: spoil(part, f"{path}.{name}".strip(".")) for name, part in value.items()}
        if isinstance(value, list):
            return [spoil(part, path) for part in value]
        ours = path in TOLD or (path.rsplit(".", 1)[-1] in OWN_WORDS and not path.startswith(("subj", "cat", "topics")))
        return word if isinstance(value, str) and not ours else value

    return EnrichedStory.model_validate(spoil(story.model_dump(mode="json", by_alias=True)) | {"status": status})


markers = st.tuples(
    st.sampled_from(["{}", "UPDATE 2 {}", "KILL-{}", "{} 7"]), st.from_regex(r"Zq[a-z]{4,9}x", fullmatch=True)
)


@given(markers)
def test_no_word_of_a_canceled_story_is_kept_anywhere(marker: tuple[str, str]) -> None:
    form, word = marker
    killed = spoiled(a_full_story(), "canceled", form.format(word))
    for action in actions(killed, "s", "v", NOW):
        assert [path for path, value in leaves(action["_source"]) if word.lower() in str(value).lower()] == []
        assert story_of(action["_source"]).source.sha256 == killed.source.sha256


@given(markers)
def test_no_word_of_a_withheld_story_can_be_found(marker: tuple[str, str]) -> None:
    form, word = marker
    held = spoiled(a_full_story(), "withheld", form.format(word))
    for action in actions(held, "s", "v", NOW):
        stored = action["_source"].pop("story")
        assert [path for path, value in leaves(action["_source"]) if word.lower() in str(value).lower()] == []
        assert stored["source"]["uri"] is None
        assert stored["lifecycle"]["tags"] == []
        assert word in stored["text"]


def test_the_place_of_a_usable_story_is_kept() -> None:
    assert story_of(head(a_full_story())).source.uri == "seeds/talks.txt"


@pytest.mark.parametrize(
    "tag", ["UPDATE 2", "2nd Ld-Writethru", "KILL KILL KILL", "STORY WITHDRAWN", "***", "WRAPUP 12"]
)
@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_known_tags_of_a_killed_or_withheld_story_stay(status: str, tag: str) -> None:
    lifecycle = Lifecycle(kind="update", tags=(tag, "Latvia talks", "RPT"))
    assert head(a_story(status=status, lifecycle=lifecycle))["lifecycle"]["tags"] == [tag, "RPT"]


@pytest.mark.parametrize("bodied", [True, False])
def test_a_canceled_story_leaves_no_word_of_itself(bodied: bool) -> None:
    killed = a_story(status="canceled", **({} if bodied else {"text": "", "headline": None}))
    documents_of_it = [action["_source"] for action in actions(killed, "s", "v", NOW)]
    for document in documents_of_it:
        told = json.dumps(document)
        assert [word for word in SECRETS if word.lower() in told.lower()] == []
        assert document["status"] == "canceled"
        assert story_of(document).key == killed.key
    assert documents_of_it[0]["lifecycle"]["kind"] == "update"


def test_a_kill_still_says_whom_it_kills() -> None:
    refs = (Ref(kind="usn", value="nX1", role="kills"), Ref(kind="guid", value="me", role="self"))
    document = head(a_story(status="canceled", refs=refs))
    assert document["refs"] == ["usn:nX1"]
    assert story_of(document).refs == refs[:1]


def test_a_withheld_story_keeps_its_words_where_no_query_reads() -> None:
    document = head(a_story(status="withheld"))
    stored = document.pop("story")
    assert stored["text"] == TEXT
    assert [word for word in SECRETS if word.lower() in json.dumps(document).lower()] == []
    assert mapping_file("stories")["properties"]["story"] == {"type": "object", "enabled": False}


def test_a_text_too_long_to_highlight_is_searched_elsewhere() -> None:
    story = a_story(text="x" * (documents.MAX_TEXT + 1))
    document = head(story)
    assert "text" not in document
    assert document["long_text"] == story.text
    assert story_of(document) == story


def test_what_the_index_cuts_is_an_issue_and_stays_in_the_story() -> None:
    many = tuple(Entity(id=f"e{n}", text="X", label="ORG", start=0, end=1) for n in range(documents.MAX_ENTITIES + 1))
    story = a_story(entities=many, events=(an_event(),) * (documents.MAX_EVENTS + 1))
    document = head(story)
    assert len(document["entities"]) == documents.MAX_ENTITIES
    assert len(document["events"]) == documents.MAX_EVENTS
    assert {"entities_capped", "events_capped"} < set(document["issues"])
    stored = story_of(document)
    assert stored.entities == story.entities
    assert stored.events == story.events
    assert [issue.code for issue in stored.issues if issue.step == "index"] == ["entities_capped", "events_capped"]


def test_exactly_at_the_cap_nothing_is_cut() -> None:
    document = head(a_story(events=(an_event(),) * documents.MAX_EVENTS))
    assert document["issues"] == ["charset"]


def test_keywords_are_capped_in_length_everywhere() -> None:
    def unbounded(part: dict[str, Any]) -> list[str]:
        named = part.get("properties", {}).items()
        bad = [name for name, field in named if field.get("type") == "keyword" and "ignore_above" not in field]
        return bad + [name for _, field in named for name in unbounded(field)]

    assert unbounded(mapping_file("stories")) == []
    assert unbounded(mapping_file("story-versions")) == []


def test_a_language_is_found_with_and_without_its_region() -> None:
    assert head(a_story(language="nb-NO"))["language"] == ["nb-no", "nb"]
