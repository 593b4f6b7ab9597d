"""Alerts: the day on which a pair enters escalation or detente, told by enough independent outlets to be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from analysis.clocks import Series
from analysis.exposure import Exposure
from analysis.index import PairIndex
from analysis.masses import Masses
from analysis.parameters import Parameters
from data.model import Story

ALARMS = ("escalation", "detente")
REASONS = 5


def is_believed(masses: Masses, exposure: Exposure, day: int, parameters: Parameters) -> bool:
    """Say whether outlets, their groups and the days they reported on suffice for an alert on a day."""
    usual = reporting_outlets(exposure, day)
    gate = min(parameters.gate_outlet_days, max(parameters.outlets_needed, round(usual * parameters.gate_days / 10)))
    return bool(
        masses.window_outlets[day] >= parameters.outlets_needed
        and masses.window_groups[day] >= parameters.gate_groups
        and masses.outlet_days[day] >= gate
    )


def reporting_outlets(exposure: Exposure, day: int) -> float:
    """Give the mean number of outlets that reported in the week up to a day."""
    week: Series = exposure.outlets[max(0, day - 6) : day + 1]
    return float(week.mean())


def onset_days(states: Sequence[str], masses: Masses, exposure: Exposure, parameters: Parameters) -> list[int]:
    """List the days on which an alarm state begins and is believed for the first time in its run."""
    days, told = [], None
    for number, state in enumerate(states):
        if state not in ALARMS:
            told = None if state == "steady" else told
            continue
        if state != told and is_believed(masses, exposure, number, parameters):
            days.append(number)
            told = state
    return days


def reasons_for(stories: Sequence[Story], day: date, state: str, width: int) -> list[dict[str, Any]]:
    """List the stories that weigh most towards the alarm in the days up to it."""
    sign = 1 if state == "escalation" else -1
    weights = [
        (sum(r.increment * sign for r in s.reports if 0 <= (day - r.day).days < width and r.increment * sign > 0), s)
        for s in stories
    ]
    chosen = sorted((w for w in weights if w[0] > 0), key=lambda w: (-w[0], w[1].story_id))[:REASONS]
    return [
        {
            "story_id": story.story_id,
            "weight": round(weight, 4),
            "reports": [[r.article_id, r.seq] for r in story.reports if r.own_wording][:3],
        }
        for weight, story in chosen
    ]


def find_alerts(part: PairIndex, stories: Sequence[Story], parameters: Parameters) -> list[Mapping[str, Any]]:
    """Give the alerts of a pair's year, each with its reasons."""
    rows = part.all_days
    states, days = list(rows["state"]), list(rows["day"])
    return [
        {
            "pair": part.pair,
            "day": days[n],
            "state": states[n],
            "direction_p": None if np.isnan(p := float(rows["direction_p"].iloc[n])) else p,
            "reasons": reasons_for(stories, days[n], states[n], parameters.gate_days),
        }
        for n in onset_days(states, part.masses, part.exposure, parameters)
        if days[n].year == part.year
    ]
