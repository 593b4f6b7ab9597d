"""Adding articles: what is new, what is an edit, what is known already. An edit keeps the version before it.

Imports are dated, so their order of arrival does not matter: the version seen last is the current one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.model import Article, FetchCounts
from data.store.sql.coding import drop_pairs, forget_coding
from data.store.sql.coverage import recount_coverage
from data.store.sql.database import Database, execute_in, query_in
from data.store.sql.facts import fact, keep_fact
from data.store.sql.texts import day_text, list_text, time_text, title_hash

# A page that prints the time into its text would make a version a poll: after so many edits without a new date, stop.
CHURN_LIMIT = 24

COLUMNS = (
    "article_id, key, feed_id, outlet_id, guid, url, language, title, body, published_at, published_raw, date_reason,"
    " first_seen_at, day, flags, content_hash, version, seen_at, title_hash"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of a key, as far as deciding needs it."""

    article_id: int
    content_hash: str
    published_raw: str | None
    hash_edits: int
    version: int
    first_seen_at: str
    seen_at: str
    day: str
    outlet_id: str


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of an article."""

    number: int
    seen_at: str
    content_hash: str
    title: str
    body: str


@dataclass(slots=True)
class Tally:
    """What became of the articles of one call, and which cells of coverage it touched."""

    counts: Counter[str]
    rejected: Counter[str]
    cells: set[tuple[str, str]]
    handled: set[tuple[str, str]]

    def note(self, article: Article, outcome: str) -> None:
        """Count an outcome; the same words twice in one call are a duplicate, not an unchanged article."""
        words = (article.key, article.content_hash)
        if outcome == "churn":
            self.rejected[outcome] += 1
        else:
            self.counts["duplicate" if outcome == "unchanged" and words in self.handled else outcome] += 1
        self.handled.add(words)


def add_articles(database: Database, articles: Sequence[Article], *, live: bool) -> FetchCounts:
    """Add articles inside a write transaction. `live`: one fetch, so that a key listed twice counts as duplicate."""
    tally = Tally(Counter(), Counter(), set(), set())
    for number, batch in enumerate(rounds(refuse(database, articles, tally.rejected))):
        if live and number:
            tally.counts["duplicate"] += len(batch)
        else:
            add_round(database, batch, tally, live=live)
    keep_aliases(database, articles)
    recount_coverage(database, tally.cells)
    counts = tally.counts
    return FetchCounts(counts["new"], counts["changed"], counts["unchanged"], counts["duplicate"], dict(tally.rejected))


def key_hash(key: str) -> str:
    """Hash a key for a tombstone."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def refuse(database: Database, articles: Sequence[Article], rejected: Counter[str]) -> list[Article]:
    """Leave out what was taken down, and what is older than what was pruned."""
    pruned = fact(database, "pruned_until") or ""
    hashes = {article.key: key_hash(article.key) for article in articles}
    taken: set[str] = set()
    if database.query("SELECT 1 FROM tombstone LIMIT 1"):
        rows = query_in(database, "SELECT key_hash FROM tombstone WHERE key_hash IN {}", list(hashes.values()))
        taken = {row[0] for row in rows}
    allowed = []
    for article in articles:
        if hashes[article.key] in taken:
            rejected["takedown"] += 1
        elif pruned and article.day.isoformat() <= pruned:
            rejected["pruned"] += 1
        else:
            allowed.append(article)
    return allowed


def keep_aliases(database: Database, articles: Iterable[Article]) -> None:
    """Keep what may tell the articles again; an alias that is known stays with its first key."""
    database.execute_many(
        "INSERT INTO alias (feed_id, alias, key) VALUES (?, ?, ?) ON CONFLICT (feed_id, alias) DO NOTHING",
        [(article.feed_id, alias, article.key) for article in articles for alias in article.aliases],
    )


def known_keys(database: Database, feed_id: str, aliases: Sequence[str]) -> dict[str, str]:
    """Give the article key that each alias of a feed belongs to."""
    sql = "SELECT alias, key FROM alias WHERE feed_id = ? AND alias IN {}"
    return dict(query_in(database, sql, aliases, [feed_id]))


def rounds(articles: Iterable[Article]) -> list[list[Article]]:
    """Deal articles into lists without a repeated key: first wordings, second wordings, and so on."""
    dealt: list[list[Article]] = []
    seen: Counter[str] = Counter()
    for article in articles:
        if seen[article.key] == len(dealt):
            dealt.append([])
        dealt[seen[article.key]].append(article)
        seen[article.key] += 1
    return dealt


def add_round(database: Database, articles: Sequence[Article], tally: Tally, *, live: bool) -> None:
    """Add articles of which no two share a key."""
    known = known_articles(database, [article.key for article in articles])
    new = [article for article in articles if article.key not in known]
    insert_new(database, new)
    tally.cells.update((article.day.isoformat(), article.outlet_id) for article in new)
    for article in articles:
        stored = known.get(article.key)
        tally.note(article, revise(database, stored, article, tally.cells, live=live) if stored else "new")


def known_articles(database: Database, keys: Sequence[str]) -> Mapping[str, Known]:
    """Give what is stored under these keys."""
    sql = (
        "SELECT key, article_id, content_hash, published_raw, hash_edits, version, first_seen_at, seen_at, day,"
        " outlet_id FROM article WHERE key IN {}"
    )
    return {row[0]: Known(*row[1:]) for row in query_in(database, sql, keys)}


def insert_new(database: Database, articles: Sequence[Article]) -> None:
    """Insert articles under fresh numbers, each with its coding row that says there is work to do."""
    if not articles:
        return
    last = int(fact(database, "last_article_id") or 0)
    rows = [article_row(number, article) for number, article in enumerate(articles, start=last + 1)]
    database.insert_many("article", COLUMNS, rows)
    database.insert_many("coding", "article_id", [(row[0],) for row in rows])
    keep_fact(database, "last_article_id", str(last + len(rows)))


def article_row(article_id: int, article: Article) -> tuple[object, ...]:
    """Give the values of a new article in the order of COLUMNS."""
    seen = time_text(article.first_seen_at)
    return (
        article_id,
        article.key,
        article.feed_id,
        article.outlet_id,
        article.guid,
        article.url,
        article.language,
        article.title,
        article.body,
        time_text(article.published_at),
        article.published_raw,
        article.date_reason,
        seen,
        day_text(article.day),
        list_text(article.flags),
        article.content_hash,
        1,
        seen,
        title_hash(article.title),
    )


def revise(database: Database, known: Known, article: Article, cells: set[tuple[str, str]], *, live: bool) -> str:
    """Deal with an article whose key is stored; give `unchanged`, `changed` or `churn`."""
    seen = str(time_text(article.first_seen_at))
    same = known.content_hash == article.content_hash
    if same and (live or seen >= known.seen_at):
        return "unchanged"
    hash_edits = known.hash_edits + 1 if known.published_raw == article.published_raw else 0
    if live and hash_edits > CHURN_LIMIT:
        return "churn"
    versions = stored_versions(database, known.article_id)
    merged, outcome = merge(versions, article, seen, live=live)
    if merged == versions:
        return "unchanged"
    first_seen = min(known.first_seen_at, seen)
    if first_seen[:10] != known.day:
        forget_coding(database, known.article_id)
    write_versions(database, known.article_id, merged, first_seen)
    if merged[-1].content_hash == article.content_hash:
        update_facts(database, known.article_id, article, hash_edits)
    cells.update({(known.day, known.outlet_id), (first_seen[:10], known.outlet_id)})
    if merged[-1].number != known.version:
        database.execute("UPDATE coding SET analyser = NULL WHERE article_id = ?", (known.article_id,))
    return outcome


def stored_versions(database: Database, article_id: int) -> list[Version]:
    """Give all versions of an article, the current one last."""
    sql = "SELECT version, seen_at, content_hash, title, body FROM {} WHERE article_id = ? ORDER BY seen_at, version"
    rows = database.query(sql.format("article_version"), (article_id,))
    return [Version(*row) for row in rows + database.query(sql.format("article"), (article_id,))]


def merge(versions: Sequence[Version], article: Article, seen: str, *, live: bool) -> tuple[list[Version], str]:
    """Add a wording to the versions, ordered by when they were seen.

    A live wording is always a new version: an outlet may go back to its first words. An imported one that is known
    already can only move its version to an earlier time.
    """
    known = None if live else next((v for v in versions if v.content_hash == article.content_hash), None)
    number = known.number if known else 1 + max(version.number for version in versions)
    moment = min(known.seen_at, seen) if known else seen
    new = Version(number, moment, article.content_hash, article.title, article.body)
    others = [version for version in versions if version is not known]
    merged = sorted([*others, new], key=lambda version: (version.seen_at, version.number))
    return merged, "unchanged" if known else "changed"


def write_versions(database: Database, article_id: int, versions: Sequence[Version], first_seen: str) -> None:
    """Write all versions of an article; the last is the current one."""
    *older, current = versions
    database.execute("DELETE FROM article_version WHERE article_id = ?", (article_id,))
    database.execute_many(
        "INSERT INTO article_version (article_id, version, seen_at, content_hash, title, body) VALUES (?,?,?,?,?,?)",
        [(article_id, v.number, v.seen_at, v.content_hash, v.title, v.body) for v in older],
    )
    database.execute(
        "UPDATE article SET version = ?, seen_at = ?, content_hash = ?, title = ?, body = ?, title_hash = ?,"
        " first_seen_at = ?, day = ? WHERE article_id = ?",
        (
            current.number,
            current.seen_at,
            current.content_hash,
            current.title,
            current.body,
            title_hash(current.title),
            first_seen,
            first_seen[:10],
            article_id,
        ),
    )


def update_facts(database: Database, article_id: int, article: Article, hash_edits: int) -> None:
    """Take over what the feed says beside the words of the current version."""
    database.execute(
        "UPDATE article SET guid = ?, url = ?, language = ?, published_at = ?, published_raw = ?, date_reason = ?,"
        " flags = ?, hash_edits = ? WHERE article_id = ?",
        (
            article.guid,
            article.url,
            article.language,
            time_text(article.published_at),
            article.published_raw,
            article.date_reason,
            list_text(article.flags),
            hash_edits,
            article_id,
        ),
    )


def take_down(database: Database, key: str, now: datetime) -> bool:
    """Remove an article, its versions, events and evidence; keep a tombstone. False: there was no such article."""
    rows = database.query("SELECT article_id, day, outlet_id FROM article WHERE key = ?", (key,))
    database.execute(
        "INSERT INTO tombstone (key_hash, taken_at) VALUES (?, ?) ON CONFLICT (key_hash) DO NOTHING",
        (key_hash(key), time_text(now)),
    )
    for article_id, *_ in rows:
        database.execute("DELETE FROM story_report WHERE article_id = ?", (article_id,))
    delete_articles(database, [row[0] for row in rows])
    recount_coverage(database, {(row[1], row[2]) for row in rows})
    return bool(rows)


def delete_articles(database: Database, article_ids: Sequence[int]) -> None:
    """Delete articles with their events and tones; what they added to stories and coverage stays."""
    drop_pairs(database, article_ids)
    execute_in(database, "DELETE FROM article WHERE article_id IN {}", article_ids)


def prune_day(database: Database, day: date, limit: int) -> int:
    """Delete up to `limit` articles of a day; stories, pair-days, index and coverage stay. Give how many went."""
    rows = database.query("SELECT article_id FROM article WHERE day = ? LIMIT ?", (day.isoformat(), limit))
    delete_articles(database, [row[0] for row in rows])
    return len(rows)
