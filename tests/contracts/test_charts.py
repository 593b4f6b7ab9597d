"""What every chart must do, whatever it shows."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly
import pytest

from data.plugins import discover
from tests.views.demo import index_frame
from views import charts
from views.families import Chart, ChartContext
from views.palette import DARK, LIGHT
from views.render.plotly_figure import draw
from views.spec import MOST_POINTS, ChartSpec
from views.words import interface_languages, load_words

CHARTS = discover(charts, "CHART", Chart)
FIRST = date(2023, 1, 1)
HOSTILE = '<a href="http://t/">x</a><b>y</b>'


def sample_frame(chart: Chart, days: int) -> pd.DataFrame:
    span = [FIRST + timedelta(days=n) for n in range(days)]
    gaps = (span[days // 2],) if days > 2 else ()
    frame = index_frame(0.4, span, gaps)
    frame = frame.assign(outlet=HOSTILE, articles=7, camp=None, language="en", pair="USA>IRN", tone=0.2)
    frame = frame.assign(actor="USA", recipient="IRN", value=0.5, text=HOSTILE, key="USA>IRN", group="a")
    frame = frame.assign(theirs_conflict=3.0, theirs_cooperation=1.0)
    frame = frame.assign(
        which=["now" if n % 2 else "then" for n in range(len(frame))], offset=[n // 2 for n in range(len(frame))]
    )
    frame = frame.assign(a=HOSTILE, b="B", a_lon=10.2, a_lat=36.8, b_lon=44.4, b_lat=33.3)
    return frame[list(chart.columns)]


def build(name: str, days: int, language: str = "en") -> ChartSpec:
    chart = CHARTS[name]
    context = ChartContext(load_words(language), LIGHT, "Name", "sub", "foot")
    return chart.build(sample_frame(chart, days), context)


def test_plotly_is_the_major_that_streamlit_draws_with() -> None:
    assert plotly.__version__.split(".")[0] == "7"


@pytest.mark.parametrize("language", interface_languages())
@pytest.mark.parametrize("days", [0, 1, 2, 90])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_draws_from_any_length(name: str, days: int, language: str) -> None:
    spec = build(name, days, language)
    assert draw(spec).to_dict()["data"] is not None
    assert spec.title
    assert list(spec.table.columns) == list(spec.headings)


@pytest.mark.parametrize("name", CHARTS)
def test_no_trace_has_too_many_points(name: str) -> None:
    for trace in draw(build(name, 3 * 365)).data:
        assert len(trace.x or ()) <= MOST_POINTS + 400
        assert trace.type in ("scatter", "bar")


@pytest.mark.parametrize("name", CHARTS)
def test_check_70_feed_text_is_inert(name: str) -> None:
    assert "<a href" not in draw(build(name, 5), titled=True).to_json().replace("\\u003c", "<")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_takes_its_colours_from_the_palette(name: str, palette: object) -> None:
    chart = CHARTS[name]
    spec = chart.build(sample_frame(chart, 30), ChartContext(load_words("en"), palette, "Name"))
    assert draw(spec).layout.paper_bgcolor == palette.background
