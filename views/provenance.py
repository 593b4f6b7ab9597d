"""Where the numbers of a chart come from: read once, shown under the chart and written into every export."""

from __future__ import annotations

from datetime import date

import pandas as pd

from views.document import Provenance
from views.names import Names
from views.reading import Standing, gap_days
from views.words import Words


def build_provenance(
    standing: Standing, coverage: pd.DataFrame, window: tuple[date, date], names: Names, *, sample: bool
) -> Provenance:
    """Build the provenance of a window from what was monitored in it."""
    since, until = window
    return Provenance(
        as_of=standing.as_of,
        data_through=standing.data_through,
        since=since,
        until=until,
        method=standing.method,
        outlets=tuple(sorted({names.outlet(outlet) for outlet in coverage["outlet_id"]})),
        articles=int(coverage["articles"].sum()),
        gaps=gap_days(coverage, since, until),
        sample=sample,
    )


def subtitle_of(origin: Provenance, words: Words) -> str:
    """Write what window is shown, as known on which day."""
    day = words.day
    text = words("chart.window", since=day(origin.since), until=day(origin.until), day=day(origin.as_of))
    return f"{words('export.sample')} · {text}" if origin.sample else text


def footer_of(origin: Provenance, words: Words) -> str:
    """Write outlets, counts, gaps, version and how far the data goes."""
    through = words.time(origin.data_through) if origin.data_through else words("unknown")
    return words(
        "chart.footer",
        outlets=words.number(len(origin.outlets)),
        articles=words.number(origin.articles),
        gaps=words.number(len(origin.gaps)),
        method=words.isolate(origin.method or words("unknown")),
        through=through,
    )
