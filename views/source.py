"""Which store a page reads: the user's own, or the labelled sample while there is none; never both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.errors import DetenteError
from data.settings import Settings
from data.store import engine_of, open_store
from data.store.rotation import backups
from views.sample import prepare_sample


@dataclass(frozen=True, slots=True)
class Source:
    """A store to read. `problem` says why the user's own store could not be read."""

    url: str | None
    sample: bool = False
    problem: str | None = None


def has_articles(url: str) -> bool:
    """Say whether a store holds any article; StoreError where it cannot be read."""
    with open_store(url, read_only=True) as store:
        return store.days() is not None


def is_missing(url: str) -> bool:
    """Say whether a store is a file that does not exist yet."""
    return url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists()


def choose_source(settings: Settings) -> Source:
    """Choose the user's store where it holds something, else the sample (made ready first), else nothing.

    A store that cannot be read, or is gone while its backups are there, is a problem to show; the sample does not hide
    it.
    """
    kept: list[Path] = []
    try:
        kept = backups(engine_of(settings.store_url).backups(settings.store_url, settings.home))
        if (kept or not is_missing(settings.store_url)) and has_articles(settings.store_url):
            return Source(settings.store_url)
        prepare_sample(settings)
    except DetenteError as error:
        newest = f"; the newest backup is {kept[-1].name}" if kept and kept[-1].name not in str(error) else ""
        return Source(None, problem=f"{error}{newest}")
    return Source(settings.sample_url, sample=True)
