"""OPML outlines: lists of feeds as other readers write them. Reads with defusedxml, writes by hand; fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from data.errors import CatalogError
from data.model import Outlet

MAX_BYTES = 5 * 1024 * 1024
MAX_OUTLINES = 5000


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One feed of an outline; only the address is certain."""

    url: str
    title: str | None
    homepage: str | None
    language: str | None
    line: int | None


def read_outline(path: Path) -> list[OutlineRow]:
    """Read the feeds of an OPML file, doubled addresses once. Raises CatalogError with path and line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError(f"cannot be read ({error.strerror})", path) from error
    if len(data) > MAX_BYTES:
        raise CatalogError("is larger than 5 MiB", path)
    try:
        root = fromstring(data, forbid_dtd=True)
    except ParseError as error:
        raise CatalogError(f"not well-formed XML: {error}", path, error.position[0]) from error
    except DefusedXmlException as error:
        raise CatalogError("holds a document type or entities, which are refused", path) from error
    except (ValueError, LookupError) as error:
        raise CatalogError(f"cannot be decoded: {error}", path) from error
    rows = {row.url: row for row in _rows(root, data)}
    if not rows:
        raise CatalogError("holds no outline with an xmlUrl", path)
    if len(rows) > MAX_OUTLINES:
        raise CatalogError(f"lists more than {MAX_OUTLINES} feeds", path)
    return list(rows.values())


def _rows(root: Element, data: bytes) -> Iterable[OutlineRow]:
    for element in root.iter():
        names = {name.lower(): value.strip() for name, value in element.attrib.items()}
        url = names.get("xmlurl")
        if url:
            language = names.get("language", "")[:2].lower()
            homepage = names.get("htmlurl", "")
            yield OutlineRow(
                url=url,
                title=names.get("title") or names.get("text") or None,
                homepage=homepage if re.match(r"https?://[^/\s]+", homepage) else None,
                language=language if re.fullmatch(r"[a-z]{2}", language) else None,
                line=_line_of(url, data),
            )


def _line_of(url: str, data: bytes) -> int | None:
    at = data.find(quoteattr(url)[1:-1].encode())
    return data.count(b"\n", 0, at) + 1 if at >= 0 else None


def write_outline(outlets: Iterable[Outlet]) -> str:
    """Give the OPML text of some outlets, one outline a feed, in the order given."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head><title>Feeds</title></head>",
        "<body>",
    ]
    for outlet in outlets:
        for feed in outlet.feeds:
            attributes = {
                "type": "rss",
                "text": outlet.name,
                "title": outlet.name,
                "xmlUrl": feed.url,
                "htmlUrl": outlet.homepage or "",
                "language": feed.language or "",
            }
            shown = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items() if value)
            lines.append(f"<outline {shown}/>")
    return "\n".join([*lines, "</body>", "</opml>", ""])
