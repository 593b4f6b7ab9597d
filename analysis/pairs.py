"""A pair as people write it, and its index computed from the stored stories."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from analysis.exposure import read_exposure
from analysis.index import PairIndex, compute_index, join_parts
from analysis.masses import UNDIRECTED, pair_key
from analysis.run import Context, groups_of, load_context
from analysis.told import DIRECTED
from data.actors import load_actors
from data.errors import UsageError
from data.model import Story
from data.settings import Settings
from data.store.base import INDEX_COLUMNS, Store

CODE = r"[A-Z]{3}(?::[A-Z0-9]+)?|[A-Z]{4}:[A-Z0-9]+"
PAIR = re.compile(rf"^({CODE})([-{DIRECTED}])({CODE})$")


def parse_pair(text: str, settings: Settings) -> str:
    """Read `A-B` or `A>B` to a pair's key. Raises UsageError for a form or an actor that is not known."""
    found = PAIR.match(text.strip().upper())
    if not found or found.group(1) == found.group(3):
        raise UsageError(f"{text!r} is not a pair: write two actor codes as A-B or 'A>B', for example AAA-BBB")
    known = load_actors(settings.catalog_dirs)
    unknown = [code for code in (found.group(1), found.group(3)) if code not in known]
    if unknown:
        raise UsageError(f"unknown actor {', '.join(unknown)}: codes are ISO 3166 alpha-3, IGO:... or ORG:...")
    if found.group(2) == UNDIRECTED:
        return pair_key(found.group(1), found.group(3))
    return f"{found.group(1)}{DIRECTED}{found.group(3)}"


def pair_actors(pair: str) -> tuple[str, str]:
    """Split a pair's key."""
    one, other = re.split(f"[{DIRECTED}{UNDIRECTED}]", pair)
    return one, other


def compute_parts(store: Store, pair: str, until: date, context: Context) -> tuple[list[Story], list[PairIndex]]:
    """Compute a pair's index up to a day from what the store holds; give the stories it rests on too."""
    exposure = read_exposure(store.exposure(until=until), context.parameters, until)
    stories = store.stories(until=until, pair=pair_actors(pair))
    if exposure is None:
        return stories, []
    groups = groups_of(stories, context.groups)
    return stories, compute_index(stories, pair, exposure, groups, context.parameters)


def compute_series(store: Store, pair: str, until: date, settings: Settings) -> pd.DataFrame:
    """Give INDEX_COLUMNS of a pair from the store's first day to `until`, as known at the end of that day."""
    _, parts = compute_parts(store, pair, until, load_context(settings))
    return join_parts(parts) if parts else pd.DataFrame(columns=list(INDEX_COLUMNS))
