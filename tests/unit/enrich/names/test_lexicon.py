from __future__ import annotations

import re

import pytest

from pipeline.enrich import tables
from pipeline.enrich.names.lexicon import parse
from pipeline.errors import BadSetting

WORDS, ORGANISATIONS = tables.read("names.toml"), tables.read("organisations.toml")


def test_names_mean_what_the_table_says() -> None:
    names = parse(WORDS, ORGANISATIONS)
    assert names.known["U.N."].canonical == "United Nations"
    assert (names.known["Bundestag"].canonical, names.known["Bundestag"].country) == ("Bundestag", "DEU")
    assert names.heads["Ministry"] == "ORG"
    assert names.is_given("Begoña") == names.is_given("Begona")


@pytest.mark.parametrize(
    ("words", "organisations", "named"),
    [
        ("titles = [", ORGANISATIONS, "names.toml"),
        (WORDS.replace("[heads]", "[head]"), ORGANISATIONS, "[heads]"),
        (WORDS.replace("\nORG = ", "\nORGA = "), ORGANISATIONS, "heads.ORGA"),
        (re.sub(r'suffixes = "[^"]*"', "suffixes = 3", WORDS, count=1), ORGANISATIONS, "suffixes"),
        (WORDS, "[long]\nA = 3\n[of]\n[names]", "long.'A'"),
        (WORDS, '[long]\nA = ["C"]\nB = ["C"]\n[of]\n[names]', "'C' stands for both A and B"),
        (WORDS, '[long]\n[of.Germany]\nnames = "A"\n[names]', "[of.Germany]"),
        (WORDS, '[long]\n[of]\n[names]\nbanks = "A |  | B"', "a name is empty"),
    ],
)
def test_a_broken_entry_is_named(words: str, organisations: str, named: str) -> None:
    with pytest.raises(BadSetting, match=re.escape(named)):
        parse(words, organisations)
