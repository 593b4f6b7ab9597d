"""My desk: pairs that I watch, views that I keep, errors that were reported."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import streamlit as st

from data.errors import StoreError
from data.store import desk
from views import cache as reads
from views.corrections import active, gold_lines
from views.families import Page
from views.markup import Markup, tag
from views.pages.parts.author import read_author, shown_author
from views.pages.parts.cards import draw_cards
from views.pages.parts.controls import choose_pair, chosen_pair
from views.pages.parts.frame import View, open_frame, show, show_note
from views.pages.parts.keeping import draw_keep_form
from views.pages.parts.navigation import page_files
from views.reading import pair_key
from views.selection import read_selection

MOST_WATCHED = 30


def draw_watch_form(view: View) -> None:
    """Offer to watch the chosen pair, or to keep its page as a view."""
    words, pair = view.words, chosen_pair(view)
    if pair is None:
        return
    choose_pair(view, pair)
    key, path = pair_key(*pair), view.settings.desk_path
    author = read_author(view, "desk_author")
    if st.button(words("desk.watch_add"), disabled=author is None) and author:
        desk.add_watch(path, desk.Watch(key, author, datetime.now(UTC)))
        st.toast(words("desk.saved"))
    with st.expander(words("desk.keep_view")):
        draw_keep_form(view, "pair", pair)


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
            page = kept.page if kept.page in page_files() else "pair"
            st.page_link(f"views/pages/{page}.py", label=plain(kept.name), query_params=query)
            show(tag("span", shown_author(view, kept.author), class_="dt-sub"))
            if st.button(words("desk.forget"), key=f"forget-{kept.name}", type="tertiary"):
                desk.drop_view(path, kept.name)
                st.rerun()


def plain(text: str) -> str:
    """Keep a typed name from being read as markup in a link's label."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!:$<>|~" else char for char in text)


def draw_corrections(view: View) -> None:
    """List the corrections, each with what takes it back; what was taken back stays in sight."""
    words = view.words
    st.header(words("desk.corrections"))
    found = desk.read_corrections(view.settings.desk_path)
    if not found:
        show_note(words("desk.none"))
        return
    show(tag("p", words("desk.applied", n=words.number(len(active(found)))), class_="dt-sub"))
    lines = gold_lines(found)
    st.download_button(words("desk.gold"), lines, file_name="corrections.jsonl", mime="application/jsonl")
    author = read_author(view, "withdraw_author")
    for correction in found:
        show(correction_item(view, correction))
        if correction.withdrawn_at is None and correction.number is not None:
            key = f"withdraw-{correction.number}"
            if st.button(words("desk.withdraw"), key=key, type="tertiary", disabled=author is None) and author:
                desk.withdraw_correction(view.settings.desk_path, correction.number, author, datetime.now(UTC))
                st.rerun()


def correction_item(view: View, correction: desk.Correction) -> Markup:
    """Build one correction of the audit list."""
    words = view.words
    source = f"{shown_author(view, correction.author)} · {words.time(correction.at)}"
    proposed = correction.proposed or words("desk.no_event")
    change = words("desk.becomes", coded=words.isolate(correction.coded), proposed=words.isolate(proposed))
    back = None
    if correction.withdrawn_at:
        who = correction.withdrawn_by or words("unknown")
        back = tag("span", words("desk.withdrawn", who=who, time=words.time(correction.withdrawn_at)))
    kind = tag("b", words(f"correction.{correction.kind}"))
    return tag(
        "article",
        tag("div", kind, " · ", change if correction.kind != "other" else correction.coded, class_="dt-act"),
        tag("p", correction.sentence, class_="dt-quote", dir="auto", lang=correction.language),
        tag("p", correction.note, dir="auto") if correction.note else None,
        tag("div", tag("span", source), back, class_="dt-source"),
        class_="dt-evidence",
    )


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
