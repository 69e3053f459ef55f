"""Which language: named where the copy is long enough, never wrong on alerts, tables and lists of names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.decode.language import contradicts, language_of

LANGUAGES = Path(__file__).parent / "languages"
FOREIGN = tomllib.loads((LANGUAGES / "foreign.toml").read_text("utf-8"))
ENGLISH = tomllib.loads((LANGUAGES / "english.toml").read_text("utf-8"))


def copy(length: str) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, texts in FOREIGN.items() for text in texts[length])


def test_there_is_enough_to_tell_by() -> None:
    assert len(FOREIGN) >= 12
    assert len([*copy("long"), *copy("short")]) >= 60
    assert len([*ENGLISH["plain"], *ENGLISH["hard"]]) >= 60


@pytest.mark.parametrize(("name", "text"), copy("long"))
def test_a_paragraph_in_another_language_is_named(name: str, text: str) -> None:
    assert language_of(text) == name


@pytest.mark.parametrize(("name", "text"), copy("short"))
def test_a_headline_in_another_language_is_named_or_left_open(name: str, text: str) -> None:
    assert language_of(text) in (name, None)


def test_most_headlines_in_another_language_are_named() -> None:
    short = list(copy("short"))
    assert sum(language_of(text) == name for name, text in short) >= 0.9 * len(short)


@pytest.mark.parametrize("text", ENGLISH["plain"])
def test_english_with_foreign_names_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ENGLISH["hard"])
def test_alerts_tables_and_names_are_no_other_language(text: str) -> None:
    assert language_of(text) in ("en", None)


@pytest.mark.parametrize("text", ["", "   ", "1234 5678", "!!!", "\ud800\ud800 \ud800", "Σ"])
def test_what_is_no_language_has_none(text: str) -> None:
    assert language_of(text) is None


def test_only_a_field_that_the_copy_plainly_contradicts_is_doubted() -> None:
    german, english = FOREIGN["de"]["long"][0], ENGLISH["plain"][0]
    assert contradicts("en-US", german) == "de"
    assert contradicts("de", english) == "en"
    assert contradicts("de-AT", german) is None
    assert contradicts("EN", english) is None
    assert contradicts("nb", FOREIGN["no"]["long"][0]) is None
    assert contradicts("en", "Les Misérables") is None


def test_a_long_text_costs_no_more_than_its_opening() -> None:
    assert language_of(FOREIGN["fr"]["long"][0] * 20 + "word " * 1_000_000) == "fr"
