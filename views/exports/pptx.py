"""PPTX: for each pair a slide with native charts that can be edited, and one with the sentences behind them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Inches, Length, Pt

from views.archives import settle
from views.briefing import about_lines, note_lines, stamp_of
from views.corrections import cut
from views.document import Document, Part
from views.families import Export
from views.neutral import visible
from views.spec import ChartSpec, Panel
from views.words import ISOLATE, RELEASE, Words

WIDE, TALL = Inches(13.333), Inches(7.5)
LEFT, WIDTH = Inches(0.5), Inches(12.3)
BLANK = 6
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
ROOM = 1.5  # what title and legend of a chart take, in the unit of a panel's height
MOST_QUOTES, LONGEST_LIST = 6, 200


def add_text(
    slide: Any, box: tuple[Length, Length, Length, Length], lines: list[tuple[str, int, bool]], *, words: Words
) -> None:
    """Put lines of (text, size, bold) into a box, in the direction of the language."""
    frame = slide.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    for number, (text, size, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = marked(visible(text)) if words.is_rtl else visible(text)
        run.font.size, run.font.bold = Pt(size), bold
        run._r.get_or_add_rPr().set("lang", words.language)  # noqa: SLF001 - python-pptx knows a list of countries only
        if words.is_rtl:
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-pptx has no name for direction
            properties.set("rtl", "1")
            properties.set("algn", "r")


def marked(text: str) -> str:
    """Keep runs in order by marks: some office programs draw isolates, and letters behind them, as boxes."""
    return text.replace(ISOLATE, LEFT_TO_RIGHT).replace(RELEASE, LEFT_TO_RIGHT + RIGHT_TO_LEFT)


def values_of(spec: ChartSpec, column: str, sign: int = 1) -> list[float | None]:
    """Give the numbers of a series; unknown stays empty in the slide's workbook."""
    return [None if pd.isna(value) else float(value) * sign for value in spec.frame[column]]


def paint(code: str) -> Any:
    """Give a colour as the slide knows it."""
    red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
    colour: Callable[[int, int, int], Any] = RGBColor
    return colour(red, green, blue)


def panel_series(panel: Panel) -> list[tuple[str, str, str, int]]:
    """List the series of a panel as (column, label, colour, sign), bands as their two edges."""
    found = [(bars.column, bars.label, bars.colour, bars.sign) for bars in panel.bars]
    for line in panel.lines:
        found.append((line.column, line.label, line.colour, 1))
        found += [
            (edge, f"{line.label} ({edge.rpartition('_')[2]})", line.colour, 1)
            for edge in (line.low, line.high)
            if edge
        ]
    return found


def add_chart(
    slide: Any, spec: ChartSpec, panel: Panel, box: tuple[Length, Length, Length, Length], *, dated: bool
) -> None:
    """Add a panel as a native chart; `dated` with the days below it."""
    make: Callable[[], Any] = CategoryChartData
    data, series = make(), panel_series(panel)
    data.categories = [day.date() for day in spec.frame["day"]] or [spec.words("unknown")]
    for column, label, _, sign in series:
        data.add_series(label, values_of(spec, column, sign))
    kind = XL_CHART_TYPE.COLUMN_STACKED if panel.kind == "bars" else XL_CHART_TYPE.LINE
    chart = slide.shapes.add_chart(kind, *box, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = panel.title
    chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(11)
    chart.has_legend = len(series) > 1 and panel.kind == "bars"
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(9)
    style_days(chart.category_axis, dated=dated)
    if panel.percent:
        chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = "0%", False
    if panel.bars:  # both sides are written without a sign, as in the other charts
        labels = chart.value_axis.tick_labels
        labels.number_format, labels.number_format_is_linked = "General;General", False
    chart.value_axis.tick_labels.font.size = chart.category_axis.tick_labels.font.size = Pt(9)
    chart.value_axis.major_gridlines.format.line.color.rgb = paint(spec.palette.rule)
    if panel.highest is not None:
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = panel.lowest, panel.highest
    for drawn, (column, _, code, _) in zip(chart.plots[0].series, series, strict=True):
        style_series(drawn, code, panel, edge=column.endswith(("_low", "_high")))


def style_days(axis: Any, *, dated: bool) -> None:
    """Write short days at the foot of the lowest chart alone; the charts above share them."""
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW if dated else XL_TICK_LABEL_POSITION.NONE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "d/m", False


def style_series(drawn: Any, code: str, panel: Panel, *, edge: bool) -> None:
    """Colour a series; the edges of a band are thin."""
    if panel.kind == "bars":
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = paint(code)
        drawn.invert_if_negative = False
        return
    drawn.smooth = False
    drawn.format.line.width = Pt(0.75 if edge else 2)
    drawn.format.line.color.rgb = paint(code)


def add_chart_slide(deck: Any, part: Part, words: Words) -> None:
    """Add the slide of a pair: finding, verdict, its charts, the line of sources."""
    spec, slide = part.chart, deck.slides.add_slide(deck.slide_layouts[BLANK])
    heads = [(spec.title, 24, True), (spec.subtitle, 12, False), (spec.verdict, 12, False)]
    add_text(slide, (LEFT, Inches(0.25), WIDTH, Inches(0.9)), heads, words=words)
    top: Length = Inches(1.45)
    panels = [panel for panel in spec.panels if panel.kind != "states"]
    whole = sum(panel.height + ROOM for panel in panels)
    heights = [Inches(5.1 * (panel.height + ROOM) / whole) for panel in panels]
    for panel, height in zip(panels, heights, strict=True):
        add_chart(slide, spec, panel, (LEFT, top, WIDTH, height), dated=panel is panels[-1])
        top = Length(top + height)
    add_text(slide, (LEFT, Inches(6.75), WIDTH, Inches(0.6)), [(spec.footer, 10, False)], words=words)


def write(document: Document) -> bytes:
    """Write the slides: for each pair its charts, then its sentences."""
    words, deck = document.words, Presentation()
    deck.slide_width, deck.slide_height = WIDE, TALL
    for number, part in enumerate(document.parts):
        add_chart_slide(deck, part, words)
        notes = deck.slides.add_slide(deck.slide_layouts[BLANK])
        lines = quote_lines(document, part, noted=number == 0)
        add_text(notes, (LEFT, Inches(0.4), WIDTH, Inches(6.6)), lines, words=words)
    deck.core_properties.title, deck.core_properties.author = document.title, words("app")
    saved = io.BytesIO()
    deck.save(saved)
    return settle(saved.getvalue(), stamp_of(document))


def quote_lines(document: Document, part: Part, *, noted: bool) -> list[tuple[str, int, bool]]:
    """Write the sentences of a pair and the provenance as lines of a slide; `noted` with the author's note."""
    words = document.words
    lines: list[tuple[str, int, bool]] = []
    if noted:
        lines += [(words.labelled(label, text), 14, False) for label, text in note_lines(document)]
    lines += [(part.chart.title, 16, True), (words("export.quotes"), 14, True)]
    for quote in part.quotes[:MOST_QUOTES]:
        lines.append((words.labelled(quote.who, words("list_comma").join((quote.act, quote.status))), 12, True))
        source = words("list_comma").join((words.isolate(quote.outlet), words.day(quote.day)))
        lines.append((f"{words.isolate(quote.text)} ({source})", 12, False))
    return [
        *lines,
        *((words.labelled(label, cut(text, LONGEST_LIST)), 9, False) for label, text in about_lines(document)),
    ]


EXPORT = Export("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", write)
