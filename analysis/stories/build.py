"""Build the stories of all undirected pairs, day by day; what an earlier day showed is never changed by a later one."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from analysis.kinship import Kinship, concerned_pairs
from analysis.parameters import Parameters
from analysis.stories.cluster import cluster_day
from analysis.stories.likeness import Telling, likeness_matrix, read_telling
from analysis.stories.salience import cap_groups, place_reports, weigh_reports
from data.model import Report, Story, StoryReport

Value = TypeVar("Value", tuple[str, str], tuple[str, str, str])

GROUP_PREFIX = "ORG:"
DIRECT_FORCE = "ASSAULT"


@dataclass(frozen=True, slots=True)
class Growing:
    """A story while its days are being built: all tellings, their rows, and how many independent outlets told it."""

    first_day: date
    tellings: tuple[Telling, ...]
    rows: tuple[StoryReport, ...]

    @property
    def outlets(self) -> int:
        """How many independent outlets told it so far."""
        return sum(row.own_wording for row in self.rows)


def split_pairs(report: Report, kinship: Kinship, parameters: Parameters) -> list[Telling]:
    """See a report from each of its pairs."""
    return [read_telling(report, a, r) for a, r in concerned_pairs(report.event, kinship, parameters)]


def one_telling_an_act(tellings: Iterable[Telling]) -> list[Telling]:
    """Keep an article's first telling of each act, direction and status."""
    kept: dict[tuple[object, ...], Telling] = {}
    for t in sorted(tellings, key=lambda t: t.key):
        e = t.report.event
        kept.setdefault((t.report.article_id, t.actor, t.recipient, e.event_type, e.status), t)
    return list(kept.values())


def by_pair_and_day(
    reports: Iterable[Report], kinship: Kinship, parameters: Parameters
) -> dict[str, dict[date, list[Telling]]]:
    """Sort tellings by undirected pair and day."""
    table: dict[str, dict[date, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for report in reports:
        for telling in split_pairs(report, kinship, parameters):
            pair = "-".join(sorted((telling.actor, telling.recipient)))
            table[pair][report.day].append(telling)
    return {pair: {day: one_telling_an_act(tellings) for day, tellings in days.items()} for pair, days in table.items()}


def names_group(telling: Telling) -> bool:
    """Say whether the act is directed at an armed group."""
    return any(code.startswith(GROUP_PREFIX) for code in telling.report.event.recipient)


def spare_host_states(
    table: dict[str, dict[date, list[Telling]]], reports: Iterable[Report], parameters: Parameters
) -> dict[str, dict[date, list[Telling]]]:
    """Drop force told as against a state where the same actor's force was mostly told as against a group there.

    A headline that leaves out the target reads like an attack on the state; no single one can show it is not.
    """
    on_groups: Counter[tuple[str, str, date]] = Counter()
    for report in reports:
        event = report.event
        if (
            event.event_type == DIRECT_FORCE
            and event.place
            and any(c.startswith(GROUP_PREFIX) for c in event.recipient)
        ):
            for actor in event.actor:
                on_groups[actor, event.place, report.day] += 1
    if not on_groups:
        return table
    return {
        pair: {day: spared_day(day, tellings, on_groups, parameters) for day, tellings in days.items()}
        for pair, days in table.items()
    }


def spared_day(
    day: date, tellings: list[Telling], on_groups: Mapping[tuple[str, str, date], int], parameters: Parameters
) -> list[Telling]:
    """Apply the rule to one pair's day, counting this day and the day before."""

    def is_spared(t: Telling) -> bool:
        if t.report.event.event_type != DIRECT_FORCE or names_group(t):
            return False
        at_group = sum(on_groups.get((t.actor, t.recipient, d), 0) for d in (day, day - timedelta(1)))
        at_state = sum(o.actor == t.actor and o.report.event.event_type == DIRECT_FORCE for o in tellings)
        return at_group > 0 and at_group / (at_group + at_state) >= parameters.group_share

    return [t for t in tellings if not is_spared(t)]


def story_id_of(pair: str, first: Telling) -> str:
    """Name a story by its pair, first day and first telling, whatever numbers the store gave them."""
    r = first.report
    parts = (pair, r.day.isoformat(), r.outlet_id, r.title, r.event.event_type, r.event.status, first.actor)
    text = "\x1f".join(parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def grow_day(
    opened: Sequence[Growing], day: date, today: Sequence[Telling], cap: float, parameters: Parameters
) -> tuple[list[Growing], list[Growing]]:
    """Give the open stories with today's tellings added, and the new ones; group caps are applied to the day's rows."""
    added, new = cluster_day([g.tellings for g in opened], today, parameters.join_at, likeness_matrix)
    bases = [*opened, *(Growing(day, (), ()) for _ in new)]
    fresh = [*added, *new]
    placed = [place_reports(base.tellings, add, parameters) for base, add in zip(bases, fresh, strict=True)]
    rows = [weigh_reports(base.tellings, base.outlets, p, parameters) for base, p in zip(bases, placed, strict=True)]
    groups = {t.report.outlet_id: t.report.group for t in today}
    rows = cap_groups(rows, groups, cap)
    grown = [
        Growing(base.first_day, (*base.tellings, *(p.telling for p in ps)), (*base.rows, *row))
        for base, ps, row in zip(bases, placed, rows, strict=True)
    ]
    return grown[: len(opened)], grown[len(opened) :]


def grow_pair(
    days: Mapping[date, Sequence[Telling]],
    opened: Sequence[Growing],
    unchecked: AbstractSet[date],
    parameters: Parameters,
) -> list[Growing]:
    """Build a pair's stories over its days, in order, from those open at the start."""
    active, closed, cap = list(opened), [], parameters.lone_group_mass_a_day
    for day in sorted(days):
        still = [g for g in active if (day - g.first_day).days <= parameters.story_days]
        closed += [g for g in active if (day - g.first_day).days > parameters.story_days]
        grown, new = grow_day(still, day, days[day], math.inf if day in unchecked else cap, parameters)
        active = grown + new
    return closed + active


def commonest(values: Iterable[Value]) -> Value:
    """Give the most frequent value; of equals the first in order."""
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], v))


def finish_story(pair: str, grown: Growing) -> Story:
    """Turn a built story into its row: act, direction and status as most of its reports have them."""
    first = min(grown.tellings, key=lambda t: (t.report.seen_at, t.report.outlet_id, t.report.title, t.key))
    actor, recipient = commonest((t.actor, t.recipient) for t in grown.tellings)
    kind = commonest((t.report.event.event_type, t.report.event.quad, t.report.event.status) for t in grown.tellings)
    alike = [
        t.report.event
        for t in grown.tellings
        if (t.report.event.event_type, t.report.event.status) == (kind[0], kind[2])
    ]
    days = Counter(e.day for e in alike if e.day)
    return Story(
        story_id=story_id_of(pair, first),
        actor=actor,
        recipient=recipient,
        event_type=kind[0],
        mode=min((e.mode for e in alike if e.mode), default=None),
        quad=kind[1],
        status=kind[2],
        score=sum(e.score for e in alike) / len(alike),
        day=grown.first_day,
        event_day=min(days, key=lambda d: (-days[d], d)) if days else None,
        reports=grown.rows,
    )


def build_stories(
    reports: Sequence[Report],
    kinship: Kinship,
    parameters: Parameters,
    opened: Mapping[str, Sequence[Growing]] | None = None,
    unchecked: AbstractSet[date] = frozenset(),
    earlier: Sequence[Report] = (),
) -> list[Story]:
    """Cluster reports into stories; `opened` are the stories of the days before that may still grow.

    `earlier` are reports of those days: they make no stories here, but say what a host state was spared then.

    On `unchecked` days too few outlets reported anything to outvote one: no limit is set to what one can add.

    The result depends only on the set of reports, never on their order.
    """
    table = by_pair_and_day(reports, kinship, parameters)
    table = spare_host_states(table, [*earlier, *reports], parameters)
    opened = opened or {}
    stories = [
        finish_story(pair, grown)
        for pair in sorted(set(table) | set(opened))
        for grown in grow_pair(table.get(pair, {}), opened.get(pair, ()), unchecked, parameters)
        if grown.tellings
    ]
    return sorted(stories, key=lambda s: (s.day, s.story_id))
