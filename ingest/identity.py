"""Which article an entry is: by guid, else by its canonical link, else by title and day, within its feed.

An alias that several different entries of one fetch share tells nothing (one guid for all, links to the front page),
so it is left out. An entry that comes back under another guid is known by its link, or by title and day.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from data.model import Entry

MAX_URL = 2048
_TRACKING = re.compile(
    r"^(?:utm_\w+|at_\w+|ns_\w+|pk_\w+|mtm_\w+|fbclid|gclid|dclid|yclid|msclkid|mc_[ce]id|igshid|xtor|cmp(?:id)?|"
    r"ocid|ftag|smid|partner|rss|ito|traffic_source|maca|xtref|soc_src|ref_src|outputtype|amp)$",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"^(?:www|amp|m|mobile)\.(?=[^.]+\.)")
_UNFIT = re.compile("[\x00-\x20\x7f]")
_AMP_END = re.compile(r"(?:/amp|\.amp|/index\.html?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identity:
    """The key of an entry's article and all aliases by which it may be told again."""

    key: str
    aliases: tuple[str, ...]


def safe_link(link: str | None) -> str | None:
    """Give a link that may be kept and shown: http(s) with a host, no control characters, at most 2,048 long."""
    if link is None or len(link) > MAX_URL or _UNFIT.search(link):
        return None
    try:
        parts = urlsplit(link)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    except ValueError:
        return None
    return link if usable else None


def canonical_link(link: str) -> str:
    """Fold the spellings of one page: scheme, www/mobile/AMP, tracking parameters, fragment, final slash."""
    parts = urlsplit(link)
    host = _MOBILE.sub("", (parts.hostname or "").lower())
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
    ]
    path = _AMP_END.sub("", parts.path.rstrip("/"))
    return f"{host}{path}" + (f"?{urlencode(kept)}" if kept else "")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _fold_title(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _names(entry: Entry) -> tuple[str | None, str | None, str]:
    day = entry.published_at.date().isoformat() if entry.published_at else ""
    return (
        f"guid:{entry.guid}" if entry.guid else None,
        f"link:{canonical_link(entry.link)}" if entry.link else None,
        f"title:{day}:{_fold_title(entry.title)}",
    )


def _groups(rows: Sequence[tuple[str | None, str | None, str]]) -> Sequence[int]:
    """Number the entries so that repeats of one item share a number: two of its three names must agree."""
    first: dict[tuple[int, int, str | None, str | None], int] = {}
    numbers = []
    for at, row in enumerate(rows):
        pairs = [(i, j, row[i], row[j]) for i, j in ((0, 1), (0, 2), (1, 2)) if row[i] is not None and row[j]]
        number = next((first[pair] for pair in pairs if pair in first), at)
        for pair in pairs:
            first.setdefault(pair, number)
        numbers.append(number)
    return numbers


def identify_entries(
    feed_id: str, entries: Sequence[Entry], known_keys: Callable[[Sequence[str]], Mapping[str, str]]
) -> list[Identity]:
    """Give each entry of one fetch its identity; repeats of one item share it.

    `known_keys` gives the article keys that aliases of this feed already belong to.
    """
    rows = [_names(entry) for entry in entries]
    groups = _groups(rows)
    holders = Counter(name for name, _ in {(n, g) for row, g in zip(rows, groups, strict=True) for n in row if n})
    told = [tuple(_digest(feed_id, n) for n in row if n and holders[n] == 1) for row in rows]
    known = known_keys(sorted({alias for aliases in told for alias in aliases}))
    keys: dict[int, str] = {}
    claimed: set[str] = set()
    for rank in range(3):
        for aliases, group in zip(told, groups, strict=True):
            key = known.get(aliases[rank]) if rank < len(aliases) else None
            if key is not None and key not in claimed and group not in keys:
                keys[group] = key
                claimed.add(key)
    for row, aliases, group in zip(rows, told, groups, strict=True):
        keys.setdefault(group, aliases[0] if aliases else _digest(feed_id, *(name or "" for name in row)))
    return [Identity(keys[g], aliases or (keys[g],)) for aliases, g in zip(told, groups, strict=True)]
