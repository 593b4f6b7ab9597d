"""`python -m data`: what each command does, prints and exits with."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data import commands
from data.commandline import Command, main
from data.model import Article, CodedArticle, Event, Evidence, FeedRun, FeedState, FetchCounts
from data.plugins import discover
from data.store import open_store
from data.store.base import TABLES

NOW = datetime.now(UTC)
ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main("python -m data", "", discover(commands, "COMMAND", Command), arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def key_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


@pytest.fixture
def filled(home: Path) -> Path:
    articles = [
        Article(
            key_of(name), "main", "agency", name, f"https://agency.example/{name}", "en", "Iran rejects it", "No.",
            None, None, "none", NOW - timedelta(days=days),
        )
        for name, days in (("old", 100), ("new", 0))
    ]  # fmt: skip
    with open_store(f"sqlite:///{home / 'detente.sqlite'}") as store:
        state = FeedState("main", "https://agency.example/rss", succeeded_at=NOW - timedelta(hours=2))
        feed_run = FeedRun("main", NOW, "ok", 200, 1, 1, FetchCounts())
        store.commit_fetch(articles, state, feed_run, "run")
        event = Event(
            ("IRN",), ("USA",), "REJECT", None, "verbal_conflict", "actual", -4.0, None, Evidence("Iran", 0, 4), 1.0, ()
        )
        for batch in list(store.articles_to_analyse("v1")):
            store.save_coded([(stored, CodedArticle("en", (event,), None)) for stored in batch], "v1")
    return home


def test_without_a_store_there_is_one_line_of_advice(run: Run) -> None:
    for command in ("status", "backup", "export --parquet out"):
        code, out, err = run(*command.split())
        assert (code, out) == (2, "")
        assert "no store there yet" in err
        assert len(err.splitlines()) == 1


def test_status_names_everything_scripts_depend_on(run: Run, filled: Path) -> None:
    code, out, _ = run("status", "--json")
    status = json.loads(out)
    assert code == 0
    assert {name: status[name] for name in ("articles", "versions", "events", "stories", "feeds", "last_run")} == {
        "articles": 2, "versions": 2, "events": 2, "stories": 0, "feeds": 1, "last_run": None,
    }  # fmt: skip
    assert "articles: 2\n" in run("status")[1]


def test_check_105_status_tells_a_monitor_that_data_are_stale(run: Run, filled: Path) -> None:
    assert run("status", "--max-age", "3")[0] == 0
    code, _, err = run("status", "--max-age", "1")
    assert code == 1
    assert "stale" in err
    assert run("status", "--max-age", "nan")[0] == 3


def test_check_105_metrics_are_openmetrics_text(run: Run, filled: Path) -> None:
    target = filled / "metrics" / "detente.prom"
    run("status", "--metrics", str(target))
    lines = target.read_text("utf-8").splitlines()
    assert "detente_articles 2" in lines
    assert lines[-1] == "# EOF"
    age = next(line for line in lines if line.startswith('detente_feed_succeeded_age_seconds{feed="main"}'))
    assert 7190 < float(age.split()[1]) < 86_400
    assert [path.name for path in target.parent.iterdir()] == ["detente.prom"]


def test_doctor_finds_a_healthy_store_healthy(run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", "feeds.internal:8080")
    code, out, _ = run("doctor", "--json")
    report = json.loads(out)
    assert [finding for finding in report["findings"] if not finding["ok"]] == []
    assert (code, report["allow_private_hosts"]) == (0, ["feeds.internal:8080"])
    assert "feeds.internal:8080" in run("doctor")[1]


def test_doctor_reports_a_damaged_store_and_names_the_cure(run: Run, filled: Path) -> None:
    store = filled / "detente.sqlite"
    content = bytearray(store.read_bytes())
    content[4096 : 4096 * 20] = b"\xff" * (4096 * 19)
    store.write_bytes(content)
    code, out, _ = run("doctor")
    assert code == 1
    assert "BAD " in out
    assert "restore" in out


def test_doctor_warns_of_a_store_that_others_may_write(run: Run, filled: Path) -> None:
    (filled / "detente.sqlite").chmod(0o666)
    code, out, _ = run("doctor")
    assert (code, "BAD  file_mode" in out) == (1, True)


def test_check_55_a_backup_brings_back_what_was_lost(run: Run, filled: Path) -> None:
    assert run("backup")[0] == 0
    outcome = json.loads(run("backup", "--if-due", "--json")[1])["outcome"]
    assert outcome == "not due"
    (filled / "detente.sqlite").write_bytes(b"no database at all")
    assert run("status")[0] == 2
    code, out, _ = run("restore", "--json")
    assert (code, json.loads(out)["articles"]) == (0, 2)
    assert (filled / "detente.sqlite.replaced").read_bytes() == b"no database at all"


def test_a_restore_from_something_else_changes_nothing(run: Run, filled: Path) -> None:
    other = filled / "other.sqlite"
    other.write_bytes(b"x" * 5000)
    before = (filled / "detente.sqlite").read_bytes()
    assert run("restore", str(other))[0] == 2
    assert run("restore", str(filled / "absent"))[0] == 2
    assert run("restore")[0] == 2
    assert (filled / "detente.sqlite").read_bytes() == before
    assert run("status")[0] == 0


def test_a_backup_never_overwrites(run: Run, filled: Path) -> None:
    target = filled / "copy.sqlite"
    assert run("backup", str(target))[0] == 0
    code, _, err = run("backup", str(target))
    assert code == 2
    assert "exists already" in err


def test_a_place_that_cannot_be_written_is_one_line(run: Run, filled: Path) -> None:
    (filled / "backups").write_text("a file where a folder should be")
    for command in (
        ["backup"],
        ["backup", str(filled / "none" / "x")],
        ["export", "--parquet", str(filled / "backups")],
    ):
        code, out, err = run(*command)
        assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_prune_forgets_old_articles(run: Run, filled: Path) -> None:
    assert json.loads(run("prune", "--keep-days", "30", "--json")[1]) == {"articles": 1, "feed_runs": 0}
    assert json.loads(run("status", "--json")[1])["articles"] == 1


@pytest.mark.parametrize(
    "options",
    ["--before yesterday", "--keep-days 0", "--keep-days 9999999999", "--keep-days 3 --before 2026-01-01", "--years 3"],
)
def test_prune_refuses_what_makes_no_sense(run: Run, filled: Path, options: str) -> None:
    code, out, err = run("prune", *options.split())
    assert (code, out, len(err.splitlines())) == (3, "", 1)


def test_takedown_by_key_and_by_address(run: Run, filled: Path) -> None:
    code, out, _ = run("takedown", key_of("old"), "https://agency.example/new", "https://agency.example/none", "--json")
    assert code == 1
    assert json.loads(out) == {
        "removed": [key_of("old"), key_of("new")], "missing": ["https://agency.example/none"],
    }  # fmt: skip
    assert json.loads(run("status", "--json")[1])["articles"] == 0


def test_migrate_makes_a_store(run: Run, home: Path) -> None:
    code, out, _ = run("migrate", "--json")
    assert code == 0
    assert json.loads(out)["schema"] >= 1
    assert run("doctor")[0] == 0


def test_export_writes_a_folder_a_month_without_texts(run: Run, filled: Path) -> None:
    folder = filled / "parquet"
    code, out, _ = run("export", "--parquet", str(folder), "--json")
    rows = json.loads(out)["rows"]
    assert (code, tuple(rows), rows["articles"], rows["events"]) == (0, TABLES, 2, 2)
    articles = pd.read_parquet(folder / "articles")
    assert "body" not in articles.columns
    assert set(articles["key"]) == {key_of("old"), key_of("new")}
    assert len({path.name for path in (folder / "articles").iterdir()}) == 2
    run("export", "--parquet", str(folder), "--texts")
    assert set(pd.read_parquet(folder / "articles")["body"]) == {"No."}


def test_export_refuses_a_day_that_is_none(run: Run, filled: Path) -> None:
    assert run("export", "--parquet", str(filled), "--since", "1/2/2026")[0] == 3


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("status", "--nonsense")])
def test_wrong_usage_is_one_line_and_exit_3(home: Path, arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
