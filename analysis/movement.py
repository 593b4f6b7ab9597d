"""How a pair moves: each mass against its own past, the balance against its own, and how sure that is.

Log rate ratios with pseudo-counts stand for the two masses, a shrunken log odds ratio for the balance; docs/method.md
has the formulas. Variance = counting + outlets and stories (replicates) + the coder's measured confusion.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from analysis.clocks import Series, fast, lagged, slow
from analysis.exposure import Exposure
from analysis.masses import Masses
from analysis.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks of both masses (shape (replicates, days) or (days,)) and of the exposure (days)."""

    fast_conflict: Series
    fast_cooperation: Series
    fast_exposure: Series
    slow_conflict: Series
    slow_cooperation: Series
    slow_exposure: Series


@dataclass(frozen=True, slots=True)
class Movement:
    """A pair's movement a day: standardised changes, and values with their bands."""

    conflict_z: Series
    cooperation_z: Series
    balance_z: Series
    direction_p: Series
    balance: Series
    balance_low: Series
    balance_high: Series
    level: Series
    level_low: Series
    level_high: Series
    lean: Series


def read_clocks(conflict: Series, cooperation: Series, exposure: Exposure, parameters: Parameters) -> Clocks:
    """Run both clocks over daily masses and exposure, after mixing the masses by the coder's confusion."""
    mixed = parameters.confusion
    told = np.stack([(1 - mixed) * conflict + mixed * cooperation, (1 - mixed) * cooperation + mixed * conflict])
    watched = exposure.reports + 1.0
    (now_c, now_k), (past_c, past_k) = fast(told, parameters), slow(told, parameters)
    return Clocks(now_c, now_k, fast(watched, parameters), past_c, past_k, slow(watched, parameters))


def rate_z(now: Series, past: Series, clocks: Clocks, dispersion: float, parameters: Parameters) -> Series:
    """Standardise the log ratio of a mass to what its past leads us to expect at today's exposure."""
    scale = clocks.fast_exposure / np.maximum(clocks.slow_exposure, 1e-9)
    expected, a = past * scale, parameters.pseudo_count
    ratio = np.log((now + a) / (expected + a))
    error = np.sqrt(1 / (now + a) + scale / (expected + a))
    z: Series = ratio / error / dispersion
    return z


def past_share(clocks: Clocks) -> Series:
    """Give the slow share of conflict, shrunk towards one half."""
    share: Series = (clocks.slow_conflict + 1) / (clocks.slow_conflict + clocks.slow_cooperation + 2)
    return share


def now_counts(clocks: Clocks, share: Series, parameters: Parameters) -> tuple[Series, Series]:
    """Give the fast masses with prior counts at the past share."""
    prior = parameters.balance_prior
    return clocks.fast_conflict + prior * share, clocks.fast_cooperation + prior * (1 - share)


def balance_move(clocks: Clocks, parameters: Parameters) -> Series:
    """Give the log odds of conflict now minus those of the past."""
    conflict, cooperation = now_counts(clocks, past_share(clocks), parameters)
    move: Series = np.log(conflict / cooperation) - np.log((clocks.slow_conflict + 1) / (clocks.slow_cooperation + 1))
    return move


def counting_variance(clocks: Clocks, parameters: Parameters) -> tuple[Series, Series]:
    """Give the variance of the log odds now, and that of the past."""
    conflict, cooperation = now_counts(clocks, past_share(clocks), parameters)
    past: Series = 1 / (clocks.slow_conflict + 1) + 1 / (clocks.slow_cooperation + 1)
    return 1 / conflict + 1 / cooperation, past


def normal_cdf(z: Series) -> Series:
    """Give the standard normal distribution function."""
    return np.array([0.5 * math.erfc(-x / math.sqrt(2)) for x in z])


def band_z(parameters: Parameters) -> float:
    """Give the normal quantile of half a two-sided band (bisection on the distribution function)."""
    low, high = 0.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if math.erf(middle / math.sqrt(2)) < parameters.band else (low, middle)
    return low


def read_movement(masses: Masses, exposure: Exposure, parameters: Parameters) -> Movement:
    """Compute a pair's movement; all arrays have one value a day of the exposure."""
    clocks = read_clocks(masses.conflict, masses.cooperation, exposure, parameters)
    drawn = read_clocks(masses.conflict_replicates, masses.cooperation_replicates, exposure, parameters)
    now, past = counting_variance(clocks, parameters)
    spread = balance_move(drawn, parameters).var(axis=0)
    error = np.sqrt(now + past + spread) * parameters.dispersion_balance
    balance_z = balance_move(clocks, parameters) / error
    conflict, cooperation = now_counts(clocks, past_share(clocks), parameters)
    wide = band_z(parameters)
    odds, width = np.log(conflict / cooperation), wide * np.sqrt(now + spread)
    level, low, high = level_band(clocks, drawn, wide)
    return Movement(
        rate_z(clocks.fast_conflict, clocks.slow_conflict, clocks, parameters.dispersion_conflict, parameters),
        rate_z(clocks.fast_cooperation, clocks.slow_cooperation, clocks, parameters.dispersion_cooperation, parameters),
        balance_z,
        normal_cdf(balance_z),
        share_of(odds),
        share_of(odds - width),
        share_of(odds + width),
        level,
        low,
        high,
        lately(masses.conflict - masses.cooperation, parameters),
    )


def lately(daily: Series, parameters: Parameters) -> Series:
    """Sum what was told on the days of one fast half-life up to each day."""
    whole = np.cumsum(daily)
    return whole - lagged(whole, round(parameters.fast_half_life))


def share_of(log_odds: Series) -> Series:
    """Turn log odds into a share."""
    share: Series = 1 / (1 + np.exp(-log_odds))
    return share


def level_band(clocks: Clocks, drawn: Clocks, wide: float) -> tuple[Series, Series, Series]:
    """Give conflict mass per 1,000 reports of all pairs with its band (log-normal in counting and replicates)."""
    monitored = np.maximum(clocks.fast_exposure, 1e-9)
    level = 1000 * clocks.fast_conflict / monitored
    middle = np.log(clocks.fast_conflict + 0.5)
    error = np.sqrt(1 / (clocks.fast_conflict + 0.5) + np.log(drawn.fast_conflict + 0.5).var(axis=0))
    low, high = (1000 * np.exp(middle + sign * wide * error) / monitored for sign in (-1, 1))
    return level, np.minimum(low, level), np.maximum(high, level)
