"""Tables as frames for export: every column that means something outside this store, keyed by article keys."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.store.base import INDEX_COLUMNS
from data.store.sql.database import Database
from data.store.sql.stories import PAIR_DAY_COLUMNS

EVENT_COLUMNS = (
    "day, language, outlet_id, actor, recipient, event_type, mode, quad, status, score, event_day, place,"
    " evidence, evidence_from, evidence_to, confidence, rules"
)
COLUMNS = {
    "articles": "key, feed_id, outlet_id, url, language, title, body, published_at, first_seen_at, day, version",
    "events": "key, seq, " + EVENT_COLUMNS,
    "stories": "story_id, pair, day, actor, recipient, event_type, mode, quad, status, score, event_day, expectation",
    "story_reports": "story_id, key, seq, actor, recipient, mutual, day, outlet_id, own_wording, increment",
    "pair_days": ", ".join(PAIR_DAY_COLUMNS),
    "index": ", ".join(("pair", *INDEX_COLUMNS, "method")),
}
FROM = {
    "articles": "article t",
    "events": "event t JOIN article a ON a.article_id = t.article_id",
    "stories": "story t",
    "story_reports": "story_report t LEFT JOIN article a ON a.article_id = t.article_id",
    "pair_days": "pair_day t",
    "index": "pair_index t",
}


def read_table(database: Database, table: str, since: date, until: date) -> pd.DataFrame:
    """Give the rows of a table in a range of days, in a fixed order."""
    names = COLUMNS[table].split(", ")
    chosen = ", ".join("a.key" if name == "key" and table != "articles" else f"t.{name}" for name in names)
    order = ", ".join(str(1 + at) for at in range(min(5, len(names))))
    rows = database.query(
        f"SELECT {chosen} FROM {FROM[table]} WHERE t.day BETWEEN ? AND ? ORDER BY t.day, {order}",
        (since.isoformat(), until.isoformat()),
    )
    return pd.DataFrame(rows, columns=names)
