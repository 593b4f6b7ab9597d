"""Which language a text is in: what is declared, checked against the script; else letters, else a statistical model.

Gives None rather than a guess where there are hardly any letters. Loads the model when it is first needed.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.errors import DetenteError
from data.settings import ROOT

SAMPLE = 120
LETTERS_NEEDED = 12
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Script:
    """A script that names its languages by letters; the first language with a telling letter wins."""

    default: str
    letters: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ScriptTable:
    """Scripts by bidirectional class, and the languages of the statistical model."""

    scripts: Mapping[str, Script]
    statistical: tuple[str, ...]


@cache
def load_scripts(catalog: Path = ROOT / "data" / "catalog") -> ScriptTable:
    """Read the table of a catalogue folder."""
    table = tomllib.loads((catalog / "ontology" / "scripts.toml").read_text("utf-8"))
    scripts = {
        row["bidi"]: Script(row["default"], {code: frozenset(text) for code, text in row["letters"].items()})
        for row in table["script"]
    }
    return ScriptTable(scripts, tuple(table["statistical"]))


@cache
def _model(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a second to load, often not needed

    try:
        model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # it is unpacked into the temporary folder
        raise DetenteError(f"the language model cannot be unpacked ({error.strerror}); make room in TMPDIR") from error
    model.set_languages(list(languages))
    return model


def identify_language(text: str, declared: str | None = None) -> str | None:
    """Give the ISO 639-1 code of a text, None if it cannot be told.

    A declared language stands unless the text is in a script whose languages do not include it.
    """
    letters = [c for c in text[: 4 * SAMPLE] if c.isalpha()]
    table = load_scripts()
    by_script = _by_letters(letters, table)
    if by_script is not None:
        return declared if declared and _share_script(declared, by_script, table) else by_script
    elsewhere = {code for script in table.scripts.values() for code in (script.default, *script.letters)}
    if declared is not None and (not letters or declared not in elsewhere):
        return declared
    if len(letters) < LETTERS_NEEDED:
        return None
    code, sureness = _model(table.statistical).classify(text[:SAMPLE])
    return str(code) if sureness >= SURE else None


def _by_letters(letters: list[str], table: ScriptTable) -> str | None:
    classes = Counter(unicodedata.bidirectional(c) for c in letters if not c.isascii())
    bidi, count = classes.most_common(1)[0] if classes else ("", 0)
    script = table.scripts.get(bidi)
    if script is None or count * 2 < len(letters):
        return None
    present = set(letters)
    return next((code for code, telling in script.letters.items() if telling & present), script.default)


def _share_script(one: str, other: str, table: ScriptTable) -> bool:
    return any({one, other} <= {script.default, *script.letters} for script in table.scripts.values())
