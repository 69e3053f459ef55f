from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.enrich.names.casing import Casing, true_cased

WORDS = frozenset(
    [
        "to",
        "talk",
        "president",
        "resigns",
        "says",
        "rebels",
        "ambush",
        "train",
        "kill",
        "eight",
        "after",
        "months",
        "in",
        "office",
        "talks",
        "with",
        "on",
        "steel",
        "the",
        "of",
    ]
)
CASING = Casing(
    forms={"mozambique": "Mozambique", "south korea": "South Korea", "opec": "OPEC", "u.s.": "U.S."},
    given=frozenset({"marcelo"}),
    titles=frozenset({"president"}),
    is_word=WORDS.__contains__,
)


@pytest.mark.parametrize(
    ("line", "body", "expected"),
    [
        ("MOZAMBIQUE SAYS REBELS AMBUSH TRAIN", "", "Mozambique says rebels ambush train"),
        ("OPEC TALKS WITH SOUTH KOREA", "", "OPEC talks with South Korea"),
        ("SOUTH KOREA'S PRESIDENT RESIGNS", "", "South Korea's president resigns"),
        ("TALKS WITH MARCELO YCAZA ON STEEL", "", "Talks with Marcelo Ycaza on steel"),
        ("REBELS KILL PRESIDENT OFFICE", "", "Rebels kill president Office"),
        ("REBELS TALK TO FARROW", "A man saw Farrow there, they talk.", "Rebels talk to Farrow"),
        ("TALKS ON U.S. STEEL", "", "Talks on U.S. steel"),
        (
            "Rebels Talk With Farrow on Steel",
            "Then rebels talk with Farrow on steel.",
            "Rebels talk with Farrow on steel",
        ),
        ("Rebels talk with Farrow on steel", "", "Rebels talk with Farrow on steel"),
        ("IMF", "", "IMF"),
        ("", "", ""),
    ],
)
def test_a_headline_is_written_as_running_copy(line: str, body: str, expected: str) -> None:
    assert true_cased(line, body, CASING) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_offset_moves(line: str, body: str) -> None:
    for headline in (line, line.upper(), line.title()):
        cased = true_cased(headline, body, CASING)
        assert len(cased) == len(headline)
        assert cased.casefold() == headline.casefold() or not headline.isascii()
