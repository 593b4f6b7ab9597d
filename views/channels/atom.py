"""Atom: keeps the newest alerts in a feed file under the home folder, for any feed reader (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import ParseError, parse

from data.errors import ExportError
from data.settings import Settings
from data.whole_files import whole_file
from views.families import Channel
from views.messages import Message

SPACE = "http://www.w3.org/2005/Atom"
TITLE = "Détente"
KEPT = 100


def text_of(parent: ET.Element, name: str, text: str) -> None:
    """Add an element with text."""
    ET.SubElement(parent, f"{{{SPACE}}}{name}").text = text


def name_of(key: str) -> str:
    """Name a thing by its key, always the same."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'detente {key}')}"


def build_entry(message: Message) -> ET.Element:
    """Put an alert into an entry; its time is the day of the alert, not that of the writing."""
    entry = ET.Element(f"{{{SPACE}}}entry")
    text_of(entry, "id", name_of(message.key))
    text_of(entry, "title", message.title)
    text_of(entry, "updated", f"{message.day.isoformat()}T00:00:00Z")
    if message.url:
        ET.SubElement(entry, f"{{{SPACE}}}link", href=message.url)
    if message.sentence:
        text_of(entry, "summary", f"{message.sentence} ({message.outlet})")
    return entry


def read_entries(path: Path) -> list[ET.Element]:
    """Read the entries of the file as it is; a file that is no feed is not written over."""
    if not path.exists():
        return []
    try:
        return list(parse(path).findall(f"{{{SPACE}}}entry"))
    except (OSError, ParseError, ValueError) as error:
        raise ExportError(f"{path.name} is no feed of ours ({error}); move it away") from error


def updated(entry: ET.Element) -> str:
    """Give the time of an entry."""
    return entry.findtext(f"{{{SPACE}}}updated", "")


def build_feed(entries: Iterable[ET.Element]) -> bytes:
    """Write the newest entries as a feed, newest first, each id once."""
    by_id = {entry.findtext(f"{{{SPACE}}}id", ""): entry for entry in entries}
    newest = sorted(by_id.items(), key=lambda item: (updated(item[1]), item[0]), reverse=True)[:KEPT]
    feed = ET.Element(f"{{{SPACE}}}feed")
    text_of(feed, "id", name_of("alerts"))
    text_of(feed, "title", TITLE)
    text_of(feed, "updated", updated(newest[0][1]))
    text_of(ET.SubElement(feed, f"{{{SPACE}}}author"), "name", TITLE)
    feed.extend(entry for _, entry in newest)
    ET.register_namespace("", SPACE)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def send(messages: Sequence[Message], options: Mapping[str, str], settings: Settings) -> None:
    """Add the messages to the feed. Raises ExportError where the file lies elsewhere or cannot be written."""
    path = (settings.home / options["name"]).resolve()
    if path.parent != settings.home.resolve():
        raise ExportError(f"the file {options['name']} must lie in the home folder itself")
    content = build_feed([*read_entries(path), *map(build_entry, messages)])
    try:
        with whole_file(path) as partial:
            partial.write_bytes(content)
    except OSError as error:
        raise ExportError(f"{path.name} cannot be written: {error.strerror}") from error


CHANNEL = Channel(("name",), send)
