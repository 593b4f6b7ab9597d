"""The small bar of buttons over a chart, in the reader's words: no logo, no sending to anybody's cloud."""

from __future__ import annotations

from typing import Any

from views.words import Words

# What the drawing library calls its buttons, and the key of what we call them.
BUTTONS = {
    "Download plot": "widget.save",
    "Zoom": "widget.drag",
    "Zoom in": "widget.closer",
    "Zoom out": "widget.farther",
    "Reset axes": "widget.reset",
}


def config_of(words: Words) -> dict[str, Any]:
    """Give the settings of a chart on screen and in a page of its own."""
    said = {name: words(key) for name, key in BUTTONS.items()}
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "pan2d"],
        "toImageButtonOptions": {"format": "svg", "filename": "detente"},
        "locale": words.language,
        "locales": {words.language: {"dictionary": said, "format": {}}},
    }
