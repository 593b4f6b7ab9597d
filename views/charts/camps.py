"""The same pair as each camp tells it: mean tone of words by camp and week. Words, not deeds."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from views.families import Chart, ChartContext
from views.spec import ChartSpec, Grid
from views.words import sort_key

COLUMNS = ("day", "camp", "tone")
LARGEST = 0.6
MOST_WEEKS = 30
ENOUGH = 5  # sentences of a camp


def by_week(frame: pd.DataFrame) -> pd.DataFrame:
    """Give camp, week (its Monday), mean tone and number of sentences; the newest weeks that fit."""
    if frame.empty:
        return pd.DataFrame({"camp": [], "week": [], "tone": [], "n": []})
    weeks = [day - timedelta(days=day.weekday()) for day in frame["day"]]
    found = (
        frame.assign(week=weeks)
        .groupby(["camp", "week"], as_index=False)
        .agg(tone=("tone", "mean"), n=("tone", "size"))
    )
    newest = sorted(set(found["week"]))[-MOST_WEEKS:]
    return pd.DataFrame(found[found["week"].isin(newest)])


def finding(shown: pd.DataFrame, context: ChartContext) -> str:
    """State which camp speaks most and least hostilely over the shown weeks, of those with enough sentences."""
    words, told = context.words, shown.assign(total=shown["tone"] * shown["n"]).groupby("camp")[["total", "n"]].sum()
    told = told[told["n"] >= ENOUGH]
    if len(told) < 2:
        return context.name
    tones = (told["total"] / told["n"]).sort_values(kind="stable")
    values = {name: words.number(tones.iloc[at], 2, signed=True) for name, at in (("low", 0), ("high", -1))}
    return words("chart.camp_finding", hostile=tones.index[0], mild=tones.index[-1], **values)


def build(frame: pd.DataFrame, context: ChartContext) -> ChartSpec:
    """Build the grid from columns day, camp (already named), tone in -1..1."""
    words, shown = context.words, by_week(frame.assign(camp=frame["camp"].fillna(context.words("unknown"))))
    rows = shown.to_dict("records")
    texts = [
        words(
            "chart.camp_cell",
            camp=row["camp"],
            day=words.day(row["week"]),
            tone=words.number(row["tone"], 2, signed=True),
            n=words.number(row["n"]),
        )
        for row in rows
    ]
    cells = shown.assign(
        label=[words.day_short(row["week"]) for row in rows],
        hostile=[-row["tone"] for row in rows],
        text=texts,
        key=[str(row["week"]) for row in rows],
        day=[row["week"] for row in rows],
    )
    weeks = dict.fromkeys(words.day_short(week) for week in sorted(set(shown["week"])))
    grid = Grid(
        row="camp",
        column="label",
        value="hostile",
        text="text",
        key="key",
        rows=tuple(sorted(set(shown["camp"]), key=sort_key)),
        columns=tuple(weeks),
        largest=LARGEST,
    )
    return context.spec("camps", cells, finding(shown, context), grid=grid, columns=COLUMNS)


CHART = Chart(COLUMNS, build)
