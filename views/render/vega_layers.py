"""The layers of a Vega-Lite picture: axes with ready texts, bands, lines, bars, states, numbered events.

Days are numbers and every label is ready text, so that no locale or time zone of the machine enters the picture.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from views.series import bar_ticks, runs_of_states
from views.spec import Bars, ChartSpec, Line, Panel
from views.ticks import name_ticks

WIDTH, UNIT = 900, 74
EPOCH = pd.Timestamp("1970-01-01")
SHAPES = {
    "escalation": "triangle-up",
    "detente": "triangle-down",
    "contested": "diamond",
    "steady": "circle",
    "insufficient": "stroke",
}  # signs that need no glyph of any font
RIGHT_TO_LEFT, END = "\u2067", "\u2069"
Json = dict[str, Any]


def day_number(day: pd.Timestamp) -> int:
    """Count days since the epoch."""
    return int((pd.Timestamp(day) - EPOCH).days)


def read_aloud(spec: ChartSpec, text: str) -> str:
    """Keep a line in the direction of its language."""
    return f"{RIGHT_TO_LEFT}{text}{END}" if spec.words.is_rtl and text else text


def rows_of(spec: ChartSpec, columns: list[str]) -> list[Json]:
    """Give the rows of a frame as JSON values; unknown is null."""
    rows = []
    for row in spec.frame.to_dict("records"):
        values = {c: None if pd.isna(row[c]) else row[c] for c in columns}
        rows.append({"d": day_number(row["day"]), **values})
    return rows


def pieces_of(rows: list[Json], column: str) -> list[Json]:
    """Number the unbroken pieces of a series, so that lines and bands never cross a gap."""
    piece, kept = 0, []
    for row in rows:
        if row[column] is None:
            piece += 1
        else:
            kept.append({**row, "piece": piece})
    return kept


def x_axis(spec: ChartSpec, *, labelled: bool) -> Json:
    """Describe the axis of days: ready texts on at most nine of them."""
    days = [day.date() for day in spec.frame["day"]]
    names = {str(day_number(pd.Timestamp(day))): read_aloud(spec, text) for day, text in name_ticks(spec)}
    axis: Json = {
        "values": [int(number) for number in names],
        "labelExpr": f"{json.dumps(names)}[toString(datum.value)]",
        "grid": False,
        "title": None,
        "labels": labelled,
        "ticks": labelled,
        "labelAngle": 0,
        "domain": False,
    }
    first, last = (day_number(pd.Timestamp(d)) for d in (days[0], days[-1])) if days else (0, 1)
    return {
        "field": "d",
        "type": "quantitative",
        "scale": {"domain": [first - 0.7, last + 0.7], "nice": False, "padding": 0},  # else bars stand beside their day
        "axis": axis,
    }


def y_axis(spec: ChartSpec, panel: Panel) -> Json:
    """Describe the value axis of a panel."""
    palette = spec.palette
    axis: Json = {"title": None, "tickCount": 4, "domain": False, "ticks": False, "gridColor": palette.rule}
    if panel.percent:
        names = {str(v): spec.words.percent(v / 4) for v in range(5)}
        axis |= {"values": [0, 0.25, 0.5, 0.75, 1], "labelExpr": f"{json.dumps(names)}[toString(datum.value * 4)]"}
    scale: Json = {"nice": False, "zero": False, "clamp": True}
    if panel.highest is not None:
        scale["domain"] = [panel.lowest, panel.highest]
    elif panel.lines and panel.lowest is not None:
        top = spec.frame[panel.lines[0].column].max() * 2.2
        band = spec.frame[panel.lines[0].high].max() if panel.lines[0].high else top
        scale["domain"] = [panel.lowest, float(min(top, band)) if top > 0 else 1.0]
    if panel.bars:
        names = {f"{value:g}": text for value, text in bar_ticks(spec, panel)}  # as the drawing library writes them
        axis |= {"values": [float(v) for v in names], "labelExpr": f"{json.dumps(names)}[toString(datum.value)]"}
        axis |= {"grid": False}
    return {"type": "quantitative", "axis": None if panel.kind == "states" else axis, "scale": scale}


def line_layers(spec: ChartSpec, line: Line, x: Json, y: Json) -> list[Json]:
    """Draw a series: band, line, points (hollow on thin days)."""
    columns = [c for c in (line.column, line.low, line.high, line.hollow) if c]
    rows, layers = pieces_of(rows_of(spec, columns), line.column), []
    if line.low and line.high:
        ends = {"x": x, "y": {"field": line.low, **y}, "y2": {"field": line.high}}
        band = {"type": "area", "color": line.colour, "opacity": spec.palette.tint, "clip": True}
        layers.append(layer(rows, band, {**ends, "detail": {"field": "piece"}}))
        alone = [row for row in rows if sum(other["piece"] == row["piece"] for other in rows) == 1]
        bar = {"type": "rule", "color": line.colour, "opacity": spec.palette.tint, "strokeWidth": 7, "clip": True}
        layers.append(layer(alone, bar, ends))
    place = {"x": x, "y": {"field": line.column, **y}}
    stroke = {"type": "line", "color": line.colour, "strokeWidth": 1.6, "clip": True}
    if line.dashed:
        stroke["strokeDash"] = [4, 3]
    layers.append(layer(rows, stroke, {**place, "detail": {"field": "piece"}}))
    for hollow in (True, False):
        values = [row for row in rows if bool(line.hollow and row[line.hollow]) == hollow]
        fill = spec.palette.background if hollow else line.colour
        point = {"type": "point", "size": 18, "fill": fill, "stroke": line.colour, "strokeWidth": 1, "opacity": 1}
        layers.append(layer(values, point, place))
    return layers


def layer(values: list[Json], mark: Json, encoding: Json) -> Json:
    """Put data, mark and encoding together."""
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def bar_layer(spec: ChartSpec, bars: Bars, x: Json, y: Json) -> Json:
    """Draw bars, downwards where their sign says so."""
    rows = [row for row in rows_of(spec, [bars.column]) if row[bars.column] is not None]
    values = [{"d": row["d"], "v": row[bars.column] * bars.sign, "o": 0} for row in rows]
    width = max(1.0, 0.8 * WIDTH / max(len(spec.frame), 1))
    mark = {"type": "bar", "color": bars.colour, "width": width}
    return layer(values, mark, {"x": x, "y": {"field": "v", "stack": None, **y}, "y2": {"field": "o"}})


def state_layers(spec: ChartSpec, x: Json) -> list[Json]:
    """Draw the strip of states with sign and word."""
    runs = []
    for state, first, last in runs_of_states(spec.frame):
        a, b = day_number(first) - 0.5, day_number(last) + 0.5
        share = (b - a) / max(len(spec.frame), 1)
        text = spec.words(f"state.{state}") if share > 0.16 else ""
        empty = state == "insufficient"
        colour = spec.palette.background if empty else spec.palette.state(state)
        ink = spec.palette.soft_ink if empty else spec.palette.background
        shape = SHAPES[state] if 0.012 < share <= 0.16 else None
        run = {"a": a, "b": b, "m": (a + b) / 2, "t": read_aloud(spec, text), "c": colour, "i": ink, "s": shape}
        runs.append(run)
    plain: Json = {"type": "nominal", "scale": None}
    box = {"x": {**x, "field": "a"}, "x2": {"field": "b"}, "color": {"field": "c", **plain}}
    word = {"x": {**x, "field": "m"}, "text": {"field": "t"}, "color": {"field": "i", **plain}}
    rectangle = {"type": "rect", "stroke": spec.palette.rule, "strokeWidth": 0.6}
    place = {"x": word["x"], "color": word["color"], "shape": {"field": "s", **plain}}
    signs = [run for run in runs if run["s"]]
    return [
        layer(runs, rectangle, box),
        layer(runs, {"type": "text", "fontSize": 11, "baseline": "middle"}, word),
        layer(signs, {"type": "point", "filled": True, "size": 46, "opacity": 1}, place),
    ]


def rule_layer(value: float, colour: str, y: Json) -> Json:
    """Draw the line that everything is read from."""
    return layer([{"v": value}], {"type": "rule", "color": colour, "strokeWidth": 1}, {"y": {"field": "v", **y}})


def mark_layers(spec: ChartSpec, x: Json, *, numbered: bool) -> list[Json]:
    """Draw the days of the numbered events, and their numbers on the main panel."""
    values = [
        {"d": day_number(pd.Timestamp(m.day)), "n": str(m.number), "c": spec.palette.state(m.state)} for m in spec.marks
    ]
    dotted = {"type": "rule", "color": spec.palette.soft_ink, "strokeDash": [2, 3], "strokeWidth": 0.8}
    layers = [layer(values, dotted, {"x": x})]
    if numbered:
        place = {"x": x, "y": {"value": 8}}
        colour = {"field": "c", "type": "nominal", "scale": None}
        layers.append(layer(values, {"type": "square", "size": 240, "opacity": 1}, {**place, "color": colour}))
        number = {"type": "text", "fontSize": 11, "color": spec.palette.background}
        layers.append(layer(values, number, {**place, "text": {"field": "n"}}))
    return layers


def end_layers(spec: ChartSpec, panel: Panel, height: float) -> list[Json]:
    """Write the words at both ends of an axis beside the drawing, where no line and no number is."""
    if panel.ends is None:
        return []
    palette, layers = spec.palette, []
    for word, y, colour in (
        (panel.ends[0], 10.0, palette.conflict),
        (panel.ends[1], height - 10, palette.cooperation),
    ):
        mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 11, "color": colour}
        text = {"value": read_aloud(spec, word)}
        layers.append(layer([{}], mark, {"x": {"value": WIDTH + 8}, "y": {"value": y}, "text": text}))
    return layers


def panel_view(spec: ChartSpec, panel: Panel, *, last: bool, main: bool) -> Json:
    """Draw one panel with all its layers."""
    height = round(panel.height * UNIT)
    x, y = x_axis(spec, labelled=last), y_axis(spec, panel)
    view: Json = {"width": WIDTH, "height": height}
    if panel.kind == "states":
        return {**view, "layer": state_layers(spec, x)}
    side = "end" if spec.words.is_rtl else "start"
    title = {"text": read_aloud(spec, panel.title), "fontSize": 12, "fontWeight": "normal", "anchor": side, "offset": 6}
    title |= {"frame": "group", "color": spec.palette.soft_ink}
    layers = [part for line in panel.lines for part in line_layers(spec, line, x, y)]
    layers += [bar_layer(spec, bars, x, y) for bars in panel.bars]
    layers += [rule_layer(panel.anchor, spec.palette.soft_ink, y)] if panel.anchor is not None else []
    layers += mark_layers(spec, x, numbered=main) if spec.marks else []
    return {
        **view,
        "title": title,
        "layer": layers + end_layers(spec, panel, height),
    }
