"""A pair's daily index made ready for drawing: every day present, thin days known, long windows shortened.

It never fills a value in: a day without coverage keeps its gap.
"""

from __future__ import annotations

import math
from datetime import date

import pandas as pd

from data.store.base import INDEX_COLUMNS
from views.spec import MOST_POINTS, ChartSpec, Panel

NUMBERS = tuple(column for column in INDEX_COLUMNS if column not in ("day", "state"))
THIN_OUTLETS = 3
BAND_POINTS = MOST_POINTS // 2  # a band is drawn around: twice the points of its line


def complete_days(frame: pd.DataFrame, since: date | None = None, until: date | None = None) -> pd.DataFrame:
    """Give one row for every day of the range (the frame's own by default); added days are insufficient gaps."""
    days = pd.DatetimeIndex(pd.to_datetime(list(frame["day"])), name="day")
    full = frame.drop(columns="day").set_index(days)
    if frame.empty and not (since and until):
        return full.reset_index()[list(INDEX_COLUMNS)].assign(thin=pd.Series([], dtype=bool))
    first = pd.Timestamp(since or days.min())
    last = pd.Timestamp(until or days.max())
    full = full.reindex(pd.date_range(first, last, name="day"))
    full["state"] = full["state"].astype(object).where(full["state"].notna(), "insufficient")
    full[list(NUMBERS)] = full[list(NUMBERS)].astype(float)
    full["thin"] = (full["state"] == "insufficient") | (full["outlets"].fillna(0) < THIN_OUTLETS)
    return full.reset_index()


def shorten(frame: pd.DataFrame, most: int = BAND_POINTS) -> pd.DataFrame:
    """Gather a window of too many days into equal spans: mean values, widest band, last state."""
    if len(frame) <= most:
        return frame
    span = -(-len(frame) // most)
    ways = dict.fromkeys(NUMBERS, "mean") | {"state": "last", "thin": "all"}
    ways |= {"balance_low": "min", "level_low": "min", "balance_high": "max", "level_high": "max"}
    return frame.resample(f"{span}D", on="day").agg(ways).reset_index()[[*INDEX_COLUMNS, "thin"]]


def bar_ticks(spec: ChartSpec, panel: Panel) -> list[tuple[float, str]]:
    """Choose three marks for an axis of bars, zero and one to each side; both sides are written without a sign."""
    tops = {
        sign: max((spec.frame[b.column].max() for b in panel.bars if b.sign == sign), default=0) for sign in (1, -1)
    }
    largest = max((top for top in tops.values() if top == top), default=0.0)  # noqa: PLR0124 - leaves NaN out
    if largest <= 0:
        return [(0.0, spec.words.number(0))]
    step = 10.0 ** math.floor(math.log10(largest))
    step *= next(times for times in (5, 2, 1) if times * step <= largest)
    digits = max(0, -math.floor(math.log10(step)))
    shown = [sign * step for sign, top in tops.items() if top >= step]
    return [(value, spec.words.number(abs(value), digits)) for value in sorted([0.0, *shown])]


def runs_of_states(frame: pd.DataFrame) -> list[tuple[str, pd.Timestamp, pd.Timestamp]]:
    """List runs of equal states as (state, first day, last day)."""
    if frame.empty:
        return []
    run = (frame["state"] != frame["state"].shift()).cumsum()
    return [(group["state"].iloc[0], group["day"].iloc[0], group["day"].iloc[-1]) for _, group in frame.groupby(run)]
