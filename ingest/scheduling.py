"""When to ask a feed again: its own words, its server's words, our minimum, backing off after failures.

Pure: the clock and the dice are arguments. All times come as differences, so a wrong clock here or there does no harm.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from data.model import FeedState

HOUR = timedelta(hours=1)
MINIMUM = HOUR
MINIMUM_WITHOUT_VALIDATORS = timedelta(hours=24)
MAXIMUM = timedelta(hours=24)
RETRY_AFTER_CAP = timedelta(days=31)
JITTER = 0.1
DEAD_AFTER_NOT_FOUND = 12
QUARANTINE_AFTER = 3
QUARANTINE = timedelta(days=1)
LONGEST_QUARANTINE = timedelta(days=28)
SLACK = timedelta(minutes=5)
ENDED = frozenset({"gone", "dead"})


@dataclass(frozen=True, slots=True)
class FeedWishes:
    """What a feed itself says on polling: time to live, and hours and days (Monday is 0) to leave out, in UTC."""

    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


def is_due(state: FeedState | None, now: datetime) -> bool:
    """Say whether a feed may be asked. A state from the future (a clock that was set back) counts as due once."""
    if state is None:
        return True
    if state.state in ENDED:
        return False
    if state.next_check_at is None or (state.checked_at is not None and state.checked_at > now + SLACK):
        return True
    return now >= state.next_check_at or state.next_check_at > now + RETRY_AFTER_CAP + SLACK


def _http_date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Read Retry-After (seconds or a date, judged against the answer's own Date); at most 31 days, None if unusable."""
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,12}", text):
        return min(timedelta(seconds=min(int(text), 10**9)), RETRY_AFTER_CAP)
    until = _http_date(text)
    if until is None:
        return None
    return min(max(until - (_http_date(headers.get("Date")) or now), timedelta(0)), RETRY_AFTER_CAP)


def _freshness(headers: Mapping[str, str], now: datetime) -> timedelta:
    control = headers.get("Cache-Control", "").lower()
    age = re.search(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})", control)
    if "no-cache" in control or "no-store" in control:
        return timedelta(0)
    if age:
        return timedelta(seconds=int(age.group(1)))
    expires = _http_date(headers.get("Expires"))
    return max(expires - (_http_date(headers.get("Date")) or now), timedelta(0)) if expires else timedelta(0)


def next_after_success(
    headers: Mapping[str, str], wishes: FeedWishes, now: datetime, dice: random.Random, *, validators: bool
) -> datetime:
    """Give the time of the next request after a good answer: the longest of all wishes, within our bounds."""
    least = MINIMUM if validators else MINIMUM_WITHOUT_VALIDATORS
    wanted = max(least, wishes.ttl or least, _freshness(headers, now))
    interval = min(max(wanted, least), MAXIMUM)
    return _after_skips(now + _with_jitter(interval, dice, MAXIMUM + HOUR), wishes)


def _with_jitter(interval: timedelta, dice: random.Random, cap: timedelta) -> timedelta:
    return min(interval * (1 + JITTER * dice.random()), cap)


def _after_skips(at: datetime, wishes: FeedWishes) -> datetime:
    if len(wishes.skip_hours) >= 24 or len(wishes.skip_days) >= 7:
        return at
    for _ in range(24 * 7):
        if at.hour not in wishes.skip_hours and at.weekday() not in wishes.skip_days:
            return at
        at = at.replace(minute=0, second=0, microsecond=0) + HOUR
    return at


def next_after_failure(failures: int, retry: timedelta | None, now: datetime, dice: random.Random) -> datetime:
    """Give the time of the next request after the n-th failure in a row: doubling up to a day, or as asked."""
    backoff = min(MINIMUM * 2 ** min(max(failures - 1, 0), 8), MAXIMUM)
    delay = _with_jitter(backoff, dice, MAXIMUM)
    return now + (delay if retry is None else max(retry, MINIMUM))


def next_after_quarantine(failures: int, now: datetime, dice: random.Random) -> datetime:
    """Give the time at which a feed that was put aside is tried again: a day at first, doubling up to four weeks."""
    length = min(QUARANTINE * 2 ** min(max(failures - QUARANTINE_AFTER, 0), 8), LONGEST_QUARANTINE)
    return now + _with_jitter(length, dice, LONGEST_QUARANTINE)
