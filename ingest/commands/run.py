"""`python -m ingest`: one timer run, or runs for ever with --every."""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NoReturn

from tqdm import tqdm

from data.commandline import Command
from data.errors import FetchError, UsageError
from data.logs import start_logging
from data.model import Feed, FeedRun, Outlet
from data.outlets import feeds_of
from data.settings import Settings, read_settings
from data.store import open_store
from ingest.choice import add_choice, chosen_outlets
from ingest.harvest import Stop
from ingest.lock import AlreadyRunningError, hold_lock
from ingest.net import GuardedClient
from ingest.run import DEADLINE_SECONDS, IngestReport, ingest_feeds
from ingest.summary import report_table, summary_line

BUSY = 75  # EX_TEMPFAIL of sysexits.h: try again later
_SPAN = re.compile(r"(\d{1,5})([smhd])")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a run."""
    parser.add_argument(
        "--every", type=_seconds, metavar="15m", help="run for ever, starting a run each 15m (s, m, h, d)"
    )
    parser.add_argument("--feed", action="append", metavar="ID", help="only this feed (may be given several times)")
    parser.add_argument("--force", action="store_true", help="ask feeds that are not due, too (noted in the history)")
    parser.add_argument("--tell-busy", action="store_true", help="exit 75 instead of 0 if another run is at work")
    parser.add_argument("--no-analysis", action="store_true", help="do not analyse what is new")
    add_choice(parser)
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def _seconds(text: str) -> float:
    found = _SPAN.fullmatch(text)
    if not found or int(found[1]) == 0:
        raise argparse.ArgumentTypeError("give a number and s, m, h or d, such as 15m")
    return float(int(found[1]) * _UNITS[found[2]])


def chosen_feeds(outlets: Mapping[str, Outlet], wanted: Sequence[str] | None) -> list[Feed]:
    """Give all feeds, or those wanted by id. Raises UsageError for an unknown one."""
    feeds = feeds_of(outlets)
    unknown = sorted(set(wanted or ()) - set(feeds))
    if unknown:
        raise UsageError(f"--feed {unknown[0]}: no such feed; `python -m ingest check` lists them")
    return [feeds[key] for key in dict.fromkeys(wanted)] if wanted else list(feeds.values())


@contextmanager
def stop_on_signal(stop: Stop, wake: threading.Event) -> Iterator[None]:
    """End a run in good order on SIGTERM and SIGINT; from another thread than the main one, leave signals alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(_number: int, _frame: object) -> None:
        stop.ask()
        wake.set()

    kept = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _show_progress(bar: tqdm[NoReturn], *, logged: bool) -> Callable[[int, FeedRun | None], None]:
    def show(total: int, line: FeedRun | None) -> None:
        if line is None:
            bar.reset(total)
            return
        bar.update()
        if line.outcome == "failed" and not logged:
            bar.write(f"{line.feed_id}: {line.message}", file=sys.stderr)

    return show


def _analyse(settings: Settings) -> None:
    from analysis.run import run as analyse  # noqa: PLC0415 - heavy, and left out by --no-analysis

    with (
        open_store(settings.store_url) as store,
        tqdm(desc="analysis", unit=" steps", disable=None, file=sys.stderr) as bar,
    ):
        analyse(store, settings, progress=lambda stage, count: _show_stage(bar, stage, count))


def _show_stage(bar: tqdm[NoReturn], stage: str, count: int) -> None:
    bar.set_postfix_str(stage)
    bar.update(count)


def _ping(url: str, settings: Settings) -> None:
    """Tell a watchdog of the operator's that a run worked; it is guarded like a feed and its failure costs nothing."""
    try:
        GuardedClient(settings.user_agent, settings.allow_private_hosts).get(url)
    except FetchError as error:
        print(f"ingest: the address of DETENTE_PING_URL could not be asked: {error}", file=sys.stderr)


def run_once(options: argparse.Namespace, settings: Settings, stop: Stop) -> int:
    """Do one run under the lock and print its summary."""
    outlets = chosen_outlets(options, settings)
    feeds = chosen_feeds(outlets, options.feed)
    if settings.allow_private_hosts:
        print(f"ingest: private hosts allowed: {', '.join(settings.allow_private_hosts)}", file=sys.stderr)
    try:
        with hold_lock(settings.home / "ingest.lock"):
            report = _ingest(feeds, outlets, options, settings, stop)
            print(json.dumps(report_table(report), ensure_ascii=False) if options.json else summary_line(report))
            if not options.no_analysis and not report.terminated:
                _analyse(settings)
    except AlreadyRunningError:
        print("ingest: already running")
        return BUSY if options.tell_busy else 0
    if settings.ping_url is not None and report.exit_code < 2:
        _ping(settings.ping_url, settings)
    return report.exit_code


def _ingest(
    feeds: Sequence[Feed], outlets: Mapping[str, Outlet], options: argparse.Namespace, settings: Settings, stop: Stop
) -> IngestReport:
    with open_store(settings.store_url) as store, tqdm(desc="feeds", unit="feed", disable=None, file=sys.stderr) as bar:
        store.save_outlets(list(outlets.values()))
        return ingest_feeds(
            store,
            feeds,
            settings,
            force=options.force,
            stop=stop,
            progress=_show_progress(bar, logged=settings.log_format is not None),
        )


def run(options: argparse.Namespace) -> int:
    """Do one run, or one after the other until a signal comes."""
    settings = read_settings()
    start_logging(settings.log_format)
    wake = threading.Event()
    while True:
        stop = Stop(DEADLINE_SECONDS)
        with stop_on_signal(stop, wake):
            code = run_once(options, settings, stop)
            if options.every is None or wake.is_set() or wake.wait(options.every):
                return code


COMMAND = Command("fetch the feeds that are due and analyse what is new", add_options, run)
