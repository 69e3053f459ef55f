"""What is found, and what must not be, on both kinds of servers, with the seeds indexed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from elasticsearch import BadRequestError

from pipeline.errors import BadSetting
from pipeline.index import indices
from pipeline.index.documents import head_and_version
from pipeline.search.query import ask
from pipeline.search.service import find, show
from pipeline.story import Actor, EnrichedStory, Event, Evidence, Source
from tests.deployment import Deployment

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds" / "stories").iterdir())


@pytest.fixture(scope="session")
def seeded(deployment: Deployment) -> dict[str, EnrichedStory]:
    """Every seed through the services; the stories by seed name."""
    since = deployment.mark()
    places = deployment.send([path.read_bytes() for path in SEEDS])
    accounts = deployment.settle(places, since)
    names = [path.stem for path in SEEDS]
    return {
        name: accounts[place].stories[0] for name, place in zip(names, places, strict=True) if accounts[place].stories
    }


def found(deployment: Deployment, **question: object) -> set[str]:
    results = find(deployment.client, deployment.settings.elasticsearch, ask(limit=100, **question))
    return {hit.id for hit in results.hits}


def test_words_phrases_and_names_find_the_story(deployment: Deployment, seeded: dict[str, EnrichedStory]) -> None:
    diplomacy = seeded["01-diplomacy-scraped"].id
    assert diplomacy in found(deployment, text="hilltop temple")
    assert diplomacy in found(deployment, text='"border talks"', place="Cambodia")
    assert diplomacy in found(deployment, place="KHM", event="accuse")
    assert diplomacy in found(deployment, source_country="Thailand", target_country="KHM", event="SANCTION")
    assert diplomacy not in found(deployment, source_country="KHM", target_country="THA", event="SANCTION")
    assert diplomacy not in found(deployment, text="hilltop -temple")
    assert diplomacy not in found(deployment, text="temple", agency="AFP")
    denials = seeded["22-denials-dpa"].id
    assert denials in found(deployment, entity="kilic")


@pytest.fixture
def threatened(deployment: Deployment) -> Iterator[str]:
    """The id of a story in which one country may be put under sanctions by the United States and one is."""
    evidence = Evidence(start=0, end=4, text="They", trigger_start=0, trigger_end=4)

    def sanction(source: str, target: str, **flags: bool) -> Event:
        sides = [(Actor(text=country, start=0, end=4, country=country),) for country in (source, target)]
        return Event(
            type="SANCTION", cameo="163", quad="material_conflict", sources=sides[0], targets=sides[1],
            evidence=evidence, score=0.9, **flags,
        )  # fmt: skip

    events = (
        sanction("USA", "RUS", hypothetical=True), sanction("FRA", "RUS"), sanction("USA", "ERI", future=True),
        sanction("USA", "BLR", historical=True), sanction("USA", "MLI", negated=True),
    )  # fmt: skip
    story = EnrichedStory.model_validate(
        {
            "schema": "story/1", "id": "sanctions-of-one", "version": 1, "source": Source(name="t", sha256="0"),
            "text": "They", "events": events,
        }
    )  # fmt: skip
    stories = deployment.settings.elasticsearch.stories
    document = head_and_version(story, datetime(2016, 10, 5, tzinfo=UTC))[0]
    deployment.client.index(index=stories, id=story.id, document=document, refresh=True)
    yield story.id
    deployment.client.delete(index=stories, id=story.id, refresh=True)


@pytest.mark.parametrize(
    ("target", "question", "is_found"),
    [
        ("RUS", {}, True),
        ("RUS", {"not_future": True, "not_historical": True}, True),
        ("RUS", {"not_hypothetical": True}, False),
        ("ERI", {"not_hypothetical": True}, True),
        ("ERI", {"not_future": True}, False),
        ("BLR", {"not_historical": True}, False),
        ("MLI", {}, False),
        ("MLI", {"not_negated": False}, True),
    ],
)
def test_all_that_is_asked_of_an_event_holds_of_one(
    deployment: Deployment, threatened: str, target: str, question: dict[str, object], is_found: bool
) -> None:
    asked = found(deployment, event="SANCTION", source_country="USA", target_country=target, **question)
    assert (threatened in asked) is is_found


def test_the_command_line_asks_for_events_too(deployment: Deployment, threatened: str) -> None:
    flags = ("--not-hypothetical", "--not-future", "--not-historical", "--not-negated", "--json")
    for source, is_found in (("USA", False), ("FRA", True)):
        sides = ("--source-country", source, "--target-country", "RUS")
        done = deployment.wire("search", "--event", "SANCTION", *sides, *flags)
        assert done.returncode == 0, done.stderr
        assert (threatened in done.stdout) is is_found


def test_topics_and_languages_are_filters(deployment: Deployment, seeded: dict[str, EnrichedStory]) -> None:
    sport, german, french = (seeded[name].id for name in ("08-sport-table", "43-g2-nitf", "27-iptc-ats"))
    assert sport in found(deployment, topic="Sport", language="en")
    assert sport in found(deployment, topic="15000000")
    assert sport not in found(deployment, topic="weather")
    assert german in found(deployment, language="DE")
    assert german not in found(deployment, language="en")
    assert seeded["51-ninjs2-pictures"].id in found(deployment, language="nb") & found(deployment, language="nb-NO")
    assert french in found(deployment, text="cheminots", language="fr")


def test_other_languages_are_found_by_their_words(deployment: Deployment, seeded: dict[str, EnrichedStory]) -> None:
    french = seeded["27-iptc-ats"].id
    assert {step.status for name, step in seeded["27-iptc-ats"].steps.items() if name != "decode"} == {
        "unsupported_language"
    }
    for words in ("grève", "greve", "Édith Brugger", "évacué les rails", "atelier", "conseiller d'etat"):
        assert french in found(deployment, text=words), words


SCRIPTS = {
    "zh": (
        "港口工人罢工进入第三天\n\n新华社天津11月4日电 天津港码头工人星期二继续罢工，要求提高工资，正在协商。\n",
        "码头工人",
    ),
    "ru": (
        "Забастовка в порту\n\n"
        "МУРМАНСК, 4 ноя - Рабочие порта во вторник продолжили забастовку, требуя повысить зарплату.\n",
        "забастовку",
    ),
    "ar": (
        "إضراب في ميناء صفاقس\n\n"
        "واصل عمال الميناء يوم الثلاثاء إضرابهم للمطالبة برفع الأجور وقالت الإدارة إن المفاوضات مستمرة.\n",
        "المفاوضات",
    ),
    "ja": (
        "港湾労働者のストライキ続く\n\n横浜港の労働者は四日、賃上げを求めてストライキを続けた。会社側は交渉を続ける考えを示した。\n",
        "賃上げ",
    ),
}
"""By language: copy, and words of it."""


def test_copy_in_any_script_is_named_and_found(deployment: Deployment) -> None:
    since = deployment.mark()
    places = deployment.send([copy.encode() for copy, _ in SCRIPTS.values()])
    accounts = deployment.settle(places, since)
    for place, (language, (_, word)) in zip(places, SCRIPTS.items(), strict=True):
        (story,) = accounts[place].stories
        assert story.language == language
        assert story.id in found(deployment, text=word, language=language)
        assert not story.topics


def test_a_hit_shows_where_the_words_stand(deployment: Deployment, seeded: dict[str, EnrichedStory]) -> None:
    results = find(deployment.client, deployment.settings.elasticsearch, ask(text='"border talks"'))
    hit = next(hit for hit in results.hits if hit.id == seeded["01-diplomacy-scraped"].id)
    marked = [piece.text.lower() for fragment in hit.fragments for piece in fragment if piece.hit]
    assert "border talks" in " ".join(marked)


def test_killed_and_withheld_stories_are_not_found_and_not_shown(
    deployment: Deployment, seeded: dict[str, EnrichedStory]
) -> None:
    killed, withheld = seeded["06-court-usn"], seeded["12-embargo-patrols"]
    names = deployment.settings.elasticsearch
    for question in (
        {"text": "Oldenkamp"}, {"entity": "Ruben Oldenkamp"}, {"text": "lender chief fraud"},
        {"text": "cables anchor"}, {"entity": "Mart Kuusing"}, {"place": "Estonia", "event": "AGREE"},
    ):  # fmt: skip
        assert not {killed.id, withheld.id} & found(deployment, **question), question
    for story, words in ((killed, "Oldenkamp"), (withheld, "Kuusing")):
        for version in (None, story.version):
            shown = show(deployment.client, names, story.id, version)
            assert shown is not None
            assert shown.notice
            assert shown.story is None
            assert words not in shown.model_dump_json()
    head = json.dumps(deployment.head(killed.id), ensure_ascii=False)
    assert "Oldenkamp" not in head
    assert "fraud" not in head


def test_a_story_comes_back_whole_from_both_indices(deployment: Deployment, seeded: dict[str, EnrichedStory]) -> None:
    names = deployment.settings.elasticsearch
    story = seeded["04-ferry-update2"]
    for version in (None, story.version):
        shown = show(deployment.client, names, story.id, version)
        assert shown is not None
        assert shown.story is not None
        assert shown.story.text == story.text
        assert shown.story.events == story.events
    older = show(deployment.client, names, story.id, seeded["03-ferry-update1"].version)
    assert older is not None
    assert older.story is not None
    assert older.story.version < story.version
    assert show(deployment.client, names, "no-such-story") is None


def test_the_mapping_is_strict_and_versions_are_kept(deployment: Deployment) -> None:
    names = deployment.settings.elasticsearch
    with pytest.raises(BadRequestError):
        deployment.client.index(index=names.stories, id="x", document={"id": "x", "surprise": 1})
    assert indices.create(deployment.client, names) == []
    assert all(finding.ok for finding in indices.check(deployment.client, names))


def test_what_is_asked_wrongly_is_said_in_one_sentence(deployment: Deployment) -> None:
    for question in ({"event": "QUARREL"}, {"since": "yesterday"}, {"limit": 0}, {"sort": "random"}):
        with pytest.raises(BadSetting):
            ask(**question)
    done = deployment.wire("search", "--event", "QUARREL")
    assert done.returncode == 2
    assert "SANCTION" in done.stderr
    assert "Traceback" not in done.stderr
