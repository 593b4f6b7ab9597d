"""What a chart, an export, a page and a channel are: each is one file with one named constant of these types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.settings import Settings
from views.document import Document
from views.messages import Message
from views.palette import Palette
from views.spec import MOST_MARKS, ChartSpec, Grid, Map, Mark, Panel
from views.words import Words


@dataclass(frozen=True, slots=True)
class ChartContext:
    """What a chart needs beside its frame: words, colours, the names of what is shown, and where it comes from."""

    words: Words
    palette: Palette
    name: str
    subtitle: str = ""
    footer: str = ""
    marks: tuple[Mark, ...] = ()

    def spec(
        self,
        name: str,
        frame: pd.DataFrame,
        title: str,
        *,
        columns: tuple[str, ...],
        panels: tuple[Panel, ...] = (),
        grid: Grid | None = None,
        map_: Map | None = None,
    ) -> ChartSpec:
        """Describe a chart of this context; `columns` are those of its table of numbers."""
        return ChartSpec(
            id=name,
            frame=frame,
            title=title,
            subtitle=self.subtitle,
            footer=self.footer,
            alt=f"{title}. {self.subtitle}",
            palette=self.palette,
            words=self.words,
            panels=panels,
            marks=self.marks[:MOST_MARKS],
            grid=grid,
            map=map_,
            columns=columns,
            headings=tuple(self.words(f"column.{column}") for column in columns),
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: the columns that its frame must have, and how it is built (an empty frame gives an empty chart)."""

    columns: tuple[str, ...]
    build: Callable[[pd.DataFrame, ChartContext], ChartSpec]


@dataclass(frozen=True, slots=True)
class Export:
    """A file format: bytes of a document. Equal documents give equal bytes."""

    extension: str
    mime: str
    write: Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its place in the navigation, the key of its title, its icon, and what draws it."""

    order: int
    section: str
    icon: str
    render: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Channel:
    """A way out for alerts: the settings that it needs, and what carries messages (raising DetenteError)."""

    needs: tuple[str, ...]
    send: Callable[[Sequence[Message], Mapping[str, str], Settings], None]
