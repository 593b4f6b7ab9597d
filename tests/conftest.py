"""Fixtures of all rooms: measuring data beside the project, an own home folder a test, options of the suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--scale", action="store_true", help="also run the tests that need minutes or gigabytes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--scale"):
        skip = pytest.mark.skip(reason="needs --scale")
        for item in items:
            if item.get_closest_marker("scale"):
                item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring data beside the project: absent is a failure in CI and a visible skip elsewhere."""
    if not SHARED.is_dir():
        message = f"measuring data not found at {SHARED}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return SHARED


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty DETENTE_HOME, with no other setting of the user's."""
    for name in [name for name in os.environ if name.startswith("DETENTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    return tmp_path
