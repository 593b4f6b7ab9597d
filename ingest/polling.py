"""What an answer means for a feed: its next state. Pure; validators change only with a feed that was read."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from data.errors import FeedError
from data.model import Article, Feed, FeedState
from ingest.fetch import FetchedFeed
from ingest.raw import RawFeed
from ingest.scheduling import (
    DEAD_AFTER_NOT_FOUND,
    QUARANTINE_AFTER,
    FeedWishes,
    next_after_failure,
    next_after_quarantine,
    next_after_success,
    retry_after,
)

RATE_LIMITED = "rate_limited"
EMPTY_RUNS = 3
FEW_ITEMS = 0.2
_RECENT = 0.2
QUARANTINED = "quarantined"
# What harms the reader of a feed, unlike a server that is merely down or an address that is merely wrong.
HARMFUL = frozenset({"too_costly", "unreadable", "too_large", "internal"})
_USUAL_PAUSES = 0.9


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment of a poll and the dice of its jitter."""

    now: datetime
    dice: random.Random


def known_state(feed: Feed, state: FeedState | None) -> FeedState:
    """Give the state of a feed; another address than before starts without validators."""
    if state is None:
        return FeedState(feed.id, feed.url)
    if state.url == feed.url:
        return state
    return FeedState(feed.id, feed.url, usual_items=state.usual_items, usual_gap=state.usual_gap)


def refusal_of(fetched: FetchedFeed) -> FeedError | None:
    """Give the error that a status other than 200 and 304 stands for."""
    status = fetched.status
    if status in {200, 304}:
        return None
    if status in {429, 503}:
        return FeedError(RATE_LIMITED, f"the server asks to come back later (status {status})")
    if status == 410:
        return FeedError("gone", "the server says that this feed is gone for good; it is not asked any more")
    if status in {401, 403}:
        return FeedError("blocked", f"the server refuses this client (status {status})")
    return FeedError(f"http_{status}", f"the server answered with status {status}")


def after_failure(state: FeedState, error: FeedError, headers: Mapping[str, str], clock: Clock) -> FeedState:
    """Count a failure and back off; a feed that is gone or long not found is not asked any more."""
    failures = state.failures + 1
    failed = replace(
        state,
        checked_at=clock.now,
        next_check_at=next_after_failure(failures, retry_after(headers, clock.now), clock.now, clock.dice),
        failures=failures,
        state=_ended(state, error, failures),
        reason=error.reason,
        message=str(error),
    )
    return _put_aside(failed, clock) if _is_harmful(state, error, failures) else failed


def _ended(state: FeedState, error: FeedError, failures: int) -> str:
    if error.reason == "gone":
        return "gone"
    return "dead" if error.reason == "http_404" and failures >= DEAD_AFTER_NOT_FOUND else state.state


def _is_harmful(before: FeedState, error: FeedError, failures: int) -> bool:
    """Say whether a feed has harmed its reader often enough in a row, or again after it was put aside."""
    again = before.reason in HARMFUL or before.state == QUARANTINED
    return error.reason in HARMFUL and again and failures >= QUARANTINE_AFTER


def _put_aside(state: FeedState, clock: Clock) -> FeedState:
    until = next_after_quarantine(state.failures, clock.now, clock.dice)
    message = f"{state.message} (put aside until {until:%Y-%m-%d})"
    return replace(state, state=QUARANTINED, next_check_at=until, message=message)


def released(state: FeedState) -> FeedState:
    """Give the state of a feed that was put aside or ended, as if it had never failed: the next run asks it."""
    return replace(state, state="active", failures=0, next_check_at=None, reason=None, message=None)


def after_unchanged(state: FeedState, fetched: FetchedFeed, clock: Clock) -> FeedState:
    """Note a 304 or the same bytes: a success that keeps all, and takes new validators if there are any."""
    headers = fetched.headers
    kept = replace(
        state,
        etag=headers.get("ETag") or state.etag,
        last_modified=headers.get("Last-Modified") or state.last_modified,
    )
    return _succeeded(kept, fetched, FeedWishes(), clock)


def after_read(
    state: FeedState, fetched: FetchedFeed, feed: RawFeed, articles: tuple[Article, ...], clock: Clock
) -> FeedState:
    """Note a feed that was read: validators, what it lists, when to come back."""
    dates = [article.published_at for article in articles if article.published_at]
    newest = max([*dates, *([state.newest_item_at] if state.newest_item_at else [])], default=None)
    usual = (
        feed.listed if state.usual_items is None else state.usual_items + _RECENT * (feed.listed - state.usual_items)
    )
    wishes = FeedWishes(
        ttl=timedelta(minutes=feed.ttl_minutes) if feed.ttl_minutes else None,
        skip_hours=frozenset(feed.skip_hours),
        skip_days=frozenset(feed.skip_days),
    )
    read = replace(
        state,
        etag=fetched.headers.get("ETag"),
        last_modified=fetched.headers.get("Last-Modified"),
        body_hash=fetched.body_hash,
        newest_item_at=newest,
        empties=0 if articles else state.empties + 1,
        usual_items=usual,
        usual_gap=_usual_gap(state.usual_gap, dates),
    )
    return _succeeded(read, fetched, wishes, clock)


def _usual_gap(before: float | None, dates: list[datetime]) -> float | None:
    """Give the pause in seconds that nine of ten pauses between listed entries do not exceed, smoothed over polls."""
    moments = sorted(set(dates))
    pauses = sorted((later - earlier).total_seconds() for earlier, later in pairwise(moments))
    if not pauses:
        return before
    usual = pauses[int(_USUAL_PAUSES * (len(pauses) - 1))]
    return usual if before is None else before + _RECENT * (usual - before)


def _succeeded(state: FeedState, fetched: FetchedFeed, wishes: FeedWishes, clock: Clock) -> FeedState:
    validators = bool(state.etag or state.last_modified)
    target = fetched.permanent_target
    return replace(
        state,
        checked_at=clock.now,
        succeeded_at=clock.now,
        next_check_at=next_after_success(fetched.headers, wishes, clock.now, clock.dice, validators=validators),
        failures=0,
        state="active",
        reason=None,
        message=fetched.note,
        moved_to=target,
        moved_since=(state.moved_since if target == state.moved_to else clock.now) if target else None,
    )


def warning_of(before: FeedState, after: FeedState, listed: int) -> tuple[str, str] | None:
    """Say what is odd about a feed that was read well: no items for some runs, or far fewer than usual."""
    if after.empties >= EMPTY_RUNS:
        return "silent", f"lists nothing for {after.empties} runs"
    if before.usual_items and listed < FEW_ITEMS * before.usual_items:
        return "few_items", f"lists {listed} entries where about {before.usual_items:.0f} are usual"
    return None
