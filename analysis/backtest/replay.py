"""Replay an archive: the index and the baselines of every pair of the episodes, day by day, and their figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analysis.backtest.baselines import Signal, article_count, at_equal_alarms, last_value, mean_score, mean_tone
from analysis.backtest.episodes import Episode
from analysis.backtest.external import external_rows
from analysis.backtest.figures import (
    States,
    interval,
    judge,
    measure,
)
from analysis.backtest.forecasts import forecast_figures
from analysis.exposure import Exposure, read_exposure
from analysis.index import join_parts
from analysis.pairs import compute_parts, pair_actors
from analysis.run import Context
from data.store.base import Store

BUDGET = 0.25


@dataclass(frozen=True, slots=True)
class Replayed:
    """One pair as the index and the baselines saw it."""

    frame: pd.DataFrame
    signals: Mapping[str, Signal]


def replay_pair(store: Store, pair: str, exposure: Exposure, until: date, context: Context) -> Replayed:
    """Compute a pair's index and its baseline signals."""
    _, parts = compute_parts(store, pair, until, context)
    frame = join_parts(parts)
    reports = [r for r in store.reports(until=until, pair=pair_actors(pair)) if r.day >= exposure.first]
    tones = store.tones(pair_actors(pair), until=until)
    told = list(zip(pd.to_datetime(tones["day"]).dt.date, tones["tone"], strict=True)) if len(tones) else []
    p = context.parameters
    conflict, cooperation = (np.nan_to_num(frame[name].to_numpy(np.float64)) for name in ("conflict", "cooperation"))
    values = {
        "article_count": article_count(reports, exposure, p),
        "mean_tone": mean_tone(told, exposure, p),
        "mean_score": mean_score(reports, exposure, p),
        "last_value": last_value(conflict, cooperation),
    }
    judged = (frame["state"] != "insufficient").to_numpy()
    return Replayed(frame, {name: Signal(value, judged) for name, value in values.items()})


def states_of(frame: pd.DataFrame, since: date, until: date) -> States:
    """Give the states of a range of days."""
    return {d: s for d, s in zip(frame["day"], frame["state"], strict=True) if since <= d <= until}


def probabilities_of(frame: pd.DataFrame, since: date, until: date) -> dict[date, float]:
    """Give `direction_p` of the days on which it is known."""
    known = zip(frame["day"], frame["direction_p"], strict=True)
    return {d: float(p) for d, p in known if since <= d <= until and not np.isnan(p)}


def signal_probabilities(signal: Signal, exposure: Exposure, span: tuple[date, date]) -> dict[date, float]:
    """Give a baseline's probability of escalation on the days on which it may speak."""
    rows = zip(exposure.days, signal.probability, signal.judged, strict=True)
    return {day: float(p) for day, p, judged in rows if judged and span[0] <= day <= span[1]}


def figures_of(series: Mapping[str, States], episodes: Sequence[Episode], calm: Sequence[str]) -> dict[str, Any]:
    """Give the figures of one method with the interval of its balanced recall."""
    verdicts = [judge(e, series.get(e.pair, {})) for e in episodes]
    return {**asdict(measure(series, episodes, calm)), "balanced_interval": interval(verdicts)}


def replay(
    store: Store,
    episodes: Sequence[Episode],
    calm: Sequence[str],
    span: tuple[date, date],
    context: Context,
) -> dict[str, Any]:
    """Replay all pairs and give the result: figures of each method, verdicts, probabilities, daily rows."""
    since, until = span
    exposure = read_exposure(store.exposure(until=until), context.parameters, until)
    pairs = sorted({e.pair for e in episodes} | set(calm))
    if exposure is None:
        return {"since": str(since), "until": str(until), "methods": {}, "episodes": [], "pairs": {}}
    replayed = {pair: replay_pair(store, pair, exposure, until, context) for pair in pairs}
    ours = {pair: states_of(r.frame, since, until) for pair, r in replayed.items()}
    methods = {"detente": figures_of(ours, episodes, calm)}
    forecasts = {"detente": {pair: probabilities_of(r.frame, since, until) for pair, r in replayed.items()}}
    budget = max(BUDGET, methods["detente"]["alarms"])
    for name in next(iter(replayed.values())).signals if replayed else ():
        signals = {pair: r.signals[name] for pair, r in replayed.items()}
        told = at_equal_alarms(signals, exposure, span, episodes, budget, context.parameters)
        methods[name] = figures_of(told, episodes, calm)
        forecasts[name] = {pair: signal_probabilities(s, exposure, span) for pair, s in signals.items()}
    return {
        "since": str(since),
        "until": str(until),
        "methods": methods,
        "probability": {name: forecast_figures(told, episodes) for name, told in forecasts.items()},
        "state_days": dict(Counter(state for states in ours.values() for state in states.values())),
        "episodes": [episode_row(e, ours[e.pair]) for e in episodes],
        "external": external_rows(store, {pair: r.frame for pair, r in replayed.items()}),
        "pairs": {pair: daily_rows(r.frame, since, until) for pair, r in replayed.items()},
    }


def episode_row(episode: Episode, states: States) -> dict[str, Any]:
    """Give one episode with its verdict."""
    verdict = judge(episode, states)
    return {
        "pair": episode.pair,
        "day": str(episode.day),
        "direction": episode.direction,
        "severity": episode.severity,
        "event": episode.event,
        "right": verdict.right,
        "wrong_sign": verdict.wrong_sign,
        "lag": verdict.lag,
    }


def daily_rows(frame: pd.DataFrame, since: date, until: date) -> list[dict[str, Any]]:
    """Give a pair's days as plain rows for plots."""
    columns = ["day", "state", "direction_p", "balance", "balance_low", "balance_high", "level"]
    kept = frame[[since <= day <= until for day in frame["day"]]][columns]
    rows = kept.astype(object).where(kept.notna(), None).to_dict("records")
    return [{**{str(k): v for k, v in row.items()}, "day": str(row["day"])} for row in rows]
