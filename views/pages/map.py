"""Map: where? The pairs that were told most, between their capitals, over outlines that are shipped."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.actors import load_actors
from views import cache as reads
from views.charts.map import CHART as MAP
from views.charts.map import COLUMNS, MOST_LINKS
from views.families import ChartContext, Page
from views.pages.parts.controls import with_pair
from views.pages.parts.figures import draw_chart
from views.pages.parts.frame import View, keep_selection, open_frame, show_note
from views.reading import rank_happened
from views.spec import ChartSpec


def locate(view: View, board: pd.DataFrame) -> pd.DataFrame:
    """Give the columns of the map; a side without a capital has no coordinates."""
    states = load_actors(view.settings.catalog_dirs).states
    rows = []
    for row in board.to_dict("records"):
        line = {"pair": row["pair"], "state": row["state"], "level": row["level"], "stories": row["recent_stories"]}
        for side, code in zip("ab", str(row["pair"]).split("-"), strict=True):
            state = states.get(code)
            line |= {side: view.names.actor(code)}
            line |= {
                f"{side}_lon": state.longitude if state else None,
                f"{side}_lat": state.latitude if state else None,
            }
        rows.append(line)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def build_map(view: View, board: pd.DataFrame) -> ChartSpec:
    """Describe the map of a day."""
    words, standing = view.words, view.standing
    judged = rank_happened(board[board["state"] != "insufficient"]).head(MOST_LINKS)
    day = words.day(standing.as_of) if standing else ""
    title = words("map.finding", n=words.number(len(judged)), day=day)
    footer = words("map.footer")
    return MAP.build(locate(view, judged), ChartContext(words, view.palette, title, words("map.subtitle"), footer))


def render() -> None:
    """Draw the page."""
    view = open_frame("map")
    if view.standing is None:
        return
    words, spec = view.words, build_map(view, reads.board(view.url, view.standing.as_of))
    if spec.frame.empty or spec.map is None:
        show_note(words("today.quiet"))
        return
    picked = draw_chart(spec, "map", height=620)
    if spec.map.missing:
        show_note(words("map.missing", names=words("list_comma").join(spec.map.missing)))
    keys = list(spec.frame["pair"])
    chosen = st.selectbox(
        words("matrix.choose"), [None, *keys], format_func=lambda key: view.names.pair(key) if key else "–"
    )
    if (key := picked or chosen) in keys:
        selection = with_pair(view.selection, str(key))
        keep_selection(selection)
        st.switch_page("views/pages/pair.py", query_params=selection.to_query())


PAGE = Page(order=3, section="explore", icon=":material/public:", render=render)

if __name__ == "__main__":
    PAGE.render()
