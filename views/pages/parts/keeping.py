"""Keeping a view: a page with its parameters, under a name, as a link that comes back on the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from data.errors import StoreError
from data.store import desk
from views.pages.parts.author import read_author
from views.pages.parts.frame import View
from views.reading import pair_key

LONGEST_NAME = 80


def draw_keep_form(view: View, page: str, pair: tuple[str, str]) -> None:
    """Offer to keep what a page shows of a pair; the language stays that of whoever opens it."""
    words = view.words
    author = read_author(view, f"keep_author_{page}")
    usual = words.labelled(words(f"page.{page}"), view.names.pair(pair_key(*pair)))
    name = st.text_input(words("desk.name"), value=usual, max_chars=LONGEST_NAME, key=f"keep_{page}").strip()
    if st.button(words("desk.keep_view"), disabled=author is None or not name, key=f"keep_now_{page}") and author:
        query = {**view.selection.to_query(), "a": pair[0], "b": pair[1]}
        query.pop("lang", None)
        kept = desk.SavedView(name, page, urlencode(query), author, datetime.now(UTC))
        try:
            desk.save_view(view.settings.desk_path, kept)
        except StoreError as error:
            st.error(words("empty.problem", error=str(error)))
        else:
            st.toast(words("desk.saved"))
