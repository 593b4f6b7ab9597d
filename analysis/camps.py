"""The same pair as seen by each camp of outlets: its own stories, its own exposure, the same method.

Stories are clustered again from the camp's reports alone: in the index of all outlets a report that follows another
camp's adds nothing, while within its camp it may be the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from analysis.exposure import read_exposure, unchecked_days
from analysis.index import compute_index, join_parts
from analysis.kinship import Kinship
from analysis.masses import undirected
from analysis.pairs import pair_actors
from analysis.run import Context, load_context
from analysis.stories.build import build_stories
from data.errors import UsageError
from data.model import Report
from data.outlets import default_outlets
from data.settings import Settings
from data.store.base import Store


def outlet_camps(settings: Settings) -> dict[str, str]:
    """Give the camp of every outlet of the catalogue that has one."""
    return {outlet.id: outlet.camp for outlet in default_outlets(settings).values() if outlet.camp}


def family(code: str, kinship: Kinship) -> list[str]:
    """Give an actor with the groups and territories whose acts may concern it."""
    kin = (*kinship.parents.items(), *kinship.sovereigns.items())
    return sorted({code, *(child for child, parent in kin if parent == code)})


def pair_reports(store: Store, pair: str, until: date, kinship: Kinship) -> list[Report]:
    """Read the reports that may count for a pair, those of its kin included; each once."""
    one, other = (family(code, kinship) for code in pair_actors(pair))
    found = {
        (report.article_id, report.seq): report
        for a in one
        for b in other
        for report in store.reports(until=until, pair=(a, b))
    }
    return [found[key] for key in sorted(found)]


def index_of_outlets(
    reports: Sequence[Report], pair: str, frame: pd.DataFrame, until: date, context: Context
) -> pd.DataFrame:
    """Compute a pair's index from some outlets' reports and exposure (day, outlet_id, headlines, reports)."""
    exposure = read_exposure(frame, context.parameters, until)
    if exposure is None:
        return pd.DataFrame()
    unchecked = unchecked_days(frame, context.parameters)
    stories = build_stories(reports, context.kinship, context.parameters, unchecked=unchecked)
    mine = [story for story in stories if story.pair == undirected(pair)]
    groups = {report.outlet_id: report.group for report in reports}
    return join_parts(compute_index(mine, pair, exposure, groups, context.parameters))


def camp_series(
    store: Store, pair: str, until: date, settings: Settings, camps: Sequence[str] | None = None
) -> dict[str, pd.DataFrame]:
    """Give INDEX_COLUMNS of a pair by camp, from each camp's first day to `until`; camps that printed nothing lack."""
    context, camp_of = load_context(settings), outlet_camps(settings)
    reports, exposure = pair_reports(store, pair, until, context.kinship), store.exposure(until=until)
    camp_column = exposure["outlet_id"].map(camp_of)
    found: Mapping[str, pd.DataFrame] = {
        camp: index_of_outlets(
            [r for r in reports if camp_of.get(r.outlet_id) == camp],
            pair,
            exposure[camp_column == camp],
            until,
            context,
        )
        for camp in (camps if camps is not None else sorted(set(camp_column.dropna())))
    }
    return {camp: frame for camp, frame in found.items() if not frame.empty}


def one_camp(store: Store, pair: str, until: date, settings: Settings, camp: str) -> pd.DataFrame:
    """Give a pair's index as one camp tells it. Raises UsageError for a camp that no outlet belongs to."""
    known = sorted(set(outlet_camps(settings).values()))
    if camp not in known:
        raise UsageError(f"unknown camp {camp!r}: the outlets' camps are {', '.join(known)}")
    return camp_series(store, pair, until, settings, (camp,)).get(camp, pd.DataFrame())
