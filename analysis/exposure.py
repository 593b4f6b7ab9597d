"""What was monitored: headlines, coded reports and outlets a day, and how much of the usual is there.

An outlet that falls silent is a gap at first: what is usual still counts it. After `silence_days` without a word it is
gone, like an archive that ends, and the others are measured by what is usual for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis.clocks import Series, fast
from analysis.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Exposure:
    """What was monitored on all days of a range without holes.

    `headlines` says whether anybody watched, `usual` how many headlines a day the outlets that are not gone print;
    `reports`, the events coded of all pairs together, is what a pair's share is taken of: it does not change when
    outlets with longer texts or more foreign news join or fall silent.
    """

    first: date
    headlines: Series
    reports: Series
    outlets: Series
    usual: Series

    @property
    def days(self) -> list[date]:
        """The days, in order."""
        return [self.first + timedelta(i) for i in range(len(self.headlines))]


def read_exposure(frame: pd.DataFrame, parameters: Parameters, until: date | None = None) -> Exposure | None:
    """Read the store's exposure (day, outlet_id, headlines, reports) into daily arrays; None without any."""
    if frame.empty:
        return None
    days = pd.to_datetime(frame["day"]).dt.date
    first, last = days.min(), until or days.max()
    index = pd.date_range(first, last, freq="D").date
    by_day = frame.groupby(days)
    reports = by_day["reports"].sum().reindex(index, fill_value=0)
    outlets = by_day["outlet_id"].nunique().reindex(index, fill_value=0)
    by_outlet = frame.pivot_table(index=days, columns="outlet_id", values="headlines", aggfunc="sum")
    printed = by_outlet.reindex(index).fillna(0).to_numpy().astype(np.float64)
    counted, heard = (s.to_numpy().astype(np.float64) for s in (reports, outlets))
    return Exposure(first, printed.sum(axis=1), counted, heard, usual_headlines(printed, parameters))


def usual_headlines(printed: Series, parameters: Parameters) -> Series:
    """Sum a day what each outlet that is not gone printed a day in the lagged window, from its first day in it on.

    `printed` has shape (days, outlets). A window, not a clock: the value must not depend on how far back it was read.
    """
    alive = rolling_sum(printed, parameters.silence_days) > 0
    begun = rolling_sum(printed, parameters.usual_days) > 0
    window = shifted(rolling_sum(printed, parameters.usual_days), parameters.slow_lag)
    known = shifted(rolling_sum(begun.astype(np.float64), parameters.usual_days), parameters.slow_lag)
    total: Series = (alive * window / np.maximum(known, 1.0)).sum(axis=1)
    return total


def rolling_sum(daily: Series, width: int) -> Series:
    """Sum the `width` days up to each day, along the first axis."""
    whole = np.cumsum(daily, axis=0)
    total: Series = whole - shifted(whole, width)
    return total


def shifted(daily: Series, days: int) -> Series:
    """Move rows to `days` later; the first are 0."""
    out = np.zeros_like(daily)
    if len(daily) > days:
        out[days:] = daily[: len(daily) - days]
    return out


def usual_share(exposure: Exposure, parameters: Parameters) -> Series:
    """Give the fast mean of monitored headlines a day as a share of the usual (1 where there is no past)."""
    now = fast(exposure.headlines, parameters) / fast(np.ones_like(exposure.headlines), parameters)
    share: Series = np.where(exposure.usual > 0, now / np.maximum(exposure.usual, 1e-9), 1.0)
    return share


def cut_exposure(exposure: Exposure, since: date, until: date) -> Exposure:
    """Keep the exposure of a range of days (clipped to what there is)."""
    start = max(since, exposure.first)
    first, last = (start - exposure.first).days, (until - exposure.first).days + 1
    kept = (exposure.headlines, exposure.reports, exposure.outlets, exposure.usual)
    return Exposure(start, *(s[first:last] for s in kept))


def unchecked_days(frame: pd.DataFrame, parameters: Parameters) -> frozenset[date]:
    """Give the days of the store's exposure on which too few outlets reported to outvote one of them."""
    outlets = frame.groupby(pd.to_datetime(frame["day"]).dt.date)["outlet_id"].nunique()
    return frozenset(outlets.index[outlets < parameters.outlets_needed])
