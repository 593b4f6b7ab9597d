"""The state of the store as an OpenMetrics text file, for collectors of monitoring systems. No network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from data.freshness import HEALTHS, Freshness
from data.model import FeedState

GAUGES = {
    "articles": "Articles in the store",
    "versions": "Article versions in the store",
    "events": "Events in the store",
    "stories": "Stories in the store",
    "feeds": "Feeds that were ever polled",
}


def metrics_text(status: Mapping[str, Any], states: Iterable[FeedState], found: Freshness, now: datetime) -> str:
    """Write counts, the last run, the age of every feed's last success and newest item, feeds by health and camp."""
    feeds = sorted(states, key=lambda state: state.feed_id)
    lines: list[str] = []
    for name, meaning in GAUGES.items():
        lines += [*heading(name, meaning), f"detente_{name} {status[name]}"]
    last = status["last_run"]
    if last and last["ended_at"]:
        ended = datetime.fromisoformat(last["ended_at"]).timestamp()
        lines += [*heading("last_run_end_seconds", "When the last run ended"), f"detente_last_run_end_seconds {ended}"]
        lines += [*heading("last_run_exit_code", "How it ended"), f"detente_last_run_exit_code {last['exit_code']}"]
    for name, meaning in (("succeeded_at", "last success"), ("newest_item_at", "newest item")):
        metric = f"feed_{name.removesuffix('_at')}_age_seconds"
        lines += heading(metric, f"Age of the {meaning} of a feed")
        for state in feeds:
            moment = getattr(state, name)
            if moment is not None:
                lines.append(f'detente_{metric}{{feed="{escaped(state.feed_id)}"}} {(now - moment).total_seconds()}')
    lines += heading("feed_failures", "Failures of a feed in a row")
    lines += [f'detente_feed_failures{{feed="{escaped(state.feed_id)}"}} {state.failures}' for state in feeds]
    return "\n".join([*lines, *freshness_lines(found), "# EOF", ""])


def freshness_lines(found: Freshness) -> list[str]:
    """Write how many feeds are of each health, which were put aside, and the silent share of each camp."""
    lines = heading("feeds_by_health", "Feeds that are polled, by their health")
    lines += [f'detente_feeds_by_health{{health="{health}"}} {len(found.of(health))}' for health in HEALTHS]
    lines += heading("feed_quarantined", "Feeds that were put aside because they harm their reader")
    lines += [f'detente_feed_quarantined{{feed="{escaped(feed.feed_id)}"}} 1' for feed in found.of("quarantined")]
    lines += heading("camp_silent_share", "Share of the feeds of a camp that bring nothing new")
    for camp, (all_, silent) in found.camps.items():
        lines.append(f'detente_camp_silent_share{{camp="{escaped(camp)}"}} {silent / all_:.3f}')
    return lines


def heading(name: str, meaning: str) -> list[str]:
    """Give the two lines before the samples of a metric."""
    return [f"# HELP detente_{name} {meaning}", f"# TYPE detente_{name} gauge"]


def escaped(text: str) -> str:
    """Escape a label value."""
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
