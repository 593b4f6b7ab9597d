"""PNG at single size: the same picture for a mail or a page, a quarter of the points."""

from __future__ import annotations

from views.document import Document
from views.families import Export
from views.render.vega import draw_png


def write(document: Document) -> bytes:
    """Draw the picture."""
    return draw_png(*(part.chart for part in document.parts), scale=1.0)


EXPORT = Export("1x.png", "image/png", write)
