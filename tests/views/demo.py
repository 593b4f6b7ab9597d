"""A small analysed store through the real engine: three pairs, 60 days, invented outlets, one hostile headline."""

from __future__ import annotations

import hashlib
import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd

from data.model import (
    Article,
    CodedArticle,
    Event,
    Evidence,
    FeedRun,
    FeedState,
    FetchCounts,
    Outlet,
    Run,
    Story,
    StoryReport,
    ToneReading,
)
from data.store import open_store
from data.store.base import INDEX_COLUMNS, Store

LAST = date(2026, 2, 6)
DAYS = 60
HOSTILE = "[x](javascript:alert(1)) ![t](http://t/p.gif) :red[a] $x$ <img src=x onerror=alert(1)>"
GAP = (date(2026, 1, 10), date(2026, 1, 11))
OUTLETS = ("gazette", "courrier", "sada", "herald")
ACTS = {
    "THREATEN": ("verbal_conflict", -7.0),
    "CONSULT": ("verbal_cooperation", 4.0),
    "ASSAULT": ("material_conflict", -10.0),
    "AGREE": ("verbal_cooperation", 6.0),
}
LINES = (
    ("USA", "IRN", "THREATEN", "en", "Washington threatens Tehran with new strikes"),
    ("IRN", "USA", "CONSULT", "fr", "Téhéran discute avec Washington à Mascate"),
    ("RUS", "UKR", "ASSAULT", "ar", "روسيا تقصف أوكرانيا من جديد"),
    ("DZA", "MAR", "AGREE", "fr", "Alger et Rabat s'accordent sur une trêve"),
    ("USA", "IRN", "THREATEN", "en", HOSTILE),
)


def make_article(day: date, number: int, outlet: str, language: str, title: str) -> Article:
    name = f"{day}:{number}:{outlet}"
    seen = datetime(day.year, day.month, day.day, 8 + number, tzinfo=UTC)
    return Article(
        key=hashlib.sha256(name.encode()).hexdigest()[:32],
        feed_id=f"{outlet}.main",
        outlet_id=outlet,
        guid=name,
        url=f"https://{outlet}.example/{day}/{number}",
        language=language,
        title=title,
        body="",
        published_at=seen,
        published_raw=seen.isoformat(),
        date_reason=None,
        first_seen_at=seen,
    )


def make_event(line: tuple[str, str, str, str, str], title: str) -> Event:
    actor, recipient, act, _language, _text = line
    quad, score = ACTS[act]
    evidence = Evidence(title, 0, len(title))
    return Event((actor,), (recipient,), act, None, quad, "actual", score, None, evidence, 0.9, ("demo",))


def index_frame(phase: float, days: list[date], gaps: tuple[date, ...]) -> pd.DataFrame:
    rows = []
    for number, day in enumerate(days):
        wave = math.sin(number / 9 + phase)
        share = 0.5 + 0.35 * wave
        state = "escalation" if wave > 0.6 else "detente" if wave < -0.6 else "contested" if wave > 0.4 else "steady"
        state = "insufficient" if number < 14 else state
        numbers = (share, share, share - 0.12, min(1.0, share + 0.12), 20 * share, 14 * share, 27 * share)
        rows.append((day, state, *numbers, 4 * share, 4 * (1 - share), 400.0, 5, 2 + number % 6))
        if day in gaps:
            rows[-1] = (day, "insufficient", *[None] * 9, 0.0, None, None)
    return pd.DataFrame(rows, columns=list(INDEX_COLUMNS))


def save_texts(store: Store, days: list[date]) -> None:
    """Store and code one article a line and day, then one story an article."""
    for day in days:
        if day not in GAP:
            lines = LINES if day == LAST else LINES[:4]
            titles = [f"{line[4]} ({day})" if line[4] != HOSTILE else HOSTILE for line in lines]
            store.add_articles(
                [
                    make_article(day, n, OUTLETS[n % 4], line[3], title)
                    for n, (line, title) in enumerate(zip(lines, titles, strict=True))
                ]
            )
    lines_by_hour = {8 + n: line for n, line in enumerate(LINES)}
    stories = []
    for batch in store.articles_to_analyse("demo"):
        coded = []
        for stored in batch:
            line = lines_by_hour[stored.article.first_seen_at.hour]
            event = make_event(line, stored.article.title)
            tone = ToneReading(0, len(stored.article.title), -0.4, (line[0], line[1]))
            coded.append((stored, CodedArticle(stored.article.language, (event,), -0.4, (tone,))))
            stories.append(make_story(stored.article_id, stored.article, line, event))
        store.save_coded(coded, "demo")
    store.replace_stories(days[0], days[-1], stories)


def make_story(article_id: int, article: Article, line: tuple[str, str, str, str, str], event: Event) -> Story:
    report = StoryReport(
        article_id, 0, line[0], line[1], mutual=False, day=article.day, outlet_id=article.outlet_id,
        own_wording=True, increment=-event.score / 5,
    )  # fmt: skip
    return Story(
        f"s{article_id}", line[0], line[1], event.event_type, None, event.quad, "actual", event.score,
        article.day, None, (report,),
    )  # fmt: skip


def save_run(store: Store, last: date) -> None:
    at = datetime(last.year, last.month, last.day, 18, tzinfo=UTC)
    store.start_run(Run("r1", at, None, None, "timer"))
    counts = FetchCounts(rejected={"no-text": 2})
    for outlet, reason in zip(OUTLETS, (None, None, "timeout", None), strict=True):
        line = FeedRun(f"{outlet}.main", at, "failed" if reason else "ok", 200, 1234, 56, counts, reason)
        store.commit_fetch((), FeedState(f"{outlet}.main", f"https://{outlet}.example/rss"), line, "r1")
    store.end_run("r1", at + timedelta(minutes=1), 1)


def build_demo(path: Path, *, days: int = DAYS, last: date = LAST) -> Path:
    """Write a demo store; gives its path."""
    span = [last - timedelta(days=n) for n in reversed(range(days))]
    with open_store(f"sqlite:///{path}") as store:
        store.save_outlets(
            [Outlet(o, o.capitalize(), None, ("en",), "private", o, "levant", None, ()) for o in OUTLETS]
        )
        save_texts(store, span)
        for number, pair in enumerate((("IRN", "USA"), ("RUS", "UKR"), ("DZA", "MAR"))):
            for key in ("-".join(pair), ">".join(pair), ">".join(pair[::-1])):
                store.replace_index(key, index_frame(number * 2.1 + 1.2, span, GAP), "index-1", span[0])
        store.replace_alerts(
            span[0], [{"pair": "IRN-USA", "day": last, "state": "escalation", "direction_p": 0.9, "reasons": []}]
        )
        store.set_meta("method", "index-1")
        save_run(store, last)
    return path
