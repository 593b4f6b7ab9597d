"""A map in Plotly, drawn as plain lines and areas: Plotly's own maps would fetch their shapes from elsewhere."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from views.render.plotly_text import Drawing, inert
from views.spec import MOST_POINTS, ChartSpec, Link, Map, Place, Ring

SYMBOLS = {
    "escalation": "triangle-up",
    "detente": "triangle-down",
    "contested": "diamond",
    "steady": "circle",
    "insufficient": "circle-open",
}

GAP = "\u00a0\u00a0"
SIDES = {"below": "bottom center", "above": "top center", "left": "middle left", "right": "middle right"}


def seen_rings(drawn: Map) -> list[Ring]:
    """Give the outlines that reach into the bounds."""
    west, south, east, north = drawn.bounds
    return [
        ring
        for ring in drawn.outlines
        if max(x for x, _ in ring) >= west
        and min(x for x, _ in ring) <= east
        and max(y for _, y in ring) >= south
        and min(y for _, y in ring) <= north
    ]


def land_traces(spec: ChartSpec, drawn: Map) -> list[go.Scatter]:
    """Draw the land in as many pieces as the bound of points asks for."""
    batches: list[list[Ring]] = [[]]
    for ring in seen_rings(drawn):
        if sum(len(other) + 1 for other in batches[-1]) + len(ring) >= MOST_POINTS:
            batches.append([])
        batches[-1].append(ring)
    look: dict[str, Any] = {
        "mode": "lines",
        "fill": "toself",
        "fillcolor": spec.palette.land,
        "line": {"width": 0.6, "color": spec.palette.background},
        "hoverinfo": "skip",
    }
    return [go.Scatter(**joined(batch), **look) for batch in batches if batch]


def joined(rings: list[Ring]) -> dict[str, list[float | None]]:
    """Give x and y of pieces, parted by None."""
    return {axis: [v for ring in rings for v in (*(p[n] for p in ring), None)] for n, axis in enumerate("xy")}


def link_traces(spec: ChartSpec, links: tuple[Link, ...]) -> list[go.Scatter]:
    """Draw the curves, one trace a pair as each has its own width."""
    return [
        go.Scatter(
            **joined([link.path]),
            mode="lines",
            line={"width": 1 + 3 * link.weight, "color": spec.palette.state(link.state)},
            opacity=0.85,
            hoverinfo="skip",
        )
        for link in links
    ]


def sign_trace(spec: ChartSpec, links: tuple[Link, ...]) -> go.Scatter:
    """Draw the sign of each state in the middle of its curve; a click on it opens the pair."""
    return go.Scatter(
        x=[link.middle[0] for link in links],
        y=[link.middle[1] for link in links],
        mode="markers",
        marker={
            "symbol": [SYMBOLS[link.state] for link in links],
            "size": [11 + 7 * link.weight for link in links],
            "color": [spec.palette.state(link.state) for link in links],
            "line": {"width": 1.2, "color": spec.palette.background},
        },
        customdata=[link.key for link in links],
        text=[inert(link.text) for link in links],
        hovertemplate="%{text}<extra></extra>",
    )


def spaced(place: Place) -> str:
    """Write a name with a little room to its place; nothing where it has no room."""
    name = inert(place.name)
    if place.side is None:
        return ""
    return {"left": f"{name}{GAP}", "right": f"{GAP}{name}"}.get(place.side, name)


def place_trace(spec: ChartSpec, drawn: Map) -> go.Scatter:
    """Draw the capitals with the names of their states."""
    return go.Scatter(
        x=[place.x for place in drawn.places],
        y=[place.y for place in drawn.places],
        mode="markers+text",
        marker={"size": 5, "color": spec.palette.ink},
        text=[spaced(place) for place in drawn.places],
        textposition=[SIDES[place.side or "below"] for place in drawn.places],
        hovertext=[inert(place.name) for place in drawn.places],
        textfont={"size": 11, "color": spec.palette.ink},
        hovertemplate="%{hovertext}<extra></extra>",
    )


def draw_map(spec: ChartSpec, drawn: Map) -> Drawing:
    """Draw land, curves, signs and names."""
    west, south, east, north = drawn.bounds
    traces = [*land_traces(spec, drawn), *link_traces(spec, drawn.links)]
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    across, along = {"range": [west, east]}, {"range": [south, north], "scaleanchor": "x", "scaleratio": drawn.stretch}
    axes = {"xaxis": hidden | across, "yaxis": hidden | along}
    return [
        trace.to_plotly_json() for trace in (*traces, place_trace(spec, drawn), sign_trace(spec, drawn.links))
    ], axes
