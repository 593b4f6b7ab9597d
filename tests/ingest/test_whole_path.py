"""The timer command from a feed to events: what a run fetched is analysed at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.commandline import main
from data.settings import read_settings
from data.store import open_store
from ingest.commands.run import COMMAND
from tests.ingest.serving import Answer, FeedServer, item, rss

ITEMS = [
    item(
        "Washington menace Téhéran de nouvelles frappes", guid="1", summary="Les États-Unis ont menacé l'Iran vendredi."
    ),
    item("Rome et Madrid signent un accord", guid="2", summary="L'Italie et l'Espagne ont signé un accord."),
]


@pytest.fixture
def feeds(server: FeedServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    url = server.put("/f", Answer(body=rss(*ITEMS)))
    path = home / "feeds.toml"
    path.write_text(f'[[feeds]]\nid = "echo"\nurl = "{url}"\nlanguage = "fr"\n')
    return str(path)


def events_after(*options: str) -> int:
    assert main("python -m ingest", "", {"run": COMMAND}, options, default="run") == 0
    with open_store(read_settings().store_url, read_only=True) as store:
        return int(store.status()["events"])


def test_a_run_ends_with_events(feeds: str) -> None:
    found = events_after("--feeds", feeds)
    assert found >= 2
    assert events_after("--feeds", feeds, "--force") == found, "a second run finds nothing to do"


def test_without_analysis_there_are_articles_only(feeds: str) -> None:
    assert events_after("--feeds", feeds, "--no-analysis") == 0
    assert events_after("--feeds", feeds) >= 2, "the next run makes up for it"
