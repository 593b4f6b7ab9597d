"""Every benchmark gives rows of a name, a positive figure and its unit."""

from __future__ import annotations

import pytest

from analysis import benches
from analysis.benches import index, workers
from analysis.benchmark import Bench
from data.plugins import discover


@pytest.mark.parametrize(
    "bench", discover(benches, "BENCH", Bench).values(), ids=list(discover(benches, "BENCH", Bench))
)
def test_a_benchmark_measures_something(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PAIRS", 2)
    monkeypatch.setattr(index, "FREQUENT_STORIES", 40)
    monkeypatch.setattr(workers, "ARTICLES", 60)
    monkeypatch.setattr(workers, "KINDS", {"Dask": workers.dask_workers})
    rows = bench.measure()
    assert rows
    assert all(what and figure >= 0 and unit for what, figure, unit in rows)
