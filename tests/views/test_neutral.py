"""No text becomes a formula, and no text is changed otherwise."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.neutral import STARTS, neutral, neutral_frame


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\u200b=1", "\uff1d1", "\u00a0=1", "|x", "%0", "\x00=1"]
)
def test_check_77_starts_of_formulas_get_an_apostrophe(text: str) -> None:
    assert neutral(text).startswith("'")


@given(st.text())
def test_check_77_no_text_starts_a_formula_or_holds_a_control_character(text: str) -> None:
    done = neutral(text)
    assert done[:1] not in STARTS
    assert "\x00" not in done


@pytest.mark.parametrize("text", ["Talks in Muscat", "\u0645\u062d\u0627\u062f\u062b\u0627\u062a", "3 - 1", ""])
def test_plain_text_stays(text: str) -> None:
    assert neutral(text) == text


def test_check_77_numbers_stay_numbers() -> None:
    frame = neutral_frame(pd.DataFrame({"tone": [-0.5], "title": ["-0.5"]}))
    assert frame["tone"].tolist() == [-0.5]
    assert frame["title"].tolist() == ["'-0.5"]
