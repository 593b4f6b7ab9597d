"""What each report adds to its story: salience grows with the logarithm of independent wordings and is capped.

A report is independent when its ownership group has not told the story before and its headline is no copy of one that
is already in it. On a day the story gains `salience(after) - salience(before)`, shared by that day's independent
reports; each carries its own act's mass, unless nearly all others of the story say the opposite. Copies carry nothing,
so twenty prints of a wire text weigh as one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from analysis.parameters import Parameters
from analysis.stories.likeness import Telling
from analysis.stories.wording import is_copy
from analysis.weights import is_mutual, signed_mass
from data.model import StoryReport


@dataclass(frozen=True, slots=True)
class Placed:
    """A telling in its story on its day."""

    telling: Telling
    own_wording: bool


def salience(outlets: int, parameters: Parameters) -> float:
    """Give the weight of a story told by so many independent outlets."""
    return min(parameters.salience_cap, math.log2(1 + outlets))


def place_reports(before: Sequence[Telling], today: Sequence[Telling], parameters: Parameters) -> list[Placed]:
    """Mark which of today's tellings are independent of all earlier ones, in the order in which they were seen."""
    known = list(before)
    placed = []
    for telling in sorted(today, key=lambda t: (t.report.seen_at, *t.key)):
        own = not any(
            telling.report.group == k.report.group or is_copy(telling.wording, k.wording, parameters.copy_at)
            for k in known
        )
        placed.append(Placed(telling, own))
        known.append(telling)
    return placed


def weigh_reports(
    before: Sequence[Telling], earlier: int, placed: Sequence[Placed], parameters: Parameters
) -> list[StoryReport]:
    """Turn one story-day's placed tellings into story reports.

    `before` are the tellings of earlier days, told by `earlier` independent outlets.
    """
    own = sum(p.own_wording for p in placed)
    gain = salience(earlier + own, parameters) - salience(earlier, parameters)
    share = gain / own if own else 0.0
    told = sorted(signed_mass(t.report.event, parameters) for t in (*before, *(p.telling for p in placed)))
    return [story_report(p, share if p.own_wording else 0.0, told, parameters) for p in placed]


def settled_mass(mass: float, told: Sequence[float], parameters: Parameters) -> float:
    """Give the mass of a report in a story whose reports weigh `told`, in order.

    One that says the opposite of nearly all others, in nearly their words, is misread: it weighs what they do.
    """
    alike = sum(other * mass > 0 for other in told)
    against = sum(other * mass < 0 for other in told)
    outvoted = against > 0 and alike <= parameters.outvoted_share * (alike + against)
    return median(told) if outvoted else mass


def story_report(placed: Placed, share: float, told: Sequence[float], parameters: Parameters) -> StoryReport:
    """Build the row of one telling."""
    report, telling = placed.telling.report, placed.telling
    mass = 0.0 if report.late else settled_mass(signed_mass(report.event, parameters), told, parameters)
    return StoryReport(
        article_id=report.article_id,
        seq=report.seq,
        actor=telling.actor,
        recipient=telling.recipient,
        mutual=is_mutual(report.event),
        day=report.day,
        outlet_id=report.outlet_id,
        own_wording=placed.own_wording,
        increment=share * mass,
    )


def cap_groups(rows: Sequence[Sequence[StoryReport]], groups: dict[str, str], cap: float) -> list[list[StoryReport]]:
    """Scale down what one ownership group alone can add to a pair's day, over all its stories, to `cap` masses."""
    total: defaultdict[tuple[str, date], float] = defaultdict(float)
    for row in rows:
        for report in row:
            total[groups[report.outlet_id], report.day] += abs(report.increment)
    return [[scaled(report, total[groups[report.outlet_id], report.day], cap) for report in row] for row in rows]


def scaled(report: StoryReport, total: float, cap: float) -> StoryReport:
    """Shrink a report's increment so that its group's day sums to the cap."""
    if total <= cap:
        return report
    return replace(report, increment=report.increment * cap / total)
