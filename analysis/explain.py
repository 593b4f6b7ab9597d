"""Take a day's value of a pair apart: stories, sentences, rules; the parts sum to the value exactly.

The fast mass of a day is the sum over reports of `increment x 2^(-age/half-life)`; each term is a row here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analysis.exposure import Exposure, read_exposure
from analysis.index import PairIndex, compute_index, history_start
from analysis.masses import numbered_rows
from analysis.pairs import pair_actors
from analysis.parameters import Parameters
from analysis.run import groups_of, load_context
from data.model import Story
from data.settings import Settings
from data.store.base import Store

MOST_OUTLETS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """What one report of one story adds to the fast mass of a day."""

    story_id: str
    article_id: int
    seq: int
    outlet_id: str
    day: date
    increment: float
    share: float


@dataclass(frozen=True, slots=True)
class Fragility:
    """How far `direction_p` moves when one outlet is left out, and which outlet moves it most.

    `low` and `high` are None where the day has no probability; with `sign_flips` the point is fragile: without one
    outlet it would lean the other way.
    """

    low: float | None
    high: float | None
    outlet_id: str | None
    sign_flips: bool


def fast_parts(
    stories: Sequence[Story], pair: str, exposure: Exposure, day: date, parameters: Parameters
) -> list[Part]:
    """List the terms of a day's fast masses, largest first; conflict positive, cooperation negative."""
    target = (day - exposure.first).days
    parts = [
        Part(
            story_id,
            report.article_id,
            report.seq,
            report.outlet_id,
            report.day,
            report.increment / parameters.typical_story,
            report.increment / parameters.typical_story * 0.5 ** ((target - number) / parameters.fast_half_life),
        )
        for number, story_id, report in numbered_rows(stories, pair, exposure, parameters)
        if number <= target and report.increment
    ]
    return sorted(parts, key=lambda p: (-abs(p.share), p.story_id, p.article_id, p.seq))


def fast_masses(parts: Sequence[Part]) -> tuple[float, float]:
    """Sum the parts to the conflict and the cooperation mass."""
    return sum(p.share for p in parts if p.share > 0), -sum(p.share for p in parts if p.share < 0)


def without_outlet(stories: Sequence[Story], outlet_id: str) -> list[Story]:
    """Leave one outlet's reports out of all stories."""
    kept = [replace(s, reports=tuple(r for r in s.reports if r.outlet_id != outlet_id)) for s in stories]
    return [story for story in kept if story.reports]


def probability_on(parts: Sequence[PairIndex], day: date) -> float | None:
    """Give the unrounded-to-state probability of escalation on a day."""
    for part in parts:
        rows = part.frame[part.frame["day"] == day]
        if len(rows) and not np.isnan(rows["direction_p"].iloc[0]):
            return float(rows["direction_p"].iloc[0])
    return None


def leave_one_out(
    stories: Sequence[Story],
    pair: str,
    exposure: Exposure,
    day: date,
    groups: Mapping[str, str],
    parameters: Parameters,
) -> Fragility:
    """Give the range of `direction_p` over leaving out each outlet that matters on a day."""

    def probability(told: Sequence[Story]) -> float | None:
        return probability_on(compute_index(told, pair, exposure, groups, parameters, since=day), day)

    base = probability(stories)
    weights: dict[str, float] = defaultdict(float)
    for part in fast_parts(stories, pair, exposure, day, parameters):
        weights[part.outlet_id] += abs(part.share)
    outlets = sorted(weights, key=lambda o: (-weights[o], o))[:MOST_OUTLETS]
    left = {outlet: probability(without_outlet(stories, outlet)) for outlet in outlets}
    found = {outlet: value for outlet, value in left.items() if value is not None}
    if base is None or not found:
        return Fragility(None, None, None, sign_flips=False)
    moved = max(found, key=lambda o: (abs(found[o] - base), o))
    flips = any((value - 0.5) * (base - 0.5) < 0 for value in found.values())
    return Fragility(min(*found.values(), base), max(*found.values(), base), moved, flips)


def outlet_range(store: Store, pair: str, day: date, settings: Settings) -> Fragility:
    """Give a pair's leave-one-outlet-out range on a day from what the store holds, as known at the end of that day."""
    context = load_context(settings)
    stories = store.stories(until=day, pair=pair_actors(pair))
    exposure = read_exposure(store.exposure(history_start(day), day), context.parameters, day)
    if exposure is None:
        return Fragility(None, None, None, sign_flips=False)
    return leave_one_out(stories, pair, exposure, day, groups_of(stories, context.groups), context.parameters)
