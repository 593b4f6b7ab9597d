"""feedparser's own conformance files through our guarded path: nothing that feedparser reads may be lost on the way."""

from __future__ import annotations

import io
import tarfile
import warnings
from pathlib import Path

import feedparser
import pytest

from data.errors import ParseError
from ingest.parse import parse_feed
from ingest.text import clean_text, one_line, to_plain

# A document type that declares entities is dropped unread; encodings that nobody declared are guessed, and flagged.
KNOWN_DIFFERENCES = {
    "tests/wellformed/rss/entity_in_doctype.xml",
    "tests/illformed/chardet/koi8r.xml",
    "tests/illformed/chardet/shiftjis.xml",
}


def conformance_files(shared: Path) -> list[tuple[str, bytes]]:
    with tarfile.open(shared / "feeds" / "conformance" / "feedparser-tests.tar.gz") as archive:
        members = [member for member in archive if member.isfile() and member.name.endswith((".xml", ".json"))]
        return [(member.name, file.read()) for member in members if (file := archive.extractfile(member)) is not None]


def read_directly(data: bytes) -> list[tuple[str, str]] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    if not parsed.version:
        return None
    return [(one_line(to_plain(e.get("title", ""))), clean_text(e.get("id") or "")) for e in parsed.entries]


def read_guarded(data: bytes) -> list[tuple[str, str]] | None:
    try:
        parsed = parse_feed(data, content_type="application/xml", language=None, url="")
    except ParseError:
        return None
    return [(entry.title, entry.guid or "") for entry in parsed.feed.entries]


@pytest.mark.filterwarnings("ignore")
def test_the_guarded_path_reads_what_feedparser_reads(shared: Path) -> None:
    files = conformance_files(shared)
    assert len(files) == 2_106
    different = {name for name, data in files if read_guarded(data) != read_directly(data)}
    assert different <= KNOWN_DIFFERENCES
