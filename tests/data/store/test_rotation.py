"""Which backups are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.store.rotation import backups, next_backup, rotate

NOW = datetime(2026, 2, 6, 3, 0, tzinfo=UTC)


def test_check_55_seven_days_and_four_weeks_are_kept(tmp_path: Path) -> None:
    store = tmp_path / "detente.sqlite"
    for hours in range(0, 24 * 60, 8):
        next_backup(store, NOW - timedelta(hours=hours)).touch()
    assert len(rotate(store)) == 180 - 9
    days = [path.stem[8:16] for path in backups(store)]
    assert days == [
        "20260118", "20260125", "20260131", "20260201", "20260202", "20260203", "20260204", "20260205", "20260206",
    ]  # fmt: skip
    assert rotate(store) == []


def test_daily_use_over_months_keeps_four_weeks(tmp_path: Path) -> None:
    store = tmp_path / "detente.sqlite"
    for day in range(120):
        next_backup(store, NOW + timedelta(days=day)).touch()
        rotate(store)
    ages = [(NOW + timedelta(days=119) - datetime.strptime(p.stem[8:], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)).days
            for p in backups(store)]  # fmt: skip
    assert ages[-7:] == [6, 5, 4, 3, 2, 1, 0]
    assert len(ages) <= 11
    assert 14 <= max(ages) <= 28


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    store = tmp_path / "detente.sqlite"
    folder = next_backup(store, NOW).parent
    for name in ("notes.txt", "detente-old.sqlite", "sample-20200101T000000Z.sqlite"):
        (folder / name).touch()
    rotate(store)
    assert len(list(folder.iterdir())) == 3
    assert backups(store) == []


def test_two_backups_of_one_second_have_two_names(tmp_path: Path) -> None:
    store = tmp_path / "detente.sqlite"
    first = next_backup(store, NOW, "before-migration")
    first.touch()
    second = next_backup(store, NOW, "before-migration")
    assert first != second
    second.touch()
    assert backups(store) == [first, second]
