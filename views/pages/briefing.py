"""Briefing: one page on a pair, to compose, to look at and to take along."""

from __future__ import annotations

import streamlit as st

from data.store import open_store
from views import cache as reads
from views.briefing import Order, build_document
from views.families import Page
from views.markup import tag
from views.names import Names
from views.pages.parts.composing import compose
from views.pages.parts.controls import choose_pair, choose_window, chosen_pair
from views.pages.parts.downloads import draw_downloads
from views.pages.parts.figures import draw_picture
from views.pages.parts.frame import View, open_frame, show
from views.pages.parts.sentences import evidence_list
from views.spec import MOST_MARKS


def draw_preview(view: View, order: Order, names: Names) -> None:
    """Draw what the files will hold: the note, and the chart in their language."""
    with open_store(view.url, read_only=True) as store:
        document = build_document(store, order, names, sample=view.source.sample, corrections=view.corrections)
    st.header(view.words("briefing.preview"))
    if document.note:
        show(tag("p", document.note, class_="dt-quote", dir="auto"))
    draw_picture(document.chart)


def render() -> None:
    """Draw the page."""
    view = open_frame("briefing")
    pair, standing = chosen_pair(view), view.standing
    if pair is None or standing is None:
        return
    choose_pair(view, pair)
    window = view.selection.window(standing.first, standing.as_of)
    choose_window(view, window, standing)
    chosen = compose(view)
    order = Order(pair, *window, view.selection.as_of, panels=chosen.panels, note=chosen.note)
    draw_downloads(view, order, chosen.names)
    if reads.events(view.url, pair, window, 1, view.corrections):
        draw_preview(view, order, chosen.names)
        show(evidence_list(view, reads.events(view.url, pair, window, MOST_MARKS, view.corrections), numbered=True))
    else:
        show(tag("p", view.words("empty.evidence"), class_="dt-intro"))


PAGE = Page(order=1, section="take", icon=":material/description:", render=render)

if __name__ == "__main__":
    PAGE.render()
