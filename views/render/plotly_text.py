"""Texts for Plotly, which reads a little markup in every one of them."""

from __future__ import annotations

import html


def inert(text: str) -> str:
    """Take away the meaning that Plotly would read into a text."""
    return html.escape(text, quote=False)
