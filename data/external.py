"""Event data of others beside ours: daily counts of conflict and cooperation of a pair, under the source's label.

Only days with acts are stored for a pair; which days the source covers at all is a series of its own, so that a day
without acts is 0 and a day without coverage is not there.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.store.base import Store

MEASURES = ("conflict", "cooperation")
COVERED = "days"
COLUMNS = ("day", *MEASURES)


def series_name(label: str, measure: str, pair: str = "") -> str:
    """Name a stored series."""
    return f"{label}:{measure}:{pair}"


def save_external(store: Store, label: str, series: Mapping[str, pd.DataFrame]) -> None:
    """Replace all that bears a label by these series (columns day, value), by `series_name`."""
    store.replace_all_series(f"{label}:", series, label)


def external_labels(store: Store) -> list[str]:
    """Give the labels there are."""
    sign = series_name("", COVERED)
    return [name.removesuffix(sign) for name in store.series_names() if name.endswith(sign)]


def read_external(store: Store, label: str, pair: str) -> pd.DataFrame:
    """Give COLUMNS of an undirected pair (`AAA-BBB`) on the days the source covers; empty if it never names it."""
    found = {measure: store.series(series_name(label, measure, pair)) for measure in MEASURES}
    if all(frame.empty for frame in found.values()):
        return pd.DataFrame(columns=list(COLUMNS))
    days = store.series(series_name(label, COVERED))["day"]
    counts = {
        measure: frame.set_index("day")["value"].reindex(days, fill_value=0.0).to_numpy()
        for measure, frame in found.items()
    }
    return pd.DataFrame({"day": days, **counts})
