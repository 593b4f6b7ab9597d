"""CSV: the chart's numbers under their stable column names, with the provenance in lines that begin with `#`."""

from __future__ import annotations

from views.briefing import about_lines, note_lines
from views.document import Document
from views.families import Export
from views.neutral import neutral_frame, visible

BOM = "\ufeff"


def write(document: Document) -> bytes:
    """Write the table; `pandas.read_csv(..., comment="#")` gives back the same numbers."""
    spec = document.chart
    about = "".join(
        f"# {visible(label)}: {visible(text)}\r\n" for label, text in [*note_lines(document), *about_lines(document)]
    )
    table = neutral_frame(spec.frame.loc[:, list(spec.columns)])
    return (BOM + about + table.to_csv(index=False, lineterminator="\r\n", date_format="%Y-%m-%d")).encode()


EXPORT = Export("csv", "text/csv", write)
