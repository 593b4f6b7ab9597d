"""From movement to a word: escalation, detente, contested, steady, or insufficient evidence.

A direction begins only while what was told of late leans its way: what merely fades is neither thaw nor threat. A
state is left only when its cause has fallen under half of its threshold, and it turns into its opposite only when the
balance has told so clearly or on two days in a row: fighting and truce talk side by side must not make it flicker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.clocks import Series, fast
from analysis.exposure import Exposure, usual_share
from analysis.masses import Masses
from analysis.movement import Movement
from analysis.parameters import Parameters

SIGNS = {"escalation": 1, "detente": -1}
OPPOSITE = {"escalation": "detente", "detente": "escalation"}


@dataclass(frozen=True, slots=True)
class DayReading:
    """What the rules look at on one day."""

    conflict_z: float
    cooperation_z: float
    balance_z: float
    lean: float


def enough_evidence(masses: Masses, exposure: Exposure, parameters: Parameters) -> list[bool]:
    """Say a day whether anything may be said: mass, outlets, exposure and history all suffice."""
    mass = fast(masses.conflict + masses.cooperation, parameters)
    needed = np.minimum(parameters.outlets_needed, np.maximum(1, window_max(exposure.outlets, parameters.gate_days)))
    known = usual_share(exposure, parameters)
    started = np.cumsum(exposure.headlines > 0)
    enough = (
        (mass >= parameters.evidence_mass)
        & (masses.window_outlets >= needed)
        & (known >= parameters.exposure_share)
        & (started > parameters.history_days)
        & (exposure.headlines > 0)
    )
    return [bool(x) for x in enough]


def window_max(daily: Series, width: int) -> Series:
    """Give the largest value of the `width` days up to each day."""
    padded = np.concatenate([np.zeros(width - 1), daily])
    top: Series = np.lib.stride_tricks.sliding_window_view(padded, width).max(axis=1)
    return top


def entered(day: DayReading, p: Parameters, ease: float = 1.0) -> str:
    """Name the state that a day's reading calls for; `ease` < 1 lowers the thresholds (for staying)."""
    low, high = sorted((day.conflict_z, day.cooperation_z))
    undecided = abs(day.balance_z) < p.balance_z
    if low >= p.contested_z * ease and low >= p.contested_ratio * high and undecided:
        return "contested"
    if day.conflict_z >= p.alarm_z * ease and leans(day.balance_z, day.conflict_z - day.cooperation_z, p):
        return "escalation"
    if day.cooperation_z >= p.alarm_z * ease and leans(-day.balance_z, day.cooperation_z - day.conflict_z, p):
        return "detente"
    return "steady"


def leans(balance_z: float, lead: float, p: Parameters) -> bool:
    """Say whether the balance supports a direction, or at least does not veto the larger mover."""
    return balance_z >= p.balance_z or (lead >= 0 and balance_z > -p.balance_z)


def told_today(called: str, day: DayReading, p: Parameters) -> str:
    """Give the state that may begin on a day: a direction only if that day's own reports lean its way."""
    if called not in SIGNS or day.lean * SIGNS[called] > 0:
        return called
    return "contested" if min(day.conflict_z, day.cooperation_z) >= p.contested_z else "steady"


def next_state(before: str, yesterday: str, called: str, day: DayReading, p: Parameters) -> str:
    """Give the state after a day that calls for one: strict rules to enter, easier to stay, two days to turn round."""
    if before in OPPOSITE and called == OPPOSITE[before]:
        sure = abs(day.balance_z) >= 2 * p.balance_z
        return called if sure or yesterday == called else "contested"
    if called != "steady" or before == "steady":
        return called
    eased = entered(day, p, p.leave_share)
    return before if eased == before else "steady"


def judge_states(movement: Movement, enough: Sequence[bool], p: Parameters) -> list[str]:
    """Give a state a day, from the first day on."""
    states: list[str] = []
    before, yesterday = "steady", "steady"
    series = (movement.conflict_z, movement.cooperation_z, movement.balance_z, movement.lean)
    readings = zip(*(one.tolist() for one in series), strict=True)
    for evidence, values in zip(enough, readings, strict=True):
        if not evidence:
            states.append("insufficient")
            before = yesterday = "steady"
            continue
        day = DayReading(*values)
        called = entered(day, p)
        called = called if called == before else told_today(called, day, p)
        state = next_state(before, yesterday, called, day, p)
        yesterday, before = called, state if state != "contested" or before not in OPPOSITE else before
        states.append(state)
    return states
