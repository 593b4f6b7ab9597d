"""Stories with their reports, and the pair-days that are recomputed from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

import pandas as pd

from data.model import QUADS, Story, StoryReport
from data.store.sql.coding import upsert
from data.store.sql.coverage import recount_days
from data.store.sql.database import Database, Row, between, execute_in, query_in, where
from data.store.sql.facts import fact
from data.store.sql.texts import day_text, known_day, read_day

STORY_COLUMNS = "story_id, pair, day, actor, recipient, event_type, mode, quad, status, score, event_day, expectation"
REPORT_COLUMNS = "story_id, article_id, seq, actor, recipient, mutual, day, outlet_id, own_wording, increment"
PAIR_DAY_COLUMNS = ("actor", "recipient", "day", "stories", "reports", "outlets", "conflict", "cooperation", *QUADS)
SAVE_STORY = upsert("story", STORY_COLUMNS.split(", "), 1)
SAVE_REPORT = upsert("story_report", REPORT_COLUMNS.split(", "), 5)

PLANNED = ("status = 'planned'", "event_day IS NOT NULL")

# A mutual act counts in both directions.
DIRECTED = (
    "SELECT story_id, actor, recipient, day, outlet_id, increment FROM story_report{0}"
    " UNION ALL SELECT story_id, recipient, actor, day, outlet_id, increment FROM story_report{0} AND mutual = 1"
)
STORIES_BEGUN = (
    "SELECT d.actor, d.recipient, s.day, COUNT(*) AS stories, 0 AS reports, 0 AS outlets, 0.0 AS conflict,"
    " 0.0 AS cooperation, "
    + ", ".join(f"SUM(CASE WHEN s.quad = '{quad}' THEN 1 ELSE 0 END) AS {quad}" for quad in QUADS)
    + " FROM story s JOIN (SELECT DISTINCT story_id, actor, recipient FROM ("
    + DIRECTED.format(" WHERE story_id IN (SELECT story_id FROM story WHERE day BETWEEN ? AND ?)")
    + ") ways) d ON d.story_id = s.story_id GROUP BY d.actor, d.recipient, s.day"
)
REPORTS_COUNTED = (
    "SELECT actor, recipient, day, 0, COUNT(*), COUNT(DISTINCT outlet_id),"
    " SUM(CASE WHEN increment > 0 THEN increment ELSE 0 END), SUM(CASE WHEN increment < 0 THEN -increment ELSE 0 END),"
    f" 0, 0, 0, 0 FROM ({DIRECTED.format(' WHERE day BETWEEN ? AND ?')}) ways GROUP BY actor, recipient, day"
)
RECOUNT = (
    f"INSERT INTO pair_day ({', '.join(PAIR_DAY_COLUMNS)}) SELECT actor, recipient, day,"
    f" {', '.join(f'SUM({name})' for name in PAIR_DAY_COLUMNS[3:])}"
    f" FROM ({STORIES_BEGUN} UNION ALL {REPORTS_COUNTED}) parts GROUP BY actor, recipient, day"
)

PAIRS_BETWEEN = "SELECT DISTINCT actor, recipient FROM pair_day WHERE day BETWEEN ? AND ?"
TOTAL = (
    "INSERT INTO pair_total (actor, recipient, stories, first_day, last_day)"
    " SELECT actor, recipient, SUM(stories), MIN(day), MAX(day) FROM pair_day WHERE actor = ? AND recipient = ?"
    " GROUP BY actor, recipient"
)


def replace_stories(database: Database, since: date, until: date, stories: Iterable[Story]) -> None:
    """Replace the stories whose day lies in the range, inside a write transaction."""
    new = list(stories)
    ids = [story.story_id for story in new]
    old = database.query("SELECT story_id FROM story WHERE day BETWEEN ? AND ?", (since.isoformat(), until.isoformat()))
    dropped = list({row[0] for row in old}.union(ids))
    touched = touched_days(database, dropped)
    touched.update(day for story in new for day in (story.day, *(report.day for report in story.reports)))
    execute_in(database, "DELETE FROM story WHERE story_id IN {}", dropped)
    database.execute_many(SAVE_STORY, [story_row(story) for story in new])
    database.execute_many(SAVE_REPORT, [row for story in new for row in report_rows(story)])
    recount_pair_days(database, touched)
    recount_days(database, {day.isoformat() for day in touched})


def touched_days(database: Database, story_ids: Sequence[str]) -> set[date]:
    """Give the days that stored stories contribute to."""
    rows = query_in(database, "SELECT DISTINCT day FROM story WHERE story_id IN {}", story_ids)
    rows += query_in(database, "SELECT DISTINCT day FROM story_report WHERE story_id IN {}", story_ids)
    return {known_day(row[0]) for row in rows}


def recount_pair_days(database: Database, days: set[date]) -> None:
    """Compute the pair-days of these days again; days that were pruned keep what they had."""
    pruned = fact(database, "pruned_until") or ""
    pairs: set[Row] = set()
    for first, last in runs_of_days({day for day in days if day.isoformat() > pruned}):
        span = (first.isoformat(), last.isoformat())
        pairs.update(database.query(PAIRS_BETWEEN, span))
        database.execute("DELETE FROM pair_day WHERE day BETWEEN ? AND ?", span)
        database.execute(RECOUNT, span * 4)
        pairs.update(database.query(PAIRS_BETWEEN, span))
    ordered = sorted(pairs)
    database.execute_many("DELETE FROM pair_total WHERE actor = ? AND recipient = ?", ordered)
    database.execute_many(TOTAL, ordered)


def runs_of_days(days: set[date]) -> list[tuple[date, date]]:
    """Join days into runs without a gap."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def story_row(story: Story) -> Row:
    """Give the values of STORY_COLUMNS."""
    return (
        story.story_id,
        story.pair,
        day_text(story.day),
        story.actor,
        story.recipient,
        story.event_type,
        story.mode,
        story.quad,
        story.status,
        float(story.score),
        day_text(story.event_day),
        story.expectation,
    )


def report_rows(story: Story) -> list[Row]:
    """Give the values of REPORT_COLUMNS for each report of a story."""
    return [
        (
            story.story_id,
            report.article_id,
            report.seq,
            report.actor,
            report.recipient,
            int(report.mutual),
            report.day.isoformat(),
            report.outlet_id,
            int(report.own_wording),
            float(report.increment),
        )
        for report in story.reports
    ]


def read_stories(
    database: Database, since: date | None, until: date | None, pair: tuple[str, str] | None, *further: str
) -> list[Story]:
    """Give stories by day then id; `further` conditions need no values."""
    conditions, values = between("day", since, until)
    if pair is not None:
        conditions.append("pair = ?")
        values.append("-".join(sorted(pair)))
    chosen = where([*conditions, *further])
    rows = database.query(f"SELECT {STORY_COLUMNS} FROM story{chosen} ORDER BY day, story_id", values)
    reports = reports_of(database, [row[0] for row in rows])
    return [read_story(row, reports[row[0]]) for row in rows]


def read_outlines(database: Database, pairs: Collection[str], since: date, until: date) -> list[Story]:
    """Give the stories of pairs without their reports, by pair, day and id."""
    conditions, values = between("day", since, until)
    sql = f"SELECT {STORY_COLUMNS} FROM story{where([*conditions, 'pair IN {}'])}"
    rows = query_in(database, sql, sorted(pairs), values)
    return [read_story(row, ()) for row in sorted(rows, key=lambda row: (row[1], row[2], row[0]))]


def reports_of(database: Database, story_ids: Sequence[str]) -> dict[str, list[StoryReport]]:
    """Give the reports of each story, by day, article and place."""
    found: dict[str, list[StoryReport]] = defaultdict(list)
    sql = f"SELECT {REPORT_COLUMNS} FROM story_report WHERE story_id IN {{}}"
    for row in sorted(query_in(database, sql, story_ids), key=lambda row: (row[6], *row[1:5])):
        story_id, article_id, seq, actor, recipient, mutual, day, outlet_id, own_wording, increment = row
        report = StoryReport(
            article_id=article_id,
            seq=seq,
            actor=actor,
            recipient=recipient,
            mutual=bool(mutual),
            day=known_day(day),
            outlet_id=outlet_id,
            own_wording=bool(own_wording),
            increment=increment,
        )
        found[story_id].append(report)
    return found


def read_story(row: Row, reports: Sequence[StoryReport]) -> Story:
    """Read a row of STORY_COLUMNS."""
    story_id, _pair, day, actor, recipient, event_type, mode, quad, status, score, event_day, expectation = row
    return Story(
        story_id=story_id,
        actor=actor,
        recipient=recipient,
        event_type=event_type,
        mode=mode,
        quad=quad,
        status=status,
        score=score,
        day=known_day(day),
        event_day=read_day(event_day),
        reports=tuple(reports),
        expectation=expectation,
    )


def read_pairs(database: Database) -> pd.DataFrame:
    """Give columns actor, recipient, stories, first_day, last_day."""
    rows = database.query(
        "SELECT actor, recipient, stories, first_day, last_day FROM pair_total ORDER BY actor, recipient"
    )
    return pd.DataFrame(
        {
            "actor": [row[0] for row in rows],
            "recipient": [row[1] for row in rows],
            "stories": pd.Series([int(row[2]) for row in rows], dtype="int64"),
            "first_day": [known_day(row[3]) for row in rows],
            "last_day": [known_day(row[4]) for row in rows],
        }
    )


def read_pair_days(
    database: Database, pair: tuple[str, str] | None, since: date | None, until: date | None
) -> pd.DataFrame:
    """Give the stored pair-days of one directed pair or all."""
    conditions, values = between("day", since, until)
    if pair is not None:
        conditions += ["actor = ?", "recipient = ?"]
        values += pair
    rows = database.query(
        f"SELECT {', '.join(PAIR_DAY_COLUMNS)} FROM pair_day{where(conditions)} ORDER BY day, actor, recipient", values
    )
    frame = pd.DataFrame(rows, columns=list(PAIR_DAY_COLUMNS))
    frame["day"] = [known_day(row[2]) for row in rows]
    return frame
