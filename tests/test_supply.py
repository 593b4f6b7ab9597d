"""Scorecard 76: what is installed is pinned, hashed, new enough and free; importing asks no network."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.test_packaging import pins

ROOT = Path(__file__).resolve().parent.parent
# The first releases without the holes that are known of what faces the network.
SAFE_FROM = {"streamlit": "1.54", "urllib3": "2.7"}
FREE = re.compile(r"MIT|BSD|Apache|PSF|Python Software|MPL|Mozilla|ISC|Unlicense|0BSD|CC0|LGPL|zlib|HPND|Public Domain")


def test_nearest_76_deploys_are_hashed_and_never_older_than_the_known_holes() -> None:
    """An audit asks a network and is the operator's; the hashed lock lists the parts, licences are checked."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    for requirement in (Requirement(text) for text in listed):
        if requirement.name in SAFE_FROM:
            least = Version(SAFE_FROM[requirement.name])
            assert any(part.operator == ">=" and Version(part.version) >= least for part in requirement.specifier)
    locked = pins("requirements.txt")
    assert all(Version(version) >= Version(least) for name, least in SAFE_FROM.items() for version in locked[name])
    assert '"--require-hashes", "--no-deps"' in (ROOT / "tasks.py").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(pins("requirements.txt")))
def test_nearest_76_every_part_is_free(name: str) -> None:
    """Licences are read from what is installed here; parts of other platforms are not."""
    try:
        facts = metadata(name)
    except PackageNotFoundError:
        pytest.skip("a part for another platform")
    classes = [line for line in facts.get_all("Classifier") or [] if line.startswith("License")]
    told = " ".join([facts.get("License-Expression") or "", (facts.get("License") or "")[:200], *classes])
    assert FREE.search(told), told


IMPORTS = """
import importlib, pkgutil, sys
def refuse(event, given):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.")):
        raise SystemExit(f"{event} {given}")
sys.addaudithook(refuse)
for room in ("data", "ingest", "analysis", "views"):
    package = importlib.import_module(room)
    for found in pkgutil.walk_packages(package.__path__, f"{room}."):
        if not found.name.endswith("__main__") and "postgres" not in found.name:
            importlib.import_module(found.name)
            count = len(sys.modules)
print(count)
"""


def test_nearest_76_importing_asks_no_network() -> None:
    """Only what is imported is watched; what runs is watched by checks 19 and 67."""
    done = subprocess.run([sys.executable, "-c", IMPORTS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert int(done.stdout) > 500
