"""What a benchmark is: a file of analysis/benches with `BENCH`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bench:
    """A measurement: its unit, and what gives rows of (what was measured, figure)."""

    unit: str
    measure: Callable[[], Sequence[tuple[str, float]]]
