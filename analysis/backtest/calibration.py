"""Is the probability honest? Outlets are split into two halves by chance: P from one, what happened from the other.

This shows whether P fits the noise of reporting. It says nothing about mistakes of the coder that both halves share.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from analysis.camps import index_of_outlets
from analysis.kinship import concerned_pairs
from analysis.masses import pair_key
from analysis.run import Context
from data.model import Report
from data.store.base import Store

EDGES = (0.0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0)
EVEN = 0.5
LEAST_REPORTS = 40
Told = tuple[float, bool]


def reports_by_pair(reports: Iterable[Report], context: Context) -> dict[str, list[Report]]:
    """Sort reports by the pairs they concern; those with few reports are left out."""
    table: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        for pair in concerned_pairs(report.event, context.kinship, context.parameters):
            table[pair_key(*pair)].append(report)
    return {pair: found for pair, found in table.items() if len(found) >= LEAST_REPORTS}


def probabilities(
    reports: Sequence[Report], pair: str, frame: pd.DataFrame, until: date, context: Context
) -> dict[date, float]:
    """Give `direction_p` by day, where it is known, from some outlets alone."""
    rows = index_of_outlets(reports, pair, frame, until, context)
    return dict(zip(rows["day"], rows["direction_p"], strict=True)) if len(rows) else {}


def split_halves(store: Store, until: date, context: Context, seeds: Sequence[int]) -> list[Told]:
    """Give (P of one half, whether the other half moved towards conflict) for every day that both can judge."""
    frame = store.exposure(until=until)
    table = reports_by_pair(store.reports(until=until), context)
    told: list[Told] = []
    for seed in seeds:
        outlets = sorted(set(frame["outlet_id"]))
        random.Random(seed).shuffle(outlets)  # noqa: S311 - a split that can be repeated, not a secret
        half = set(outlets[: len(outlets) // 2])
        inside = frame["outlet_id"].isin(half)
        for pair, reports in table.items():
            one = [r for r in reports if r.outlet_id in half]
            other = [r for r in reports if r.outlet_id not in half]
            told += paired(
                probabilities(one, pair, frame[inside], until, context),
                probabilities(other, pair, frame[~inside], until, context),
            )
    return told


def paired(one: Mapping[date, float], other: Mapping[date, float]) -> list[Told]:
    """Pair the days that both halves can judge."""
    known = {day: p for day, p in other.items() if not math.isnan(p)}
    return [(p, known[day] > EVEN) for day, p in one.items() if day in known and not math.isnan(p)]


def calibration_rows(told: Sequence[Told]) -> list[dict[str, float]]:
    """Give for each range of P how many days there are and in what share the other half moved towards conflict."""
    rows = []
    for low, high in pairwise(EDGES):
        inside = [happened for p, happened in told if low <= p < high or p == high == EDGES[-1]]
        share = sum(inside) / len(inside) if inside else float("nan")
        rows.append({"from": low, "to": high, "days": len(inside), "share": share})
    return rows
