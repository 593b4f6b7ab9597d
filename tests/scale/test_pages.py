"""Every page draws on a store of size: without an error, within its bounds of points and bytes.

A fiftieth of a million articles in every run; all of them with --scale.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.scale.bulk import fill_file
from tests.scale.test_large_store import SIZES
from tests.views.test_pages import PAGES, html_of, open_page
from views.spec import MOST_POINTS
from views.words import interface_languages, load_words

pytestmark = pytest.mark.slow
MOST_BYTES = (
    3_000_000  # of a whole page before it is compressed; a change sends less (tests/views/test_bench_command.py)
)


@pytest.fixture(scope="module", params=SIZES)
def large_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("pages") / "detente.sqlite"
    fill_file(path, *request.param, seed=3)
    yield path
    path.unlink()


@pytest.fixture
def large_home(home: Path, large_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home whose store is the large one."""
    monkeypatch.setenv("DETENTE_STORE", f"sqlite:///{large_path}")
    st.cache_data.clear()
    yield home
    st.cache_data.clear()


def longest_trace(app: AppTest) -> int:
    traces = [trace for plot in app.get("plotly_chart") for trace in json.loads(plot.proto.spec)["data"]]
    return max((len(trace.get("x", ())) for trace in traces), default=0)


def bytes_of(app: AppTest) -> int:
    protos = [getattr(element, "proto", None) for element in app.main]
    return sum(proto.ByteSize() for proto in protos if proto is not None)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_draws_within_its_bounds(large_home: Path, name: str) -> None:
    language = interface_languages()[len(name) % len(interface_languages())]
    app = open_page(name, lang=language)
    assert load_words(language)("method_version", version="").strip() in html_of(app)
    assert longest_trace(app) <= MOST_POINTS
    assert 1_000 < bytes_of(app) <= MOST_BYTES
