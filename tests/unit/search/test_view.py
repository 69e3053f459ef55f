"""A story as an editor reads it, on the page and in the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from pipeline.search import view
from pipeline.search.render import results_table, story_view
from pipeline.search.service import FoundEvent, Hit, Piece, Results, Shown, VersionLine
from pipeline.story import (
    Actor,
    Caption,
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
    Quote,
    Source,
    Span,
    Step,
    Times,
    Topic,
)

SENTENCE = "Latvia accused Ruritania."


def an_event(**changes: Any) -> Event:
    fields: dict[str, Any] = {
        "type": "ACCUSE", "cameo": "11", "quad": "verbal_conflict",
        "sources": (Actor(text="Latvia", start=0, end=6, country="LVA"),),
        "evidence": Evidence(start=10, end=10 + len(SENTENCE), text=SENTENCE, trigger_start=17, trigger_end=24),
        "score": 0.5, "negated": True, "attribution": Span(text="Smith", start=0, end=5),
    }  # fmt: skip
    return Event(**(fields | changes))


def a_story(**changes: Any) -> EnrichedStory:
    fields: dict[str, Any] = {
        "id": "s", "version": 3, "source": Source(name="f", sha256="0"), "agency": "Reuters", "headline": "Talks fail",
        "subheadline": "Both sides leave", "dateline": Dateline(text="RIGA (Reuters) -"), "byline": ("Ann Writer",),
        "text": "First [bold]paragraph[/bold].\n\n1  2\n3  4", "urgency": 2, "slug": "TALKS",
        "captions": (Caption(text="A table", credit="REUTERS/X"),), "credits": (Credit(role="editing", names=("Bo",)),),
        "notes": (Note(kind="trash_line", text="(Adds)"), Note(kind="credits", text="Editing by Bo")),
        "times": Times(version_created=datetime(2016, 10, 4, 12, tzinfo=UTC)),
        "lifecycle": Lifecycle(kind="update", number=2, tags=("UPDATE 2",)),
        "entities": (
            Entity(id="1", text="Latvian", label="NORP", start=0, end=1),
            Entity(id="2", text="Kerry", label="PERSON", start=0, end=1),
            Entity(id="3", text="Smith", label="PERSON", start=0, end=1),
            Entity(id="3", text="Ann Smith", label="PERSON", start=0, end=1, country="LVA"),
        ),
        "events": (an_event(),),
    }  # fmt: skip
    return EnrichedStory(**(fields | changes))


def printed(thing: Any, width: int = 80) -> str:
    console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(thing)
    return console.export_text()


def test_kicker() -> None:
    assert view.kicker(a_story()) == ["Reuters", "UPDATE 2", "2016-10-04 12:00 UTC", "urgency 2", "TALKS"]
    assert view.kicker(a_story(agency=None, lifecycle=Lifecycle(), times=Times(), urgency=None, slug=None)) == ["story"]


def test_topics_stand_once() -> None:
    topics = tuple(Topic(scheme="medtop", code=code, name="sport") for code in ("15000000", "20001108"))
    assert view.topics(a_story(topics=topics)) == ["sport"]
    shown = Shown(id="s", version=3, status="usable", story=a_story(topics=topics))
    assert "Topics: sport" in printed(story_view(shown))


def test_a_story_that_is_not_analysed_says_why() -> None:
    steps = {"entities": Step(version="1", status="unsupported_language")}
    german = a_story(language="de", steps=steps)
    assert view.unread(german) == "Not analysed: the language is de; only English is"
    assert "language is de" in printed(story_view(Shown(id="s", version=3, status="usable", story=german)))
    doubt = Issue(step="decode", code="language_doubted", message="the format says en, the copy reads as de")
    assert "reads as de" in (view.unread(a_story(language="en", steps=steps, issues=(doubt,))) or "")
    assert view.unread(a_story(language="en", steps={"entities": Step(version="1")})) is None


def test_names_stand_once_by_kind_the_most_named_first() -> None:
    assert view.names(a_story()) == [
        ("People", [view.Name("Ann Smith", "LVA", 2), view.Name("Kerry", None, 1)]),
        ("Nations and groups", [view.Name("Latvian", None, 1)]),
    ]


def test_an_event_in_one_line() -> None:
    (event,) = view.happenings(a_story())
    assert (event.who, event.whom) == ("Latvia (LVA)", "—")
    assert event.flags == ("denied",)
    assert event.said_by == "Smith"
    assert event.evidence == (Piece(text="Latvia "), Piece(text="accused", hit=True), Piece(text=" Ruritania."))


@pytest.mark.parametrize(("start", "end"), [(0, 5), (17, 90), (20, 20)])
def test_a_trigger_outside_its_sentence_marks_nothing(start: int, end: int) -> None:
    evidence = Evidence(start=10, end=35, text=SENTENCE, trigger_start=start, trigger_end=end)
    (event,) = view.happenings(a_story(events=(an_event(evidence=evidence),)))
    assert event.evidence == (Piece(text=SENTENCE),)


def test_the_terminal_reads_like_an_edited_story() -> None:
    story = a_story()
    versions = (VersionLine(version=3, status="usable"), VersionLine(version=2, status="usable"))
    text = printed(story_view(Shown(id="s", version=3, status="usable", story=story, versions=versions)))
    parts = [
        "REUTERS · UPDATE 2", "Talks fail", "Both sides leave", "By Ann Writer", "RIGA (Reuters) -",
        "First [bold]paragraph[/bold].", "1  2\n3  4", "Caption", "A table", "REUTERS/X", "Editing: Bo", "(Adds)",
        "People", "ACCUSE", "denied", "s, version 3", "other versions: 2",
    ]  # fmt: skip
    rows = "\n".join(line.rstrip() for line in text.splitlines())
    places = [rows.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "Editing by Bo" not in rows, "the credit line was read already"


def test_the_words_that_carry_an_event_are_bold_in_the_terminal() -> None:
    console = Console(width=200, record=True, file=open("/dev/null", "w"), color_system="standard")  # noqa: SIM115
    console.print(story_view(Shown(id="s", version=3, status="usable", story=a_story())))
    assert "Latvia \x1b[1maccused\x1b[0m Ruritania." in console.export_text(styles=True)


def test_a_notice_in_the_terminal() -> None:
    assert "CANCELED  Gone." in printed(story_view(Shown(id="s", version=3, status="canceled", notice="Gone.")))


def test_results_in_the_terminal() -> None:
    found = Hit(
        id="reuters-s", version=1, title=(Piece(text="Talks "), Piece(text="fail", hit=True)), has_headline=True,
        agency="Reuters", time=datetime(2016, 10, 4, 12, tzinfo=UTC), time_basis="received",
        fragments=((Piece(text="of [red]\n\n"), Piece(text="gas", hit=True)),),
        events=(FoundEvent(type="SANCTION", evidence="It will.", flags=("future", "unheard-of")),),
    )  # fmt: skip
    text = printed(results_table(Results(total=12, offset=10, hits=(found,))))
    for part in (
        "11 Talks fail",
        "received 2016-10-04 12:00 UTC",
        "… of [red] gas …",
        "reuters-s",
        "12 stories",
        "SANCTION planned It will.",
    ):
        assert part in text
    assert "No story answers." in printed(results_table(Results(total=0, offset=0, hits=())))


def test_what_a_story_is_filed_under_is_named_once() -> None:
    story = a_story(
        categories=(Code(scheme="anpa1312", code="i", name="international"),),
        subjects=(Code(scheme="medtop", code="11000000", name="politics"), Code(code="20000638")),
        keywords=("politics", "talks"),
    )
    assert view.filed_under(story) == ["international", "politics", "20000638", "talks"]
    shown = printed(story_view(Shown(id="s", version=3, status="usable", story=story)))
    assert "Filed under: international, politics, 20000638, talks" in shown


def test_places_and_sayings_are_shown_with_the_place_where_it_happens_first() -> None:
    story = a_story(
        places=(
            Place(place_id="1", name="Syria", kind="country", country="SYR"),
            Place(place_id="2", name="Aleppo", kind="city", country="SYR", admin1="Aleppo", is_focus=True),
        ),
        quotes=(
            Quote(text="We go.\n\nNow.", start=0, end=12, speaker="Jane Roe"),
            Quote(text="it was late", start=20, end=31, kind="indirect"),
        ),
    )
    assert [(place.name, place.within, place.is_focus) for place in view.places(story)] == [
        ("Aleppo", "SYR", True),
        ("Syria", "SYR", False),
    ]
    assert [(said.speaker, said.text, said.is_direct) for said in view.sayings(story)] == [
        ("Jane Roe", "We go. Now.", True),
        ("—", "it was late", False),
    ]
