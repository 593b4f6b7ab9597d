"""What simpler methods would have said on the same days: each signal against its own past, at an equal alarm budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from analysis.backtest.figures import States, count_onsets, pair_months
from analysis.clocks import Series, fast, slow
from analysis.parameters import Parameters

Signals = Mapping[str, Series]
STEPS = 40


def against_past(daily: Series, parameters: Parameters) -> Series:
    """Standardise the fast mean of a daily signal by its slow mean and spread; days without a value are skipped."""
    known = ~np.isnan(daily)
    filled = np.where(known, daily, 0.0)
    weight = known.astype(np.float64)
    now = fast(filled, parameters) / np.maximum(fast(weight, parameters), 0.25)
    days = np.maximum(slow(weight, parameters), 1e-9)
    past = slow(filled, parameters) / days
    spread = np.sqrt(np.maximum(slow(filled**2, parameters) / days - past**2, 1e-6))
    z: Series = np.where(slow(weight, parameters) > 1, (now - past) / spread, 0.0)
    return z


def states_at(signal: Series, first: date, threshold: float, start: int) -> States:
    """Name the days on which a signal lies beyond a threshold; `start` days of history are needed."""
    words = np.where(signal >= threshold, "escalation", np.where(signal <= -threshold, "detente", "steady"))
    return {first + timedelta(n): str(word) for n, word in enumerate(words) if n >= start}


def at_equal_alarms(
    signals: Signals, first: date, start: int, episode_days: Mapping[str, Sequence[date]], budget: float
) -> dict[str, States]:
    """Choose the lowest common threshold at which a signal's alarms are at most the budget a pair-month."""
    thresholds = np.geomspace(8.0, 0.1, STEPS)
    chosen: dict[str, States] = {pair: states_at(s, first, np.inf, start) for pair, s in signals.items()}
    for threshold in thresholds:
        states = {pair: states_at(s, first, float(threshold), start) for pair, s in signals.items()}
        onsets = sum(count_onsets(s, episode_days.get(pair, ())) for pair, s in states.items())
        if onsets / max(pair_months(states, sorted(states)), 1e-9) > budget:
            break
        chosen = states
    return chosen


def daily_means(values: Sequence[tuple[int, float]], days: int) -> Series:
    """Average (day number, value) rows a day; a day without rows is NaN."""
    total, count = np.zeros(days), np.zeros(days)
    for number, value in values:
        if 0 <= number < days:
            total[number] += value
            count[number] += 1
    means: Series = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return means


def surge(counts: Series, exposure: Series) -> Series:
    """Give the log share of headlines about a pair: more than usual reads as escalation, less as nothing."""
    share: Series = np.log((counts + 1) / (exposure + 1))
    return share


BASELINES: Mapping[str, str] = {
    "article_count": "surge of the share of headlines that tell of the pair",
    "mean_tone": "fall of the mean tone of sentences that name both actors",
    "mean_score": "fall of the mean event score",
    "last_value": "sign of yesterday's net mass",
}
Baseline = Callable[[Series], Series]
