"""Invariants that hold in every store, whatever the engine."""

from __future__ import annotations

from data.store.base import Finding
from data.store.sql.database import Database, chunks, query_in

# Each query gives the rows that break a rule; a healthy store gives none.
RULES = {
    "coverage": (
        (
            "SELECT day, outlet_id FROM (SELECT a.day, a.outlet_id, COUNT(*) AS found FROM article a"
            " GROUP BY a.day, a.outlet_id) counted LEFT JOIN (SELECT day AS d, outlet_id AS o, SUM(articles) AS kept"
            " FROM coverage GROUP BY day, outlet_id) stored ON stored.d = day AND stored.o = outlet_id"
            " WHERE kept IS NULL OR kept <> found"
        ),
        "cells of coverage differ from a recount",
    ),
    "events": (
        (
            "SELECT c.article_id FROM coding c LEFT JOIN (SELECT article_id, COUNT(*) AS found FROM event"
            " GROUP BY article_id) e ON e.article_id = c.article_id WHERE c.events <> COALESCE(e.found, 0)"
        ),
        "articles have other events than were counted",
    ),
    "event_pairs": (
        (
            "SELECT p.article_id, p.seq FROM event_pair p LEFT JOIN event e"
            " ON e.article_id = p.article_id AND e.seq = p.seq WHERE e.seq IS NULL OR e.day <> p.day"
        ),
        "pairs belong to no event",
    ),
    "pair_totals": (
        (
            "SELECT d.actor, d.recipient FROM (SELECT actor, recipient, SUM(stories) AS found, MIN(day) AS low,"
            " MAX(day) AS high FROM pair_day GROUP BY actor, recipient) d LEFT JOIN pair_total t"
            " ON t.actor = d.actor AND t.recipient = d.recipient"
            " WHERE t.stories IS NULL OR t.stories <> d.found OR t.first_day <> d.low OR t.last_day <> d.high"
        ),
        "totals of pairs differ from their days",
    ),
    "day_totals": (
        (
            "SELECT c.day FROM (SELECT day, SUM(articles) AS found, SUM(events) AS done FROM coverage GROUP BY day) c"
            " LEFT JOIN day_total t ON t.day = c.day WHERE t.day IS NULL OR t.articles <> c.found OR t.events <> c.done"
            " OR t.stories <> (SELECT COUNT(*) FROM story s WHERE s.day = c.day)"
        ),
        "totals of days differ from a recount",
    ),
    "coding": (
        (
            "SELECT a.article_id FROM article a LEFT JOIN coding c ON c.article_id = a.article_id"
            " WHERE c.article_id IS NULL"
        ),
        "articles have no coding row, so they would never be coded",
    ),
    "sample": (
        "SELECT 1 FROM meta m JOIN feed_run f ON 1 = 1 WHERE m.name = 'sample' AND m.value = '1'",
        "feed runs stand in the sample store: live data must not be mixed with it",
    ),
}
TEXTS = (
    (
        "SELECT c.article_id, a.title, a.body FROM coding c"
        " JOIN article a ON a.article_id = c.article_id AND a.version = c.version WHERE c.article_id IN {}"
    ),
    (
        "SELECT c.article_id, v.title, v.body FROM coding c"
        " JOIN article_version v ON v.article_id = c.article_id AND v.version = c.version WHERE c.article_id IN {}"
    ),
)


def check_invariants(database: Database, *, thorough: bool) -> list[Finding]:
    """Check the rules; `thorough` also that every event quotes a stored version."""
    findings = []
    for name, (sql, meaning) in RULES.items():
        broken = len(database.query(f"{sql} LIMIT 1000"))
        findings.append(Finding(name, not broken, f"{broken} {meaning}" if broken else "well"))
    if thorough:
        findings.append(check_evidence(database))
    return findings


def check_evidence(database: Database) -> Finding:
    """Check that the evidence of every event is the slice of a stored version that it claims to be."""
    numbers = [row[0] for row in database.query("SELECT DISTINCT article_id FROM event ORDER BY article_id")]
    broken: list[str] = []
    for part in chunks(numbers):
        texts = {
            row[0]: f"{row[1]}\n\n{row[2]}" if row[2] else row[1]
            for sql in TEXTS
            for row in query_in(database, sql, part)
        }
        sql = "SELECT article_id, seq, evidence, evidence_from, evidence_to FROM event WHERE article_id IN {}"
        for article_id, seq, evidence, start, end in query_in(database, sql, part):
            if article_id not in texts or texts[article_id][start:end] != evidence:
                broken.append(f"{article_id}.{seq}")
    if not broken:
        return Finding("evidence", True, "well")
    shown = ", ".join(broken[:5])
    return Finding("evidence", False, f"{len(broken)} events quote no stored version ({shown}): code them again")
