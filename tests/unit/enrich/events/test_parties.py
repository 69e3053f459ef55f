"""Who the parties of an event are: sector, country, and whom a noun or pronoun stands for. All sentences are ours."""

from __future__ import annotations

import pytest

from pipeline.enrich import tables
from pipeline.enrich.events.roles import sector_of_body
from pipeline.enrich.run import Resources
from pipeline.story import Actor, Dateline, Event
from tests.unit.enrich.conftest import Enrich


def event_of(enrich: Enrich, text: str, kind: str, **fields: object) -> Event:
    """The last event of a type: what stands before it is the story so far."""
    events = enrich(text, **fields).events
    found: list[Event] = [event for event in events if event.type == kind]
    assert found, [(event.type, event.evidence.text) for event in events]
    return found[-1]


def told(actors: tuple[Actor, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(actor.text, actor.country, actor.sector) for actor in actors]


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("Hezbollah fighters attacked an army post.", "ASSAULT", ("Hezbollah fighters", "LBN", "REB")),
        ("Government forces attacked the rebels.", "ASSAULT", ("Government forces", None, "MIL")),
        ("Rebel soldiers attacked the port of Doro.", "ASSAULT", ("Rebel soldiers", None, "REB")),
        ("U.N. peacekeepers attacked the militia.", "ASSAULT", ("U.N. peacekeepers", None, "IGO")),
        (
            "The Kenyan opposition party rejected the offer of talks.",
            "REJECT",
            ("Kenyan opposition party", "KEN", "OPP"),
        ),
        ("Police in Kisangani arrested ten students.", "COERCE", ("Police", "COD", "COP")),
        ("Thousands of miners demonstrated in Oruro.", "PROTEST", ("miners", "BOL", "LAB")),
        ("Ethnic Albanians demonstrated in Serbia.", "PROTEST", ("Albanians", "SRB", None)),
        ("Pope urges Chad to free the editor", "REQUEST", ("Pope", "VAT", "GOV")),
    ],
)
def test_sector_and_country_of_who_acts(
    enrich: Enrich, text: str, kind: str, source: tuple[str, str | None, str | None]
) -> None:
    assert told(event_of(enrich, text, kind).sources) == [source]


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("Chad bombed a camp for Sudanese refugees.", "ASSAULT", ("Sudanese refugees", "SDN", "REF")),
        ("Russian warplanes bombed Aleppo.", "ASSAULT", ("Aleppo", "SYR", None)),
        ("Israeli tanks shelled targets in Jericho.", "ASSAULT", ("targets", "PSE", None)),
        ("Bandits killed the deputy chief of the Malian police.", "ASSAULT", ("deputy chief", "MLI", "COP")),
    ],
)
def test_sector_and_country_of_who_suffers(
    enrich: Enrich, text: str, kind: str, target: tuple[str, str | None, str | None]
) -> None:
    (found,) = event_of(enrich, text, kind).targets
    assert found.text.startswith(target[0])
    assert (found.country, found.sector) == target[1:]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ugandan rebels left the hills. Then the rebels attacked a convoy.", "UGA"),
        ("Ugandan rebels met Rwandan rebels. Then the rebels attacked a convoy.", None),
        ("The rebels attacked a convoy. Ugandan rebels had left the hills.", None),
        ("Ugandan rebels left the hills. Then some other rebels of Chad attacked a convoy.", "TCD"),
    ],
)
def test_a_noun_keeps_the_country_that_the_story_gave_it(enrich: Enrich, text: str, country: str | None) -> None:
    assert event_of(enrich, text, "ASSAULT").sources[0].country == country


def test_envoys_are_not_of_the_country_where_they_are(enrich: Enrich) -> None:
    (source,) = event_of(enrich, "Negotiators in Geneva rejected the offer of Iran.", "REJECT").sources
    assert source.country is None


def test_the_storys_town_is_the_home_of_its_police(enrich: Enrich) -> None:
    fields = {"dateline": Dateline(text="GULU, Uganda", places=("GULU",), region="Uganda")}
    (source,) = event_of(enrich, "Police arrested two editors on Monday.", "COERCE", **fields).sources
    assert (source.country, source.sector) == ("UGA", "COP")


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("Kenya closed its airports. It accused Sudan of spying.", "ACCUSE", "KEN"),
        ("Two Kenyan soldiers crossed the river. They attacked a village.", "ASSAULT", "KEN"),
        ("Israel said its troops had attacked the village.", "ASSAULT", "ISR"),
        ('"We have accused Sudan of spying," the Kenyan minister said.', "ACCUSE", "KEN"),
    ],
)
def test_whom_a_pronoun_means(enrich: Enrich, text: str, kind: str, source: str) -> None:
    event = event_of(enrich, text, kind)
    assert event.sources[0].country == source


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Kenya and Uganda sent envoys. Both countries signed a treaty.", {"KEN", "UGA"}),
        ("Kenya, Uganda and Chad sent envoys. Both countries signed a treaty.", set()),
    ],
)
def test_both_are_the_two_that_were_named_last(enrich: Enrich, text: str, sources: set[str]) -> None:
    events = [event for event in enrich(text).events if event.type == "SUPPORT"]
    named = {a.country for event in events for a in (*event.sources, *event.targets) if a.country}
    assert named == sources


def test_the_group_is_the_one_body_named_before(enrich: Enrich) -> None:
    text = "Boko Haram has camps in the forest. On Friday the group attacked a convoy."
    (source,) = event_of(enrich, text, "ASSAULT").sources
    assert (source.text, source.sector) == ("Boko Haram", "REB")


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("Malian students demonstrated to demand reforms by President Keba's government.", "PROTEST", "MLI"),
        ("Nurses went on a hunger strike in protest of the Russian government's refusal to pay.", "PROTEST", "RUS"),
        ("Eritrea threatened to close the port unless Ethiopia withdrew.", "THREATEN", "ETH"),
    ],
)
def test_whom_a_protest_or_a_threat_is_aimed_at(enrich: Enrich, text: str, kind: str, target: str) -> None:
    assert [actor.country for actor in event_of(enrich, text, kind).targets] == [target]


@pytest.mark.parametrize(
    "text",
    [
        "Oil shares attacked new highs in Oslo.",
        "The airline threatened its supplier.",
        "Military aid accused Chad of theft.",
    ],
)
def test_who_is_no_party_does_nothing(enrich: Enrich, text: str) -> None:
    assert enrich(text).events == ()


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("the Taliban", "REB"),
        ("Union of Malian Teachers", "LAB"),
        ("Front for Renewal", None),
        ("Gezira Liberation Front", "REB"),
        ("Court of Appeal", "JUD"),
        ("the", None),
    ],
)
def test_a_body_by_its_name(resources: Resources, name: str, sector: str | None) -> None:
    assert sector_of_body(name, resources.lexicon) == sector


def test_the_towns_of_a_story_tell_its_country_where_the_only_country_named_is_another(enrich: Enrich) -> None:
    text = (
        "Federal prosecutors on Wednesday charged the founder of an Alabama foundry with faking tests. Its pipes lie "
        "in Mobile, Alabama, and in Wichita, Kansas. It belongs to Clee Castings of Wolverhampton, England, and has an "
        "office in England."
    )
    dateline = Dateline(text="BIRMINGHAM, Ala. (AP) —", places=("BIRMINGHAM",), region="Ala.")
    sources = event_of(enrich, text, "ACCUSE", dateline=dateline).sources
    assert [actor.country for actor in sources] == ["USA"]


def test_each_role_stands_once_and_in_order(resources: Resources) -> None:
    lines = [line.strip() for line in tables.read("roles.toml").splitlines()]
    assert not [line for line in lines if line.startswith('"') and not line.endswith(",")]
    assert set(resources.lexicon.classes) >= {"public", "armed", "crowd", "domestic", "bearers", "parts", "abroad"}
    assert resources.lexicon.sector_of["aid worker"] == "NGO"
    assert resources.lexicon.seats["hamas"] == "PSE"
