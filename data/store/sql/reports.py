"""Reading events back: reports for the stories, evidence lists for the pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from data.model import Event, Evidence, Report
from data.store.base import EvidenceQuery, EvidenceRow
from data.store.sql.database import Database, Row, between, where
from data.store.sql.texts import known_day, read_day, read_list, read_time

# An article published this long before we first saw it tells old news: it revises history and is marked as late.
LATE_AFTER = timedelta(days=3)
LEAD_LENGTH = 400
FREQUENT = 5000
FIRST_WINDOW = timedelta(days=7)
WINDOW_GROWTH = 6
BEST_WINDOW = timedelta(days=30)
BEST_ARTICLES = 1000

REPORT = (
    "SELECT e.article_id, e.seq, e.day, a.first_seen_at, e.outlet_id, o.ownership_group, o.camp, e.language, a.title,"
    f" SUBSTR(a.body, 1, {LEAD_LENGTH}), a.published_at, e.actor, e.recipient, e.event_type, e.mode, e.quad, e.status,"
    " e.score, e.event_day, e.place, e.evidence, e.evidence_from, e.evidence_to, e.confidence, e.rules"
)
JOINS = " JOIN article a ON a.article_id = e.article_id LEFT JOIN outlet o ON o.outlet_id = e.outlet_id"
PAIR_FILTERS = ("outlet_id", "language", "event_type", "quad", "status")


def read_report(row: Row) -> Report:
    """Read a row of REPORT."""
    article_id, seq, day, seen, outlet_id, group, camp, language, title, lead, published, *event = row
    seen_at, published_at = read_time(seen), read_time(published)
    if seen_at is None:
        raise ValueError(f"article {article_id} has no first_seen_at")
    return Report(
        article_id=article_id,
        seq=seq,
        day=known_day(day),
        seen_at=seen_at,
        outlet_id=outlet_id,
        group=group or outlet_id,
        camp=camp,
        language=language,
        title=title,
        lead=lead,
        event=read_event(event),
        late=published_at is not None and seen_at - published_at > LATE_AFTER,
    )


def read_event(row: Sequence[Any]) -> Event:
    """Read the event part of a row of REPORT."""
    actor, recipient, event_type, mode, quad, status, score, event_day, place, text, start, end, confidence, rules = row
    return Event(
        actor=read_list(actor),
        recipient=read_list(recipient),
        event_type=event_type,
        mode=mode,
        quad=quad,
        status=status,
        score=score,
        day=read_day(event_day),
        evidence=Evidence(text, start, end),
        confidence=confidence,
        rules=read_list(rules),
        place=place,
    )


def read_reports(
    database: Database, since: date | None, until: date | None, pair: tuple[str, str] | None
) -> list[Report]:
    """Give reports of a range of days, ordered by seen_at, article_id, seq."""
    conditions, values = between("day", since, until)
    order = " ORDER BY a.first_seen_at, e.article_id, e.seq"
    if pair is None:
        days = where([f"e.{condition}" for condition in conditions])
        rows = database.query(f"{REPORT} FROM event e{JOINS}{days}{order}", values)
    else:
        branch = f"SELECT article_id, seq FROM event_pair{where(['actor = ?', 'recipient = ?', *conditions])}"
        rows = database.query(
            f"{REPORT} FROM ({branch} UNION {branch}) hit"
            f" JOIN event e ON e.article_id = hit.article_id AND e.seq = hit.seq{JOINS}{order}",
            [*pair, *values, *reversed(pair), *values],
        )
    return [read_report(row) for row in rows]


def read_evidence(database: Database, query: EvidenceQuery) -> list[EvidenceRow]:
    """Give evidence, newest first. A search goes back in growing windows: most fill their page from the last days."""
    if not query.words or not query.words.split():
        return evidence_page(database, query, *hit_query(database, query))
    conditions, values = between("day", query.since, query.until)
    low, high = database.query(f"SELECT MIN(day), MAX(day) FROM day_total{where(conditions)}", values)[0]
    if low is None:
        return []
    first, last, span = known_day(low), known_day(high), FIRST_WINDOW
    if query.best_first:
        recent = dataclasses.replace(query, since=max(first, last - BEST_WINDOW), until=last)
        return evidence_page(database, recent, *best_query(database, recent), order="hit.rank, ")
    while True:
        since = last - span if last - first > 2 * span else first
        window = dataclasses.replace(query, since=since, until=last)
        page = evidence_page(database, window, *hit_query(database, window))
        if len(page) >= query.limit or since == first:
            return page
        span *= WINDOW_GROWTH


def evidence_page(
    database: Database, query: EvidenceQuery, hits: str, values: Sequence[Any], order: str = ""
) -> list[EvidenceRow]:
    """Give the page of a query from its hits."""
    story, story_values = story_query(query)
    rows = database.query(
        f"{REPORT}, a.url, ({story}), c.version FROM ({hits}) hit"
        f" JOIN event e ON e.article_id = hit.article_id AND e.seq = hit.seq{JOINS}"
        " JOIN coding c ON c.article_id = e.article_id"
        f" ORDER BY {order}e.day DESC, e.article_id DESC, e.seq LIMIT ? OFFSET ?",
        [*story_values, *values, query.limit, query.offset],
    )
    found = []
    for row in rows:
        *report, url, story_id, version = row
        read = read_report(tuple(report))
        found.append(EvidenceRow(read, url, story_id, read.title, version))
    return found


def story_query(query: EvidenceQuery) -> tuple[str, list[Any]]:
    """Write the query for the story of an event: of the pair or story asked for, else the first it belongs to."""
    sql = (
        "SELECT MIN(s.story_id) FROM story_report r JOIN story s ON s.story_id = r.story_id"
        " WHERE r.article_id = e.article_id AND r.seq = e.seq"
    )
    if query.story_id is not None:
        return f"{sql} AND s.story_id = ?", [query.story_id]
    if query.pair is not None:
        return f"{sql} AND s.pair = ?", ["-".join(sorted(query.pair))]
    return sql, []


def article_range(database: Database, query: EvidenceQuery) -> tuple[int, int]:
    """Give the lowest and highest article number of the days asked for."""
    conditions, values = between("day", query.since, query.until)
    sql = f"SELECT MIN(first_article), MAX(last_article) FROM day_total{where(conditions)}"
    first, last = database.query(sql, values)[0]
    return (first, last) if first is not None else (0, 0)


def is_frequent(database: Database, search: str, words: Sequence[Any]) -> bool:
    """Tell whether so many articles hold these words that going back by day meets enough of them soon.

    The plus sign that follows from it keeps the planner from visiting the events of every one of them first.
    """
    found = database.query(f"SELECT COUNT(*) FROM ({search} LIMIT {FREQUENT}) hits", words)
    return int(found[0][0]) >= FREQUENT


def filters_of(query: EvidenceQuery) -> tuple[list[str], list[Any]]:
    """Write the conditions of a query but for pair and words."""
    conditions, values = between("day", query.since, query.until)
    for name in PAIR_FILTERS:
        if getattr(query, name) is not None:
            conditions.append(f"{name} = ?")
            values.append(getattr(query, name))
    if query.camp is not None:
        conditions.append("outlet_id IN (SELECT outlet_id FROM outlet WHERE camp = ?)")
        values.append(query.camp)
    if query.story_id is not None:
        conditions.append("(article_id, seq) IN (SELECT article_id, seq FROM story_report WHERE story_id = ?)")
        values.append(query.story_id)
    return conditions, values


def best_query(database: Database, query: EvidenceQuery) -> tuple[str, list[Any]]:
    """Write the query for the events of the articles that fit the words best.

    Of a pair all that hold the words are looked at; without a pair the events of the best BEST_ARTICLES.
    """
    conditions, values = filters_of(query)
    ranked, words = database.ranked((query.words or "").split(), *article_range(database, query))
    table = "event"
    if query.pair is not None:
        table, (one, other) = "event_pair", query.pair
        conditions.append(
            "actor = ? AND recipient = ?" if query.directed else "actor IN (?, ?) AND recipient IN (?, ?)"
        )
        values += [one, other] if query.directed else [one, other, one, other]
    best = ranked if query.pair else f"{ranked} ORDER BY rank, article_id DESC LIMIT {BEST_ARTICLES}"
    # The ranks are computed once; of a pair its own events are gone through, else those of the best articles.
    order = "p CROSS JOIN best" if query.pair else "best CROSS JOIN p"
    sql = (
        f"WITH best AS MATERIALIZED ({best}), p AS (SELECT article_id, seq, day FROM {table}{where(conditions)})"
        f" SELECT DISTINCT p.article_id, p.seq, p.day, best.rank FROM {order} WHERE p.article_id = best.article_id"
        " ORDER BY best.rank, p.day DESC, p.article_id DESC, p.seq LIMIT ?"
    )
    return sql, [*words, *values, query.limit + query.offset]


def hit_query(database: Database, query: EvidenceQuery) -> tuple[str, list[Any]]:
    """Write the query for the events that pass the filters: at most as many as a page needs, from covering indexes."""
    conditions, values = filters_of(query)
    if query.words and query.words.split():
        search, words = database.search(query.words.split(), *article_range(database, query))
        frequent = is_frequent(database, search, words)
        conditions.append(f"+article_id IN ({search})" if frequent else database.among("article_id", search))
        values += words
    limit = query.limit + query.offset
    order = " ORDER BY day DESC, article_id DESC, seq LIMIT ?"
    if query.pair is None:
        return f"SELECT article_id, seq FROM event{where(conditions)}{order}", [*values, limit]
    branch = f"SELECT article_id, seq FROM event_pair{where(['actor = ?', 'recipient = ?', *conditions])}{order}"
    one_way = [*query.pair, *values, limit]
    if query.directed:
        return branch, one_way
    if query.words:
        # One pass instead of two: the list of articles that hold the words is made once.
        ways = where(["actor IN (?, ?)", "recipient IN (?, ?)", *conditions])
        once = f"SELECT article_id, seq FROM event_pair{ways} GROUP BY day, article_id, seq{order}"
        return once, [*query.pair, *query.pair, *values, limit]
    both = f"SELECT * FROM ({branch}) there UNION SELECT * FROM ({branch}) back"
    return both, [*one_way, *reversed(query.pair), *values, limit]
