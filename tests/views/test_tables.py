"""Tables of the pages: written as the language writes, neutral for markup, read from the side of the language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from tests.views.demo import HOSTILE
from views.pages.parts.figures import csv_of
from views.pages.parts.tables import cell_text, table_of
from views.words import load_words

FRENCH = load_words("fr")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "\u2013"),
        (float("nan"), "\u2013"),
        (pd.NaT, "\u2013"),
        (36685, "36\u202f685"),
        (0.256, "0,26"),
        (-12.34, "\u221212,3"),
        (date(2026, 1, 1), "1er janvier 2026"),
        (pd.Timestamp(2026, 1, 31), "31 janvier 2026"),
        (datetime(2026, 1, 31, 18, 5, tzinfo=UTC), "31 janvier 2026, 18:05 UTC"),
    ],
)
def test_a_cell_is_written_as_the_language_writes(value: object, text: str) -> None:
    assert cell_text(value, FRENCH) == text


def test_numbers_stand_flush_and_texts_are_inert() -> None:
    frame = pd.DataFrame({"outlet": [HOSTILE, "b"], "n": [3, None]})
    body = table_of(frame, FRENCH, "Name")
    assert HOSTILE not in body
    assert body.count('class="dt-n"') == 3, "the head and both cells of the numbers"
    assert 'aria-label="Name"' in body


def test_the_file_of_a_table_starts_no_formula() -> None:
    data = csv_of(pd.DataFrame({"day": [pd.Timestamp(2026, 1, 2)], "title": ["=1+1"]})).decode("utf-8-sig")
    assert data.splitlines() == ["day,title", "2026-01-02,'=1+1"]
