"""Which outlets a command works on: the catalogue with the user's overlay, a folder, or a list of feeds."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from data.errors import UsageError
from data.model import Outlet
from data.outlets import default_outlets, read_feeds_file, read_outlets
from data.settings import Settings


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add the options that replace the catalogue."""
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--catalog", type=Path, metavar="DIR", help="outlets of this folder instead of the catalogue")
    chosen.add_argument(
        "--feeds", type=Path, metavar="FILE", help="feeds of this .toml or .opml instead of the catalogue"
    )


def chosen_outlets(options: argparse.Namespace, settings: Settings) -> Mapping[str, Outlet]:
    """Read the outlets that the options name, else the catalogue with the user's overlay."""
    if options.feeds is not None:
        return read_feeds_file(options.feeds, settings.allow_private_hosts)
    if options.catalog is None:
        return default_outlets(settings)
    folder = "outlets" if (options.catalog / "outlets").is_dir() else "."
    outlets = read_outlets([options.catalog], settings.allow_private_hosts, folder=folder)
    if not outlets:
        raise UsageError(f"--catalog {options.catalog}: there is no outlet file in it")
    return outlets
