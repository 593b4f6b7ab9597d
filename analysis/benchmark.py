"""What a benchmark is: a file of analysis/benches with `BENCH`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# What was measured, the figure, its unit.
Row = tuple[str, float, str]


@dataclass(frozen=True, slots=True)
class Bench:
    """A measurement: what gives its rows."""

    measure: Callable[[], Sequence[Row]]
