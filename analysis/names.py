"""Actor names of a language as terms for the scanner: countries of the language folder, curated actors of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.folding import Folding
from analysis.lexicon import Term, read_rows

COLUMNS = ("code", "form", "kind", "flags", "source")


def load_names(folders: Sequence[Path], folding: Folding) -> dict[str, tuple[Term, ...]]:
    """Give folded form -> actor readings of a language."""
    rows: list[tuple[str, str, str, str]] = []
    for folder in folders:
        path = folder / "actors.tsv"
        if path.exists():
            rows += [(code, form, kind, flags) for _, (code, form, kind, flags, _) in read_rows(path, COLUMNS)]
    return name_terms(rows, folding)


def name_terms(rows: Iterable[tuple[str, str, str, str]], folding: Folding) -> dict[str, tuple[Term, ...]]:
    """Make terms of (code, form, kind, flags) rows."""
    found: dict[str, dict[Term, None]] = {}
    for code, form, kind, flags in rows:
        marks = {flag for flag in flags.replace(",", " ").split() if flag}
        if "case" in marks and form.replace(".", "").isupper():
            marks.add("upper")
        found.setdefault(folding.form(form), {})[Term("actor", code, kind, "", frozenset(marks))] = None
    return {form: tuple(terms) for form, terms in found.items()}
