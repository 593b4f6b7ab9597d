"""Small invented worlds for the index: reports of events between two actors, told by outlets on days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd

from analysis.exposure import read_exposure
from analysis.index import compute_index, join_parts
from analysis.kinship import Kinship
from analysis.parameters import Parameters
from analysis.stories.build import build_stories
from data.model import Event, Evidence, Report

START = date(2025, 1, 1)
LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
SCORES = {"ASSAULT": -9.0, "CONSULT": 2.5, "THREATEN": -3.5, "AGREE": 2.5, "ACCUSE": -3.0}
QUADS = {
    "ASSAULT": "material_conflict",
    "CONSULT": "verbal_cooperation",
    "THREATEN": "verbal_conflict",
    "AGREE": "verbal_cooperation",
    "ACCUSE": "verbal_conflict",
}


def day(number: int) -> date:
    return START + timedelta(number)


def report(
    number: int,
    when: int,
    event_type: str,
    title: str,
    *,
    outlet: str = "one",
    actor: str = "AAA",
    recipient: str = "BBB",
    status: str = "actual",
    language: str = "en",
    event_day: date | None = None,
    hour: int = 12,
    late: bool = False,
) -> Report:
    event = Event(
        actor=(actor,),
        recipient=(recipient,),
        event_type=event_type,
        mode=None,
        quad=QUADS[event_type],
        status=status,
        score=SCORES[event_type],
        day=event_day,
        evidence=Evidence(title, 0, len(title)),
        confidence=0.9,
        rules=(),
    )
    seen = datetime.combine(day(when), datetime.min.time(), UTC) + timedelta(hours=hour)
    return Report(number, 0, day(when), seen, outlet, outlet, None, language, title, "", event, late)


def unlike_title(seed: int) -> str:
    """A headline that shares next to nothing with that of another seed."""
    rng = np.random.default_rng(seed)
    return " ".join("".join(rng.choice(LETTERS, 7)) for _ in range(6))


def exposure_frame(days: int, outlets: int = 8, headlines: int = 20, without: tuple[int, ...] = ()) -> pd.DataFrame:
    rows = [
        {"day": day(d), "outlet_id": f"o{o}", "headlines": headlines, "reports": headlines // 4}
        for d in range(days)
        if d not in without
        for o in range(outlets)
    ]
    return pd.DataFrame(rows, columns=["day", "outlet_id", "headlines", "reports"])


def index_of(
    reports: list[Report], days: int, pair: str = "AAA-BBB", frame: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Reports to index rows, the whole way."""
    parameters = Parameters()
    stories = build_stories(reports, Kinship(), parameters)
    exposure = read_exposure(exposure_frame(days) if frame is None else frame, parameters, day(days - 1))
    assert exposure is not None
    groups = {r.outlet_id: r.group for r in reports}
    return join_parts(compute_index(stories, pair, exposure, groups, parameters))


def quiet_world(days: int, seed: int = 1, outlets: int = 6) -> list[Report]:
    """A pair that now meets, now accuses: one or two unlike stories a day, each told by two or three outlets."""
    rng = np.random.default_rng(seed)
    found: list[Report] = []
    for d in range(days):
        for _ in range(int(rng.integers(1, 3))):
            kind = str(rng.choice(["CONSULT", "ACCUSE"]))
            title = unlike_title(len(found) + 1000 * seed)
            for o in rng.choice(outlets, size=int(rng.integers(2, 4)), replace=False):
                words = f"{title} {' '.join(unlike_title(7000 + len(found)).split()[:2])}"
                found.append(report(len(found) + 1, d, kind, words, outlet=f"o{o}"))
    return found


def crisis(days: list[int], start: int, outlets: int = 6, kind: str = "ASSAULT") -> list[Report]:
    """Three unlike stories a day, each told in own words by all outlets."""
    found = []
    for d in days:
        for k in range(3):
            title = unlike_title(start + 10 * d + k)
            for o in range(outlets):
                words = f"{title} {' '.join(unlike_title(start + 50_000 + 100 * d + 10 * k + o).split()[:3])}"
                found.append(report(start + len(found), d, kind, words, outlet=f"o{o}"))
    return found
