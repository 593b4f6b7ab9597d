"""What a pair's newest value hangs on: the outlets that carry it, what it is without one, and with corrections.

The index itself is not touched: everything here is computed beside it, from the same stories.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analysis.explain import Fragility, fast_parts, leave_one_out, probability_on
from analysis.exposure import read_exposure
from analysis.index import compute_index, history_start
from analysis.run import groups_of, load_context
from data.model import Story
from data.settings import Settings
from data.store.base import Store

OUTLET_COLUMNS = ("outlet_id", "conflict", "cooperation", "stories", "share")


@dataclass(frozen=True, slots=True, eq=False)
class Drivers:
    """What a day hangs on. `outlets` has OUTLET_COLUMNS, heaviest first; `marked` reports are left out of `corrected`.

    `corrected` is None without such reports, and where too little is left of the pair to judge.
    """

    day: date
    outlets: pd.DataFrame
    fragility: Fragility
    corrected: float | None
    marked: int = 0


def without_reports(stories: list[Story], dropped: Collection[tuple[int, int]]) -> list[Story]:
    """Leave reports (article, place in it) out of all stories."""
    kept = [replace(s, reports=tuple(r for r in s.reports if (r.article_id, r.seq) not in dropped)) for s in stories]
    return [story for story in kept if story.reports]


def read_drivers(
    store: Store, key: str, day: date, settings: Settings, dropped: Collection[tuple[int, int]]
) -> Drivers | None:
    """Work out what an undirected pair's value of a day hangs on; None for a store without a past."""
    context = load_context(settings)
    a, b = key.split("-")
    exposure = read_exposure(store.exposure(history_start(day), day), context.parameters, day)
    if exposure is None:
        return None
    stories = store.stories(exposure.first, day, (a, b))
    groups, parameters = groups_of(stories, context.groups), context.parameters
    parts = fast_parts(stories, key, exposure, day, parameters)
    rows = [(part.outlet_id, max(part.share, 0.0), max(-part.share, 0.0), part.story_id) for part in parts]
    table = pd.DataFrame(rows, columns=["outlet_id", "conflict", "cooperation", "story"])
    by_outlet = table.groupby("outlet_id", as_index=False).agg(
        conflict=("conflict", "sum"), cooperation=("cooperation", "sum"), stories=("story", "nunique")
    )
    total = float(by_outlet["conflict"].sum() + by_outlet["cooperation"].sum())
    by_outlet["share"] = (by_outlet["conflict"] + by_outlet["cooperation"]) / total if total else 0.0
    corrected = None
    marked = len({(r.article_id, r.seq) for story in stories for r in story.reports} & set(dropped))
    if marked:
        told = without_reports(stories, dropped)
        corrected = probability_on(compute_index(told, key, exposure, groups, parameters, since=day), day)
    fragility = leave_one_out(stories, key, exposure, day, groups, parameters)
    ranked = by_outlet.sort_values(["share", "outlet_id"], ascending=[False, True])
    return Drivers(day, ranked[list(OUTLET_COLUMNS)].reset_index(drop=True), fragility, corrected, marked)
