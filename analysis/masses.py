"""Daily masses of one pair from its stories: what happened, from whom, and in how many independent copies."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.clocks import Series
from analysis.expectations import missed_reports
from analysis.exposure import Exposure
from analysis.parameters import Parameters
from data.model import Story, StoryReport

Counts = NDArray[np.uint8]
UNDIRECTED = "-"
DIRECTED = ">"
LEVELS = 65_536
KEPT_DRAWS = 4_096


@dataclass(frozen=True, slots=True)
class Masses:
    """Daily masses of a pair over the days of an exposure; replicates have shape (replicates, days)."""

    conflict: Series
    cooperation: Series
    stories: Series
    outlets: Series
    outlet_days: Series
    window_outlets: Series
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


@cache
def poisson_quantiles() -> Counts:
    """Tabulate the quantiles of Poisson(1) at the 65,536 values of two bytes."""
    chances = [math.exp(-1) / math.factorial(n) for n in range(12)]
    levels = (np.arange(LEVELS) + 0.5) / LEVELS
    table: Counts = np.searchsorted(np.cumsum(chances), levels).astype(np.uint8)
    return table


@lru_cache(maxsize=KEPT_DRAWS)
def drawn_bytes(name: str, replicates: int) -> bytes:
    """Draw two bytes a replicate from the name alone, so that a later story changes no earlier draw."""
    return hashlib.shake_128(name.encode()).digest(2 * replicates)


def poisson_weights(names: Sequence[str], replicates: int) -> Counts:
    """Draw Poisson(1) weights of shape (names, replicates); none is over 11, so that products of two fit a byte."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    drawn = np.frombuffer(b"".join(drawn_bytes(name, replicates) for name in numbers), dtype="<u2")
    weights: Counts = poisson_quantiles()[drawn].reshape(len(numbers), replicates)[[numbers[name] for name in names]]
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


def daily_counts(rows: Sequence[tuple[int, str]], days: int) -> Series:
    """Count the distinct names of each day; rows are (day number, name)."""
    return np.bincount([day for day, _ in set(rows)], minlength=days).astype(np.float64)


def outlet_days(rows: Sequence[tuple[int, str]], days: int, width: int) -> Series:
    """Count (day, outlet) combinations in the `width` days up to each day."""
    padded = np.concatenate([np.zeros(width - 1), daily_counts(rows, days)])
    counts: Series = np.convolve(padded, np.ones(width), mode="valid")
    return counts


def replicate_masses(
    rows: Sequence[tuple[int, str, StoryReport]], groups: Mapping[str, str], days: int, parameters: Parameters
) -> tuple[Series, Series]:
    """Reweigh stories and ownership groups by independent Poisson draws (product weights; Owen and Eckles 2012)."""
    masses = np.zeros((2 * days, parameters.replicates))
    if rows:
        increments = np.array([report.increment for *_, report in rows])
        told = poisson_weights([f"story {story}" for _, story, _ in rows], parameters.replicates)
        told *= poisson_weights([f"group {groups[report.outlet_id]}" for *_, report in rows], parameters.replicates)
        weighed = told * (np.abs(increments) / parameters.typical_story)[:, None]
        places = np.array([day for day, *_ in rows]) + np.where(increments > 0, 0, days)
        order = np.argsort(places, kind="stable")
        cells, starts = np.unique(places[order], return_index=True)
        masses[cells] = np.add.reduceat(weighed[order], starts, axis=0)
    return np.ascontiguousarray(masses[:days].T), np.ascontiguousarray(masses[days:].T)


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
        stories=daily_counts([(d, s) for d, s, _ in counted], days),
        outlets=daily_counts(by_outlet, days),
        outlet_days=outlet_days(by_outlet, days, width),
        window_outlets=window_counts(by_outlet, days, width),
        conflict_replicates=replicates[0],
        cooperation_replicates=replicates[1],
    )
