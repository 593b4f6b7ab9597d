"""Every benchmark gives rows of a name and a positive figure."""

from __future__ import annotations

import pytest

from analysis import benches
from analysis.benches import index
from analysis.benchmark import Bench
from data.plugins import discover


@pytest.mark.parametrize(
    "bench", discover(benches, "BENCH", Bench).values(), ids=list(discover(benches, "BENCH", Bench))
)
def test_a_benchmark_measures_something(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PAIRS", 2)
    rows = bench.measure()
    assert rows
    assert all(what and figure >= 0 for what, figure in rows)
    assert bench.unit
