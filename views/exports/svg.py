"""SVG: the charts as a drawing without scripts or references."""

from __future__ import annotations

from views.document import Document
from views.families import Export
from views.render.vega import draw_svg


def write(document: Document) -> bytes:
    """Draw the drawing."""
    return draw_svg(*(part.chart for part in document.parts)).encode()


EXPORT = Export("svg", "image/svg+xml", write)
