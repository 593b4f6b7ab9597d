"""The compound scores are those of vaderSentiment, to the last digit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from analysis.tone.vader import compound
from analysis.training import read_examples
from data.settings import ROOT

ANALYZER = SentimentIntensityAnalyzer()
TRAINING = sorted((ROOT / "data" / "catalog" / "languages").glob("*/training.tsv"))
MEANING = sorted(ANALYZER.lexicon)[::25]
STEERING = [
    *BOOSTER_DICT,
    *NEGATE,
    *(word for phrase in SPECIAL_CASES for word in phrase.split()),
    *("no", "or", "nor", "so", "this", "least", "at", "very", "doubt", "without", "never", "but", "kind", "of"),
    *("sort", "table", "don't", "(good)", "!?", "???", "..."),
    *list(ANALYZER.emojis)[::200],
]
WORDS = st.sampled_from(MEANING) | st.sampled_from(STEERING) | st.text(max_size=6)


def own(text: str) -> float:
    return compound(text, ANALYZER.lexicon, ANALYZER.emojis)


def theirs(text: str) -> float:
    return float(ANALYZER.polarity_scores(text)["compound"])


@pytest.mark.parametrize("path", TRAINING, ids=lambda path: path.parent.name)
def test_news_is_scored_alike(path: Path) -> None:
    for example in read_examples(path):
        assert own(example.text) == theirs(example.text), example.text


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=14), st.sampled_from(["", "!", "?", "???", "!!!!!!", " "]))
def test_any_run_of_words_is_scored_alike(words: list[tuple[str, bool]], end: str) -> None:
    text = " ".join(word.upper() if shouted else word for word, shouted in words) + end
    assert own(text) == theirs(text)


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_is_scored_alike(text: str) -> None:
    assert own(text) == theirs(text)
