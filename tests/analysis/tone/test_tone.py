"""Tone: what turns, strengthens and weighs words, toward whom, and that any text is survived."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coder import Coder
from analysis.folding import Folding
from analysis.tone.lexicon import compile_lexicon, look_up, read_entries, score_sentence
from analysis.toning import settle, window_of
from data.errors import CatalogError
from data.settings import ROOT

CODER = Coder((ROOT / "data" / "catalog",))
FOLDING = Folding((), frozenset())
LIST = """kind\tscore\tforms
word\t3\tgood|brav*|fine work
word\t-3\tbad{,ly}
negator\t3\tnot
negator\t-2\tnever
booster\t1\tvery
contrast\t\tbut
sign\t2\t:)
"""


@pytest.fixture
def score(tmp_path: Path) -> Callable[[str], float]:
    path = tmp_path / "tone.tsv"
    path.write_text(LIST, "utf-8")
    lexicon = compile_lexicon(read_entries(path), FOLDING, ["wa"])
    return lambda text: score_sentence(text, lexicon, FOLDING, lambda word: look_up(word, lexicon))


def test_words_stems_phrases_and_signs_count(score: Callable[[str], float]) -> None:
    assert score("a good day") > 0.5
    assert score("bravely done") > 0.5
    assert score("fine work") > 0.5
    assert score("it went badly") < -0.5
    assert score("a day :)") > 0
    assert score("a day") == 0


def test_a_negator_turns_what_is_in_its_reach(score: Callable[[str], float]) -> None:
    assert score("not a good day") < 0
    assert score("not one of all the good days") > 0
    assert score("good as it was never") > 0 > score("good never")


def test_a_booster_strengthens_and_a_clitic_is_looked_through(score: Callable[[str], float]) -> None:
    assert score("very good") > score("good")
    assert score("wagood") == score("good")


def test_what_follows_the_contrast_weighs_more(score: Callable[[str], float]) -> None:
    assert score("good but bad") < 0 < score("bad but good")


def test_a_bad_row_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "tone.tsv"
    path.write_text("kind\tscore\tforms\nword\tmany\tgood\n", "utf-8")
    with pytest.raises(CatalogError, match=r"tone\.tsv:2"):
        list(read_entries(path))


def test_a_faint_word_is_neutral() -> None:
    assert settle(0.1) == 0
    assert abs(settle(0.2)) < 0.05 < settle(0.5)


def test_the_window_holds_the_target_and_eight_words_on_each_side() -> None:
    words = [f"w{n:02}" for n in range(30)]
    text = " ".join(words)
    start = text.index("w15")
    assert window_of(text, start, start + 3).split() == words[7:24]


def test_tone_is_toward_the_target() -> None:
    text = "Anna won praise for her courage, while the disgraced Bert was convicted of fraud and corruption last year."
    anna, bert = (CODER.tone(text, "en", (text.index(n), text.index(n) + 4)) for n in ("Anna", "Bert"))
    assert anna is not None
    assert bert is not None
    assert anna > bert


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("en", "The summit was a great success.", "The massacre was a disgrace."),
        ("fr", "Le sommet est une grande réussite, bravo !", "Ce massacre est une honte."),
        ("ar", "القمة نجاح رائع", "المجزرة جريمة بشعة"),
        ("es", "La cumbre fue un gran éxito.", "La masacre es una vergüenza."),
        ("fa", "این نشست موفقیت بزرگی بود", "این کشتار جنایت است"),
    ],
)
def test_each_language_tells_good_from_bad(language: str, good: str, bad: str) -> None:
    assert (CODER.tone(good, language) or 0) > 0.05
    assert (CODER.tone(bad, language) or 0) < -0.05


def test_a_language_without_a_scorer_has_no_tone() -> None:
    assert CODER.tone("abc", "qq") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["en", "fr", "ar"]))
def test_any_text_is_scored_within_bounds(text: str, language: str) -> None:
    value = CODER.tone(text, language)
    assert value is not None
    assert -1 <= value <= 1
