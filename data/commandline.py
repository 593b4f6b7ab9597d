"""Command lines of the rooms: one subcommand a file, one way of failing.

A room's `commands/` package holds modules with `COMMAND = Command(...)`. A wrong option or an expected error is one
line on stderr and exit code 3 (usage, settings, catalogue) or 2 (anything else expected); a closed pipe is no error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from data.errors import CatalogError, DetenteError, SettingsError, UsageError


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its help line, how it adds options, and what it does (giving the exit code)."""

    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class OneLineParser(argparse.ArgumentParser):
    """An argument parser whose errors are one line and exit code 3."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage text."""
        raise UsageError(f"{self.prog}: {message} (see {self.prog} --help)")


def build_parser(prog: str, about: str, commands: Mapping[str, Command], *, default: str | None) -> OneLineParser:
    """Build the parser of a room; the options of the `default` command also stand without its name."""
    parser = OneLineParser(prog=prog, description=about)
    if default:
        commands[default].add_options(parser)
        parser.set_defaults(chosen=default)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=default is None)
    for name, command in commands.items():
        if name != default:
            child = subparsers.add_parser(name, help=command.help, description=command.help)
            command.add_options(child)
            child.set_defaults(chosen=name)
    return parser


def main(
    prog: str, about: str, commands: Mapping[str, Command], arguments: Sequence[str], *, default: str | None = None
) -> int:
    """Parse, run, and turn expected errors into one line and an exit code."""
    try:
        options = build_parser(prog, about, commands, default=default).parse_args(arguments)
        return commands[options.chosen].run(options)
    except (UsageError, SettingsError, CatalogError) as error:
        print(error, file=sys.stderr)
        return 3
    except DetenteError as error:
        print(f"{prog}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
