"""Who is writing: the signed-in user, else a typed name that is shown as unverified."""

from __future__ import annotations

import streamlit as st

from data.store.desk import Author
from views.pages.parts.frame import View

LONGEST = 60


def signed_in() -> str | None:
    """Give the name of the signed-in user, if this installation has sign-in."""
    if not st.user.get("is_logged_in", False):
        return None
    name = st.user.get("email") or st.user.get("name")
    return str(name) if name else None


def read_author(view: View, key: str) -> Author | None:
    """Give the author; None until a name is typed."""
    name = signed_in()
    if name:
        return Author(name, verified=True)
    typed: str = st.text_input(view.words("desk.who"), max_chars=LONGEST, key=key).strip()
    return Author(typed) if typed else None


def shown_author(view: View, author: Author) -> str:
    """Write an author, with a warning beside a typed name."""
    return author.name if author.verified else f"{author.name} ({view.words('desk.unverified')})"
