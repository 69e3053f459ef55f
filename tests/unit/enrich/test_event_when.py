from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pipeline.enrich.events.when import Today, today, when
from pipeline.enrich.run import Resources
from pipeline.story import Caption, Dateline, EnrichedStory, Place, PlaceMention, Times
from tests.unit.enrich.conftest import MakeStory

TUESDAY = Today(date(2016, 10, 4), "dateline")


def day_of(resources: Resources, text: str, word: str, now: Today = TUESDAY, *, ahead: bool = False) -> str | None:
    deed = next(token for token in resources.nlp(text) if token.text == word)
    carrier = [deed.head] if deed.pos_ == "NOUN" and deed.dep_ == "dobj" else []
    return when(deed, carrier, now, ahead=ahead)[0]


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Chad on Monday suspended talks with Sudan on a ceasefire.", "suspended", "2016-10-03"),
        ("On Tuesday, Chad suspended talks with Sudan.", "suspended", "2016-10-04"),
        ("Chad suspended talks with Sudan late on Wednesday night.", "suspended", "2016-09-28"),
        ("Rebels attacked the town yesterday.", "attacked", "2016-10-03"),
        ("Rebels attacked the town on March 8.", "attacked", "2016-03-08"),
        ("Rebels attacked the town on Nov. 9.", "attacked", "2015-11-09"),
        ("Rebels attacked the town on 8 March 2014.", "attacked", "2014-03-08"),
        ("Rebels attacked the town on 2016-10-01.", "attacked", "2016-10-01"),
        ("Rebels attacked the town last week.", "attacked", None),
        ("Rebels attacked the town in May.", "attacked", None),
        ("Rebels attacked the town in 1994.", "attacked", None),
        ("Rebels attacked the town.", "attacked", None),
        ("Rebels have attacked the town since Monday.", "attacked", None),
        ("Chad rejected Monday's offer.", "rejected", None),
        ("Chad said on Monday that rebels had attacked the town.", "attacked", None),
        ("Chad said on Tuesday that rebels had attacked the town on Sunday.", "attacked", "2016-10-02"),
        ("Chad recalled its envoy on Monday and closed the embassy.", "closed", "2016-10-03"),
        ("Chad suspended talks on Monday, accusing Sudan of lies.", "accusing", "2016-10-03"),
        ("Chad condemned Sunday's attack on the town.", "attack", "2016-10-02"),
        ("Rebels launched an attack on the town on Sunday.", "attack", "2016-10-02"),
        ("Libya condemned the Sept. 11 attacks.", "attacks", None),
        ("Rebels attacked the town last Friday.", "attacked", "2016-09-30"),
        ("Rebels attacked the town last Monday.", "attacked", None),
    ],
)
def test_the_day_of_a_deed(resources: Resources, text: str, word: str, day: str | None) -> None:
    assert day_of(resources, text, word) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ministers will meet on Oct. 17 in Rome.", "2016-10-17"),
        ("Ministers will meet on Friday in Rome.", "2016-10-07"),
        ("Ministers will meet on Tuesday in Rome.", "2016-10-04"),
        ("Ministers will meet in Rome tomorrow.", "2016-10-05"),
        ("Ministers will meet in Rome next Monday.", "2016-10-10"),
        ("Ministers will meet in Rome next Friday.", None),
        ("Ministers will meet in Rome on Feb. 3.", "2017-02-03"),
    ],
)
def test_a_deed_to_come_falls_on_the_next_such_day(resources: Resources, text: str, day: str | None) -> None:
    assert day_of(resources, text, "meet", ahead=True) == day


def test_what_it_was_resolved_against(resources: Resources) -> None:
    def both(text: str, now: Today) -> tuple[str | None, str | None]:
        return when(next(token for token in resources.nlp(text) if token.text == "attacked"), (), now, ahead=False)

    assert both("Rebels attacked on Monday.", TUESDAY) == ("2016-10-03", "dateline")
    assert both("Rebels attacked on March 8, 2016.", TUESDAY) == ("2016-03-08", "text")
    assert both("Rebels attacked on March 8, 2016.", Today()) == ("2016-03-08", "text")
    assert both("Rebels attacked on Monday.", Today()) == (None, None)
    assert both("Rebels attacked on Feb. 30, 2016.", TUESDAY) == (None, None)


def story_of(make_story: MakeStory, **fields: object) -> EnrichedStory:
    return EnrichedStory.model_construct(**dict(make_story(**fields)))


def test_the_day_of_the_story(make_story: MakeStory) -> None:
    sent = datetime(2016, 10, 4, 20, tzinfo=UTC)
    written = Dateline(text="LIMA, Dec. 31 (AP) —", date="--12-31")
    assert today(story_of(make_story, times=Times(dateline_date="2016-10-03", version_created=sent))) == Today(
        date(2016, 10, 3), "dateline"
    )
    new_year = Times(version_created=datetime(2017, 1, 1, 3, tzinfo=UTC))
    assert today(story_of(make_story, dateline=written, times=new_year)) == Today(date(2016, 12, 31), "dateline")
    assert today(story_of(make_story, times=Times(first_created=sent))) == Today(date(2016, 10, 4), "version_created")
    assert today(story_of(make_story, dateline=written)) == Today()


def test_evening_in_london_is_the_next_day_in_tokyo(make_story: MakeStory) -> None:
    tokyo = Place(place_id="1", name="Tokyo", lon=139.7, mentions=(PlaceMention(start=0, end=5, field="dateline"),))
    story = story_of(make_story, times=Times(version_created=datetime(2016, 10, 4, 20, tzinfo=UTC)))
    assert today(story.model_copy(update={"places": (tokyo,)})).day == date(2016, 10, 5)


def test_a_caption_gives_the_day_where_the_text_agrees(make_story: MakeStory) -> None:
    caption = Caption(text="A soldier near Azaz, Syria October 4, 2016. REUTERS/A. Name")
    text = "Syria said on Tuesday that talks would go on."
    assert today(story_of(make_story, text=text, captions=(caption,))) == Today(date(2016, 10, 4), "caption")
    for other in (
        {"text": text.replace("Tuesday", "Friday"), "captions": (caption,)},
        {"text": text, "captions": (Caption(text=f"File photo: {caption.text}"),)},
        {"text": "Syria said that talks would go on.", "captions": (caption,)},
    ):
        assert today(story_of(make_story, **other)) == Today()
