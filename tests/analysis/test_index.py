"""The index: its path on invented worlds, and the properties that let an analyst trust it."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from tests.analysis.worlds import crisis, day, exposure_frame, index_of, quiet_world, report, unlike_title

DAYS = 60


@pytest.fixture(scope="module")
def quiet() -> pd.DataFrame:
    return index_of(quiet_world(DAYS), DAYS)


def state_on(frame: pd.DataFrame, number: int) -> str:
    return str(frame.loc[frame["day"] == day(number), "state"].iloc[0])


def test_every_day_has_a_row_and_early_days_say_too_little(quiet: pd.DataFrame) -> None:
    assert list(quiet["day"]) == [day(n) for n in range(DAYS)]
    assert set(quiet["state"][:14]) == {"insufficient"}


def test_attacks_are_an_escalation() -> None:
    frame = index_of(quiet_world(DAYS) + crisis([50, 51], 5000), DAYS)
    assert state_on(frame, 50) == "escalation"
    assert frame["direction_p"].iloc[51] > 0.8


def test_accords_after_attacks_are_a_detente() -> None:
    reports = quiet_world(DAYS) + crisis(list(range(20, 45)), 5000) + crisis([50, 51, 52], 30000, kind="AGREE")
    frame = index_of(reports, DAYS)
    assert "detente" in {state_on(frame, n) for n in (50, 51, 52)}


def test_threats_and_talks_together_are_contested() -> None:
    both = crisis([50, 51], 5000, kind="THREATEN") + crisis([50, 51], 30000, kind="CONSULT")
    assert "contested" in {state_on(index_of(quiet_world(DAYS) + both, DAYS), n) for n in (50, 51)}


def test_bands_hold_their_value(quiet: pd.DataFrame) -> None:
    for name in ("balance", "level"):
        known = quiet[quiet[name].notna()]
        assert (known[f"{name}_low"] <= known[name]).all()
        assert (known[name] <= known[f"{name}_high"]).all()


def test_a_later_day_changes_no_earlier_one() -> None:
    reports = quiet_world(DAYS) + crisis([40, 41, 50], 5000)
    whole = index_of(reports, DAYS)
    for cut in (30, 41, 45):
        seen = [r for r in reports if r.day <= day(cut)]
        assert_frame_equal(index_of(seen, cut + 1, frame=exposure_frame(cut + 1)), whole[: cut + 1])


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1000))
def test_the_order_of_reports_is_of_no_consequence(seed: int) -> None:
    reports = quiet_world(30) + crisis([25], 5000, outlets=3)
    shuffled = list(reports)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a shuffle, not a secret
    assert_frame_equal(index_of(shuffled, 30), index_of(reports, 30))


def test_swapping_the_actors_mirrors_the_directed_pair() -> None:
    reports = [r for r in quiet_world(40) if r.event.event_type == "ACCUSE"]
    turned = [replace(r, event=replace(r.event, actor=("BBB",), recipient=("AAA",))) for r in reports]
    one, other = index_of(reports, 40, "AAA>BBB"), index_of(turned, 40, "BBB>AAA")
    assert_frame_equal(one[["day", "conflict", "stories"]], other[["day", "conflict", "stories"]])
    assert index_of(reports, 40, "BBB>AAA")["conflict"].sum() == 0


def test_a_meeting_belongs_to_both_directions() -> None:
    reports = [report(1, 20, "CONSULT", "envoys meet at the lake", outlet="o1")]
    for pair in ("AAA>BBB", "BBB>AAA", "AAA-BBB"):
        assert index_of(reports, 30, pair)["cooperation"].sum() > 0


def test_no_coverage_is_a_gap_and_not_calm() -> None:
    frame = index_of(quiet_world(DAYS), DAYS, frame=exposure_frame(DAYS, without=(40, 41)))
    gap = frame[frame["day"].isin([day(40), day(41)])]
    assert set(gap["state"]) == {"insufficient"}
    assert gap[["level", "balance", "conflict", "direction_p"]].isna().all().all()
    assert (gap["exposure"] == 0).all()


def test_fewer_outlets_give_a_wider_band() -> None:
    def width(outlets: int) -> float:
        reports = [
            report(i, d, "ACCUSE", unlike_title(i), outlet=f"o{i % outlets}") for i, d in enumerate(range(60), start=1)
        ]
        frame = index_of(reports, 60)
        return float((frame["balance_high"] - frame["balance_low"])[30:].mean())

    assert width(1) > width(6)


def test_a_late_article_weighs_nothing() -> None:
    frame = index_of([report(1, 20, "ASSAULT", "an old raid is told again", late=True)], 30)
    assert frame["conflict"].sum() == 0


def test_missed_talks_weigh_as_a_small_conflict() -> None:
    planned = report(1, 20, "CONSULT", "envoys will meet", status="planned", event_day=day(22))
    held = report(2, 22, "CONSULT", "envoys met as agreed", outlet="o2")
    missed = index_of([planned], 40)
    assert missed["conflict"][25] > 0
    assert index_of([planned, held], 40)["conflict"].sum() == 0


def test_values_do_not_depend_on_how_far_the_store_reaches_back() -> None:
    reports = [replace(r, event=r.event) for r in quiet_world(40)]
    frame = index_of(reports, 400)
    assert frame["day"].iloc[-1] == day(399)
    assert np.isfinite(frame["level"].iloc[-1])
