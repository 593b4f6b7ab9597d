"""The shipped settings are the safe ones, and the colours of the window are those of the charts."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from views.palette import DARK, LIGHT, Palette

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def test_check_66_the_server_keeps_to_itself() -> None:
    server = CONFIG["server"]
    assert server["address"] == "127.0.0.1"
    assert set(server["allowedHosts"]) == {"localhost", "127.0.0.1", "::1"}
    assert server["enableCORS"]
    assert server["enableXsrfProtection"]
    assert not server["enableStaticServing"]
    assert not CONFIG["browser"]["gatherUsageStats"]
    assert (CONFIG["client"]["showErrorDetails"], CONFIG["client"]["toolbarMode"]) == ("none", "minimal")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_window_and_charts_share_their_colours(palette: Palette) -> None:
    theme = CONFIG["theme"][palette.name]
    colours = (palette.background, palette.ink, palette.accent, palette.rule, palette.card)
    keys = ("backgroundColor", "textColor", "primaryColor", "borderColor", "secondaryBackgroundColor")
    assert tuple(theme[key] for key in keys)[:4] == colours[:4]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "soft_ink", "conflict", "cooperation", "contested", "steady", "accent"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_text_colours_have_enough_contrast(palette: Palette, name: str) -> None:
    one, other = sorted((luminance(getattr(palette, name)), luminance(palette.background)), reverse=True)
    assert (one + 0.05) / (other + 0.05) >= 4.5


def test_the_entry_is_short_and_imports_views_only() -> None:
    source = (ROOT / "dashboard.py").read_text("utf-8")
    assert len(source.splitlines()) < 40
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom | ast.Import)]
    assert {getattr(node, "module", "").split(".")[0] for node in nodes} <= {"views", "streamlit", "__future__"}
