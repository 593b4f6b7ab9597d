"""The index of 100 pairs over 108 days with bands, both directions: the whole, and what a daily run recomputes.

And one pair that everybody reports on for two years: what its newest value hangs on, outlet by outlet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from time import process_time

import numpy as np

from analysis.benchmark import Bench, Row
from analysis.explain import leave_one_out
from analysis.exposure import Exposure
from analysis.index import compute_index
from analysis.kinship import Kinship
from analysis.parameters import Parameters
from analysis.stories.build import build_stories
from data.model import Event, Evidence, Report, Story, StoryReport

PAIRS = 100
DAYS = 108
OUTLETS = 30
REPORTS_A_DAY = 3
FREQUENT_STORIES, FREQUENT_DAYS = 10_000, 730
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


def frequent_stories() -> list[Story]:
    """Give the invented stories of one pair that every outlet tells, the same every time."""
    facts = ("A", "B", "ASSAULT", None, "material_conflict", "actual", -9.0)
    stories = []
    for number in range(FREQUENT_STORIES):
        day = FIRST + timedelta(number % FREQUENT_DAYS)
        reports = tuple(
            StoryReport(number * OUTLETS + at, 0, "A", "B", False, day, f"o{at}", True, -0.5 if number % 3 else 0.5)
            for at in range(OUTLETS)
        )
        stories.append(Story(f"s{number}", *facts, day, None, reports))
    return stories


def watched(days: int) -> Exposure:
    """Give an exposure that is the same every day."""
    constant = np.full(days, 300.0)
    return Exposure(FIRST, constant * 3, constant, np.full(days, float(OUTLETS)), constant * 3)


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
    exposure, long, frequent = watched(DAYS), watched(FREQUENT_DAYS), frequent_stories()
    groups = {f"o{n}": f"o{n}" for n in range(OUTLETS)}

    def cluster() -> None:
        stories.extend(build_stories(found, kinship, parameters) for found in reports)

    def index(since: date) -> None:
        for number, told in enumerate(stories):
            for key in (f"A{number}>B{number}", f"B{number}>A{number}", f"A{number}-B{number}"):
                compute_index(told, key, exposure, groups, parameters, since)

    def drivers() -> None:
        leave_one_out(frequent, "A-B", long, long.days[-1], groups, parameters)

    last, told = FIRST + timedelta(DAYS - 1), FREQUENT_STORIES * OUTLETS
    return [
        (f"stories of {PAIRS} pairs, {DAYS} days", seconds(cluster), "seconds"),
        (f"index of {PAIRS} pairs, {DAYS} days, bands", seconds(lambda: index(FIRST)), "seconds"),
        (f"index of {PAIRS} pairs again for a new day", seconds(lambda: index(last)), "seconds"),
        (f"what a pair with {told} reports hangs on, outlet by outlet", seconds(drivers), "seconds"),
    ]


BENCH = Bench(measure)
