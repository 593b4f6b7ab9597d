"""Compare: two pairs on the same days, or now against an earlier episode, laid over each other at day zero."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from views import cache as reads
from views.charts.overlay import CHART as OVERLAY
from views.charts.overlay import COLUMNS, NOW, THEN, window_around
from views.families import ChartContext, Page
from views.pages.pair import origin_of, pair_chart
from views.pages.parts.controls import choose_window, chosen_pair, known_pairs
from views.pages.parts.figures import draw_chart
from views.pages.parts.frame import View, open_frame, show_note
from views.reading import Standing, pair_key
from views.render.plotly_figure import HEADROOM
from views.spec import ChartSpec

WAYS = ("pairs", "episode")
BEFORE, AFTER, LONGEST_SPAN = 30, 14, 120


def choose_two(view: View, keys: list[str], *, same: bool = False) -> tuple[str, str]:
    """Draw the two choices; the first begins with the pair that was looked at, the second with it too if `same`."""
    chosen = chosen_pair(view)
    first = pair_key(*chosen) if chosen else keys[0]
    other = first if same else next((key for key in keys if key != first), first)
    picked = []
    for column, which, usual in zip(st.columns(2), ("first", "second"), (first, other), strict=True):
        place = keys.index(usual) if usual in keys else 0
        label, key = view.words(f"compare.{which}"), f"compare_{which}_{same}"
        with column:
            picked.append(st.selectbox(label, keys, index=place, format_func=view.names.pair, key=key))
    return picked[0], picked[1]


def top_of(spec: ChartSpec) -> float:
    """Give the top that a chart of the level needs: its band, but no more of it than leaves the line readable."""
    return float(min(spec.frame["level_high"].max(), HEADROOM * spec.frame["level"].max()))


def draw_two(view: View, keys: tuple[str, str], window: tuple[date, date]) -> None:
    """Draw both timelines, one below the other, so that days stand above days."""
    if view.standing is None:
        return
    origin = origin_of(view, view.standing, window)
    specs = [pair_chart(view, key, origin) for key in keys]
    top = max((top_of(spec) for spec in specs if spec.frame["level"].notna().any()), default=1.0)
    for number, spec in enumerate(specs):
        draw_chart(spec.with_top("level", top), f"compare-{number}", height=440)


def turning_day(view: View, key: str, standing: Standing) -> date:
    """Suggest a day zero in a pair's past: when it last changed into a move, else the middle of what is known."""
    found = [alert["day"] for alert in reads.alerts(view.url, standing.as_of, LONGEST_SPAN) if alert["pair"] == key]
    earlier = [day for day in found if day <= standing.as_of - timedelta(days=AFTER)]
    middle: date = standing.first + (standing.as_of - standing.first) / 2
    return max(earlier) if earlier else middle


def choose_zeros(view: View, keys: tuple[str, str], standing: Standing) -> tuple[date, date, int, int]:
    """Draw the choice of both days zero, and how far to look to either side."""
    words, (first, last) = view.words, (standing.first, standing.as_of)
    columns = st.columns(4)
    suggested = (max(first, last - timedelta(days=AFTER)), turning_day(view, keys[1], standing))
    zeros = [
        column.date_input(
            words(f"overlay.zero_{which}"),
            day,
            min_value=first,
            max_value=last,
            format="DD/MM/YYYY",
            key=f"zero_{which}",
        )
        for column, which, day in zip(columns, (NOW, THEN), suggested, strict=False)
    ]
    before = columns[2].number_input(words("overlay.before"), 1, LONGEST_SPAN, BEFORE, key="overlay_before")
    after = columns[3].number_input(words("overlay.after"), 1, LONGEST_SPAN, AFTER, key="overlay_after")
    return zeros[0], zeros[1], int(before), int(after)


def build_overlay(view: View, keys: tuple[str, str], zeros: tuple[date, date], span: tuple[int, int]) -> ChartSpec:
    """Describe both windows laid over each other; nothing after the as-of day is shown."""
    words, last = view.words, view.standing.as_of if view.standing else zeros[0]
    before, after = span
    frames = []
    for which, key, zero in zip((NOW, THEN), keys, zeros, strict=True):
        since, until = zero - timedelta(days=before), zero + timedelta(days=after)
        index = reads.index(view.url, key, since, min(until, last))
        frames.append(window_around(index, zero, before, after, which))
    name = words(
        "overlay.finding",
        now=view.names.pair(keys[0]),
        now_day=words.day(zeros[0]),
        then=view.names.pair(keys[1]),
        then_day=words.day(zeros[1]),
    )
    context = ChartContext(words, view.palette, name, words("overlay.subtitle"), words("as_of", day=words.day(last)))
    return OVERLAY.build(pd.concat(frames)[list(COLUMNS)], context)


def draw_episode(view: View, keys: list[str], standing: Standing) -> None:
    """Draw now against an earlier episode."""
    two = choose_two(view, keys, same=True)
    now, then, before, after = choose_zeros(view, two, standing)
    if two[0] == two[1] and now == then:
        show_note(view.words("overlay.same"))
        return
    draw_chart(build_overlay(view, two, (now, then), (before, after)), "overlay", height=520)


def render() -> None:
    """Draw the page."""
    view = open_frame("compare")
    if view.standing is None:
        return
    keys, words = known_pairs(view), view.words
    if not keys:
        return
    way = st.segmented_control(
        words("compare.way"),
        WAYS,
        default=WAYS[0],
        format_func=lambda name: words(f"compare.way_{name}"),
        required=True,
        key="compare_way",
    )
    if way == WAYS[1]:
        draw_episode(view, keys, view.standing)
        return
    window = view.selection.window(view.standing.first, view.standing.as_of)
    two = choose_two(view, keys)
    choose_window(view, window, view.standing)
    draw_two(view, two, window)


PAGE = Page(order=2, section="explore", icon=":material/compare_arrows:", render=render)

if __name__ == "__main__":
    PAGE.render()
