"""Scorecard G, with feeds that mean harm: what every file must carry, and what no file may."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from data.plugins import discover
from data.settings import ROOT
from data.store import open_store
from tests.contracts.test_exports import document, store_path
from tests.views.demo import build_demo
from views import exports
from views.briefing import Order, build_document
from views.document import Document
from views.families import Export
from views.names import load_names
from views.words import load_words

__all__ = ["document", "store_path"]
EXPORTS = discover(exports, "EXPORT", Export)
FORMULAS = (
    '=HYPERLINK("http://x.example")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\u200b=1",
    "\uff1d1",
)
STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def unpacked(data: bytes) -> str:
    """Give all text of a zipped office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return html.unescape("\n".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist()))


def printed(data: bytes, folder: Path) -> str:
    """Give the text of a PDF."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    (folder / "x.pdf").write_bytes(data)
    done = subprocess.run([program, "-layout", str(folder / "x.pdf"), "-"], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[[str, Document], str]:
    """Give the text of a file of any format but PNG."""

    def read(name: str, made: Document) -> str:
        data = EXPORTS[name].write(made)
        if name in ("xlsx", "pptx"):
            return unpacked(data)
        return printed(data, tmp_path) if name == "pdf" else data.decode("utf-8-sig")

    return read


def hostile(made: Document) -> Document:
    """Let every text that comes from a feed or its outlet begin a formula."""
    [part] = made.parts
    quotes = tuple(
        replace(quote, title=FORMULAS[n % 8], text=FORMULAS[(n + 1) % 8], outlet=FORMULAS[(n + 2) % 8], url=FORMULAS[0])
        for n, quote in enumerate(part.quotes)
    )
    origin = replace(made.provenance, outlets=FORMULAS)
    return replace(made, parts=(replace(part, quotes=quotes),), provenance=origin, note=FORMULAS[1])


def test_check_77_no_cell_of_a_workbook_begins_a_formula(document: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(EXPORTS["xlsx"].write(hostile(document))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert sum("HYPERLINK" in text for text in texts) > 5, "they are there"
    assert not [text for text in texts if text.startswith(STARTS)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert any(isinstance(cell.value, int | float) and cell.value < 0 for cell in cells), "a number may be negative"


def test_check_77_no_cell_of_a_table_begins_a_formula(document: Document) -> None:
    rows = list(csv.reader(io.StringIO(EXPORTS["csv"].write(hostile(document)).decode("utf-8-sig"))))
    assert len(rows) > 50
    for cell in (cell for row in rows for cell in row):
        number = re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)
        assert number or not cell.startswith(STARTS)


@pytest.mark.parametrize("name", ["csv", "xlsx", "html", "pptx", "pdf"])
def test_check_82_a_file_carries_all_that_its_numbers_rest_on(
    name: str, document: Document, text_of: Callable[[str, Document], str]
) -> None:
    told, origin, words = " ".join(text_of(name, document).split()), document.provenance, document.words
    assert origin.outlets
    assert origin.gaps
    days = [origin.as_of, origin.since, origin.until, *origin.gaps]
    count = " ".join(words.number(origin.articles).split())  # as lines are read here: every space alike
    facts = [*map(words.day, days), origin.method, *origin.outlets, count, "UTC", words("export.band")[:20]]
    assert [fact for fact in facts if fact not in told] == []


@pytest.mark.parametrize("name", ["svg", "ics"])
def test_nearest_82_a_picture_and_a_calendar_say_how_far_and_by_what(
    name: str, document: Document, text_of: Callable[[str, Document], str]
) -> None:
    """They have no room for the list of outlets: they say day and method, a picture also counts and bands."""
    told, words, origin = text_of(name, document), document.words, document.provenance
    assert origin.method in told
    assert words.day(origin.as_of) in told.replace("\r\n ", "")


BODY = "Every sentence of the body after the first is the outlet's own and leaves the store in no file at all."


@pytest.mark.parametrize("name", [name for name in EXPORTS if not name.startswith("png")])
def test_check_84_no_file_holds_the_body_of_an_article(
    name: str, tmp_path: Path, text_of: Callable[[str, Document], str]
) -> None:
    path = build_demo(tmp_path / "a.sqlite", days=20)
    with open_store(f"sqlite:///{path}") as store:
        store._database.execute("UPDATE article SET body = ?", (BODY,))  # type: ignore[attr-defined]
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        names = load_names((ROOT / "data" / "catalog",), load_words("en"))
        made = build_document(store, Order(("IRN-USA",)), names, sample=False)
    told = text_of(name, made)
    assert "Every sentence of the body" not in told
    long = [quote for part in made.parts for quote in part.quotes if max(len(quote.text), len(quote.title)) > 300]
    assert long == []
