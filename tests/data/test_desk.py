"""The desk keeps what analysts write, apart from the news."""

from __future__ import annotations

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
    assert desk.read_corrections(path, limit=2) == found[:0:-1]


def test_a_broken_desk_is_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"no database" * 500)
    with pytest.raises(StoreError, match=r"desk\.sqlite"):
        desk.read_watches(path)
