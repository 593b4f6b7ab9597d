"""Evidence: which sentences, which outlets, which languages say so?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from data.model import STATUSES
from data.store.base import EvidenceQuery
from views import cache as reads
from views.families import Page
from views.markup import tag
from views.pages.parts.controls import choose_pair, choose_window, chosen_pair, set_selection
from views.pages.parts.correcting import draw_correction_form
from views.pages.parts.frame import View, open_frame, show
from views.pages.parts.keeping import draw_keep_form
from views.pages.parts.sentences import evidence_list
from views.selection import BEST
from views.words import sort_key

MOST = 60
ACTS = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)


def choose(view: View, field: str, options: Sequence[str], name: Callable[[str], str]) -> str | None:
    """Draw one filter, set as the address says; None is all. A value that is no option is noted, not used."""
    key, asked = f"filter_{field}", getattr(view.selection, field)
    known: str | None = asked if asked in options else None
    if asked and known is None:
        st.warning(view.words("refused", names=asked))
    st.session_state[key] = known

    def change() -> None:
        set_selection(view, **{field: st.session_state[key]})

    label = view.words("evidence.language" if field == "spoken" else f"evidence.{field}")
    every = view.words("evidence.all")
    st.selectbox(
        label,
        [None, *options],
        key=key,
        on_change=change,
        format_func=lambda o: every if o is None else name(o),
        placeholder=every,
    )
    return known


def choose_words(view: View) -> str | None:
    """Draw the search, set as the address says."""
    st.session_state["filter_words"] = view.selection.words or ""

    def change() -> None:
        set_selection(view, words=st.session_state["filter_words"].strip() or None)

    st.text_input(view.words("evidence.words"), max_chars=100, key="filter_words", on_change=change)
    return view.selection.words


def choose_order(view: View) -> bool:
    """Draw the choice of the best match first, which only a search has."""
    st.session_state["filter_sort"] = best = view.selection.sort == BEST and bool(view.selection.words)

    def change() -> None:
        set_selection(view, sort=BEST if st.session_state["filter_sort"] else None)

    label = view.words("evidence.best")
    st.checkbox(label, key="filter_sort", on_change=change, disabled=not view.selection.words)
    return best


def choose_filters(view: View, query: EvidenceQuery, window: tuple[date, date]) -> EvidenceQuery:
    """Draw the filters and put them into a query."""
    words, names = view.words, view.names
    coverage = reads.coverage(view.url, *window)
    outlets = sorted(set(coverage["outlet_id"]), key=lambda key: sort_key(names.outlet(key)))
    camps = sorted(set(coverage["camp"].dropna()), key=lambda key: sort_key(names.camp(key)))
    languages = sorted(set(coverage["language"].dropna()), key=lambda code: sort_key(names.language(code)))
    columns = st.columns(6)
    with columns[0]:
        query = replace(query, words=choose_words(view))
    with columns[1]:
        query = replace(query, outlet_id=choose(view, "outlet", outlets, names.outlet))
    with columns[2]:
        query = replace(query, camp=choose(view, "camp", camps, names.camp))
    with columns[3]:
        query = replace(query, language=choose(view, "spoken", languages, names.language))
    with columns[4]:
        query = replace(query, event_type=choose(view, "act", ACTS, names.act))
    with columns[5]:
        query = replace(query, status=choose(view, "status", STATUSES, lambda status: words(f"status.{status}")))
    return replace(query, best_first=choose_order(view))


def render() -> None:
    """Draw the page."""
    view = open_frame("evidence")
    pair, standing, words = chosen_pair(view), view.standing, view.words
    if pair is None or standing is None:
        return
    choose_pair(view, pair)
    since, until = window = view.selection.window(standing.first, standing.as_of)
    choose_window(view, window, standing)
    query = choose_filters(view, EvidenceQuery(pair=pair, since=since, until=until, limit=MOST), window)
    rows = reads.evidence(view.url, query)
    more = "evidence.more_best" if query.best_first else "evidence.more"
    note = words(more, n=words.number(MOST)) if len(rows) == MOST else ""
    told = (words("evidence.shown", n=words.number(len(rows))), note, words("evidence.key") if rows else "")
    show(tag("p", " ".join(told), class_="dt-sub"))
    if rows:
        with st.expander(words("desk.correct")):
            draw_correction_form(view, rows)
    with st.expander(words("evidence.keep")):
        draw_keep_form(view, "evidence", pair)
    show(evidence_list(view, rows, deep=True) if rows else tag("p", words("empty.evidence"), class_="dt-intro"))


PAGE = Page(order=1, section="trust", icon=":material/format_quote:", render=render)

if __name__ == "__main__":
    PAGE.render()
