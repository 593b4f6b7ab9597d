"""Exported tables: one schema for every month, documented, and read as documented by pandas and DuckDB."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from data import commands
from data.commandline import Command, main
from data.parquet import COLUMNS, schema_of, typed
from data.plugins import discover
from data.store import open_store
from data.store.base import TABLES
from tests.scale.generate import fill

PAGE = Path(__file__).resolve().parents[2] / "docs" / "exchange.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of a made-up store of 70 days."""
    place = tmp_path_factory.mktemp("parquet")
    url = f"sqlite:///{place / 'detente.sqlite'}"
    fill(url, articles=400, events=1200, days=70, seed=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_STORE", url)
        found = discover(commands, "COMMAND", Command)
        assert main("data", "", found, ["export", "--parquet", str(place / "DIR")]) == 0
    return place / "DIR"


@pytest.mark.parametrize("table", TABLES)
def test_every_month_has_the_declared_schema(folder: Path, table: str) -> None:
    files = sorted((folder / table).glob("month=*/part.parquet"))
    assert len(files) == 3
    assert all(pq.read_schema(path).equals(schema_of(table, texts=False), check_metadata=True) for path in files)
    rows = ds.dataset(folder / table, partitioning="hive").to_table()
    assert rows.num_rows == sum(pq.read_metadata(path).num_rows for path in files) > 0


def test_months_hold_their_days(folder: Path) -> None:
    for path in (folder / "events").glob("month=*/part.parquet"):
        days = pq.read_table(path, columns=["day"], partitioning=None)["day"].to_pylist()
        assert {f"month={day:%Y-%m}" for day in days} == {path.parent.name}


def test_what_is_not_known_stays_unknown() -> None:
    frame = pd.DataFrame({name: [None, None] for name in COLUMNS["index"]})
    frame["level"] = [1.5, float("nan")]
    assert typed(frame, "index", texts=False).to_pylist()[1] == dict.fromkeys(COLUMNS["index"])
    assert typed(frame, "index", texts=False)["level"].to_pylist() == [1.5, None]


def test_lists_days_and_flags_come_as_such(folder: Path) -> None:
    events = pd.read_parquet(folder / "events")
    assert isinstance(events["day"].iloc[0], date)
    assert all(len(codes) == 1 for codes in events["actor"])
    assert pd.read_parquet(folder / "story_reports")["own_wording"].dtype == bool


def test_the_page_names_every_column_with_its_meaning() -> None:
    page = PAGE.read_text("utf-8")
    for table, columns in COLUMNS.items():
        section = page.split(f"### {table}\n")[1].split("\n#")[0]
        told = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)
        assert told == [(name, str(kind), meaning) for name, (kind, meaning) in columns.items()], table


def test_the_example_for_pandas_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = [code for kind, code in BLOCKS if kind == "python" and "pandas" in code]
    monkeypatch.chdir(folder.parent)
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - the page's own example
    weekly = names["weekly"]
    assert isinstance(weekly, pd.DataFrame)
    assert list(weekly.columns) == ["conflict", "cooperation"]
    assert len(weekly) in (10, 11)
    assert weekly.to_numpy().sum() > 0


def test_the_examples_for_duckdb_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    queries = [code for kind, code in BLOCKS if kind == "sql"]
    assert len(queries) == 2
    assert all(len(duckdb.sql(query).fetchall()) > 0 for query in queries)


def test_the_store_itself_is_unchanged(folder: Path) -> None:
    with open_store(f"sqlite:///{folder.parent / 'detente.sqlite'}", read_only=True) as store:
        span = store.days()
    assert span == (date(2023, 1, 1), date(2023, 1, 1) + timedelta(days=69))
