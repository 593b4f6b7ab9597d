"""Sentences that a feed repeats from article to article: a count up to a cap, the same whatever is noted twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.store.sql.coding import upsert
from data.store.sql.database import Database, query_in

# More articles than this teach nothing new about a sentence.
CAP = 16
PREFIX = 8
SAVE = upsert("sentence_seen", ("feed_id", "hash", "articles"), 2)


def count_sentences(database: Database, feed_id: str, sentences: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Note the sentences of articles by key; give in how many of the feed's articles each was seen (at most CAP)."""
    wanted = list(dict.fromkeys(sentence for hashes in sentences.values() for sentence in hashes))
    sql = "SELECT hash, articles FROM sentence_seen WHERE feed_id = ? AND hash IN {}"
    seen: dict[str, str] = dict(query_in(database, sql, wanted, [feed_id]))
    changed: set[str] = set()
    for key, hashes in sentences.items():
        for sentence in set(hashes):
            marks = add_mark(seen.get(sentence, ""), key[:PREFIX])
            if marks != seen.get(sentence):
                seen[sentence] = marks
                changed.add(sentence)
    database.execute_many(SAVE, [(feed_id, sentence, seen[sentence]) for sentence in sorted(changed)])
    return {sentence: len(seen[sentence]) // PREFIX for sentence in wanted}


def add_mark(marks: str, mark: str) -> str:
    """Add an article's mark to those side by side, unless it is there or the cap is reached."""
    known = {marks[at : at + PREFIX] for at in range(0, len(marks), PREFIX)}
    return marks if mark in known or len(known) >= CAP else marks + mark
