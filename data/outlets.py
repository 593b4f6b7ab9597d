"""The outlets: one TOML file each under `catalog/outlets/`, overlaid by the user's own in DETENTE_HOME/catalog.

Reads and validates; every fault names file and line. Fetches nothing. The id of an outlet is its file's stem; a file
of the same stem in the overlay replaces the shipped one; `disabled.toml` beside it lists feeds not to poll.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from data.addresses import host_and_port, is_exempt, is_private_host
from data.catalog_files import overlaid_files, read_record
from data.errors import CatalogError
from data.model import Feed, Outlet
from data.opml import read_outline
from data.settings import Settings

OWNERSHIPS = ("state", "public", "private")
_OUTLET_KEYS = {"name", "country", "languages", "ownership", "group", "camp", "homepage", "source", "feeds"}
_FEED_KEYS = {"id", "url", "language", "timezone", "enabled"}
_IDENTIFIER = re.compile(r"^[a-z0-9][a-z0-9-]{0,79}$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}$")
_COUNTRY = re.compile(r"^[A-Z]{3}$")
MAX_URL = 2048


def slug(name: str) -> str:
    """Give the identifier of a name: ASCII letters, digits and hyphens; a hash of code points where none is left."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub("['\u2019]", "", bare)).strip("-")
    return plain[:80].rstrip("-") or "x" + "-".join(f"{ord(c):x}" for c in bare[:12])


def free_id(name: str, taken: Container[str]) -> str:
    """Give an identifier for a name that is not taken yet."""
    base = slug(name)
    return next(c for n in count(1) if (c := base if n == 1 else f"{base[:74]}-{n}") not in taken)


class _File:
    """One catalogue file while it is read: raises CatalogError with the line of the key at fault."""

    def __init__(self, path: Path) -> None:
        record = read_record(path)
        self.path, self.text, self.table = path, record.text, record.table

    def fail(self, message: str, key: str, nth_feed: int | None = None, value: str = "") -> CatalogError:
        lines = self.text.splitlines()
        starts = [i for i, line in enumerate(lines) if line.strip().startswith("[[")]
        first = starts[nth_feed] if nth_feed is not None and nth_feed < len(starts) else 0
        pattern = re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*=")
        fitting = [
            i for i in range(len(lines)) if pattern.match(lines[i]) and (value in lines[i] if value else i >= first)
        ]
        line = fitting[0] if fitting else first
        return CatalogError(message, self.path, line + 1)

    def check_keys(self, table: Mapping[str, Any], known: set[str], nth_feed: int | None = None) -> None:
        for key in table:
            if key not in known:
                raise self.fail(f"unknown key {key!r}; known are {', '.join(sorted(known))}", key, nth_feed)

    def text_of(self, table: Mapping[str, Any], key: str, nth_feed: int | None = None) -> str | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.fail(f"{key} must be a text that is not empty", key, nth_feed)
        return value

    def matched(
        self, table: Mapping[str, Any], key: str, pattern: re.Pattern[str], nth_feed: int | None = None
    ) -> str | None:
        value = self.text_of(table, key, nth_feed)
        if value is not None and not pattern.match(value):
            raise self.fail(f"{key} {value!r} does not have the form {pattern.pattern}", key, nth_feed)
        return value

    def flag(self, table: Mapping[str, Any], key: str, nth_feed: int, *, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(f"{key} must be true or false", key, nth_feed)
        return value


def check_url(url: str, allowed: Sequence[str] = ()) -> str | None:
    """Say what is wrong with a feed address, or None: http(s) with a public host, or one that the setting exempts."""
    if len(url) > MAX_URL or any(ord(c) <= 32 or ord(c) == 127 for c in url):
        return "the address is longer than 2048 characters or holds white space or control characters"
    try:
        host, _ = host_and_port(url)
    except ValueError:
        return "only http:// and https:// addresses with a host are feeds; files and data: are not read"
    if is_private_host(host) and not is_exempt(url, allowed):
        return f"{host} is a private host; name it in DETENTE_ALLOW_PRIVATE_HOSTS if that is meant"
    return None


@cache
def known_timezones() -> frozenset[str]:
    """Give the names of all time zones; the system lists them by walking a folder of hundreds of files."""
    return frozenset(available_timezones())


def _read_feed(file: _File, outlet_id: str, table: Mapping[str, Any], nth: int, allowed: Sequence[str]) -> Feed:
    file.check_keys(table, _FEED_KEYS, nth)
    feed_id = file.matched(table, "id", _IDENTIFIER, nth)
    url = file.text_of(table, "url", nth)
    if feed_id is None or url is None:
        raise file.fail("a feed needs id and url", "url" if feed_id else "id", nth)
    wrong = check_url(url, allowed)
    if wrong:
        raise file.fail(wrong, "url", nth, url)
    timezone = file.text_of(table, "timezone", nth)
    if timezone is not None and timezone not in known_timezones():
        raise file.fail(f"timezone {timezone!r} is not a zone name such as Africa/Tunis", "timezone", nth)
    return Feed(
        id=feed_id,
        outlet_id=outlet_id,
        url=url,
        language=file.matched(table, "language", _LANGUAGE, nth),
        timezone=timezone,
        enabled=file.flag(table, "enabled", nth, default=True),
    )


def _read_languages(file: _File, table: Mapping[str, Any]) -> tuple[str, ...]:
    languages = table.get("languages", [])
    if not isinstance(languages, list) or not all(isinstance(x, str) and _LANGUAGE.match(x) for x in languages):
        raise file.fail("languages must be a list of ISO 639 codes", "languages")
    return tuple(languages)


def _read_outlet(file: _File, outlet_id: str, table: Mapping[str, Any], allowed: Sequence[str]) -> Outlet:
    file.check_keys(table, _OUTLET_KEYS)
    name = file.text_of(table, "name")
    if name is None:
        raise file.fail("an outlet needs a name", "name")
    ownership = file.text_of(table, "ownership")
    if ownership is not None and ownership not in OWNERSHIPS:
        raise file.fail(f"ownership must be one of {', '.join(OWNERSHIPS)}, or left out if unknown", "ownership")
    homepage = file.text_of(table, "homepage")
    if homepage is not None and check_url(homepage, allowed):
        raise file.fail(f"homepage: {check_url(homepage, allowed)}", "homepage")
    feeds = table.get("feeds", [])
    if not isinstance(feeds, list) or not all(isinstance(feed, dict) for feed in feeds):
        raise file.fail("feeds must be [[feeds]] tables", "feeds")
    return Outlet(
        id=outlet_id,
        name=name,
        country=file.matched(table, "country", _COUNTRY),
        languages=_read_languages(file, table),
        ownership=ownership,
        group=file.matched(table, "group", _IDENTIFIER) or outlet_id,
        camp=file.matched(table, "camp", _IDENTIFIER),
        homepage=homepage,
        feeds=tuple(_read_feed(file, outlet_id, feed, nth, allowed) for nth, feed in enumerate(feeds)),
        source=file.text_of(table, "source"),
    )


def read_outlet_file(path: Path, allowed: Sequence[str] = ()) -> Outlet:
    """Read one outlet. Raises CatalogError with path and line."""
    if not _IDENTIFIER.match(path.stem):
        raise CatalogError("the file name is the outlet's id: lower-case letters, digits and hyphens", path)
    file = _File(path)
    return _read_outlet(file, path.stem, file.table, allowed)


def _read_camps(directories: Iterable[Path]) -> dict[str, Any]:
    camps: dict[str, Any] = {}
    for directory in directories:
        path = directory / "ontology" / "camps.toml"
        if path.is_file():
            camps |= _File(path).table
    return camps


def _check_together(outlets: Mapping[str, Outlet], paths: Mapping[str, Path], camps: Mapping[str, Any]) -> None:
    ids: dict[str, str] = {}
    urls: dict[str, str] = {}
    for outlet in outlets.values():
        path = paths[outlet.id]
        if camps and outlet.camp is not None and outlet.camp not in camps:
            raise _File(path).fail(f"camp {outlet.camp!r} is not in ontology/camps.toml", "camp")
        for nth, feed in enumerate(outlet.feeds):
            for kind, value, known in (("id", feed.id, ids), ("url", feed.url, urls)):
                if value in known:
                    raise _File(path).fail(f"feed {kind} {value} stands in outlet {known[value]} too", kind, nth)
                known[value] = outlet.id


def _disabled(directories: Iterable[Path]) -> frozenset[str]:
    listed: set[str] = set()
    for directory in directories:
        path = directory / "disabled.toml"
        if path.is_file():
            file = _File(path)
            file.check_keys(file.table, {"feeds"})
            feeds = file.table.get("feeds", [])
            if not isinstance(feeds, list) or not all(isinstance(feed, str) for feed in feeds):
                raise file.fail("feeds must be a list of feed ids", "feeds")
            listed.update(feeds)
    return frozenset(listed)


def _without(outlet: Outlet, disabled: frozenset[str]) -> Outlet:
    if not any(feed.id in disabled for feed in outlet.feeds):
        return outlet
    feeds = tuple(replace(feed, enabled=False) if feed.id in disabled else feed for feed in outlet.feeds)
    return replace(outlet, feeds=feeds)


def read_outlets(
    directories: Sequence[Path], allowed: Sequence[str] = (), *, folder: str = "outlets"
) -> dict[str, Outlet]:
    """Read the outlets of catalogue folders, later folders replacing files of earlier ones, by id.

    Raises CatalogError with path and line for anything unknown, doubled, private or malformed.
    """
    paths = overlaid_files(directories, folder, ".toml")
    disabled = _disabled(directories)
    outlets = {key: _without(read_outlet_file(path, allowed), disabled) for key, path in paths.items()}
    # What an earlier folder has is right: of two that clash the user's own file is named.
    places = {key: [path.is_relative_to(directory) for directory in directories] for key, path in paths.items()}
    in_order = {key: outlets[key] for key in sorted(outlets, key=places.__getitem__, reverse=True)}
    _check_together(in_order, paths, _read_camps(directories))
    return outlets


def read_feeds_file(path: Path, allowed: Sequence[str] = ()) -> dict[str, Outlet]:
    """Read a list of feeds: TOML with `[[outlets]]` (each with an `id`) or bare `[[feeds]]`, or an OPML outline.

    A bare feed is an outlet of its own; an outline needs only `xmlUrl`. What is not said is unknown, and the language
    is told from each article.
    """
    if path.suffix.lower() == ".opml":
        outlets = _outlets_of_outline(path, allowed)
    else:
        file = _File(path)
        file.check_keys(file.table, {"outlets", "feeds"})
        bare = [{"id": feed.get("id"), "name": feed.get("id"), "feeds": [feed]} for feed in _tables(file, "feeds")]
        outlets = [_read_listed(file, table, allowed) for table in [*_tables(file, "outlets"), *bare]]
    found = {outlet.id: outlet for outlet in outlets}
    if len(found) < len(outlets) or not found:
        raise CatalogError("two outlets have the same id" if outlets else "lists no outlet", path)
    _check_together(found, dict.fromkeys(found, path), {})
    return found


def _tables(file: _File, key: str) -> list[dict[str, Any]]:
    tables = file.table.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise file.fail(f"{key} must be [[{key}]] tables", key)
    return tables


def _read_listed(file: _File, table: Mapping[str, Any], allowed: Sequence[str]) -> Outlet:
    outlet_id = table.get("id")
    if not isinstance(outlet_id, str) or not _IDENTIFIER.match(outlet_id):
        raise file.fail("each outlet or bare feed needs an id of lower-case letters, digits and hyphens", "id")
    return _read_outlet(file, outlet_id, {k: v for k, v in table.items() if k != "id"}, allowed)


def _outlets_of_outline(path: Path, allowed: Sequence[str]) -> list[Outlet]:
    outlets: list[Outlet] = []
    rows = read_outline(path)
    titles = Counter(slug(row.title) for row in rows if row.title)
    for row in rows:
        wrong = check_url(row.url, allowed)
        if wrong:
            raise CatalogError(f"{row.url[:200]}: {wrong}", path, row.line)
        digest = hashlib.sha256(row.url.encode()).hexdigest()[:8]
        outlet_id = slug(row.title or host_and_port(row.url)[0])
        if titles[outlet_id] != 1:  # whatever else the list holds, this feed keeps its id
            outlet_id = f"{outlet_id[:70]}-{digest}"
        feed = Feed(id=outlet_id, outlet_id=outlet_id, url=row.url, language=row.language)
        languages = (row.language,) if row.language else ()
        name = row.title or outlet_id
        outlets.append(
            Outlet(outlet_id, name, None, languages, None, outlet_id, None, row.homepage, (feed,), str(path.name))
        )
    return outlets


def default_outlets(settings: Settings) -> dict[str, Outlet]:
    """Read the shipped outlets with the user's overlay."""
    return read_outlets(settings.catalog_dirs, settings.allow_private_hosts)


def feeds_of(outlets: Mapping[str, Outlet]) -> dict[str, Feed]:
    """Give all feeds of some outlets by id."""
    return {feed.id: feed for outlet in outlets.values() for feed in outlet.feeds}
