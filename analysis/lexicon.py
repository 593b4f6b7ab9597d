"""Read the word lists of a language: cues (what happens) and words (how it is said). Reads files, decides nothing.

A cell of forms is a list parted by `|`; `{a,b}` in a form stands for either (an empty choice is allowed), `name(stem)`
for every form that the paradigm of that name gives the stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from data.errors import CatalogError

BRACES = re.compile(r"\{([^{}]*)\}")
CALL = re.compile(r"([a-z]\w*)\(([^()]*)\)")
Paradigms = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Term:
    """One reading of a form.

    `category` is cue, word or actor; `name` the event type, word class or actor code; `detail` the mode of a cue or
    the kind of an actor; `pos` is n, v, nv or p (participle) for cues and operators.
    """

    category: str
    name: str
    detail: str | None = None
    pos: str = ""
    flags: frozenset[str] = frozenset()


def expand(form: str, paradigms: Paradigms | None = None) -> list[str]:
    """Write out the paradigms and the `{a,b}` choices of a form.

    A paradigm is a list of patterns in which `*` stands for the stem. Raises ValueError for one that is unknown.
    """
    call = CALL.search(form)
    if call is not None:
        patterns = (paradigms or {}).get(call[1])
        if patterns is None:
            raise ValueError(f"unknown paradigm {call[1]}")
        grown = (form[: call.start()] + pattern.replace("*", call[2]) + form[call.end() :] for pattern in patterns)
        return [written for one in grown for written in expand(one, paradigms)]
    parts = BRACES.split(form)
    choices = [part.split(",") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(chosen) for chosen in product(*choices)]


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give (line number, cells) of a TSV file with this header; lines that start with # are remarks."""
    header: tuple[str, ...] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            if header != columns:
                raise CatalogError(f"the header must be {' '.join(columns)}", path, number)
        elif len(cells) != len(columns):
            raise CatalogError(f"{len(cells)} cells where the header has {len(columns)}", path, number)
        else:
            yield number, cells


def read_forms(path: Path, number: int, cell: str, paradigms: Paradigms) -> Iterator[str]:
    """Give every form that a cell stands for."""
    try:
        for form in cell.split("|"):
            yield from expand(form.strip(), paradigms)
    except ValueError as error:
        raise CatalogError(str(error), path, number) from error


def read_cues(path: Path, types: frozenset[str], paradigms: Paradigms) -> Iterator[tuple[str, Term]]:
    """Give (form, term) of a file of cues: columns type, mode, pos, flags, forms."""
    for number, (name, mode, pos, flags, forms) in read_rows(path, ("type", "mode", "pos", "flags", "forms")):
        if name not in types:
            raise CatalogError(f"unknown event type {name}", path, number)
        if pos not in {"n", "v", "nv", "p"}:
            raise CatalogError(f"pos must be n, v, nv or p, not {pos!r}", path, number)
        term = Term("cue", name, mode or None, pos, frozenset(flags.split()))
        for written in read_forms(path, number, forms, paradigms):
            yield written, term


def read_words(path: Path, paradigms: Paradigms) -> Iterator[tuple[str, Term]]:
    """Give (form, term) of a file of words: columns class, pos, flags, forms."""
    for number, (name, pos, flags, forms) in read_rows(path, ("class", "pos", "flags", "forms")):
        term = Term("word", name, None, pos, frozenset(flags.split()))
        for written in read_forms(path, number, forms, paradigms):
            yield written, term
