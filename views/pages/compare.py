"""Compare: two pairs on the same days and the same scale."""

from __future__ import annotations

from datetime import date

import streamlit as st

from views import cache as reads
from views.families import Page
from views.pages.pair import origin_of, pair_chart
from views.pages.parts.controls import choose_window, chosen_pair
from views.pages.parts.figures import draw_chart
from views.pages.parts.frame import View, open_frame
from views.reading import pair_key


def known_pairs(view: View) -> list[str]:
    """List the undirected pairs with stories, most first."""
    pairs = reads.pairs(view.url)
    totals: dict[str, int] = {}
    for row in pairs.to_dict("records"):
        key = pair_key(row["actor"], row["recipient"])
        totals[key] = totals.get(key, 0) + int(row["stories"])
    return sorted(totals, key=lambda key: (-totals[key], key))


def choose_two(view: View, keys: list[str]) -> tuple[str, str]:
    """Draw the two choices; the first begins with the pair that was looked at."""
    chosen = chosen_pair(view)
    first = pair_key(*chosen) if chosen else keys[0]
    other = next((key for key in keys if key != first), first)
    start = (first, other)
    picked = []
    for column, which, usual in zip(st.columns(2), ("first", "second"), start, strict=True):
        with column:
            place = keys.index(usual) if usual in keys else 0
            picked.append(
                st.selectbox(
                    view.words(f"compare.{which}"),
                    keys,
                    index=place,
                    format_func=view.names.pair,
                    key=f"compare_{which}",
                )
            )
    return picked[0], picked[1]


def draw_two(view: View, keys: tuple[str, str], window: tuple[date, date]) -> None:
    """Draw both timelines, one below the other, so that days stand above days."""
    if view.standing is None:
        return
    origin = origin_of(view, view.standing, window)
    specs = [pair_chart(view, key, origin) for key in keys]
    top = max(
        (float(spec.frame["level_high"].max()) for spec in specs if spec.frame["level_high"].notna().any()), default=1.0
    )
    for number, spec in enumerate(specs):
        draw_chart(spec.with_top("level", top), f"compare-{number}", height=440)


def render() -> None:
    """Draw the page."""
    view = open_frame("compare")
    if view.standing is None:
        return
    keys = known_pairs(view)
    if not keys:
        return
    window = view.selection.window(view.standing.first, view.standing.as_of)
    two = choose_two(view, keys)
    choose_window(view, window, view.standing)
    draw_two(view, two, window)


PAGE = Page(order=2, section="explore", icon=":material/compare_arrows:", render=render)

if __name__ == "__main__":
    PAGE.render()
