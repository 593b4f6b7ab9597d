"""`python -m analysis run`: stored articles to events, stories, pair-days and the daily index.

Alone, with processes of this machine (`--jobs`) or the workers of a Dask cluster (`--dask`): the result is the same.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from analysis.commands.code import positive
from analysis.parallel.cluster import cluster_workers
from analysis.parallel.loading import PARTITION
from analysis.parallel.workers import local_workers
from analysis.run import AnalysisReport, Elsewhere, run
from data.commandline import Command
from data.errors import UsageError
from data.settings import Settings, read_settings
from data.store import open_store


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run`."""
    parser.add_argument("--rescore", action="store_true", help="code every stored article again")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=positive, default=1, metavar="N", help="processes to use (default 1)")
    where.add_argument("--dask", metavar="ADDRESS", help="use the workers of this scheduler, tls://HOST:PORT")
    parser.add_argument(
        "--dask-trust-network", action="store_true", help="allow a plain tcp:// connection to another machine"
    )
    parser.add_argument(
        "--partitions",
        type=Path,
        metavar="DIR",
        help="folder that we and all workers see (default: in the home folder)",
    )
    parser.add_argument(
        "--partition-articles", type=positive, default=PARTITION, metavar="N", help=f"default {PARTITION}"
    )


@contextmanager
def elsewhere_of(options: argparse.Namespace, settings: Settings) -> Iterator[Elsewhere | None]:
    """Give the workers that the options name, or None for this process alone."""
    if options.dask_trust_network and not options.dask:
        raise UsageError("run: --dask-trust-network goes with --dask")
    folder = (options.partitions or settings.home / "partitions").resolve()
    if options.dask:
        with cluster_workers(options.dask, trusted=options.dask_trust_network) as cluster:
            yield Elsewhere(cluster, folder, options.partition_articles)
    elif options.jobs > 1:
        with local_workers(options.jobs) as local:
            yield Elsewhere(local, folder, options.partition_articles)
    else:
        yield None


def summary(report: AnalysisReport) -> dict[str, object]:
    """Give the summary as plain values."""
    return {
        "articles": report.articles,
        "events": report.events,
        "unread": dict(report.unread),
        "stories": report.stories,
        "pairs": report.pairs,
        "since": report.since.isoformat() if report.since else None,
    }


def run_command(options: argparse.Namespace) -> int:
    """Analyse what is new and print one summary line."""
    settings = read_settings()
    with (
        elsewhere_of(options, settings) as elsewhere,
        open_store(settings.store_url) as store,
        tqdm(desc="analysis", unit="", file=sys.stderr, disable=None) as bar,
    ):

        def show(stage: str, count: int) -> None:
            if not bar.disable and bar.desc != stage:
                bar.set_description_str(stage, refresh=False)
                bar.reset()
            bar.update(count)

        report = run(store, settings, rescore=options.rescore, progress=show, elsewhere=elsewhere)
    found = summary(report)
    print(json.dumps(found) if options.json else " ".join(f"{name}={value}" for name, value in found.items()))
    return 0


COMMAND = Command("analyse what is new in the store", add_options, run_command)
