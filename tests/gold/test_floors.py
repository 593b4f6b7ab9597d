"""The coder's measured accuracy may not fall below the floors of floors.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.coder import Coder
from analysis.evaluation import Bench, measure
from data.settings import ROOT

FLOORS: dict[str, float] = json.loads((Path(__file__).with_name("floors.json")).read_text("utf-8"))


@pytest.fixture(scope="session")
def figures(shared: Path) -> dict[str, float]:
    return {f.name: f.value for f in measure(Bench(shared, Coder([ROOT / "data" / "catalog"])))}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_accuracy_stays_above_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]
