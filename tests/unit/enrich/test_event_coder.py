from __future__ import annotations

import re

import pytest

from pipeline.enrich.events.coder import MAX_EVENTS
from pipeline.enrich.grammar import LONGEST_SENTENCE
from pipeline.enrich.run import Resources
from pipeline.story import Dateline, Event, Times
from tests.unit.enrich.conftest import NOON, Enrich

Parties = tuple[str | None, str | None]


def only(enrich: Enrich, text: str, **fields: object) -> Event:
    events = enrich(text, **fields).events
    assert len(events) == 1, [(event.type, event.evidence.text) for event in events]
    event: Event = events[0]
    return event


def parties(event: Event) -> Parties:
    """The words of the first source and the first target."""
    return (
        event.sources[0].text if event.sources else None,
        event.targets[0].text if event.targets else None,
    )


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Chad accused Sudan of arming the rebels.", "ACCUSE", "Chad", "Sudan"),
        ("Two Russian diplomats were expelled by Norway on Friday.", "SANCTION", "Norway", "Russian diplomats"),
        ("A tanker seized by Somali pirates in May is still missing.", "ASSAULT", "Somali pirates", "tanker"),
        ("Kenya and Uganda signed a water treaty in Kampala.", "SUPPORT", "Kenya", "Uganda"),
        ("British and Japanese ministers held talks in Singapore.", "CONSULT", "British", "Japanese"),
        ("The army, which had attacked the village of Arhab, withdrew.", "ASSAULT", "army", "Arhab"),
        ("Peru met Chile's demands but recalled its ambassador from Bolivia.", "SANCTION", "Peru", "Bolivia"),
        ("Moscow suspended talks with Kyiv.", "SANCTION", "Moscow", "Kyiv"),
        (
            "Britain slapped a travel ban and an asset freeze on three Serbian brokers.",
            "SANCTION",
            "Britain",
            "Serbian brokers",
        ),
        ("Guatemala court jails ex-mayor nine years over phantom bridge", "SANCTION", "Guatemala court", "mayor"),
        ("Jordan released students whom it had held without charge, a lawyer said.", "COERCE", "Jordan", "students"),
        ("Zambia reneged on its commitment to the Zimbabwean people.", "REJECT", "Zambia", "Zimbabwean people"),
        ("Qatar offered Lebanon fuel and 50 tons of food aid.", "AGREE", "Qatar", "Lebanon"),
        ("The United States urged both Rwanda and Congo to stop.", "REQUEST", "United States", "Rwanda"),
        ("Peru opened an investigation into whether Bolivia had paid the rebels.", "ACCUSE", "Peru", "Bolivia"),
        ("The Ugandan parliament passed a resolution condemning Rwanda.", "ACCUSE", "Ugandan parliament", "Rwanda"),
        ("Kenya's bishops sent a letter that upbraided the president.", "ACCUSE", "Kenya's bishops", "president"),
        ("Zambia repeated its demand that Malawi lift the ban.", "REQUEST", "Zambia", "Malawi"),
        ("Farmers took the Kenyan water ministry to court.", "ACCUSE", "Farmers", "Kenyan water ministry"),
        ("Turkey held Syria responsible for the mortar fire.", "ACCUSE", "Turkey", "Syria"),
        ("Hamas will not negotiate with Israel, it said.", "REJECT", "Hamas", "Israel"),
        ("Iran is not going to negotiate with Iraq.", "REJECT", "Iran", "Iraq"),
        ("Israel did not rule out a strike against Iran.", "THREATEN", "Israel", "Iran"),
        ("Spain will recall its ambassador to Peru if it votes for the law.", "THREATEN", "Spain", "Peru"),
        ("Turkmenistan stopped buying gas from Russia.", "SANCTION", "Turkmenistan", "Russia"),
        (
            "The president praised police around striking teachers in Lagos.",
            "PROTEST",
            "striking teachers",
            None,
        ),
        (
            "Opposition lawmakers stayed away from the session of parliament.",
            "PROTEST",
            "Opposition lawmakers",
            "parliament",
        ),
    ],
)
def test_who_did_what_to_whom(enrich: Enrich, text: str, kind: str, source: str, target: str) -> None:
    found = [parties(event) for event in enrich(text).events if event.type == kind]
    assert (source, target) in found


def test_a_town_called_like_a_capital_is_no_government(enrich: Enrich) -> None:
    text = "An earthquake shook Santiago de Cuba. President Luis Prieto of Cuba flew to Santiago on Sunday."
    assert enrich(text).events == ()


def test_an_office_holder_is_of_the_only_country_that_the_story_names(enrich: Enrich) -> None:
    (event,) = enrich("President Laurent Gbagbo resigned on Sunday, a radio station in Ivory Coast reported.").events
    assert event.sources[0].country == "CIV"
    (event,) = enrich("President Laurent Gbagbo visited Ivory Coast and left for Mali on Sunday.").events
    assert event.sources[0].country is None


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Chad attacked the rebels.", set()),
        ("Chad did not attack the rebels.", {"negated"}),
        ("Chad denied attacking the rebels.", {"negated"}),
        ("Chad denied that it had attacked the rebels.", {"negated"}),
        ("Chad will attack the rebels.", {"future"}),
        ("Chad plans to attack the rebels.", {"future"}),
        ("Chad said it would attack the rebels.", {"future"}),
        ("Chad could attack the rebels.", {"hypothetical"}),
        ("If Chad attacks the rebels, the talks will end.", {"hypothetical"}),
        ("In 1997 Chad attacked the rebels.", {"historical"}),
        ("Chad attacked the rebels ten years ago.", {"historical"}),
    ],
)
def test_flags(enrich: Enrich, text: str, flags: set[str]) -> None:
    deeds = [event for event in enrich(text).events if event.type == "ASSAULT"]
    assert len(deeds) == 1
    set_flags = {name for name in ("negated", "future", "hypothetical", "historical") if getattr(deeds[0], name)}
    assert set_flags == flags


@pytest.mark.parametrize(
    "text",
    [
        "Chad refused to attack the rebels.",
        "France urged Chad to attack the rebels.",
        "Chad must attack the rebels.",
        "Chad threatened to attack the rebels.",
        "Chad wants to attack the rebels.",
        "Sudan accused Chad of attacking the rebels.",
        "Chad has a plan to attack the rebels.",
    ],
)
def test_what_is_only_asked_for_or_alleged_is_no_deed(enrich: Enrich, text: str) -> None:
    assert "ASSAULT" not in {event.type for event in enrich(text).events}


@pytest.mark.parametrize(
    "text",
    [
        "Shares in the company rallied and bond prices retreated.",
        "The storm attacked the coast and killed eight people.",
        "Heavy rain struck the town and destroyed a bridge.",
        "The bank reached a deal with its creditors.",
        "He beat the defending champion and attacked from the first lap.",
        "They attacked it.",
        "The company sued its former chief.",
        "A clash of dates left commuters stranded.",
        "Orders from Spain and Germany exploded in the autumn.",
        "Gold struck a five-week high in London.",
        "Chad's trade with Sudan fell by 5 percent.",
        "It was a charge that Moscow rejected.",
    ],
)
def test_silence(enrich: Enrich, text: str) -> None:
    assert enrich(text).events == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Serbia will close the border with Kosovo unless the tax is lifted.", "THREATEN"),
        ("Should Kosovo vote for the tax, Serbia would close the border, a minister said.", "THREATEN"),
        ("Syria's president said he would not resign.", "REJECT"),
        ("Poland's court struck down a law; nurses had asked for it.", "REJECT"),
    ],
)
def test_a_refusal_and_a_threat_carry_no_flags(enrich: Enrich, text: str, kind: str) -> None:
    (event,) = (event for event in enrich(text).events if event.type == kind)
    assert (event.negated, event.future, event.hypothetical) == (False, False, False)


@pytest.mark.parametrize(
    "text",
    ["Russia will never accept the plan, analysts said.", "If Chad will not talk to Sudan, the border stays shut."],
)
def test_only_who_would_do_it_refuses(enrich: Enrich, text: str) -> None:
    assert "REJECT" not in {event.type for event in enrich(text).events}


SPORT = (
    "Norway's skiers beat Sweden in the World Cup relay on Sunday. The Norwegian team attacked on the second lap, and "
    "the champion fought off the Swedish sprinter to win the title. Coach Nils Aune praised his team after the race. "
    "It was the third victory of the season, and Norway leads the standings before the championship in Finland."
)


def test_sport_is_quiet(enrich: Enrich) -> None:
    assert enrich(SPORT).events == ()


def test_a_bomb_at_a_match_is_not_sport(enrich: Enrich) -> None:
    text = (
        f"{SPORT} Gunmen attacked a police station near the stadium, killing two soldiers. The army sent troops, the "
        "government blamed rebels, and the president condemned the attack. Police arrested five militants."
    )
    assert {"ASSAULT", "COERCE"} <= {event.type for event in enrich(text).events}


def test_the_category_says_sport(enrich: Enrich) -> None:
    assert enrich("Norway attacked Sweden.", categories=({"code": "s"},)).events == ()


def test_codes_and_quad(enrich: Enrich) -> None:
    event = only(enrich, "The European Union imposed sanctions on Myanmar.")
    assert (event.type, event.mode, event.cameo, event.quad) == (
        "SANCTION", "discontinue", "163", "material_conflict",
    )  # fmt: skip


def test_countries_and_sectors_of_the_parties(enrich: Enrich) -> None:
    event = only(enrich, "Polish Defence Minister Jan Kos condemned the Russian army. Kos spoke in Warsaw.")
    (source,), (target,) = event.sources, event.targets
    assert (source.name, source.country, source.sector) == ("Jan Kos", "POL", "GOV")
    assert (target.text, target.country, target.sector) == ("Russian army", "RUS", "MIL")
    assert source.entity
    assert target.entity is None or target.country == "RUS"


def test_a_surname_keeps_its_office(enrich: Enrich) -> None:
    text = "Polish Defence Minister Jan Kos spoke in Warsaw on Monday. Later Kos accused Belarus of spying."
    event = only(enrich, text)
    assert (event.sources[0].country, event.sources[0].name) == ("POL", "Jan Kos")


def test_a_plain_pronoun_is_its_speaker(enrich: Enrich) -> None:
    event = only(enrich, "Russia said it had deployed two missile batteries.")
    assert parties(event)[0] == "Russia"
    assert event.attribution is not None
    assert event.attribution.text == "Russia"


def test_who_says_so(enrich: Enrich) -> None:
    event = only(enrich, "Rebels attacked a village in Burundi, a senior police officer said.")
    assert event.attribution is not None
    assert event.attribution.text == "a senior police officer"
    assert only(enrich, "Rebels attacked a village in Burundi.").attribution is None


def test_evidence_is_the_sentence_and_its_trigger(enrich: Enrich) -> None:
    story = enrich("It rained. Ethiopia suspended talks with Eritrea on Monday. It was dry later.")
    proof = story.events[0].evidence
    assert proof.text == "Ethiopia suspended talks with Eritrea on Monday."
    assert story.text[proof.trigger_start : proof.trigger_end] == "suspended talks"


def test_told_twice_is_one_event(enrich: Enrich) -> None:
    text = "Chad accused Sudan of lying on Monday. It was not the first time. Chad blamed Sudan for the delay."
    event = only(enrich, text, headline="Chad accuses Sudan")
    assert event.evidence.field == "text"
    assert event.evidence.start == 0


def test_headline_alone_is_evidence(enrich: Enrich) -> None:
    event = only(enrich, "There was no comment.", headline="Chad accuses Sudan of arming rebels")
    assert event.evidence.field == "headline"


def test_score_falls_with_doubt(enrich: Enrich) -> None:
    plain = only(enrich, "Rebels attacked the army in Burundi.").score
    private = only(enrich, "Rebels attacked farmers in Burundi.").score
    possible = only(enrich, "Rebels could attack the army in Burundi.").score
    agentless = only(enrich, "Farmers were killed in Burundi.").score
    assert plain == 0.9 > private > possible > agentless >= 0.1


@pytest.mark.parametrize(
    ("fields", "historical"),
    [
        ({"dateline": Dateline(text="PARIS, May 3, 2016 -", date="2016-05-03")}, False),
        ({"dateline": Dateline(text="PARIS, May 3, 2020 -", date="2020-05-03")}, True),
        ({"times": Times(version_created=NOON.replace(year=2016))}, False),
        ({"dateline": Dateline(text="PARIS, May 3 -", date="--05-03")}, True),
    ],
)
def test_history_begins_before_the_storys_year(enrich: Enrich, fields: dict[str, object], historical: bool) -> None:
    assert only(enrich, "In March 2016 Chad attacked the rebels.", **fields).historical is historical


def test_home_country_of_the_police(enrich: Enrich) -> None:
    text = "Kenya closed its schools. Police arrested 40 students. Kenya has seen many marches this year."
    (source,) = next(event for event in enrich(text).events if event.type == "COERCE").sources
    assert (source.text, source.country, source.sector) == ("Police", "KEN", "COP")


def test_a_sentence_without_end_is_not_coded_and_that_is_said_once(enrich: Enrich) -> None:
    endless = "Russia was attacked" + " and attacked" * LONGEST_SENTENCE + "."
    story = enrich(f"{endless} Chad accused Sudan of lying.\n\n{endless}", headline="Chad accuses Sudan")
    assert [event.evidence.text for event in story.events] == ["Chad accused Sudan of lying."]
    (issue,) = [issue for issue in story.issues if issue.code == "long_sentence_skipped"]
    assert issue.step == "events"
    assert issue.message == "sentences of more than 400 words are not coded: 2 here"


def test_nothing_is_said_of_a_long_sentence_in_a_quiet_story(enrich: Enrich) -> None:
    story = enrich("Russia" + " and Chad" * LONGEST_SENTENCE, categories=({"code": "s"},))
    assert [issue.code for issue in story.issues if issue.step == "events"] == []


def test_too_many_events_are_capped_and_said(enrich: Enrich, resources: Resources) -> None:
    names = sorted(name for name, code in resources.countries.names.items() if name.isalpha() and len(name) > 3)
    deeds = [f"Chad attacked {name.title()} on Monday." for name in names]
    story = enrich("\n\n".join(deeds))
    assert len(story.events) == MAX_EVENTS
    (issue,) = [issue for issue in story.issues if issue.code == "events_capped"]
    assert issue.step == "events"
    found, kept = (int(number) for number in re.findall(r"\d+", issue.message))
    assert found > kept == MAX_EVENTS
