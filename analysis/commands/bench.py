"""`python -m analysis bench`: processor time of coding beside plain vaderSentiment on the same whole articles.

One process. A row names the kind of text (analysis/bench_texts.py) and where its time goes. Then the rows of every file
of analysis/benches.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from time import process_time
from typing import TypeVar

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import benches
from analysis.bench_texts import Sample, archive_samples, own_samples
from analysis.benchmark import Bench
from analysis.coder import Coder
from analysis.sentences import split_sentences
from data.commandline import Command
from data.errors import UsageError
from data.plugins import discover
from data.settings import ROOT

CATALOG = ROOT / "data" / "catalog"
PAIR = 2
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds an article takes, whole and by part, and those of vaderSentiment; sentences an article has."""

    whole: float
    yardstick: float
    scan: float
    hits: float
    tone: float
    sentences: float
    naming: float
    pairs: float

    @property
    def coding(self) -> float:
        """What is left of the whole: clauses, parties, status, the model."""
        return max(0.0, self.whole - self.scan - self.hits - self.tone)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bench`."""
    parser.add_argument(
        "--rounds", type=int, default=5, metavar="N", help="repetitions; the fastest counts (default 5)"
    )
    parser.add_argument("--file", type=Path, metavar="FILE", help="one text to measure instead, with --language")
    parser.add_argument("--language", metavar="CODE", help="the language of --file")
    parser.add_argument(
        "--archive",
        type=Path,
        default=ROOT.parent / "shared" / "archive",
        metavar="DIR",
        help="folders of dated reports to measure real articles on, where there are any",
    )


def fastest(work: Callable[[T], object], things: Iterable[T], count: int, rounds: int) -> float:
    """Give the milliseconds an article takes, in the fastest of some rounds; `count` articles are in the things."""
    things = list(things)
    times: list[float] = []
    for _ in range(rounds):
        start = process_time()
        for thing in things:
            work(thing)
        times.append((process_time() - start) / count * 1e3)
    return min(times)


def measure(sample: Sample, coder: Coder, vader: SentimentIntensityAnalyzer, rounds: int) -> Timing:
    """Time a sample, whole and by part, and count its sentences."""
    own, texts, count = coder.language(sample.language), sample.texts, len(sample.texts)
    coder.code(texts[0], sample.language)
    pages = [own.reader.scan(text, None) for text in texts]
    readings = [(page, reading) for page in pages for reading in own.reader.read(page)]
    paired = [
        page.folded.original[reading.start : reading.end]
        for page, reading in readings
        if len({code for mention in reading.mentions for code in mention.codes}) >= PAIR
    ]
    whole = fastest(lambda text: coder.code(text, sample.language), texts, count, rounds)
    split = fastest(lambda text: split_sentences(text, own.pack), texts, count, rounds)
    return Timing(
        whole,
        fastest(vader.polarity_scores, texts, count, rounds),
        split + fastest(lambda text: own.reader.scan(text, None), texts, count, rounds),
        fastest(lambda page: list(own.reader.read(page)), pages, count, rounds) - split,
        fastest(own.score, paired, count, rounds) if own.score else 0.0,
        sum(len(split_sentences(text, own.pack)) for text in texts) / count,
        sum(bool(reading.mentions) for _, reading in readings) / count,
        len(paired) / count,
    )


def run(options: argparse.Namespace) -> int:
    """Print one line a sample, then the other benchmarks."""
    if options.rounds < 1:
        raise UsageError("--rounds must be at least 1")
    coder = Coder([CATALOG])
    vader = SentimentIntensityAnalyzer()
    if options.file:
        samples: Iterator[Sample] = iter([Sample(options.language, "file", [options.file.read_text("utf-8")])])
    else:
        samples = chain(own_samples(CATALOG / "languages", coder), archive_samples(options.archive))
    print(
        f"{'':<30}{'sentences':>10}{'naming':>8}{'pairs':>7}{'ms':>8}{'scan':>7}{'hits':>7}{'code':>7}{'tone':>7}"
        f"{'vader ms':>10}{'ratio':>7}{'articles/s':>12}"
    )
    for sample in samples:
        if sample.language in coder.languages:
            print(row(sample, measure(sample, coder, vader, options.rounds)), flush=True)
    if not options.file:
        print_others()
    return 0


def row(sample: Sample, timing: Timing) -> str:
    """Give the line of a sample."""
    parts = "".join(f"{part:>7.2f}" for part in (timing.scan, timing.hits, timing.coding, timing.tone))
    return (
        f"{sample.language + ' ' + sample.kind:<30}{timing.sentences:>10.1f}{timing.naming:>8.1f}{timing.pairs:>7.1f}"
        f"{timing.whole:>8.2f}{parts}{timing.yardstick:>10.2f}{timing.whole / timing.yardstick:>7.2f}"
        f"{1e3 / timing.whole:>12.0f}"
    )


def print_others() -> None:
    """Print the rows of the benchmarks in analysis/benches."""
    for name, bench in discover(benches, "BENCH", Bench).items():
        for what, figure, unit in bench.measure():
            print(f"{name}: {what:<52}{figure:>10.2f} {unit}")


COMMAND = Command("measure the coder's speed beside vaderSentiment", add_options, run)
