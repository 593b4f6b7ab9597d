"""My desk: pairs that I watch, views that I keep, errors that were reported."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from data.errors import StoreError
from data.store import desk
from views import cache as reads
from views.families import Page
from views.markup import tag
from views.pages.parts.author import read_author, shown_author
from views.pages.parts.cards import draw_cards
from views.pages.parts.controls import choose_pair, chosen_pair
from views.pages.parts.frame import View, open_frame, show, show_note
from views.reading import pair_key
from views.selection import read_selection

LONGEST_NAME = 80
MOST_WATCHED = 30


def draw_watch_form(view: View) -> None:
    """Offer to watch the chosen pair, or to keep it as a view."""
    words, pair = view.words, chosen_pair(view)
    if pair is None:
        return
    choose_pair(view, pair)
    key, path = pair_key(*pair), view.settings.desk_path
    author = read_author(view, "desk_author")
    name = st.text_input(words("desk.name"), value=view.names.pair(key), max_chars=LONGEST_NAME).strip()
    now = datetime.now(UTC)
    with st.container(horizontal=True):
        if st.button(words("desk.watch_add"), disabled=author is None) and author:
            desk.add_watch(path, desk.Watch(key, author, now))
            st.toast(words("desk.saved"))
        if st.button(words("desk.keep_view"), disabled=author is None or not name) and author:
            query = urlencode({**view.selection.to_query(), "a": pair[0], "b": pair[1]})
            desk.save_view(path, desk.SavedView(name, "pair", query, author, now))
            st.toast(words("desk.saved"))


def draw_watched(view: View) -> None:
    """Draw the cards of the watched pairs."""
    words, path = view.words, view.settings.desk_path
    watches = desk.read_watches(path)
    st.header(words("desk.watch"))
    if not watches or view.standing is None:
        show_note(words("desk.none"))
        return
    board = reads.board(view.url, view.standing.as_of)
    pairs = [watch.pair for watch in watches]
    draw_cards(view, board[board["pair"].isin(pairs)].reset_index(drop=True), MOST_WATCHED, judged=True)
    dropped = st.selectbox(
        words("desk.watch_drop"), [None, *pairs], format_func=lambda key: view.names.pair(key) if key else "–"
    )
    if dropped and st.button(words("desk.watch_drop"), key="drop_watch"):
        desk.drop_watch(path, dropped)
        st.rerun()


def draw_views(view: View) -> None:
    """List the kept views as links."""
    words, path = view.words, view.settings.desk_path
    st.header(words("desk.views"))
    views = desk.read_views(path)
    if not views:
        show_note(words("desk.none"))
    for kept in views:
        selection, _refused = read_selection(dict(parse_qsl(kept.query)))
        query = {**selection.to_query(), "lang": words.language}
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("views/pages/pair.py", label=plain(kept.name), query_params=query)
            show(tag("span", shown_author(view, kept.author), class_="dt-sub"))
            if st.button(words("desk.forget"), key=f"forget-{kept.name}", type="tertiary"):
                desk.drop_view(path, kept.name)
                st.rerun()


def plain(text: str) -> str:
    """Keep a typed name from being read as markup in a link's label."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!:$<>|~" else char for char in text)


def draw_corrections(view: View) -> None:
    """List the errors that were reported."""
    words = view.words
    st.header(words("desk.corrections"))
    found = desk.read_corrections(view.settings.desk_path)
    if not found:
        show_note(words("desk.none"))
    for correction in found:
        sentence = tag("p", correction.sentence, class_="dt-quote", dir="auto")
        source = f"{shown_author(view, correction.author)} · {words.time(correction.at)}"
        coded = tag("div", correction.coded, class_="dt-act")
        parts = (coded, sentence, tag("p", correction.note, dir="auto"), tag("div", source, class_="dt-source"))
        show(tag("article", *parts, class_="dt-evidence"))


def render() -> None:
    """Draw the page."""
    view = open_frame("desk")
    try:
        draw_watch_form(view)
        draw_watched(view)
        draw_views(view)
        draw_corrections(view)
    except StoreError as error:
        st.error(view.words("empty.problem", error=str(error)))


PAGE = Page(order=2, section="take", icon=":material/bookmark:", render=render)

if __name__ == "__main__":
    PAGE.render()
