"""Short forms of organisations and teams in a story; each rule with what it must leave alone. All copy is invented."""

from __future__ import annotations

import pytest

from tests.unit.enrich.conftest import Enrich
from tests.unit.enrich.test_entities import mentions, only

SPORT = " The coach thanked the fans, the goalkeeper and his captain after the match, the last of the season."


@pytest.mark.parametrize(
    ("full", "text", "short"),
    [
        (
            "Baltic League",
            "The Baltic League met on Monday. It was long. The League said it would send help.",
            "League",
        ),
        ("U.S. Navy", "A U.S. Navy destroyer left on Monday. The Navy gave no reason.", "Navy"),
        (
            "Sahel Liberation Front",
            "The Sahel Liberation Front freed two men. Troops went on searching for the Front on Friday.",
            "Front",
        ),
    ],
)
def test_the_last_word_stands_for_the_organisation(enrich: Enrich, full: str, text: str, short: str) -> None:
    story = enrich(text)
    assert only(story, short).id == only(story, full).id
    assert only(story, short).label == "ORG"


def test_a_small_word_or_another_body_is_not_meant(enrich: Enrich) -> None:
    story = enrich("The Baltic League met. Nobody in the league was glad. The Premier League began on Friday.")
    assert not mentions(story, "league")
    assert only(story, "Premier League").id != only(story, "Baltic League").id


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Republic Planning Agency", "Replan"),
        ("National Centre for Soil Research", "Censol"),
        ("Federal Institute of Public Statistics", "Infes"),
    ],
)
def test_an_acronym_read_as_a_word_is_its_long_form(enrich: Enrich, long: str, short: str) -> None:
    story = enrich(f"The {long} ({short}) warned of floods on Monday. {short} expects more.")
    assert {only(story, short).id} == {only(story, long).id}


def test_a_town_in_brackets_is_no_acronym(enrich: Enrich) -> None:
    story = enrich("The Ministry of Public Works (Lima) warned of floods on Monday.")
    assert only(story, "Lima").label == "GPE"


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("Leeds beat Hull 3-1 on Saturday.", "Leeds"),
        ("Leeds beat Hull 3-1 on Saturday.", "Hull"),
        ("Tabriz striker Ali Daneshvar scored twice in Shiraz.", "Tabriz"),
        ("Bogota play Medellin on Friday.", "Bogota"),
    ],
)
def test_a_town_that_plays_is_its_team(enrich: Enrich, text: str, team: str) -> None:
    assert only(enrich(text + SPORT), team).label == "ORG"


def test_the_town_beside_its_team_is_the_town(enrich: Enrich) -> None:
    story = enrich("Leeds beat Derby 3-1 on Saturday. Thousands of fans danced in Leeds until dawn." + SPORT)
    team, town = mentions(story, "Leeds")
    assert (team.label, town.label) == ("ORG", "GPE")
    assert team.id != town.id


def test_countries_and_people_who_play_stay_what_they_are(enrich: Enrich) -> None:
    story = enrich("Iran beat Iraq 1-0. Paris hosted the match." + SPORT)
    assert {only(story, name).label for name in ("Iran", "Iraq", "Paris")} == {"GPE"}
    story = enrich("Nora Feld beat Eva Brandt 6-3, 6-2 on Sunday. Feld plays Anna Moser in the tennis final." + SPORT)
    assert {only(story, name).label for name in ("Nora Feld", "Eva Brandt", "Feld")} == {"PERSON"}


def test_a_result_says_that_it_is_sport(enrich: Enrich) -> None:
    story = enrich(
        "Valencia beat Sevilla 2-1 in the Spanish league on Sunday. Striker Juan Lopez scored. The coach left."
    )
    assert "ORG" in {entity.label for entity in story.entities if entity.text == "Valencia"}


def test_without_sport_a_town_that_wins_is_a_town(enrich: Enrich) -> None:
    assert only(enrich("Leeds beat Lyon in the race to host the fair."), "Leeds").label == "GPE"


@pytest.mark.parametrize("how", ["led", "backed", "brokered"])
def test_a_capital_before_a_hyphen_is_the_government(enrich: Enrich, how: str) -> None:
    assert only(enrich(f"The Tehran-{how} truce failed on Monday."), "Tehran").country == "IRN"
    assert only(enrich("A London-based firm left on Monday."), "London").country is None


def test_a_ministry_of_something_has_its_country(enrich: Enrich) -> None:
    story = enrich("The Dutch Ministry of Roads and Water denied it.")
    assert only(story, "Ministry of Roads and Water").country == "NLD"


@pytest.mark.parametrize("full", ["Vila do Porto", "Puerto de Mogan", "Castro del Rio"])
def test_the_first_word_of_a_town_is_the_town(enrich: Enrich, full: str) -> None:
    story = enrich(f"Shops in {full} were shut on Monday. Buses to {full.split()[0]} ran late.")
    ids = {entity.id for entity in story.entities if entity.text in (full, full.split()[0])}
    assert len(ids) <= 1
