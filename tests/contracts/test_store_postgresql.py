"""What only the PostgreSQL engine can get wrong: passwords, dumps, writers at the same time."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from data import commands
from data.commandline import Command, main
from data.errors import StoreError
from data.model import Article, CodedArticle, Event, Evidence, FeedRun, FeedState, FetchCounts
from data.plugins import discover
from data.store import engine_of, open_store
from tests.contracts.postgres_server import PASSWORD

NOW = datetime(2026, 2, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def url(postgres_server: str, database_numbers: Iterator[int]) -> str:
    name = f"own_{next(database_numbers)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres_server.replace("/postgres", f"/{name}")


def article(name: str) -> Article:
    key = hashlib.sha256(name.encode()).hexdigest()[:32]
    return Article(key, "main", "agency", name, None, "en", name, "", None, None, None, NOW)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgresql://me:secret@db.example:5432/news", "postgresql://me@db.example:5432/news"),
        ("postgresql://me@db.example/news?sslmode=require&password=secret", "postgresql://me@db.example/news?sslmode=require"),
        ("postgresql://me:se@cret@db.example/news", "postgresql://me@db.example/news"),
        ("postgresql://db.example/news", "postgresql://db.example/news"),
    ],
)  # fmt: skip
def test_the_password_is_never_shown(given: str, expected: str) -> None:
    assert engine_of(given).shown(given) == expected


def test_no_error_quotes_the_password(url: str) -> None:
    for wrong in (
        url.replace(quote(PASSWORD), "wrong-secret"),
        "postgresql://me:wrong-secret@127.0.0.1:1/none",
        "postgresql://me:wrong-secret@[::1/none",
        "postgresql://me:wrong-secret@127.0.0.1:notaport/none",
    ):
        with pytest.raises(StoreError) as caught, open_store(wrong):
            pass
        assert "wrong-secret" not in str(caught.value)
        assert len(str(caught.value).splitlines()) == 1


def test_an_empty_database_is_not_opened_for_reading(url: str) -> None:
    with pytest.raises(StoreError, match="no store there yet"), open_store(url, read_only=True):
        pass


def test_a_newer_schema_is_refused_and_left_alone(url: str) -> None:
    open_store(url).__enter__().close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("INSERT INTO schema_version (number) VALUES (999)")
    for read_only in (True, False):
        with pytest.raises(StoreError, match="newer version"), open_store(url, read_only=read_only):
            pass


def test_a_dump_brings_back_what_was_lost(
    url: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DETENTE_STORE", url)

    def run(*arguments: str) -> tuple[int, str]:
        code = main("python -m data", "", discover(commands, "COMMAND", Command), arguments)
        captured = capsys.readouterr()
        assert PASSWORD not in captured.out + captured.err
        assert quote(PASSWORD) not in captured.out + captured.err
        return code, captured.out

    with open_store(url) as store:
        store.add_articles([article("one"), article("two")])
    assert run("backup")[0] == 0
    with open_store(url) as store:
        store.take_down(article("one").key, NOW)
    code, out = run("restore", "--json")
    assert (code, json.loads(out)["articles"]) == (0, 2)
    assert json.loads(run("status", "--json")[1])["articles"] == 2
    assert run("doctor")[0] == 0
    (home / "broken.dump").write_bytes(b"no dump")
    assert run("restore", str(home / "broken.dump"))[0] == 2
    assert json.loads(run("status", "--json")[1])["articles"] == 2


def test_both_engines_know_the_same(url: str, tmp_path: Path) -> None:
    digests = set()
    for engine in (url, f"sqlite:///{tmp_path / 'store.sqlite'}"):
        with open_store(engine) as store:
            for number in range(20):
                edited = replace(article(f"{number % 12} é ي"), title=f"wording {number}", published_at=NOW)
                state = FeedState("main", "https://a.example/")
                feed_run = FeedRun("main", NOW + timedelta(hours=number), "ok", 200, 1, 1, FetchCounts())
                store.commit_fetch([edited], state, feed_run, "run")
            for batch in list(store.articles_to_analyse("v1")):
                store.save_coded(
                    [(stored, CodedArticle("en", (event(stored.article),), 0.1)) for stored in batch], "v1"
                )
            digests.add(store.digest())
            assert store.status()["versions"] == 20
    assert len(digests) == 1


def event(article: Article) -> Event:
    evidence = Evidence(article.title, 0, len(article.title))
    codes = ("IRN", "IGO:UN"), ("USA",)
    return Event(*codes, "REJECT", None, "verbal_conflict", "actual", -4.3, NOW.date(), evidence, 1 / 3, ("a", "b"))


def test_writers_at_the_same_time_lose_and_double_nothing(url: str) -> None:
    open_store(url).__enter__().close()
    failures: list[Exception] = []

    def write(feed: str) -> None:
        try:
            with open_store(url) as store:
                for number in range(20):
                    articles = [article(f"{number}-{at}") for at in range(5)]
                    run = FeedRun(feed, NOW, "ok", 200, 1, 1, FetchCounts())
                    store.commit_fetch(articles, FeedState(feed, "https://a.example/"), run, feed)
        except Exception as error:  # noqa: BLE001 - whatever fails in a thread is reported by the test
            failures.append(error)

    writers = [threading.Thread(target=write, args=(f"feed-{number}",)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    with open_store(url, read_only=True) as store:
        assert store.status()["articles"] == 100
        assert all(finding.ok for finding in store.check())
