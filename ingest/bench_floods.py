"""How the time to make markup plain grows with its length, for floods that make others' parsers quadratic."""

from __future__ import annotations

import timeit
from time import process_time

from ingest.text import MAX_MARKUP, to_plain

FLOODS = ("<a ", "<!--", "<div>", "<", "&", "&amp;", "<b", "]]>", "<p>x</p>")


def worst_flood() -> tuple[float, str]:
    """Give how many times longer twice as much takes at most, both within the cap of a field, and of what."""
    return max((flood_ratio(unit), unit.strip()) for unit in FLOODS)


def flood_ratio(unit: str) -> float:
    """Give how many times longer twice as much of a flood takes."""
    return seconds(unit, MAX_MARKUP) / seconds(unit, MAX_MARKUP // 2)


def seconds(unit: str, size: int) -> float:
    """Give the least time of nine, of the processor, for a flood of a size."""
    markup = unit * (size // len(unit))
    return min(timeit.repeat(lambda: to_plain(markup), timer=process_time, number=3, repeat=9))
