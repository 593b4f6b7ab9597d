"""Chart specification to Vega-Lite, and from there to SVG and PNG without a browser; no feed text is in the picture."""

from __future__ import annotations

import re
from functools import cache

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


def head_of(spec: ChartSpec) -> Json:
    """Describe the title of a chart, with its verdict and what it shows below it."""
    below = [read_aloud(spec, line) for text in (spec.verdict, spec.subtitle) if text for line in wrap(text)]
    side = "end" if spec.words.is_rtl else "start"
    sizes = {"fontSize": 17, "subtitleFontSize": 12, "anchor": side, "offset": 16}
    return {"title": {"text": read_aloud(spec, spec.title), "subtitle": below, **sizes}}


def foot_of(spec: ChartSpec) -> Json:
    """Describe the line of sources at the foot of a picture."""
    side = "end" if spec.words.is_rtl else "start"
    lines = [read_aloud(spec, line) for line in wrap(spec.footer)] if spec.footer else []
    look = {"fontSize": 10, "fontWeight": "normal", "color": spec.palette.soft_ink}
    return {"title": {"text": lines, **look, "anchor": side, "orient": "bottom", "offset": 14}}


def views_of(spec: ChartSpec) -> list[Json]:
    """Describe the drawings of a chart, from top to bottom."""
    if spec.map:
        return [map_view(spec, spec.map)]
    if spec.grid:
        return [grid_view(spec, spec.grid)]
    main = next((n for n, panel in enumerate(spec.panels) if panel.kind == "lines"), 0)
    count = len(spec.panels)
    return [panel_view(spec, p, last=n == count - 1, main=n == main) for n, p in enumerate(spec.panels)]


def build_vega(*specs: ChartSpec, titled: bool = True) -> Json:
    """Describe charts, one below the other, in Vega-Lite; `titled` with their titles and the first one's footer."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "padding": 18,
        "spacing": 44,
        **(foot_of(specs[0]) if titled else {}),
        "vconcat": [{**(head_of(spec) if titled else {}), "vconcat": views_of(spec)} for spec in specs],
        "config": style(specs[0]),
    }


def draw_svg(*specs: ChartSpec, titled: bool = True) -> str:
    """Draw charts, one below the other, as SVG."""
    load_fonts()
    svg = vl_convert.vegalite_to_svg(build_vega(*specs, titled=titled), allowed_base_urls=[])
    return number_again(svg)


def number_again(svg: str) -> str:
    """Number the names inside a drawing from 1: the converter counts them over its whole life."""
    names = {
        name: f"{name.rstrip('0123456789')}{number}" for number, name in enumerate(dict.fromkeys(IDS.findall(svg)), 1)
    }
    return REFERENCES.sub(lambda found: f"{found[1]}{names.get(found[2], found[2])}{found[3]}", svg)


def draw_png(*specs: ChartSpec, scale: float = 2.0) -> bytes:
    """Draw charts, one below the other, as PNG at a scale."""
    load_fonts()
    png: bytes = vl_convert.vegalite_to_png(build_vega(*specs), scale=scale, allowed_base_urls=[])
    return png
