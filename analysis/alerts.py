"""Alerts: the day on which a pair enters escalation or detente, told by enough independent outlets to be believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np

from analysis.clocks import Series
from analysis.exposure import Exposure
from analysis.index import PairIndex
from analysis.masses import Masses
from analysis.parameters import Parameters
from data.model import Story

SIGNS = MappingProxyType({"escalation": 1, "detente": -1})
REASONS = 5


def is_covered(masses: Masses, exposure: Exposure, day: int, parameters: Parameters) -> bool:
    """Say whether the days on which outlets reported on a pair suffice for an alert on a day."""
    usual = reporting_outlets(exposure, day)
    gate = min(parameters.gate_outlet_days, max(parameters.outlets_needed, round(usual * parameters.gate_days / 10)))
    return bool(masses.outlet_days[day] >= gate)


def is_told(stories: Sequence[Story], day: date, state: str, groups: Mapping[str, str], parameters: Parameters) -> bool:
    """Say whether enough outlets of enough ownership groups tell what the alarm is about, none of them most of it.

    Who only reports something else on the pair is no witness; what one group carries alone is its word.
    """
    tellers: set[str] = set()
    weights: defaultdict[str, float] = defaultdict(float)
    for story in stories:
        for report in story.reports:
            weight = report.increment * SIGNS[state]
            if weight > 0 and 0 <= (day - report.day).days < parameters.gate_days:
                tellers.add(report.outlet_id)
                weights[groups[report.outlet_id]] += weight
    enough = len(tellers) >= parameters.outlets_needed and len(weights) >= parameters.gate_groups
    return enough and max(weights.values()) <= parameters.gate_share * sum(weights.values())


def reporting_outlets(exposure: Exposure, day: int) -> float:
    """Give the mean number of outlets that reported in the week up to a day."""
    week: Series = exposure.outlets[max(0, day - 6) : day + 1]
    return float(week.mean())


def onset_days(states: Sequence[str], is_believed: Callable[[int], bool]) -> list[int]:
    """List the days on which an alarm state begins and is believed for the first time in its run."""
    days, told = [], None
    for number, state in enumerate(states):
        if state not in SIGNS:
            told = None if state == "steady" else told
            continue
        if state != told and is_believed(number):
            days.append(number)
            told = state
    return days


def reasons_for(stories: Sequence[Story], day: date, state: str, width: int) -> list[dict[str, Any]]:
    """List the stories that weigh most towards the alarm in the days up to it."""
    sign = SIGNS[state]
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


def find_alerts(
    part: PairIndex, stories: Sequence[Story], groups: Mapping[str, str], parameters: Parameters
) -> list[Mapping[str, Any]]:
    """Give the alerts of a pair's year, each with its reasons; `groups` gives each outlet's ownership group."""
    rows = part.all_days
    states, days = list(rows["state"]), list(rows["day"])

    def is_believed(number: int) -> bool:
        covered = is_covered(part.masses, part.exposure, number, parameters)
        return covered and is_told(stories, days[number], states[number], groups, parameters)

    return [
        {
            "pair": part.pair,
            "day": days[n],
            "state": states[n],
            "direction_p": None if np.isnan(p := float(rows["direction_p"].iloc[n])) else p,
            "reasons": reasons_for(stories, days[n], states[n], parameters.gate_days),
        }
        for n in onset_days(states, is_believed)
        if days[n].year == part.year
    ]
