"""XLSX: a sheet of numbers for each pair, one of sentences, one of provenance. Text is text: no formula, no link."""

from __future__ import annotations

import io
import re
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
from views.words import ISOLATE, RELEASE

LONGEST_NAME = 31  # of a sheet, as spreadsheets have it
SHEET_SIGNS = re.compile(r"[^A-Za-z0-9.-]")
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
        cell.value = neutral(value.replace(ISOLATE, "").replace(RELEASE, ""))  # office programs draw them as boxes
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


def open_sheet(book: Workbook, title: str, *, rtl: bool) -> Worksheet:
    """Add a sheet, read from the side from which its language is."""
    sheet: Worksheet = book.create_sheet(title[:LONGEST_NAME])
    sheet.sheet_view.rightToLeft = rtl
    return sheet


def quote_rows(document: Document) -> list[list[Any]]:
    """Give every sentence once, as QUOTE_COLUMNS: one between two of the pairs may stand under both."""
    quotes = dict.fromkeys(quote for part in document.parts for quote in part.quotes)
    return [
        [q.day, q.outlet, q.language, q.actor, q.recipient, q.act, q.status, q.score, q.text, q.title, q.url]
        for q in quotes
    ]


def write(document: Document) -> bytes:
    """Write the workbook."""
    words, book, many = document.words, Workbook(), len(document.parts) > 1
    rtl = words.is_rtl
    del book[book.sheetnames[0]]
    for part in document.parts:
        name = SHEET_SIGNS.sub(".", part.key) if many else words("export.data_sheet")
        table = part.chart.table
        fill(open_sheet(book, name, rtl=rtl), list(table.columns), table.to_numpy(dtype=object).tolist())
    sentences = open_sheet(book, words("export.evidence_sheet"), rtl=rtl)
    fill(sentences, [words(f"column.{column}") for column in QUOTE_COLUMNS], quote_rows(document))
    about = [[part.key, part.chart.title] for part in document.parts]
    about += [list(line) for line in (*note_lines(document), *about_lines(document))]
    fill(open_sheet(book, words("export.about_sheet"), rtl=rtl), [words("export.about_sheet"), ""], about)
    saved = io.BytesIO()
    book.save(saved)
    return settle(saved.getvalue(), stamp_of(document))


EXPORT = Export("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write)
