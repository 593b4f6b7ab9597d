"""Briefing: a page on each of a few pairs, to compose, to look at and to take along."""

from __future__ import annotations

import streamlit as st

from data.store import open_store
from views import cache as reads
from views.briefing import Order, build_document
from views.families import Page
from views.markup import tag
from views.names import Names
from views.pages.parts.composing import compose
from views.pages.parts.controls import choose_pair, choose_window, chosen_pair, known_pairs
from views.pages.parts.downloads import draw_downloads
from views.pages.parts.figures import draw_picture
from views.pages.parts.frame import View, open_frame, show
from views.pages.parts.sentences import evidence_list
from views.reading import pair_key, split_key
from views.spec import MOST_MARKS


def draw_preview(view: View, order: Order, names: Names) -> None:
    """Draw what the files will hold: the note, and for each pair the chart in their language and its sentences."""
    with open_store(view.url, read_only=True) as store:
        document = build_document(store, order, names, sample=view.source.sample, corrections=view.corrections)
    st.header(view.words("briefing.preview"))
    if document.note:
        show(tag("p", document.note, class_="dt-quote", dir="auto"))
    window = (document.provenance.since, document.provenance.until)
    for part in document.parts:
        draw_picture(part.chart)
        rows = reads.events(view.url, split_key(part.key), window, MOST_MARKS, view.corrections)
        empty = tag("p", view.words("empty.evidence"), class_="dt-intro")
        show(evidence_list(view, rows, numbered=True) if rows else empty)


def render() -> None:
    """Draw the page."""
    view = open_frame("briefing")
    pair, standing = chosen_pair(view), view.standing
    if pair is None or standing is None:
        return
    choose_pair(view, pair)
    window, key = view.selection.window(standing.first, standing.as_of), pair_key(*pair)
    choose_window(view, window, standing)
    if key not in known_pairs(view):
        show(tag("p", view.words("empty.unknown_pair", name=view.names.pair(key)), class_="dt-intro"))
        return
    chosen = compose(view, key)
    order = Order((key, *chosen.pairs), *window, view.selection.as_of, panels=chosen.panels, note=chosen.note)
    draw_downloads(view, order, chosen.names)
    draw_preview(view, order, chosen.names)


PAGE = Page(order=1, section="take", icon=":material/description:", render=render)

if __name__ == "__main__":
    PAGE.render()
