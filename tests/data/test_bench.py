"""The reads of the dashboard find their rows by index, and the benchmark measures all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data import commands
from data.bench import measure, quantile, reads, subjects
from data.commandline import Command, main
from data.plugins import discover
from data.store import open_store
from tests.scale.generate import fill

# Tables that grow with the news: to read one from end to end is what makes a page slow.
LARGE = (
    "article",
    "event",
    "event_pair",
    "coding",
    "tone_reading",
    "tone_pair",
    "pair_day",
    "pair_index",
    "story_report",
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('bench') / 'detente.sqlite'}"
    fill(url, articles=200, events=800, days=10, seed=1)
    return url


def scans(plan: list[str]) -> list[str]:
    aliases = {"e": "event", "a": "article", "c": "coding", "r": "story_report", "t": "tone_pair"}
    found = []
    for line in plan:
        words = line.split()
        if words[0] == "SCAN" and aliases.get(words[1], words[1]) in LARGE:
            found.append(line)
    return found


def test_no_read_goes_through_a_whole_large_table(url: str) -> None:
    with open_store(url, read_only=True) as store:
        [subject] = subjects(store, 1, 1)
        plans = {name: store.plans(read) for name, read in reads(subject).items()}
    assert all(plans.values())
    assert {name: scans(plan) for name, plan in plans.items() if scans(plan)} == {}


def test_the_check_for_scans_can_fail(url: str) -> None:
    with open_store(url, read_only=True) as store:
        assert scans(store.plans(lambda asked: asked.keys_of_url("https://x.example/")))


def test_a_made_up_store_is_healthy_and_the_same_every_time(url: str, tmp_path: Path) -> None:
    again = f"sqlite:///{tmp_path / 'again.sqlite'}"
    fill(again, articles=200, events=800, days=10, seed=1)
    with open_store(url, read_only=True) as one, open_store(again, read_only=True) as two:
        assert [finding for finding in one.check() if not finding.ok] == []
        assert one.digest() == two.digest()
        assert (one.status()["articles"], one.status()["events"]) == (200, 800)


def test_every_read_is_measured(url: str) -> None:
    with open_store(url, read_only=True) as store:
        timings = measure(store, rounds=3)
        [subject] = subjects(store, 1, 1)
    assert {timing.name for timing in timings} == set(reads(subject))
    assert all(0 <= timing.p50 <= timing.p95 for timing in timings)


def test_quantiles_are_values_that_were_measured() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([5.0], 0.95) == 5.0


def test_the_command_prints_each_read(
    url: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DETENTE_STORE", url)
    found = discover(commands, "COMMAND", Command)
    assert main("data", "", found, ["bench", "--rounds", "2", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["articles"] == 200
    assert all(read["plan"] for read in report["reads"])
    assert main("data", "", found, ["bench", "--rounds", "1", "--plans"]) == 0
    assert "SEARCH pair_index" in capsys.readouterr().out
    assert main("data", "", found, ["bench", "--rounds", "0"]) == 3


def test_the_command_measures_upkeep_and_pandas_and_leaves_nothing(
    url: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DETENTE_STORE", url)
    found = discover(commands, "COMMAND", Command)
    asked = ["bench", "--rounds", "1", "--upkeep", "--pandas"]
    assert main("data", "", found, [*asked, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    names = [cost["name"] for cost in report["upkeep"]]
    assert {"backup", "copy to a new store, compared", "import", "save an index"} <= set(names)
    assert report["pandas"]["rows"] == 800
    assert main("data", "", found, asked) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in [*names, "pandas: CSV of 800 rows"])
    assert list(home.iterdir()) == []


def test_an_empty_store_gives_nothing_to_measure(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'empty.sqlite'}") as store:
        assert measure(store) == []
