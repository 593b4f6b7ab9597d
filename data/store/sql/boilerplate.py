"""Sentences that an outlet repeats from article to article: a count up to a cap, the same whatever is counted twice."""

from __future__ import annotations

from collections.abc import Sequence

from data.store.sql.coding import upsert
from data.store.sql.database import Database, query_in

# More articles than this teach nothing new about a sentence.
CAP = 16
PREFIX = 8
SAVE = upsert("sentence_seen", ("outlet_id", "hash", "articles"), 2)


def count_sentences(database: Database, outlet_id: str, article_key: str, hashes: Sequence[str]) -> dict[str, int]:
    """Count an article's sentences and give in how many of the outlet's articles each was seen (at most CAP)."""
    wanted = list(dict.fromkeys(hashes))
    sql = "SELECT hash, articles FROM sentence_seen WHERE outlet_id = ? AND hash IN {}"
    seen: dict[str, str] = dict(query_in(database, sql, wanted, [outlet_id]))
    mark = article_key[:PREFIX]
    changed = []
    for sentence in wanted:
        marks = seen.get(sentence, "")
        known = {marks[at : at + PREFIX] for at in range(0, len(marks), PREFIX)}
        if mark not in known and len(known) < CAP:
            seen[sentence] = marks + mark
            changed.append((outlet_id, sentence, seen[sentence]))
    database.execute_many(SAVE, changed)
    return {sentence: len(seen[sentence]) // PREFIX for sentence in wanted}
