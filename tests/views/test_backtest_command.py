"""A back-test's result becomes pictures with its episodes."""

from __future__ import annotations

import argparse
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.errors import UsageError
from views.commands.backtest import COMMAND, describe, read_result
from views.names import load_names
from views.words import load_words

FIRST = date(2025, 11, 1)


def result() -> dict[str, object]:
    days = [
        {
            "day": str(FIRST + timedelta(days=n)),
            "state": "escalation" if n > 20 else "steady",
            "direction_p": None if n == 5 else 0.5 + n / 100,
            "balance": 0.4,
            "balance_low": 0.3,
            "balance_high": 0.6,
            "level": 2.0,
        }
        for n in range(40)
    ]
    episodes = [
        {
            "pair": "IRN-USA",
            "day": str(FIRST + timedelta(days=n)),
            "direction": "escalation",
            "event": "e",
            "right": n > 10,
        }
        for n in range(4, 40, 5)
    ]
    return {"since": "2025-11-01", "until": "2025-12-10", "episodes": episodes, "pairs": {"IRN-USA": days}}


def options(path: Path, out: Path, language: str = "en") -> argparse.Namespace:
    return argparse.Namespace(result=path, out=out, lang=language)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_pair_with_an_episode_is_drawn(home: Path, tmp_path: Path, language: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(result()), "utf-8")
    assert COMMAND.run(options(path, tmp_path / "out", language)) == 0
    files = list((tmp_path / "out").iterdir())
    assert [file.name for file in files] == [f"backtest-IRN-USA-{language}.svg"]
    assert files[0].read_text("utf-8").startswith("<svg")


def test_every_episode_is_numbered(home: Path) -> None:
    spec = describe("IRN-USA", result(), load_names((), load_words("en")))
    assert [mark.number for mark in spec.marks] == list(range(1, 9))
    assert "6 / 8" in spec.title


@pytest.mark.parametrize("text", ["no json", "[]", '{"pairs": {}}'])
def test_another_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"result\.json"):
        read_result(path)
