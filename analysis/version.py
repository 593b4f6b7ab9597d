"""The analyser's version: a hash of its code and of the catalogue's content. Another hash means: analyse again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

CODE = Path(__file__).resolve().parent
CODE_PATTERNS = ("*.py", "coding/*.py", "tone/*.py")
CATALOG_PATTERNS = ("actors/**/*.toml", "actors/*.tsv", "languages/*/*", "ontology/*", "reliability.json")


@cache
def analyser_version(catalogs: Sequence[Path]) -> str:
    """Give 16 hex digits that change with the coder's code or any catalogue file that it reads."""
    digest = hashlib.sha256()
    for root, patterns in ((CODE, CODE_PATTERNS), *((catalog, CATALOG_PATTERNS) for catalog in catalogs)):
        for path in sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()}):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
