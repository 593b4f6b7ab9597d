"""Which outlets a value hangs on, and the whole way of a correction: marked, counted, listed, taken back, exported."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.settings import read_settings
from data.store import desk, open_store
from data.store.base import EvidenceQuery, EvidenceRow
from data.store.desk import Author, Correction
from tests.views.test_pages import html_of, open_page
from views.corrections import gold_lines, key_of, write_event
from views.drivers import Drivers, read_drivers
from views.reading import read_standing
from views.sample import prepare_sample
from views.words import load_words

WORDS = load_words("en")
NOW = datetime(2026, 2, 6, 9, tzinfo=UTC)
PAIR = ("USA", "IRN")
PERCENT = re.compile(r"^\d+%")


@pytest.fixture(scope="module")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The labelled sample, analysed as the dashboard does it: its index rests on its stories."""
    home = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(home))
        prepare_sample(read_settings())
    return home / "sample.sqlite"


@pytest.fixture
def sample_home(empty_home: Path, sample_path: Path) -> Path:
    shutil.copy(sample_path, empty_home / "sample.sqlite")
    return empty_home


def shown_day(home: Path) -> date:
    with open_store(f"sqlite:///{home / 'sample.sqlite'}", read_only=True) as store:
        standing = read_standing(store, None)
    assert standing is not None
    return standing.as_of


def hostile_reports(home: Path) -> list[EvidenceRow]:
    """The newest reports of conflict between the two."""
    with open_store(f"sqlite:///{home / 'sample.sqlite'}", read_only=True) as store:
        rows = store.evidence(EvidenceQuery(pair=PAIR, until=shown_day(home), limit=60))
    return [row for row in rows if row.report.event.score < 0]


def drivers(home: Path, dropped: tuple[tuple[int, int], ...] = ()) -> Drivers:
    with open_store(f"sqlite:///{home / 'sample.sqlite'}", read_only=True) as store:
        found = read_drivers(store, "IRN-USA", shown_day(home), read_settings(), dropped)
    assert found is not None
    return found


def mark(home: Path, row: EvidenceRow) -> None:
    event = row.report.event
    correction = Correction(
        key_of(row), event.evidence.text, write_event(event), "", Author("Amira"), NOW, "not_event", "", "en"
    )
    desk.add_correction(home / "desk.sqlite", correction)


def test_shares_of_the_outlets_make_up_the_whole(sample_home: Path) -> None:
    found = drivers(sample_home)
    assert found.outlets["share"].sum() == pytest.approx(1.0)
    assert list(found.outlets["share"]) == sorted(found.outlets["share"], reverse=True)
    assert found.fragility.low <= found.fragility.high


def test_without_hostile_acts_a_pair_is_less_likely_to_escalate(sample_home: Path) -> None:
    rows = hostile_reports(sample_home)
    dropped = tuple((row.report.article_id, row.report.seq) for row in rows)
    assert drivers(sample_home).corrected is None
    without_one, without_six = (drivers(sample_home, some).corrected for some in (dropped[:1], dropped[:6]))
    assert without_one is not None
    assert without_six is not None
    assert without_six < without_one


def pair_page() -> AppTest:
    st.cache_data.clear()
    return open_page("pair", lang="en", a="USA", b="IRN")


def test_a_correction_changes_the_numbers_and_is_taken_back(sample_home: Path) -> None:
    told = WORDS("drivers.corrected", value="|").partition("|")[0]
    before, rows = pair_page(), hostile_reports(sample_home)
    assert WORDS("drivers.title", day=WORDS.day(shown_day(sample_home))) in [head.value for head in before.header]
    assert told not in html_of(before)
    mark(sample_home, rows[0])
    assert PERCENT.search(html_of(pair_page()).partition(told)[2][:6])
    for row in rows[1:]:
        mark(sample_home, row)
    left = html_of(pair_page()).partition(told)[2]
    assert left.startswith(WORDS("unknown_short")), "too little is left to judge, and the page says so"
    kept = desk.read_corrections(sample_home / "desk.sqlite")
    assert len(kept) == len(rows)
    assert all(json.loads(line)["events"] == [] for line in gold_lines(kept).splitlines())
    assert "Amira" in html_of(open_page("desk", lang="en"))
    for correction in kept:
        desk.withdraw_correction(sample_home / "desk.sqlite", correction.number or 0, Author("Karim"), NOW)
    assert told not in html_of(pair_page())
    listed = html_of(open_page("desk", lang="en"))
    assert "Karim" in listed, "what was taken back stays in the list, with who did it"
    assert gold_lines(desk.read_corrections(sample_home / "desk.sqlite")).strip() == ""
