"""What a briefing is made of: the language of its files, the parts of its chart, a note of its author."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from views.briefing import MOST_NOTE
from views.names import Names, load_names
from views.pages.parts.frame import View
from views.words import interface_languages, load_words

PANELS = {"balance": "briefing.part_balance", "deeds": "briefing.part_deeds", "level": "briefing.part_level"}


@dataclass(frozen=True, slots=True)
class Composition:
    """What was chosen; `names` speak the language of the files."""

    names: Names
    panels: tuple[str, ...]
    note: str


def compose(view: View) -> Composition:
    """Draw the choices, and give what was chosen; an emptied choice of parts means all of them."""
    words, codes = view.words, list(interface_languages())
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
        format_func=lambda panel: words(PANELS[panel]),
        placeholder=words("briefing.all_charts"),
        key="briefing-panels",
    )
    note = st.text_area(words("briefing.write_note"), max_chars=MOST_NOTE, height=80, key="briefing-note")
    names = load_names(view.settings.catalog_dirs, load_words(language), sample=view.source.sample)
    return Composition(names, tuple(panels), note)
