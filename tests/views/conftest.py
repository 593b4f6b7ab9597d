"""Stores to look at: a full one, a young one, none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from tests.views.browsing import browser, port, visit
from tests.views.demo import build_demo

__all__ = ["browser", "port", "visit"]


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 60 days."""
    return build_demo(tmp_path_factory.mktemp("demo") / "detente.sqlite")


@pytest.fixture
def full_home(home: Path, demo_path: Path) -> Iterator[Path]:
    """A home with the demo store, and no answer kept from another test."""
    shutil.copy(demo_path, home / "detente.sqlite")
    st.cache_data.clear()
    yield home
    st.cache_data.clear()


@pytest.fixture
def young_home(home: Path) -> Iterator[Path]:
    """A home with five days of history."""
    build_demo(home / "detente.sqlite", days=5)
    st.cache_data.clear()
    yield home
    st.cache_data.clear()


@pytest.fixture
def empty_home(home: Path) -> Iterator[Path]:
    """A home without any store."""
    st.cache_data.clear()
    yield home
    st.cache_data.clear()
