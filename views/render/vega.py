"""Chart specification to Vega-Lite, and from there to SVG and PNG without a browser; no feed text is in the picture."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import vl_convert

from data.settings import ROOT
from views.render.vega_grid import grid_view
from views.render.vega_layers import Json, panel_view, read_aloud
from views.render.vega_map import map_view
from views.spec import ChartSpec

FONTS = ROOT / "data" / "catalog" / "fonts"
LINE_LENGTH = 130
IDS = re.compile(r'\bid="([^"]+)"')
REFERENCES = re.compile(r'(\bid="|"#|url\(#)([^")]+)(["\)])')


@cache
def load_fonts() -> None:
    """Tell the converter of the shipped fonts."""
    vl_convert.register_font_directory(str(FONTS))


def wrap(text: str, most: int = LINE_LENGTH) -> list[str]:
    """Break a text between words."""
    lines = [""]
    for word in text.split(" "):
        fits = len(lines[-1]) + len(word) < most
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return lines


def style(spec: ChartSpec) -> Json:
    """Describe fonts and colours of the whole picture."""
    palette, font = spec.palette, f"{spec.words.chart_font}, sans-serif"
    small = {"labelFontSize": 11, "labelColor": palette.soft_ink, "labelFont": font, "tickColor": palette.rule}
    digits = {"decimal": spec.words.decimal, "thousands": spec.words.thousands}
    return {
        "font": font,
        "background": palette.background,
        "axis": small,
        "view": {"stroke": None},
        "title": {"font": font, "subtitleFont": font, "color": palette.ink, "subtitleColor": palette.soft_ink},
        "text": {"font": font, "color": palette.ink},
        "concat": {"spacing": 14},
        "locale": {"number": {**digits, "grouping": [3], "currency": ["", ""]}},
    }


def build_vega(spec: ChartSpec, *, titled: bool = True) -> dict[str, Any]:
    """Build the Vega-Lite description of a chart; `titled` with its title, subtitle and footer."""
    side = "end" if spec.words.is_rtl else "start"
    lines = [read_aloud(spec, line) for line in wrap(spec.footer)] if spec.footer else []
    words = {"text": read_aloud(spec, spec.title), "fontSize": 17, "subtitleFontSize": 12, "anchor": side, "offset": 16}
    subtitle = [read_aloud(spec, line) for line in wrap(spec.subtitle)] if spec.subtitle else []
    footer = {"text": lines, "fontSize": 10, "fontWeight": "normal", "color": spec.palette.soft_ink, "anchor": side}
    if spec.map:
        views = [map_view(spec, spec.map)]
    elif spec.grid:
        views = [grid_view(spec, spec.grid)]
    else:
        main = next((n for n, panel in enumerate(spec.panels) if panel.kind == "lines"), 0)
        count = len(spec.panels)
        views = [panel_view(spec, p, last=n == count - 1, main=n == main) for n, p in enumerate(spec.panels)]
    head = {"title": {**words, "subtitle": subtitle}} if titled else {}
    foot = {"title": {**footer, "orient": "bottom", "offset": 14}} if titled else {}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "padding": 18,
        **foot,
        "vconcat": [{**head, "vconcat": views}],
        "config": style(spec),
    }


def draw_svg(spec: ChartSpec, *, titled: bool = True) -> str:
    """Draw a chart as SVG."""
    load_fonts()
    svg = vl_convert.vegalite_to_svg(build_vega(spec, titled=titled), allowed_base_urls=[])
    return number_again(svg)


def number_again(svg: str) -> str:
    """Number the names inside a drawing from 1: the converter counts them over its whole life."""
    names = {
        name: f"{name.rstrip('0123456789')}{number}" for number, name in enumerate(dict.fromkeys(IDS.findall(svg)), 1)
    }
    return REFERENCES.sub(lambda found: f"{found[1]}{names.get(found[2], found[2])}{found[3]}", svg)


def draw_png(spec: ChartSpec, scale: float = 2.0) -> bytes:
    """Draw a chart as PNG at a scale."""
    load_fonts()
    png: bytes = vl_convert.vegalite_to_png(build_vega(spec), scale=scale, allowed_base_urls=[])
    return png
