"""Writing of the user's own outlets: files in DETENTE_HOME/catalog, never in the shipped catalogue."""

from __future__ import annotations

import json
from pathlib import Path

from data.model import Outlet
from data.whole_files import write_whole


def outlet_toml(outlet: Outlet) -> str:
    """Give the file of an outlet."""
    facts = {
        "name": outlet.name,
        "country": outlet.country,
        "languages": list(outlet.languages),
        "ownership": outlet.ownership,
        "group": outlet.group,
        "camp": outlet.camp,
        "homepage": outlet.homepage,
        "source": outlet.source,
    }
    lines = [f"{key} = {_toml(value)}" for key, value in facts.items() if value]
    for feed in outlet.feeds:
        rows = {"id": feed.id, "url": feed.url, "language": feed.language, "timezone": feed.timezone}
        lines += ["", "[[feeds]]", *(f"{key} = {_toml(value)}" for key, value in rows.items() if value)]
    return "\n".join([*lines, ""])


def _toml(value: str | list[str]) -> str:
    """Write a text or a list of texts; JSON's strings are TOML's basic strings, save DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def save_outlet(outlet: Outlet, catalog: Path) -> Path:
    """Write an outlet into a catalogue folder and give its path."""
    path = catalog / "outlets" / f"{outlet.id}.toml"
    write_whole(path, outlet_toml(outlet))
    return path


def save_disabled(feed_ids: frozenset[str], catalog: Path) -> None:
    """Write the list of feeds that are not polled."""
    write_whole(catalog / "disabled.toml", f"feeds = {_toml(sorted(feed_ids))}\n")
