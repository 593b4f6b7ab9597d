"""Names of exported files: plain letters only, short, safe on every system."""

from __future__ import annotations

import re

from views.document import Document

UNSAFE = re.compile(r"[^A-Za-z0-9]+")
LONGEST = 60


def slug(text: str) -> str:
    """Keep letters and digits, joined by dashes."""
    return UNSAFE.sub("-", text).strip("-")[:LONGEST] or "pair"


def file_name(document: Document, pair: str, extension: str) -> str:
    """Name a file by pair, window, language and, where it is, as sample."""
    origin, ending = document.provenance, ".".join(slug(part) for part in extension.split("."))
    kind = "sample-" if origin.sample else ""
    return f"detente-{kind}{slug(pair)}-{origin.since}-{origin.until}-{document.words.language}.{ending}"
