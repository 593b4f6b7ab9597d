"""`python -m views backtest RESULT.json`: draws what `python -m analysis backtest --json` printed, a picture a pair."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from data.commandline import Command
from data.errors import UsageError
from data.settings import read_settings
from views.charts.episodes import CHART, COLUMNS
from views.commands.export import write_file
from views.families import ChartContext
from views.filenames import slug
from views.names import Names, load_names
from views.palette import LIGHT
from views.render.vega import draw_svg
from views.spec import ChartSpec, Mark
from views.words import interface_languages, load_words


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the file, the language and the folder."""
    parser.add_argument("result", type=Path, help="what python -m analysis backtest --json printed")
    parser.add_argument("--lang", default=interface_languages()[0], help="language of the pictures")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder (default: this one)")


def read_result(path: Path) -> dict[str, Any]:
    """Read the result. Raises UsageError naming what is wrong with the file."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path}: no JSON ({error})") from error
    if not isinstance(found, dict) or not {"pairs", "episodes", "since", "until"} <= set(found):
        raise UsageError(f"{path}: not what python -m analysis backtest --json prints")
    return found


def marks_of(episodes: Sequence[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """Number the episodes of a pair by day."""
    ordered = sorted(episodes, key=lambda row: str(row["day"]))
    return tuple(
        Mark(number, date.fromisoformat(row["day"]), str(row["event"]), str(row["direction"]))
        for number, row in enumerate(ordered, start=1)
    )


def describe(pair: str, result: Mapping[str, Any], names: Names) -> ChartSpec:
    """Describe the chart of a pair: episodes found and missed stand in its footer."""
    episodes = [row for row in result["episodes"] if row["pair"] == pair]
    marks = marks_of(episodes)
    found = sum(bool(row["right"]) for row in episodes)
    title = f"{names.pair(pair)}: {names.words.number(found)} / {names.words.number(len(episodes))}"
    footer = " \u00b7 ".join(f"{mark.number}. {mark.day.isoformat()} {mark.text}" for mark in marks)
    window = f"{result['since']} - {result['until']}"
    context = ChartContext(names.words, LIGHT, title, names.words.isolate(window), footer)
    frame = pd.DataFrame(result["pairs"][pair], columns=list(COLUMNS))
    frame["day"] = [date.fromisoformat(day) for day in frame["day"]]
    return replace(CHART.build(frame, context), marks=marks)


def run(options: argparse.Namespace) -> int:
    """Draw a picture for each pair with an episode and name the files."""
    if options.lang not in interface_languages():
        raise UsageError(f"--lang knows {', '.join(interface_languages())}, not {options.lang}")
    result = read_result(options.result)
    names = load_names(read_settings().catalog_dirs, load_words(options.lang))
    for pair in sorted({str(row["pair"]) for row in result["episodes"]} & set(result["pairs"])):
        path = options.out / f"backtest-{slug(pair)}-{options.lang}.svg"
        write_file(path, draw_svg(describe(pair, result, names)).encode())
        print(path)
    return 0


COMMAND = Command("draw the result of a back-test", add_options, run)
