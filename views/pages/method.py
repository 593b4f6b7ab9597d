"""Method: how is it computed, how well did it do, where does it fail?"""

from __future__ import annotations

import json
from functools import cache

import pandas as pd
import streamlit as st

from data.model import STATES
from data.settings import ROOT, VERSION
from views.families import Page
from views.markup import tag
from views.neutral import neutral_frame
from views.pages.parts.cards import state_badge
from views.pages.parts.frame import View, open_frame, show, show_note

FLOORS = ROOT / "tests" / "gold" / "floors.json"


@cache
def read_floors() -> dict[str, float]:
    """Read the floors of accuracy that the tests hold."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.is_file() else {}
    return floors


def draw_figures(view: View) -> None:
    """Show the measured accuracy below which no release may fall."""
    words, floors = view.words, read_floors()
    st.header(words("method.figures"))
    if not floors:
        show_note(words("method.figures_none"))
        return
    show(tag("p", words("method.figures_text"), class_="dt-prose"))
    table = pd.DataFrame({words("method.what"): list(floors), words("method.floor"): list(floors.values())})
    st.dataframe(neutral_frame(table), hide_index=True, width=520)


def render() -> None:
    """Draw the page."""
    view = open_frame("method")
    words = view.words
    for part in ("path", "index"):
        st.header(words(f"method.{part}"))
        show(tag("p", words(f"method.{part}_text"), class_="dt-prose"))
    st.header(words("method.words"))
    pairs = [(state_badge(view, state), tag("span", words(f"state_about.{state}"))) for state in STATES]
    show(tag("div", *(part for pair in pairs for part in pair), class_="dt-legend"))
    st.header(words("method.limits"))
    show(tag("p", words("method.limits_text"), class_="dt-prose"))
    draw_figures(view)
    st.header(words("method.version"))
    show(tag("p", words.isolate(f"{words('app')} {VERSION}, MIT"), class_="dt-prose"))
    show(tag("p", words("method.privacy"), class_="dt-prose"))


PAGE = Page(order=3, section="trust", icon=":material/function:", render=render)

if __name__ == "__main__":
    PAGE.render()
