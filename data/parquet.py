"""The exported tables: their columns with type and meaning, the same in every file of every month.

Without a declared schema a month without a single place or mode would get a column of no type, and readers that join
months would refuse it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import ExportError
from data.whole_files import whole_file

TEXT, NUMBER, COUNT = pa.string(), pa.float64(), pa.int64()
DAY, TIME, CODES, FLAG = (
    pa.date32(),
    pa.timestamp("us", tz="UTC"),
    pa.list_(pa.field("element", pa.string())),
    pa.bool_(),
)
EVENT = {
    "event_type": (TEXT, "PLOVER type"),
    "mode": (TEXT, "PLOVER mode"),
    "quad": (TEXT, "verbal_cooperation, material_cooperation, verbal_conflict or material_conflict"),
    "status": (TEXT, "actual, planned, hypothetical, denied, historical, cancelled, failed or question"),
    "score": (NUMBER, "-10 (conflict) to 10 (cooperation)"),
    "event_day": (DAY, "the day that the text gives"),
}
COLUMNS: Mapping[str, Mapping[str, tuple[pa.DataType, str]]] = {
    "articles": {
        "key": (TEXT, "identity, 32 hex digits"),
        "feed_id": (TEXT, "feed it came by"),
        "outlet_id": (TEXT, "outlet"),
        "url": (TEXT, "address of the page"),
        "language": (TEXT, "ISO 639-1"),
        "title": (TEXT, "title of the current version"),
        "body": (TEXT, "summary or text; only with --texts"),
        "published_at": (TIME, "as the outlet says"),
        "first_seen_at": (TIME, "the clock of the index"),
        "day": (DAY, "date of first_seen_at"),
        "version": (COUNT, "number of the current version"),
    },
    "events": {
        "key": (TEXT, "article"),
        "seq": (COUNT, "place in the article, from 0"),
        "day": (DAY, "day it counts for"),
        "language": (TEXT, "language it was coded in"),
        "outlet_id": (TEXT, "outlet"),
        "actor": (CODES, "codes of who acts"),
        "recipient": (CODES, "codes of whom it is done to"),
        **EVENT,
        "place": (TEXT, "code of the place"),
        "evidence": (TEXT, "the words that say so"),
        "evidence_from": (COUNT, "where they begin in the text, code points"),
        "evidence_to": (COUNT, "where they end"),
        "confidence": (NUMBER, "0 to 1"),
        "rules": (CODES, "what made it"),
    },
    "stories": {
        "story_id": (TEXT, "identity"),
        "pair": (TEXT, "undirected pair, codes in order"),
        "day": (DAY, "first day"),
        "actor": (TEXT, "as most reports have it"),
        "recipient": (TEXT, "likewise"),
        **EVENT,
        "expectation": (TEXT, "of something planned: open, held, failed or missed"),
    },
    "story_reports": {
        "story_id": (TEXT, "story"),
        "key": (TEXT, "article; unknown where it was pruned"),
        "seq": (COUNT, "event of the article"),
        "actor": (TEXT, "who acts in this report"),
        "recipient": (TEXT, "whom it is done to"),
        "mutual": (FLAG, "counts in both directions"),
        "day": (DAY, "day of the report"),
        "outlet_id": (TEXT, "outlet"),
        "own_wording": (FLAG, "no copy: adds an outlet"),
        "increment": (NUMBER, "what it adds on its day: conflict above 0, cooperation below"),
    },
    "pair_days": {
        "actor": (TEXT, "who acts"),
        "recipient": (TEXT, "whom it is done to"),
        "day": (DAY, "day"),
        "stories": (COUNT, "stories that begin"),
        "reports": (COUNT, "reports"),
        "outlets": (COUNT, "outlets"),
        "conflict": (NUMBER, "mass"),
        "cooperation": (NUMBER, "mass"),
        "verbal_cooperation": (COUNT, "stories of this quad"),
        "material_cooperation": (COUNT, "stories of this quad"),
        "verbal_conflict": (COUNT, "stories of this quad"),
        "material_conflict": (COUNT, "stories of this quad"),
    },
    "index": {
        "pair": (TEXT, "AAA-BBB undirected, AAA>BBB directed"),
        "day": (DAY, "day"),
        "state": (TEXT, "escalation, detente, contested, steady or insufficient"),
        "direction_p": (NUMBER, "probability that it is escalating"),
        "balance": (NUMBER, "share of conflict, 0 to 1"),
        "balance_low": (NUMBER, "band"),
        "balance_high": (NUMBER, "band"),
        "level": (NUMBER, "conflict mass per 1,000 reports"),
        "level_low": (NUMBER, "band"),
        "level_high": (NUMBER, "band"),
        "conflict": (NUMBER, "mass of the day"),
        "cooperation": (NUMBER, "mass of the day"),
        "exposure": (NUMBER, "what was monitored"),
        "stories": (NUMBER, "stories"),
        "outlets": (NUMBER, "outlets"),
        "method": (TEXT, "version of the method"),
    },
}
READERS: Mapping[pa.DataType, Callable[[Any], Any]] = {
    DAY: lambda value: value if isinstance(value, date) else date.fromisoformat(value),
    TIME: datetime.fromisoformat,
    CODES: json.loads,
    FLAG: bool,
    COUNT: int,
    NUMBER: float,
    TEXT: str,
}


def schema_of(table: str, *, texts: bool) -> pa.Schema:
    """Give the schema of a table, meanings included."""
    return pa.schema(
        [
            pa.field(name, kind, metadata={"meaning": meaning})
            for name, (kind, meaning) in COLUMNS[table].items()
            if texts or name != "body"
        ]
    )


def typed(frame: pd.DataFrame, table: str, *, texts: bool) -> pa.Table:
    """Give the rows of a table as its schema has them; what is not known stays unknown."""
    schema = schema_of(table, texts=texts)
    columns = {}
    for field in schema:
        read, values = READERS[field.type], frame[field.name].tolist()
        columns[field.name] = [None if is_unknown(value) else read(value) for value in values]
    return pa.table(columns, schema=schema)


def is_unknown(value: Any) -> bool:
    """Say whether a cell is empty."""
    return value is None or (isinstance(value, float) and value != value)  # noqa: PLR0124 - only NaN differs from itself


def save(table: pa.Table, path: Path) -> None:
    """Write a Parquet file under another name first."""
    try:
        with whole_file(path) as partial:
            pq.write_table(table, partial, compression="zstd")
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror})") from error
