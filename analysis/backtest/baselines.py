"""What simpler methods would have said on the same days: each signal against its own past, at an equal alarm budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from analysis.backtest.episodes import Episode
from analysis.backtest.figures import States, balanced, count_onsets, judge, pair_months
from analysis.clocks import Series, fast, slow
from analysis.masses import Exposure
from analysis.parameters import Parameters
from data.model import Report

Signals = Mapping[str, Series]
STEPS = 40
PRIOR_DAYS = 5.0


def daily_means(values: Sequence[tuple[int, float]], days: int) -> Series:
    """Average (day number, value) rows a day; a day without rows is NaN."""
    total, count = np.zeros(days), np.zeros(days)
    for number, value in values:
        if 0 <= number < days:
            total[number] += value
            count[number] += 1
    means: Series = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return means


def against_past(daily: Series, parameters: Parameters) -> Series:
    """Standardise the fast mean of a daily signal by its slow mean and spread; days without a value are skipped.

    The spread of few days is drawn towards that of the whole series (a look ahead, in the simpler method's favour).
    """
    known = ~np.isnan(daily)
    filled, weight = np.where(known, daily, 0.0), known.astype(np.float64)
    now = fast(filled, parameters) / np.maximum(fast(weight, parameters), 0.25)
    days = np.maximum(slow(weight, parameters), 1e-9)
    past = slow(filled, parameters) / days
    usual = float(np.var(daily[known])) if known.any() else 1.0
    variance = np.maximum(slow(filled**2, parameters) / days - past**2, 0.0)
    spread = np.sqrt((days * variance + PRIOR_DAYS * usual) / (days + PRIOR_DAYS) + 1e-6)
    z: Series = np.where(slow(weight, parameters) > 1, (now - past) / spread, 0.0)
    return z


def article_count(reports: Sequence[Report], exposure: Exposure, parameters: Parameters) -> Series:
    """Signal a surge in the share of headlines that tell of the pair."""
    counts = np.zeros(len(exposure.headlines))
    for report in reports:
        counts[(report.day - exposure.first).days] += 1
    return against_past(np.log((counts + 1) / (exposure.headlines + 1)), parameters)


def mean_score(reports: Sequence[Report], exposure: Exposure, parameters: Parameters) -> Series:
    """Signal a fall of the mean event score."""
    values = [((r.day - exposure.first).days, r.event.score) for r in reports]
    return -against_past(daily_means(values, len(exposure.headlines)), parameters)


def mean_tone(tones: Sequence[tuple[date, float]], exposure: Exposure, parameters: Parameters) -> Series:
    """Signal a fall of the mean tone of sentences that name both actors."""
    values = [((day - exposure.first).days, tone) for day, tone in tones]
    return -against_past(daily_means(values, len(exposure.headlines)), parameters)


def last_value(conflict: Series, cooperation: Series) -> Series:
    """Signal the sign and size of yesterday's net mass."""
    net: Series = np.concatenate([[0.0], (conflict - cooperation)[:-1]])
    return net


def states_at(signal: Series, exposure: Exposure, threshold: float, since: date, until: date) -> States:
    """Name each day's state: a signal beyond the threshold is escalation, beyond its negative detente."""
    words = np.where(signal >= threshold, "escalation", np.where(signal <= -threshold, "detente", "steady"))
    days = ((exposure.first + timedelta(n), str(word)) for n, word in enumerate(words))
    return {day: word for day, word in days if since <= day <= until}


def at_equal_alarms(
    signals: Signals,
    exposure: Exposure,
    span: tuple[date, date],
    episodes: Sequence[Episode],
    budget: float,
) -> dict[str, States]:
    """Give the states at the common threshold that finds most episodes with alarms a pair-month within the budget.

    The threshold is chosen in hindsight, in the simpler method's favour.
    """
    days = {pair: [e.day for e in episodes if e.pair == pair] for pair in signals}
    best: tuple[float, dict[str, States]] = (-1.0, {})
    for threshold in np.geomspace(20.0, 0.1, STEPS):
        states = {pair: states_at(s, exposure, float(threshold), *span) for pair, s in signals.items()}
        onsets = sum(count_onsets(s, days[pair]) for pair, s in states.items())
        found = balanced([judge(e, states[e.pair]) for e in episodes]) or 0.0
        if onsets <= budget * pair_months(states, sorted(states)) and found > best[0]:
            best = (found, states)
    return best[1]
