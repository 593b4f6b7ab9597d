"""Figures of a back-test: recall by direction, lag, false alarms, flips.

An episode is right if in its days 0 to 3 the days whose state is its direction outnumber the days of the opposite one.
Hit rates alone prove nothing where most episodes are escalations: read them beside detente recall and alarms.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean

from analysis.backtest.episodes import DIRECTIONS, Episode

States = Mapping[date, str]
WINDOW = 4
FAR = 10
MAJOR = 3
MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one episode was told."""

    episode: Episode
    right: bool
    wrong_sign: bool
    lag: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one method over all pairs; None where there is nothing to measure."""

    recall_escalation: float | None
    recall_detente: float | None
    balanced: float | None
    recall_minor: float | None
    wrong_sign: float | None
    lag: float | None
    alarms: float
    alarms_calm: float | None
    flips: float


def opposite(direction: str) -> str:
    """Give the other direction."""
    return DIRECTIONS[1 - DIRECTIONS.index(direction)]


def judge(episode: Episode, states: States) -> Verdict:
    """Judge one episode by the states of its days 0 to 3."""
    window = [states.get(episode.day + timedelta(n)) for n in range(WINDOW)]
    same, other = window.count(episode.direction), window.count(opposite(episode.direction))
    lag = window.index(episode.direction) if same else None
    return Verdict(episode, same > other, other > same, lag)


def count_onsets(states: States, episode_days: Sequence[date]) -> int:
    """Count the first days of an alarm state that lie far from every episode of the pair."""
    days = sorted(states)
    return sum(
        states[day] in DIRECTIONS
        and (n == 0 or states[days[n - 1]] != states[day])
        and all(abs((day - known).days) > FAR for known in episode_days)
        for n, day in enumerate(days)
    )


def count_flips(states: States) -> int:
    """Count direct changes from one direction to the other."""
    ordered = [states[day] for day in sorted(states)]
    return sum(a in DIRECTIONS and b == opposite(a) for a, b in pairwise(ordered))


def pair_months(series: Mapping[str, States], pairs: Sequence[str]) -> float:
    """Give the months of all pairs together."""
    return sum(len(series[pair]) for pair in pairs) / MONTH


def share(verdicts: Sequence[Verdict]) -> float | None:
    """Give the share of right verdicts."""
    return fmean(v.right for v in verdicts) if verdicts else None


def recalls(verdicts: Sequence[Verdict]) -> dict[str, float | None]:
    """Give recall by direction over the major episodes."""
    major = [v for v in verdicts if v.episode.severity >= MAJOR]
    return {d: share([v for v in major if v.episode.direction == d]) for d in DIRECTIONS}


def balanced(verdicts: Sequence[Verdict]) -> float | None:
    """Give the mean of both recalls: always answering escalation gives one half."""
    known = [value for value in recalls(verdicts).values() if value is not None]
    return fmean(known) if known else None


def measure(series: Mapping[str, States], episodes: Sequence[Episode], calm: Sequence[str]) -> Figures:
    """Measure one method; `series` has the states of every pair of episodes and calm pairs."""
    verdicts = [judge(e, series.get(e.pair, {})) for e in episodes]
    days = {pair: [e.day for e in episodes if e.pair == pair] for pair in series}
    onsets = {pair: count_onsets(states, days[pair]) for pair, states in series.items()}
    everyone, quiet = sorted(series), [pair for pair in calm if pair in series]
    lags = [v.lag for v in verdicts if v.right and v.lag is not None]
    found = recalls(verdicts)
    return Figures(
        found["escalation"],
        found["detente"],
        balanced(verdicts),
        share([v for v in verdicts if v.episode.severity < MAJOR]),
        fmean(v.wrong_sign for v in verdicts) if verdicts else None,
        fmean(lags) if lags else None,
        sum(onsets.values()) / max(pair_months(series, everyone), 1e-9),
        sum(onsets[p] for p in quiet) / pair_months(series, quiet) if quiet else None,
        sum(count_flips(states) for states in series.values()) / max(pair_months(series, everyone), 1e-9),
    )


def interval(verdicts: Sequence[Verdict], replicates: int = 1000, seed: int = 1) -> tuple[float, float] | None:
    """Give the 90 % bootstrap interval of balanced recall over episodes."""
    if not verdicts:
        return None
    draw = random.Random(seed)  # noqa: S311 - resampling, not a secret
    drawn = [balanced(draw.choices(verdicts, k=len(verdicts))) for _ in range(replicates)]
    known = sorted(value for value in drawn if value is not None)
    return (known[int(0.05 * len(known))], known[int(0.95 * len(known)) - 1]) if known else None
