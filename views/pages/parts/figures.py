"""A chart on a page: finding, figure, what hollow points mean, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from views.exports.csv import BOM
from views.markup import picture, tag
from views.neutral import neutral_frame
from views.pages.parts.frame import show
from views.pages.parts.tables import draw_table
from views.render.plotly_bar import config_of
from views.render.plotly_figure import draw
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
    how: dict[str, Any] = {
        "theme": None,
        "selection_mode": "points",
        "config": config_of(spec.words),
        "alt": spec.alt,
        "width": width,
    }
    picked = st.plotly_chart(figure, key=key, on_select="rerun", **how)
    show(tag("p", spec.footer, class_="dt-sub"))
    draw_numbers(spec.table, spec.words, key)
    return clicked(picked)


@st.fragment
def draw_numbers(table: pd.DataFrame, words: Words, key: str) -> None:
    """Offer the numbers of a chart as a table and as a file, sent only when somebody opens it."""
    opened = st.expander(words("chart.numbers"), key=f"numbers-{key}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        draw_table(table, words, words("chart.numbers"))
        how: dict[str, Any] = {"on_click": "ignore", "icon": ":material/download:", "key": f"csv-{key}"}
        st.download_button(words("export.csv"), csv_of(table), f"detente-{key}.csv", "text/csv", **how)


def csv_of(table: pd.DataFrame) -> bytes:
    """Write a table for spreadsheets: no cell starts a formula, dates as ISO has them."""
    return (BOM + neutral_frame(table).to_csv(index=False, date_format="%Y-%m-%d")).encode()


def draw_picture(spec: ChartSpec) -> None:
    """Draw a chart as the picture that exports hold."""
    show(picture(draw_svg(spec), spec.alt, class_="dt-picture"))


def clicked(picked: Mapping[str, Any]) -> str | None:
    """Give what the clicked point stands for."""
    points = picked.get("selection", {}).get("points", [])
    data = points[0].get("customdata") if points else None
    return str(data[0] if isinstance(data, list) else data) if data else None
