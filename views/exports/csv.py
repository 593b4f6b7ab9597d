"""CSV: the charts' numbers under their stable column names, with the provenance in lines that begin with `#`."""

from __future__ import annotations

import pandas as pd

from views.briefing import about_lines, note_lines
from views.document import Document, Part
from views.families import Export
from views.neutral import neutral_frame, visible

BOM = "\ufeff"


def rows_of(part: Part) -> pd.DataFrame:
    """Give the numbers of a part, each row with the pair's key."""
    frame = part.chart.frame.loc[:, list(part.chart.columns)]
    frame.insert(0, "pair", part.key)
    return frame


def write(document: Document) -> bytes:
    """Write the table, a row a pair and day; `pandas.read_csv(..., comment="#")` gives back the same numbers."""
    about = "".join(
        f"# {visible(label)}: {visible(text)}\r\n" for label, text in [*note_lines(document), *about_lines(document)]
    )
    table = neutral_frame(pd.concat([rows_of(part) for part in document.parts]))
    return (BOM + about + table.to_csv(index=False, lineterminator="\r\n", date_format="%Y-%m-%d")).encode()


EXPORT = Export("csv", "text/csv", write)
