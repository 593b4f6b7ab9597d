"""Fill the sample store, or with `--build` write `data/sample/articles.jsonl` anew from labelled briefs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from data.commandline import Command
from data.errors import UsageError
from data.samples import FOLDER, fill_sample, sample_lines
from data.settings import read_settings


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--build", nargs="+", type=Path, metavar="BRIEFS.jsonl", help="write the shipped file anew")


def run(options: argparse.Namespace) -> int:
    """Fill or build."""
    if options.build:
        lines = list(sample_lines(brief for path in options.build for brief in read_briefs(path)))
        (FOLDER / "articles.jsonl").write_text("".join(lines), "utf-8")
        print(f"{FOLDER / 'articles.jsonl'}: {len(lines)} briefs")
        return 0
    settings = read_settings()
    filled = fill_sample(settings)
    print(f"{settings.sample_path}: {'filled' if filled else 'up to date'}")
    return 0


def read_briefs(path: Path) -> list[dict[str, Any]]:
    """Read a file of labelled briefs."""
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise UsageError(f"sample: {path}: {error}") from error


COMMAND = Command("fill the labelled sample store", add_options, run)
