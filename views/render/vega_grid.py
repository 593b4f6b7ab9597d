"""A grid of coloured cells in Vega-Lite."""

from __future__ import annotations

import math

from views.render.vega_layers import Json, read_aloud
from views.spec import ChartSpec, Grid

WIDTH, ROW = 820, 22
MOST_TICKS = 9


def opacity_of(grid: Grid, value: float) -> float:
    """Give the strength of a cell's colour; unknown is empty."""
    if math.isnan(value):
        return 0.0
    return 0.08 + 0.92 * min(abs(value) / grid.largest, 1.0) if grid.largest else 0.08


def colour_of(spec: ChartSpec, grid: Grid, value: float) -> str:
    """Give the hue of a cell."""
    if not grid.diverging:
        return spec.palette.accent
    return spec.palette.conflict if value > 0 else spec.palette.cooperation


def grid_view(spec: ChartSpec, grid: Grid) -> Json:
    """Draw the cells of a grid."""
    cells = [
        {
            "x": read_aloud(spec, str(row[grid.column])),
            "y": read_aloud(spec, str(row[grid.row])),
            "c": colour_of(spec, grid, float(row[grid.value])),
            "o": opacity_of(grid, float(row[grid.value])),
        }
        for row in spec.frame.to_dict("records")
    ]
    columns = [read_aloud(spec, column) for column in grid.columns]
    rows = [read_aloud(spec, row) for row in grid.rows]
    step = max(1, -(-len(columns) // MOST_TICKS)) if len(columns) > 2 * MOST_TICKS else 1
    mirrored = spec.words.is_rtl and not grid.timed
    axis: Json = {"title": None, "domain": False, "ticks": False, "labelLimit": 260}
    side: Json = {**axis, "orient": "right" if mirrored else "left"}
    order = columns[::-1] if mirrored else columns
    top = {**axis, "orient": "top", "labelAngle": 0 if step > 1 else -45, "values": columns[::step]}
    return {
        "width": WIDTH,
        "height": ROW * max(len(rows), 1),
        "data": {"values": cells},
        "mark": {"type": "rect", "stroke": spec.palette.rule, "strokeWidth": 0.6},
        "encoding": {
            "x": {"field": "x", "type": "nominal", "sort": order, "scale": {"domain": order}, "axis": top},
            "y": {"field": "y", "type": "nominal", "sort": rows, "scale": {"domain": rows}, "axis": side},
            "color": {"field": "c", "type": "nominal", "scale": None},
            "opacity": {"field": "o", "type": "quantitative", "scale": None},
        },
    }
