"""The Method page tells figures in words, and what the replay of the past found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.views.test_pages import html_of, open_page, tables_of
from views.pages.method import read_floors, read_replay
from views.words import interface_languages, load_words


@pytest.mark.parametrize("language", interface_languages())
def test_every_figure_has_words(language: str) -> None:
    words = load_words(language)
    for figure in read_floors():
        name, _, question = figure.split(".", 2)
        assert words.knows(f"gauge.{name}")
        assert words.knows(f"gauge.{question.replace('.', '_')}")


def test_no_raw_name_of_a_figure_is_shown(full_home: Path) -> None:
    app = open_page("method", lang="en")
    shown = html_of(app)
    assert "Newswire" in shown
    assert "_f1" not in shown
    assert "_ok" not in shown


def test_the_replay_is_told_turn_by_turn(full_home: Path) -> None:
    turns = read_replay()["turns"]
    app = open_page("method", lang="en")
    table = tables_of(app)[1]
    assert len(table) == len(turns)
    missed = load_words("en")("method.seen_not")
    assert [row[3] for row in table].count(missed) == sum(not t["right"] and not t["wrong_sign"] for t in turns)
    assert load_words("en")("method.backtest") in [header.value for header in app.header]
    assert html_of(app)
