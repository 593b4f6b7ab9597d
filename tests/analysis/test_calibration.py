"""Calibration by halves of the outlets: pairing and binning."""

from __future__ import annotations

import math
from datetime import date

from analysis.backtest.calibration import calibration_rows, paired

DAY, NEXT, LAST = date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 3)


def test_only_days_that_both_judge_are_paired() -> None:
    one = {DAY: 0.9, NEXT: math.nan, LAST: 0.2}
    assert paired(one, {DAY: 0.7, NEXT: 0.7}) == [(0.9, True)]
    assert paired(one, {LAST: math.nan, DAY: 0.3}) == [(0.9, False)]


def test_every_day_falls_into_one_range() -> None:
    told = [(0.0, False), (0.05, True), (0.5, True), (0.97, True), (1.0, False)]
    rows = calibration_rows(told)
    assert sum(row["days"] for row in rows) == len(told)
    assert rows[-1]["days"] == 2
    assert rows[-1]["share"] == 0.5
    assert math.isnan(rows[2]["share"])
