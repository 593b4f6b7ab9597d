"""What is said of a pair may not sound surer than its numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from views.verdict import is_unsure, verdict_texts
from views.words import interface_languages, load_words


def frame(state: str, chance: float | None) -> pd.DataFrame:
    row = {"state": state, "direction_p": chance, "level": 20.0, "level_low": 12.0, "level_high": 36.0}
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("state", "chance", "unsure"),
    [
        ("escalation", 0.56, True),
        ("escalation", 0.9, False),
        ("detente", 0.56, True),
        ("detente", 0.1, False),
        ("escalation", None, True),
        ("steady", 0.5, False),
        ("contested", 0.5, False),
    ],
)
def test_a_state_kept_on_an_open_chance_is_called_unsure(state: str, chance: float | None, unsure: bool) -> None:
    assert is_unsure(state, chance) is unsure


@pytest.mark.parametrize("language", interface_languages())
def test_the_doubt_stands_in_the_words_of_each_language(language: str) -> None:
    words = load_words(language)
    assert words("pair.unsure") in verdict_texts(frame("escalation", 0.56), words)
    assert words("pair.unsure") not in verdict_texts(frame("escalation", 0.95), words)


def test_no_judged_day_says_nothing() -> None:
    assert verdict_texts(frame("insufficient", None), load_words("fr")) == []
