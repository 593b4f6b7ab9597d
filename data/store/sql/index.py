"""The stored daily index of the pairs, its alerts, and series of others."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.store.base import INDEX_COLUMNS
from data.store.sql.coding import upsert
from data.store.sql.database import Database, Row, between, where
from data.store.sql.texts import known_day, object_text

SAVE_INDEX = upsert("pair_index", ("pair", *INDEX_COLUMNS, "method", "further"), 2)
ALERT_KEYS = ("pair", "day", "state", "direction_p")


def known(value: Any) -> Any:
    """Give a plain value for the store; a missing number (NaN, NaT, NA) is NULL."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and math.isnan(value) else value


def known_values(column: pd.Series[Any]) -> list[Any]:
    """Give the plain values of a column; those of a column of numbers need not be asked one by one what they are."""
    values: list[Any] = column.tolist()
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "fiu":
        return [None if value != value else value for value in values]  # noqa: PLR0124 - only NaN differs from itself
    return [known(value) for value in values]


def day_of(value: Any) -> date:
    """Give the day of a date, a timestamp or ISO text."""
    if isinstance(value, str):
        return known_day(value[:10])
    return date(value.year, value.month, value.day)


def replace_index(database: Database, pair: str, frame: pd.DataFrame, method: str, since: date) -> None:
    """Replace the index of a pair from a day on, inside a write transaction. Columns beyond ours are kept as JSON."""
    further = [str(name) for name in frame.columns if name not in INDEX_COLUMNS and name != "pair"]
    names = [*INDEX_COLUMNS[1:], *further]
    columns = [known_values(frame[name]) if name in frame.columns else [None] * len(frame) for name in names]
    rows = []
    for number, day in enumerate(day_of(value) for value in frame["day"].tolist()):
        if day >= since:
            values = [column[number] for column in columns]
            own, rest = values[: len(INDEX_COLUMNS) - 1], values[len(INDEX_COLUMNS) - 1 :]
            text = object_text(dict(zip(further, rest, strict=True))) if further else None
            rows.append((pair, day.isoformat(), *own, method, text))
    database.execute("DELETE FROM pair_index WHERE pair = ? AND day >= ?", (pair, since.isoformat()))
    database.execute_many(SAVE_INDEX, rows)


def read_index(database: Database, pair: str, since: date | None, until: date | None) -> pd.DataFrame:
    """Give the index of a pair with INDEX_COLUMNS and whatever was stored beside them."""
    conditions, values = between("day", since, until)
    rows = database.query(
        f"SELECT {', '.join(INDEX_COLUMNS)}, further FROM pair_index{where(['pair = ?', *conditions])} ORDER BY day",
        [pair, *values],
    )
    return index_frame(rows, INDEX_COLUMNS)


def read_index_on(database: Database, day: date) -> pd.DataFrame:
    """Give one day's index of all pairs: INDEX_COLUMNS and pair."""
    names = (*INDEX_COLUMNS, "pair")
    rows = database.query(
        f"SELECT {', '.join(names)}, further FROM pair_index WHERE day = ? ORDER BY pair", (day.isoformat(),)
    )
    return index_frame(rows, names)


def index_frame(rows: Sequence[Row], names: Sequence[str]) -> pd.DataFrame:
    """Build the frame of index rows; the last value of each row is the JSON of further columns."""
    columns: dict[str, Any] = {}
    for at, name in enumerate(names):
        values = [row[at] for row in rows]
        if name == "day":
            columns[name] = pd.Series([known_day(value) for value in values], dtype=object)
        elif name in ("state", "pair"):
            columns[name] = pd.Series(values, dtype=object)
        else:
            columns[name] = pd.Series(values, dtype="float64")
    frame = pd.DataFrame(columns)
    if any(row[-1] for row in rows):
        further = pd.DataFrame([json.loads(row[-1]) if row[-1] else {} for row in rows], index=frame.index)
        frame = pd.concat([frame, further], axis=1)
    return frame


def replace_alerts(database: Database, since: date, alerts: Sequence[Mapping[str, Any]]) -> None:
    """Replace the alerts from a day on, inside a write transaction."""
    rows = []
    for alert in alerts:
        further = {name: value for name, value in alert.items() if name not in ALERT_KEYS}
        day = day_of(alert["day"]).isoformat()
        rows.append((alert["pair"], day, alert["state"], known(alert.get("direction_p")), object_text(further)))
    database.execute("DELETE FROM alert WHERE day >= ?", (since.isoformat(),))
    database.execute_many(upsert("alert", (*("pair", "day", "state"), "direction_p", "further"), 3), rows)


def read_alerts(database: Database, since: date | None, until: date | None) -> list[dict[str, Any]]:
    """Give alerts, newest first."""
    conditions, values = between("day", since, until)
    rows = database.query(
        f"SELECT pair, day, state, direction_p, further FROM alert{where(conditions)} ORDER BY day DESC, pair, state",
        values,
    )
    return [
        {"pair": pair, "day": known_day(day), "state": state, "direction_p": direction_p, **json.loads(further)}
        for pair, day, state, direction_p, further in rows
    ]


def replace_series(database: Database, name: str, frame: pd.DataFrame, source: str) -> None:
    """Replace a series of others (columns day, value) whole, inside a write transaction."""
    rows = [(name, day_of(r["day"]).isoformat(), float(r["value"]), source) for r in frame.to_dict("records")]
    database.execute("DELETE FROM external_series WHERE name = ?", (name,))
    database.execute_many("INSERT INTO external_series (name, day, value, source) VALUES (?,?,?,?)", rows)


def drop_series(database: Database, prefix: str) -> None:
    """Delete the series whose name begins so, inside a write transaction."""
    names = [name for name in read_series_names(database) if name.startswith(prefix)]
    database.execute_many("DELETE FROM external_series WHERE name = ?", [(name,) for name in names])


def read_series_names(database: Database) -> list[str]:
    """Give the names of the series of others, in order."""
    return [row[0] for row in database.query("SELECT DISTINCT name FROM external_series ORDER BY name")]


def read_series(database: Database, name: str) -> pd.DataFrame:
    """Give columns day, value, source of a series of others."""
    rows = database.query("SELECT day, value, source FROM external_series WHERE name = ? ORDER BY day", (name,))
    return pd.DataFrame(
        {
            "day": [known_day(row[0]) for row in rows],
            "value": pd.Series([row[1] for row in rows], dtype="float64"),
            "source": [row[2] for row in rows],
        }
    )
