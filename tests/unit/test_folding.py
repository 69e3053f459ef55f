"""How names are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding import fold, folded


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Räsälä", "rasala"),
        ("the U.N.’s", "un"),
        ("The Hague", "hague"),
        ("THE", "the"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Øresund", "oresund"),
        ("Côte d'Ivoire", "cote d'ivoire"),
        ("Reuters’", "reuters"),
        ("New\n  York", "new york"),
        ("...", ""),
    ],
)
def test_fold(name: str, form: str) -> None:
    assert fold(name) == form


def test_folded_keeps_each_form_once_and_no_empty_one() -> None:
    assert folded(["Kerry", "KERRY", None, "", "...", "Kerry’s", "John Kerry"]) == ["kerry", "john kerry"]


@given(st.text())
def test_what_is_typed_in_capitals_or_composed_otherwise_folds_alike(name: str) -> None:
    assert fold(f"  {name} ") == fold(name)
    assert fold(name).strip() == fold(name)
