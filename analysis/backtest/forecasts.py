"""How good a daily probability is as a forecast of a listed turn within a week: ranking, error, and their intervals.

A day is right if an episode of the direction lies within it and the seven days after it. Days of one pair hang
together, so intervals come from drawing whole pairs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from statistics import fmean
from typing import Any

from analysis.backtest.episodes import DIRECTIONS, Episode

AHEAD = 7
REPLICATES = 300
SEED = 1
Forecast = tuple[float, bool]
Measure = Callable[[Sequence[Forecast]], float | None]


def brier(forecasts: Sequence[Forecast]) -> float | None:
    """Give the mean squared error of probabilities (Brier 1950)."""
    return fmean((p - happened) ** 2 for p, happened in forecasts) if forecasts else None


def average_precision(forecasts: Sequence[Forecast]) -> float | None:
    """Give the area under the precision-recall curve as average precision; ties count together."""
    positives = sum(happened for _, happened in forecasts)
    if not positives:
        return None
    ranked = sorted(forecasts, key=lambda forecast: -forecast[0])
    total, hits, before = 0.0, 0, 0
    for seen, (value, happened) in enumerate(ranked, start=1):
        hits += happened
        if seen == len(ranked) or ranked[seen][0] != value:
            total += (hits - before) * hits / seen
            before = hits
    return total / positives


def base_rate(forecasts: Sequence[Forecast]) -> float | None:
    """Give the share of days before an episode: the average precision of knowing nothing."""
    return fmean(happened for _, happened in forecasts) if forecasts else None


def forecasts_of(
    probabilities: Mapping[str, Mapping[date, float]], episodes: Sequence[Episode], direction: str
) -> dict[str, list[Forecast]]:
    """Pair, by pair of actors, each day's probability of a direction with whether an episode of it is due."""
    due = {(e.pair, e.day + timedelta(-n)) for e in episodes if e.direction == direction for n in range(AHEAD + 1)}
    return {
        pair: [(p if direction == DIRECTIONS[0] else 1 - p, (pair, day) in due) for day, p in days.items()]
        for pair, days in probabilities.items()
    }


def pair_interval(forecasts: Mapping[str, Sequence[Forecast]], measure: Measure) -> tuple[float, float] | None:
    """Give the 90 % bootstrap interval of a measure over pairs."""
    draw, pairs = random.Random(SEED), sorted(forecasts)  # noqa: S311 - resampling, not a secret
    drawn = [
        measure([f for pair in draw.choices(pairs, k=len(pairs)) for f in forecasts[pair]]) for _ in range(REPLICATES)
    ]
    known = sorted(value for value in drawn if value is not None)
    return (known[int(0.05 * len(known))], known[int(0.95 * len(known)) - 1]) if known else None


def forecast_figures(
    probabilities: Mapping[str, Mapping[date, float]], episodes: Sequence[Episode]
) -> dict[str, dict[str, Any]]:
    """Give average precision and Brier score by direction, with intervals, days and base rate."""
    found = {}
    for direction in DIRECTIONS:
        by_pair = forecasts_of(probabilities, episodes, direction)
        every = list(chain.from_iterable(by_pair.values()))
        found[direction] = {
            "pr_auc": average_precision(every),
            "pr_auc_interval": pair_interval(by_pair, average_precision),
            "brier": brier(every),
            "brier_interval": pair_interval(by_pair, brier),
            "days": len(every),
            "base_rate": base_rate(every),
        }
    return found
