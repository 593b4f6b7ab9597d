"""Bytes of a feed -> rows of plain text. Runs inside the parsing child; opens nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.errors import ParseError
from data.plugins import discover
from data.settings import ROOT
from ingest import formats
from ingest.charset import decode_feed, load_encodings
from ingest.raw import Format, RawEntry, RawFeed
from ingest.text import clean_text, one_line, to_plain

_PAGE = re.compile(r"<html[\s>]|<!doctype html", re.IGNORECASE)
_GATE = re.compile(
    r"captcha|cf-chl|challenge-platform|are you a (?:human|robot)|enable javascript|<title>[^<]{0,80}"
    r"(?:just a moment|access denied|consent|attention required)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed whose texts are plain; `suspect` marks a guessed encoding."""

    feed: RawFeed
    encoding: str
    suspect: bool


def load_formats() -> Mapping[str, Format]:
    """Give all formats by name."""
    return discover(formats, "FORMAT", Format)


def parse_feed(data: bytes, *, content_type: str | None, language: str | None, url: str) -> ParsedFeed:
    """Read a feed of any format. Raises ParseError (`blocked`, `html_page`, `not_a_feed`, `empty`)."""
    if not data.strip(b" \t\r\n\x00"):
        raise ParseError("empty", "the answer has no content")
    decoded = decode_feed(data, content_type, language, load_encodings(ROOT / "data" / "catalog"))
    for form in load_formats().values():
        if not form.recognises(decoded.text):
            continue
        try:
            raw = form.read(decoded.text, url)
        except (ValueError, RecursionError) as error:
            raise ParseError("not_a_feed", f"the answer cannot be read as a feed ({type(error).__name__})") from error
        if raw.version:
            cleaned = tuple(_plain(entry) for entry in raw.entries)
            return ParsedFeed(replace(raw, entries=cleaned), decoded.encoding, decoded.suspect)
    raise _refusal(decoded.text)


def _refusal(text: str) -> ParseError:
    head = text[:20_000]
    if not _PAGE.search(head):
        return ParseError("not_a_feed", "the answer is neither RSS, Atom nor JSON Feed; check the address")
    if _GATE.search(head):
        return ParseError("blocked", "the answer is a page that asks for a browser or consent, not a feed")
    return ParseError("html_page", "the answer is an HTML page, not a feed; check the address")


def _plain(entry: RawEntry) -> RawEntry:
    return replace(
        entry,
        guid=clean_text(entry.guid) if entry.guid else None,
        link=clean_text(entry.link) if entry.link else None,
        title=one_line(to_plain(entry.title)),
        summary=to_plain(entry.summary),
        published=one_line(clean_text(entry.published)) if entry.published else None,
    )
