"""The index of 100 pairs over 108 days with bands, both directions: the whole, and what a daily run recomputes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from time import process_time

import numpy as np

from analysis.benchmark import Bench, Row
from analysis.exposure import Exposure
from analysis.index import compute_index
from analysis.kinship import Kinship
from analysis.parameters import Parameters
from analysis.stories.build import build_stories
from data.model import Event, Evidence, Report, Story

PAIRS = 100
DAYS = 108
OUTLETS = 30
REPORTS_A_DAY = 3
FIRST = date(2025, 1, 1)
ACTS = (("ASSAULT", "material_conflict", -9.0), ("CONSULT", "verbal_cooperation", 2.5))


def made_reports(pair: int) -> Iterator[Report]:
    """Give the invented reports of one pair, the same every time."""
    draw = np.random.default_rng(pair)
    for number in range(DAYS * REPORTS_A_DAY):
        kind, quad, score = ACTS[int(draw.integers(len(ACTS)))]
        title = " ".join(f"w{word}" for word in draw.integers(0, 900, 8))
        outlet = f"o{int(draw.integers(OUTLETS))}"
        seen = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(number // REPORTS_A_DAY, hours=12)
        names = ((f"A{pair}",), (f"B{pair}",))
        event = Event(*names, kind, None, quad, "actual", score, None, Evidence(title, 0, len(title)), 0.9, ())
        yield Report(number, 0, seen.date(), seen, outlet, outlet, None, None, title, "", event)


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time of some work."""
    start = process_time()
    work()
    return process_time() - start


def measure() -> list[Row]:
    """Give seconds of clustering, of the whole index, and of the index of the last day."""
    parameters, kinship = Parameters(), Kinship()
    reports = [list(made_reports(pair)) for pair in range(PAIRS)]
    stories: list[list[Story]] = []
    constant = np.full(DAYS, 300.0)
    exposure = Exposure(FIRST, constant * 3, constant, np.full(DAYS, float(OUTLETS)), constant * 3)
    groups = {f"o{n}": f"o{n}" for n in range(OUTLETS)}

    def cluster() -> None:
        stories.extend(build_stories(found, kinship, parameters) for found in reports)

    def index(since: date) -> None:
        for number, told in enumerate(stories):
            for key in (f"A{number}>B{number}", f"B{number}>A{number}", f"A{number}-B{number}"):
                compute_index(told, key, exposure, groups, parameters, since)

    last = FIRST + timedelta(DAYS - 1)
    return [
        (f"stories of {PAIRS} pairs, {DAYS} days", seconds(cluster), "seconds"),
        (f"index of {PAIRS} pairs, {DAYS} days, bands", seconds(lambda: index(FIRST)), "seconds"),
        (f"index of {PAIRS} pairs again for a new day", seconds(lambda: index(last)), "seconds"),
    ]


BENCH = Bench(measure)
