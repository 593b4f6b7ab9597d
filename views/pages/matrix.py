"""Matrix: who presses whom?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from views import cache as reads
from views.charts.matrix import CHART as MATRIX
from views.families import ChartContext, Page
from views.pages.parts.controls import with_pair
from views.pages.parts.figures import draw_chart
from views.pages.parts.frame import View, keep_selection, open_frame, show_note
from views.spec import ChartSpec

MEASURES = ("balance", "level", "change", "stories")
ENOUGH = 5  # stories of a week, to be named as the clearest


def value_of(board: pd.DataFrame, measure: str) -> pd.Series:
    """Scale a measure to -1..1: the balance around one half, others to their largest."""
    if measure == "balance":
        return 2 * board["balance"] - 1
    columns = {"level": board["level"], "stories": board["recent_stories"]}
    column = columns[measure] if measure in columns else board["level"] - board["level_before"]
    largest = column.abs().max()
    return column / largest if largest and largest > 0 else column


def build_matrix(view: View, board: pd.DataFrame, measure: str) -> ChartSpec:
    """Describe the matrix of a day."""
    words = view.words
    board = pd.DataFrame(board[board["recent_stories"] > 0])
    sides = board["pair"].str.split(">", expand=True) if len(board) else pd.DataFrame({0: [], 1: []})
    frame = board.assign(
        actor=[view.names.actor(code) for code in sides[0]],
        recipient=[view.names.actor(code) for code in sides[1]],
        value=value_of(board, measure),
        stories=board["recent_stories"],
    )
    day = words.day(view.standing.as_of) if view.standing else ""
    title = words("matrix.finding", n=words.number(len(frame)), day=day)
    clear = frame[frame["stories"] >= ENOUGH].sort_values("balance", kind="stable")
    if measure == "balance" and len(clear) > 1:
        most = {
            "conflict": view.names.pair(clear["pair"].iloc[-1]),
            "cooperation": view.names.pair(clear["pair"].iloc[0]),
        }
        title = words("matrix.finding_most", title=title, **most)
    context = ChartContext(words, view.palette, title, words(f"matrix.legend_{measure}"))
    return MATRIX.build(frame[list(MATRIX.columns)], context)


def render() -> None:
    """Draw the page."""
    view = open_frame("matrix")
    if view.standing is None:
        return
    words = view.words
    measure = st.segmented_control(
        words("matrix.measure"),
        MEASURES,
        default=MEASURES[0],
        format_func=lambda name: words(f"matrix.by_{name}"),
        required=True,
        key="matrix_measure",
    )
    board = reads.directed_board(view.url, view.standing.as_of)
    spec = build_matrix(view, board, measure or MEASURES[0])
    if spec.frame.empty:
        show_note(words("today.quiet"))
        return
    picked = draw_chart(spec, "matrix")
    keys = list(spec.frame["pair"])
    chosen = st.selectbox(
        words("matrix.choose"), [None, *keys], format_func=lambda key: view.names.pair(key) if key else "–"
    )
    key = picked or chosen
    if key in keys:
        selection = with_pair(view.selection, str(key))
        keep_selection(selection)
        st.switch_page("views/pages/pair.py", query_params=selection.to_query())


PAGE = Page(order=1, section="explore", icon=":material/grid_on:", render=render)

if __name__ == "__main__":
    PAGE.render()
