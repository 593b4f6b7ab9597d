"""What simpler methods would have said on the same days, at an equal alarm budget.

They are given what the index has: both clocks, exposure, the same days without enough evidence, and hysteresis. Their
thresholds are chosen in hindsight; the index's are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analysis.backtest.episodes import Episode
from analysis.backtest.figures import States, balanced, count_onsets, judge, pair_months
from analysis.clocks import Series, fast, slow
from analysis.exposure import Exposure
from analysis.movement import normal_cdf
from analysis.parameters import Parameters
from data.model import Report

STEPS = 40
PRIOR_ITEMS = 3.0


@dataclass(frozen=True, slots=True)
class Signal:
    """One method's daily value, above 0 towards escalation, and the days on which it may speak."""

    values: Series
    judged: NDArray[np.bool_]

    @property
    def probability(self) -> Series:
        """The probability of escalation that the value stands for: values are on the scale of a normal deviate."""
        return normal_cdf(self.values)


def moved_mean(items: Sequence[tuple[int, float]], days: int, parameters: Parameters) -> Series:
    """Standardise the fast mean of (day number, value) items by its slow mean and what few items can tell.

    The spread of the items is that of the whole series (a look ahead, in the simpler method's favour).
    """
    total, count = np.zeros(days), np.zeros(days)
    for number, value in items:
        if 0 <= number < days:
            total[number] += value
            count[number] += 1
    spread = float(np.std([value for _, value in items])) if len(items) > 1 else 1.0
    past = slow(total, parameters) / np.maximum(slow(count, parameters), 1e-9)
    known = fast(count, parameters) + PRIOR_ITEMS
    now = (fast(total, parameters) + PRIOR_ITEMS * past) / known
    z: Series = np.where(slow(count, parameters) > 1, (now - past) * np.sqrt(known) / max(spread, 1e-9), 0.0)
    return z


def article_count(reports: Sequence[Report], exposure: Exposure, parameters: Parameters) -> Series:
    """Signal a surge of the pair's reports against their own past (a rate ratio); it knows no detente."""
    counts = np.zeros(len(exposure.headlines))
    for report in reports:
        counts[(report.day - exposure.first).days] += 1
    watched = exposure.headlines + 1
    scale = fast(watched, parameters) / np.maximum(slow(watched, parameters), 1e-9)
    now, expected = fast(counts, parameters), slow(counts, parameters) * scale
    a = parameters.pseudo_count
    z: Series = np.log((now + a) / (expected + a)) / np.sqrt(1 / (now + a) + scale / (expected + a))
    return np.maximum(z, 0.0)


def mean_score(reports: Sequence[Report], exposure: Exposure, parameters: Parameters) -> Series:
    """Signal a fall of the mean event score."""
    items = [((r.day - exposure.first).days, r.event.score) for r in reports]
    return -moved_mean(items, len(exposure.headlines), parameters)


def mean_tone(tones: Sequence[tuple[date, float]], exposure: Exposure, parameters: Parameters) -> Series:
    """Signal a fall of the mean tone of sentences that name both actors."""
    items = [((day - exposure.first).days, tone) for day, tone in tones]
    return -moved_mean(items, len(exposure.headlines), parameters)


def last_value(conflict: Series, cooperation: Series) -> Series:
    """Signal the sign and size of yesterday's net mass."""
    net: Series = np.concatenate([[0.0], (conflict - cooperation)[:-1]])
    return net


def states_at(
    signal: Signal, exposure: Exposure, threshold: float, span: tuple[date, date], leave_share: float
) -> States:
    """Name each day's state: a signal beyond the threshold is escalation, beyond its negative detente."""
    found: dict[date, str] = {}
    state = "steady"
    for number, (value, judged) in enumerate(zip(signal.values, signal.judged, strict=True)):
        if not judged:
            state = "steady"
        elif abs(value) >= threshold:
            state = "escalation" if value > 0 else "detente"
        elif (value if state == "escalation" else -value) < threshold * leave_share:
            state = "steady"
        day = exposure.first + timedelta(number)
        if span[0] <= day <= span[1]:
            found[day] = state if judged else "insufficient"
    return found


def at_equal_alarms(
    signals: Mapping[str, Signal],
    exposure: Exposure,
    span: tuple[date, date],
    episodes: Sequence[Episode],
    budget: float,
    parameters: Parameters,
) -> dict[str, States]:
    """Give the states at the common threshold that finds most episodes with alarms a pair-month within the budget."""
    days = {pair: [e.day for e in episodes if e.pair == pair] for pair in signals}
    best: tuple[float, dict[str, States]] = (-1.0, {})
    for threshold in np.geomspace(20.0, 0.1, STEPS):
        states = {
            pair: states_at(signal, exposure, float(threshold), span, parameters.leave_share)
            for pair, signal in signals.items()
        }
        onsets = sum(count_onsets(s, days[pair]) for pair, s in states.items())
        found = balanced([judge(e, states[e.pair]) for e in episodes]) or 0.0
        if onsets <= budget * pair_months(states, sorted(states)) and found > best[0]:
            best = (found, states)
    return best[1]
