"""The documents tell what is there: commands parse, links lead somewhere, files exist, settings are named."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import settings
from data.commandline import Command, build_parser
from data.errors import UsageError
from data.model import QUADS, STATES, STATUSES
from data.plugins import discover
from tests.gold.accuracy_page import FLOORS, LANGUAGES, LINES, PAGE, read_floors

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL = "\n".join(page.read_text("utf-8") for page in PAGES)
ROOMS = ("data", "ingest", "analysis", "views")
CATALOG = ROOT / "data" / "catalog"

FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
NAMED_FILE = re.compile(r"(?<![\w./-])((?:data|ingest|analysis|views|tests|docs|deploy|\.ci)/[\w./-]*\w)")
PLACEHOLDERS = {
    "DAY": "2026-01-31",
    "N": "3",
    "HOURS": "6",
    "PATH": "x",
    "CAMP": "western",
    "CODE": "fr",
    "A-B": "USA-IRN",
}
COMMAND_LINE = re.compile(r"(?:\S*python3?|\.venv\S+) (-m (?:data|ingest|analysis|views)\b.*|\S*tasks\.py\b.*)")


def commands_of(room: str) -> dict[str, Command]:
    package = importlib.import_module(f"{room}.commands")
    return {name.rstrip("_"): command for name, command in discover(package, "COMMAND", Command).items()}


def parser_of(room: str) -> argparse.ArgumentParser:
    return build_parser(f"python -m {room}", "", commands_of(room), default="run" if room == "ingest" else None)


def command_lines() -> Iterator[tuple[str, str]]:
    """Give (page, command line) of every command in a block or between backquotes."""
    for page in PAGES:
        text = page.read_text("utf-8")
        blocks = [line for block in FENCE.findall(text) for line in block.splitlines()]
        for line in [*blocks, *CODE.findall(FENCE.sub("", text))]:
            if found := COMMAND_LINE.search(line):
                yield page.name, found[1].split("  #")[0].split(" >")[0].strip()


def filled(line: str) -> list[str]:
    """Give the words of a command line, its placeholders replaced by values, its choices by the first of them."""
    line = re.sub(r"\s*\[([^]]*)\]", r" \1", line).replace("…", "")
    line = re.sub(r"(--[\w-]+(?: \S+)?) \| --\S+(?: [A-Z]\S*)?", r"\1", line)
    words = [PLACEHOLDERS.get(word, word) for word in shlex.split(line)]
    return [word.split("|")[0] for word in words]


def parse(words: list[str]) -> None:
    """Parse a command line as the program would, without running it; raises UsageError where it is refused."""
    if "tasks.py" in words[0]:
        tasks = importlib.import_module("tasks")
        if not words[1:]:
            return
        if words[1] not in tasks.COMMANDS:
            raise UsageError(f"tasks.py has no command {words[1]}")
        rooms = {"ingest": ("ingest", []), "run": ("views", ["serve"])}
        if words[1] not in rooms:
            return
        room, first = rooms[words[1]]
        parser_of(room).parse_args([*first, *words[2:]])
        return
    with contextlib.redirect_stdout(io.StringIO()):
        parser_of(words[1]).parse_args(words[2:])


def refusal(words: list[str]) -> str:
    """Say why a command line is refused; nothing if it is accepted."""
    try:
        parse(words)
    except UsageError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("page", "line"), sorted(set(command_lines())))
def test_every_command_line_is_accepted(page: str, line: str) -> None:
    words = filled(line)
    if words[2:] == []:
        assert words[1] in ROOMS or "tasks.py" in words[0]
        return
    refused = refusal(words)
    # A command named alone, to speak of it, may leave its arguments out.
    alone = words[1] in ROOMS and len(words) <= 4 and "the following arguments are required" in refused
    assert not refused or alone, f"{page}: {line}"


def test_a_wrong_command_line_would_be_seen() -> None:
    for line in ("-m analysis series --no-such-option A-B", "tasks.py fly", "-m views export --format"):
        assert refusal(filled(line))


@pytest.mark.parametrize("room", ROOMS)
def test_every_subcommand_is_documented(room: str) -> None:
    storage = (ROOT / "docs" / "storage.md").read_text("utf-8")
    for name in commands_of(room):
        said = f"python -m {room} {name}" in ALL or (room == "data" and f"- `{name}" in storage)
        assert said or (room, name) == ("ingest", "run"), f"python -m {room} {name} is in no document"


def anchors(page: Path) -> set[str]:
    found = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in (a or b for a, b in LINK.findall(page.read_text("utf-8"))):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_named_file_exists(page: Path) -> None:
    named = {
        name for name in NAMED_FILE.findall(page.read_text("utf-8")) if not re.search(r"[A-Z]{2}|test_check", name)
    }
    missing = [name for name in named if not (ROOT / name).exists() and not (CATALOG / name).exists()]
    assert missing == []


def test_every_setting_is_documented() -> None:
    source = Path(settings.__file__).read_text("utf-8")
    names = set(re.findall(r"environ\.get\(\"(DETENTE_\w+)\"", source))
    assert len(names) >= 5
    table = (ROOT / "README.md").read_text("utf-8").split("## Settings")[1]
    assert {name for name in names if f"| `{name}` |" not in table} == set()


def test_every_documented_setting_is_read() -> None:
    code = "\n".join(path.read_text("utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    assert {name for name in re.findall(r"DETENTE_[A-Z_]+[A-Z]", ALL) if name not in code} == set()


def test_every_plugin_family_is_in_the_table() -> None:
    """A family is a package of modules that `discover` is asked for; the table names its constant and its folder."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("## Plug-in families")[1]
    asked = {
        constant
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for constant in re.findall(r"discover\(\s*\w+,\s*\"([A-Z]+)\"", path.read_text("utf-8"))
    }
    assert asked >= {"COMMAND", "EXPORT", "PAGE", "FORMAT", "SCORER", "ENGINE"}
    assert {constant for constant in asked if f"`{constant}`" not in page} == set()
    for folder, constant in re.findall(r"^\| [^|]+\| ((?:`[\w/]+`(?:, )?)+) \| `([A-Z]+)` \|", page, re.MULTILINE):
        for name in re.findall(r"`([\w/]+)`", folder):
            modules = [path for path in (ROOT / name).glob("*.py") if path.name != "__init__.py"]
            assert modules, name
            assert all(f"\n{constant} = " in path.read_text("utf-8") for path in modules), name


def test_every_page_is_in_the_readme() -> None:
    texts = tomllib.loads((CATALOG / "languages" / "en" / "interface.toml").read_text("utf-8"))["texts"]
    readme = (ROOT / "README.md").read_text("utf-8")
    pages = [path.stem for path in (ROOT / "views" / "pages").glob("*.py") if path.stem != "__init__"]
    assert {name for name in pages if f"| {texts['page'][name]} |" not in readme} == set()


def test_every_export_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8").split("## Taking things along")[1].split("## ")[0]
    formats = [path.stem for path in (ROOT / "views" / "exports").glob("*.py") if path.stem != "__init__"]
    assert {name for name in formats if f"`{name}`" not in readme} == set()


def test_the_pages_of_the_documents_are_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {page.name for page in PAGES[2:] if f"(docs/{page.name})" not in readme} == set()


def test_pictures_are_small_and_used() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > 250_000] == []
    assert [path.name for path in pictures if f"images/{path.name}" not in ALL] == []


def test_the_glossary_knows_all_codes() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    types = tomllib.loads((CATALOG / "ontology" / "plover.toml").read_text("utf-8"))["types"]
    assert {name for name in (*QUADS, *STATUSES, *STATES) if f"| `{name}` |" not in glossary} == set()
    quads = dict(re.findall(r"^\| `(\w+)` \| ([A-Z, ]+) \|", glossary, re.MULTILINE))
    assert quads == {quad: ", ".join(t for t in types if types[t]["quad"] == quad) for quad in QUADS}


@pytest.mark.parametrize(("column", "language"), [(1, "fr"), (2, "ar")])
def test_the_glossary_says_it_as_the_interface_does(column: int, language: str) -> None:
    interface = (CATALOG / "languages" / language / "interface.toml").read_text("utf-8").casefold()
    rows = [line.strip("| \n").split("|") for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()]
    rows = [row for row in rows if len(row) >= 4 and row[0].strip(" `") not in ("---", "English", "code", *QUADS)]
    cells = [row[column].strip() for row in rows]
    terms = [term for cell in cells for term in cell.split(", ") if term]
    assert len(terms) > 30
    assert [term for term in terms if term.casefold() not in interface] == []


def test_every_flag_of_the_word_lists_is_explained() -> None:
    page = (ROOT / "docs" / "languages.md").read_text("utf-8")
    flags = set()
    for path in (CATALOG / "languages").glob("*/[cw]*s.tsv"):
        header, *rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line[:1] not in ("", "#"))
        flags |= {flag for row in rows for flag in row[header.index("flags")].split()}
    assert len(flags) > 20
    assert sorted(flag for flag in flags if f"`{flag.partition(':')[0]}" not in page) == []


def test_the_changelog_has_a_section_for_what_comes() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## (Unreleased|\d+\.\d+\.\d+)", text, re.MULTILINE)
    assert settings.VERSION in text
    assert f'version = "{settings.VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def printed() -> Iterator[tuple[str, float]]:
    """Give (figure, printed value) of the table of accuracy."""
    rows = [row.strip("| ").split(" | ") for row in PAGE.read_text("utf-8").splitlines() if row.startswith("| ")]
    told = {row[0]: row[1:] for row in rows}
    for line in LINES:
        for language, cell in zip(LANGUAGES, told[line.what], strict=False):
            if cell.strip():
                yield line.figure.format(language), float(cell)


def test_no_figure_is_better_than_what_the_tests_hold() -> None:
    floors = read_floors()
    told = dict(printed())
    assert len(told) > 40
    assert {name: value for name, value in told.items() if value > floors.get(name, 0.0)} == {}, (
        "run `python tests/gold/accuracy_page.py`"
    )


def test_every_floor_is_told() -> None:
    told = {line.figure.format(language) for line in LINES for language in LANGUAGES}
    assert set(read_floors()) - told == set(), f"a line for it is missing in {FLOORS.with_name('accuracy_page.py')}"
