"""A pair over time: state, balance with its band, deeds on both sides, level; five numbered events at most."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from data.store.base import INDEX_COLUMNS
from views.families import Chart, ChartContext
from views.series import complete_days, shorten
from views.spec import Bars, ChartSpec, Line, Panel
from views.verdict import is_unsure, verdict_texts


def finding(frame: pd.DataFrame, context: ChartContext) -> str:
    """State what the newest judged day shows, in words, with its doubt."""
    words, judged = context.words, frame[frame["state"] != "insufficient"]
    if judged.empty:
        return words("chart.finding_none", name=context.name)
    last = judged.iloc[-1]
    key = "chart.finding_unsure" if is_unsure(str(last["state"]), last["direction_p"]) else "chart.finding"
    state, day = words(f"state.{last['state']}"), words.day(last["day"].date())
    return words(key, name=context.name, state=state, day=day)


def balance_panel(context: ChartContext) -> Panel:
    """Describe the balance of deeds: share of conflict, half in the middle."""
    words, palette = context.words, context.palette
    line = Line("balance", words("measure.balance"), palette.ink, "balance_low", "balance_high", "thin")
    ends = (words("chart.conflict_side"), words("chart.cooperation_side"))
    return Panel(
        id="balance",
        kind="lines",
        title=words("measure.balance"),
        lines=(line,),
        ends=ends,
        anchor=0.5,
        lowest=0.0,
        highest=1.0,
        percent=True,
        height=3.0,
    )


def deeds_panel(context: ChartContext) -> Panel:
    """Describe both masses, conflict upwards and cooperation downwards."""
    words, palette = context.words, context.palette
    bars = (
        Bars("conflict", words("measure.conflict"), palette.conflict),
        Bars("cooperation", words("measure.cooperation"), palette.cooperation, sign=-1),
    )
    return Panel(id="deeds", kind="bars", title=words("measure.deeds"), bars=bars, anchor=0.0, height=1.6)


def level_panel(context: ChartContext) -> Panel:
    """Describe the level: how much conflict there is, whichever way it moves."""
    words = context.words
    line = Line("level", words("measure.level"), context.palette.conflict, "level_low", "level_high", "thin")
    return Panel(id="level", kind="lines", title=words("measure.level"), lines=(line,), lowest=0.0, height=1.6)


def build(frame: pd.DataFrame, context: ChartContext) -> ChartSpec:
    """Build the timeline of a pair from its daily index."""
    days = complete_days(frame)
    states = Panel(id="states", kind="states", title=context.words("measure.state"), height=0.35)
    panels = (states, balance_panel(context), deeds_panel(context), level_panel(context))
    spec = context.spec("timeline", shorten(days), finding(days, context), panels=panels, columns=INDEX_COLUMNS)
    verdict = " · ".join(verdict_texts(days, context.words))
    return replace(spec, verdict=verdict, alt=". ".join(filter(None, (spec.title, verdict, spec.subtitle))))


CHART = Chart(INDEX_COLUMNS, build)
