"""The part of the pair page that shows event data of others, where the store has any."""

from __future__ import annotations

from datetime import date

import streamlit as st

from views import cache as reads
from views.charts.external import CHART, COLUMNS, THEIRS
from views.families import ChartContext
from views.markup import tag
from views.pages.parts.figures import draw_chart
from views.pages.parts.frame import View, show


def draw_others(view: View, key: str, window: tuple[date, date]) -> None:
    """Draw a chart a source, below our own masses of the same days."""
    words, others = view.words, reads.external(view.url, key, *window)
    if not others:
        return
    st.header(words("pair.external"))
    ours = reads.index(view.url, key, *window)[["day", "conflict", "cooperation"]]
    for label, frame in others.items():
        theirs = frame.rename(columns=dict(zip(("conflict", "cooperation"), THEIRS, strict=True)))
        both = ours.merge(theirs, on="day", how="outer")
        note = words("pair.external_note", label=label)
        show(tag("p", note, class_="dt-sub"))
        context = ChartContext(words, view.palette, view.names.pair(key), note, label)
        draw_chart(CHART.build(both[list(COLUMNS)], context), f"external-{label}", height=320)
