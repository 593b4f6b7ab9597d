"""Figures of a back-test on made-up states: recall, onsets, flips, ranking and error of probabilities, baselines."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from analysis.backtest.baselines import Signal, article_count, at_equal_alarms, moved_mean, states_at
from analysis.backtest.episodes import Episode
from analysis.backtest.figures import balanced, count_flips, count_onsets, interval, judge
from analysis.backtest.forecasts import average_precision, brier, forecast_figures
from analysis.exposure import Exposure
from analysis.parameters import Parameters
from tests.analysis.worlds import report

FIRST = date(2025, 1, 1)
DAYS = 60
TURN = Episode("made", "AAA-BBB", FIRST + timedelta(40), "escalation", 4, "a turn")
P = Parameters()


def exposure() -> Exposure:
    return Exposure(FIRST, np.full(DAYS, 100.0), np.full(DAYS, 30.0), np.full(DAYS, 8.0), np.full(DAYS, 100.0))


def states(*escalating: int, detente: tuple[int, ...] = ()) -> dict[date, str]:
    names = (
        dict.fromkeys(range(DAYS), "steady")
        | dict.fromkeys(escalating, "escalation")
        | dict.fromkeys(detente, "detente")
    )
    return {FIRST + timedelta(n): name for n, name in names.items()}


def test_a_turn_is_right_where_its_direction_outnumbers_the_other() -> None:
    assert judge(TURN, states(41, 42)).right
    assert judge(TURN, states(41, 42)).lag == 1
    assert judge(TURN, states(41, detente=(42, 43))).wrong_sign
    assert not judge(TURN, states(41, detente=(42,))).right


def test_onsets_count_far_from_turns_only() -> None:
    told = states(10, 11, 20, 40)
    assert count_onsets(told, [TURN.day]) == 2
    assert count_onsets(told, []) == 3


def test_flips_are_direct() -> None:
    assert count_flips(states(10, detente=(11,))) == 1
    assert count_flips(states(10, detente=(12,))) == 0


def test_answering_escalation_always_is_worth_one_half() -> None:
    thaw = Episode("made", "AAA-BBB", FIRST + timedelta(50), "detente", 4, "a thaw")
    verdicts = [judge(e, states(*range(DAYS))) for e in (TURN, thaw)]
    assert balanced(verdicts) == 0.5
    assert interval(verdicts) == (0.0, 1.0)


def test_average_precision_of_a_perfect_and_of_a_constant_forecast() -> None:
    assert average_precision([(0.9, True), (0.8, True), (0.1, False)]) == 1.0
    assert average_precision([(0.5, True), (0.5, False), (0.5, False), (0.5, False)]) == 0.25
    assert average_precision([(0.5, False)]) is None


def test_brier_of_a_coin_is_a_quarter() -> None:
    assert brier([(0.5, True), (0.5, False)]) == 0.25


def test_forecasts_look_a_week_ahead_in_their_direction() -> None:
    told = {"AAA-BBB": {FIRST + timedelta(n): 0.9 if 33 <= n <= 40 else 0.1 for n in range(DAYS)}}
    found = forecast_figures(told, [TURN])
    assert found["escalation"]["pr_auc"] == 1.0
    assert found["escalation"]["base_rate"] == pytest.approx(8 / DAYS)
    assert found["detente"]["pr_auc"] is None


def test_a_surge_of_reports_signals_and_never_a_thaw() -> None:
    reports = [report(i, 40, "ASSAULT", f"raid {i}") for i in range(20)]
    reports += [report(100 + d, d, "ASSAULT", "shots") for d in range(30)]
    signal = article_count(reports, exposure(), P)
    assert signal[40] > 2
    assert signal.min() == 0.0


def test_a_fall_of_the_mean_shows_in_standard_errors() -> None:
    items = [(d, 1.0 if d % 2 else -1.0) for d in range(50)] + [(d, -1.0) for d in range(50, DAYS) for _ in range(5)]
    z = moved_mean(items, DAYS, P)
    assert abs(z[48]) < 1
    assert z[52] < -1.5


def test_a_simpler_method_stays_silent_without_evidence_and_leaves_late() -> None:
    values = np.zeros(DAYS)
    values[40:43] = (2.0, 0.8, 0.2)
    span = (FIRST, FIRST + timedelta(DAYS - 1))
    seen = states_at(Signal(values, np.ones(DAYS, dtype=bool)), exposure(), 1.5, span, 0.5)
    assert [seen[FIRST + timedelta(n)] for n in (39, 40, 41, 42)] == ["steady", "escalation", "escalation", "steady"]
    silent = states_at(Signal(values, np.zeros(DAYS, dtype=bool)), exposure(), 1.5, span, 0.5)
    assert set(silent.values()) == {"insufficient"}


def test_thresholds_are_chosen_within_the_budget() -> None:
    noise, span = np.zeros(DAYS), (FIRST, FIRST + timedelta(DAYS - 1))
    noise[5::12] = 3.0
    noise[40] = 1.0
    signal = {"AAA-BBB": Signal(noise, np.ones(DAYS, dtype=bool))}
    generous, strict = (at_equal_alarms(signal, exposure(), span, [TURN], budget, P) for budget in (10.0, 0.1))
    assert judge(TURN, generous["AAA-BBB"]).right
    assert not judge(TURN, strict["AAA-BBB"]).right
