"""The map: outlines of our own, nothing fetched, nothing invented for a pair without a place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from data.actors import load_actors
from data.errors import CatalogError
from data.settings import ROOT
from views.charts.map import CHART, COLUMNS
from views.families import ChartContext
from views.outlines import FILE, read_outlines
from views.palette import LIGHT
from views.render.plotly_figure import draw
from views.render.vega import build_vega, draw_svg
from views.spec import MOST_POINTS, ChartSpec
from views.words import load_words

NO_CODE = "-"
LARGEST_FILE = 150_000
TUNIS, BAGHDAD = (10.2, 36.8), (44.4, 33.3)


def build(*rows: tuple[object, ...]) -> ChartSpec:
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    return CHART.build(frame, ChartContext(load_words("en"), LIGHT, "Where"))


def row(state: str = "escalation", place: tuple[float | None, float | None] = BAGHDAD) -> tuple[object, ...]:
    return ("IRQ-TUN", state, 2.0, 5, "Tunisia", *TUNIS, "Iraq", *place)


def test_outlines_are_small_and_of_known_actors() -> None:
    assert FILE.stat().st_size <= LARGEST_FILE
    codes = {code for code, _ in read_outlines()} - {NO_CODE}
    assert len(codes) > 200
    assert codes <= set(load_actors((ROOT / "data" / "catalog",)).states)


def test_every_outline_is_closed_and_crosses_no_edge_of_the_map() -> None:
    for code, ring in read_outlines():
        assert ring[0] == ring[-1], code
        assert max(abs(a[0] - b[0]) for a, b in pairwise(ring)) < 100, code


@pytest.mark.parametrize("rings", ["1,2 3", "1,2 200,4 1,2", "x,y"])
def test_a_senseless_outline_is_told_with_its_line(tmp_path: Path, rings: str) -> None:
    path = tmp_path / "outlines.tsv"
    path.write_text(f"code\trings\nAAA\t{rings}\n")
    with pytest.raises(CatalogError, match=r"outlines\.tsv:2"):
        read_outlines(path)


def test_nothing_of_a_map_is_fetched() -> None:
    figure = draw(build(row()))
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert all(len(trace.x) <= MOST_POINTS for trace in figure.data)
    assert "url" not in str(build_vega(build(row())))


def test_screen_and_file_show_the_same_pair_in_the_same_place() -> None:
    spec = build(row())
    signs = draw(spec).data[-1]
    drawn = build_vega(spec)["vconcat"][0]["vconcat"][0]["layer"][-1]["data"]["values"]
    assert [(x, y) for x, y in zip(signs.x, signs.y, strict=True)] == [(v["x"], v["y"]) for v in drawn]
    assert signs.customdata[0] == "IRQ-TUN"
    assert "Tunisia" in draw_svg(spec)


def test_a_pair_without_a_place_is_named_and_not_drawn() -> None:
    spec = build(row(place=(None, None)))
    assert spec.map
    assert spec.map.links == ()
    assert spec.map.missing == (load_words("en")("pair_name", a="Tunisia", b="Iraq"),)


def test_names_do_not_stand_on_each_other() -> None:
    near = ("IRQ-TUN", "steady", 1.0, 2, "Tunisia", *TUNIS, "Carthage", TUNIS[0] + 0.1, TUNIS[1] + 0.1)
    spec = build(row(), near)
    assert spec.map
    sides = {place.name: place.side for place in spec.map.places}
    assert sides["Tunisia"] != sides["Carthage"]
