"""A grid of coloured cells in Plotly: square points, which (unlike a heat map) tell what was clicked."""

from __future__ import annotations

from views.render.plotly_text import Drawing, Json, inert
from views.spec import ChartSpec, Grid

MOST_TICKS, MOST_LABELS = 9, 24
FEW_COLUMNS, LABELS_WIDTH, CELL_WIDTH = 12, 190, 84  # small grids keep their cells together
ROW, LOW_ROW, SPACE, PAGE = 34, 22, 3, 800  # pixels: a row, one of a long grid, between cells, the least room of a page
LETTER, LINE, UPRIGHT = 6.4, 28, 11  # pixels a letter of a label, those of a level line; letters that fit level


def slanted(grid: Grid) -> bool:
    """Say whether the labels of the columns lie aslant: many of them, or one that is longer than its column."""
    if len(grid.columns) > MOST_LABELS:
        return False
    return len(grid.columns) > MOST_TICKS or max(map(len, grid.columns), default=0) > UPRIGHT


def head_room(grid: Grid) -> int:
    """Give the pixels that the labels of the columns need above the cells."""
    longest = max(map(len, grid.columns), default=0)
    return int(LINE + 0.72 * LETTER * longest) if slanted(grid) else LINE


def row_height(grid: Grid) -> int:
    """Give the height of a row."""
    return ROW if len(grid.columns) <= MOST_LABELS else LOW_ROW


def grid_height(grid: Grid) -> int:
    """Give the height of a whole grid: its labels and its rows."""
    return head_room(grid) + max(len(grid.rows), 1) * row_height(grid) + LINE


def grid_margins(grid: Grid) -> dict[str, int]:
    """Give the room around the cells; the last slanted label reaches beyond its column."""
    return {"l": 48, "r": head_room(grid) if slanted(grid) else 16, "t": head_room(grid), "b": LINE}


def cell_size(grid: Grid) -> int:
    """Give the side of a cell, that no cell lies over its neighbour."""
    return max(8, min(row_height(grid), PAGE // max(len(grid.columns), 1)) - SPACE)


def grid_width(grid: Grid) -> int | None:
    """Give the width of a small grid; None lets a large one fill the page."""
    few = len(grid.columns) <= FEW_COLUMNS
    return LABELS_WIDTH + CELL_WIDTH * max(len(grid.columns), 3) if few else None


def draw_grid(spec: ChartSpec, grid: Grid) -> Drawing:
    """Draw cells as square points, which (unlike a heat map) tell what was clicked."""
    frame = spec.frame
    colours = [cell_colour(spec, grid, value) for value in frame[grid.value]]
    trace = {
        "type": "scatter",
        "x": [inert(str(v)) for v in frame[grid.column]],
        "y": [inert(str(v)) for v in frame[grid.row]],
        "mode": "markers",
        "marker": {
            "symbol": "square",
            "size": cell_size(grid),
            "color": colours,
            "line": {"width": 1, "color": spec.palette.rule},
        },
        "customdata": list(frame[grid.key]),
        "text": [inert(str(t)) for t in frame[grid.text]],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return [trace], {"width": grid_width(grid), **grid_axes(spec, grid)}


def grid_axes(spec: ChartSpec, grid: Grid) -> Json:
    """Describe both axes: names at their cells, mirrored where the language is and no days are shown."""
    few, mirrored = len(grid.columns) <= MOST_LABELS, spec.words.is_rtl and not grid.timed
    step = 1 if few else -(-len(grid.columns) // MOST_TICKS)
    columns = {
        "categoryarray": [inert(c) for c in grid.columns],
        "side": "top",
        "tickangle": -45 if slanted(grid) else 0,
        "tickvals": [inert(c) for c in grid.columns[::step]],
        "range": [len(grid.columns) - 0.5, -0.5] if mirrored else [-0.5, len(grid.columns) - 0.5],
    }
    rows = {
        "categoryarray": [inert(r) for r in reversed(grid.rows)],
        "automargin": "width",
        "side": "right" if mirrored else "left",
        "range": [-0.5, len(grid.rows) - 0.5],
        "showgrid": False,
        "zeroline": False,
    }
    named = {"type": "category", "categoryorder": "array"}
    return {"xaxis": named | columns, "yaxis": named | rows}


def cell_colour(spec: ChartSpec, grid: Grid, value: float) -> str:
    """Colour a cell by its value; unknown stays empty."""
    palette = spec.palette
    if value != value:  # noqa: PLR0124 - the usual test for NaN
        return palette.background
    strength = min(abs(value) / grid.largest, 1.0) if grid.largest else 0.0
    if grid.diverging:
        return palette.faded(palette.conflict if value > 0 else palette.cooperation, 0.08 + 0.92 * strength)
    return palette.faded(palette.accent, 0.08 + 0.92 * strength)
