"""`python -m analysis bench`: processor time of coding beside plain vaderSentiment on the same text, one process.

Then the rows of every file of analysis/benches.

The texts are articles joined from the project's own training sentences, so that anyone can repeat the measurement.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from time import process_time

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import benches
from analysis.benchmark import Bench
from analysis.coder import Coder
from analysis.training import read_examples
from data.commandline import Command
from data.plugins import discover
from data.settings import ROOT

CATALOG = ROOT / "data" / "catalog"
LENGTH = 2200
ARTICLES = 12


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bench`."""
    parser.add_argument(
        "--rounds", type=int, default=5, metavar="N", help="repetitions; the fastest counts (default 5)"
    )
    parser.add_argument("--file", type=Path, metavar="FILE", help="one text to measure instead, with --language")
    parser.add_argument("--language", metavar="CODE", help="the language of --file")


def articles(path: Path) -> list[str]:
    """Join labelled sentences into articles of about LENGTH characters, spread over the whole file."""
    sentences = [example.text for example in read_examples(path)]
    made: list[str] = []
    for nth in range(ARTICLES):
        text = ""
        for sentence in sentences[nth::ARTICLES]:
            if len(text) > LENGTH:
                break
            text += f"{sentence} "
        made.append(text.strip())
    return made


def fastest(work: Callable[[str], object], texts: list[str], rounds: int) -> float:
    """Give the seconds a text takes, in the fastest of some rounds."""
    times: list[float] = []
    for _ in range(rounds):
        start = process_time()
        for text in texts:
            work(text)
        times.append((process_time() - start) / len(texts))
    return min(times)


def run(options: argparse.Namespace) -> int:
    """Print one line a language: milliseconds an article, ratio to vaderSentiment, articles a second."""
    coder = Coder([CATALOG])
    vader = SentimentIntensityAnalyzer()
    if options.file:
        sets = {options.language: [options.file.read_text("utf-8")]}
    else:
        paths = sorted((CATALOG / "languages").glob("*/training.tsv"))
        sets = {path.parent.name: articles(path) for path in paths}
    print(f"{'language':<10}{'ms':>8}{'vader ms':>10}{'ratio':>8}{'articles/s':>12}")
    for iso, texts in sets.items():
        coder.code(texts[0], iso)
        own = fastest(lambda text, iso=iso: coder.code(text, iso), texts, options.rounds)  # type: ignore[misc]
        yardstick = fastest(vader.polarity_scores, texts, options.rounds)
        print(f"{iso:<10}{own * 1e3:>8.2f}{yardstick * 1e3:>10.2f}{own / yardstick:>8.2f}{1 / own:>12.0f}")
    if not options.file:
        print_others()
    return 0


def print_others() -> None:
    """Print the rows of the benchmarks in analysis/benches."""
    for name, bench in discover(benches, "BENCH", Bench).items():
        for what, figure in bench.measure():
            print(f"{name}: {what:<46}{figure:>10.2f} {bench.unit}")


COMMAND = Command("measure the coder's speed beside vaderSentiment", add_options, run)
