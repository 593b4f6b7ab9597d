"""Daily masses of one pair from its stories: what happened, from whom, and in how many independent copies."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.clocks import Series
from analysis.expectations import missed_reports
from analysis.parameters import Parameters
from data.model import Story, StoryReport

UNDIRECTED = "-"
DIRECTED = ">"
LEVELS = 65_536


@dataclass(frozen=True, slots=True)
class Exposure:
    """What was monitored on all days of a range without holes.

    `headlines` says whether anybody watched; `reports`, the events coded of all pairs together, is what a pair's share
    is taken of: it does not change when outlets with longer texts or more foreign news join or fall silent.
    """

    first: date
    headlines: Series
    reports: Series
    outlets: Series

    @property
    def days(self) -> list[date]:
        """The days, in order."""
        return [self.first + timedelta(i) for i in range(len(self.headlines))]


@dataclass(frozen=True, slots=True)
class Masses:
    """Daily masses of a pair over the days of an exposure; replicates have shape (replicates, days)."""

    conflict: Series
    cooperation: Series
    stories: Series
    outlets: Series
    outlet_days: Series
    window_outlets: Series
    window_groups: Series
    conflict_replicates: Series
    cooperation_replicates: Series


def pair_key(one: str, other: str) -> str:
    """Name an undirected pair."""
    return UNDIRECTED.join(sorted((one, other)))


def belongs(report: StoryReport, pair: str) -> bool:
    """Say whether a report counts for a pair: both ways for an undirected one or a mutual act, else its direction."""
    if DIRECTED not in pair:
        return True
    actor, recipient = pair.split(DIRECTED)
    return report.mutual or (report.actor, report.recipient) == (actor, recipient)


def undirected(pair: str) -> str:
    """Give the undirected key of a directed or undirected pair."""
    return pair_key(*pair.split(DIRECTED)) if DIRECTED in pair else pair


def read_exposure(frame: pd.DataFrame, until: date | None = None) -> Exposure | None:
    """Read the store's exposure (day, outlet_id, headlines, reports) into daily arrays; None without any."""
    if frame.empty:
        return None
    days = pd.to_datetime(frame["day"]).dt.date
    first, last = days.min(), until or days.max()
    index = pd.date_range(first, last, freq="D").date
    by_day = frame.groupby(days)
    headlines = by_day["headlines"].sum().reindex(index, fill_value=0)
    reports = by_day["reports"].sum().reindex(index, fill_value=0)
    outlets = by_day["outlet_id"].nunique().reindex(index, fill_value=0)
    return Exposure(first, *(s.to_numpy().astype(np.float64) for s in (headlines, reports, outlets)))


def unchecked_days(frame: pd.DataFrame, parameters: Parameters) -> frozenset[date]:
    """Give the days of the store's exposure on which too few outlets reported to outvote one of them."""
    outlets = frame.groupby(pd.to_datetime(frame["day"]).dt.date)["outlet_id"].nunique()
    return frozenset(outlets.index[outlets < parameters.outlets_needed])


@cache
def poisson_quantiles() -> Series:
    """Tabulate the quantiles of Poisson(1) at the 65,536 values of two bytes."""
    chances = [math.exp(-1) / math.factorial(n) for n in range(12)]
    levels = (np.arange(LEVELS) + 0.5) / LEVELS
    table: Series = np.searchsorted(np.cumsum(chances), levels).astype(np.float64)
    return table


def poisson_weights(name: str, replicates: int) -> Series:
    """Draw Poisson(1) weights that depend on the name alone, so that a later story changes no earlier draw."""
    drawn = np.frombuffer(hashlib.shake_128(name.encode()).digest(2 * replicates), dtype="<u2")
    weights: Series = poisson_quantiles()[drawn]
    return weights


def window_counts(rows: Sequence[tuple[int, str]], days: int, width: int) -> Series:
    """Count the distinct names seen in the `width` days up to each day; rows are (day number, name)."""
    numbers = {name: i for i, name in enumerate(dict.fromkeys(name for _, name in rows))}
    seen = np.zeros((len(numbers), days), dtype=np.bool_)
    if rows:
        seen[[numbers[name] for _, name in rows], [day for day, _ in rows]] = True
    within = seen.copy()
    for later in range(1, min(width, days)):
        within[:, later:] |= seen[:, : days - later]
    counts: Series = within.sum(axis=0).astype(np.float64)
    return counts


def outlet_days(rows: Sequence[tuple[int, str]], days: int, width: int) -> Series:
    """Count (day, outlet) combinations in the `width` days up to each day."""
    daily = np.zeros(days)
    for day, _ in set(rows):
        daily[day] += 1
    padded = np.concatenate([np.zeros(width - 1), daily])
    counts: Series = np.convolve(padded, np.ones(width), mode="valid")
    return counts


def replicate_masses(
    rows: Sequence[tuple[int, str, StoryReport]], groups: Mapping[str, str], days: int, parameters: Parameters
) -> tuple[Series, Series]:
    """Reweigh stories and ownership groups by independent Poisson draws (product weights; Owen and Eckles 2012)."""
    names = {f"story {story}" for _, story, _ in rows} | {f"group {groups[r.outlet_id]}" for *_, r in rows}
    draws = {name: poisson_weights(name, parameters.replicates) for name in names}
    conflict = np.zeros((parameters.replicates, days))
    cooperation = np.zeros((parameters.replicates, days))
    for day, story, report in rows:
        weights = draws[f"story {story}"] * draws[f"group {groups[report.outlet_id]}"]
        target = conflict if report.increment > 0 else cooperation
        target[:, day] += weights * abs(report.increment)
    return conflict / parameters.typical_story, cooperation / parameters.typical_story


def numbered_rows(
    stories: Sequence[Story], pair: str, exposure: Exposure, parameters: Parameters
) -> list[tuple[int, str, StoryReport]]:
    """List (day number, story id, report) of what counts for a pair within the exposure, missed talks included."""
    last, first = len(exposure.headlines), exposure.first.toordinal()
    told = [(story, report) for story in stories for report in story.reports]
    return [
        (number, story.story_id, report)
        for story, report in [*told, *missed_reports(stories, exposure.first + timedelta(last - 1), parameters)]
        if belongs(report, pair) and 0 <= (number := report.day.toordinal() - first) < last
    ]


def daily_sum(rows: Sequence[tuple[int, str, StoryReport]], days: int, sign: int) -> NDArray[np.float64]:
    """Sum the increments of one sign a day, as positive masses."""
    out = np.zeros(days)
    for day, _, report in rows:
        if report.increment * sign > 0:
            out[day] += abs(report.increment)
    return out


def build_masses(
    stories: Sequence[Story], pair: str, exposure: Exposure, groups: Mapping[str, str], parameters: Parameters
) -> Masses:
    """Build the daily masses of a pair from its undirected pair's stories."""
    rows = numbered_rows(stories, pair, exposure, parameters)
    days, width = len(exposure.headlines), parameters.gate_days
    counted = [(d, s, r) for d, s, r in rows if r.increment]
    by_outlet = [(d, r.outlet_id) for d, _, r in counted]
    replicates = replicate_masses(counted, groups, days, parameters)
    return Masses(
        conflict=daily_sum(rows, days, 1) / parameters.typical_story,
        cooperation=daily_sum(rows, days, -1) / parameters.typical_story,
        stories=window_counts([(d, s) for d, s, _ in counted], days, 1),
        outlets=window_counts(by_outlet, days, 1),
        outlet_days=outlet_days(by_outlet, days, width),
        window_outlets=window_counts(by_outlet, days, width),
        window_groups=window_counts([(d, groups[o]) for d, o in by_outlet], days, width),
        conflict_replicates=replicates[0],
        cooperation_replicates=replicates[1],
    )
