"""The lexicon of quotations and its checker."""

from __future__ import annotations

import pytest

from pipeline.enrich import tables
from pipeline.enrich.quotes import cues
from pipeline.errors import BadSetting


def test_the_lexicon_is_sound() -> None:
    known = cues.parse(tables.read("quotes.toml"))
    assert {"say", "tell"} <= known.verbs.saying
    assert not known.verbs.saying & known.verbs.beside
    assert not known.people.male & known.people.female
    assert not known.nouns.sign & known.nouns.paper


@pytest.mark.parametrize(
    ("noun", "gender"), [("spokeswoman", "f"), ("king", "m"), ("diplomat", None), ("german", None), ("goldman", None)]
)
def test_what_a_noun_says_of_a_persons_sex(noun: str, gender: str | None) -> None:
    assert cues.parse(tables.read("quotes.toml")).gender_of(noun) == gender


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[verbs]", "[verbs", "quotes.toml"),
        ("quoting = [", "quotting = [", "verbs.quoting"),
        ('quoting = ["quote"', 'quoting = ["Quote"', "verbs.quoting: 'Quote'"),
        ('quoting = ["quote"', 'quoting = [""', "verbs.quoting: ''"),
    ],
)
def test_a_broken_lexicon_is_refused_by_name(old: str, new: str, complaint: str) -> None:
    text = tables.read("quotes.toml")
    assert old in text
    with pytest.raises(BadSetting, match=r"quotes\.toml") as error:
        cues.parse(text.replace(old, new, 1))
    assert complaint in str(error.value)
