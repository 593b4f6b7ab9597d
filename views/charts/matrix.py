"""Who presses whom: rows act, columns are acted upon; colour is the balance, strength how sure it is."""

from __future__ import annotations

import pandas as pd

from views.families import Chart, ChartContext
from views.spec import ChartSpec, Grid
from views.words import sort_key

COLUMNS = ("pair", "actor", "recipient", "state", "value", "level", "stories")
MOST_ACTORS = 20


def choose_actors(frame: pd.DataFrame) -> list[str]:
    """Choose the actors with most stories, in alphabetical order."""
    totals: dict[str, float] = {}
    for column in ("actor", "recipient"):
        for name, stories in zip(frame[column], frame["stories"].fillna(0), strict=True):
            totals[str(name)] = totals.get(str(name), 0.0) + float(stories)
    most = sorted(totals, key=lambda name: (-totals[name], name))[:MOST_ACTORS]
    return sorted(most, key=sort_key)


def build(frame: pd.DataFrame, context: ChartContext) -> ChartSpec:
    """Build the matrix from COLUMNS; `value` in -1..1 is what the colour shows, above 0 conflict."""
    words, actors = context.words, choose_actors(frame)
    shown = pd.DataFrame(frame[frame["actor"].isin(actors) & frame["recipient"].isin(actors)])
    texts = [
        words(
            "matrix.cell",
            name=words("pair_directed", a=row["actor"], b=row["recipient"]),
            state=words(f"state.{row['state']}"),
            level=words.number(row["level"], 1),
        )
        for row in shown.to_dict("records")
    ]
    grid = Grid(
        row="actor",
        column="recipient",
        value="value",
        text="text",
        key="pair",
        rows=tuple(actors),
        columns=tuple(actors),
        timed=False,
    )
    return context.spec("matrix", shown.assign(text=texts), context.name, grid=grid, columns=COLUMNS)


CHART = Chart(COLUMNS, build)
