"""A grid of coloured cells in Plotly: square points, which (unlike a heat map) tell what was clicked."""

from __future__ import annotations

import plotly.graph_objects as go

from views.render.plotly_text import inert
from views.spec import ChartSpec, Grid

MOST_TICKS, MOST_LABELS = 9, 24
FEW_COLUMNS, LABELS_WIDTH, CELL_WIDTH = 12, 190, 84  # small grids keep their cells together


def grid_width(grid: Grid) -> int | None:
    """Give the width of a small grid; None lets a large one fill the page."""
    few = len(grid.columns) <= FEW_COLUMNS
    return LABELS_WIDTH + CELL_WIDTH * max(len(grid.columns), 3) if few else None


def draw_grid(spec: ChartSpec, grid: Grid) -> go.Figure:
    """Draw cells as square points, which (unlike a heat map) tell what was clicked."""
    frame = spec.frame
    colours = [cell_colour(spec, grid, value) for value in frame[grid.value]]
    size = max(8, min(44, 640 // max(len(grid.columns), len(grid.rows), 1)))
    trace = go.Scatter(
        x=[inert(str(v)) for v in frame[grid.column]],
        y=[inert(str(v)) for v in frame[grid.row]],
        mode="markers",
        marker={"symbol": "square", "size": size, "color": colours, "line": {"width": 1, "color": spec.palette.rule}},
        customdata=list(frame[grid.key]),
        text=[inert(str(t)) for t in frame[grid.text]],
        hovertemplate="%{text}<extra></extra>",
    )
    figure = go.Figure(trace)
    few = len(grid.columns) <= MOST_LABELS
    step = 1 if few else -(-len(grid.columns) // MOST_TICKS)
    figure.update_xaxes(
        categoryorder="array",
        categoryarray=[inert(c) for c in grid.columns],
        side="top",
        type="category",
        tickangle=-45 if few and len(grid.columns) > MOST_TICKS else 0,
        tickvals=[inert(c) for c in grid.columns[::step]],
        automargin=True,
        range=[-0.5, len(grid.columns) - 0.5],
    )
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=[inert(r) for r in reversed(grid.rows)],
        automargin=True,
        type="category",
        range=[-0.5, len(grid.rows) - 0.5],
        showgrid=False,
    )
    return figure


def cell_colour(spec: ChartSpec, grid: Grid, value: float) -> str:
    """Colour a cell by its value; unknown stays empty."""
    palette = spec.palette
    if value != value:  # noqa: PLR0124 - the usual test for NaN
        return palette.background
    strength = min(abs(value) / grid.largest, 1.0) if grid.largest else 0.0
    if grid.diverging:
        return palette.faded(palette.conflict if value > 0 else palette.cooperation, 0.08 + 0.92 * strength)
    return palette.faded(palette.accent, 0.08 + 0.92 * strength)
