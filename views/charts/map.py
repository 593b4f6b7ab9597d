"""Where: the pairs of a day as curves between capitals, over outlines of our own. A picture, not a measure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from views.families import Chart, ChartContext
from views.outlines import read_outlines
from views.spec import ChartSpec, Link, Map, Place, Ring, Side

COLUMNS = ("pair", "state", "level", "stories", "a", "a_lon", "a_lat", "b", "b_lon", "b_lat")
TABLE = ("pair", "state", "level", "stories")
MOST_LINKS = 24
STEPS, BEND = 20, 0.1  # points of a curve; how far its middle stands off, as a share of its length
MARGIN, LEAST_WIDTH, RATIO = 9.0, 70.0, 2.0
SIGN = (1.8, 0.8)  # half of a sign, in letters and in lines
LETTER, LINE = 0.0074, 0.03  # size of a letter and a line of text, as shares of width and height
Bounds = tuple[float, float, float, float]  # west, south, east, north
WORLD: Bounds = (-170.0, -56.0, 180.0, 78.0)


def curve(start: tuple[float, float], end: tuple[float, float]) -> Ring:
    """Draw a bow between two places, its middle to the north of the straight line."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0)
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2 + BEND * length * 2
    steps = (n / STEPS for n in range(STEPS + 1))
    return tuple(
        (
            round((1 - t) ** 2 * x0 + 2 * t * (1 - t) * mx + t * t * x1, 2),
            round((1 - t) ** 2 * y0 + 2 * t * (1 - t) * my + t * t * y1, 2),
        )
        for t in steps
    )


def make_link(row: dict[str, Any], context: ChartContext, most: float) -> Link:
    """Describe the curve of a pair."""
    words = context.words
    name = words("pair_name", a=row["a"], b=row["b"])
    text = words("matrix.cell", name=name, state=words(f"state.{row['state']}"), level=words.number(row["level"], 1))
    path = curve((row["a_lon"], row["a_lat"]), (row["b_lon"], row["b_lat"]))
    weight = math.sqrt(row["stories"] / most) if row["stories"] > 0 else 0.0
    return Link(str(row["pair"]), text, str(row["state"]), path, path[STEPS // 2], weight)


def frame_of(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Choose the part of the world that holds all points, twice as wide as high."""
    if not points:
        return WORLD
    west, east = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    south, north = min(y for _, y in points) - MARGIN, max(y for _, y in points) + MARGIN
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.3)
    width = max(east - west, LEAST_WIDTH, RATIO * (north - south) / squeeze)
    height = max(north - south, width * squeeze / RATIO)
    x, y = (west + east) / 2, (south + north) / 2
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def place_names(points: dict[str, tuple[float, float]], bounds: Bounds, links: Sequence[Link] = ()) -> list[Place]:
    """Put each name beside its place where no earlier name and, if possible, no sign stands; fewest curves cross it.

    A name without room is left to the hover text.
    """
    letter, line = (bounds[2] - bounds[0]) * LETTER, (bounds[3] - bounds[1]) * LINE
    across, along = SIGN[0] * letter, SIGN[1] * line
    signs = [(x - across, y - along, x + across, y + along) for x, y in (link.middle for link in links)]
    taken: list[Bounds] = []
    curves = [point for link in links for point in link.path]
    placed = []
    for name, (x, y) in points.items():
        half = letter * len(name) / 2
        boxes: dict[Side, Bounds] = {
            "below": (x - half, y - 1.6 * line, x + half, y - 0.4 * line),
            "above": (x - half, y + 0.4 * line, x + half, y + 1.6 * line),
            "right": (x + letter, y - line / 2, x + letter + 2 * half, y + line / 2),
            "left": (x - letter - 2 * half, y - line / 2, x - letter, y + line / 2),
        }
        clear = [side for side, box in boxes.items() if not any(overlap(box, other) for other in taken)]
        free = [side for side in clear if not any(overlap(boxes[side], sign) for sign in signs)] or clear
        best = min(free, key=lambda side: sum(inside(point, boxes[side]) for point in curves), default=None)
        if best:
            taken.append(boxes[best])
        placed.append(Place(name, x, y, best))
    return placed


def inside(point: tuple[float, float], box: Bounds) -> bool:
    """Say whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Say whether two boxes meet."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def build(frame: pd.DataFrame, context: ChartContext) -> ChartSpec:
    """Build the map from COLUMNS, most told first; a pair without coordinates is named as missing."""
    located = frame[["a_lon", "a_lat", "b_lon", "b_lat"]].notna().all(axis=1)
    shown = pd.DataFrame(frame[located]).head(MOST_LINKS)
    most = float(shown["stories"].max()) if len(shown) else 0.0
    rows = [{str(key): value for key, value in row.items()} for row in shown.to_dict("records")]
    links = tuple(make_link(row, context, most) for row in rows)
    places = {str(row[s]): (float(row[f"{s}_lon"]), float(row[f"{s}_lat"])) for row in rows for s in ("a", "b")}
    lost = tuple(
        context.words("pair_name", a=row["a"], b=row["b"])
        for row in frame[~located].head(MOST_LINKS).to_dict("records")
    )
    bounds = frame_of([point for link in links for point in link.path])
    land = tuple(ring for _, ring in read_outlines())
    drawn = Map(land, tuple(place_names(places, bounds, links)), links, bounds, lost)
    return context.spec("map", shown, context.name, map_=drawn, columns=TABLE)


CHART = Chart(COLUMNS, build)
