"""Texts for Plotly, which reads a little markup in every one of them."""

from __future__ import annotations

import html
from typing import Any

Json = dict[str, Any]
Drawing = tuple[list[Json], Json]  # traces and layout, plain until the whole figure is checked once


def inert(text: str) -> str:
    """Take away the meaning that Plotly would read into a text."""
    return html.escape(text, quote=False)
