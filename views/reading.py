"""What pages and exports read from a store, as frames and small values. Read-only; nothing here draws.

Every function ends at a day: nothing that was first seen later is used.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from data.external import external_labels, read_external
from data.model import Story
from data.store.base import INDEX_COLUMNS, EvidenceQuery, EvidenceRow, Store
from data.store.desk import Correction
from views.corrections import correct

LEARNING_DAYS = 30
YOUNG_DAYS = 14
SHOWN_DAY = "shown_day"  # a fact of the sample store: the day that it opens on
RECENT_DAYS = 7
LEAST_SURE = 0.25  # what a state counts for that stands although its probability is back near one half
PARTIAL_SHARE = 0.5
FEWEST_DAYS = 4  # of history, for an opinion on what is usual
SPARK_DAYS = 90
MOVED = ("escalation", "detente", "contested")
WEIGHT_OF_STATUS = {"actual": 1.0, "planned": 0.6, "cancelled": 0.6, "failed": 0.6, "hypothetical": 0.3}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a store stands on a day: what every page shows at its top."""

    first: date
    last: date
    as_of: date
    data_through: datetime | None
    method: str
    articles: int
    outlets: int
    today: int = 0
    usual: float | None = None

    @property
    def is_partial(self) -> bool:
        """Say whether the as-of day has less than half of the articles of the days before: its values may change."""
        return self.usual is not None and self.today < PARTIAL_SHARE * self.usual

    @property
    def age(self) -> int:
        """Days of history up to the as-of day."""
        return (self.as_of - self.first).days + 1


def read_moment(value: object) -> datetime | None:
    """Give a moment as the store's status has it, text or not."""
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def end_of(day: date) -> datetime:
    """Give the last minute of a day in UTC."""
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC)


def read_standing(store: Store, as_of: date | None) -> Standing | None:
    """Read how a store stands; None for an empty one."""
    days = store.days()
    if days is None:
        return None
    first, last = days
    shown = store.meta(SHOWN_DAY)
    usual = date.fromisoformat(shown) if shown else last
    day = max(first, min(as_of or usual, last))
    recent = store.coverage(day - timedelta(days=RECENT_DAYS - 1), day)
    daily = recent.groupby("day")["articles"].sum()
    before = daily[daily.index != day]
    return Standing(
        first=first,
        last=last,
        as_of=day,
        data_through=store.data_through(day),
        method=store.meta("method") or "",
        articles=int(recent["articles"].sum()),
        outlets=int(recent["outlet_id"].nunique()),
        today=int(daily.get(day, 0)),
        usual=float(before.median()) if len(before) >= FEWEST_DAYS else None,
    )


def pair_key(a: str, b: str, *, directed: bool = False) -> str:
    """Give the key under which a pair's index is stored."""
    return f"{a}>{b}" if directed else "-".join(sorted((a, b)))


def split_key(key: str) -> tuple[str, str]:
    """Give both codes of a pair's key."""
    a, b = key.split(">") if ">" in key else key.split("-")
    return a, b


def rank_told(pairs: pd.DataFrame) -> list[str]:
    """List the keys of undirected pairs by their stories, most first, from the store's table of directed ones."""
    totals: Counter[str] = Counter()
    for a, b, stories in zip(*(pairs[name].tolist() for name in ("actor", "recipient", "stories")), strict=True):
        totals[pair_key(a, b)] += stories
    return sorted(totals, key=lambda key: (-totals[key], key))


def read_index(store: Store, key: str, since: date, until: date) -> pd.DataFrame:
    """Read the daily index of a pair within a window; empty for a pair that nobody reported on."""
    frame = store.index(key, since, until)
    return frame[list(INDEX_COLUMNS)]


def read_board(store: Store, day: date, *, directed: bool = False) -> pd.DataFrame:
    """Read a day's index of all pairs, with the state of the day before as `was` and sums of the last days.

    The last 7 days are summed as `recent_conflict`, `recent_cooperation` and `recent_stories`; `recent_outlets` is the
    most outlets of a day, `level_before` the level at the beginning of these days.
    """
    board = store.index_on(day)
    board = board[board["pair"].str.contains(">") == directed].reset_index(drop=True)
    past = [store.index_on(day - timedelta(days=n)).set_index("pair") for n in range(RECENT_DAYS)]
    days = pd.concat(past)[["conflict", "cooperation", "stories", "outlets"]].groupby(level=0)
    recent = days.agg({"conflict": "sum", "cooperation": "sum", "stories": "sum", "outlets": "max"})
    levels = board["pair"].map(past[-1]["level"])
    return board.assign(was=board["pair"].map(past[1]["state"]), level_before=levels).join(
        recent.add_prefix("recent_"), on="pair"
    )


def rank_moved(board: pd.DataFrame) -> pd.DataFrame:
    """Rank the pairs that moved: sure moves on much evidence first, so that three stories do not outrank a hundred."""
    moved = board[board["state"].isin(MOVED)]
    sureness = LEAST_SURE + (moved["direction_p"] - 0.5).abs().fillna(0)
    weight = sureness * (1 + moved["recent_conflict"] + moved["recent_cooperation"]).map(math.log)
    return moved.assign(rank=weight).sort_values(["rank", "pair"], ascending=[False, True]).drop(columns="rank")


def rank_happened(board: pd.DataFrame) -> pd.DataFrame:
    """Rank the pairs by what happened to them in the last days: masses first, then stories."""
    mass = board["recent_conflict"] + board["recent_cooperation"]
    ranked = board.assign(mass=mass)[(mass > 0) | (board["recent_stories"] > 0)]
    return ranked.sort_values(["mass", "recent_stories", "pair"], ascending=[False, False, True]).drop(columns="mass")


def telling(row: EvidenceRow, leaning: int) -> float:
    """Weigh how well an event tells what moved: strong and done; one against the leaning weighs nothing."""
    event = row.report.event
    if leaning and -leaning * event.score <= 0:
        return 0.0
    return abs(event.score) * event.confidence * WEIGHT_OF_STATUS.get(event.status, 0.1)


def leaning_of(state: str) -> int:
    """Say which side a state leans to."""
    return {"escalation": 1, "detente": -1}.get(state, 0)


def top_evidence(
    store: Store, pair: tuple[str, str], day: date, state: str, corrections: Sequence[Correction] = ()
) -> EvidenceRow | None:
    """Find the sentence that best tells what happened to a pair in the last days; none that contradicts its state."""
    query = EvidenceQuery(pair=pair, since=day - timedelta(days=RECENT_DAYS - 1), until=day, limit=400)
    rows = correct(store.evidence(query), corrections)
    leaning, told = leaning_of(state), Counter(story_of(row) for row in rows)
    return max(
        (row for row in rows if telling(row, leaning) > 0 or not leaning),
        key=lambda row: (telling(row, leaning) * fame(told[story_of(row)]), row.report.seen_at, -row.report.seq),
        default=None,
    )


def story_of(row: EvidenceRow) -> str:
    """Name the story of a report; one outside all stories stands for itself."""
    return row.story_id or f"{row.report.article_id}:{row.report.seq}"


def fame(reports: int) -> float:
    """Weigh a story by its reports, within a bound."""
    return min(3.0, 1 + math.log2(reports))


def numbered_events(
    store: Store,
    pair: tuple[str, str],
    window: tuple[date, date],
    most: int,
    corrections: Sequence[Correction] = (),
    *,
    directed: bool = False,
) -> list[EvidenceRow]:
    """Choose the events to number on a chart: the most telling story of each strongest day, by day."""
    since, until = window
    query = EvidenceQuery(pair=pair, directed=directed, since=since, until=until, limit=1000)
    rows = correct(store.evidence(query), corrections)
    best: dict[str, EvidenceRow] = {}
    reports: dict[str, int] = {}
    for row in rows:
        story = story_of(row)
        reports[story] = reports.get(story, 0) + 1
        if story not in best or telling(row, 0) > telling(best[story], 0):
            best[story] = row
    weights = {story: telling(row, 0) * fame(reports[story]) for story, row in best.items()}
    chosen: dict[date, EvidenceRow] = {}
    for story in sorted(best, key=lambda story: (-weights[story], story)):
        day = best[story].report.day
        if len(chosen) < most and all(abs((day - other).days) > 1 for other in chosen):
            chosen[day] = best[story]
    return [chosen[day] for day in sorted(chosen)]


def gap_days(coverage: pd.DataFrame, since: date, until: date) -> tuple[date, ...]:
    """List the days of a window on which no article was stored."""
    seen = set(coverage.loc[coverage["articles"] > 0, "day"])
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return tuple(day for day in days if day not in seen)


def read_others(store: Store, key: str, since: date, until: date) -> dict[str, pd.DataFrame]:
    """Read event data of others about an undirected pair in a range of days, by label."""
    found = {}
    for label in external_labels(store):
        frame = read_external(store, label, key)
        shown = frame[[since <= day <= until for day in frame["day"]]]
        if len(shown):
            found[label] = shown
    return found


def outcome_of(story: Story, today: date | None) -> str:
    """Name what became of a planned act; one whose day has passed without a report is awaited, no longer to come."""
    outcome = story.expectation or "open"
    passed = today is not None and story.event_day is not None and story.event_day < today
    return "awaited" if outcome == "open" and passed else outcome
