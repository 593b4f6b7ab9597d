"""Coded articles: which wait, and how events and tones are replaced. Unchanged events are left as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from data.model import Article, CodedArticle, Event, StoredArticle, ToneReading
from data.store.sql.coverage import recount_coverage
from data.store.sql.database import Database, Row, chunks, query_in
from data.store.sql.texts import day_text, known_day, list_text, read_list, read_time

# A sentence that names more actors than this is a list: it has a tone, but toward nobody in particular.
LIST_OF_ACTORS = 8

ARTICLE_COLUMNS = (
    "article_id, version, key, feed_id, outlet_id, guid, url, language, title, body, published_at, published_raw,"
    " date_reason, first_seen_at, flags"
)
EVENT_COLUMNS = (
    "article_id, seq, day, language, outlet_id, actor, recipient, event_type, mode, quad, status, score, event_day,"
    " place, evidence, evidence_from, evidence_to, confidence, rules"
)
TONE_COLUMNS = "article_id, seq, words_from, words_to, tone, actors"
CODING_COLUMNS = ("version", "analyser", "language", "tone", "reason", "events")


def upsert(table: str, columns: Sequence[str], keys: int) -> str:
    """Write an upsert whose first `keys` columns are the key."""
    names, key = ", ".join(columns), ", ".join(columns[:keys])
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns[keys:])
    values = ",".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT ({key}) DO UPDATE SET {changes}"


SAVE_EVENT = upsert("event", EVENT_COLUMNS.split(", "), 2)
SAVE_CODING = upsert("coding", ("article_id", *CODING_COLUMNS), 1)
EVENT_PAIR_COLUMNS = "actor, recipient, day, article_id, seq, language, event_type, quad, status, outlet_id, score"
TONE_PAIR_COLUMNS = "first, second, day, article_id, seq, outlet_id, language, tone"
DROP_EVENT_PAIR = "DELETE FROM event_pair WHERE actor = ? AND recipient = ? AND day = ? AND article_id = ? AND seq = ?"
DROP_TONE_PAIR = "DELETE FROM tone_pair WHERE first = ? AND second = ? AND day = ? AND article_id = ? AND seq = ?"


def read_article(row: Row) -> StoredArticle:
    """Read a row of ARTICLE_COLUMNS."""
    article_id, version, key, feed_id, outlet_id, guid, url, language, title, body, *rest = row
    published_at, published_raw, date_reason, first_seen_at, flags = rest
    first_seen = read_time(first_seen_at)
    if first_seen is None:
        raise ValueError(f"article {article_id} has no first_seen_at")
    article = Article(
        key=key,
        feed_id=feed_id,
        outlet_id=outlet_id,
        guid=guid,
        url=url,
        language=language,
        title=title,
        body=body,
        published_at=read_time(published_at),
        published_raw=published_raw,
        date_reason=date_reason,
        first_seen_at=first_seen,
        flags=read_list(flags),
    )
    return StoredArticle(article_id, version, article)


def waiting(database: Database, analyser: str, *, rescore: bool) -> list[int]:
    """Give the numbers of the articles to code, in order."""
    if rescore:
        return [row[0] for row in database.query("SELECT article_id FROM coding ORDER BY article_id")]
    sql = "SELECT article_id FROM coding WHERE analyser {} ?"
    rows = database.query("SELECT article_id FROM coding WHERE analyser IS NULL")
    rows += database.query(sql.format("<"), (analyser,)) + database.query(sql.format(">"), (analyser,))
    return sorted(row[0] for row in rows)


def batches_to_code(database: Database, analyser: str, batch: int, *, rescore: bool) -> Iterator[list[StoredArticle]]:
    """Give the articles to code in batches by number; what arrives meanwhile waits for the next run."""
    for numbers in chunks(waiting(database, analyser, rescore=rescore), batch):
        rows = query_in(database, f"SELECT {ARTICLE_COLUMNS} FROM article WHERE article_id IN {{}}", numbers)
        if rows:
            yield [read_article(row) for row in sorted(rows)]


@dataclass(frozen=True, slots=True)
class Target:
    """An article as it is stored now, and what was found in it."""

    article_id: int
    day: str
    outlet_id: str
    language: str | None
    found: CodedArticle


def event_row(target: Target, seq: int, event: Event) -> Row:
    """Give the values of EVENT_COLUMNS."""
    return (
        target.article_id,
        seq,
        target.day,
        target.language,
        target.outlet_id,
        list_text(event.actor),
        list_text(event.recipient),
        event.event_type,
        event.mode,
        event.quad,
        event.status,
        float(event.score),
        day_text(event.day),
        event.place,
        event.evidence.text,
        event.evidence.start,
        event.evidence.end,
        float(event.confidence),
        list_text(event.rules),
    )


def event_pair_rows(row: Row) -> list[Row]:
    """Give the event_pair rows of an event row: every actor with every recipient that is another."""
    article_id, seq, day, language, outlet_id, actors, recipients, event_type, _mode, quad, status, score = row[:12]
    return [
        (actor, recipient, day, article_id, seq, language, event_type, quad, status, outlet_id, score)
        for actor in dict.fromkeys(read_list(actors))
        for recipient in dict.fromkeys(read_list(recipients))
        if actor != recipient
    ]


def tone_row(article_id: int, seq: int, reading: ToneReading) -> Row:
    """Give the values of TONE_COLUMNS."""
    return (article_id, seq, reading.start, reading.end, float(reading.tone), list_text(reading.actors))


def tone_pair_rows(row: Row, day: str, outlet_id: str, language: str | None) -> list[Row]:
    """Give the tone_pair rows of a tone row: every two actors that the sentence names, unless it is a list."""
    article_id, seq, _from, _to, tone, actors = row
    named = sorted(set(read_list(actors)))
    if len(named) > LIST_OF_ACTORS:
        return []
    return [
        (first, second, day, article_id, seq, outlet_id, language, tone) for first, second in combinations(named, 2)
    ]


def drop_pairs(database: Database, article_ids: Sequence[int]) -> None:
    """Delete the event_pair and tone_pair rows of articles, found by their keys."""
    events = query_in(database, f"SELECT {EVENT_COLUMNS} FROM event WHERE article_id IN {{}}", article_ids)
    database.execute_many(DROP_EVENT_PAIR, [pair[:5] for row in events for pair in event_pair_rows(row)])
    drop_tone_pairs(database, article_ids)


def drop_tone_pairs(database: Database, article_ids: Sequence[int]) -> None:
    """Delete the tone_pair rows of articles."""
    sql = (
        "SELECT t.article_id, t.seq, a.day, t.actors FROM tone_reading t JOIN article a ON a.article_id = t.article_id"
    )
    keys = []
    for article_id, seq, day, actors in query_in(database, f"{sql} WHERE t.article_id IN {{}}", article_ids):
        rows = tone_pair_rows((article_id, seq, 0, 0, 0.0, actors), day, "", None)
        keys += [row[:5] for row in rows]
    database.execute_many(DROP_TONE_PAIR, keys)


def save_coded(database: Database, coded: Sequence[tuple[StoredArticle, CodedArticle]], analyser: str) -> set[date]:
    """Replace events and tones inside a write transaction; give the days of these articles."""
    by_id = {stored.article_id: (stored, found) for stored, found in coded}
    rows = query_in(
        database,
        "SELECT article_id, version, day, outlet_id, language FROM article WHERE article_id IN {}",
        list(by_id),
    )
    targets = [
        Target(number, day, outlet_id, by_id[number][1].language or language, by_id[number][1])
        for number, _version, day, outlet_id, language in rows
    ]
    replace_events(database, targets)
    replace_tones(database, targets)
    current = {row[0]: row[1] for row in rows}
    codings = []
    for target in targets:
        version = by_id[target.article_id][0].version
        done = analyser if version == current[target.article_id] else None
        found = target.found
        codings.append((target.article_id, version, done, target.language, found.tone, found.reason, len(found.events)))
    database.execute_many(SAVE_CODING, codings)
    recount_coverage(database, {(target.day, target.outlet_id) for target in targets})
    return {known_day(target.day) for target in targets}


def replace_events(database: Database, targets: Sequence[Target]) -> None:
    """Write the events that differ from the stored ones, and their pairs."""
    sql = f"SELECT {EVENT_COLUMNS} FROM event WHERE article_id IN {{}}"
    stored = query_in(database, sql, [target.article_id for target in targets])
    old: dict[tuple[int, int], Row] = {(row[0], row[1]): row for row in stored}
    new: dict[tuple[int, int], Row] = {}
    for target in targets:
        for seq, event in enumerate(target.found.events):
            new[target.article_id, seq] = event_row(target, seq, event)
    gone = [row for key, row in old.items() if row != new.get(key)]
    fresh = [row for key, row in new.items() if row != old.get(key)]
    database.execute_many(DROP_EVENT_PAIR, [pair[:5] for row in gone for pair in event_pair_rows(row)])
    dropped = [key for key in old if key not in new]
    for table in ("story_report", "event"):
        database.execute_many(f"DELETE FROM {table} WHERE article_id = ? AND seq = ?", dropped)
    database.execute_many(SAVE_EVENT, [row for row in fresh if (row[0], row[1]) in old])
    database.insert_many("event", EVENT_COLUMNS, [row for row in fresh if (row[0], row[1]) not in old])
    database.insert_many("event_pair", EVENT_PAIR_COLUMNS, [pair for row in fresh for pair in event_pair_rows(row)])


def replace_tones(database: Database, targets: Sequence[Target]) -> None:
    """Write the tone readings of articles, and their pairs."""
    sql = "SELECT DISTINCT article_id FROM tone_reading WHERE article_id IN {}"
    coded_before = [row[0] for row in query_in(database, sql, [target.article_id for target in targets])]
    drop_tone_pairs(database, coded_before)
    database.execute_many("DELETE FROM tone_reading WHERE article_id = ?", [(number,) for number in coded_before])
    readings: list[Row] = []
    pairs: list[Row] = []
    for target in targets:
        for seq, reading in enumerate(target.found.tones):
            row = tone_row(target.article_id, seq, reading)
            readings.append(row)
            pairs += tone_pair_rows(row, target.day, target.outlet_id, target.language)
    database.insert_many("tone_reading", TONE_COLUMNS, readings)
    database.insert_many("tone_pair", TONE_PAIR_COLUMNS, pairs)


def forget_coding(database: Database, article_id: int) -> None:
    """Drop all that was coded of an article, so that it is coded again from nothing."""
    drop_pairs(database, [article_id])
    for table in ("story_report", "event", "tone_reading"):
        database.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    database.execute("UPDATE coding SET analyser = NULL, events = 0 WHERE article_id = ?", (article_id,))
