"""What stories are about: from the provider's subjects, and from words; none where that is unsure."""

from __future__ import annotations

import pytest

from pipeline.story import Code, EnrichedStory
from tests.unit.enrich.conftest import Enrich


def names(story: EnrichedStory) -> list[str]:
    return [topic.name for topic in story.topics]


def test_a_code_of_the_provider_is_certain_and_brings_its_first_level(enrich: Enrich) -> None:
    policy = Code(scheme="medtop", code="20000379", name="monetary policy")
    story = enrich("Nothing to go by.", subjects=(policy,))
    assert [(topic.scheme, topic.code, topic.name, topic.score) for topic in story.topics] == [
        ("medtop", "04000000", "economy, business and finance", 1.0),
        ("medtop", "20000379", "monetary policy", 1.0),
    ]


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        (Code(scheme="subj", code="15007001"), "sport"),
        (Code(code="04000000", name="Wirtschaft"), "economy, business and finance"),
        (Code(scheme="https://cv.example/newscodes/mediatopic/", code="20000056"), "armed conflict"),
        (Code(code="http://cv.iptc.org/newscodes/mediatopic/20001071", name="swimming"), "swimming"),
        (Code(code="02", name="Crime, Law and Justice"), "crime, law and justice"),
    ],
)
def test_other_forms_of_a_code(enrich: Enrich, code: Code, topic: str) -> None:
    story = enrich("Nothing to go by.", subjects=(code,))
    assert topic in names(story)
    assert {found.score for found in story.topics} == {1.0}


@pytest.mark.parametrize(
    "code",
    [
        Code(scheme="tt", code="15000000"),
        Code(scheme="medtop", code="99999999"),
        Code(scheme="subj", code="150000"),
        Code(scheme="isin", code="20000056"),
    ],
)
def test_a_code_that_is_none_of_the_iptcs_says_nothing(enrich: Enrich, code: Code) -> None:
    assert names(enrich("Nothing to go by.", subjects=(code,))) == []


def test_a_name_that_the_provider_files_under_is_evidence(enrich: Enrich) -> None:
    text = "Lind took the second set and the match in two hours."
    filed = enrich(text, keywords=("Tennis",), categories=(Code(code="s", name="sport"),))
    assert filed.topics[0].name == "sport"
    assert names(enrich("It rained.", keywords=("Tennis",))) == []


@pytest.mark.parametrize(
    ("headline", "text", "wanted"),
    [
        (
            "Osasuna hold Betis to goalless draw",
            "The goalkeeper saved a penalty in the second half.\n\nThe coach said his team deserved to win.",
            {"sport"},
        ),
        (
            "Copper slips as dollar firms",
            "Copper fell on Monday as the dollar rose and traders waited for data from China.\n\nThree-month futures "
            "on the London exchange ended lower at 8,412 a tonne.",
            {"economy, business and finance", "market and exchange"},
        ),
        (
            None,
            "Scattered showers and thunderstorms will move in from the west overnight, the weather bureau said in its "
            "forecast.\n\nTemperatures will fall to 4 degrees with light winds.",
            {"weather", "weather forecast"},
        ),
        (
            "Pianist Irena Dvorska dies at 91",
            "Irena Dvorska, the pianist whose recordings of Janacek won two Grammys, has died at 91.\n\nShe played "
            "with every large orchestra of Europe and taught at the Prague academy.",
            {"arts, culture, entertainment and media"},
        ),
        (
            "Banker jailed for nine years over fraud",
            "A court sentenced the former head of the lender to nine years in prison for fraud and money laundering."
            "\n\nThe judge said that the defendant had shown no remorse. His lawyer will appeal.",
            {"crime, law and justice"},
        ),
        ("REBELS AMBUSH TRAIN IN NORTH, KILL EIGHT", "", {"conflict, war and peace", "armed conflict"}),
        ("DOCKERS AT GDYNIA END STRIKE AFTER PAY DEAL", "", {"labour", "labour relations"}),
        (
            "Chanterelle <CHAN> 3rd qtr net",
            "Shr 34 cts vs 31 cts\n\nNet 2,340,000 vs 2,110,000\n\nRevs 28.4 mln vs 25.9 mln",
            {"economy, business and finance", "business information"},
        ),
    ],
)
def test_kinds_of_news(enrich: Enrich, headline: str | None, text: str, wanted: set[str]) -> None:
    story = enrich(text, headline=headline)
    assert wanted <= set(names(story))
    assert {topic.code[:2] for topic in story.topics if topic.code.endswith("000000")} == {
        topic.code[:2] for topic in story.topics if topic.name in wanted and topic.code.endswith("000000")
    }
    assert all(0.5 <= (topic.score or 0) <= 0.95 for topic in story.topics)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        (None, ""),
        ("Editors: note the new telephone number", "The desk can be reached from Monday under a new number."),
        ("Hold on item 1215 lifted", ""),
        ("Rain", "It rained."),
    ],
)
def test_none_where_it_is_unsure(enrich: Enrich, headline: str | None, text: str) -> None:
    assert names(enrich(text or "Yes.", headline=headline)) == []


def test_words_in_capitals_count_as_printed(enrich: Enrich) -> None:
    AIDS = "The clinic said that AIDS and malaria patients need treatment from doctors of the hospital."
    assert "health" in names(enrich(AIDS))
    assert names(enrich("The map aids the reader. The index aids him too, and the glossary aids all.")) == []


def test_a_word_said_again_and_again_counts_no_more_than_four_times(enrich: Enrich) -> None:
    """How long it takes: `tests/bench/enrich.py`."""
    sentence = "The judge of the supreme court sentenced the banker to prison for fraud. "
    often, oftener = (enrich(sentence * times) for times in (10, 1_000))
    assert often.topics
    assert [(topic.code, topic.score) for topic in often.topics] == [(t.code, t.score) for t in oftener.topics]
