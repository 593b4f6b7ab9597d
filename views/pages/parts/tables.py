"""Numbers as a table of the page, in the words, digits and direction of the language, for the eye and a screen reader.

The browser draws it as any table, so nothing in it speaks another language than the page.
"""

from __future__ import annotations

from datetime import date, datetime
from numbers import Real

import pandas as pd

from views.markup import Markup, tag
from views.pages.parts.frame import show
from views.words import Words

SMALL = 10  # from here on one digit after the comma is enough


def is_number(value: object) -> bool:
    """Say whether a cell is written as a number."""
    return isinstance(value, Real) and not isinstance(value, bool)


def cell_text(value: object, words: Words) -> str:
    """Write a cell: days, moments, numbers and states as the language has them; a dash where nothing is known."""
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - the usual test for NaN
        return words("unknown_short")
    if isinstance(value, datetime):
        return words.time(value) if value.time().isoformat() != "00:00:00" else words.day(value.date())
    if isinstance(value, date):
        return words.day(value)
    if is_number(value):
        return words.number(float(value), digits_of(float(value)))  # type: ignore[arg-type]
    return str(value)


def digits_of(value: float) -> int:
    """Choose how many digits follow the comma: none for whole numbers, two for small ones."""
    if value.is_integer():
        return 0
    return 2 if abs(value) < SMALL else 1


def numeric_columns(frame: pd.DataFrame) -> set[object]:
    """Name the columns that stand flush with their last digit."""
    return {column for column in frame.columns if all(is_number(value) for value in frame[column].dropna())}


def table_of(frame: pd.DataFrame, words: Words, name: str) -> Markup:
    """Build a table with a head; `name` is what a screen reader says first. A long one scrolls within itself."""
    numeric = numeric_columns(frame)
    sides = ["dt-n" if column in numeric else None for column in frame.columns]
    head = [tag("th", column, scope="col", class_=side) for column, side in zip(frame.columns, sides, strict=True)]
    rows = [
        tag(
            "tr",
            *(tag("td", cell_text(value, words), class_=side) for value, side in zip(row, sides, strict=True)),
        )
        for row in frame.itertuples(index=False, name=None)
    ]
    table = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *rows))
    return tag("div", table, class_="dt-table", role="region", aria_label=name, tabindex="0")


def draw_table(frame: pd.DataFrame, words: Words, name: str) -> None:
    """Draw a table; nothing of an empty one but a note."""
    if frame.empty:
        show(tag("p", words("empty.table"), class_="dt-intro"))
        return
    show(table_of(frame, words, name))
