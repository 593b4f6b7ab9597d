"""A briefing on several pairs: every format holds each of them, and its numbers."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pandas as pd
import pptx
import pytest

from data.errors import UsageError
from data.store import open_store
from tests.contracts.test_exports import CATALOG, EXPORTS, read_document
from tests.views.demo import build_demo
from views.briefing import PANELS, Order, build_document
from views.document import Document
from views.names import load_names
from views.words import interface_languages, load_words

PAIRS = ("IRN-USA", "RUS>UKR", "DZA-MAR")


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("pairs") / "a.sqlite")


@pytest.fixture(scope="module")
def document(store_path: Path) -> Document:
    return read_document(store_path, pairs=PAIRS)


@pytest.mark.parametrize("name", EXPORTS)
def test_check_83_equal_briefings_give_equal_bytes(name: str, store_path: Path) -> None:
    first, second = (EXPORTS[name].write(read_document(store_path, pairs=PAIRS)) for _ in range(2))
    assert first == second


def test_a_pair_named_twice_is_told_once(store_path: Path) -> None:
    assert [part.key for part in read_document(store_path, pairs=("IRN-USA", "IRN-USA")).parts] == ["IRN-USA"]


def test_an_unknown_pair_is_named(store_path: Path) -> None:
    with pytest.raises(UsageError, match="USA-ZZZ"):
        read_document(store_path, pairs=("IRN-USA", "USA-ZZZ"))


def test_one_direction_quotes_that_direction_alone(document: Document) -> None:
    parts = {part.key: part for part in document.parts}
    assert {(quote.actor, quote.recipient) for quote in parts["RUS>UKR"].quotes} == {("Russie", "Ukraine")}
    assert len({(quote.actor, quote.recipient) for quote in parts["IRN-USA"].quotes}) == 2


def test_check_82_csv_gives_back_the_numbers_of_every_chart(document: Document) -> None:
    text = io.BytesIO(EXPORTS["csv"].write(document))
    frame = pd.read_csv(text, comment="#", encoding="utf-8-sig", parse_dates=["day"]).set_index("pair")
    for part in document.parts:
        found = frame.loc[part.key].reset_index(drop=True)
        expected = part.chart.frame[["balance", "level"]].reset_index(drop=True)
        pd.testing.assert_frame_equal(found[["balance", "level"]], expected, check_exact=True)


def test_slides_hold_the_charts_of_every_pair(document: Document) -> None:
    deck = pptx.Presentation(io.BytesIO(EXPORTS["pptx"].write(document)))
    charts = [[shape.chart for shape in slide.shapes if shape.has_chart] for slide in deck.slides]
    assert [len(found) for found in charts] == [3, 0] * len(PAIRS)
    for found, part in zip(charts[::2], document.parts, strict=True):
        expected = [None if pd.isna(v) else v for v in part.chart.frame["balance"]]
        assert list(found[0].plots[0].series[0].values) == pytest.approx(expected)


def test_a_workbook_has_a_sheet_for_every_pair(document: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(EXPORTS["xlsx"].write(document)))
    assert book.sheetnames[:3] == ["IRN-USA", "RUS.UKR", "DZA-MAR"]
    assert len(book.sheetnames) == 5


@pytest.mark.parametrize("language", interface_languages())
def test_the_briefing_has_a_page_for_every_pair(language: str, store_path: Path, tmp_path: Path) -> None:
    program, path = shutil.which("pdftotext"), tmp_path / "pages.pdf"
    if program is None:
        pytest.skip("pdftotext is not installed")
    document = read_document(store_path, language, PAIRS)
    path.write_bytes(EXPORTS["pdf"].write(document))
    pages = subprocess.run([program, str(path), "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    assert len(pages) - 1 == len(PAIRS)
    assert all("2026" in page for page in pages[:-1])


@pytest.mark.parametrize("name", ["html", "svg"])
def test_a_page_and_a_picture_tell_every_finding(name: str, document: Document) -> None:
    text = EXPORTS[name].write(document).decode()
    for part in document.parts:
        assert part.chart.title.replace(">", "&gt;") in text


def test_the_page_brings_the_drawing_library_once(document: Document, store_path: Path) -> None:
    one, all_ = (len(EXPORTS["html"].write(one)) for one in (read_document(store_path), document))
    assert all_ < 1.2 * one


@pytest.mark.parametrize("panel", PANELS)
def test_parts_of_the_charts_can_be_left_out(panel: str, store_path: Path) -> None:
    names = load_names(CATALOG, load_words("en"))
    with open_store(f"sqlite:///{store_path}", read_only=True) as store:
        document = build_document(store, Order(PAIRS, panels=(panel,)), names, sample=False)
    assert [[p.id for p in part.chart.panels] for part in document.parts] == [["states", panel]] * 3
    assert EXPORTS["pptx"].write(document)
