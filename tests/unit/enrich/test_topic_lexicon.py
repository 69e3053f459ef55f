"""The table of topics, and the checker that refuses a broken one."""

from __future__ import annotations

import pytest
from spacy.strings import get_string_id

from pipeline.enrich import tables
from pipeline.enrich.topics.lexicon import Topics, forms, parse
from pipeline.errors import BadSetting

FIRST = '[[topic]]\ncode = "15000000"\nname = "sport"\nnumbers = ["20000822", "20001127"]\n'
SECOND = '[[topic]]\ncode = "20001108"\nname = "sport event"\nparent = "15000000"\n'


@pytest.fixture(scope="module")
def topics() -> Topics:
    return parse(tables.read("topics.toml"), "topics.toml")


def test_the_seventeen_and_what_stands_beneath_them(topics: Topics) -> None:
    firsts = {code for code in topics.names if code not in topics.parents}
    assert firsts == {f"{number:02}000000" for number in range(1, 18)}
    assert set(topics.parents.values()) == firsts
    assert topics.names["20000385"] == "market and exchange"


def test_the_first_level_of_a_code_that_the_table_does_not_name(topics: Topics) -> None:
    assert topics.first_level("20000379") == "04000000"  # monetary policy
    assert topics.first_level("20000849") == "15000000"
    assert topics.first_level("20000587") == "14000000"  # moved from politics to society
    assert topics.first_level("20001361") is None
    assert topics.first_level("99999999") is None


def test_a_name_that_two_topics_have_is_the_vaguer_one(topics: Topics) -> None:
    assert topics.called["crime"] == topics.firsts["crime, law and justice"] == "02000000"
    assert topics.called["election"] == "20000574"


def test_a_child_counts_for_its_parent() -> None:
    topics = parse(FIRST + 'words = ["cup"]\n' + SECOND + 'strong = ["cup", "gold medal"]\n', "here")
    (cup,) = topics.phrases[get_string_id("cups")]
    assert dict(cup.points) == {"15000000": 2, "20001108": 2}
    (medal,) = topics.phrases[get_string_id("gold")]
    assert medal.rest == (frozenset(map(get_string_id, forms("medal"))),)


@pytest.mark.parametrize(
    ("word", "made"),
    [
        ("rally", {"rallies", "rallied", "rallying"}),
        ("clash", {"clashes", "clashed", "clashing"}),
        ("seize", {"seizes", "seized", "seizing"}),
        ("ban", {"bans", "banned", "banning"}),
        ("UN", {"UN"}),
        ("-", {"-"}),
    ],
)
def test_forms(word: str, made: set[str]) -> None:
    assert made <= set(forms(word))
    assert word.isalpha() is False or word.isupper() is False or set(forms(word)) == {word}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[topic]]\ncode = "15"\nname = "sport"\n', r"here: topic 1 \(sport\): code"),
        (FIRST + 'colour = "red"\n', r"topic 1 \(sport\): colour"),
        (FIRST + FIRST, "sport: the code 15000000 is sport's"),
        (SECOND, "sport event: there is no first level 15000000"),
        (FIRST.replace("numbers", "#"), "sport: a first level needs its numbers"),
        (FIRST + 'strong = ["cup"]\nwords = ["cup"]\n', "sport: {'cup'} is strong and shared"),
        ("[[topic", "here: "),
    ],
)
def test_a_broken_table_is_refused_by_file_and_entry(text: str, complaint: str) -> None:
    with pytest.raises(BadSetting, match=complaint):
        parse(text, "here")
