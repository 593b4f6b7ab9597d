"""Fresh, stale, dead by its own habit, put aside: one feed, the share of a camp, and the warning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from data.freshness import freshness_line, freshness_table, health_of, read_freshness
from data.metrics import freshness_lines
from data.model import Feed, FeedState, Outlet

NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def state(
    feed_id: str = "f", *, success: timedelta | None = HOUR, news: timedelta | None = HOUR,
    gap: timedelta | None = HOUR, kind: str = "active",
) -> FeedState:  # fmt: skip
    return FeedState(
        feed_id,
        f"https://{feed_id}.example/",
        checked_at=NOW,
        succeeded_at=None if success is None else NOW - success,
        newest_item_at=None if news is None else NOW - news,
        usual_gap=None if gap is None else gap.total_seconds(),
        state=kind,
    )


@pytest.mark.parametrize(
    ("one", "health"),
    [
        (state(), "fresh"),
        (state(news=4 * HOUR), "fresh"),
        (state(news=3 * DAY), "dead"),
        (state(news=20 * DAY, gap=7 * DAY), "fresh"),
        (state(news=22 * DAY, gap=7 * DAY), "dead"),
        (state(news=None, gap=None), "fresh"),
        (state(success=3 * DAY, news=4 * DAY), "stale"),
        (state(success=30 * DAY, news=30 * DAY), "stale"),
        (state(success=None, news=None, gap=None), "stale"),
        (state(kind="gone"), "dead"),
        (state(kind="dead"), "dead"),
        (state(kind="quarantined"), "quarantined"),
    ],
)
def test_check_102_a_feed_is_dead_at_three_times_its_own_gap(one: FeedState, health: str) -> None:
    assert health_of(one, NOW) == health


def outlet(name: str, camp: str | None, *, enabled: bool = True) -> Outlet:
    fed = Feed(name, name, f"https://{name}.example/", enabled=enabled)
    return Outlet(name, name, None, ("en",), None, name, camp, None, (fed,))


def outlets(rows: Sequence[Outlet]) -> dict[str, Outlet]:
    return {row.id: row for row in rows}


def test_check_102_a_fifth_of_all_feeds_or_a_camp_is_worth_a_warning() -> None:
    known = outlets([outlet(f"e{n}", "east") for n in range(8)] + [outlet(f"w{n}", "west") for n in range(2)])
    fresh = [state(name) for name in known]
    assert not read_freshness(fresh, known, NOW).is_poor
    two_east = read_freshness([*(state(f"e{n}", success=5 * DAY) for n in range(2)), *fresh[2:]], known, NOW)
    assert (two_east.silent_share, two_east.is_poor) == (0.2, False)
    three_east = read_freshness([*(state(f"e{n}", success=5 * DAY) for n in range(3)), *fresh[3:]], known, NOW)
    assert (three_east.silent_camps, three_east.is_poor) == ((), True)
    west = read_freshness([*fresh[:8], *(state(f"w{n}", success=5 * DAY) for n in range(2))], known, NOW)
    assert (west.silent_share, west.silent_camps, west.is_poor) == (0.2, ("west",), True)
    assert west.camps == {"east": (8, 0), "west": (2, 2)}
    assert freshness_line(west) == "10 feeds: 8 fresh, 2 stale; silent camps: west"
    assert 'detente_camp_silent_share{camp="west"} 1.000' in freshness_lines(west)


def test_check_102_ages_and_shares_are_told_to_scripts() -> None:
    known = outlets([outlet("a", "east"), outlet("b", None)])
    found = freshness_table(read_freshness([state("a", news=3 * DAY), state("b")], known, NOW))
    assert json.loads(json.dumps(found)) == {
        "fresh": 1, "stale": 0, "dead": 1, "quarantined": 0, "silent_share": 0.5, "silent_camps": ["east"],
        "warn": True,
        "camps": {
            "east": {"feeds": 1, "silent": 1, "silent_share": 1.0},
            "unknown": {"feeds": 1, "silent": 0, "silent_share": 0.0},
        },
        "per_feed": [
            {"feed": "a", "camp": "east", "health": "dead", "last_success_hours": 1.0, "newest_item_hours": 72.0,
             "usual_gap_hours": 1.0, "reason": None},
            {"feed": "b", "camp": None, "health": "fresh", "last_success_hours": 1.0, "newest_item_hours": 1.0,
             "usual_gap_hours": 1.0, "reason": None},
        ],
    }  # fmt: skip


def test_only_feeds_that_are_polled_are_judged() -> None:
    known = outlets([outlet("off", "east", enabled=False), outlet("on", "east")])
    old = FeedState("old", "u", checked_at=NOW - 90 * DAY)
    listed = FeedState("listed", "u", checked_at=NOW - DAY)
    found = read_freshness([state("off"), state("on"), old, listed], known, NOW)
    assert [feed.feed_id for feed in found.feeds] == ["listed", "on"]
    assert not read_freshness([], known, NOW).is_poor
