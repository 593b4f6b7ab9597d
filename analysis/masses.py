"""Daily masses of one pair from its stories: what happened, from whom, and in how many independent copies."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.clocks import Series
from analysis.parameters import Parameters
from analysis.told import DIRECTED, Numbers, Told, numbered

Counts = NDArray[np.uint8]
UNDIRECTED = "-"
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
    drawn = np.frombuffer(b"".join(drawn_bytes(name, replicates) for name in names), dtype="<u2")
    weights: Counts = poisson_quantiles()[drawn].reshape(len(names), replicates)
    return weights


def distinct(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Give the different numbers in order, and the place of each row's number among them."""
    found, places = np.unique(numbers, return_inverse=True)
    return found.astype(np.intp), places.astype(np.intp)


def daily_counts(day: Numbers, number: Numbers, days: int) -> Series:
    """Count the different numbers of each day."""
    width = int(number.max(initial=0)) + 1
    seen = np.unique(day * width + number) // width
    return np.bincount(seen, minlength=days).astype(np.float64)


def window_counts(day: Numbers, number: Numbers, days: int, width: int) -> Series:
    """Count the different numbers seen in the `width` days up to each day."""
    seen = np.zeros((int(number.max(initial=0)) + 1, days), dtype=np.bool_)
    seen[number, day] = True
    within = seen.copy()
    for later in range(1, min(width, days)):
        within[:, later:] |= seen[:, : days - later]
    counts: Series = within.sum(axis=0).astype(np.float64)
    return counts


def outlet_days(daily: Series, width: int) -> Series:
    """Sum a daily count over the `width` days up to each day."""
    counts: Series = np.convolve(np.concatenate([np.zeros(width - 1), daily]), np.ones(width), mode="valid")
    return counts


def replicate_masses(told: Told, groups: Mapping[str, str], days: int, parameters: Parameters) -> tuple[Series, Series]:
    """Reweigh stories and ownership groups by independent Poisson draws (product weights; Owen and Eckles 2012).

    What one group tells of one story on one day on one side is weighed as one.
    """
    masses = np.zeros((2 * days, parameters.replicates))
    if len(told.day):
        group_names = [groups[outlet] for outlet in told.outlets]
        group_numbers = numbered(group_names)
        story_names, group = list(told.stories), np.array([group_numbers[name] for name in group_names], dtype=np.intp)
        stories, story = distinct(told.story)
        place = told.day + np.where(told.increment > 0, 0, days)
        width = len(group_numbers)
        cells, cell = distinct((place * len(stories) + story) * width + group[told.outlet])
        mass = np.bincount(cell, weights=np.abs(told.increment)) / parameters.typical_story
        drawn = poisson_weights([f"story {story_names[number]}" for number in stories.tolist()], parameters.replicates)
        weighed: Counts = drawn[cells // width % len(stories)]
        weighed *= poisson_weights([f"group {name}" for name in group_numbers], parameters.replicates)[cells % width]
        places, starts = np.unique(cells // (width * len(stories)), return_index=True)
        masses[places] = np.add.reduceat(weighed * mass[:, None], starts, axis=0)
    return np.ascontiguousarray(masses[:days].T), np.ascontiguousarray(masses[days:].T)


def daily_sum(told: Told, days: int, sign: int) -> Series:
    """Sum the increments of one sign a day, as positive masses."""
    weights = np.maximum(told.increment * sign, 0.0)
    return np.bincount(told.day, weights=weights, minlength=days).astype(np.float64)


def build_masses(told: Told, groups: Mapping[str, str], days: int, parameters: Parameters) -> Masses:
    """Build the daily masses of a pair from what was told of it."""
    width, outlets = parameters.gate_days, daily_counts(told.day, told.outlet, days)
    return Masses(
        daily_sum(told, days, 1) / parameters.typical_story,
        daily_sum(told, days, -1) / parameters.typical_story,
        daily_counts(told.day, told.story, days),
        outlets,
        outlet_days(outlets, width),
        window_counts(told.day, told.outlet, days, width),
        *replicate_masses(told, groups, days, parameters),
    )
