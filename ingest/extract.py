"""Raw rows -> entries -> articles: dates, links, caps, language, boilerplate.

Works on what the feed holds; the page behind a link is never fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from data.languages import identify_language
from data.model import Article, Entry, Feed
from data.settings import ROOT
from ingest.boilerplate import border_hashes, cut_learned, cut_phrases, load_boilerplate
from ingest.dates import load_date_tables, read_date
from ingest.identity import Identity, identify_entries, safe_link
from ingest.parse import ParsedFeed
from ingest.raw import RawEntry
from ingest.text import cut, flags_of

MAX_TITLE = 1_000
MAX_SUMMARY = 20_000
MAX_GUID = 2_048
CATALOG = ROOT / "data" / "catalog"
_CODE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class ExtractedFeed:
    """The articles of one fetch, and why entries were rejected."""

    articles: tuple[Article, ...]
    rejected: Mapping[str, int]


def build_entries(feed: Feed, parsed: ParsedFeed, now: datetime) -> tuple[list[Entry], Counter[str]]:
    """Give the usable entries of a feed and count the others by reason."""
    rejected: Counter[str] = Counter()
    if parsed.feed.listed > len(parsed.feed.entries):
        rejected["over_limit"] = parsed.feed.listed - len(parsed.feed.entries)
    declared = feed.language or _code(parsed.feed.language)
    entries = []
    for raw in parsed.feed.entries:
        entry = _entry(feed, raw, declared, now)
        if not entry.title and not entry.summary:
            rejected["no_text"] += 1
        elif not entry.guid and not entry.link and not entry.title:
            rejected["no_identity"] += 1
        else:
            entries.append(replace(entry, flags=(*entry.flags, "charset_suspect")) if parsed.suspect else entry)
    return entries, rejected


def _code(tag: str | None) -> str | None:
    found = _CODE.match((tag or "").lower())
    return found.group() if found else None


def _entry(feed: Feed, raw: RawEntry, declared: str | None, now: datetime) -> Entry:
    title, summary = cut(raw.title, MAX_TITLE), cut(raw.summary, MAX_SUMMARY)
    if not title and summary:
        title = cut(summary.split("\n", 1)[0], MAX_TITLE)
    read = read_date(raw.published, now=now, tables=load_date_tables(CATALOG), language=declared, zone=feed.timezone)
    flags = [*flags_of(title + summary)]
    if (title, summary) != (raw.title, raw.summary) and len(raw.title) + len(raw.summary) > len(title) + len(summary):
        flags.append("truncated")
    guid = raw.guid[:MAX_GUID] if raw.guid else None
    return Entry(
        feed_id=feed.id,
        guid=guid,
        link=safe_link(raw.link) or (safe_link(guid) if guid and guid.startswith("http") else None),
        title=title,
        summary="" if summary == title else summary,
        published_raw=raw.published,
        published_at=read.at,
        date_reason=read.reason,
        language=_code(raw.language),
        flags=tuple(flags),
    )


def clean_body(title: str, summary: str, catalog: Path = CATALOG) -> str:
    """Give the body without boilerplate phrases and without the title repeated at its head."""
    body = cut_phrases(summary, load_boilerplate(catalog))
    first, _, rest = body.partition("\n")
    return rest.strip() if first.strip() == title and rest else ("" if body == title else body)


def is_correction(title: str, catalog: Path = CATALOG) -> bool:
    """Say whether a title announces that the outlet corrects itself."""
    return load_boilerplate(catalog).correction.search(title) is not None


def extract_articles(
    feed: Feed,
    parsed: ParsedFeed,
    now: datetime,
    *,
    known_keys: Callable[[Sequence[str]], Mapping[str, str]],
    count_sentences: Callable[[Mapping[str, Sequence[str]]], Mapping[str, int]],
) -> ExtractedFeed:
    """Give the articles of a parsed feed, first seen now, in the feed's order."""
    entries, rejected = build_entries(feed, parsed, now)
    identities = identify_entries(feed.id, entries, known_keys)
    bodies = [clean_body(entry.title, entry.summary) for entry in entries]
    seen = count_sentences({i.key: border_hashes(body) for i, body in zip(identities, bodies, strict=True)})
    spare = _code(parsed.feed.language)
    articles = tuple(
        _article(feed, entry, identity, cut_learned(body, seen), first_seen_at=now, spare_language=spare)
        for entry, identity, body in zip(entries, identities, bodies, strict=True)
    )
    return ExtractedFeed(articles, rejected)


def _article(
    feed: Feed, entry: Entry, identity: Identity, body: str, *, first_seen_at: datetime, spare_language: str | None
) -> Article:
    language = identify_language(f"{entry.title}\n{body}", feed.language) or entry.language or spare_language
    return Article(
        key=identity.key,
        feed_id=feed.id,
        outlet_id=feed.outlet_id,
        guid=entry.guid,
        url=entry.link,
        language=language,
        title=entry.title,
        body=body,
        published_at=entry.published_at,
        published_raw=entry.published_raw,
        date_reason=entry.date_reason,
        first_seen_at=first_seen_at,
        flags=(*entry.flags, *(["correction"] if is_correction(entry.title) else [])),
        aliases=identity.aliases,
    )
