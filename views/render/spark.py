"""A pair's last weeks as a small SVG: balance with its band around one half, gaps left open. No text, no axis."""

from __future__ import annotations

import pandas as pd

from views.palette import Palette

WIDTH, HEIGHT, EDGE = 300.0, 44.0, 2.0


def pieces(frame: pd.DataFrame, column: str) -> list[list[tuple[float, float]]]:
    """Give the unbroken runs of a share as points of the drawing."""
    step = (WIDTH - 2 * EDGE) / max(len(frame) - 1, 1)
    found: list[list[tuple[float, float]]] = [[]]
    for number, value in enumerate(frame[column]):
        if pd.isna(value):
            found.append([])
        else:
            found[-1].append((EDGE + number * step, EDGE + (1 - value) * (HEIGHT - 2 * EDGE)))
    return [piece for piece in found if piece]


def path(points: list[tuple[float, float]]) -> str:
    """Write points as SVG coordinates."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def draw_spark(frame: pd.DataFrame, palette: Palette) -> str:
    """Draw the small line of a pair's index (columns balance, balance_low, balance_high, state)."""
    days = pd.DataFrame(frame)
    parts = [f'<line x1="0" x2="{WIDTH}" y1="{HEIGHT / 2}" y2="{HEIGHT / 2}" stroke="{palette.rule}"/>']
    for high, low in zip(pieces(days, "balance_high"), pieces(days, "balance_low"), strict=False):
        parts.append(f'<polygon points="{path(high)} {path(low[::-1])}" fill="{palette.ink}" opacity="0.1"/>')
    stroke = f'fill="none" stroke="{palette.soft_ink}" stroke-width="1.5"'
    parts += [f'<polyline points="{path(points)}" {stroke}/>' for points in pieces(days, "balance")]
    last = pieces(days, "balance")[-1:] or [[]]
    if last[0]:
        x, y = last[0][-1]
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{palette.state(str(days["state"].iloc[-1]))}"/>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" preserveAspectRatio="none">'
    return head + "".join(parts) + "</svg>"
