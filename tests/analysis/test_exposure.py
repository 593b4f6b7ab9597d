"""What was monitored: an outlet that falls silent is a gap first and gone later."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.exposure import Exposure, read_exposure, usual_share
from analysis.parameters import Parameters
from tests.analysis.worlds import day, exposure_frame

P = Parameters()
DAYS = 60


def read(frame: pd.DataFrame) -> Exposure:
    exposure = read_exposure(frame, P, day(DAYS - 1))
    assert exposure is not None
    return exposure


def without(frame: pd.DataFrame, outlets: set[str], since: int) -> pd.DataFrame:
    return frame[~(frame["outlet_id"].isin(outlets) & (frame["day"] >= day(since)))]


def test_outlets_that_fall_silent_are_missed_for_some_days_and_gone_after() -> None:
    most = {f"o{n}" for n in range(7)}
    share = usual_share(read(without(exposure_frame(DAYS), most, 40)), P)
    assert share[39] > 0.99
    assert share[43] < P.exposure_share
    assert share[40 + P.silence_days] > P.exposure_share


def test_a_gone_outlet_is_as_if_it_had_never_been_once_its_last_days_have_faded() -> None:
    frame = exposure_frame(DAYS)
    left = read(without(frame, {"o0"}, 20))
    never = read(without(frame, {"o0"}, 0))
    np.testing.assert_allclose(left.usual[40:], never.usual[40:])


def test_who_comes_back_is_usual_again_on_that_day() -> None:
    frame = exposure_frame(DAYS)
    back = frame[~((frame["outlet_id"] == "o0") & frame["day"].between(day(30), day(39)))]
    usual = read(back).usual
    assert usual[39] < usual[29]
    assert usual[40] > usual[39]


def test_what_is_usual_is_a_window_and_hangs_on_nothing_before_it() -> None:
    frame = exposure_frame(DAYS)
    late = read(frame[frame["day"] >= day(10)])
    np.testing.assert_allclose(
        late.usual[P.usual_days + P.slow_lag :], read(frame).usual[10:][P.usual_days + P.slow_lag :]
    )


def test_a_new_outlet_is_usual_only_after_the_lag() -> None:
    frame = exposure_frame(DAYS)
    grown = frame[(frame["outlet_id"] != "o0") | (frame["day"] >= day(30))]
    exposure = read(grown)
    assert usual_share(exposure, P)[33] > 1
    assert exposure.usual[30] == exposure.usual[29]
    assert exposure.usual[45] > exposure.usual[29]
