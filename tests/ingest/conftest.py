"""A server, settings that may talk to it, and a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import Settings
from data.store import open_store
from data.store.base import Store
from tests.ingest.serving import FeedServer, serving


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as running:
        yield running


@pytest.fixture
def settings(home: Path, server: FeedServer) -> Settings:
    return Settings(home, f"sqlite:///{home / 'detente.sqlite'}", (f"127.0.0.1:{server.port}",))


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store_url) as opened:
        yield opened
