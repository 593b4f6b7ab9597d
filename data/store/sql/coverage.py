"""What was monitored, by day, outlet and language. Touched cells are counted again, never incremented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data.store.sql.database import Database, between, where
from data.store.sql.texts import known_day

RECOUNT = (
    "INSERT INTO coverage (day, outlet_id, language, articles, headlines, events)"
    " SELECT a.day, a.outlet_id, COALESCE(a.language, ''), COUNT(*), COUNT(DISTINCT a.title_hash), SUM(c.events)"
    " FROM article a JOIN coding c ON c.article_id = a.article_id WHERE a.day = ? AND a.outlet_id = ?"
    " GROUP BY a.day, a.outlet_id, COALESCE(a.language, '')"
)
SUM_DAY = (
    "INSERT INTO day_total (day, articles, events, stories, first_article, last_article)"
    " SELECT c.day, SUM(c.articles), SUM(c.events), (SELECT COUNT(*) FROM story s WHERE s.day = c.day),"
    " (SELECT MIN(a.article_id) FROM article a WHERE a.day = c.day),"
    " (SELECT MAX(a.article_id) FROM article a WHERE a.day = c.day)"
    " FROM coverage c WHERE c.day = ? GROUP BY c.day"
)


def recount_coverage(database: Database, cells: Iterable[tuple[str, str]]) -> None:
    """Count cells of day and outlet again, inside a write transaction."""
    ordered = sorted(cells)
    database.execute_many("DELETE FROM coverage WHERE day = ? AND outlet_id = ?", ordered)
    database.execute_many(RECOUNT, ordered)
    recount_days(database, {day for day, _ in ordered})


def recount_days(database: Database, days: Iterable[str]) -> None:
    """Sum days up again, inside a write transaction."""
    ordered = [(day,) for day in sorted(days)]
    database.execute_many("DELETE FROM day_total WHERE day = ?", ordered)
    database.execute_many(SUM_DAY, ordered)


def read_exposure(database: Database, since: date | None, until: date | None) -> pd.DataFrame:
    """Give columns day, outlet_id, headlines, reports."""
    conditions, values = between("day", since, until)
    rows = database.query(
        f"SELECT day, outlet_id, SUM(headlines), SUM(events) FROM coverage{where(conditions)}"
        " GROUP BY day, outlet_id ORDER BY day, outlet_id",
        values,
    )
    return pd.DataFrame(
        {
            "day": [known_day(row[0]) for row in rows],
            "outlet_id": [row[1] for row in rows],
            "headlines": pd.Series([int(row[2]) for row in rows], dtype="int64"),
            "reports": pd.Series([int(row[3]) for row in rows], dtype="int64"),
        }
    )


def read_coverage(database: Database, since: date, until: date) -> pd.DataFrame:
    """Give columns day, outlet_id, camp, language, articles, events."""
    rows = database.query(
        "SELECT c.day, c.outlet_id, o.camp, c.language, c.articles, c.events FROM coverage c"
        " LEFT JOIN outlet o ON o.outlet_id = c.outlet_id WHERE c.day >= ? AND c.day <= ?"
        " ORDER BY c.day, c.outlet_id, c.language",
        (since.isoformat(), until.isoformat()),
    )
    return pd.DataFrame(
        {
            "day": [known_day(row[0]) for row in rows],
            "outlet_id": [row[1] for row in rows],
            "camp": pd.Series([row[2] for row in rows], dtype=object),
            "language": pd.Series([row[3] or None for row in rows], dtype=object),
            "articles": pd.Series([row[4] for row in rows], dtype="int64"),
            "events": pd.Series([row[5] for row in rows], dtype="int64"),
        }
    )


def read_tones(database: Database, pair: tuple[str, str], since: date | None, until: date | None) -> pd.DataFrame:
    """Give columns day, outlet_id, camp, language, tone of sentences that name both actors."""
    conditions, values = between("t.day", since, until)
    first, second = sorted(pair)
    rows = database.query(
        "SELECT t.day, t.outlet_id, o.camp, t.language, t.tone FROM tone_pair t"
        " LEFT JOIN outlet o ON o.outlet_id = t.outlet_id"
        f"{where(['t.first = ?', 't.second = ?', *conditions])} ORDER BY t.day, t.article_id, t.seq",
        [first, second, *values],
    )
    return pd.DataFrame(
        {
            "day": [known_day(row[0]) for row in rows],
            "outlet_id": [row[1] for row in rows],
            "camp": pd.Series([row[2] for row in rows], dtype=object),
            "language": pd.Series([row[3] for row in rows], dtype=object),
            "tone": pd.Series([row[4] for row in rows], dtype="float64"),
        }
    )


def read_days(database: Database) -> tuple[date, date] | None:
    """Give the first and last day with articles."""
    low, high = database.query("SELECT MIN(day), MAX(day) FROM day_total")[0]
    return (known_day(low), known_day(high)) if low else None
