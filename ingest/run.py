"""One ingest run: due feeds -> articles in the store, with a line of history for each feed.

A feed's faults are its own line; only the store's faults end the run. Every entry is accounted for:
seen = new + changed + unchanged + duplicate + rejected by reason.
"""

from __future__ import annotations

import logging
import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from data.addresses import host_and_port
from data.model import Feed, FeedRun, FeedState, FetchCounts, Run
from data.settings import Settings
from data.store.base import Store
from ingest.extract import extract_articles
from ingest.fetch import polled_url
from ingest.harvest import Harvest, Stop, Tools, harvest_feeds
from ingest.net import GuardedClient
from ingest.polling import RATE_LIMITED, Clock, after_failure, after_read, after_unchanged, known_state, warning_of
from ingest.sandbox import FeedParser
from ingest.scheduling import is_due

DEADLINE_SECONDS = 20 * 60.0
OFFLINE_AFTER = 8
LOG = logging.getLogger("detente.ingest")


def utc_now() -> datetime:
    """Give the time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did: a line for each feed that was asked, and how many were put off to the next run."""

    run_id: str
    feed_runs: tuple[FeedRun, ...]
    deferred: int
    terminated: bool
    offline: bool = False

    @property
    def note(self) -> str | None:
        """What the history says of a run that did not do all."""
        if self.offline:
            return "offline"
        return "terminated" if self.terminated else f"{self.deferred} feeds put off" if self.deferred else None

    @property
    def totals(self) -> FetchCounts:
        """The sums over all feeds."""
        return total_counts(feed_run.counts for feed_run in self.feed_runs)

    @property
    def failed(self) -> tuple[FeedRun, ...]:
        """The feeds that failed."""
        return tuple(feed_run for feed_run in self.feed_runs if feed_run.outcome == "failed")

    @property
    def exit_code(self) -> int:
        """0 all fine or nothing due, 1 some feeds failed, 2 nothing worked."""
        if self.offline:
            return 2
        if not self.failed:
            return 0
        return 2 if len(self.failed) == len(self.feed_runs) else 1


def total_counts(counts: Iterable[FetchCounts]) -> FetchCounts:
    """Add counts up."""
    rows = list(counts)
    rejected: Counter[str] = Counter()
    for row in rows:
        rejected.update(row.rejected)
    return FetchCounts(
        sum(row.new for row in rows),
        sum(row.changed for row in rows),
        sum(row.unchanged for row in rows),
        sum(row.duplicate for row in rows),
        dict(sorted(rejected.items())),
    )


def due_feeds(feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, *, force: bool) -> list[Feed]:
    """Give the enabled feeds whose time has come and whose host has not asked for peace.

    `force` asks all that are enabled, those that ended too.
    """
    enabled = [feed for feed in feeds if feed.enabled]
    if force:
        return enabled
    waiting: dict[str, datetime] = {}
    for state in states.values():
        if state.reason == RATE_LIMITED and state.next_check_at is not None:
            host = host_and_port(state.moved_to or state.url)[0]
            waiting[host] = max(state.next_check_at, waiting.get(host, state.next_check_at))

    def may_ask(feed: Feed) -> bool:
        state = states.get(feed.id)
        host = host_and_port(polled_url(feed, state, now))[0]
        same_address = state is None or state.url == feed.url
        return (is_due(state, now) or not same_address) and waiting.get(host, now) <= now

    return [feed for feed in enabled if may_ask(feed)]


@dataclass(slots=True)
class _Keeper:
    """The store half of a run: turns harvests into commits."""

    store: Store
    run_id: str
    states: Mapping[str, FeedState]
    dice: random.Random = field(default_factory=random.SystemRandom)

    def keep(self, harvest: Harvest) -> FeedRun:
        """Commit one harvest and give its line of history."""
        state = known_state(harvest.feed, self.states.get(harvest.feed.id))
        clock = Clock(harvest.started_at, self.dice)
        if harvest.error is not None:
            return self._fail(harvest, state, clock)
        if harvest.parsed is None or harvest.fetched is None:
            return self._note_unchanged(harvest, state, clock)
        extracted = extract_articles(
            harvest.feed,
            harvest.parsed,
            harvest.started_at,
            known_keys=partial(self.store.known_keys, harvest.feed.id),
            count_sentences=partial(self.store.count_sentences, harvest.feed.id),
        )
        after = after_read(state, harvest.fetched, harvest.parsed.feed, extracted.articles, clock)
        line = self._line(harvest, "ok", FetchCounts(rejected=extracted.rejected))
        warning = warning_of(state, after, harvest.parsed.feed.listed)
        if warning is not None:
            line = replace(line, reason=warning[0], message=warning[1])
        counts = self.store.commit_fetch(extracted.articles, after, line, self.run_id)
        return replace(line, counts=counts)

    def _fail(self, harvest: Harvest, state: FeedState, clock: Clock) -> FeedRun:
        if harvest.error is None:
            raise ValueError("a harvest without an error did not fail")
        headers = harvest.fetched.headers if harvest.fetched else {}
        line = replace(self._line(harvest, "failed"), reason=harvest.error.reason, message=str(harvest.error))
        self.store.commit_fetch((), after_failure(state, harvest.error, headers, clock), line, self.run_id)
        return line

    def _note_unchanged(self, harvest: Harvest, state: FeedState, clock: Clock) -> FeedRun:
        if harvest.fetched is None:
            raise ValueError("a harvest without an answer is a failure")
        line = self._line(harvest, "unchanged")
        self.store.commit_fetch((), after_unchanged(state, harvest.fetched, clock), line, self.run_id)
        return line

    def _line(self, harvest: Harvest, outcome: str, counts: FetchCounts | None = None) -> FeedRun:
        fetched = harvest.fetched
        return FeedRun(
            feed_id=harvest.feed.id,
            started_at=harvest.started_at,
            outcome=outcome,
            http_status=fetched.status if fetched else None,
            bytes=len(fetched.body) if fetched else 0,
            milliseconds=harvest.milliseconds,
            counts=counts or FetchCounts(),
            message=fetched.note if fetched else None,
        )


def notice_offline(harvests: Iterable[Harvest], stop: Stop) -> Iterator[Harvest]:
    """Pass harvests on, unless the first ones all fail to find their host's name: then this machine is offline.

    The feeds are not to blame, so their failures are dropped and the run is stopped; nobody has to wait for the next.
    """
    held: list[Harvest] = []
    online = False
    for harvest in harvests:
        online = online or harvest.error is None or harvest.error.reason != "dns"
        held.append(harvest)
        if not online and len(held) >= OFFLINE_AFTER:
            stop.go_offline()
            return
        if online:
            yield from held
            held.clear()
    yield from held


def log_feed(run_id: str, line: FeedRun) -> None:
    """Log the line of a feed: a warning if it failed."""
    counts = line.counts
    facts = {
        "run_id": run_id,
        "feed_id": line.feed_id,
        "outcome": line.outcome,
        "status": line.http_status,
        "bytes": line.bytes,
        "ms": line.milliseconds,
        "seen": counts.seen,
        "new": counts.new,
        "changed": counts.changed,
        "reason": line.reason,
        "message": line.message,
    }
    LOG.log(logging.WARNING if line.outcome == "failed" else logging.INFO, "feed", extra={"facts": facts})


def ingest_feeds(
    store: Store,
    feeds: Sequence[Feed],
    settings: Settings,
    *,
    force: bool = False,
    stop: Stop | None = None,
    client: GuardedClient | None = None,
    parser: FeedParser | None = None,
    clock: Callable[[], datetime] = utc_now,
    progress: Callable[[int, FeedRun | None], None] = lambda _total, _line: None,
) -> IngestReport:
    """Poll the feeds that are due and keep what they bring. Raises StoreError; a feed's fault is a line of the report.

    `progress` is told the number of due feeds, first without a line, then with each feed's line.
    """
    stop = stop or Stop(DEADLINE_SECONDS)
    started = clock()
    run_id = f"{started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    states = store.feed_states()
    due = due_feeds(feeds, states, started, force=force)
    progress(len(due), None)
    note = "force" if force else None
    store.start_run(Run(run_id, started, None, None, "ingest", note))
    client = client or GuardedClient(settings.user_agent, settings.allow_private_hosts)
    keeper = _Keeper(store, run_id, states)
    lines: list[FeedRun] = []
    with parser or FeedParser() as children:
        harvests = harvest_feeds(Tools(client, children, clock), due, states, stop)
        for harvest in notice_offline(harvests, stop):
            lines.append(keeper.keep(harvest))
            log_feed(run_id, lines[-1])
            progress(len(due), lines[-1])
    report = IngestReport(
        run_id, tuple(lines), len(due) - len(lines), stop.is_asked() and not stop.is_offline(), stop.is_offline()
    )
    store.end_run(run_id, clock(), report.exit_code, report.note or note)
    facts = {"run_id": run_id, "exit_code": report.exit_code, "feeds": len(lines), "deferred": report.deferred}
    LOG.info("run", extra={"facts": facts | {"failed": len(report.failed), "new": report.totals.new}})
    return report
