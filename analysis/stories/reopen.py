"""Bring stored stories back into a state in which they can grow: their tellings are read again from their reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.stories.build import Growing
from analysis.stories.likeness import read_telling
from data.model import Report, Story


def reopen_stories(stories: Iterable[Story], reports: Sequence[Report]) -> dict[str, list[Growing]]:
    """Give the growing form of stories by undirected pair; a report that is gone leaves its story."""
    known = {(report.article_id, report.seq): report for report in reports}
    opened: dict[str, list[Growing]] = {}
    for story in sorted(stories, key=lambda s: (s.day, s.story_id)):
        rows = tuple(row for row in story.reports if (row.article_id, row.seq) in known)
        tellings = tuple(read_telling(known[row.article_id, row.seq], row.actor, row.recipient) for row in rows)
        if tellings:
            opened.setdefault(story.pair, []).append(Growing(story.day, tellings, rows))
    return opened
