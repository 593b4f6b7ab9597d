"""How far event data of others agree with ours on a pair: rank correlation of weekly sums. It judges neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.external import MEASURES, external_labels, read_external
from data.store.base import Store

LEAST_WEEKS = 8


def weekly(frame: pd.DataFrame) -> pd.DataFrame:
    """Sum MEASURES by week; a week with an unknown day of ours has none."""
    days = pd.DatetimeIndex(pd.to_datetime(frame["day"]))
    sums = frame[list(MEASURES)].astype("float64").set_axis(days).resample("W").sum(min_count=1)
    return pd.DataFrame(sums)


def rank_correlation(one: pd.Series, other: pd.Series) -> float | None:
    """Give Spearman's correlation; None where one of them never changes."""
    if one.nunique() < 2 or other.nunique() < 2:
        return None
    return float(one.rank().corr(other.rank()))


def compare(label: str, pair: str, ours: pd.DataFrame, theirs: pd.DataFrame) -> dict[str, Any] | None:
    """Compare a pair on the weeks that both cover; None if they are too few."""
    known = ours[ours["conflict"].notna()]
    both = weekly(known).add_suffix("_ours").join(weekly(theirs).add_suffix("_theirs"), how="inner").dropna()
    if len(both) < LEAST_WEEKS:
        return None
    found = {m: rank_correlation(both[f"{m}_ours"], both[f"{m}_theirs"]) for m in MEASURES}
    return {"label": label, "pair": pair, "weeks": len(both), **found}


def external_rows(store: Store, frames: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Compare every pair with every source of others that the store has."""
    rows = [
        compare(label, pair, frame, theirs)
        for label in external_labels(store)
        for pair, frame in frames.items()
        if not (theirs := read_external(store, label, pair)).empty
    ]
    return [row for row in rows if row]
