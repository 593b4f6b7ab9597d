"""`python -m analysis code`: one line of JSON in, one line of JSON out, same order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from analysis.coder import Coder, coder_for
from analysis.records import code_line, read_record
from analysis.tracing import trace
from data.commandline import Command
from data.errors import CodingError, UsageError
from data.settings import read_settings

CHUNK = 200


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `code`."""
    parser.add_argument(
        "input", nargs="?", default="-", metavar="IN.jsonl", help="file of records; - is standard input"
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", help="where to write; standard output if left out")
    parser.add_argument("--jobs", type=positive, default=1, metavar="N", help="processes to use (default 1)")
    parser.add_argument(
        "--catalog", type=Path, action="append", metavar="DIR", help="catalogue to use instead of the shipped one"
    )
    parser.add_argument("--trace", action="store_true", help="print how every event was found, for a person to read")


def positive(text: str) -> int:
    """Read a whole number of at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of at least 1")
    return int(text)


def code_numbered(catalogs: tuple[Path, ...], numbered: tuple[int, bytes]) -> tuple[str, bool]:
    """Code one numbered line of bytes."""
    number, line = numbered
    return code_line(coder_for(catalogs), number, line.decode("utf-8", "replace"))


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Give (number, line) of every line that is not blank."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def write(results: Iterable[tuple[str, bool]], out: TextIO) -> int:
    """Write the lines; give 1 if any could not be coded, else 0."""
    failed = False
    for text, good in results:
        out.write(text + "\n")
        failed |= not good
    return int(failed)


def write_trace(lines: Iterable[tuple[int, bytes]], coder: Coder, out: TextIO) -> int:
    """Write the derivation of every line; give 1 if any could not be read."""
    failed = False
    for number, line in lines:
        try:
            out.write(trace(coder, read_record(line.decode("utf-8", "replace"))) + "\n")
        except CodingError as error:
            out.write(f"line {number}: {error}\n")
            failed = True
    return int(failed)


def run(options: argparse.Namespace) -> int:
    """Code the input; 0 if every line could be coded, 1 if some could not."""
    catalogs = tuple(options.catalog or read_settings().catalog_dirs)
    for catalog in options.catalog or ():
        if not (catalog / "languages").is_dir():
            raise UsageError(f"{catalog} is no catalogue: it has no folder languages")
    with ExitStack() as stack:
        try:
            source = sys.stdin.buffer if options.input == "-" else stack.enter_context(Path(options.input).open("rb"))
            out = (
                stack.enter_context(Path(options.output).open("w", encoding="utf-8")) if options.output else sys.stdout
            )
        except OSError as error:
            raise UsageError(f"{error.filename}: {error.strerror}") from error
        lines = numbered_lines(source)
        if options.trace:
            return write_trace(lines, coder_for(catalogs), out)
        work = partial(code_numbered, catalogs)
        if options.jobs == 1:
            return write(map(work, lines), out)
        pool = stack.enter_context(ProcessPoolExecutor(options.jobs))
        return write(pool.map(work, lines, chunksize=CHUNK), out)


COMMAND = Command("code texts: events and tone, one line of JSON each", add_options, run)
