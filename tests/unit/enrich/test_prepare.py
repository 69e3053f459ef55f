from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.enrich.prepare import MAX_CHARS, MAX_SYMBOLS, MAX_TOKEN, readable

PLAIN = "Chad reopened its border. “Trade can begin again,” the minister said -- at last."


def codes(text: str) -> list[str]:
    return [issue.code for issue in readable(text)[1]]


def test_plain_copy_passes_untouched() -> None:
    assert readable(PLAIN) == (PLAIN, [])


@pytest.mark.parametrize("run", ["!" * 16_000, "=" * 65, "$" * 500, "🔥" * 300, "_" * 100, "x" * 201, "<a>" * 90])
def test_a_run_becomes_blanks_of_its_length(run: str) -> None:
    text = f"Before. {run} After."
    masked, issues = readable(text)
    assert masked == f"Before. {' ' * len(run)} After."
    assert [issue.code for issue in issues] == ["symbols_masked"]


@pytest.mark.parametrize("kept", ["-" * MAX_SYMBOLS, "x" * MAX_TOKEN])
def test_what_the_model_can_bear_stays(kept: str) -> None:
    assert readable(kept) == (kept, [])


def test_surrogates_and_nul_become_blanks() -> None:
    assert readable("a\ud800b\x00c")[0] == "a b c"


def test_long_text_ends_at_a_paragraph() -> None:
    paragraph = "Nothing happened on the border today. " * 20
    text = "\n\n".join([paragraph] * 200)
    masked, issues = readable(text)
    assert len(masked) <= MAX_CHARS
    assert text[len(masked) :].startswith("\n\n")
    assert [issue.code for issue in issues] == ["analysis_truncated"]
    assert str(len(masked)) in issues[0].message


def test_long_paragraph_ends_at_a_word() -> None:
    masked, _ = readable("word " * 30_000)
    assert masked.endswith("word")


@given(st.text(st.characters(codec=None), max_size=400))
def test_every_kept_character_stands_where_it_stood(text: str) -> None:
    masked, _ = readable(text)
    assert len(masked) == len(text)
    assert all(ours in (theirs, " ") for ours, theirs in zip(masked, text, strict=True))


@given(st.text(alphabet="!?=a\n ", max_size=600))
def test_masking_twice_is_masking_once(text: str) -> None:
    masked, _ = readable(text)
    assert readable(masked) == (masked, [])
