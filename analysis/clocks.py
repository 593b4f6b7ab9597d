"""The two clocks: sums over past days that fade with a half-life.

The slow one is lagged, so that an event does not stand in its own past.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.parameters import Parameters

Series = NDArray[np.float64]


def fading_sum(daily: Series, half_life: float) -> Series:
    """Sum a daily series (last axis is the day) with weights 2^(-age/half-life)."""
    keep = 0.5 ** (1 / half_life)
    out = np.array(np.moveaxis(daily, -1, 0), dtype=np.float64, order="C")
    for day in range(1, len(out)):
        out[day] += out[day - 1] * keep
    return np.moveaxis(out, 0, -1)


def lagged(series: Series, days: int) -> Series:
    """Shift a daily series so that a day shows the value of `days` earlier; the start is 0."""
    out = np.zeros_like(series)
    if series.shape[-1] > days:
        out[..., days:] = series[..., : series.shape[-1] - days]
    return out


def fast(daily: Series, parameters: Parameters) -> Series:
    """Give the fast clock of a daily series."""
    return fading_sum(daily, parameters.fast_half_life)


def slow(daily: Series, parameters: Parameters) -> Series:
    """Give the slow clock of a daily series, lagged, in the weights of its own age at that day."""
    return lagged(fading_sum(daily, parameters.slow_half_life), parameters.slow_lag)
