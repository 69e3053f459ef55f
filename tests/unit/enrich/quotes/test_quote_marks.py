"""Quotation marks of every hand and time: where the quoted words stand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.enrich.quotes.marks import find_marked


def words(text: str) -> list[str]:
    return [marked.words(text) for marked in find_marked(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We stay,” Tolla said.", ["We stay,"]),
        ('"We stay," Tolla said.', ["We stay,"]),
        ("„Wir bleiben“, sagte Tolla.", ["Wir bleiben"]),
        ("« Nous restons », said Tolla.", ["Nous restons"]),
        ("»Vi bliver,« said Tolla.", ["Vi bliver,"]),
        ("``We stay,'' Tolla said. ``Nobody leaves.''", ["We stay,", "Nobody leaves."]),
        ("''We stay,'' Tolla said.", ["We stay,"]),
        ("”We stay,” Tolla said.", ["We stay,"]),
        ("\"We stay,\" Tolla said. \"Nobody leaves.\"", ["We stay,", "Nobody leaves."]),
        ('Tolla said:"We stay."He left.', ["We stay."]),
        ('He called it (“absurd”) and “a shame”.', ["absurd", "a shame"]),
        ("The plan—“a trick”—failed.", ["a trick"]),
    ],
)  # fmt: skip
def test_marks_of_every_kind(text: str, quoted: list[str]) -> None:
    assert words(text) == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("‘I don’t know,’ he said. ‘It’s late.’", ["I don’t know,", "It’s late."]),
        ("'I don't know,' he said. 'It's late.'", ["I don't know,", "It's late."]),
        ("‘The ministers’ meeting was short,’ he said.", ["The ministers’ meeting was short,"]),
        ("He called them ‘terrorists’ and ‘fools’.", ["terrorists", "fools"]),
        ("‘He told me “go home” and I went,’ she said.", ["He told me “go home” and I went,"]),
        ("The farmers’ union and the drivers’ union agreed.", []),
        ("the '80s, the ‘90s and rock 'n' roll", []),
        ("Get ’em while you can, the clerks’ posters said.", []),
        ("O'Neill's horse, Kerry's plan, the U.S.'s answer", []),
    ],
)
def test_single_marks_and_apostrophes(text: str, quoted: list[str]) -> None:
    assert words(text) == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“He said ‘no’ and left,” she said.", ["He said ‘no’ and left,"]),
        ("“He said “no” and left,” she said.", ["He said “no” and left,"]),
        ("\"He said 'no' and left,\" she said.", ["He said 'no' and left,"]),
    ],
)
def test_only_the_outermost_marks_count(text: str, quoted: list[str]) -> None:
    assert words(text) == quoted


@pytest.mark.parametrize(
    "text", ['A 12" pipe and a 6\'2" man.', 'It measures 5" by 7".', "“”", '""', "He is 6' 2\" tall."]
)
def test_inches_feet_and_empty_marks(text: str) -> None:
    assert words(text) == []


def test_inches_inside_a_quotation() -> None:
    assert words('"It has a 6" barrel," he said.') == ['It has a 6" barrel,']


def test_several_paragraphs_with_one_closing_mark() -> None:
    text = "“First.\n\n“Second.\n\n“Third,” he said. “Fourth.”"
    assert words(text) == ["First.\n\nSecond.\n\nThird,", "Fourth."]
    first = find_marked(text)[0]
    assert text[first.start : first.end] == "First.\n\n“Second.\n\n“Third,"


def test_several_paragraphs_in_straight_and_single_marks() -> None:
    assert words('"First.\n\n"Second," he said.') == ["First.\n\nSecond,"]
    assert words("‘First.\n\n‘Second,’ he said.") == ["First.\n\nSecond,"]


def test_a_missing_closing_mark_ends_with_the_paragraph() -> None:
    assert words("He said: “We stay.\n\nThe ministry was silent. “No,” it said.") == ["We stay.", "No,"]


def test_a_missing_closing_mark_ends_at_the_next_opening_one() -> None:
    assert words("“We stay, he said. “Nobody leaves.”") == ["We stay, he said.", "Nobody leaves."]


def test_a_missing_opening_mark_quotes_nothing() -> None:
    assert words("We stay,” he said. “Nobody leaves.”") == ["Nobody leaves."]


@pytest.mark.parametrize(
    "unit", ["“", "”", '"', "'", "‘", "’", "``", "''", "‘a’s ", "“a ", 'a" ', "‘a s’ ", "“\n\n", '1" ']
)
def test_marks_without_end_stand_in_order_and_apart(unit: str) -> None:
    """How long it takes: `tests/bench/enrich.py`."""
    text = unit * 20_000
    marked = find_marked(text)
    assert all(one.outer_start <= one.start < one.end <= one.outer_end <= len(text) for one in marked)
    assert all(one.outer_end <= other.outer_start for one, other in pairwise(marked))
