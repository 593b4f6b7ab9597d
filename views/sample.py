"""The labelled sample made ready to be looked at: filled from what is shipped, then analysed like any store."""

from __future__ import annotations

from datetime import date, timedelta

from analysis.run import run
from data.samples import fill_sample
from data.settings import Settings
from data.store import open_store
from data.store.base import Store
from views.reading import MOVED, SHOWN_DAY

READY = "sample_analysed"


def prepare_sample(settings: Settings) -> None:
    """Fill and analyse the sample store unless that is done; StoreError where it cannot be written."""
    settings.home.mkdir(parents=True, exist_ok=True)
    fill_sample(settings)
    with open_store(settings.sample_url) as store:
        if store.meta(READY) == store.meta("sample_version"):
            return
        run(store, settings)
        if day := fullest_day(store):
            store.set_meta(SHOWN_DAY, day.isoformat())
        store.set_meta(READY, store.meta("sample_version") or "")


def fullest_day(store: Store) -> date | None:
    """Find the day that has most to show: the sample opens on it, as most of its days are thin."""
    days = store.days()
    if days is None:
        return None
    first, last = days
    return max(
        (first + timedelta(days=n) for n in range((last - first).days + 1)), key=lambda day: richness(store, day)
    )


def richness(store: Store, day: date) -> tuple[int, int, float, date]:
    """Weigh a day: two pairs that moved, then pairs and stories told; the later of equals is better."""
    board = store.index_on(day)
    board = board[~board["pair"].str.contains(">")]
    moved, told = int(board["state"].isin(MOVED).sum()), int((board["stories"].fillna(0) > 0).sum())
    return min(moved, 2), told, float(board["stories"].sum()), day
