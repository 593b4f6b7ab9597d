"""What every export must do, whatever its format."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pptx
import pytest

from data.plugins import discover
from data.settings import ROOT
from data.store import open_store
from tests.views.demo import HOSTILE, build_demo
from views import exports
from views.briefing import Order, build_document
from views.document import Document
from views.families import Export
from views.filenames import file_name
from views.names import load_names
from views.words import interface_languages, load_words

EXPORTS = discover(exports, "EXPORT", Export)
CATALOG = (ROOT / "data" / "catalog",)
NUMBERS = ["balance", "level", "conflict", "cooperation"]


def read_document(path: Path, language: str = "fr", pairs: tuple[str, ...] = ("IRN-USA",)) -> Document:
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        return build_document(store, Order(pairs), load_names(CATALOG, load_words(language)), sample=False)


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("exports") / "a.sqlite")


@pytest.fixture(scope="module")
def document(store_path: Path) -> Document:
    return read_document(store_path)


@pytest.mark.parametrize("name", EXPORTS)
def test_check_83_equal_stores_give_equal_bytes(name: str, store_path: Path) -> None:
    first, second = (EXPORTS[name].write(read_document(store_path)) for _ in range(2))
    assert first == second
    assert len(first) > 100


@pytest.mark.parametrize("language", interface_languages())
@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in ("png", "png1x", "html")])
def test_every_language_is_written(name: str, language: str, store_path: Path) -> None:
    assert EXPORTS[name].write(read_document(store_path, language))


@pytest.mark.parametrize("name", ["csv", "html", "svg"])
def test_check_82_a_file_says_where_its_numbers_come_from(name: str, document: Document) -> None:
    text = EXPORTS[name].write(document).decode("utf-8-sig")
    assert "index-1" in text
    assert "2026" in text


def test_check_82_csv_gives_back_the_numbers_of_the_chart(document: Document) -> None:
    frame = pd.read_csv(
        io.BytesIO(EXPORTS["csv"].write(document)), comment="#", encoding="utf-8-sig", parse_dates=["day"]
    )
    expected = document.parts[0].chart.frame.loc[:, list(document.parts[0].chart.columns)]
    pd.testing.assert_frame_equal(frame[NUMBERS], expected[NUMBERS].reset_index(drop=True), check_exact=True)
    assert list(frame["state"]) == list(expected["state"])


def test_check_77_xlsx_holds_text_as_text_and_numbers_as_numbers(document: Document) -> None:
    data = EXPORTS["xlsx"].write(document)
    book = openpyxl.load_workbook(io.BytesIO(data))
    numbers, quotes, _about = book.worksheets
    values = [row[3] for row in numbers.iter_rows(min_row=2, values_only=True)]
    expected = [None if pd.isna(v) else v for v in document.parts[0].chart.frame["balance"]]
    assert values == pytest.approx(expected)
    assert HOSTILE in [cell.value for cell in quotes["I"]]
    assert {cell.data_type for row in quotes.iter_rows(min_row=2) for cell in row} <= {"s", "n", "d"}
    assert not any("externalLink" in name for name in zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_pptx_holds_native_charts_with_the_same_numbers(document: Document) -> None:
    deck = pptx.Presentation(io.BytesIO(EXPORTS["pptx"].write(document)))
    charts = [shape.chart for shape in deck.slides[0].shapes if shape.has_chart]
    assert len(charts) == 3
    values = list(charts[0].plots[0].series[0].values)
    expected = [None if pd.isna(v) else v for v in document.parts[0].chart.frame["balance"]]
    assert values == pytest.approx(expected)


def test_pptx_reads_from_right_to_left_in_arabic(store_path: Path) -> None:
    data = EXPORTS["pptx"].write(read_document(store_path, "ar"))
    slide = zipfile.ZipFile(io.BytesIO(data)).read("ppt/slides/slide1.xml").decode()
    assert 'rtl="1"' in slide
    assert 'lang="ar"' in slide, "an office program that is not told the language takes letters from another script"
    assert not {"\u2066", "\u2069"} & set(slide), "isolates are drawn as boxes"


def test_check_80_svg_has_no_script_and_no_reference(document: Document) -> None:
    text = EXPORTS["svg"].write(document).decode()
    assert not re.search(r"<script|<foreignObject|\son\w+=|(?:href|src)=\"(?!#)|url\((?!#|&quot;#)", text)


def test_check_80_html_loads_and_sends_nothing(document: Document) -> None:
    text = EXPORTS["html"].write(document).decode()
    assert "default-src 'none'" in text
    assert "<img src=x" not in text
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"?https?:", text)
    assert '"showSendToCloud": false' in text or '"showSendToCloud":false' in text


@pytest.mark.parametrize("language", interface_languages())
def test_check_81_pdf_has_every_letter(language: str, store_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    document = read_document(store_path, language)
    path.write_bytes(EXPORTS["pdf"].write(document))
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    text = subprocess.run([program, str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "Washington threatens Tehran" in text
    assert "\ufffd" not in text
    assert b"/Count 1" in path.read_bytes() or text.count("\f") == 1


def test_check_84_quotations_are_short_and_bodies_stay(tmp_path: Path) -> None:
    path = build_demo(tmp_path / "a.sqlite", days=20)
    document = read_document(path)
    assert all(len(quote.text) <= 300 and len(quote.title) <= 300 for quote in document.parts[0].quotes)
    assert len(document.parts[0].quotes) <= 40


def test_ics_is_folded_and_ends_its_lines_as_the_format_wants(document: Document) -> None:
    lines = EXPORTS["ics"].write(document).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert all(len(line) <= 75 for line in lines)


@pytest.mark.parametrize("name", EXPORTS)
def test_check_79_file_names_are_plain_and_short(name: str, document: Document) -> None:
    for pair in ("USA-IRN", "../../etc/passwd", "\u202eCON|\0" * 50):
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,120}", file_name(document, pair, EXPORTS[name].extension))


def test_check_77_no_cell_of_any_table_starts_a_formula(document: Document) -> None:
    rows = csv.reader(io.StringIO(EXPORTS["csv"].write(document).decode("utf-8-sig")))
    assert not any(cell[:1] in ("=", "+", "@") for row in rows for cell in row)
