"""What a briefing is made of: its pairs, the language of its files, the parts of its charts, a note of its author."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from views.briefing import MOST_NOTE, MOST_PAIRS, PANELS
from views.names import Names, load_names
from views.pages.parts.controls import known_pairs, set_selection
from views.pages.parts.frame import View
from views.words import interface_languages, load_words


@dataclass(frozen=True, slots=True)
class Composition:
    """What was chosen: `pairs` beside the page's own; `names` speak the language of the files."""

    pairs: tuple[str, ...]
    names: Names
    panels: tuple[str, ...]
    note: str


def choose_more(view: View, key: str) -> tuple[str, ...]:
    """Draw the choice of further pairs; what is chosen stands in the address."""
    words, offered = view.words, [other for other in known_pairs(view) if other != key]
    wanted = [other for other in view.selection.more if other != key]
    for missing in [other for other in wanted if other not in offered]:
        st.warning(words("empty.unknown_pair", name=view.names.pair(missing)))
    st.session_state["briefing-more"] = [other for other in wanted if other in offered][: MOST_PAIRS - 1]

    def change() -> None:
        set_selection(view, more=tuple(st.session_state["briefing-more"]))

    picked = st.multiselect(
        words("briefing.more", n=words.number(MOST_PAIRS - 1)),
        offered,
        format_func=view.names.pair,
        placeholder=words("briefing.more_none"),
        max_selections=MOST_PAIRS - 1,
        select_all=False,
        key="briefing-more",
        on_change=change,
    )
    return tuple(picked)


def compose(view: View, key: str) -> Composition:
    """Draw the choices beside the pair of `key`, give what was chosen; an emptied choice of parts means all of them."""
    words, codes = view.words, list(interface_languages())
    more = choose_more(view, key)
    left, right = st.columns(2)
    language = left.selectbox(
        words("briefing.language"),
        codes,
        index=codes.index(words.language),
        format_func=lambda code: load_words(code).name,
        key=f"briefing-language-{words.language}",
    )
    panels = right.multiselect(
        words("briefing.charts"),
        list(PANELS),
        default=list(PANELS),
        format_func=lambda panel: words(f"briefing.part_{panel}"),
        placeholder=words("briefing.all_charts"),
        select_all=False,
        key="briefing-panels",
    )
    note = st.text_area(words("briefing.write_note"), max_chars=MOST_NOTE, height=80, key="briefing-note")
    names = load_names(view.settings.catalog_dirs, load_words(language), sample=view.source.sample)
    return Composition(more, names, tuple(panels), note)
