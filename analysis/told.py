"""What counts for a pair, in columns: one pair may have hundreds of thousands of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from analysis.clocks import Series
from analysis.expectations import missed_reports
from analysis.exposure import Exposure
from analysis.parameters import Parameters
from data.model import Story, StoryReport

Numbers = NDArray[np.intp]
DIRECTED = ">"


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Reports that weigh something, a row each: day of the exposure, story, outlet, increment.

    Stories and outlets are numbered; `stories` and `outlets` give the number of each name.
    """

    day: Numbers
    story: Numbers
    outlet: Numbers
    increment: Series
    stories: Mapping[str, int]
    outlets: Mapping[str, int]

    def kept(self, rows: NDArray[np.bool_]) -> Told:
        """Keep some rows, and all names."""
        columns = (self.day[rows], self.story[rows], self.outlet[rows], self.increment[rows])
        return Told(*columns, self.stories, self.outlets)

    def followed_by(self, other: Told) -> Told:
        """Add rows of the same names."""
        columns = zip(self.columns(), other.columns(), strict=True)
        day, story, outlet = (np.concatenate(both) for both in columns)
        return Told(day, story, outlet, np.concatenate([self.increment, other.increment]), self.stories, self.outlets)

    def columns(self) -> tuple[Numbers, Numbers, Numbers]:
        """Give the numbered columns."""
        return self.day, self.story, self.outlet


def belongs(report: StoryReport, pair: str) -> bool:
    """Say whether a report counts for a pair: both ways for an undirected one or a mutual act, else its direction."""
    if DIRECTED not in pair:
        return True
    actor, recipient = pair.split(DIRECTED)
    return report.mutual or (report.actor, report.recipient) == (actor, recipient)


def numbered(names: Sequence[str]) -> dict[str, int]:
    """Number different names in the order in which they come first."""
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def rows_of(
    reports: Sequence[StoryReport],
    story: Numbers,
    names: tuple[Mapping[str, int], Mapping[str, int]],
    exposure: Exposure,
) -> Told:
    """Put reports of numbered stories into columns, but those that weigh nothing or lie outside the exposure."""
    day = np.array([report.day.toordinal() for report in reports], dtype=np.intp) - exposure.first.toordinal()
    outlet = np.array([names[1][report.outlet_id] for report in reports], dtype=np.intp)
    increment = np.array([report.increment for report in reports], dtype=np.float64)
    within = (increment != 0) & (day >= 0) & (day < len(exposure.headlines))
    return Told(day, story, outlet, increment, *names).kept(within)


def read_reports(stories: Sequence[Story], pair: str, exposure: Exposure) -> Told:
    """Put what was told of a pair into columns, from its undirected pair's stories."""
    names = numbered([story.story_id for story in stories])
    reports = [report for story in stories for report in story.reports]
    told_in = np.array([names[story.story_id] for story in stories], dtype=np.intp)
    outlets = numbered([report.outlet_id for report in reports])
    rows = np.repeat(told_in, np.array([len(story.reports) for story in stories], dtype=np.intp))
    if DIRECTED in pair:
        mine = np.array([belongs(report, pair) for report in reports], dtype=np.bool_)
        reports, rows = [report for report, own in zip(reports, mine.tolist(), strict=True) if own], rows[mine]
    return rows_of(reports, rows, (names, outlets), exposure)


def read_missed(stories: Sequence[Story], pair: str, exposure: Exposure, parameters: Parameters, told: Told) -> Told:
    """Put what the missed talks among stories weigh into columns, by the numbers of what was told."""
    last = exposure.first + timedelta(len(exposure.headlines) - 1)
    missed = [(s, r) for s, r in missed_reports(stories, last, parameters) if belongs(r, pair)]
    story = np.array([told.stories[s.story_id] for s, _ in missed], dtype=np.intp)
    return rows_of([r for _, r in missed], story, (told.stories, told.outlets), exposure)


def read_told(stories: Sequence[Story], pair: str, exposure: Exposure, parameters: Parameters) -> Told:
    """Put what counts for a pair within the exposure into columns, missed talks last."""
    told = read_reports(stories, pair, exposure)
    return told.followed_by(read_missed(stories, pair, exposure, parameters, told))
