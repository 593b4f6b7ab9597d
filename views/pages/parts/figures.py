"""A chart on a page: finding, figure, what hollow points mean, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from views.markup import picture, tag
from views.neutral import neutral_frame
from views.pages.parts.frame import show
from views.render.plotly_figure import CONFIG, draw
from views.render.vega import draw_svg
from views.spec import ChartSpec
from views.words import Words


def draw_chart(spec: ChartSpec, key: str, *, height: int = 560) -> str | None:
    """Draw a chart and give the key of the clicked point, if any."""
    show(tag("p", spec.title, class_="dt-finding"))
    if spec.subtitle:
        show(tag("p", spec.subtitle, class_="dt-sub"))
    figure = draw(spec, height=height)
    width: Literal["content", "stretch"] = "content" if figure.layout.width else "stretch"
    how: dict[str, Any] = {"theme": None, "selection_mode": "points", "config": CONFIG, "alt": spec.alt, "width": width}
    picked = st.plotly_chart(figure, key=key, on_select="rerun", **how)
    show(tag("p", spec.footer, class_="dt-sub"))
    draw_numbers(spec.table, spec.words, key)
    return clicked(picked)


@st.fragment
def draw_numbers(table: pd.DataFrame, words: Words, key: str) -> None:
    """Offer the numbers of a chart as a table, sent only when somebody opens it."""
    opened = st.expander(words("chart.numbers"), key=f"numbers-{key}", on_change="rerun")
    if opened.open:
        opened.dataframe(neutral_frame(table), hide_index=True)


def draw_picture(spec: ChartSpec) -> None:
    """Draw a chart as the picture that exports hold."""
    show(picture(draw_svg(spec), spec.alt, class_="dt-picture"))


def clicked(picked: Mapping[str, Any]) -> str | None:
    """Give what the clicked point stands for."""
    points = picked.get("selection", {}).get("points", [])
    data = points[0].get("customdata") if points else None
    return str(data[0] if isinstance(data, list) else data) if data else None
