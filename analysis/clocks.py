"""The two clocks: sums over past days that fade with a half-life.

The slow one is lagged, so that an event does not stand in its own past.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.parameters import Parameters

Series = NDArray[np.float64]


def fading_sum(daily: Series, half_life: float) -> Series:
    """Sum a daily series (last axis is the day) with weights 2^(-age/half-life).

    Growing weights and one running sum: exact to rounding as long as the days span less than a thousand half-lives.
    """
    growing = 2.0 ** (np.arange(daily.shape[-1]) / half_life)
    summed: Series = np.cumsum(daily * growing, axis=-1) / growing
    return summed


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
