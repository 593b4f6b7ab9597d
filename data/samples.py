"""The labelled sample: briefs in our own words, of invented outlets, on dated public facts.

It fills a store file of its own, marked `sample`, that live articles never enter. Shown when there is nothing else.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.errors import CatalogError
from data.model import Article, Outlet
from data.settings import ROOT, Settings
from data.store import open_store
from data.store.files import file_errors

FOLDER = ROOT / "data" / "sample"
FIELDS = ("id", "lang", "outlet", "published", "title", "summary")
# Before this the briefs are too few for a picture of anything.
FIRST_DAY = "2025-05-01"


def sample_outlets(folder: Path = FOLDER) -> list[Outlet]:
    """Give the invented outlets; each stands for itself."""
    with (folder / "outlets.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        Outlet(
            id=row["id"],
            name=row["name"],
            country=row["country"] or None,
            languages=(row["language"],),
            ownership=None,
            group=row["id"],
            camp=row["camp"] or None,
            homepage=None,
            feeds=(),
            source="invented",
        )
        for row in rows
    ]


def sample_articles(folder: Path = FOLDER) -> list[Article]:
    """Give the briefs as articles, oldest first; they count for the day they were published."""
    articles = []
    path = folder / "articles.jsonl"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            articles.append(read_brief(json.loads(line)))
        except (ValueError, KeyError) as error:
            raise CatalogError(f"no brief: {error}", path, number) from error
    return articles


def read_brief(brief: dict[str, Any]) -> Article:
    """Read one line of the sample."""
    published = datetime.fromisoformat(brief["published"]).astimezone(UTC)
    return Article(
        key=hashlib.sha256(f"sample {brief['id']}".encode()).hexdigest()[:32],
        feed_id=f"{brief['outlet']}.sample",
        outlet_id=brief["outlet"],
        guid=brief["id"],
        url=None,
        language=brief["lang"],
        title=brief["title"],
        body=brief["summary"],
        published_at=published,
        published_raw=brief["published"],
        date_reason=None,
        first_seen_at=published,
    )


def sample_version(folder: Path = FOLDER) -> str:
    """Hash the shipped sample, so that a newer one replaces what an older release filled in."""
    found = hashlib.sha256()
    for name in ("outlets.tsv", "articles.jsonl"):
        found.update((folder / name).read_bytes())
    return found.hexdigest()[:16]


def fill_sample(settings: Settings, folder: Path = FOLDER) -> bool:
    """Bring the sample store up to date; False if it was. Analysing it is the caller's."""
    version = sample_version(folder)
    path = settings.sample_path
    if path.exists():
        with open_store(settings.sample_url, read_only=True) as store:
            if store.meta("sample_version") == version:
                return False
        with file_errors(path):
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
    with open_store(settings.sample_url) as store:
        store.set_meta("sample", "1")
        store.save_outlets(sample_outlets(folder))
        store.add_articles(sample_articles(folder))
        store.set_meta("sample_version", version)
    return True


def sample_lines(briefs: Iterable[dict[str, Any]], folder: Path = FOLDER) -> Iterator[str]:
    """Give the lines of `articles.jsonl` from labelled briefs: without their labels, by time, outlets by id."""
    ids = {outlet.name: outlet.id for outlet in sample_outlets(folder)}
    rows = [{**brief, "outlet": ids[brief["outlet"]]} for brief in briefs if brief["published"] >= FIRST_DAY]
    for row in sorted(rows, key=lambda row: (datetime.fromisoformat(row["published"]), row["id"])):
        yield json.dumps({name: row[name] for name in FIELDS}, ensure_ascii=False) + "\n"
