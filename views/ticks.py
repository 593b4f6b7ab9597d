"""Which days an axis names, and what it calls them: dates, months, or days before and after a day zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from views.spec import ChartSpec

MOST = 9
STEPS = (1, 2, 5, 7, 14, 28, 56, 112, 364)


def choose_ticks(days: Sequence[date], zero: date | None = None) -> list[date]:
    """Choose at most nine days to name: even steps from day zero, else firsts of months, else even steps."""
    if zero is not None:
        offsets = [(day - zero).days for day in days]
        step = next((step for step in STEPS if sum(n % step == 0 for n in offsets) <= MOST), STEPS[-1])
        return [day for day, offset in zip(days, offsets, strict=True) if offset % step == 0]
    firsts = [day for day in days if day.day == 1]
    chosen = firsts if len(firsts) >= 3 else list(days)
    return chosen[:: max(1, -(-len(chosen) // MOST))]


def name_day(spec: ChartSpec, day: date) -> str:
    """Name a day in full, or by its distance from day zero."""
    if spec.zero is None:
        return spec.words.day(day)
    away = (day - spec.zero).days
    return spec.words("overlay.offset", n=spec.words.number(away, signed=away != 0))


def name_ticks(spec: ChartSpec) -> list[tuple[date, str]]:
    """Give the days that an axis names, with their names."""
    ticks = choose_ticks([day.date() for day in spec.frame["day"]], spec.zero)
    if spec.zero is not None:
        return [(day, name_day(spec, day)) for day in ticks]
    months = len(ticks) > 2 and all(day.day == 1 for day in ticks)
    write = spec.words.month if months else spec.words.day_short
    return [(day, write(day)) for day in ticks]
