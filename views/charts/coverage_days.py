"""Coverage as a grid: articles by outlet and day; an empty cell is no coverage."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pandas as pd

from views.families import Chart, ChartContext
from views.spec import MOST_POINTS, ChartSpec, Grid
from views.words import Words

COLUMNS = ("day", "outlet", "articles")
MOST_ROWS = 40


def every_day(days: pd.Series) -> list[date]:
    """List the days from the first to the last: one without any article must not vanish from the axis."""
    if days.empty:
        return []
    first, last = min(days), max(days)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def count_cells(frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...], list[date]]:
    """Count articles by outlet and day; give the cells with the outlets (most articles first) and days that fit."""
    cells = frame.groupby(["outlet", "day"], as_index=False)["articles"].sum() if len(frame) else frame
    totals = cells.groupby("outlet")["articles"].sum().to_dict()
    outlets = tuple(sorted(map(str, totals), key=lambda outlet: (-totals[outlet], outlet))[:MOST_ROWS])
    days = every_day(cells["day"])[-max(1, MOST_POINTS // max(len(outlets), 1)) :]
    cells = pd.DataFrame(cells[cells["outlet"].isin(outlets) & cells["day"].isin(days)])
    return cells.sort_values(["day", "outlet"]), outlets, days


def describe_cells(cells: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Add what each cell shows: label of its day, strength of its colour, text and key."""
    texts = [
        words("chart.heat_cell", outlet=row["outlet"], day=words.day(row["day"]), n=words.number(row["articles"]))
        for row in cells.to_dict("records")
    ]
    return cells.assign(
        label=[words.day_short(day) for day in cells["day"]],
        strength=[math.log1p(count) for count in cells["articles"]],
        text=texts,
        key=[str(day) for day in cells["day"]],
    )


def build(frame: pd.DataFrame, context: ChartContext) -> ChartSpec:
    """Build the grid from columns day, outlet, articles."""
    words = context.words
    cells, outlets, days = count_cells(frame)
    shown = describe_cells(cells, words)
    grid = Grid(
        row="outlet",
        column="label",
        value="strength",
        text="text",
        key="key",
        rows=outlets,
        columns=tuple(dict.fromkeys(words.day_short(day) for day in days)),
        diverging=False,
        largest=float(shown["strength"].max()) if len(shown) else 1.0,
    )
    return context.spec("coverage_days", shown, context.name, grid=grid, columns=COLUMNS)


CHART = Chart(COLUMNS, build)
