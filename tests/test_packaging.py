"""Direct dependencies stand once, in pyproject.toml; the locks hold them all, hashed, and name no index."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==([^ ;\\]+)")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text().splitlines():
        if match := PIN.match(line):
            found.setdefault(normal(match.group(1)), set()).add(match.group(2))
    return found


def direct(group: str | None = None) -> set[str]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = table["dependency-groups"][group] if group else table["project"]["dependencies"]
    return {normal(re.split(r"[\[<>=~; ]", entry)[0]) for entry in listed}


def test_every_direct_dependency_is_locked() -> None:
    assert direct() <= set(pins("requirements.txt"))
    assert direct() | direct("dev") <= set(pins("requirements-dev.txt"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    blocks = [block for block in re.split(r"\n(?=[a-z0-9])", text) if PIN.match(block)]
    assert blocks
    assert [block.split("\n")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in re.sub(r"#.*", "", text)


def test_shared_pins_are_identical() -> None:
    run, dev = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: versions for name, versions in run.items() if dev.get(name) != versions} == {}


def test_the_majors_that_screen_and_export_rely_on() -> None:
    assert version("plotly").split(".")[0] == "7"
    assert version("pandas").split(".")[0] == "3"
