"""A map in Vega-Lite, drawn from the same outlines and curves as on screen; no projection, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable

from views.render.plotly_map import seen_rings
from views.render.vega_layers import SHAPES, Json, read_aloud
from views.spec import ChartSpec, Link, Map, Ring

WIDTH = 900
PLAIN: Json = {"type": "nominal", "scale": None}

SIDES = {"below": (0, 11, "center"), "above": (0, -10, "center"), "left": (-7, 1, "right"), "right": (7, 1, "left")}


def rows_of(rings: Iterable[Ring]) -> list[Json]:
    """Give the points of pieces, numbered."""
    return [{"p": piece, "n": n, "x": x, "y": y} for piece, ring in enumerate(rings) for n, (x, y) in enumerate(ring)]


def axes(drawn: Map) -> Json:
    """Describe both axes: degrees within the bounds, without a mark."""
    west, south, east, north = drawn.bounds
    plain: Json = {"type": "quantitative", "axis": None}
    return {
        "x": {"field": "x", **plain, "scale": {"domain": [west, east], "zero": False, "nice": False}},
        "y": {"field": "y", **plain, "scale": {"domain": [south, north], "zero": False, "nice": False}},
    }


def link_layer(spec: ChartSpec, link: Link, place: Json) -> Json:
    """Draw one curve."""
    mark = {
        "type": "line",
        "color": spec.palette.state(link.state),
        "strokeWidth": 1 + 3 * link.weight,
        "opacity": 0.85,
        "clip": True,
    }
    order = {"order": {"field": "n", "type": "quantitative"}}
    return {"data": {"values": rows_of([link.path])}, "mark": mark, "encoding": {**place, **order}}


def sign_layer(spec: ChartSpec, drawn: Map, place: Json) -> Json:
    """Draw the sign of each state in the middle of its curve."""
    values = [
        {
            "x": link.middle[0],
            "y": link.middle[1],
            "s": SHAPES[link.state],
            "c": spec.palette.state(link.state),
            "z": 90 + 160 * link.weight,
        }
        for link in drawn.links
    ]
    colour, shape = {"field": "c", **PLAIN}, {"field": "s", **PLAIN}
    size = {"field": "z", "type": "quantitative", "scale": None}
    mark = {"type": "point", "filled": True, "opacity": 1, "stroke": spec.palette.background, "strokeWidth": 1}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {**place, "fill": colour, "shape": shape, "size": size},
    }


def place_layers(spec: ChartSpec, drawn: Map, place: Json) -> list[Json]:
    """Draw the capitals with the names of their states."""
    points = [{"x": p.x, "y": p.y} for p in drawn.places]
    point = {"type": "point", "filled": True, "size": 18, "color": spec.palette.ink, "opacity": 1}
    layers: list[Json] = [{"data": {"values": points}, "mark": point, "encoding": place}]
    for side, (dx, dy, align) in SIDES.items():
        values = [{"x": p.x, "y": p.y, "t": read_aloud(spec, p.name)} for p in drawn.places if p.side == side]
        text = {"type": "text", "dx": dx, "dy": dy, "align": align, "fontSize": 11, "color": spec.palette.ink}
        named = {"text": {"field": "t", "type": "nominal"}}
        layers.append({"data": {"values": values}, "mark": text, "encoding": {**place, **named}})
    return layers


def map_view(spec: ChartSpec, drawn: Map) -> Json:
    """Draw land, curves, signs and names."""
    west, south, east, north = drawn.bounds
    height = round(WIDTH * (north - south) * drawn.stretch / (east - west))
    place = axes(drawn)
    land = {
        "data": {"values": rows_of(seen_rings(drawn))},
        "mark": {
            "type": "line",
            "filled": True,
            "fill": spec.palette.land,
            "stroke": spec.palette.background,
            "strokeWidth": 0.6,
            "clip": True,
        },
        "encoding": {
            **place,
            "detail": {"field": "p", "type": "nominal"},
            "order": {"field": "n", "type": "quantitative"},
        },
    }
    layers = [land, *(link_layer(spec, link, place) for link in drawn.links)]
    return {
        "width": WIDTH,
        "height": height,
        "layer": [*layers, *place_layers(spec, drawn, place), sign_layer(spec, drawn, place)],
    }
