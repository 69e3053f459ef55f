"""Who said it: how agencies attribute words, form by form. All copy here is invented."""

from __future__ import annotations

import pytest

from pipeline.enrich.quotes import MAX_QUOTES
from pipeline.story import EnrichedStory, Quote
from tests.unit.enrich.conftest import Enrich

Said = list[tuple[str, str | None]]


def direct(story: EnrichedStory) -> list[Quote]:
    return [quote for quote in story.quotes if quote.kind == "direct"]


def said(story: EnrichedStory) -> Said:
    return [(quote.text, quote.speaker) for quote in direct(story)]


BESIDE: list[tuple[str, Said]] = [
    ("“We stay,” Mayor Karl Tolla said.", [("We stay,", "Karl Tolla")]),
    ("“We stay,” said Karl Tolla, who leads the fishermen’s union in Tromso.", [("We stay,", "Karl Tolla")]),
    ('"We stay," Karl Tolla, 54, told reporters after the vote.', [("We stay,", "Karl Tolla")]),
    ("Karl Tolla told broadcaster NRK: “We stay.”", [("We stay.", "Karl Tolla")]),
    ("Asked about the vote, Karl Tolla replied: “We stay.”", [("We stay.", "Karl Tolla")]),
    ("“Why should we leave?” asked Karl Tolla.", [("Why should we leave?", "Karl Tolla")]),
    ("“Why should we leave?” Karl Tolla asked on Monday.", [("Why should we leave?", "Karl Tolla")]),
    ("“We stay,” according to Karl Tolla, the mayor.", [("We stay,", "Karl Tolla")]),
    ("According to Karl Tolla, the town was “a heap of stones” by noon.", [("a heap of stones", "Karl Tolla")]),
    ("“We stay.” — Karl Tolla, mayor of the town", [("We stay.", "Karl Tolla")]),
    ("Karl Tolla: “We stay.”", [("We stay.", "Karl Tolla")]),
    ("‘We don’t leave,’ Karl Tolla said. ‘It’s home.’",
     [("We don’t leave,", "Karl Tolla"), ("It’s home.", "Karl Tolla")]),
    ("``We stay,'' Karl Tolla told The Associated Press.", [("We stay,", "Karl Tolla")]),
    ("“We stay,” Karl Tolla said, “and nobody will move us.”",
     [("We stay,", "Karl Tolla"), ("and nobody will move us.", "Karl Tolla")]),
    ("“We stay,” he said.", [("We stay,", None)]),
    ("“The bridge is closed,” the Transport Ministry said in a statement.",
     [("The bridge is closed,", "Transport Ministry")]),
    ("In a statement, the ministry called the strike “a gamble with other people’s bread”.",
     [("a gamble with other people’s bread", "ministry")]),
    ("“The harvest is lost,” two officials with knowledge of the matter told Reuters.",
     [("The harvest is lost,", "two officials with knowledge of the matter")]),
    ("A spokeswoman for the port authority said it was “in no hurry” to decide.",
     [("in no hurry", "spokeswoman for the port authority")]),
    ("“It was dark,” Boyce’s daughter, Carla Redfern, said.", [("It was dark,", "Carla Redfern")]),
    ("The prosecutor, Maria Lund, called the driver “reckless” on Monday.", [("reckless", "Maria Lund")]),
    ("Prime Minister Paul Okoro defended what he called “necessary pain” for farmers.",
     [("necessary pain", "Paul Okoro")]),
    ("The plan was described by Karl Tolla as “foolish”.", [("foolish", "Karl Tolla")]),
    ("Karl Tolla was quoted by the daily Nordlys as saying: “We stay.”", [("We stay.", "Karl Tolla")]),
    ("State media quoted Karl Tolla as saying “nobody will go hungry”.", [("nobody will go hungry", "Karl Tolla")]),
    ("“We stay,” Karl Tolla was quoted as saying by state television.", [("We stay,", "Karl Tolla")]),
    ("Paul Okoro said Maria Lund had told him “nobody will come” on Friday.", [("nobody will come", "Maria Lund")]),
    ("Karl Tolla vowed to fight “to the last boat” and left.", [("to the last boat", "Karl Tolla")]),
    ("The idea was “dead on arrival”, Karl Tolla said.", [("dead on arrival", "Karl Tolla")]),
    ("Prices are “far too high for anybody with children”, and they will rise again, Karl Tolla said.",
     [("far too high for anybody with children", "Karl Tolla")]),
    ("“We stay,” Karl Tolla, flanked by his deputy and two priests, told a crowd of 300.",
     [("We stay,", "Karl Tolla")]),
    ("“We won’t sell,” the company’s chief executive, Maria Lund, told Reuters by telephone.",
     [("We won’t sell,", "Maria Lund")]),
    ("Karl Tolla wrote on Twitter that the fire was “a crime”.", [("a crime", "Karl Tolla")]),
    ("“We stay,” added Tolla. Karl Tolla has led the town since 2009.", [("We stay,", "Karl Tolla")]),
    ("Protesters chanted “bread and peace” outside parliament.", [("bread and peace", "Protesters")]),
    ("“We stay,” the statement said.", [("We stay,", "statement")]),
    ("Karl Tolla’s call for “a second vote” was turned down.", [("a second vote", "Karl Tolla")]),
    ("“No,” said one.", [("No,", None)]),
    ("Karl Tolla denied the deal was “dead in the water”, saying talks would resume.",
     [("dead in the water", "Karl Tolla")]),
    ("Karl Tolla rejected the remarks as “baseless”, state television reported.", [("baseless", "Karl Tolla")]),
    ("Maria Lund told Karl Tolla he had shown “no remorse whatsoever”.", [("no remorse whatsoever", "Maria Lund")]),
    ("Maria Lund, who has called the vote a “sham”, urged voters to stay home.", [("sham", "Maria Lund")]),
    ("Karl Tolla said Oslo would give “a firm answer”, the agency NTB reported.", [("a firm answer", "Karl Tolla")]),
    ("“We stay,” WHO regional director Maria Lund said.", [("We stay,", "Maria Lund")]),
    ("Maria Lund said Oslo would respond “firmly”.", [("firmly", "Maria Lund")]),
    ("Maria Lund said the drug was described as “safe and cheap”.", [("safe and cheap", "Maria Lund")]),
    ("“We stay,” Karl Tolla, who advises two ministries, told Reuters.", [("We stay,", "Karl Tolla")]),
    ("“We stay,” said Lt. Gen. Karl Tolla.", [("We stay,", "Karl Tolla")]),
    ("A statement from the Kremlin spoke of “a frank exchange of views”.", [("a frank exchange of views", "Kremlin")]),
    ("Workers held banners reading “Hands off our bread”.", [("Hands off our bread", None)]),
    ("According to the survey, prices were “too high for most”.", [("too high for most", "survey")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BESIDE, ids=[text[:50] for text, _ in BESIDE])
def test_the_speaker_beside_the_words(enrich: Enrich, text: str, wanted: Said) -> None:
    assert said(enrich(text)) == wanted


THROUGH: list[tuple[str, Said]] = [
    ("Foreign Minister Ingrid Tveit said on Monday the talks would go on.\n\n“We have time,” she said.",
     [("We have time,", "Ingrid Tveit")]),
    ("Karl Tolla met Ingrid Tveit on Monday.\n\n“He was kind to me,” she said. “I was not surprised,” he said.",
     [("He was kind to me,", "Ingrid Tveit"), ("I was not surprised,", "Karl Tolla")]),
    ("Finance Minister Peter Kamunge rejected the call. “A road is built with money,” he told reporters.",
     [("A road is built with money,", "Peter Kamunge")]),
    ("Peter Kamunge rejected the call. “A road is built with money.”",
     [("A road is built with money.", "Peter Kamunge")]),
    ("“We go on,” Peter Kamunge said.\n\n“The road will be built by May.”",
     [("We go on,", "Peter Kamunge"), ("The road will be built by May.", "Peter Kamunge")]),
    ("“We go on. It is late.\n\n“The road will be built by May,” Peter Kamunge said.",
     [("We go on. It is late.\n\nThe road will be built by May,", "Peter Kamunge")]),
    ("A senior Nordic diplomat said few expected much.\n\n“They are far apart,” the senior diplomat said.",
     [("They are far apart,", "senior Nordic diplomat")]),
    ("Judge Saskia Venhuizen read the verdict.\n\n“He lied,” the judge told the court.",
     [("He lied,", "Saskia Venhuizen")]),
    ("Peter Kamunge, Kenya’s finance minister, was calm.\n\n“We go on,” the minister said.",
     [("We go on,", "Peter Kamunge")]),
    ("The Defence Ministry denied it on Friday.\n\n“No shot was fired,” the ministry said. “None,” it added.",
     [("No shot was fired,", "Defence Ministry"), ("None,", "Defence Ministry")]),
    ("Two fishermen were pulled from the sea.\n\n“We prayed all night,” they said.",
     [("We prayed all night,", "Two fishermen")]),
    ("Karl Tolla said the town was poor. His wife, Anna Tolla, disagreed.\n\n“We eat well,” Anna Tolla said.",
     [("We eat well,", "Anna Tolla")]),
    ("Mrs. Lund and Mr. Tolla spoke. “It is cold,” she said.", [("It is cold,", "Lund")]),
    ("“We go on,” Peter Kamunge said. “It is late.” Maria Lund, a teacher, saw it otherwise. “It is early,” she said.",
     [("We go on,", "Peter Kamunge"), ("It is late.", "Peter Kamunge"), ("It is early,", "Maria Lund")]),
    ("Foreign Minister Ingrid Tveit regretted Thailand’s decision to leave over what it called “a provocation”.",
     [("a provocation", "Thailand")]),
    ("The Transport Ministry said in a statement it was sorry.\n\n“No train ran,” the statement said.",
     [("No train ran,", "Transport Ministry")]),
    ("Maria Lund sent the following answer:\n\n“We stay.”", [("We stay.", "Maria Lund")]),
    ("Karl Tolla met Maria Lund.\n\nTOLLA: We stay.\n\nLUND: Nobody asked.\n\nTOLLA: You did.",
     [("We stay.", "Karl Tolla"), ("Nobody asked.", "Maria Lund"), ("You did.", "Karl Tolla")]),
    ("Maria Lund said she was glad.\n\nQ: Will you stand?\n\nA: Not yet.\n\nQ: When?\n\nA: In May.",
     [("Will you stand?", None), ("Not yet.", "Maria Lund"), ("When?", None), ("In May.", "Maria Lund")]),
    ("Peter Kamunge told parliament the deal was dead.\n\nIt was “the worst day” of his life.",
     [("the worst day", "Peter Kamunge")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), THROUGH, ids=[text[:50] for text, _ in THROUGH])
def test_the_speaker_through_the_story(enrich: Enrich, text: str, wanted: Said) -> None:
    assert said(enrich(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Mohammed “the Lion” Kassem was buried on Friday.",
        "The film “Cold Bread” opened in Oslo on Friday.",
        "Her novel, “The House of Salt”, sold a million copies.",
        "The army began an operation called “Clean Hands” in the hills.",
        "So-called “smart” bombs were dropped on the valley.",
        "He was known as “the Butcher” in his village.",
        "The drug, nicknamed “blue ice”, is sold in clubs.",
        "The ferry “Princess Astrid” sank off Bergen.",
        "Some 300 “green” jobs were cut in May.",
        "John “J.D.” Dolan was buried on Friday.",
        "She spoke on the “Morning” program on Friday.",
        "WHO: The minister\n\nWHAT: A meeting\n\nWHERE: Oslo",
    ],
)
def test_titles_nicknames_and_terms_are_no_quotations(enrich: Enrich, text: str) -> None:
    assert direct(enrich(text)) == []


def test_offsets_cue_and_the_mention_beside(enrich: Enrich) -> None:
    text = "Foreign Minister Ingrid Tveit spoke in Oslo.\n\n“We have time.\n\n“We have none,” she added."
    story = enrich(text)
    quote = direct(story)[0]
    assert text[quote.start : quote.end] == "We have time.\n\n“We have none,"
    assert quote.text == "We have time.\n\nWe have none,"
    assert (quote.speaker, quote.cue) == ("Ingrid Tveit", "added")
    assert quote.speaker_start is not None
    assert text[quote.speaker_start : quote.speaker_end] == "she"
    assert quote.speaker_entity in {entity.id for entity in story.entities if entity.text == "Ingrid Tveit"}


def test_nothing_beside_the_words_no_mention(enrich: Enrich) -> None:
    quote = direct(enrich("“We go on,” Peter Kamunge said.\n\n“The road will be built by May.”"))[1]
    assert (quote.speaker_start, quote.speaker_end, quote.cue) == (None, None, None)
    assert quote.speaker_entity is not None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Karl Tolla said the bridge was shut.", [("the bridge was shut", "Karl Tolla", "said")]),
        ("Karl Tolla warned that the bridge would fall.", [("the bridge would fall", "Karl Tolla", "warned")]),
        ("The Transport Ministry said “no bridge” was safe.", [("“no bridge” was safe", "Transport Ministry", "said")]),
        (
            "The bridge would be mended by May, Karl Tolla said.",
            [("The bridge would be mended by May", "Karl Tolla", "said")],
        ),
        ("Karl Tolla did not say the bridge was shut.", []),
        ("Karl Tolla could say the bridge was shut.", []),
        ("Karl Tolla refused to say the bridge was shut.", []),
        ("“The bridge is shut,” Karl Tolla said.", []),
    ],
)
def test_indirect_statements(enrich: Enrich, text: str, wanted: list[tuple[str, str, str]]) -> None:
    story = enrich(text)
    assert [(q.text, q.speaker, q.cue) for q in story.quotes if q.kind == "indirect"] == wanted
    assert all(text[q.start : q.end] == q.text for q in story.quotes if q.kind == "indirect")


def test_more_quotations_than_a_table_holds_are_cut(enrich: Enrich) -> None:
    story = enrich("“We stay,” he said. " * (MAX_QUOTES + 5))
    assert len(story.quotes) == MAX_QUOTES
    assert [issue.code for issue in story.issues] == ["quotes_capped"]


@pytest.mark.parametrize(
    "unit",
    [
        "“a” ",
        "“a\n\n",
        'The man said "no" and ',
        "he said ",
        "“ he said Tolla ",
        "the man, ",
        "said ",
        "“a,” the Norwegian said. ",
        "Mayor Anna-Tolla ",
        "Anna Tolla PLC (ATP) ",
    ],
)
def test_a_long_hostile_text_is_read_to_its_end(enrich: Enrich, unit: str) -> None:
    """How long it takes: `tests/bench/enrich.py`."""
    text = (unit * (50_000 // len(unit)))[:50_000]
    story = enrich(text)
    assert story.steps["quotes"].status == "ok"
    assert len(story.quotes) <= MAX_QUOTES
    assert all(0 <= quote.start < quote.end <= len(text) for quote in story.quotes)


def test_a_story_without_text_has_no_quotations(enrich: Enrich) -> None:
    assert enrich("", headline="“We stay,” says mayor").quotes == ()
