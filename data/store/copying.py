"""A whole store into another, of the same engine or another: every row of every table, checked at the end.

The rows of a table are written in the order of its key, some thousands in a transaction, so that a copy that was cut
short goes on where it stopped. Must know no engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from data.errors import StoreError
from data.store.base import Layout, Store

# While this fact stands in a store, it is an unfinished copy.
COPYING = "copying"
# What others refer to is written first.
FIRST = ("article", "event", "story")
FACTS = "meta"
Row = tuple[Any, ...]
Progress = Callable[[str, int], None]


def ordered(layouts: Mapping[str, Layout]) -> list[str]:
    """Give the tables in an order in which they may be written; the facts, which end an unfinished copy, come last."""
    rest = sorted(name for name in layouts if name not in (*FIRST, FACTS))
    return [*(name for name in FIRST if name in layouts), *rest, FACTS]


def check_target(source: Store, target: Store) -> None:
    """Raise StoreError where the stores differ in schema or the target holds something of its own."""
    if source.layouts() != target.layouts():
        raise StoreError("the stores have different tables; bring both to this version with `python -m data migrate`")
    if target.meta(COPYING) is None and (target.days() or target.runs(1)):
        raise StoreError("the store to copy to is not empty; name a new one")


def copy_store(source: Store, target: Store, progress: Progress) -> dict[str, int]:
    """Copy all; give the rows of each table. Raises StoreError where the copy is not the same in the end."""
    check_target(source, target)
    with source.snapshot():
        target.set_meta(COPYING, "1")
        layouts = source.layouts()
        for name in ordered(layouts)[:-1]:
            for rows in source.portions(name, target.last_key(name)):
                target.put_rows(name, rows)
                progress(name, len(rows))
        for rows in source.portions(FACTS):
            for fact, value in rows:
                target.set_meta(fact, value)
        counts = compare(source, target, layouts, progress)
    target.drop_meta(COPYING)
    target.refresh()
    return counts


def compare(source: Store, target: Store, layouts: Mapping[str, Layout], progress: Progress) -> dict[str, int]:
    """Read both again, row by row."""
    counts = {}
    for name in ordered(layouts):
        count, digest = digest_of(source.portions(name), progress)
        if (count, digest) != digest_of(target.portions(name), progress):
            raise StoreError(f"the table {name} is not the same after the copy: was somebody else writing? Start anew")
        counts[name] = count
    return counts


def digest_of(portions: Iterator[Sequence[Row]], progress: Progress) -> tuple[int, str]:
    """Count and hash rows."""
    count, digest = 0, hashlib.sha256()
    for rows in portions:
        for row in rows:
            if row[0] != COPYING:
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
                count += 1
        progress("checked", len(rows))
    return count, digest.hexdigest()
