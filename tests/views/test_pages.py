"""Every page in every language, over a full, a young, an empty and a sample store."""

from __future__ import annotations

import html
import re
import shutil
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.external import COVERED, save_external, series_name
from data.model import FeedRun, FeedState, FetchCounts
from data.store import open_store
from tests.views.demo import HOSTILE
from views.pages.parts.navigation import page_files
from views.words import interface_languages, load_words

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(page_files())


def open_page(name: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    if name != "today":
        app.switch_page(f"views/pages/{name}.py")
    app.run()
    assert [e.message for e in app.exception] == []
    return app


def html_of(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def tables_of(app: AppTest) -> list[list[list[str]]]:
    """Read the tables of a page: the texts of their rows, without heads."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html_of(app))
    rows = [re.findall(r"<tr>(.*?)</tr>", body) for body in bodies]
    return [
        [[html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in body] for body in rows
    ]


@pytest.mark.parametrize("language", interface_languages())
@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_its_language(full_home: Path, name: str, language: str) -> None:
    app = open_page(name, lang=language)
    words = load_words(language)
    title = words(f"{name}.title") if words.knows(f"{name}.title") else words(f"page.{name}")
    assert title.replace("'", "&#x27;") in html_of(app)
    assert words("method_version", version=words.isolate("index-1")) in html_of(app)


def test_a_filter_that_is_not_set_says_all_in_the_language_of_the_page(full_home: Path) -> None:
    app = open_page("evidence", lang="ar", a="USA", b="IRN")
    filters = [box for box in app.selectbox if str(box.key).startswith("filter_")]
    assert len(filters) == 5
    assert {box.placeholder for box in filters} == {load_words("ar")("evidence.all")}


def test_an_empty_store_opens_on_cards_of_the_sample(empty_home: Path) -> None:
    body = html_of(open_page("today"))
    assert "python3 tasks.py ingest" in body
    assert body.count('class="dt-card"') >= 1


@pytest.mark.parametrize("name", PAGES)
def test_a_young_store_draws_every_page(young_home: Path, name: str) -> None:
    assert load_words("fr")("learning", n=5, all=30).replace("'", "&#x27;") in html_of(open_page(name))


def test_a_young_store_shows_no_state_it_cannot_defend(young_home: Path) -> None:
    body = html_of(open_page("today"))
    assert 'class="dt-card' in body
    assert 'class="dt-state' not in body


def test_the_sample_stands_in_and_says_so(empty_home: Path) -> None:
    assert load_words("en")("sample.banner") in html_of(open_page("today", lang="en"))


def test_live_data_never_shows_the_sample(full_home: Path, demo_path: Path) -> None:
    shutil.copy(demo_path, full_home / "sample.sqlite")
    assert load_words("en")("sample.banner") not in html_of(open_page("today", lang="en"))


def test_check_74_an_unreadable_store_is_told_without_a_path(empty_home: Path) -> None:
    (empty_home / "detente.sqlite").write_bytes(b"no database at all" * 100)
    body = html_of(open_page("today"))
    assert load_words("fr")("empty.problem", error="detente.sqlite").replace("'", "&#x27;") in body
    assert str(empty_home) not in body


@pytest.mark.parametrize("content", [None, b"no database at all" * 100])
def test_check_53_a_lost_or_damaged_store_names_its_last_good_backup(full_home: Path, content: bytes | None) -> None:
    kept = full_home / "backups" / "detente-20260206T090000Z.sqlite"
    kept.parent.mkdir()
    shutil.move(full_home / "detente.sqlite", kept)
    if content:
        (full_home / "detente.sqlite").write_bytes(content)
    body = html_of(open_page("today", lang="en"))
    assert kept.name in body
    assert "python -m data restore" in body
    assert load_words("en")("sample.banner") not in body, "the sample does not hide it"
    assert (full_home / "detente.sqlite").exists() == bool(content)


@pytest.mark.parametrize("name", PAGES)
def test_check_67_a_page_opens_no_connection(full_home: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_given, **_named: asked.append(host) or [])
    open_page(name, lang="en")
    assert asked == []


def test_check_69_a_hostile_headline_is_text(full_home: Path) -> None:
    body = html_of(open_page("pair", a="USA", b="IRN"))
    assert HOSTILE not in body
    assert "&lt;img src=x onerror=alert(1)&gt;" in body


def test_check_101_the_last_run_is_shown_feed_by_feed(full_home: Path) -> None:
    words = load_words("en")
    *_, feeds, runs = tables_of(open_page("coverage", lang="en"))
    told = {row[0]: row[1] for row in feeds}
    assert (len(told), told["gazette.main"]) == (4, words("coverage.ok"))
    assert told["sada.main"] == words.labelled(words("coverage.failed"), "timeout")
    assert [row[1] for row in runs] == [words("coverage.exit_1")]


def test_check_102_readers_are_warned_of_silent_feeds(full_home: Path) -> None:
    note = load_words("en")("coverage.silent", n="2", all="3")
    assert note not in html_of(open_page("today", lang="en"))
    now = datetime.now(UTC)
    with open_store(f"sqlite:///{full_home / 'detente.sqlite'}") as store:
        for name, days in (("tunisie-numerique", 0), ("one", 9), ("two", 9)):
            state = FeedState(name, "u", checked_at=now, succeeded_at=now - timedelta(days=days))
            store.commit_fetch((), state, FeedRun(name, now, "ok", 200, 1, 1, FetchCounts()), "r2")
    st.cache_data.clear()
    for name in ("today", "pair"):
        assert note in html_of(open_page(name, lang="en"))


def test_a_link_survives_the_change_of_language(full_home: Path) -> None:
    app = open_page("pair", lang="fr", a="RUS", b="UKR", since="2026-01-15")
    app.session_state["language"] = "ar"
    app.query_params["lang"] = "ar"
    app.run()
    assert app.query_params["a"] in ("RUS", ["RUS"])
    assert load_words("ar")("page.pair") in html_of(app)


@pytest.mark.parametrize("name", PAGES)
def test_check_75_senseless_links_are_noted_and_drawn(full_home: Path, name: str) -> None:
    app = open_page(name, lang="xx", a="<b>", b="ZZZ", since="9" * 100, asof="1800-01-01")
    assert any("since" in warning.value for warning in app.warning)


def test_check_75_a_huge_value_is_survived(full_home: Path) -> None:
    assert load_words("fr")("today.title") in html_of(open_page("today", since="9" * 1_000_000))


def test_check_73_a_server_beyond_this_machine_says_so(full_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_SERVED", "exposed")
    assert load_words("fr")("exposed") in [warning.value for warning in open_page("today").warning]


def test_a_pair_that_nobody_told_of_offers_no_file(full_home: Path) -> None:
    labels = [block.label for block in open_page("pair", lang="en", a="USA", b="IRN").expander]
    assert load_words("en")("pair.download") in labels
    page = open_page("pair", lang="en", a="USA", b="MAR")
    assert load_words("en")("pair.download") not in [block.label for block in page.expander]


def test_as_of_rebuilds_what_was_known(full_home: Path) -> None:
    body = html_of(open_page("today", lang="en", asof="2026-01-20"))
    assert load_words("en")("as_of", day="20 January 2026") in body
    assert "2026-02-06" not in body


def test_the_pair_page_shows_event_data_of_others_where_there_are_any(full_home: Path) -> None:
    heading = load_words("en")("pair.external")
    assert heading not in [header.value for header in open_page("pair", lang="en").header]
    with open_store(f"sqlite:///{full_home / 'detente.sqlite'}") as store:
        last = store.days()[1]
        days = pd.DataFrame({"day": [last - timedelta(days=1), last], "value": [1.0, 1.0]})
        named = {series_name("Their label", COVERED): days, series_name("Their label", "conflict", "IRN-USA"): days}
        save_external(store, "Their label", named)
    st.cache_data.clear()
    page = open_page("pair", lang="en", a="USA", b="IRN")
    assert heading in [header.value for header in page.header]
    assert "Their label" in html_of(page)
