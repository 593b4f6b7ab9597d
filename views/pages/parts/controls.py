"""Controls of a page: pair, window, as-of day. What they choose goes into the address as codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from views import cache as reads
from views.pages.parts.frame import View, keep_selection
from views.reading import Standing, split_key
from views.selection import Selection
from views.words import sort_key


def known_actors(view: View) -> list[str]:
    """List the codes of all actors with a story, by name."""
    pairs = reads.pairs(view.url)
    codes = set(pairs["actor"]) | set(pairs["recipient"])
    return sorted(codes, key=lambda code: (sort_key(view.names.actor(code)), code))


def known_pairs(view: View) -> list[str]:
    """List the undirected pairs with stories, most first."""
    return reads.told_pairs(view.url)


def usual_pair(view: View) -> tuple[str, str] | None:
    """Give the pair with most stories, for a visitor who has chosen none."""
    pairs = reads.pairs(view.url)
    if pairs.empty:
        return None
    best = pairs.sort_values(["stories", "actor", "recipient"], ascending=[False, True, True]).iloc[0]
    return str(best["actor"]), str(best["recipient"])


def chosen_pair(view: View) -> tuple[str, str] | None:
    """Give the pair of the selection, completed by the usual one."""
    selection, usual = view.selection, usual_pair(view)
    if selection.pair:
        return selection.pair
    if usual is None or selection.actor is None:
        return usual
    other = next((code for code in usual if code != selection.actor), None)
    return (selection.actor, other) if other else usual


def set_selection(view: View, **changes: Any) -> None:
    """Change the selection (in a callback, before the next run)."""
    keep_selection(replace(view.selection, **changes))


def choose_pair(view: View, pair: tuple[str, str]) -> None:
    """Draw the two choices of actors and the swap."""
    words, codes = view.words, known_actors(view)
    codes += [code for code in pair if code not in codes]
    st.session_state["pick_a"], st.session_state["pick_b"] = pair

    def change() -> None:
        a, b = st.session_state["pick_a"], st.session_state["pick_b"]
        if a != b:
            set_selection(view, actor=a, recipient=b, day=None)

    first, middle, second = st.columns([6, 1, 6], vertical_alignment="bottom")
    name = view.names.actor
    first.selectbox(words("pair.choose_a"), codes, format_func=name, key="pick_a", on_change=change)
    swap = {"actor": pair[1], "recipient": pair[0], "day": None}
    middle.button("\u21c4", help=words("pair.swap"), on_click=set_selection, args=(view,), kwargs=swap, width="stretch")
    second.selectbox(words("pair.choose_b"), codes, format_func=name, key="pick_b", on_change=change)


def choose_window(view: View, window: tuple[date, date], standing: Standing) -> None:
    """Draw the choices of the window and of the as-of day."""
    words, first, last = view.words, standing.first, standing.last
    st.session_state["pick_since"], st.session_state["pick_until"] = window
    st.session_state["pick_asof"] = standing.as_of

    def change() -> None:
        picked = {key: st.session_state[f"pick_{key}"] for key in ("since", "until", "asof")}
        as_of = view.selection.as_of if picked["asof"] == standing.as_of else picked["asof"]
        until = picked["until"] if picked["until"] != picked["asof"] else None
        set_selection(view, since=min(picked["since"], picked["until"]), until=until, as_of=as_of, day=None)

    bounds: dict[str, Any] = {
        "min_value": min(first, window[0]),
        "max_value": max(last, window[1]),
        "format": "DD/MM/YYYY",
    }
    for column, key in zip(st.columns(3), ("since", "until", "asof"), strict=True):
        column.date_input(words(f"pair.{key}"), key=f"pick_{key}", on_change=change, **bounds)


def with_pair(selection: Selection, key: str) -> Selection:
    """Put the pair of a key into a selection."""
    a, b = split_key(key)
    return replace(selection, actor=a, recipient=b, day=None)
