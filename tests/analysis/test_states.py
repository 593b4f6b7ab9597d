"""The words for a movement: what begins a direction, what keeps it, what only fades."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.movement import Movement, lately
from analysis.parameters import Parameters
from analysis.states import judge_states

P = Parameters()


def moved(conflict: list[float], cooperation: list[float], balance: list[float], lean: list[float]) -> Movement:
    nothing = np.zeros(len(conflict))
    told = (np.array(values) for values in (conflict, cooperation, balance))
    return Movement(*told, *(nothing for _ in range(7)), np.array(lean))


def judged(movement: Movement) -> list[str]:
    return judge_states(movement, [True] * len(movement.lean), P)


@pytest.mark.parametrize(("lean", "state"), [(-1.0, "detente"), (1.0, "steady"), (0.0, "steady")])
def test_a_thaw_begins_only_while_late_reports_lean_its_way(lean: float, state: str) -> None:
    assert judged(moved([-1.0], [2.0], [-2.0], [lean])) == [state]


@pytest.mark.parametrize(("lean", "state"), [(1.0, "escalation"), (-1.0, "steady")])
def test_so_does_an_escalation(lean: float, state: str) -> None:
    assert judged(moved([2.0], [-1.0], [2.0], [lean])) == [state]


def test_a_thaw_that_reports_do_not_carry_is_contested_while_both_masses_are_up() -> None:
    assert judged(moved([1.5], [2.5], [-2.0], [1.0])) == ["contested"]


def test_a_direction_that_has_begun_stays_without_new_reports() -> None:
    assert judged(moved([2.0, 1.0, 0.4], [0.0, 0.0, 0.0], [2.0, 1.0, 0.5], [1.0, 0.0, -1.0])) == [
        "escalation",
        "escalation",
        "steady",
    ]


def test_late_reports_are_those_of_one_fast_half_life() -> None:
    np.testing.assert_allclose(lately(np.array([1.0, 2.0, 4.0, 8.0]), P), [1.0, 3.0, 6.0, 12.0])
