"""From the address to a page: discovers the pages, names them in the reader's language, runs the chosen one."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data.plugins import discover
from views import pages
from views.families import Page
from views.pages.parts.frame import draw_style, note_refusals, read_view

SECTIONS = ("now", "explore", "trust", "take")  # the pages of the first stand in the bar itself
ICON = "\u2696\ufe0f"
FOLDER = Path(pages.__path__[0])


def page_files() -> dict[str, Page]:
    """Give every page by name, in the order of the navigation."""
    found = discover(pages, "PAGE", Page)
    return dict(sorted(found.items(), key=lambda item: (SECTIONS.index(item[1].section), item[1].order)))


def open_page() -> None:
    """Set up the window, show the navigation, run the page that the address names."""
    note_refusals()
    view = read_view()
    words = view.words
    st.set_page_config(page_title=words("app"), page_icon=ICON, layout="wide")
    sections: dict[str, list[st.Page]] = {}
    for name, page in page_files().items():
        heading = "" if page.section == SECTIONS[0] else words(f"section.{page.section}")
        path = str(FOLDER / f"{name}.py")
        title = words(f"page.{name}")
        entry = st.Page(path, title=title, icon=page.icon, url_path=name, default=name == "today")
        sections.setdefault(heading, []).append(entry)
    draw_style(view)
    st.navigation(sections, position="top").run()
