"""Files to take along: built only when somebody clicks, by the same code as the command line."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.plugins import discover
from data.store import open_store
from views import exports
from views.briefing import Order, build_document
from views.families import Export
from views.filenames import slug
from views.names import Names
from views.pages.parts.frame import View


def file_maker(view: View, order: Order, names: Names, export: Export) -> Callable[[], bytes]:
    """Give a function that builds a file."""

    def make() -> bytes:
        with open_store(view.url, read_only=True) as store:
            return export.write(
                build_document(store, order, names, sample=view.source.sample, corrections=view.corrections)
            )

    return make


def draw_downloads(view: View, order: Order, names: Names | None = None) -> None:
    """Draw a button for each format; the files speak the language of `names`, else that of the page."""
    pair, names = slug("-".join(order.pairs)), names or view.names
    with st.container(horizontal=True, key="downloads"):
        for name, export in discover(exports, "EXPORT", Export).items():
            st.download_button(
                view.words(f"export.{name}"),
                file_maker(view, order, names, export),
                file_name=f"detente-{pair}-{order.since}-{order.until}-{names.words.language}.{export.extension}",
                mime=export.mime,
                key=f"download-{name}",
                on_click="ignore",
                icon=":material/download:",
            )
