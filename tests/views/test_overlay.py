"""Now against an earlier episode: two windows laid over each other at day zero, nothing from after the as-of day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import open_store
from tests.views.demo import LAST
from tests.views.test_pages import open_page
from views.charts.overlay import CHART, COLUMNS, NOW, THEN, window_around
from views.families import ChartContext
from views.palette import LIGHT
from views.spec import ChartSpec
from views.words import load_words

ZERO_NOW, ZERO_THEN = date(2026, 2, 1), date(2026, 1, 1)
BEFORE, AFTER = 10, 8


@pytest.fixture(scope="module")
def index(demo_path: Path) -> pd.DataFrame:
    with open_store(f"sqlite:///{demo_path}", read_only=True) as store:
        return store.index("IRN-USA")


def build(index: pd.DataFrame) -> ChartSpec:
    frames = [window_around(index, zero, BEFORE, AFTER, which) for which, zero in ((NOW, ZERO_NOW), (THEN, ZERO_THEN))]
    return CHART.build(pd.concat(frames)[list(COLUMNS)], ChartContext(load_words("en"), LIGHT, "Name"))


def test_each_window_stands_at_its_own_day_zero(index: pd.DataFrame) -> None:
    known = index.set_index("day")["balance"]
    table = build(index).frame.set_index("offset")
    for offset in range(-BEFORE, LAST.toordinal() - ZERO_NOW.toordinal() + 1):
        for which, zero in ((NOW, ZERO_NOW), (THEN, ZERO_THEN)):
            expected = known[zero + timedelta(days=offset)]
            assert table.loc[offset, f"{which}_balance"] == pytest.approx(expected, nan_ok=True)


def test_days_that_have_not_come_are_a_gap(index: pd.DataFrame) -> None:
    table = build(index).frame.set_index("offset")
    ahead = range(LAST.toordinal() - ZERO_NOW.toordinal() + 1, AFTER + 1)
    assert len(ahead) > 0
    assert table.loc[list(ahead), f"{NOW}_balance"].isna().all()
    assert table.loc[list(ahead), f"{THEN}_balance"].notna().all()


def balances(app: AppTest) -> list[dict[str, Any]]:
    (plot,) = app.get("plotly_chart")
    traces = json.loads(plot.proto.spec)["data"]
    return [trace for trace in traces if trace.get("mode") == "lines+markers" and trace.get("yaxis", "y") == "y"]


def test_the_page_lays_an_episode_over_now(full_home: Path) -> None:
    app = open_page("compare", lang="en", a="USA", b="IRN", asof="2026-02-03")
    app.segmented_control(key="compare_way").set_value("episode").run()
    app.date_input(key="zero_now").set_value(ZERO_NOW).run()
    app.date_input(key="zero_then").set_value(ZERO_THEN).run()
    assert not app.exception
    now, then = sorted(balances(app), key=lambda trace: str(trace["line"]["dash"]), reverse=True)
    assert (now["line"]["dash"], then["line"]["dash"]) == ("solid", "dot"), "the earlier one is dotted"
    assert now["x"] == then["x"], "both windows are counted from the same day zero"
    assert [value is None for value in now["y"]] != [value is None for value in then["y"]]
    known = [number for number, value in enumerate(now["y"]) if value is not None]
    zero = 30
    assert known[-1] == zero + 2, "the as-of day is two days after day zero; nothing later is shown"
