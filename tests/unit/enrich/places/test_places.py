"""Where the names lie, and where it happens: one short story for each kind of evidence."""

from __future__ import annotations

import pytest

from pipeline.enrich import tables
from pipeline.enrich.places.gazetteer import build
from pipeline.errors import BadSetting
from pipeline.story import Dateline, EnrichedStory, Place
from tests.unit.enrich.conftest import Enrich

OWN = tables.read("places.toml")


def place(story: EnrichedStory, name: str) -> Place:
    found = [one for one in story.places if one.name == name]
    assert found, f"{name} not in {[one.name for one in story.places]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A fire burned in Paris, Texas, on Monday.", "Paris", "USA", "Texas"),
        ("A fire burned in Paris on Monday, French police said.", "Paris", "FRA", "Île-de-France"),
        ("Washington said it would send envoys to talks in Geneva. Moscow did too.", "Geneva", "CHE", "Geneva"),
        ("Shops closed in Sheridan, Wyo., on Monday.", "Sheridan", "USA", "Wyoming"),
        ("Lebanese troops moved into Tripoli on Monday, Lebanon said.", "Tripoli", "LBN", "North Lebanon"),
        ("Militias in Libya shelled Tripoli on Monday, Libyan officials said.", "Tripoli", "LBY", "Tripoli"),
        (
            "Floods hit Córdoba on Monday, Argentine officials said in Buenos Aires, Argentina.",
            "Córdoba",
            "ARG",
            "Córdoba",
        ),
        ("A court in Georgia sentenced him, Atlanta police said. He was born in Alabama.", "Georgia", "USA", "Georgia"),
        ("Shops closed in Sheridan, Wyo., on Monday, and in Waco, Tex.", "Texas", "USA", "Texas"),
        ("The bus went from Basra to Baghdad, Iraqi police said.", "Basrah", "IRQ", "Basra"),
        ("Troops left Basra province on Monday, Iraqi police said.", "Basra", "IRQ", "Basra"),
        ("Gunmen fled to Jordan, Mont., on Monday.", "Jordan", "USA", "Montana"),
        ("Voters in Cook County, Illinois, went to the polls.", "Cook County", "USA", "Illinois"),
        ("Farmers marched through Munich, the capital of Bavaria.", "Bavaria", "DEU", "Bavaria"),
        ("He flew to Washington on Monday.", "Washington", "USA", "District of Columbia"),
        ("She flew to New York on Monday.", "New York City", "USA", "New York"),
        ("The ship sank in the Gulf of Aden on Monday.", "Gulf of Aden", None, None),
        ("Troops crossed the Euphrates on Monday.", "Euphrates", None, None),
        (
            "Teams from Lahore, Karachi and Multan will play in Hyderabad.",
            "Hyderabad",
            "PAK",
            "Sindh",
        ),
        ("Hyderabad saw its first match for years, Indian officials said.", "Hyderabad", "IND", "Telangana"),
        (
            "A firm of London, Ontario, will merge with one of Green Bay, Wisconsin.",
            "Ontario",
            "CAN",
            "Ontario",
        ),
        ("Snow fell in northern Japan and in Saint Petersburg, Russia.", "Saint Petersburg", "RUS", None),
    ],
)
def test_the_story_tells_which_is_meant(
    enrich: Enrich, text: str, name: str, country: str | None, admin1: str | None
) -> None:
    found = place(enrich(text), name)
    assert found.country == country
    if admin1 is not None:
        assert found.admin1 == admin1
    assert found.lat is not None


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("The United States imposed tariffs on steel from Canada and Mexico.", "Mexico", "country", "MEX"),
        ("Mexico sent aid to Guatemala and to Panama on Monday.", "Guatemala", "country", "GTM"),
        ("Ministers of Belgium and Luxembourg met in Brussels. Luxembourg agreed.", "Luxembourg", "country", "LUX"),
        ("Nigeria said traders from Niger crossed into Kano. Nigerian troops watched.", "Niger", "country", "NER"),
        ("Gunmen in central Nigeria attacked a school in Niger state, Nigerian police said.", "Niger", "admin1", "NGA"),
        ("Police in Mexico state, which surrounds Mexico City, found him.", "State of Mexico", "admin1", "MEX"),
        ("Jordan state television showed the king, and Jordan sent troops.", "Jordan", "country", "JOR"),
        ("Talks on Georgia began in Tbilisi on Monday, Russia said.", "Georgia", "country", "GEO"),
        ("A barn burned in Jordan, Minn., on Monday.", "Jordan", "city", "USA"),
        ("A fire in Lebanon, Pa., killed two. Lebanon has seen no such fire for years.", "Lebanon", "city", "USA"),
        ("Tourists left Panama City, Fla., before the storm.", "Panama City", "city", "USA"),
        ("Ships waited off Panama City. Panama blamed the drought.", "Panama City", "city", "PAN"),
    ],
)
def test_the_name_of_a_country_is_the_country_unless_what_stands_beside_says_otherwise(
    enrich: Enrich, text: str, name: str, kind: str, country: str
) -> None:
    found = place(enrich(text), name)
    assert (found.kind, found.country) == (kind, country)


def test_the_dateline_makes_a_country_s_name_a_town(enrich: Enrich) -> None:
    dateline = Dateline(text="LEBANON, Tenn. (AP) —", places=("LEBANON",), region="Tenn.", agency="AP")
    story = enrich("A storm tore through Lebanon on Monday.", dateline=dateline, headline="Storm hits Lebanon")
    assert [(one.name, one.kind, one.admin1) for one in story.places] == [
        ("Lebanon", "city", "Tennessee"),
        ("Tennessee", "admin1", "Tennessee"),
    ]


def test_the_state_of_atlanta_is_no_country(enrich: Enrich) -> None:
    story = enrich("A court in Atlanta, Georgia, sentenced him. Georgia has kept the law since 1976, Alabama has not.")
    assert {entity.country for entity in story.entities if entity.text == "Georgia"} == {None}
    assert place(story, "Georgia").kind == "admin1"


def test_the_dateline_names_the_town_and_its_region_tells_which(enrich: Enrich) -> None:
    dateline = Dateline(text="SALEM, Ore. (AP) —", places=("SALEM",), region="Ore.", agency="AP")
    story = enrich("A lawyer was sworn in on Monday.", dateline=dateline)
    assert (place(story, "Salem").admin1, place(story, "Salem").mentions[0].field) == ("Oregon", "dateline")


@pytest.mark.parametrize(
    ("text", "places", "region", "names"),
    [
        ("MOGADISHU, Somalia (AA) –", ("MOGADISHU",), "Somalia", ["Mogadishu", "Somalia"]),
        ("Zamboanga (Philippines) (AFP) –", ("Zamboanga",), "Philippines", ["Zamboanga", "Philippines"]),
        ("LONDON, Ontario, Canada (AP) —", ("LONDON",), "Ontario, Canada", ["London", "Ontario", "Canada"]),
        ("ATLANTA, Georgia, May 3 (Reuters) -", ("ATLANTA",), "Georgia", ["Atlanta", "Georgia"]),
        ("OSLO, May 3 (Reuters) -", ("OSLO",), None, ["Oslo"]),
    ],
)
def test_the_state_or_country_of_a_dateline_is_a_place(
    enrich: Enrich, text: str, places: tuple[str, ...], region: str | None, names: list[str]
) -> None:
    dateline = Dateline(text=text, places=places, region=region)
    story = enrich("A lawyer was sworn in on Monday.", dateline=dateline)
    assert [one.name for one in story.places] == names
    if region == "Georgia":
        assert story.places[1].kind == "admin1"
        assert [entity.country for entity in story.entities if entity.field == "dateline"] == [None, None]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The ferry sank on the Clyde, Glasgow police said.", "River Clyde", "river"),
        ("A gust off the Derwent in Hobart, Tasmania, overturned it.", "Derwent River", "river"),
        ("Ships sailed along the Saale in Halle, German police said.", "Saale", "river"),
        ("The Hudson river froze in New York.", "Hudson River", "river"),
        ("The Hague court freed the Dutch trader.", "The Hague", "city"),
        ("The Philippines closed the port.", "Philippines", "country"),
        ("He drove to Hudson, Ohio, on Monday.", "Hudson", "city"),
    ],
)
def test_a_name_with_an_article_is_a_river(enrich: Enrich, text: str, name: str, kind: str) -> None:
    assert place(enrich(text), name).kind == kind


def test_a_dateline_without_a_state_is_the_town_that_everybody_means(enrich: Enrich) -> None:
    dateline = Dateline(text="DALLAS, April 9 -", places=("DALLAS",))
    story = enrich("It bought a firm in Salem, Ore. The Salem office serves the northwest.", dateline=dateline)
    assert (place(story, "Dallas").admin1, place(story, "Salem").admin1) == ("Texas", "Oregon")


def test_a_capital_as_government_is_no_place(enrich: Enrich) -> None:
    story = enrich("Moscow accused London of lying. The envoy stayed in London.")
    assert [one.name for one in story.places] == ["London"]


def test_one_name_without_a_place_leaves_the_others(enrich: Enrich) -> None:
    story = enrich("The convoy left Xyzzyville in Kenya for Nairobi and Mombasa on Monday.")
    assert {"Kenya", "Nairobi", "Mombasa"} <= {one.name for one in story.places}


def test_mentions_share_their_place_with_their_entities(enrich: Enrich) -> None:
    text = "Rebels shelled Aleppo. Aleppo burned. Syria sent troops."
    story = enrich(text, headline="Rebels shell Aleppo")
    aleppo = place(story, "Aleppo")
    assert [(m.field, m.start) for m in aleppo.mentions] == [("headline", 13), ("text", 15), ("text", 23)]
    assert {entity.place_id for entity in story.entities if entity.text == "Aleppo"} == {aleppo.place_id}


@pytest.mark.parametrize(
    ("headline", "text", "where", "focus"),
    [
        (
            "Syria peace efforts must go on",
            "Efforts to end Syria’s war must go on, he said. Shells fell in Syria on Monday. He spoke in Brussels.",
            "BRUSSELS", "Syria",
        ),
        ("Rockets hit tanker in Gulf of Aden", "Gunmen hit a Japanese tanker on Friday.", "LONDON", "Gulf of Aden"),
        (
            "Police fire tear gas at protesters", "Kenyans marched on Tuesday. In 2018 three died in Kisumu.",
            "NAIROBI", "Nairobi",
        ),
        (None, "Drought has driven thousands into the town of Baidoa, aid workers said.", "MOGADISHU", "Baidoa"),
        (None, "A dairy of Wisconsin will become the largest in North America, it said.", "GREEN BAY", "Green Bay"),
        (
            None, "A pit collapsed in Congo.\n\nMen were underground near the town of Goma at dawn.",
            "BUKAVU", "Goma",
        ),
        (None, "The dykes near Beira broke, Mozambique said. Beira was cut off.", "MAPUTO", "Beira"),
        (None, "Norway imposed sanctions on nine judges in Belarus, the minister said.", "OSLO", "Oslo"),
        (None, "Turkish gunboats fired on a trawler near Cyprus, a minister said in Berlin.", "BERLIN", "Cyprus"),
        (None, "Dockers in Hamburg stopped work while 40 ships waited in the North Sea.", "BERLIN", "Hamburg"),
        ("Mortars kill two in Donbass town", "A mortar bomb killed two people in Bakhmut.", "KYIV", "Bakhmut"),
        (
            "Norway sends frigate to Gulf of Aden", "Norway has sent a frigate to the Gulf of Aden.",
            "OSLO", "Gulf of Aden",
        ),
        (
            None, "Gunmen shot two farmers near Kisumu.\n\nA girl who fled reached Nairobi, her uncle said.",
            "NAIROBI", "Kisumu",
        ),
        (None, "A tanker sank in the port of Algeciras in southern Spain.", "MADRID", "Algeciras"),
    ],
)  # fmt: skip
def test_where_it_happens(enrich: Enrich, headline: str | None, text: str, where: str, focus: str) -> None:
    dateline = Dateline(text=f"{where} (Reuters) -", places=(where,), agency="Reuters")
    story = enrich(text, headline=headline, dateline=dateline)
    assert [one.name for one in story.places if one.is_focus] == [focus]


def test_a_town_is_called_as_english_copy_prints_it(enrich: Enrich) -> None:
    names = {one.name for one in enrich("Shells hit the city of Tartus in Syria. Rain fell in Córdoba, Spain.").places}
    assert {"Tartus", "Córdoba"} <= names


def test_the_countries_that_a_story_concerns(enrich: Enrich) -> None:
    """Those of the lead and the dateline, the most named first; none that only a late paragraph names once."""
    text = "Norway and Belarus spoke on Monday.\n\n" + "The ministers said little about it. " * 20 + "Belarus sells"
    story = enrich(
        f"{text} potash to Brazil.", dateline=Dateline(text="GENEVA (AP) -", places=("GENEVA",), agency="AP")
    )
    assert story.countries == ("BLR", "NOR", "CHE")


@pytest.mark.parametrize(
    ("own", "named"),
    [
        ("[sea]\n'A' = [1, 2.0, '']", "sea.'A'"),
        ("[sea]\n'A' = [1.0, 2.0]", "sea.'A'"),
        ("[village]\n'A' = [1.0, 2.0, '']", r"\[village\]"),
        ("[middle]\n'USA' = [39.8]", "middle.'USA'"),
        ("[division]\n'IT-52' = 1", "division.'IT-52'"),
        ("[sea", "places.toml"),
    ],
)
def test_a_broken_entry_is_named(own: str, named: str) -> None:
    with pytest.raises(BadSetting, match=named):
        build(own)
