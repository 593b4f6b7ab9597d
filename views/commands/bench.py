"""`python -m views bench`: what a reader of the dashboard waits for, and what is sent, in a real browser on a store."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
from dataclasses import asdict
from pathlib import Path

from data.commandline import Command
from data.errors import ExportError, UsageError
from data.settings import read_settings
from data.store import open_store
from views.bench import WAIT, Box, Figures, measure, place_of, rank, served, too_slow
from views.names import load_names
from views.reading import rank_told, split_key
from views.words import Words, interface_languages, load_words

FEWEST_PAIRS, MOST_PAIRS = 2, 8
STATUSES = ("actual", "planned", "denied")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--store", type=Path, metavar="FILE", help="an SQLite store (default: your own)")
    parser.add_argument(
        "--rounds", type=int, default=10, metavar="N", help="times that each thing is done (default 10)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def frequent_pairs(url: str) -> tuple[list[str], int]:
    """List the pairs with most stories, and count the articles of a store."""
    with open_store(url, read_only=True) as store:
        pairs, articles = rank_told(store.pairs()), int(store.status()["articles"])
    if len(pairs) < FEWEST_PAIRS:
        raise UsageError(f"bench: the store must hold stories of {FEWEST_PAIRS} pairs at least")
    return pairs[:MOST_PAIRS], articles


def boxes_of(pairs: list[str], words: Words) -> tuple[Box, Box]:
    """Say what to choose: for each pair an actor of another one, and a few statuses."""
    names = load_names(read_settings().catalog_dirs, words)
    codes = list(dict.fromkeys(code for pair in pairs for code in split_key(pair)))
    others = tuple(names.actor(next(code for code in codes if code not in split_key(pair))) for pair in pairs)
    statuses = tuple(words(f"status.{status}") for status in STATUSES)
    return (words("pair.choose_b"), others), (words("evidence.status"), statuses)


def lines_of(figures: Figures) -> list[tuple[str, str, str]]:
    """Give every figure as (what, measured, budget)."""

    def seconds(values: tuple[float, ...]) -> str:
        return f"{rank(values, 0.5):.2f} s, p95 {rank(values, 0.95):.2f} s"

    return [
        ("first visit, empty browser: files, compressed", f"{figures.cold_files / 1e6:.2f} MB", "3 MB"),
        ("first visit: messages, not yet compressed", f"{figures.cold_messages / 1e6:.2f} MB", "-"),
        ("first visit, empty browser: first chart", f"{figures.cold_chart:.2f} s", "-"),
        ("first chart, warm server and browser", seconds(figures.first_charts), "2.5 s"),
        ("another pair: its chart", seconds(figures.changes), "p95 0.5 s"),
        ("another filter of the evidence: all of it", seconds(figures.filters), "p95 0.5 s"),
        ("bytes a change, most", f"{max(figures.change_bytes) / 1e6:.3f} MB", "0.3 MB"),
        ("longest trace of a chart", f"{figures.points} points", "2000 points"),
    ]


def run(options: argparse.Namespace) -> int:
    """Measure, and print each figure beside its budget."""
    if options.rounds < 1:
        raise UsageError("bench: --rounds must be at least 1")
    if options.store and not options.store.is_file():
        raise UsageError(f"bench: there is no store at {options.store}")
    if importlib.util.find_spec("playwright") is None:
        raise UsageError("bench: needs the development packages, which python3 tasks.py test installs")
    place = place_of(options.store)
    pairs, articles = frequent_pairs(place.get("DETENTE_STORE") or read_settings().store_url)
    with served(place) as base:
        words = load_words(interface_languages()[0])
        try:
            figures = measure(base, pairs, boxes_of(pairs, words), options.rounds, words.language)
        except too_slow() as error:
            raise ExportError(f"bench: a page was not drawn within {WAIT // 1000} s") from error
    if options.json:
        print(json.dumps({"articles": articles, **asdict(figures)}))
        return 0
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{articles} articles, {options.rounds} rounds{load}")
    for what, measured, budget in lines_of(figures):
        print(f"{what:45} {measured:24} budget {budget}")
    return 0


COMMAND = Command("time the dashboard in a real browser", add_options, run)
