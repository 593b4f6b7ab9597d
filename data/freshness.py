"""How fresh each feed is, and the share of feeds and camps that bring nothing new: silence must not look like calm.

Pure: takes states, catalogue and the time. A feed is judged by its own habit, so that a weekly is not dead on day two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from data.model import FeedState, Outlet

FRESH, STALE, DEAD, QUARANTINED = "fresh", "stale", "dead", "quarantined"
HEALTHS = (FRESH, STALE, DEAD, QUARANTINED)
# A feed without validators is asked once a day: younger than this, silence says nothing.
STALE_AFTER = timedelta(days=2)
GAPS = 3
WARNED_SHARE = 0.2
SILENT_CAMP = 0.5
FORGOTTEN_AFTER = timedelta(days=30)
NO_CAMP = "unknown"


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed: `since_news` is the age of its newest entry, `usual_gap` the pause between entries that is usual."""

    feed_id: str
    camp: str | None
    health: str
    since_success: timedelta | None
    since_news: timedelta | None
    usual_gap: timedelta | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Freshness:
    """All feeds that are watched; `silent_camps` are those of which more than half of the feeds are not fresh."""

    feeds: tuple[FeedHealth, ...]

    def of(self, health: str) -> tuple[FeedHealth, ...]:
        """Give the feeds of one health."""
        return tuple(feed for feed in self.feeds if feed.health == health)

    @property
    def silent(self) -> tuple[FeedHealth, ...]:
        """The feeds that are not fresh."""
        return tuple(feed for feed in self.feeds if feed.health != FRESH)

    @property
    def silent_share(self) -> float:
        """The share of feeds that are not fresh."""
        return len(self.silent) / len(self.feeds) if self.feeds else 0.0

    @property
    def camps(self) -> Mapping[str, tuple[int, int]]:
        """Feeds and silent feeds of each camp, those of no known camp last."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for feed in self.feeds:
            counts[feed.camp or NO_CAMP][0] += 1
            counts[feed.camp or NO_CAMP][1] += feed.health != FRESH
        return {camp: (all_, silent) for camp, (all_, silent) in sorted(counts.items(), key=_unknown_last)}

    @property
    def silent_camps(self) -> tuple[str, ...]:
        """The camps whose view is missing."""
        return tuple(
            camp for camp, (all_, silent) in self.camps.items() if camp != NO_CAMP and silent > SILENT_CAMP * all_
        )

    @property
    def is_poor(self) -> bool:
        """Whether readers must be warned: more than a fifth of the feeds, or a camp, is silent."""
        return self.silent_share > WARNED_SHARE or bool(self.silent_camps)


def _unknown_last(item: tuple[str, Sequence[int]]) -> tuple[bool, str]:
    return item[0] == NO_CAMP, item[0]


def health_of(state: FeedState, now: datetime) -> str:
    """Name the health of a feed. News are counted to its last success: our own absence is no fault of it."""
    if state.state == QUARANTINED:
        return QUARANTINED
    if state.state != "active":
        return DEAD
    if state.succeeded_at is None or now - state.succeeded_at > STALE_AFTER:
        return STALE
    if state.newest_item_at is None or state.usual_gap is None:
        return FRESH
    limit = max(GAPS * timedelta(seconds=state.usual_gap), STALE_AFTER)
    return DEAD if state.succeeded_at - state.newest_item_at > limit else FRESH


def read_freshness(states: Iterable[FeedState], outlets: Mapping[str, Outlet], now: datetime) -> Freshness:
    """Judge the feeds that are polled: enabled ones of the catalogue, and others that were asked of late."""
    enabled = {feed.id: feed.enabled for outlet in outlets.values() for feed in outlet.feeds}
    camps = {feed.id: outlet.camp for outlet in outlets.values() for feed in outlet.feeds}

    def is_watched(state: FeedState) -> bool:
        of_late = state.checked_at is not None and now - state.checked_at < FORGOTTEN_AFTER
        return enabled.get(state.feed_id, of_late)

    watched = sorted((state for state in states if is_watched(state)), key=lambda state: state.feed_id)
    return Freshness(tuple(_judge(state, camps.get(state.feed_id), now) for state in watched))


def _judge(state: FeedState, camp: str | None, now: datetime) -> FeedHealth:
    return FeedHealth(
        feed_id=state.feed_id,
        camp=camp,
        health=health_of(state, now),
        since_success=now - state.succeeded_at if state.succeeded_at else None,
        since_news=now - state.newest_item_at if state.newest_item_at else None,
        usual_gap=timedelta(seconds=state.usual_gap) if state.usual_gap is not None else None,
        reason=state.reason,
    )


def freshness_line(found: Freshness) -> str:
    """Say on one line how fresh the feeds are, naming those that were put aside."""
    counts = Counter(feed.health for feed in found.feeds)
    parts = [f"{counts[health]} {health}" for health in HEALTHS if counts[health]]
    aside = ", ".join(feed.feed_id for feed in found.of(QUARANTINED))
    camps = f"; silent camps: {', '.join(found.silent_camps)}" if found.silent_camps else ""
    return f"{len(found.feeds)} feeds: {', '.join(parts) or 'none was asked yet'}" + (
        (f" ({aside})" if aside else "") + camps
    )


def freshness_table(found: Freshness) -> Mapping[str, Any]:
    """Give freshness as JSON-ready values: counts, shares, camps, and a row for each feed (times in hours)."""
    counts = Counter(feed.health for feed in found.feeds)
    return {
        **{health: counts[health] for health in HEALTHS},
        "silent_share": round(found.silent_share, 3),
        "camps": {
            camp: {"feeds": all_, "silent": silent, "silent_share": round(silent / all_, 3)}
            for camp, (all_, silent) in found.camps.items()
        },
        "silent_camps": list(found.silent_camps),
        "warn": found.is_poor,
        "per_feed": [_row(feed) for feed in found.feeds],
    }


def _row(feed: FeedHealth) -> Mapping[str, Any]:
    return {
        "feed": feed.feed_id,
        "camp": feed.camp,
        "health": feed.health,
        "last_success_hours": _hours(feed.since_success),
        "newest_item_hours": _hours(feed.since_news),
        "usual_gap_hours": _hours(feed.usual_gap),
        "reason": feed.reason,
    }


def _hours(span: timedelta | None) -> float | None:
    return None if span is None else round(span.total_seconds() / 3600, 2)
