"""The desk keeps what analysts write, apart from the news."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.errors import StoreError
from data.store import desk

NOW = datetime(2026, 2, 6, 9, tzinfo=UTC)
TYPED = desk.Author("Amira")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "desk.sqlite"


def test_an_absent_desk_is_empty_and_stays_absent(path: Path) -> None:
    assert desk.read_watches(path) == desk.read_views(path) == desk.read_corrections(path) == []
    assert not path.exists()


def test_a_pair_is_watched_once_and_dropped(path: Path) -> None:
    first = desk.Watch("IRN-USA", TYPED, NOW)
    desk.add_watch(path, first)
    desk.add_watch(path, desk.Watch("IRN-USA", desk.Author("Other", verified=True), NOW))
    assert desk.read_watches(path) == [first]
    desk.drop_watch(path, "IRN-USA")
    assert desk.read_watches(path) == []


def test_a_view_of_the_same_name_is_replaced(path: Path) -> None:
    desk.save_view(path, desk.SavedView("Morning", "pair", "a=USA", TYPED, NOW))
    newer = desk.SavedView("Morning", "pair", "a=IRN", TYPED, NOW)
    desk.save_view(path, newer)
    assert desk.read_views(path) == [newer]
    desk.drop_view(path, "Morning")
    assert desk.read_views(path) == []


def test_corrections_come_newest_first_with_their_author(path: Path) -> None:
    found = [desk.Correction(f"{n}:0", "'; DROP TABLE watch; --", "c", "note", TYPED, NOW) for n in range(3)]
    for correction in found:
        desk.add_correction(path, correction)
    stored = desk.read_corrections(path, limit=2)
    assert [replace(correction, number=None) for correction in stored] == found[:0:-1]


def test_a_withdrawn_correction_stays_on_record(path: Path) -> None:
    desk.add_correction(path, desk.Correction("1:0", "s", "c", "", TYPED, NOW, "direction", "B>A CONSULT actual", "en"))
    (kept,) = desk.read_corrections(path)
    assert (kept.kind, kept.proposed, kept.language, kept.withdrawn_at) == (
        *("direction", "B>A CONSULT actual", "en"),
        None,
    )
    desk.withdraw_correction(path, kept.number or 0, desk.Author("Karim"), NOW)
    (back,) = desk.read_corrections(path)
    assert (back.withdrawn_by, back.withdrawn_at) == ("Karim", NOW)
    desk.withdraw_correction(path, kept.number or 0, desk.Author("Other"), NOW)
    assert desk.read_corrections(path) == [back]


def test_a_desk_of_an_earlier_version_gets_its_new_columns(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE correction (correction_id INTEGER PRIMARY KEY, article_key TEXT NOT NULL,"
            " sentence TEXT NOT NULL, coded TEXT NOT NULL, note TEXT NOT NULL, who TEXT NOT NULL,"
            " verified INTEGER NOT NULL, at TEXT NOT NULL)"
        )
        row = ("1:0", "s", "c", "n", "Amira", 0, NOW.isoformat())
        connection.execute("INSERT INTO correction VALUES (1, ?, ?, ?, ?, ?, ?, ?)", row)
    assert desk.read_corrections(path) == [desk.Correction("1:0", "s", "c", "n", TYPED, NOW, number=1)]


def test_a_broken_desk_is_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"no database" * 500)
    with pytest.raises(StoreError, match=r"desk\.sqlite"):
        desk.read_watches(path)
