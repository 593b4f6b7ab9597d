"""The index of a pair: one row a day, from stories and exposure, with what was first seen by the end of that day.

A day's value looks back to the first of January of the year before, always: so a value does not depend on how much of
the store was loaded or on when it was computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.clocks import Series
from analysis.exposure import Exposure, cut_exposure
from analysis.masses import Masses, build_masses
from analysis.movement import read_movement
from analysis.parameters import Parameters
from analysis.states import enough_evidence, judge_states
from analysis.told import read_told
from data.model import Story
from data.store.base import INDEX_COLUMNS

DIGITS = 6


@dataclass(frozen=True, slots=True)
class PairIndex:
    """A pair's index of one calendar year; `all_days`, masses and exposure have the days looked back to as well."""

    pair: str
    year: int
    all_days: pd.DataFrame
    masses: Masses
    exposure: Exposure

    @property
    def frame(self) -> pd.DataFrame:
        """The rows of the year itself."""
        days = self.exposure.days
        return self.all_days.iloc[sum(day.year < self.year for day in days) :].reset_index(drop=True)


def history_start(day: date) -> date:
    """Give the first day that a day's value looks back to."""
    return date(day.year - 1, 1, 1)


def compute_index(
    stories: Sequence[Story],
    pair: str,
    exposure: Exposure,
    groups: Mapping[str, str],
    parameters: Parameters,
    since: date = date.min,
) -> list[PairIndex]:
    """Compute INDEX_COLUMNS for every day of the exposure, one part a calendar year (from the year of `since` on).

    `stories` are those of the undirected pair; `groups` gives each outlet's ownership group. A day without coverage has
    no value but its exposure of 0; a day with coverage but too little evidence has masses and bands, and no judgement.
    """
    last = exposure.first + timedelta(len(exposure.headlines) - 1)
    parts = []
    for year in range(max(exposure.first.year, since.year), last.year + 1):
        until = min(last, date(year, 12, 31))
        seen = cut_exposure(exposure, history_start(until), until)
        parts.append(compute_year(stories, pair, year, seen, groups, parameters))
    return parts


def compute_year(
    stories: Sequence[Story],
    pair: str,
    year: int,
    exposure: Exposure,
    groups: Mapping[str, str],
    parameters: Parameters,
) -> PairIndex:
    """Compute the index over the whole of an exposure, looking back no further than its first day."""
    told = read_told(stories, pair, exposure, parameters)
    return judge_year(build_masses(told, groups, len(exposure.headlines), parameters), pair, year, exposure, parameters)


def judge_year(masses: Masses, pair: str, year: int, exposure: Exposure, parameters: Parameters) -> PairIndex:
    """Compute the index from the daily masses."""
    movement = read_movement(masses, exposure, parameters)
    states = judge_states(movement, enough_evidence(masses, exposure, parameters), parameters)
    numbers = {
        "balance": movement.balance,
        "balance_low": movement.balance_low,
        "balance_high": movement.balance_high,
        "level": movement.level,
        "level_low": movement.level_low,
        "level_high": movement.level_high,
        "conflict": masses.conflict,
        "cooperation": masses.cooperation,
        "stories": masses.stories,
        "outlets": masses.outlets,
    }
    watched = exposure.headlines > 0
    judged = np.array(states) != "insufficient"
    columns: dict[str, Any] = {name: known(values, watched) for name, values in numbers.items()}
    columns |= {"direction_p": known(movement.direction_p, judged), "exposure": exposure.headlines}
    columns |= {"day": exposure.days, "state": states}
    frame = pd.DataFrame({name: columns[name] for name in INDEX_COLUMNS})
    return PairIndex(pair, year, frame, masses, exposure)


def known(values: Series, where: NDArray[np.bool_]) -> Series:
    """Leave no number where nothing is known; round the rest so that stored and fresh values are equal."""
    out: Series = np.where(where, np.round(values, DIGITS), np.nan)
    return out


def join_parts(parts: Sequence[PairIndex]) -> pd.DataFrame:
    """Give the rows of all parts as one frame."""
    frames = [part.frame for part in parts]
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
