"""The dashboard over a PostgreSQL store: every page says what it says over the same store in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from data.store import open_store
from data.store.copying import copy_store
from tests.contracts.conftest import make_database, postgres_server, postgres_tools
from tests.contracts.postgres_server import PASSWORD
from tests.views.test_pages import PAGES, html_of, open_page

__all__ = ["postgres_server", "postgres_tools"]
# It tells where the store is and how large.
ABOUT_THE_STORE = {"status"}


@pytest.fixture(scope="module")
def server_url(postgres_server: str, demo_path: Path) -> str:
    """The demo store, copied into a database."""
    url = make_database(postgres_server, "dashboard")
    with open_store(f"sqlite:///{demo_path}", read_only=True) as file, open_store(url) as server:
        copy_store(file, server, lambda _what, _rows: None)
    return url


@pytest.mark.parametrize("name", PAGES)
def test_a_page_over_a_server_says_what_it_says_over_a_file(
    full_home: Path, server_url: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_file = html_of(open_page(name, lang="en", q="Tehran"))
    st.cache_data.clear()
    (full_home / "detente.sqlite").unlink()
    monkeypatch.setenv("DETENTE_STORE", server_url)
    on_a_server = html_of(open_page(name, lang="en", q="Tehran"))
    assert PASSWORD not in on_a_server
    if name not in ABOUT_THE_STORE:
        assert on_a_server == in_a_file
