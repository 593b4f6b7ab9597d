"""One description of a chart that every renderer reads: frame, panels, marks, words, colours.

The numbers on screen, in the picture, in the slide and in the table are the columns of one frame. It must not know any
drawing library.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from views.palette import Palette
from views.words import Words

MOST_POINTS = 2000
MOST_MARKS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A series of a panel: columns of its value and band (or None), its label and colour.

    `hollow` names a boolean column: points of days on too little evidence are drawn hollow.
    """

    column: str
    label: str
    colour: str
    low: str | None = None
    high: str | None = None
    hollow: str | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """A series of bars; `sign` -1 draws them downwards while the numbers stay as they are."""

    column: str
    label: str
    colour: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Panel:
    """One strip of a chart over days. `ends` are the words at the top and the bottom of its axis.

    kind `lines` draws lines with bands, `bars` draws bars, `states` draws a strip of the `state` column.
    """

    id: str
    kind: Literal["lines", "bars", "states"]
    title: str
    lines: tuple[Line, ...] = ()
    bars: tuple[Bars, ...] = ()
    ends: tuple[str, str] | None = None
    anchor: float | None = None
    lowest: float | None = None
    highest: float | None = None
    percent: bool = False
    height: float = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered event on a day. `text` comes from feeds: a renderer must escape it."""

    number: int
    day: date
    text: str
    state: str = "steady"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table drawn as coloured cells: columns of row, column, value, cell text and key of the clicked thing.

    The columns of a `timed` grid are days, which run from left to right in every language.
    """

    row: str
    column: str
    value: str
    text: str
    key: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    diverging: bool = True
    largest: float = 1.0
    timed: bool = True


Ring = tuple[tuple[float, float], ...]
Side = Literal["below", "above", "left", "right"]


@dataclass(frozen=True, slots=True)
class Link:
    """A pair on a map: its key, what it says, its state, the curve between its places and the middle of that."""

    key: str
    text: str
    state: str
    path: Ring
    middle: tuple[float, float]
    weight: float


@dataclass(frozen=True, slots=True)
class Place:
    """A named place on a map; `side` says where its name has room, None where it has none."""

    name: str
    x: float
    y: float
    side: Side | None


@dataclass(frozen=True, slots=True)
class Map:
    """Outlines of land, places with their names, links between them; `bounds` are west, south, east, north in degrees.

    `missing` names the pairs that have no place on a map.
    """

    outlines: tuple[Ring, ...]
    places: tuple[Place, ...]
    links: tuple[Link, ...]
    bounds: tuple[float, float, float, float]
    missing: tuple[str, ...] = ()

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is drawn than one of longitude, true in the middle of the map."""
        middle = math.radians((self.bounds[1] + self.bounds[3]) / 2)
        return 1 / max(math.cos(middle), 0.3)


@dataclass(frozen=True, slots=True, eq=False)
class ChartSpec:
    """A chart. `title` states the finding, `subtitle` what is measured, `footer` sources, counts and version.

    `verdict` says in words how sure and how high the newest value is; empty where a chart judges nothing.

    With `zero` the days are counted from that day instead of being dates.
    """

    id: str
    frame: pd.DataFrame
    title: str
    subtitle: str
    footer: str
    alt: str
    palette: Palette
    words: Words
    panels: tuple[Panel, ...] = ()
    marks: tuple[Mark, ...] = ()
    grid: Grid | None = None
    map: Map | None = None
    zero: date | None = None
    verdict: str = ""
    columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    def with_top(self, panel_id: str, top: float) -> ChartSpec:
        """Give the same chart with another top of one panel, so that two charts share a scale."""
        panels = tuple(replace(p, highest=top) if p.id == panel_id else p for p in self.panels)
        return replace(self, panels=panels)

    @property
    def table(self) -> pd.DataFrame:
        """The numbers of the chart as a table, columns and states named as the words name them."""
        table = self.frame.loc[:, list(self.columns)]
        if "state" in table:
            table = table.assign(state=[self.words(f"state.{state}") for state in table["state"]])
        return table.rename(columns=dict(zip(self.columns, self.headings, strict=True)))
