"""Articles, events, states and stories that the contract tests of the store are made of."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, date, datetime, timedelta

from data.model import (
    Article,
    CodedArticle,
    Event,
    Evidence,
    FeedRun,
    FeedState,
    FetchCounts,
    Story,
    StoryReport,
    ToneReading,
)
from data.store.base import Store

NOW = datetime(2026, 2, 6, 9, 0, tzinfo=UTC)


DAY = NOW.date()


def make_article(name: str = "one", title: str = "Iran rejects the proposal", **changes: object) -> Article:
    values = {
        "key": hashlib.sha256(name.encode()).hexdigest()[:32],
        "feed_id": "agency.main",
        "outlet_id": "agency",
        "guid": name,
        "url": f"https://agency.example/{name}",
        "language": "en",
        "title": title,
        "body": "Tehran said no on Friday. Washington regrets it.",
        "published_at": NOW - timedelta(hours=1),
        "published_raw": "Fri, 06 Feb 2026 08:00:00 GMT",
        "date_reason": None,
        "first_seen_at": NOW,
        "flags": ("correction",),
    }
    return Article(**{**values, **changes})


def make_state(feed_id: str = "agency.main", **changes: object) -> FeedState:
    return dataclasses.replace(FeedState(feed_id, "https://agency.example/rss"), **changes)


def make_feed_run(feed_id: str = "agency.main", at: datetime = NOW, **rejected: int) -> FeedRun:
    return FeedRun(feed_id, at, "ok", 200, 1234, 56, FetchCounts(rejected=rejected))


def make_event(article: Article, **changes: object) -> Event:
    text = article.text
    values = {
        "actor": ("IRN",),
        "recipient": ("USA",),
        "event_type": "REJECT",
        "mode": None,
        "quad": "verbal_conflict",
        "status": "actual",
        "score": -4.0,
        "day": DAY,
        "evidence": Evidence(text[5:20], 5, 20),
        "confidence": 0.9,
        "rules": ("verb:reject", "order"),
        "place": None,
    }
    return Event(**{**values, **changes})


def code(store: Store, analyser: str = "v1", **changes: object) -> None:
    for batch in list(store.articles_to_analyse(analyser)):
        coded = [
            (
                stored,
                CodedArticle(
                    stored.article.language,
                    (make_event(stored.article, **changes),),
                    -0.25,
                    (ToneReading(0, 10, -0.5, ("USA", "IRN")),),
                ),
            )
            for stored in batch
        ]
        store.save_coded(coded, analyser)


def story_of(
    store: Store,
    story_id: str = "s1",
    day: date = DAY,
    *,
    mutual: bool = False,
    increment: float = 1.5,
    **changes: object,
) -> Story:
    reports = tuple(
        StoryReport(report.article_id, report.seq, "IRN", "USA", mutual, report.day, report.outlet_id, True, increment)
        for report in store.reports(day, day)
    )
    event = store.reports(day, day)[0].event
    values = {
        "story_id": story_id,
        "actor": "IRN",
        "recipient": "USA",
        "event_type": event.event_type,
        "mode": event.mode,
        "quad": event.quad,
        "status": event.status,
        "score": event.score,
        "day": day,
        "event_day": None,
        "reports": reports,
    }
    return Story(**{**values, **changes})


def commit(store: Store, *articles: Article, **rejected: int) -> FetchCounts:
    return store.commit_fetch(articles, make_state(), make_feed_run(**rejected), "run-1")
