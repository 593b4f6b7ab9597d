"""Every number of the index in one place. None is tuned per pair, outlet or language; docs/method.md gives the reasons.

The formulas follow the usual log rate ratio with pseudo-counts (Poisson with a Gamma prior) and the Beta posterior of a
share; the two clocks are exponentially weighted sums with half-lives in days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

METHOD = "index-4"


def _status_weights() -> Mapping[str, float]:
    return {"actual": 1.0, "planned": 0.3, "hypothetical": 0.1, "cancelled": -0.3, "failed": -1.0}


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters, with units.

    `status_weights` multiply a report's mass; a negative weight moves it to the other mass (talks that failed are
    conflict, a cancelled strike is cooperation); a status that is absent weighs nothing.
    """

    # stories
    story_days: int = 3
    join_at: float = 0.20
    join_lines_at: float = 0.42
    copy_at: float = 0.80
    salience_cap: float = 3.0
    outvoted_share: float = 0.34
    lone_group_mass_a_day: float = 1.0
    pairs_an_event: int = 6
    late_after_days: int = 3
    group_share: float = 0.35
    typical_story: float = 1.14
    status_weights: Mapping[str, float] = field(default_factory=_status_weights)

    # clocks, in days
    fast_half_life: float = 2.0
    slow_half_life: float = 30.0
    slow_lag: int = 4

    # counts and errors
    pseudo_count: float = 2.0
    balance_prior: float = 3.0
    dispersion_conflict: float = 1.0
    dispersion_cooperation: float = 1.0
    dispersion_balance: float = 0.55
    confusion: float = 0.06
    replicates: int = 100
    band: float = 0.90

    # states
    evidence_mass: float = 2.0
    outlets_needed: int = 3
    exposure_share: float = 0.5
    history_days: int = 14
    silence_days: int = 5
    usual_days: int = 30
    contested_z: float = 0.8
    contested_ratio: float = 0.85
    balance_z: float = 1.5
    alarm_z: float = 1.0
    leave_share: float = 0.5

    # alerts and expectations
    gate_outlet_days: int = 8
    gate_days: int = 3
    gate_groups: int = 2
    gate_share: float = 0.5
    learning_days: int = 30
    expectation_grace_days: int = 2
    missed_mass: float = 0.3
