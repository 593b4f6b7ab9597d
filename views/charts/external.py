"""Event data of others under our own masses: two strips with a scale each, as they count other things."""

from __future__ import annotations

import pandas as pd

from views.families import Chart, ChartContext
from views.series import BAND_POINTS
from views.spec import Bars, ChartSpec, Panel

OURS = ("conflict", "cooperation")
THEIRS = ("theirs_conflict", "theirs_cooperation")
COLUMNS = ("day", *OURS, *THEIRS)


def deeds(context: ChartContext, name: str, title: str, columns: tuple[str, str]) -> Panel:
    """Describe conflict upwards and cooperation downwards."""
    colours = (context.palette.conflict, context.palette.cooperation)
    bars = tuple(
        Bars(column, context.words(f"column.{column}"), colour, sign)
        for column, colour, sign in zip(columns, colours, (1, -1), strict=True)
    )
    return Panel(id=name, kind="bars", title=title, bars=bars, anchor=0.0, height=1.6)


def over_days(frame: pd.DataFrame) -> pd.DataFrame:
    """Give one row for every day, unknown where there was none; a long window as means of equal spans."""
    days = pd.DatetimeIndex(pd.to_datetime(list(frame["day"])), name="day")
    full = frame.drop(columns="day").astype("float64").set_index(days).sort_index()
    if len(full):
        full = full.reindex(pd.date_range(days.min(), days.max(), name="day"))
    span = -(-len(full) // BAND_POINTS)
    return (full.resample(f"{span}D").mean() if span > 1 else full).reset_index()


def build(frame: pd.DataFrame, context: ChartContext) -> ChartSpec:
    """Build both strips over the same days."""
    words = context.words
    panels = (
        deeds(context, "ours", words("measure.deeds"), OURS),
        deeds(context, "theirs", words("chart.theirs"), THEIRS),
    )
    title = words("chart.external", name=context.name)
    return context.spec("external", over_days(frame[list(COLUMNS)]), title, panels=panels, columns=COLUMNS)


CHART = Chart(COLUMNS, build)
