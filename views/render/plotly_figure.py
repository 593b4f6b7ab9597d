"""Chart specification to Plotly figure, for screen and standalone pages; at most 2,000 points a trace, SVG only.

Plotly reads a little markup in every text, so all text passes through `inert`.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from views.palette import SIGNS
from views.render.plotly_grid import draw_grid, grid_height, grid_margins
from views.render.plotly_map import draw_map
from views.render.plotly_text import Drawing, Json, inert
from views.series import bar_ticks, runs_of_states
from views.spec import Bars, ChartSpec, Line, Panel
from views.ticks import name_day, name_ticks

FONT = '"Noto Sans", "Noto Sans Arabic", "Segoe UI", system-ui, sans-serif'
GAP = 0.05
LONE = pd.Timedelta(hours=10)
HEADROOM = 2.2  # of the highest value: a wide band is cut there rather than flattening the line


def heights_of(panels: tuple[Panel, ...]) -> list[tuple[float, float]]:
    """Share the drawing area between panels, the first on top; (bottom, top) of each."""
    free = 1 - GAP * (len(panels) - 1)
    total = sum(panel.height for panel in panels)
    top, found = 1.0, []
    for panel in panels:
        bottom = top - free * panel.height / total
        found.append((max(0.0, bottom), top))
        top = bottom - GAP
    return found


def band_outline(frame: pd.DataFrame, low: str, high: str) -> tuple[list[Any], list[Any]]:
    """Draw around each unbroken piece of a band; pieces are parted by None."""
    known = frame[[low, high]].notna().all(axis=1)
    piece = (known != known.shift()).cumsum()
    xs: list[Any] = []
    ys: list[Any] = []
    for _, part in frame[known].groupby(piece[known]):
        days = iso_days(part)
        tops, bottoms = list(part[high]), list(part[low])
        if len(part) == 1:  # a lone day has a band of its own width
            only = part["day"].iloc[0]
            days = [(only + side * LONE).isoformat() for side in (-1, 1)]
            tops, bottoms = tops * 2, bottoms * 2
        xs += [*days, *reversed(days), None]
        ys += [*tops, *reversed(bottoms), None]
    return xs, ys


def iso_days(frame: pd.DataFrame) -> list[str]:
    """Write the days of a frame as a renderer sends them."""
    return [day.strftime("%Y-%m-%d") for day in frame["day"]]


def clean(values: pd.Series) -> list[float | None]:
    """Turn NaN into None, so that gaps stay gaps."""
    return [None if pd.isna(value) else round(float(value), 6) for value in values]


def line_traces(spec: ChartSpec, line: Line, panel: Panel, axis: str) -> list[Json]:
    """Draw a series: its band below, its line and points on top, hollow where the day is thin."""
    frame, palette = spec.frame, spec.palette
    traces: list[Json] = []
    if line.low and line.high:
        xs, ys = band_outline(frame, line.low, line.high)
        fill = palette.faded(line.colour)
        band: Json = {"fill": "toself", "fillcolor": fill, "line": {"width": 0}, "hoverinfo": "skip", "mode": "lines"}
        traces.append(
            {"type": "scatter", "x": xs, "y": ys, "yaxis": axis, "name": inert(spec.words("chart.band")), **band}
        )
    hollow = list(frame[line.hollow]) if line.hollow else [False] * len(frame)
    days = iso_days(frame)
    marker = {
        "size": 6 if len(frame) <= 120 else 4,
        "color": [palette.background if is_thin else line.colour for is_thin in hollow],
        "line": {"width": 1.2, "color": line.colour},
    }
    traces.append(
        {
            "type": "scatter",
            "x": days,
            "y": clean(frame[line.column]),
            "yaxis": axis,
            "name": inert(line.label),
            "mode": "lines+markers",
            "connectgaps": False,
            "line": {"color": line.colour, "width": 1.8, "dash": "dot" if line.dashed else "solid"},
            "marker": marker,
            "customdata": days,
            "text": hover_texts(spec, line, panel),
            "hovertemplate": "%{text}<extra></extra>",
        }
    )
    return traces


def hover_texts(spec: ChartSpec, line: Line, panel: Panel) -> list[str]:
    """Write what a point says: day, value with band, state."""
    words, write = spec.words, spec.words.percent if panel.percent else lambda value: spec.words.number(value, 1)
    texts = []
    for row in spec.frame.to_dict("records"):
        value = write(row[line.column])
        if line.low and line.high:
            value = words("chart.with_band", value=value, low=write(row[line.low]), high=write(row[line.high]))
        parts = [name_day(spec, row["day"].date()), words.labelled(line.label, value)]
        if "state" in row:
            parts.append(words(f"state.{row['state']}"))
        texts.append("<br>".join(inert(part) for part in parts))
    return texts


def bar_trace(spec: ChartSpec, bars: Bars, axis: str) -> Json:
    """Draw bars, downwards where their sign says so."""
    words, days = spec.words, iso_days(spec.frame)
    texts = [
        "<br>".join(inert(t) for t in (words.day(day.date()), words.labelled(bars.label, words.number(value, 2))))
        for day, value in zip(spec.frame["day"], spec.frame[bars.column], strict=True)
    ]
    return {
        "type": "bar",
        "x": days,
        "y": [None if value is None else value * bars.sign for value in clean(spec.frame[bars.column])],
        "yaxis": axis,
        "name": inert(bars.label),
        "marker": {"color": bars.colour, "line": {"width": 0}},
        "customdata": days,
        "hovertext": texts,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def state_shapes(spec: ChartSpec, axis: str) -> list[Json]:
    """Draw the strip of states as rectangles; insufficient evidence stays empty with an outline."""
    half, shapes = pd.Timedelta(hours=12), []
    for state, first, last in runs_of_states(spec.frame):
        empty = state == "insufficient"
        colour = spec.palette.state(state)
        shapes.append(
            {
                "type": "rect",
                "xref": "x",
                "yref": axis,
                "x0": (first - half).isoformat(),
                "x1": (last + half).isoformat(),
                "y0": 0,
                "y1": 1,
                "fillcolor": "rgba(0,0,0,0)" if empty else colour,
                "line": {"width": 0.6, "color": spec.palette.rule if empty else colour},
                "layer": "below",
            }
        )
    return shapes


def state_labels(spec: ChartSpec, axis: str) -> list[Json]:
    """Write the sign and, where there is room, the word of each run of states."""
    labels, total = [], max(len(spec.frame), 1)
    for state, first, last in runs_of_states(spec.frame):
        share = ((last - first).days + 1) / total
        word = f"{SIGNS[state]} {spec.words(f'state.{state}')}" if share > 0.16 else SIGNS[state]
        if share < 0.012:
            continue
        colour = spec.palette.soft_ink if state == "insufficient" else spec.palette.background
        middle = (first + (last - first) / 2).isoformat()
        font = {"size": 11, "color": colour}
        labels.append({"x": middle, "y": 0.5, "yref": axis, "text": inert(word), "showarrow": False, "font": font})
    return labels


def mark_labels(spec: ChartSpec, axis: str) -> list[Json]:
    """Put the number of each event on top of the main panel."""
    style = {"showarrow": False, "yref": f"{axis} domain", "y": 1.0, "yanchor": "top", "borderpad": 2, "borderwidth": 1}
    return [
        {
            **style,
            "x": mark.day.isoformat(),
            "text": str(mark.number),
            "font": {"size": 11, "color": spec.palette.background},
            "bgcolor": spec.palette.state(mark.state),
            "bordercolor": spec.palette.background,
        }
        for mark in spec.marks
    ]


def vertical_axis(spec: ChartSpec, panel: Panel, domain: tuple[float, float]) -> Json:
    """Describe the value axis of a panel."""
    axis: Json = {
        "domain": list(domain),
        "zeroline": False,
        "showgrid": panel.kind == "lines",
        "gridcolor": spec.palette.rule,
        "gridwidth": 0.5,
        "nticks": 4,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"size": 11, "color": spec.palette.soft_ink},
        "showticklabels": panel.kind != "states",
    }
    if panel.bars:
        ticks = bar_ticks(spec, panel)
        axis |= {"tickvals": [value for value, _ in ticks], "ticktext": [text for _, text in ticks]}
    if panel.percent:
        axis |= {"tickvals": [0, 0.25, 0.5, 0.75, 1], "ticktext": [spec.words.percent(v / 4) for v in range(5)]}
    if panel.kind == "states":
        axis |= {"range": [0, 1]}
    elif panel.highest is not None:
        axis |= {"range": [panel.lowest, panel.highest]}
    elif panel.lowest is not None and panel.lines:
        axis |= {"range": [panel.lowest, top_of(spec, panel.lines[0])]}
    return axis


def top_of(spec: ChartSpec, line: Line) -> float:
    """Choose the top of an axis that begins at zero: the band as far as it leaves the line readable."""
    highest = spec.frame[line.column].max()
    band = spec.frame[line.high].max() if line.high else highest
    return float(min(band, HEADROOM * highest)) if highest > 0 else 1.0


def panel_titles(spec: ChartSpec, domains: list[tuple[float, float]]) -> list[Json]:
    """Write the title of each panel above it, and the words at the ends of its axis beside it."""
    palette, found = spec.palette, []
    base = {"xref": "paper", "showarrow": False}
    for panel, (bottom, top) in zip(spec.panels, domains, strict=True):
        if panel.kind != "states":
            font = {"size": 12, "color": palette.soft_ink}
            side = {"x": 1, "xanchor": "right"} if spec.words.is_rtl else {"x": 0, "xanchor": "left"}
            found.append({**base, **side, "yref": "paper", "y": top, "yanchor": "bottom", "text": inert(panel.title)})
            found[-1]["font"] = font
        if panel.ends:
            for word, y, anchor, colour in (
                (f"{SIGNS['escalation']} {panel.ends[0]}", top, "top", palette.conflict),
                (f"{SIGNS['detente']} {panel.ends[1]}", bottom, "bottom", palette.cooperation),
            ):
                found.append({**base, "x": 0, "xanchor": "left", "yref": "paper", "y": y, "yanchor": anchor})
                found[-1] |= {"text": inert(word), "font": {"size": 11, "color": colour}, "bgcolor": palette.background}
    return found


def axis_name(number: int) -> str:
    """Name the value axis of a panel as Plotly does."""
    return "y" if number == 0 else f"y{number + 1}"


def draw_panels(spec: ChartSpec) -> Drawing:
    """Draw all panels over one axis of days."""
    domains = heights_of(spec.panels)
    traces: list[Json] = []
    shapes: list[Json] = []
    notes = panel_titles(spec, domains)
    layout: Json = {"barmode": "relative", "bargap": 0.15}
    for number, (panel, domain) in enumerate(zip(spec.panels, domains, strict=True)):
        axis = axis_name(number)
        layout[axis.replace("y", "yaxis")] = vertical_axis(spec, panel, domain)
        for line in panel.lines:
            traces += line_traces(spec, line, panel, axis)
        traces += [bar_trace(spec, bars, axis) for bars in panel.bars]
        if panel.kind == "states":
            place = {"x": iso_days(spec.frame)[:1], "y": [0.5], "yaxis": axis}
            traces.append({"type": "scatter", **place, "mode": "none", "hoverinfo": "skip"})
            shapes += state_shapes(spec, axis)
            notes += state_labels(spec, axis)
        if panel.anchor is not None:
            shapes.append(anchor_line(spec, panel.anchor, axis))
    if spec.marks:
        main = next((n for n, panel in enumerate(spec.panels) if panel.kind == "lines"), 0)
        notes += mark_labels(spec, axis_name(main))
        shapes += mark_lines(spec)
    ticks = name_ticks(spec)
    days, texts = [day.isoformat() for day, _ in ticks], [inert(text) for _, text in ticks]
    anchor = axis_name(len(spec.panels) - 1)
    across = {"tickvals": days, "ticktext": texts, "anchor": anchor, "type": "date", "automargin": True}
    return traces, {**layout, "shapes": shapes, "annotations": notes, "xaxis": across}


def anchor_line(spec: ChartSpec, value: float, axis: str) -> Json:
    """Draw the line that everything is read from."""
    line = {"color": spec.palette.soft_ink, "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": axis, "y0": value, "y1": value, "line": line}


def mark_lines(spec: ChartSpec) -> list[Json]:
    """Draw a thin line on the day of each event."""
    line = {"color": spec.palette.soft_ink, "width": 0.8, "dash": "dot"}
    days = [mark.day.isoformat() for mark in spec.marks]
    return [
        {"type": "line", "xref": "x", "yref": "paper", "x0": d, "x1": d, "y0": 0, "y1": 1, "line": line} for d in days
    ]


def draw_shape(spec: ChartSpec) -> Drawing:
    """Draw what the specification holds: a map, a grid, or panels over days."""
    if spec.map:
        return draw_map(spec, spec.map)
    if spec.grid:
        return draw_grid(spec, spec.grid)
    return draw_panels(spec)


def draw(spec: ChartSpec, *, height: int = 560, titled: bool = False) -> go.Figure:
    """Draw a chart; `titled` writes title, subtitle and footer into the figure. A grid is as high as its rows need."""
    (traces, layout), palette = draw_shape(spec), spec.palette
    margin = grid_margins(spec.grid) if spec.grid else {"l": 48, "r": 16, "t": 26, "b": 30}
    if titled:
        margin |= {"t": margin["t"] + 58, "b": margin["b"] + 34}
    look = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": palette.rule,
        "tickfont": {"size": 11, "color": palette.soft_ink},
    }
    layout |= {
        "template": {},
        "height": grid_height(spec.grid) if spec.grid else height,
        "margin": margin,
        "paper_bgcolor": palette.background,
        "plot_bgcolor": palette.background,
        "font": {"family": FONT, "color": palette.ink, "size": 12},
        "hoverlabel": {"bgcolor": palette.card, "font": {"color": palette.ink, "family": FONT}, "align": "auto"},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "uirevision": spec.id,
        "separators": spec.words.decimal + spec.words.thousands,
        "xaxis": layout["xaxis"] | look,
    }
    figure = go.Figure({"data": traces, "layout": layout})
    if titled:
        add_texts(figure, spec)
    return figure


def add_texts(figure: go.Figure, spec: ChartSpec) -> None:
    """Write title, subtitle and footer around a chart that stands alone."""
    side = {"x": 1, "xanchor": "right"} if spec.words.is_rtl else {"x": 0, "xanchor": "left"}
    small = {"size": 11, "color": spec.palette.soft_ink}
    figure.update_layout(
        title={
            "text": inert(spec.title),
            "subtitle": {"text": inert(spec.subtitle), "font": {"size": 12, "color": spec.palette.soft_ink}},
            "font": {"size": 17},
            **side,
        }
    )
    figure.add_annotation(
        text=inert(spec.footer), xref="paper", yref="paper", y=-0.1, yanchor="top", showarrow=False, font=small, **side
    )
