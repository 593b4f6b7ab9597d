"""Code names no language and no country: those are data of the catalogue. Docstrings may give examples."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOG = ROOT / "data" / "catalog"
CODE = [*sorted(p for room in ("data", "ingest", "analysis", "views") for p in (ROOT / room).rglob("*.py"))]
WORD = re.compile(r"[^\W\d_]+")
NAME = "Détente"
OTHER_WORDS = {"AND", "TLS"}  # codes of Andorra and East Timor, and words of SQL and of networks

# What may stand in code all the same, each with its reason.
ALLOWED = {
    ("views/commands/export.py", "USA"): "the example of a pair in an error message",
    ("views/commands/export.py", "IRN"): "the example of a pair in an error message",
}


def texts(path: Path) -> Iterator[str]:
    """Give the strings of a file that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, holders) and is_told(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def is_told(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return bool(node.body) and isinstance(node.body[0], ast.Expr)


def countries() -> set[str]:
    """Give the alpha-3 codes and the English names of one word of all states."""
    with (CATALOG / "actors" / "states.tsv").open(encoding="utf-8") as lines:
        codes = {row["code"] for row in csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t")}
    with (CATALOG / "languages" / "en" / "actors.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t")
        names = {row["form"] for row in rows if row["code"] in codes and row["kind"] in ("name", "short", "demonym")}
    return (codes - OTHER_WORDS) | {name for name in names if WORD.fullmatch(name)}


LANGUAGES = {path.name for path in (CATALOG / "languages").iterdir()}
COUNTRIES = countries()


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_names_no_language_and_no_country(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for text in texts(path):
        assert text not in LANGUAGES, text
        words = {word for word in WORD.findall(text) if (place, word) not in ALLOWED}
        assert not words & COUNTRIES, text
        assert {word for word in words if not word.isascii() and word != NAME} == set(), text


def test_the_lists_are_read() -> None:
    assert {"fr", "en", "ar"} <= LANGUAGES
    assert {"TUN", "Tunisia", "Tunisian"} <= COUNTRIES


@pytest.mark.parametrize(("place", "word"), sorted(ALLOWED))
def test_every_exception_is_used(place: str, word: str) -> None:
    assert any(word in WORD.findall(text) for text in texts(ROOT / place))
