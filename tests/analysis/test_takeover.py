"""Outlets that are suddenly unlike their own past are named, and those that only tell what all tell are not."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.parameters import Parameters
from analysis.takeover import Turn, find_turns
from data.model import Report
from tests.analysis.worlds import crisis, day, exposure_frame, quiet_world, report, unlike_title

P = Parameters()
DAYS = 120
CALM, WAR, THAW = 100, 42, 62


def world() -> list[Report]:
    war, peace = list(range(40, 46)), list(range(60, 64))
    return [
        *quiet_world(DAYS, outlets=8),
        *crisis(war, 500_000, outlets=8),
        *crisis(peace, 700_000, outlets=8, kind="AGREE"),
    ]


def kinds(reports: list[Report], when: int, frame: pd.DataFrame | None = None) -> list[tuple[str, str]]:
    found = find_turns(reports, exposure_frame(DAYS) if frame is None else frame, day(when), P)
    return [(turn.outlet_id, turn.kind) for turn in found]


@pytest.mark.parametrize("when", [CALM, 40, WAR, 60, THAW, 66])
def test_check_95_no_outlet_is_named_for_what_all_tell(when: int) -> None:
    assert kinds(world(), when) == []


def test_check_95_an_outlet_that_tells_a_thaw_as_attacks_is_named() -> None:
    hostile = {r.article_id: r for r in crisis(list(range(60, 64)), 700_000, outlets=8)}
    mixed = [
        replace(r, event=hostile[r.article_id].event) if r.outlet_id == "o0" and r.article_id in hostile else r
        for r in world()
    ]
    assert kinds(mixed, THAW) == [("o0", "slant")]


def test_check_95_an_outlet_that_changes_its_language_is_named() -> None:
    last = [replace(r, language="xx") if r.outlet_id == "o3" and r.day >= day(60) else r for r in world()]
    assert kinds(last, THAW) == [("o3", "language")]
    assert kinds([replace(r, language="xx") for r in last if r.outlet_id == "o3"], THAW) == []


def test_check_95_an_outlet_that_prints_five_times_as_much_is_named() -> None:
    frame = exposure_frame(DAYS)
    loud = (frame["outlet_id"] == "o2") & (frame["day"] > day(CALM - 3)) & (frame["day"] <= day(CALM))
    frame.loc[loud, "headlines"] *= 5
    assert kinds(world(), CALM, frame) == [("o2", "volume")]
    assert kinds(world(), CALM - 3, frame) == []


def test_check_95_a_new_outlet_has_no_past_to_leave() -> None:
    frame = exposure_frame(DAYS)
    frame = frame[(frame["outlet_id"] != "o2") | (frame["day"] >= day(CALM - 5))]
    assert kinds(world(), CALM, frame) == []


def test_check_95_a_turn_says_from_what_to_what() -> None:
    mixed = [(i, "CONSULT" if i % 2 else "ACCUSE") for i in range(30)]
    told = [report(i, 50 + i, kind, unlike_title(i), outlet=o) for i, kind in mixed for o in ("one", "two", "three")]
    turned = [report(900 + i, 80, "ASSAULT", unlike_title(900 + i), outlet="one") for i in range(12)]
    others = [
        report(990 + i, 80, "CONSULT", unlike_title(990 + i), outlet=o) for i in range(9) for o in ("two", "three")
    ]
    frame = exposure_frame(DAYS)
    (found,) = find_turns([*told, *turned, *others], frame, day(81), P)
    assert isinstance(found, Turn)
    assert (found.outlet_id, found.kind) == ("one", "slant")
    assert found.past == pytest.approx(0.5, abs=0.05)
    assert found.now > 0.8
