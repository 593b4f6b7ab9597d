"""Take a day's value of a pair apart: stories, sentences, rules; the parts sum to the value exactly.

The fast mass of a day is the sum over reports of `increment x 2^(-age/half-life)`; each term is a row here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

import numpy as np

from analysis.expectations import MEETINGS, missed_reports
from analysis.exposure import Exposure, cut_exposure, read_exposure
from analysis.index import PairIndex, history_start, judge_year
from analysis.masses import build_masses
from analysis.pairs import pair_actors
from analysis.parameters import Parameters
from analysis.run import groups_of, load_context
from analysis.told import Told, belongs, read_missed, read_reports
from data.model import Story
from data.settings import Settings
from data.store.base import Store

MOST_OUTLETS = 12
FADED = 60


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
    """List the terms of a day's fast masses, largest first; conflict positive, cooperation negative.

    A report older than FADED half-lives adds less than rounding takes away; it is left out.
    """
    last = exposure.first + timedelta(len(exposure.headlines) - 1)
    told = chain(((s, r) for s in stories for r in s.reports), missed_reports(stories, last, parameters))
    oldest = max(exposure.first, day - timedelta(round(FADED * parameters.fast_half_life)))
    parts = [
        Part(
            story.story_id,
            report.article_id,
            report.seq,
            report.outlet_id,
            report.day,
            report.increment / parameters.typical_story,
            report.increment / parameters.typical_story * 0.5 ** ((day - report.day).days / parameters.fast_half_life),
        )
        for story, report in told
        if oldest <= report.day <= day and report.increment and belongs(report, pair)
    ]
    return sorted(parts, key=lambda p: (-abs(p.share), p.story_id, p.article_id, p.seq))


def fast_masses(parts: Sequence[Part]) -> tuple[float, float]:
    """Sum the parts to the conflict and the cooperation mass."""
    return sum(p.share for p in parts if p.share > 0), -sum(p.share for p in parts if p.share < 0)


def meetings_without(stories: Sequence[Story], outlet_id: str) -> list[Story]:
    """Give the stories of meetings, and in them what the other outlets report: what tells of missed talks."""
    meetings = (story for story in stories if story.event_type in MEETINGS)
    kept = [replace(s, reports=tuple(r for r in s.reports if r.outlet_id != outlet_id)) for s in meetings]
    return [story for story in kept if story.reports]


def probability_on(parts: Sequence[PairIndex], day: date) -> float | None:
    """Give the unrounded-to-state probability of escalation on a day."""
    for part in parts:
        rows = part.frame[part.frame["day"] == day]
        if len(rows) and not np.isnan(rows["direction_p"].iloc[0]):
            return float(rows["direction_p"].iloc[0])
    return None


def heaviest_outlets(told: Told, day: int, parameters: Parameters) -> list[str]:
    """List the outlets that weigh most in the fast masses of a day."""
    known = told.kept(told.day <= day)
    shares = np.abs(known.increment) * 0.5 ** ((day - known.day) / parameters.fast_half_life)
    weights = np.bincount(known.outlet, weights=shares, minlength=len(told.outlets)).tolist()
    heard = [outlet for outlet, number in told.outlets.items() if weights[number]]
    return sorted(heard, key=lambda o: (-weights[told.outlets[o]], o))[:MOST_OUTLETS]


def leave_one_out(
    stories: Sequence[Story],
    pair: str,
    exposure: Exposure,
    day: date,
    groups: Mapping[str, str],
    parameters: Parameters,
) -> Fragility:
    """Give the range of `direction_p` over leaving out each outlet that matters on a day."""
    last = exposure.first + timedelta(len(exposure.headlines) - 1)
    until = min(last, date(day.year, 12, 31))
    seen = cut_exposure(exposure, history_start(until), until)
    told = read_reports(stories, pair, seen)

    def probability(kept: Told, meetings: Sequence[Story]) -> float | None:
        whole = kept.followed_by(read_missed(meetings, pair, seen, parameters, told))
        masses = build_masses(whole, groups, len(seen.headlines), parameters)
        return probability_on([judge_year(masses, pair, day.year, seen, parameters)], day)

    base = probability(told, stories)
    outlets = heaviest_outlets(told, (day - seen.first).days, parameters)
    left = {o: probability(told.kept(told.outlet != told.outlets[o]), meetings_without(stories, o)) for o in outlets}
    found = {outlet: value for outlet, value in left.items() if value is not None}
    if base is None or not found:
        return Fragility(None, None, None, sign_flips=False)
    moved = max(found, key=lambda o: (abs(found[o] - base), o))
    flips = any((value - 0.5) * (base - 0.5) < 0 for value in found.values())
    return Fragility(min(*found.values(), base), max(*found.values(), base), moved, flips)


def outlet_range(store: Store, pair: str, day: date, settings: Settings) -> Fragility:
    """Give a pair's leave-one-outlet-out range on a day from what the store holds, as known at the end of that day."""
    context = load_context(settings)
    exposure = read_exposure(store.exposure(history_start(day), day), context.parameters, day)
    if exposure is None:
        return Fragility(None, None, None, sign_flips=False)
    stories = store.stories(exposure.first, day, pair_actors(pair))
    return leave_one_out(stories, pair, exposure, day, groups_of(stories, context.groups), context.parameters)
