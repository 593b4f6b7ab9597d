"""A replayed pair against dated episodes: state, probability of escalation, balance with its band."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.store.base import INDEX_COLUMNS
from views.families import Chart, ChartContext
from views.series import complete_days, shorten
from views.spec import ChartSpec, Line, Panel

COLUMNS = ("day", "state", "direction_p", "balance", "balance_low", "balance_high", "level")


def build(frame: pd.DataFrame, context: ChartContext) -> ChartSpec:
    """Build the chart from COLUMNS; what a replay does not give stays unknown."""
    words, palette = context.words, context.palette
    full = frame.reindex(columns=list(INDEX_COLUMNS))
    days = shorten(complete_days(full))
    ends = (words("chart.conflict_side"), words("chart.cooperation_side"))
    share: dict[str, Any] = {"ends": ends, "anchor": 0.5, "lowest": 0.0, "highest": 1.0, "percent": True}
    chance = Line("direction_p", words("measure.direction"), palette.accent)
    balance = Line("balance", words("measure.balance"), palette.ink, "balance_low", "balance_high")
    panels = (
        Panel(id="states", kind="states", title=words("measure.state"), height=0.35),
        Panel("direction", "lines", words("measure.direction"), (chance,), height=2.0, **share),
        Panel("balance", "lines", words("measure.balance"), (balance,), height=2.0, **share),
    )
    return context.spec("episodes", days, context.name, panels=panels, columns=COLUMNS)


CHART = Chart(COLUMNS, build)
