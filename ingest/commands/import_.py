"""`python -m ingest import FILE.jsonl[.gz]…`: dated archives into the store, again and again without harm."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tqdm import tqdm

from data.commandline import Command
from data.model import Article, FetchCounts, Run
from data.outlets import default_outlets
from data.settings import read_settings
from data.store import open_store
from data.store.base import Store
from ingest.archive import Archive, open_archive
from ingest.lock import hold_lock
from ingest.run import total_counts, utc_now
from ingest.summary import counts_table, counts_text

BATCH = 5_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of an import."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl[.gz]", help="archives, one article a line")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def _articles(archive: Archive, path: Path) -> Iterator[Article]:
    with (
        open_archive(path) as opened,
        tqdm(
            desc=path.name, total=path.stat().st_size, unit="B", unit_scale=True, disable=None, file=sys.stderr
        ) as bar,
    ):
        for number, article in enumerate(archive.articles(opened.lines)):
            if number % 1_000 == 0:
                bar.update(opened.file.tell() - bar.n)
            yield article


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(islice(articles, BATCH)):
        yield batch


def import_file(store: Store, archive: Archive, path: Path) -> FetchCounts:
    """Import one file; bad lines are counted as rejected."""
    archive.rejected.clear()
    counts = [store.add_articles(batch) for batch in _batches(_articles(archive, path))]
    store.save_outlets(list(archive.outlets.values()))
    return total_counts([*counts, FetchCounts(rejected=dict(archive.rejected))])


def run(options: argparse.Namespace) -> int:
    """Import all files under the lock of the ingest; exit code 2 where no line of them could be used."""
    settings = read_settings()
    outlets = default_outlets(settings)
    archive = Archive(frozenset(outlets))
    with hold_lock(settings.home / "ingest.lock"), open_store(settings.store_url) as store:
        store.save_outlets(list(outlets.values()))
        started = utc_now()
        run_id = f"{started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        store.start_run(Run(run_id, started, None, None, "import"))
        total = total_counts(import_file(store, archive, path) for path in options.files)
        code = 2 if total.seen == sum(total.rejected.values()) else 0
        store.end_run(run_id, utc_now(), code, f"{len(options.files)} files")
    print(json.dumps(counts_table(total)) if options.json else f"import: {counts_text(total)}")
    return code


COMMAND = Command("import dated archives of articles", add_options, run)
