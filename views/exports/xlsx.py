"""XLSX: numbers, sentences and provenance on three sheets. Text is text: no formula, no link."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from views.archives import settle
from views.briefing import about_lines, note_lines, stamp_of
from views.document import Document
from views.families import Export
from views.neutral import neutral

QUOTE_COLUMNS = (
    "day",
    "outlet",
    "language",
    "actor",
    "recipient",
    "act",
    "status",
    "score",
    "sentence",
    "title",
    "link",
)


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Write a cell: text as text, unknown as empty."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - the usual test for NaN
        return
    cell = sheet.cell(row, column)
    if isinstance(value, str) and isinstance(cell, Cell):
        cell.value = neutral(value)
        cell.data_type = "s"
    else:
        cell.value = value.to_pydatetime().date() if isinstance(value, pd.Timestamp) else value


def fill(sheet: Worksheet, headings: list[str], rows: list[list[Any]]) -> None:
    """Write a table with bold headings that stay in sight."""
    for column, heading in enumerate(headings, start=1):
        put(sheet, 1, column, heading)
        sheet.cell(1, column).font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            put(sheet, number, column, value)
    sheet.freeze_panes = "A2"


def write(document: Document) -> bytes:
    """Write the workbook."""
    words, book = document.words, Workbook()
    table = document.chart.table
    first = book.active if isinstance(book.active, Worksheet) else book.create_sheet()
    sheets = (first, book.create_sheet(), book.create_sheet())
    for sheet, key in zip(sheets, ("data", "evidence", "about"), strict=True):
        sheet.title = words(f"export.{key}_sheet")[:31]
        sheet.sheet_view.rightToLeft = words.is_rtl
    fill(sheets[0], list(table.columns), table.to_numpy(dtype=object).tolist())
    quotes = [
        [q.day, q.outlet, q.language, q.actor, q.recipient, q.act, q.status, q.score, q.text, q.title, q.url]
        for q in document.quotes
    ]
    fill(sheets[1], [words(f"column.{column}") for column in QUOTE_COLUMNS], quotes)
    about = [*note_lines(document), *about_lines(document)]
    fill(sheets[2], [words("export.about_sheet"), ""], [list(line) for line in about])
    saved = io.BytesIO()
    book.save(saved)
    return settle(saved.getvalue(), stamp_of(document))


EXPORT = Export("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write)
