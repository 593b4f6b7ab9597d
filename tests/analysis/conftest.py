"""One coder over the shipped catalogue for all tests of this room: its tables are made once."""

from __future__ import annotations

import pytest

from analysis.coder import Coder
from data.settings import ROOT


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder([ROOT / "data" / "catalog"])
