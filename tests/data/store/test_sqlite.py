"""The SQLite file: migrations, files of others, full and read-only disks, damage."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.errors import SettingsError, StoreError
from data.model import Article, FeedRun, FeedState, FetchCounts
from data.store import open_store
from data.store.base import Store
from data.store.migrations import FOLDER, migrations
from data.store.rotation import backups
from data.store.sqlite.database import SqliteDatabase
from data.store.sqlite.schema import APPLICATION_ID, migrate, statements

NOW = datetime(2026, 2, 6, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]
NEWEST = len(migrations("sqlite"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "detente.sqlite"


def article(number: int, size: int = 10) -> Article:
    return Article(
        f"{number:032x}", "main", "agency", None, None, "en", f"Title {number}", "x " * size, None, None, None, NOW
    )


def commit(store: Store, *articles: Article, etag: str = "a") -> FetchCounts:
    state = FeedState("main", "https://a.example/", etag=etag)
    return store.commit_fetch(articles, state, FeedRun("main", NOW, "ok", 200, 1, 1, FetchCounts()), "run")


def fill(path: Path, count: int = 3) -> bytes:
    with open_store(f"sqlite:///{path}") as store:
        commit(store, *(article(number) for number in range(count)))
    return path.read_bytes()


def shape(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"
        ).fetchall()


# schema ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_check_49_every_released_schema_is_brought_to_the_newest(version: int, path: Path, tmp_path: Path) -> None:
    database = SqliteDatabase(path)
    migrate(database, migrations("sqlite")[:version])
    database.close()
    open_store(f"sqlite:///{path}").__enter__().close()
    fresh = tmp_path / "fresh.sqlite"
    open_store(f"sqlite:///{fresh}").__enter__().close()
    assert shape(path) == shape(fresh)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


FIRST_ROWS = """
INSERT INTO article (article_id, key, feed_id, outlet_id, title, body, published_raw, first_seen_at, day, flags,
                     content_hash, version, seen_at, title_hash)
VALUES (1, '0123456789abcdef0123456789abcdef', 'main', 'agency', 'Iran rejects it', 'No.', 'soon',
        '2026-02-06T09:00:00.000000Z', '2026-02-06', '[]', 'h', 2, '2026-02-06T10:00:00.000000Z', 7);
INSERT INTO article_version VALUES (1, 1, '2026-02-06T09:00:00.000000Z', 'old', 'Iran thinks', 'Perhaps.');
INSERT INTO coding (article_id, version, analyser, language, events) VALUES (1, 2, 'v1', 'en', 0);
INSERT INTO coverage VALUES ('2026-02-06', 'agency', '', 1, 1, 0);
INSERT INTO feed_state (feed_id, url, etag, failures, empties, state) VALUES ('main', 'u', 'W/"a"', 0, 0, 'active');
"""


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_check_49_what_every_released_schema_held_is_there_afterwards(version: int, path: Path) -> None:
    database = SqliteDatabase(path)
    migrate(database, migrations("sqlite")[:version])
    for sql in statements(FIRST_ROWS):
        database.execute(sql)
    if version >= 3:
        database.execute("INSERT INTO day_total VALUES ('2026-02-06', 1, 0, 0, 1, 1)")
    database.close()
    with open_store(f"sqlite:///{path}") as store:
        [[stored]] = store.articles_to_analyse("v2")
        assert (stored.article.title, stored.version, stored.article.published_raw) == ("Iran rejects it", 2, "soon")
        assert store.feed_states()["main"].etag == 'W/"a"'
        status = store.status()
        assert (status["articles"], status["versions"], status["first_day"]) == (1, 2, "2026-02-06")
        assert [finding for finding in store.check() if not finding.ok] == []
    kept = backups(path)
    assert len(kept) == (version < NEWEST), "a backup before anything is changed"
    if kept:
        with sqlite3.connect(kept[0]) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)


def test_check_110_the_log_stays_small_over_many_commits(path: Path) -> None:
    dice = random.Random(1)  # noqa: S311 - words, no secret
    words = ["".join(dice.choices("abcdefghijklmnop", k=dice.randint(3, 9))) for _ in range(20_000)]
    log, sizes = path.with_name(path.name + "-wal"), []
    with open_store(f"sqlite:///{path}") as store:
        for turn in range(8):  # each of the largest fetch that is taken
            told = [article(turn * 500 + n, 0) for n in range(500)]
            commit(store, *(replace(one, body=" ".join(dice.choices(words, k=300))) for one in told))
            sizes.append(log.stat().st_size)
    assert max(sizes) < 32 * 1024 * 1024
    assert path.stat().st_size > 1.5 * max(sizes), "it is folded in and used again"


def test_totals_of_pairs_are_filled_in_from_their_days(path: Path) -> None:
    database = SqliteDatabase(path)
    migrate(database, migrations("sqlite")[:1])
    row = "INSERT INTO pair_day VALUES ('IRN', 'USA', ?, ?, 1, 1, 0, 0, 0, 0, 1, 0)"
    database.execute_many(row, [("2026-02-06", 2), ("2026-02-08", 3)])
    database.close()
    with open_store(f"sqlite:///{path}") as store:
        [pair] = store.pairs().to_dict("records")
        assert (pair["stories"], f"{pair['first_day']:%d}", f"{pair['last_day']:%d}") == (5, "06", "08")
        assert all(finding.ok for finding in store.check())


def later(sql: str) -> list[tuple[int, str]]:
    return [*migrations("sqlite"), (NEWEST + 1, sql)]


def test_a_migration_makes_a_backup_first(path: Path) -> None:
    fill(path)
    database = SqliteDatabase(path)
    migrate(database, later("CREATE TABLE extra (a TEXT);\n"))
    assert database.query("PRAGMA user_version") == [(NEWEST + 1,)]
    database.close()
    [backup] = backups(path)
    with sqlite3.connect(backup) as connection:
        assert connection.execute("SELECT COUNT(*) FROM article").fetchone() == (3,)
        assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    fill(path)
    before = shape(path)
    database = SqliteDatabase(path)
    with pytest.raises(StoreError):
        migrate(database, later("CREATE TABLE extra (a TEXT);\nDROP TABLE never_there;\n"))
    assert database.query("PRAGMA user_version") == [(NEWEST,)]
    database.close()
    assert shape(path) == before


def test_check_49_a_newer_schema_is_refused_and_not_touched(path: Path) -> None:
    fill(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreError, match="newer version"), open_store(f"sqlite:///{path}", read_only=read_only):
            pass
    assert path.read_bytes() == before


def test_an_older_schema_is_not_migrated_by_a_reader(path: Path) -> None:
    fill(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(StoreError, match="python -m data migrate"), open_store(f"sqlite:///{path}", read_only=True):
        pass


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (a TEXT)")
    connection.close()
    for read_only in (True, False):
        with pytest.raises(StoreError, match="another program"), open_store(f"sqlite:///{path}", read_only=read_only):
            pass


def test_migrations_are_numbered_without_a_gap(tmp_path: Path) -> None:
    (tmp_path / "sqlite").mkdir()
    (tmp_path / "sqlite" / "0002_second.sql").touch()
    with pytest.raises(ValueError, match="gap"):
        migrations("sqlite", tmp_path)


def test_both_engines_have_the_same_migrations() -> None:
    names = [[path.name for path in sorted((FOLDER / engine).glob("*.sql"))] for engine in ("sqlite", "postgresql")]
    assert names[0] == names[1]


def test_a_trigger_is_one_statement_and_an_unfinished_one_is_refused() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\n  DELETE FROM c;\nEND;\n"
    assert list(statements(f"-- about\n{trigger}SELECT 1;\n-- end\n")) == [f"-- about\n{trigger}", "SELECT 1;\n"]
    with pytest.raises(ValueError, match="unfinished"):
        list(statements("CREATE TABLE a (b TEXT)"))


# disk --------------------------------------------------------------------------------------------------------------


def test_check_51_a_full_disk_rolls_back_and_advances_no_validator(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        commit(store, article(1))
        pages = store._database.query("PRAGMA page_count")[0][0]
        store._database.query(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(StoreError, match="disk is full"):
            commit(store, *(article(number, 2000) for number in range(2, 50)), etag="b")
        assert store.feed_states()["main"].etag == "a"
        assert store.status()["articles"] == 1
        store._database.query("PRAGMA max_page_count = 1000000")
        assert commit(store, article(2), etag="b").new == 1
        assert all(finding.ok for finding in store.check())


LIMITED = """
import resource, signal, sys
from tests.data.store.test_sqlite import article, commit
from data.errors import StoreError
from data.store import open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_store(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        commit(store, *(article(number, 2000) for number in range(2, 400)), etag="b")
    except StoreError as error:
        print("refused:", error)
"""


@pytest.mark.skipif(os.name != "posix", reason="file-size limits are a POSIX matter")
def test_check_51_a_write_error_of_the_disk_loses_nothing(path: Path) -> None:
    fill(path)
    command = [sys.executable, "-c", LIMITED, f"sqlite:///{path}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("refused:"), done.stderr
    with open_store(f"sqlite:///{path}") as store:
        assert (store.status()["articles"], store.feed_states()["main"].etag) == (3, "a")
        assert all(finding.ok for finding in store.check())


READ = """
import os, pwd, sys
from data.errors import StoreError
from data.store import engine_of, open_store
engine_of(sys.argv[1])  # loads what it needs while it may still read everything
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(pwd.getpwnam("nobody").pw_gid)
    os.setuid(pwd.getpwnam("nobody").pw_uid)
with open_store(sys.argv[1], read_only=True) as store:
    print(store.status()["articles"])
try:
    open_store(sys.argv[1]).__enter__()
except StoreError as error:
    print(error)
"""


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A store in a folder that cannot be written; outside pytest's own folders, which other users may not enter."""
    folder = Path(tempfile.mkdtemp(prefix="detente-read-only-"))
    fill(folder / "detente.sqlite")
    folder.chmod(0o555)
    (folder / "detente.sqlite").chmod(0o444)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")
def test_check_52_a_read_only_disk_is_read_and_not_written(locked_folder: Path) -> None:
    command = [sys.executable, "-c", READ, f"sqlite:///{locked_folder / 'detente.sqlite'}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert lines[0] == "3", done.stderr
    assert len(lines) == 2
    assert "cannot be" in lines[1]


# damage ------------------------------------------------------------------------------------------------------------


def read_everything(path: Path) -> None:
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        store.check()
        store.reports()


@pytest.mark.parametrize("keep", [100, 5000, 40_000])
def test_check_53_a_truncated_file_is_an_error_with_a_cure(path: Path, keep: int) -> None:
    content = fill(path, 200)
    path.write_bytes(content[:keep])
    with pytest.raises(StoreError, match="restore"):
        read_everything(path)
    assert path.stat().st_size == keep


@pytest.mark.parametrize("content", [None, b""])
def test_check_53_a_lost_store_with_backups_is_not_replaced_by_an_empty_one(path: Path, content: bytes | None) -> None:
    fill(path)
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        (path.parent / "backups").mkdir()
        store.backup(path.parent / "backups" / "detente-20260206T090000Z.sqlite")
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=r"detente-20260206T090000Z.sqlite"), open_store(f"sqlite:///{path}"):
        pass
    assert path.exists() == (content is not None)


def test_check_53_a_stale_log_of_another_file_is_not_mixed_in(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with open_store(f"sqlite:///{other}") as store:
        commit(store, *(article(number) for number in range(50)))
        shutil.copy(f"{other}-wal", f"{path}-wal")
    fill(path)
    with open_store(f"sqlite:///{path}") as store:
        assert store.status()["articles"] == 3
        assert all(finding.ok for finding in store.check())


def test_closing_does_not_wait_for_another_writer(path: Path) -> None:
    fill(path)
    with open_store(f"sqlite:///{path}") as holder, holder._database.writing():
        holder._database.execute("UPDATE meta SET value = value")
        other = SqliteDatabase(path)
        other.query("SELECT COUNT(*) FROM article WHERE day = '2026-02-06'")
        other.close()
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        assert store.status()["articles"] == 3


def test_check_55_a_backup_of_a_store_in_use_is_whole(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with open_store(f"sqlite:///{path}") as store:
        commit(store, article(1))
        with open_store(f"sqlite:///{path}", read_only=True) as reader:
            reader.backup(copy)
        digest = store.digest()
    with open_store(f"sqlite:///{copy}", read_only=True) as store:
        assert store.digest() == digest
        assert all(finding.ok for finding in store.check())


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite:/x", "mysql://x/y", "nonsense"])
def test_a_wrong_address_is_a_settings_error(url: str) -> None:
    with pytest.raises(SettingsError):
        open_store(url)
