"""PNG: the charts as a picture at double size, drawn without a browser."""

from __future__ import annotations

from views.document import Document
from views.families import Export
from views.render.vega import draw_png


def write(document: Document) -> bytes:
    """Draw the picture."""
    return draw_png(*(part.chart for part in document.parts), scale=2.0)


EXPORT = Export("png", "image/png", write)
